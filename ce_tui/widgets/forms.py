"""A form: its words, its lists to choose from, and the summary of what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from ce_tui.core.pathway.words import Choice, counted
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import Faulted, SentOff, is_quiet, once_scrolled, scroll_to_row
from ce_tui.widgets.wrapping import cut_row

CLEARED = "What was typed here is cleared, because no key was pressed for a while."


class CutText(Static):
    """Plain text that a window may show in part: for screen readers its last row in sight says that more follows.

    Elsewhere the rule below says so; there it is not drawn, and what breaks off in mid-sentence would be taken for all.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight: `crop` are those that the windows around it leave."""
        strips = super().render_lines(crop)
        width, height = self.outer_size
        if not strips or crop.bottom >= height or not is_quiet(self):
            return strips
        below = [
            row.text.strip()
            for row in super().render_lines(Region(0, crop.bottom, width, height - crop.bottom))
        ]
        if not any(below):
            return strips
        last = strips[-1]
        style = next((segment.style for segment in last if segment.style is not None), self.rich_style)
        room = width - self.styles.gutter.width
        margin = " " * self.styles.gutter.left
        row = f"{margin}{cut_row(last.text.strip(), below[0], room)}" if last.text.strip() else ""
        strips[-1] = Strip([Segment(row.ljust(width), style)]).crop(crop.x, crop.right)
        return strips


def text(words: str, *, widget_id: str | None = None, classes: str = "words") -> Widget:
    """Words in a form."""
    return CutText(words, id=widget_id, classes=classes, markup=False)


def problem_line() -> Widget:
    """Where a form says what is wrong; not there while nothing is."""
    line = Static("", id="problem", classes="problem", markup=False)
    line.display = False
    return line


class CheckedForm(VerticalScroll, can_focus=False):
    """A form with several things to fill in. Its faults are listed at its top: all of them once it was sent off, before
    that where there are two or more.
    """

    was_sent_off = False

    def on_faulted(self, event: Faulted) -> None:
        event.stop()
        self.list_faults()

    def send_off(self) -> None:
        """It was sent off, or left and come back to: whatever is wrong is listed now."""
        self.was_sent_off = True
        self.list_faults()

    def on_sent_off(self, event: SentOff) -> None:
        event.stop()
        self.send_off()

    def list_faults(self) -> None:
        """List what is wrong now, in the order of the form; what has the focus stays in sight, the list if it can.

        In a form of one thing nothing: there what is wrong stands by itself.
        """
        asked = [each for each in self.query("*") if isinstance(each, Field | MarkedList) and _is_asked(each)]
        wrong = [each for each in asked if each.error and len(asked) > 1]
        faults = [FormFault(each, _words(each), self.place_of(each)) for each in wrong]
        self.was_sent_off = self.was_sent_off and bool(faults)
        if len(faults) < (1 if self.was_sent_off else 2):
            faults = []
        shown = next(iter(self.query(ErrorSummary)), None)
        if shown is None and faults:
            self.mount(shown := ErrorSummary(), before=0)
        if shown is not None and shown.show_faults(faults):
            once_scrolled(self, self._keep_focus_in_sight)

    def place_of(self, widget: Widget) -> str:
        """The place of a line or list among all that is asked; empty: they are not numbered."""
        return ""

    def _keep_focus_in_sight(self) -> None:
        focused = self.screen.focused if self.is_attached else None  # it may have been left meanwhile
        if focused is None or self not in focused.ancestors:
            return
        if focused.region.bottom - self.region.y + self.scroll_offset.y <= self.size.height:
            scroll_to_row(self, 0)
        else:
            stands = next(each for each in focused.ancestors_with_self if each.parent is self)
            if isinstance(stands, Widget) and stands.size.height <= self.size.height:
                self.scroll_to_widget(stands, animate=False, immediate=True)


class ActionList(ItemList):
    """Things to do: Enter or Space does the current one (`Chosen`). Stands where others have buttons."""

    SHORT: ClassVar[bool] = True


class MarkedList(ItemList):
    """Items with a mark before them. A screen takes `Picked` in `on_marked_list_picked`.

    `chosen`: the id of the one that is marked at first, or the ids of several.
    """

    SHORT: ClassVar[bool] = True
    MARKER_CELL = 1
    SIGNS: ClassVar[tuple[str, str]] = ("( )", "(x)")

    @dataclass(eq=False, repr=False)
    class Picked(Message):
        """The practitioner chose something (or took a choice back)."""

        list: MarkedList
        id: str
        again: bool = False  # it was chosen already
        by_enter: bool = False

    def __init__(
        self,
        choices: Sequence[Choice],
        chosen: str | Iterable[str] = "",
        *,
        label: str = "",
        draw_label: bool = True,
        widget_id: str | None = None,
    ) -> None:
        self._choices = list(choices)
        self._marked = {chosen} if isinstance(chosen, str) else set(chosen)
        self.label = label
        self._error = ""
        self._draw_label = draw_label and bool(label)
        super().__init__(self._all_items(), widget_id=widget_id)
        marked = (i for i, item in enumerate(self.items) if item.id in self._marked and not item.heading)
        self._current = next(marked, self._current)

    @property
    def error(self) -> str:
        """What is wrong with what is chosen, in words; empty: nothing."""
        return self._error

    @error.setter
    def error(self, words: str) -> None:
        """Show above the choices what is wrong; empty: nothing is."""
        if words != self._error:
            self._error = words
            self._draw()
            self.post_message(Faulted())

    def headings_above(self) -> list[str]:
        """None: each choice says the label with it."""
        return []

    def what_is_current(self) -> object:
        """The list: from one of its choices to another the words on what it asks stay as they are."""
        return self.label

    def state_first(self, item: Item, place: str) -> str:
        """For screen readers: whether it is chosen, which choice and its place; below it what is asked, and wrong."""
        state = "Chosen" if item.id in self._marked else "Not chosen"
        error = f"Error: {self._error.rstrip('.')}." if self._error else ""
        return "\n".join(filter(None, (f"{state}: {item.text.rstrip('.')}. {place}", self.label, error)))

    def _all_items(self) -> list[Item]:
        label = [Item("", self.label, heading=True)] if self._draw_label else []
        error = [Item("", f"! Error: {self._error}", heading=True, tone="alert")] if self._error else []
        return label + error + [self._item(choice) for choice in self._choices]

    def _item(self, choice: Choice) -> Item:
        marked = choice.id in self._marked
        text = choice.listed
        label = f"{self.label.rstrip(':?. ')}: " if self.label else ""
        said = f"{label}{text}: {'chosen' if marked else 'not chosen'}"
        return Item(choice.id, text, head=self.SIGNS[marked], said=said, tone="chosen" if marked else "")

    def _draw(self) -> None:
        self.set_items(self._all_items())

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        event.stop()
        self.pick(event.item.id)

    def pick(self, item_id: str) -> None:
        raise NotImplementedError


class ChoiceList(MarkedList):
    """One of several. Left and Right move, too; Space or Enter chooses the current one; none need be chosen at first.

    `chosen` is its id, empty where none is, or where the one chosen says that nothing is. Posts Picked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
    ]

    @property
    def chosen(self) -> str:
        """The id of what is chosen; empty: nothing is."""
        return next((choice.id for choice in self._choices if choice.id in self._marked), "")

    @chosen.setter
    def chosen(self, item_id: str) -> None:
        """Choose, without a message."""
        self._marked = {item_id}
        self._draw()

    def action_choose(self) -> None:
        self._typed = ""
        if self.current is not None:
            self.pick(self.current.id, by_enter=True)

    def pick(self, item_id: str, *, by_enter: bool = False) -> None:
        """Choose one; the others are not chosen any more."""
        again = self._marked == {item_id}
        if not again:
            self.chosen = item_id
        self.post_message(self.Picked(self, item_id, again, by_enter=by_enter))


