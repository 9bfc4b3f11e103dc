"""Questions over a screen: opaque boxes that say their words first. Enter accepts, Esc cancels, Ctrl+L still locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ce_tui.commands.keymap import say_key
from ce_tui.core.pathway.shape import Line
from ce_tui.terminal.pace import set_focus_and_show_it
from ce_tui.terminal.picture import draw_what_changed
from ce_tui.widgets.field import Field, LineInput
from ce_tui.widgets.forms import CLEARED
from ce_tui.widgets.header_line import KeyLine, StatusLine, cursor_in_words, out_of_sight
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item, ItemRows
from ce_tui.widgets.room import Noted, around, is_quiet, led, scroll_to_row
from ce_tui.widgets.wrapping import WIDEST

FEWEST = 3
"""Rows that the words keep, however tall the answers are."""


class DialogText(VerticalScroll, can_focus=False):
    """The words. `rows_of_answer`: how many rows the answers need at a width, in a box of a height."""

    def __init__(self, words: str, rows_of_answer: Callable[[int, int], int]) -> None:
        super().__init__(id="dialog-text", can_focus=False)
        self._words = words
        self._rows_of_answer = rows_of_answer

    def compose(self) -> ComposeResult:
        yield Static(self._words, id="dialog-words", markup=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As tall as the words, as long as the answers can be seen, too."""
        room = container.height - self._rows_of_answer(min(container.width, WIDEST), container.height)
        return min(super().get_content_height(container, viewport, width), max(room, FEWEST))


class AnswerList(ItemList):
    """The answers: page keys read the words to their end first; so do Down on the last answer and Up on the first."""

    def action_page(self, by: int) -> None:
        """Read on; then as in every list."""
        if not self._reads_on(by):
            super().action_page(by)

    def action_move(self, by: int) -> None:
        """As in every list; beyond its ends read on."""
        at, of = self.position
        if at != (of if by > 0 else 1) or not self._reads_on(by):
            super().action_move(by)

    def _reads_on(self, by: int) -> bool:
        return self.is_attached and isinstance(self.screen, Dialog) and self.screen.action_read_on(by)


Answer = TypeVar("Answer")

_APART = "apart"

