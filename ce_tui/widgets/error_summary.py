"""What is wrong in a form, at its top: one item for each fault, which leads to the line or list that it is about.

Each fault also stands at its own place, and the first one is said, so in the display for screen readers the summary is
not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.widget import Widget

from ce_tui.core.words.counting import counted
from ce_tui.widgets.choice_list import ActionList, MarkedList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item, ItemList

_SHOWN = "-shown"


class FormFault(NamedTuple):
    """What is wrong with a widget, in words; `place`: "3 of 8", empty where nothing is numbered."""

    widget: Field | MarkedList
    words: str
    place: str = ""


class ErrorSummary(ActionList):
    """The faults of the form that it stands in. Enter goes to one; Down on the last one goes on to the form."""

    def __init__(self) -> None:
        super().__init__(id="error-summary")
        self._faults: list[FormFault] = []

    def show_faults(self, faults: Sequence[FormFault]) -> bool:
        """List these, or with none be gone: whether other rows are taken than before."""
        if list(faults) == self._faults:
            return False
        if not faults and self.has_focus:
            self.screen.focus_next()
        self._faults = [*faults]
        self.set_class(bool(faults), _SHOWN)
        self.set_items(_items(faults))
        return True

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Go to what is wrong."""
        event.stop()
        widget = self._faults[int(event.item.id)].widget
        if isinstance(widget, Field):
            widget.point_out()
        else:
            widget.focus()

    def on_item_list_ended(self, event: ItemList.Ended) -> None:
        """The form is below it."""
        if event.by > 0:
            event.stop()
            self.screen.focus_next()


def faults_in(form: Widget, place_of: Callable[[Widget], str]) -> Sequence[FormFault]:
    """What is wrong in a form, from its top down, each with its place; nothing in a form of one thing, where it stands
    by itself.
    """
    asked = [each for each in form.query("*") if isinstance(each, Field | MarkedList) and _is_asked(each)]
    if len(asked) < 2:
        return []
    return [FormFault(each, _words(each), place_of(each)) for each in asked if each.error]


def _is_asked(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


def _words(widget: Field | MarkedList) -> str:
    """The fault with the label, where it does not begin with that."""
    label, fault = widget.label.rstrip(":?. "), widget.error.rstrip(".")
    return f"{fault}." if fault.startswith(label) else f"{label}: {fault}."


def _items(faults: Sequence[FormFault]) -> Sequence[Item]:
    if not faults:
        return []
    title = f"! There is a problem with {counted(len(faults), 'answer')}. Enter here leads to it."
    items = [Item("", title, heading=True, tone="alert")]
    for at, fault in enumerate(faults):
        place = f" Question {fault.place}." if fault.place else ""
        said = f"{at + 1}. {fault.words}{place} Enter leads to it."
        items.append(Item(str(at), fault.words, head=f"{at + 1}.", tail=fault.place, said=said))
    return items