class CheckList(MarkedList):
    """Any of several. Space or Enter marks and unmarks the current one. Posts Picked."""

    SIGNS: ClassVar[tuple[str, str]] = ("[ ]", "[x]")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is marked, in the order of the list."""
        return tuple(choice.id for choice in self._choices if choice.id in self._marked)

    @chosen.setter
    def chosen(self, ids: Iterable[str]) -> None:
        self._marked = set(ids)
        self._draw()

    def pick(self, item_id: str) -> None:
        self._marked ^= {item_id}
        self._draw()
        self.post_message(self.Picked(self, item_id))


class FormFault(NamedTuple):
    """What is wrong with a widget, in words; `place`: "3 of 8", empty where nothing is numbered."""

    widget: Field | MarkedList
    words: str
    place: str = ""


class ErrorSummary(ActionList):
    """The faults of the form that it stands in. Enter goes to one; Down on the last one goes on to the form."""

    def __init__(self) -> None:
        super().__init__(widget_id="error-summary")
        self._faults: list[FormFault] = []

    def show_faults(self, faults: Sequence[FormFault]) -> bool:
        """List these, or with none be gone: whether other rows are taken than before."""
        if list(faults) == self._faults:
            return False
        if not faults and self.has_focus:
            self.screen.focus_next()
        self._faults = [*faults]
        items = []
        for at, fault in enumerate(faults):
            place = f" Question {fault.place}." if fault.place else ""
            said = f"{at + 1}. {fault.words}{place} Enter leads to it."
            items.append(Item(str(at), fault.words, head=f"{at + 1}.", tail=fault.place, said=said))
        if faults:
            title = f"! There is a problem with {counted(len(faults), 'answer')}. Enter here leads to it."
            items.insert(0, Item("", title, heading=True, tone="alert"))
        self.set_class(bool(faults), "-shown")
        self.set_items(items)
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


def _is_asked(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


def _words(widget: Field | MarkedList) -> str:
    """The fault with the label, where it does not begin with that."""
    label, fault = widget.label.rstrip(":?. "), widget.error.rstrip(".")
    return f"{fault}." if fault.startswith(label) else f"{label}: {fault}."