_ROWS_OF_ANSWER = 5
"""A line to type in with its label, an error and the empty row above; or the steps of what is done."""
AUTOSAVE = 0.7  # seconds after the first letter that is not saved


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question in a box. The answer is None where it was cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="dialog.cancel")
    ]
    help_topic: ClassVar[str] = "dialog"

    # A change of focus by itself repaints nothing: the widgets that change do.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, words: str) -> None:
        super().__init__()
        draw_what_changed(self)
        self._words = words
        self._keys_before = 0
        self._said = self._greeting = ""
        self._greeted = -1
        self._answered = False

    set_focus = set_focus_and_show_it

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield DialogText(self._words, self.rows_of_answer)
            yield from self.body()
        yield StatusLine()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What the question is answered with."""
        yield from ()

    def rows_of_answer(self, width: int, height: int) -> int:
        """The rows of the answers below the words, in a box of this width and height."""
        return _ROWS_OF_ANSWER

    def on_mount(self) -> None:
        if self.query(DialogText):  # else it was taken away again before it was there
            self.begin()

    def begin(self) -> None:
        self._keys_before = around(self).keys_pressed
        for scrolled in self.scrolled():
            for what in ("scroll_y", "virtual_size", "show_vertical_scrollbar"):
                self.watch(scrolled, what, self._tell_more, init=False)
        self._say_keys()
        self.say(self._words)

    # What cannot be seen

    def _tell_more(self) -> None:
        """What cannot be seen says so in the rule; a screen reader is told by the status line."""
        self.call_after_refresh(self._tell_more_now)

    on_resize = _tell_more

    def _tell_more_now(self) -> None:
        if self in self.app.screen_stack and not is_quiet(self):  # else it is closed, and half taken down
            above, below = out_of_sight(self.scrolled())
            self.query_one(StatusLine).more(below=below, above=above)
            self._say_keys()

    def scrolled(self) -> list[Widget]:
        """What can be scrolled in it."""
        return [self.query_one(DialogText)]

    def _say_keys(self) -> None:
        page = say_key(around(self).keys.key_of("list.page_down"), brief=True)
        reads_on = [(page, "read on")] if page and out_of_sight([self.query_one(DialogText)])[1] else []
        self.query_one(KeyLine).say([*self.ways_to_answer(), *reads_on, ("Esc", "cancel")])

    def ways_to_answer(self) -> list[tuple[str, str]]:
        """The keys that answer, as the line at the foot has them."""
        return [("Enter", "accept")]

    def action_read_on(self, by: int) -> bool:
        """A view further on in the words, or back; whether there was anything."""
        text = self.query_one(DialogText)
        if not out_of_sight([text])[by > 0]:
            return False
        scroll_to_row(text, text.scroll_offset.y + by * max(text.size.height - 1, 1))
        return True

    # What it says

    @property
    def arriving(self) -> bool:
        """Whether no key was pressed yet: what a screen reader hears first is the question."""
        return around(self).keys_pressed == self._keys_before

    cursor_instead = cursor_in_words

    def say(self, words: str) -> None:
        """Say something in the dialog's status line."""
        self._said = words
        if self._greeted == around(self).keys_pressed:
            words = led([self._greeting], words) if is_quiet(self) else f"{self._greeting} {words}"
        self.query_one(StatusLine).say(words)

    def note(self, words: str) -> None:
        """In the display for screen readers: say what a key came to that left everything as it is."""
        if is_quiet(self):
            self.query_one(StatusLine).note(words)

    def on_noted(self, event: Noted | ItemList.Ended) -> None:
        """A key came to nothing: no such number, or nothing further that way."""
        self.note(event.words)

    on_item_list_ended = on_noted

    def greet(self, words: str) -> None:
        """Say something before the rest, until the next key."""
        self._greeting, self._greeted = words, around(self).keys_pressed
        if self.is_mounted:
            self.say(self._said)

    def warn(self, words: str) -> None:
        """Say this in the status line instead of everything else; without words: as before."""
        self.query_one(StatusLine).warn(words)

    def dismiss(self, result: Answer | None = None) -> Any:
        """Take the question away with an answer; from beneath a lock once it is open.

        Only once: Textual would take away whatever is in front then, for a key that was meant for this one.
        """
        if self._answered:
            return None
        self._answered = True
        answer = super().dismiss
        return around(self).in_turn(lambda: answer(result))

    def on_field_entered(self, event: Field.Entered) -> None:
        """The status line names the line to type in, after the question."""
        self.say(f"{self._words} {event.field.words}")

    def on_line_input_said(self, event: LineInput.Said) -> None:
        """What a line has to say about what was typed or pasted."""
        self.say(event.words)

    def action_cancel(self) -> None:
        self.dismiss(None)


