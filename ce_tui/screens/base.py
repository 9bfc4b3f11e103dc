"""The frame of every screen: header line, body, status line, key line; and the screen for a window too small."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import ScrollableContainer, Vertical
from textual.events import ScreenResume
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input, Static

from ce_tui.commands.keymap import is_letter, say_key
from ce_tui.commands.table import BY_ID, Where, commands_in
from ce_tui.core.vault.errors import Refused
from ce_tui.screens.host import BETWEEN_SECTIONS, KEPT_KEYS, KEPT_WITH_RECORD, Host, section_keys_last
from ce_tui.terminal.pace import set_focus_and_show_it, takes_letters
from ce_tui.terminal.picture import draw_what_changed
from ce_tui.widgets.field import Field, LineInput
from ce_tui.widgets.forms import MarkedList
from ce_tui.widgets.header_line import HeaderLine, KeyLine, StatusLine, cursor_in_words, out_of_sight
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item, ItemTable
from ce_tui.widgets.room import Noted, SentOff, around, bindings_for, is_quiet, led

if TYPE_CHECKING:
    from ce_tui.screens.asking import DialogAsker
    from ce_tui.session.draft import Draft
    from ce_tui.session.terminal_state import TerminalState
    from ce_tui.widgets.text_view import TextView


class CeScreen(Screen[None]):
    """A full screen of the app. Subclasses say what it is (`called`), compose `body` and fill it in `show`.

    `show` runs when the screen is mounted and each time it comes back to the front.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("dialog")  # Esc goes back

    # A change of focus by itself repaints nothing: the widgets that change do.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    called: ClassVar[str] = ""  # at the right of the header
    help_topic: ClassVar[str] = ""  # of data/help; that of a section has its name
    where: ClassVar[tuple[Where, ...]] = ()  # whose commands stand in the key line, most important first
    kept_keys: ClassVar[tuple[str, ...]] = KEPT_KEYS  # what in the key line has room before all else
    section: str = ""  # which of the interview's sections it is, if any
    list_id: ClassVar[str] = ""  # of its one list, if it has one
    enter_does: ClassVar[str] = ""  # in the key line, if the one list has the focus all the time
    counts_items: ClassVar[bool] = True  # whether an item's place in its list is said with it
    start_at: str = ""  # where to put the focus: a factor, a field
    greeting: str = ""  # said before what the status line says, until the next key
    stays: ClassVar[bool] = False  # Esc does not take it away
    is_form: ClassVar[bool] = False  # what is typed in it goes where it is left: Ctrl+N leads nowhere
    busy = False
    _greeted: int | None = None

    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    set_focus = set_focus_and_show_it

    @property
    def ce(self) -> Host:
        """The app."""
        return cast("Host", self.app)

    @property
    def seat(self) -> TerminalState:
        """Who sits at the terminal, and with what."""
        return self.ce.seat

    @cached_property
    def draft(self) -> Draft:
        """The draft that this screen was opened for. Only screens of a section ask for it.

        A message that comes after it was put away still finds it, and not another one.
        """
        session = self.seat.kept_session
        assert session is not None and session.draft is not None
        return session.draft

    @property
    def comes_too_late(self) -> bool:
        """Whether it is a section whose session has ended: by a signal, a dropped line."""
        return bool(self.section) and self.seat.kept_session is None

    @property
    def asker(self) -> DialogAsker:
        """The asker for jobs that are begun here. Only for workers."""
        from ce_tui.screens.asking import DialogAsker

        return DialogAsker(self.ce)

    # What a screen says of itself

    @property
    def here(self) -> str:
        """Where on the screen the practitioner is, as `start_at` takes it."""
        return ""

    def section_words(self) -> str:
        """At the right of the header: "4 Yellow"."""
        return self.called

    def key_of(self, command: str) -> str:
        """The key of a command in words; empty: it has none."""
        return say_key(around(self).keys.key_of(command))

    def field(self, widget_id: str) -> Field:
        """One of its lines to type in."""
        return self.query_one(f"#{widget_id}", Field)

    @property
    def listed(self) -> ItemList:
        """Its one list."""
        return self.query_one(f"#{self.list_id}", ItemList)

    @property
    def current_id(self) -> str:
        """The id of what is current in its one list; empty: nothing is."""
        return next((each.current_id for each in self.query(f"#{self.list_id}").results(ItemList)), "")

    def body(self) -> ComposeResult:
        """The widgets between header and status line: its one list, unless it says otherwise."""
        yield ItemList(widget_id=self.list_id)

    def show(self) -> None:
        """Bring what is shown up to date."""

    def hide_names(self) -> None:
        """Hide children's names that were shown for now: it locks."""

    def step_back(self) -> bool:
        """Go back within the screen (Esc): whether there was somewhere to go."""
        return False

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Be busy meanwhile: what is chosen again begins nothing anew."""
        self.busy = True
        try:
            yield
        finally:
            self.busy = False

    # The frame

    def compose(self) -> ComposeResult:
        yield HeaderLine(widget_id="header")
        with Vertical(id="body"):
            if not self.comes_too_late:
                yield from self.body()
        yield StatusLine()
        yield KeyLine()

    def on_mount(self) -> None:
        for scrolled in self._scrolled():
            for what in ("scroll_y", "virtual_size", "show_vertical_scrollbar"):
                self.watch(scrolled, what, self._tell_more, init=False)
        if self in self.app.screen_stack and not self.comes_too_late:  # it may be left by now
            self.refresh_frame()
            self.show()

    def _scrolled(self) -> list[Widget]:
        """What can be longer than the screen. A line to type in is a ScrollView too, and only wider."""
        tall = (ScrollView, ScrollableContainer)
        inside = self.query("#body *")
        return [each for each in inside if isinstance(each, tall) and not isinstance(each, Input)]

    def _tell_more(self) -> None:
        """Text that cannot be seen says so in the rules above and below; a screen reader is told by the status line."""
        self.call_after_refresh(self._tell_more_now)

    def _tell_more_now(self) -> None:
        if self not in self.app.screen_stack or not self.query(HeaderLine):  # left, and half taken down
            return
        above, below = (False, False) if is_quiet(self) else out_of_sight(self._scrolled())
        self.query_one(StatusLine).more(below, self.query_one(HeaderLine).more(above))

    def _screen_resized(self, size: Size) -> None:
        """It is laid out anew where its size is another: as it comes Textual tells it several times how large it is."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def on_screen_resume(self, event: ScreenResume) -> None:
        if not self.stack_updates:  # it comes: every widget has just got its styles
            event.refresh_styles = False
        # Not one that is passed on the way to another place.
        if self.is_mounted and self.is_current and not self.comes_too_late:
            self.query_one(StatusLine).drop_note()
            self.refresh_frame()
            self.show()

    def on_resize(self) -> None:
        self._tell_more()
        self.refresh_frame()
        if self.is_typed_in and self.focused is not None:  # what one types in stays in sight
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def refresh_frame(self) -> None:
        """Draw header and key line as they are now, unless it was left or comes too late."""
        if self.is_current and not self.comes_too_late and self.query(HeaderLine):
            self.query_one(HeaderLine).say(around(self).header_parts(), self.section_words())
            self.query_one(KeyLine).say(self.key_words(), self.kept_keys)

    def key_words(self) -> list[tuple[str, str]]:
        """Keys for the key line: those of this screen, then those that work anywhere, help last.

        Where text is typed, a letter or a sign is text: those that do nothing else there are left out.
        """
        key_of = around(self).keys.key_of
        signed_in, with_draft = self.seat.session is not None, self.seat.open_draft is not None
        # Where Esc goes back to another place, which it lies over.
        goes_back = not self.stays and not self.section and len(self.app.screen_stack) > 1
        back = [(say_key(key_of("dialog.cancel"), brief=True), "back")] if goes_back else []
        keys = [
            (say_key(key_of(command.id), brief=True), command.brief)
            for where in (*self.where, "anywhere")
            for command in commands_in(where)
            if command.brief
            and command.id != "help.letter"
            and key_of(command.id)
            and (signed_in or not command.needs_sign_in)
            and (with_draft or not command.needs_draft)
            and (command.id not in BETWEEN_SECTIONS or not self.is_form)
            and not (self.is_typed_in and is_letter(key_of(command.id)))
        ]
        letter = "" if self.is_typed_in else key_of("help.letter")
        help_key = say_key(letter or key_of("help"), brief=True)
        every = [*back, *keys, (help_key, BY_ID["help.letter"].brief)]
        return [("Enter", self.enter_does), *section_keys_last(every)] if self.enter_does else every

    @property
    def is_typed_in(self) -> bool:
        """Whether what has the focus takes letters for text."""
        return takes_letters(self.focused)

    def on_descendant_focus(self) -> None:
        """The key line names what works where the focus is now."""
        for line in self.query(KeyLine) if self.is_current else ():
            line.say(self.key_words(), self.kept_keys)

    def say(self, here: str | None = None, so_far: str | None = None) -> None:
        """Say in the status line what the focus is on, and what it comes to so far."""
        if here is not None and self.greeting:
            if self._greeted is None:
                self._greeted = around(self).keys_pressed
            if self._greeted == around(self).keys_pressed:
                here = self.behind(self.greeting, here)
        for line in self.query(StatusLine):
            line.say(here, so_far)

    def behind(self, first: str, here: str) -> str:
        """Words to be said first, then those on where one is.

        In the display for screen readers what is current and its state stay a line by themselves.
        """
        if not is_quiet(self):
            return f"{first} {here}"
        here = here or self.words_here()
        return led([first], here) if here else first

    def words_here(self) -> str:
        """The status line's words on the list or text that has the focus; empty: something else has it."""
        focused = self.focused
        if isinstance(focused, ItemList) and focused.current is not None:
            words = self.words_of(focused, focused.current)
            headings = focused.headings_above() if is_quiet(self) else []
            return led([each for each in headings if not words.startswith(each)], words)
        from ce_tui.widgets.text_view import TextView

        return focused.words if isinstance(focused, TextView) else ""

    def note(self, words: str) -> None:
        """In the display for screen readers: say what a key came to that left everything as it is."""
        if is_quiet(self) and self.query(StatusLine):
            if here := self.words_here():
                self.say(here)
            self.query_one(StatusLine).note(words)

    def stand(self, words: Sequence[str]) -> None:
        """Say these whole in the status line, beside all else, until others are given."""
        for line in self.query(StatusLine):
            line.stand(words)

    def greet(self, words: str) -> None:
        """Say something, if anything, that no other words replace until the next key."""
        if words:
            self.greeting, self._greeted = words, None
            self.say("")

    def warn(self, words: str) -> None:
        """Say this in the status line instead of everything else; the header says to look there.

        Without words: as before. A screen reader is told in one place only.
        """
        if self.query(StatusLine):
            self.query_one(StatusLine).warn(words)
            above = "" if is_quiet(self) or not words else "PRESS ANY KEY: the line at the foot says why."
            self.query_one(HeaderLine).warn(above)

    def are_right(self, *given: tuple[Field, Callable[[str], object]]) -> bool:
        """Whether all fields can be read. Each shows what is wrong; the first that is wrong is gone to, and says it."""
        for field, read in given:
            try:
                read(field.value)
                field.error = ""
            except Refused as refused:
                field.error, field.read_again = refused.words, read
        wrong = next((field for field, _ in given if field.error), None)
        if wrong is not None:
            wrong.post_message(SentOff())
            wrong.point_out()
            self.say(wrong.words)
        return wrong is None

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.query_one(StatusLine).words

    cursor_instead = cursor_in_words

    # Fields and lists say where they are

    def on_field_entered(self, event: Field.Entered) -> None:
        """Say the field, what it holds, and what is wrong with it."""
        if event.field.has_focus_within_line:
            self.say(f"{event.field.held_words}\n{event.field.words}".strip())

    def on_line_input_said(self, event: LineInput.Said) -> None:
        """Say what a line says of what was typed or pasted."""
        self.say(event.words)

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Say the current item and its place."""
        event.stop()
        if event.list.has_focus:
            self.say(self.words_here())

    def on_item_list_ended(self, event: ItemList.Ended) -> None:
        """Go on beyond the list, or say that there is nothing further that way."""
        if not self.goes_on_from(event.list, event.by):
            self.note(event.words) if is_quiet(self) else self.say(self.words_here())

    def goes_on_from(self, listed: ItemList, by: int) -> bool:
        """Go on beyond an end of a list: whether there is anything."""
        return False

    def on_noted(self, event: Noted) -> None:
        """Say that a key came to nothing, as a number that no item has."""
        self.note(event.words)

    def on_text_view_moved(self, event: TextView.Moved) -> None:
        """Say where Enter leads from here."""
        if event.view.has_focus:
            self.say(event.view.words)

    def words_of(self, listed: ItemList, item: Item) -> str:
        """The status line's words on a list's current item; on one line if its place is not said."""
        if self.enter_does or not self.counts_items:
            return item.words.replace("\n", " ")
        at, of = listed.position
        if isinstance(listed, MarkedList) and is_quiet(self):
            return listed.state_first(item, f"({at} of {of})")
        return f"{item.words} ({at} of {of})"


def headed(table: ItemTable | None, words: str) -> Item:
    """A heading; in a table with the titles of its columns."""
    return table.heading(words) if table else Item("", words, heading=True)


class ActingScreen(CeScreen):
    """A screen about the open screening, with the key to record something that was done about it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("acting")
    where: ClassVar[tuple[Where, ...]] = ("acting",)
    kept_keys: ClassVar[tuple[str, ...]] = KEPT_WITH_RECORD

    def action_record(self) -> None:
        self.ce.to_record()


WIDTH, HEIGHT = 60, 20  # columns and rows that every screen fits in
WORDS = (  # 999 first: in a very small window the end is cut
    f"In danger now: phone 999. This window is too small: it needs {WIDTH} columns and {HEIGHT} rows. Everything is "
    "kept, but nothing that you type now arrives. Make it larger to go on."
)


def is_too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot show the app."""
    return size.width < WIDTH or size.height < HEIGHT


class TooSmallScreen(Screen[None]):
    """Says that the window is too small and nothing is lost. Only the keys to lock and sign out work."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    def compose(self) -> ComposeResult:
        yield Static(self.words, markup=False)

    @property
    def words(self) -> str:
        """The screen's words, with the key that locks if there is anything to lock."""
        key = say_key(around(self).keys.key_of("lock")) if around(self).can_lock() else ""
        return f"{WORDS} {key} locks." if key else WORDS

    def warn(self, words: str) -> None:
        """Say this instead; without words: as before."""
        self.query_one(Static).update(words or self.words)
