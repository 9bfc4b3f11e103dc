"""A labelled line to type in, with a hint and an error, all in words. No border: the line stands between brackets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import Input, Static

from ce_tui.core.pathway.shape import MAX_FIELD, clean_line
from ce_tui.core.vault.errors import Refused
from ce_tui.widgets.room import Faulted, Noted, is_quiet, nothing, once_scrolled


class LineInput(Input):
    """One line of text: what is pasted is cleaned, too much is said, Ctrl+Z takes the last change back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Take the last change back", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
    ]

    # Its size on the screen never follows from what is typed: a letter lays nothing out anew.
    value: Reactive[str] = reactive("", layout=False, init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    @dataclass(eq=False, repr=False)
    class Said(Message):
        """Words about what was typed or pasted: it was cut, or cleaned."""

        words: str

    def __init__(self, value: str, *, max_length: int) -> None:
        self.closed = ""  # why nothing can be typed; empty: it can
        self._before: list[tuple[str, int]] = []
        self._undoing = True  # what it begins with is nothing to take back
        super().__init__(value, max_length=max_length, select_on_focus=False)
        # As `compact=True`, which would have the styles of a widget worked out that is nowhere yet.
        self.add_class("-textual-compact", update=False)
        self.cursor_blink = False
        self._undoing = False

    @property
    def _value(self) -> Text:
        """What is drawn. A passphrase is drawn as asterisks: every terminal font has them."""
        shown = "*" * len(self.value) if self.password else self.value
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def render_line(self, y: int) -> Strip:
        """Draw; for screen readers only while its field has the focus."""
        if not is_quiet(self) or any(each.has_class("-entered") for each in (self, *self.ancestors)):
            return super().render_line(y)
        return nothing(self)

    def watch_value(self, old: str, new: str) -> None:
        """Keep what was there, for taking it back. Passphrases are not kept."""
        if not (self.password or self._undoing):
            self._before = [*self._before[-99:], (old, self.cursor_position)]

    def action_undo(self) -> None:
        """Take the last change back."""
        if not self._before:
            self.post_message(self.Said("Nothing to take back."))
            return
        value, at = self._before.pop()
        self._undoing = True
        self.value = value
        self._undoing = False
        self.cursor_position = min(at, len(value))

    def _show_cursor_place(self) -> None:
        """Show where the cursor is, however much fits now; without the focus a text shows its beginning."""
        if self.has_focus:
            place = Region(self._cursor_offset, 0, 1, 1)
            self.scroll_to_region(place, force=True, animate=False, immediate=True)

    on_resize = on_focus = _show_cursor_place

    def replace(self, text: str, start: int, end: int) -> None:
        """Whatever changes the text comes here; where nothing can be typed it is said why.

        By ear a line that was emptied says so: a screen reader tells one sign that went, and nothing of several.
        """
        if self.closed:
            self.post_message(self.Said(self.closed))
            return
        several = len(self.value) > 1
        super().replace(text, start, end)
        if several and not self.value and is_quiet(self):
            self.post_message(Noted("Empty"))

    def restricted(self) -> None:
        """Nothing more fits."""
        self.post_message(self.Said(f"Not added: no more than {self.max_length} characters fit here."))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        selected = abs(self.selection.end - self.selection.start)
        room = max((self.max_length or MAX_FIELD) - len(self.value) + selected, 0)
        cleaned = clean_line(event.text, room)
        self.replace(cleaned.text, *sorted(self.selection))
        if cleaned.cut:
            self.post_message(self.Said(f"The pasted text was cut: {self.max_length} characters fit here."))
        elif cleaned.changed:
            self.post_message(self.Said("Characters that cannot be shown were taken out of the pasted text."))


BESIDE = 22  # cells that a label takes at the left of its line
LONGEST_PASSPHRASE = 1000


class Field(Vertical):
    """Label, line, hint, error. `widget_id` names it in messages. `beside` 0: the label stands above its line.

    The status line says `words` when it is entered. Posts Entered, Changed, Left and Submitted (Enter).
    """

    @dataclass(eq=False, repr=False)
    class Happened(Message):
        """Something happened in a field."""

        field: Field

    class Entered(Happened):
        """The field has the focus now."""

    class Left(Happened):
        """The focus went elsewhere."""

    class Submitted(Happened):
        """Enter was pressed in the field."""

    @dataclass(eq=False, repr=False)
    class Changed(Happened):
        """Something was typed."""

        value: str

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        max_length: int = MAX_FIELD,
        beside: int = BESIDE,
        widget_id: str | None = None,
    ) -> None:
        super().__init__(id=widget_id)
        self._label = label
        self._hint = hint
        self.remark = ""  # what is said behind what it holds, until something is typed
        self._error = ""
        self.read_again: Callable[[str], object] | None = None
        """By what its error was found, where that can be asked again."""
        self._beside = beside
        self._line = LineInput(value, max_length=max_length)
        self._lines = [self._line]  # a date has three
        self._typed_in = False  # since it was entered: what it held then is said no more
        self.place = ""
        """Its place among questions: "6 of 8"; empty: it has none."""

    def compose(self) -> ComposeResult:
        label = Static(self.label, classes="field-label", markup=False)
        if self._beside:
            label.styles.width = self._beside
        else:
            label.set_class(self._has_short_label and len(self._lines) == 1, "-stands-beside")
            yield label
        with Horizontal(classes="field-row"):
            if self._beside:
                yield label
            yield from self.edged()
        yield from self.remarks()

    def edged(self) -> ComposeResult:
        """The line between its edges, behind its name where the label stands above it."""
        if not self._beside:
            # Its label, or where that is long, its place among the questions.
            named = self.label if self._has_short_label else self.place
            yield Static(named, classes="field-place", markup=False)
        yield Static("[", classes="field-edge", markup=False)
        yield self._line
        yield Static("]", classes="field-edge", markup=False)

    # Where the label stands above its line, in the display for screen readers what is in the line has a name, too

    @property
    def _has_short_label(self) -> bool:
        return len(self.label) <= BESIDE

    @property
    def says_place(self) -> bool:
        """Whether it is read where the line is: then nothing else need say it."""
        return is_quiet(self) and not self._has_short_label and bool(self.query(".field-place"))

    def remarks(self) -> ComposeResult:
        """The lines under it: hint and error."""
        for words, kind in ((self.hint, "field-hint"), (self._error_words, "field-error")):
            line = Static(words, classes=kind, markup=False)
            line.styles.padding = (0, 0, 0, self._beside)
            line.display = bool(words)
            yield line

    # What it holds

    @property
    def value(self) -> str:
        """What is typed in it."""
        return self._line.value

    @value.setter
    def value(self, value: str) -> None:
        """Put a value in without a Changed message."""
        with self.prevent(Input.Changed):
            self._line.value = value

    def drawn(self, value: str) -> str:
        """What it holds where a value is put in."""
        return value

    @property
    def label(self) -> str:
        """How it is called."""
        return self._label

    @label.setter
    def label(self, words: str) -> None:
        """Call it otherwise."""
        self._label = words
        for line in self.query(".field-label").results(Static):
            line.update(words)

    @property
    def hint(self) -> str:
        """What stands under it: an example, or when it is needed."""
        return self._hint

    @hint.setter
    def hint(self, words: str) -> None:
        """Say something else under it; empty: nothing."""
        self._hint = words
        for line in self.query(".field-hint").results(Static):
            line.update(words)
            line.display = bool(words)

    @property
    def password(self) -> bool:
        """Whether what is typed is drawn as asterisks."""
        return self._line.password

    @password.setter
    def password(self, hidden: bool) -> None:
        self._line.password = hidden

    @property
    def closed(self) -> str:
        """Why nothing can be typed, which is said to whoever does; empty: it can. It can be gone to and read."""
        return self._line.closed

    @closed.setter
    def closed(self, why: str) -> None:
        """Close all its lines, or open them with no words."""
        for line in self._lines:
            line.closed = why

    @property
    def error(self) -> str:
        """What is wrong with it, in words; empty: nothing."""
        return self._error

    @error.setter
    def error(self, words: str) -> None:
        """Show what is wrong; empty: nothing is."""
        if words == self._error:
            return
        self._error = words
        if self.is_mounted:
            line = self.query_one(".field-error", Static)
            line.update(self._error_words)
            line.display = bool(words)
            self.post_message(Faulted())

    @property
    def _error_words(self) -> str:
        return f"! Error: {self._error}" if self._error else ""

    @property
    def words(self) -> str:
        """What the status line says of it. A passphrase is never said.

        In the display for screen readers its label and what it holds are read where they stand, and not here again.
        """
        remark = f"{self.remark}. " if self.remark and not self._typed_in else ""
        problem = f"Error: {self._error.rstrip('.')}. " if self._error else ""
        rest = f"{remark}{problem}{self.hint}".rstrip()
        if is_quiet(self):
            return rest
        if self.password:
            held = "something typed, not shown" if self.value else "empty"
        else:
            held = "being typed" if self._typed_in else self.value or "empty"
        closed = " (cannot be changed)" if self.closed else ""
        return f"{self.label.rstrip(':? ')}: {held}{closed}. {rest}".rstrip()

    @property
    def held_words(self) -> str:
        """For screen readers: which part of it has the focus, and what that holds, where nothing that is drawn says it.

        In a row of its own, which is taken away once something is typed: that alone reads nothing out.
        """
        return ""

    def focus(self, scroll_visible: bool = True, from_app_focus: bool = False) -> Field:
        """Put the focus on its line."""
        self._line.focus(scroll_visible)
        return self

    def point_out(self) -> None:
        """Put the focus on it, and show it with its error, which came just now."""
        self.focus()
        once_scrolled(self, partial(self.scroll_visible, animate=False, immediate=True))

    @property
    def has_focus_within_line(self) -> bool:
        """Whether the focus is on its line, or one of its lines."""
        return any(line.has_focus for line in self._lines)

    def on_mount(self) -> None:
        for what in ("scroll_x", "virtual_size"):
            self.watch(self._line, what, self._show_edges, init=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_edges)

    def _show_edges(self) -> None:
        """Brackets turn into arrows where the text goes on beyond them; for screen readers only these are drawn."""
        at, width = self._line.scroll_offset.x, self._line.content_size.width
        signs = ("<" if at else "[", ">" if width and self._line.content_width - at > width + 1 else "]")
        edges = self.query(".field-edge").results(Static)  # a date has none
        for edge, sign in zip(edges, signs, strict=False):
            if str(edge.content) != sign:
                edge.update(sign)
                edge.set_class(sign in "<>", "-goes-on")

    def _enter(self, here: bool) -> None:
        """Draw the field, or no longer, in the display for screen readers."""
        self.set_class(here, "-entered")
        if is_quiet(self):
            for line in self._lines:
                line.refresh()

    # Messages of the line become the field's

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._typed_in = False
        self._enter(True)
        self.post_message(self.Entered(self))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        self._enter(False)
        self._line_left()

    def _line_left(self) -> None:
        """The focus went from a line of it. Textual runs `on_…` of every class, so a subclass says otherwise here."""
        if self._typed_in and self._error and self.read_again is not None and self.query(".field-error"):
            with suppress(Refused):  # what was put right is wrong no more: nobody is led back to it
                self.read_again(self.value)
                self.error = ""
        self.post_message(self.Left(self))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._typed_in and self.has_focus_within:
            # What was held stands in the line from now on: the status line leaves it out.
            said = self.held_words or not is_quiet(self)
            self._typed_in = True
            if said and self.parent is not None:
                self.parent.post_message(self.Entered(self))  # before what its line has to say of a paste
        self.post_message(self.Changed(self, self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))


class PassphraseField(Field):
    """A line for something that is drawn as asterisks and never said."""

    def __init__(
        self, label: str, *, max_length: int = LONGEST_PASSPHRASE, widget_id: str | None = None
    ) -> None:
        super().__init__(label, max_length=max_length, widget_id=widget_id)
        self.password = True