class ChooseDialog(Dialog[str]):
    """Choose one of several, by arrows or number. The answer is the item's id.

    `at_once`: by the id of a command whose key gives it, the item that is the answer then.
    """

    def __init__(
        self, words: str, items: Sequence[Item], current: str = "", at_once: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(words)
        self._items = items
        self._start = current
        self._at_once = at_once or {}

    def body(self) -> ComposeResult:
        yield AnswerList(self._items, widget_id="dialog-list")

    def rows_of_answer(self, width: int, height: int) -> int:
        """All answers, in up to half of the box, and the empty row above them."""
        return min(len(ItemRows(self._items, width)), height // 2) + 1

    def scrolled(self) -> list[Widget]:
        return [*super().scrolled(), self.query_one(ItemList)]

    def begin(self) -> None:
        super().begin()
        choices = self.query_one(ItemList)
        if self._start:
            choices.go_to(self._start)
        choices.focus()

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        at, of = event.list.position
        words = f"{event.item.words} ({at} of {of})"
        if is_quiet(self):
            question = [self._words] if self.arriving else []
            words = led([*question, *event.list.headings_above()], words)
        self.say(words)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        self.dismiss(event.item.id)

    def on_key(self, event: events.Key) -> None:
        """A key that answers at once."""
        for command, answer in self._at_once.items():
            if event.key in around(self).keys.key_of(command).split(","):
                event.stop()
                self.dismiss(answer)

    def ways_to_answer(self) -> list[tuple[str, str]]:
        """Each key with its answer, too: "y yes"."""
        key_of = around(self).keys.key_of
        keys = [(say_key(key_of(command)), answer) for command, answer in self._at_once.items()]
        return [*super().ways_to_answer(), *((key, answer) for key, answer in keys if key)]


class ConfirmDialog(ChooseDialog):
    """A question with two answers, each in words of its own. No stands first, and is current at first.

    `apart`: what is said by itself, then the same spelt. In the display for screen readers it is a stop of its own,
    where Enter says one and the other by turns.
    """

    def __init__(self, words: str, yes: str, no: str, apart: Sequence[str] = ()) -> None:
        super().__init__(words, [Item("no", no, head="1"), Item("yes", yes, head="2")])
        self._apart = apart
        self._is_spelt = False

    def body(self) -> ComposeResult:
        """The answers, and below them what can be spelt."""
        if self._apart and is_quiet(self):
            said = f"{self._apart[0]}. Enter spells it."
            self._items = [*self._items, Item(_APART, self._apart[0], head="3", said=said)]
        yield from super().body()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        if event.item.id == _APART:
            event.prevent_default()
            self._is_spelt = not self._is_spelt
            self.say(". ".join(self._apart[1:] if self._is_spelt else self._apart[:1]) + ".")


class MessageDialog(ChooseDialog):
    """Words that must be read: one item, Enter goes on."""

    def __init__(self, words: str) -> None:
        super().__init__(words, [Item("ok", "Go on")])


class InputDialog(Dialog[str]):
    """A line to type. The answer is what was typed; an empty one is refused unless it `may_be_empty`.

    What the line keeps is kept letter by letter, and saved within a second and on Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read_on(-1)", "Back in the question", show=False),
        Binding("pagedown", "read_on(1)", "On in the question", show=False),
    ]

    def __init__(self, question: str, line: Line) -> None:
        super().__init__(line.after_what_is_wrong(question))
        self._asked = line
        start = line.refused or line.start
        self._field = Field(line.label, start, max_length=line.longest, beside=0, widget_id="dialog-input")
        self._field.password = line.secret
        self._saving: Timer | None = None

    def body(self) -> ComposeResult:
        yield self._field

    def begin(self) -> None:
        super().begin()
        self._field.focus()

    @property
    def holds_typed(self) -> bool:
        """Whether a secret is typed here that nobody else should go on with."""
        return self._field.password and bool(self._field.value)

    def forget_typed(self) -> None:
        """Clear what is typed here, and say so."""
        self._field.value = ""
        self.say(CLEARED)

    def on_field_changed(self, event: Field.Changed) -> None:
        if self._asked.keep is not None:
            self._asked.keep(event.value, False)
            if self._saving is None:
                self._saving = self.set_timer(AUTOSAVE, self._save)

    def _save(self) -> None:
        self._saving = None
        if self._asked.keep is not None:
            self._asked.keep(self._field.value, True)

    def action_cancel(self) -> None:
        """What was typed stays for when it is asked again."""
        self._save()
        super().action_cancel()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter accepts what was typed."""
        event.stop()
        if event.field.value.strip() or self._asked.may_be_empty:
            self.dismiss(event.field.value)
            return
        event.field.error = "type something, or press Esc to cancel"
        self.say(event.field.words)
