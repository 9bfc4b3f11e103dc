"""The full-screen app: made of its parts, begun, and ended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.filter import LineFilter, NoColor
from textual.screen import Screen

from ce_tui.app.appearance import Appearance, header_parts
from ce_tui.app.front import FrontScreen, LockedLayer
from ce_tui.app.goto import AppKeys, GoToMenu, OpenScreening
from ce_tui.app.lock import IdleClock, Lock, SignOut
from ce_tui.app.navigator import SCREENS, Navigator, first_screen
from ce_tui.exit_codes import CONFIGURATION
from ce_tui.resources import STYLES
from ce_tui.screens.base import TooSmallScreen, is_too_small
from ce_tui.session.terminal_state import TerminalState, begin_afresh, is_by_ear_after
from ce_tui.settings import fault_log
from ce_tui.settings.config import Config
from ce_tui.settings.preferences import DISPLAY, LINES, NO_COLOUR, keys_of
from ce_tui.terminal.app_base import TerminalApp, run_terminal
from ce_tui.threads import in_thread
from ce_tui.widgets.room import Surroundings, app_bindings

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.session import Session


_HOUR = 3600.0
"""Seconds."""
_UNTIL_AT_REST = 2.0
"""Seconds after a sign-in, when Home has been drawn."""


class CeApp(TerminalApp, inherit_bindings=False):
    """One person at one terminal: signed in, or not yet, or locked.

    What it does is done by its parts. Here stand what Textual asks of an app itself, its beginning, and which part
    does what screens ask (`Host`).
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [*sorted(STYLES.glob("*.tcss"))]
    BINDINGS: ClassVar[list[BindingType]] = app_bindings()
    TITLE = "CE Pathway"

    def __init__(self, config: Config, home: Path, session: Session | None = None, after: str = "") -> None:
        """`after`: why the session before this one has ended, to be said at the sign-in."""
        super().__init__()
        self._after = after
        self.takes_over = bool(after)
        self.seat = TerminalState(config, home, session)
        self.beneath = LockedLayer(self, self.seat)
        self.front = FrontScreen(self, self.beneath)
        self.surroundings = Surroundings(
            header_parts=partial(header_parts, self.seat),
            lasting_parts=partial(header_parts, self.seat, with_time=False),
            can_lock=lambda: self.seat.session is not None,
            show_cursor=self.picture.show_cursor,
            in_turn=self.beneath.in_turn,
        )
        common = self, self.seat, self.front, self.surroundings
        self.keys = AppKeys(*common)
        self.appearance = Appearance(*common)
        self.ending = SignOut(*common, self.appearance)
        self.navigator = Navigator(*common)
        self.lock = Lock(*common, self.navigator, self.appearance)
        self.idle_clock = IdleClock(*common, self.navigator, self.keys, self.lock, self.ending)
        self.goto = GoToMenu(*common, self.navigator)
        self.screening = OpenScreening(*common, self.navigator, self.goto)

        # What screens ask of it (`Host`), each of the part that does it.
        self.greet = self.front.greet
        self.patiently = self.front.patiently
        self.over = self.navigator.over
        self.to_home = self.navigator.home
        self.show_section = self.navigator.show_section
        self.leave_ended = self.navigator.leave_ended
        self.open_place = self.navigator.open
        self.to_guidance = self.navigator.guidance
        self.to_record = self.navigator.record
        self.begin_to_say = self.screening.begin_to_say
        self.unlock = self.lock.unlock
        self.until_unlocked = self.beneath.opened
        self.depart = self.ending.depart
        self.begin_sign_out = self.ending.begin_sign_out
        self.to_lines = self.ending.to_lines
        self.choose_keys = self.keys.choose
        self.choose_display = self.appearance.choose
        self.try_on = self.appearance.try_on

        # Textual looks for an action on its target, as `action_` and its name: each of these is one of a part.
        for name, action in self._actions().items():
            setattr(self, f"action_{name}", action)

    def _actions(self) -> dict[str, Callable[..., Any]]:
        """What the commands that work anywhere do, by the names that the table of commands gives them."""
        navigator, screening = self.navigator, self.screening
        return {
            "section": navigator.to_next,
            "notes": navigator.notes,
            "home": navigator.home,
            "search": navigator.search,
            "back": self.goto.back_or_offer,
            "go_to": self.goto.offer,
            "lock": self.lock.lock,
            "sign_out": self.ending.sign_out,
            "lines": self.ending.to_lines,
            "screen_reader": self.appearance.switch,
            **{place: partial(navigator.open, place) for place in SCREENS},
            "guidance": navigator.guidance,
            "help": navigator.help,
            "immediate_risk": partial(screening.begin_to_say, "immediate_risk"),
            "harm_today": partial(screening.begin_to_say, "harm_today"),
            "take_over": screening.take_over,
            "complete": screening.complete,
        }

    # Beginning

    def get_default_screen(self) -> Screen[Any]:
        """The first screen itself, so that nothing lies beneath it."""
        screen = first_screen(self.seat, self._after)
        # As a screen has that is pushed: whatever takes its place takes that off.
        screen._push_result_callback(self, None)
        return screen

    def on_mount(self) -> None:
        """Begin with what has to be looked at from time to time; at Home where somebody is signed in already."""
        self._compose_screen = None  # else the first screen is held as long as the app runs
        self.set_interval(_HOUR, self._hourly)
        self.idle_clock.begin()
        if self.seat.kept_session is not None:
            self.signed_in(self.seat.kept_session)

    def to_sign_in(self, after: str = "") -> None:
        """To the sign-in, which says first what came before it."""
        from ce_tui.screens.gate.sign_in import SignInScreen

        self.navigator.place(SignInScreen(after))

    @staticmethod
    def import_home() -> None:
        """Import what is shown to whoever has signed in, ahead: in a thread, while the key is derived."""
        import ce_tui.screens.home.home
        import ce_tui.session.jobs.keeping  # noqa: F401

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person: their display and keys, then Home."""
        self.seat.sit_down(session)
        chosen = self.appearance.use_that_of(session)
        self.keys.use(keys_of(session.casebook, self.seat.config.keys))
        if DISPLAY.of(session.casebook) == LINES and not self.seat.demo:
            self.ending.to_lines()
            return
        self.seat.idle.unlock()
        from ce_tui.screens.home.home import HomeScreen
        from ce_tui.session.jobs.keeping import alerts_for_a_box, words_on_entry
        from ce_tui.terminal.safety import give_memory_back

        home = HomeScreen()
        words = words_on_entry(session)
        boxed = alerts_for_a_box(session)
        home.greeting = " ".join(each for each in (*words, chosen) if each and each not in boxed)
        self.navigator.place(home)
        self.run_worker(self._tell_news(session, boxed), group="news")
        self.set_timer(_UNTIL_AT_REST, give_memory_back)

    async def _tell_news(self, session: Session, boxed: Sequence[str]) -> None:
        """What is wrong with the store, where it is long; then what others did: until it was read, it is told again."""
        from ce_tui.screens.asking import DialogAsker
        from ce_tui.session.jobs.keeping import tell_news

        asker = DialogAsker(cast("Host", self))
        if boxed:
            await asker.tell("\n\n".join(boxed))
        await tell_news(asker, session.casebook)

    async def _hourly(self) -> None:
        """Write down where the audit chain stands, while locked, too; delete what a lead decided on, and say so."""
        if (session := self.seat.kept_session) is not None:
            hidden = self.seat.locked
            words = await in_thread(lambda: session.casebook.hourly(hidden=hidden))
            if words and not self.seat.locked:
                self.front.greet(" ".join(words))

    # What the terminal asks of it

    @property
    def hiding_keys(self) -> frozenset[str]:
        """While somebody is at work the key that locks hides at once."""
        return self.keys.names_of("lock") if self.seat.session is not None else frozenset()

    def may_be_seen(self, screen: Screen[Any]) -> bool:
        """After it was hidden, the lock, or what lies over it."""
        return self.seat.locked

    def came_back(self) -> None:
        """After a stop the time has passed, too: what is due comes before anything is shown again."""
        self.call_later(self.idle_clock.look)
        self.call_later(super().came_back)

    @property
    def demo(self) -> bool:
        """Whether it is all made up."""
        return self.seat.demo

    def save_everything(self) -> bool:
        """Keep all that is open, for good: whether it is kept."""
        return self.ending.save_everything()

    def end_orderly(self, code: int) -> None:
        """Save and end with `code`, and sign out on the way: for a line that drops, or a signal."""
        super().end_orderly(code)
        self.ending.sign_out_at_once()

    # What Textual asks of it

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first: what is said of an arrival is said until the next one, so they are counted."""
        if isinstance(event, events.Key):
            self.surroundings.keys_pressed += 1
        self.front.unanswered.came(event)
        if self.idle_clock.takes(event):
            return
        # A screen that waits for a key gets it, whatever it does elsewhere.
        take = getattr(self.screen, "take_key", None) if self.screen_stack else None
        if take is not None and isinstance(event, events.Key) and not event.is_forwarded:
            take(event)
        else:
            await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small shows only that; everything is kept beneath."""
        small = is_too_small(event.size)
        if small and not self.beneath.is_too_small:
            self.push_screen(TooSmallScreen())
        elif not small and self.beneath.is_too_small:
            super().pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the terminal is too small only lock, sign-out and redraw work: nothing happens unseen."""
        if len(self.screen_stack) and self.beneath.is_too_small:
            return action in ("lock", "sign_out", "redraw")
        return True

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes; without colours where none are wanted."""
        filters = super().get_line_filters()
        return [*filters, NoColor()] if self.theme == NO_COLOUR else filters

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """None: every screen is opaque, so that nothing of what lies under one is ever drawn.

        Textual takes backgrounds in the terminal's own colours for transparent: it would draw what lies beneath a
        lock, and repaint everything at each idle moment of a screen that nobody sees.
        """
        return []

    # The stack of screens: whoever belongs beneath a lock waits until it is open; all go beneath "too small"

    def push_screen(
        self, screen: Any, callback: Any = None, wait_for_dismiss: bool = False, *, mode: Any = None
    ) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        push, beneath = super().push_screen, self.beneath
        if beneath.is_beneath:
            return beneath.once_open(lambda: push(screen, callback, mode=mode))
        return beneath.in_turn(lambda: push(screen, callback, wait_for_dismiss, mode=mode))  # type: ignore[call-overload]

    async def push_screen_wait(self, screen: Any, *, mode: Any = None) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        await self.beneath.opened()
        return await super().push_screen_wait(screen, mode=mode)

    def pop_screen(self) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        return self.beneath.in_turn(super().pop_screen)

    def switch_screen(self, screen: Any) -> Any:
        """As Textual's; from beneath the lock once it is open."""
        switch = super().switch_screen
        return self.beneath.in_turn(lambda: switch(screen))


if TYPE_CHECKING:

    def _as_screens_see_it(app: CeApp) -> Host:
        return app


def run(
    config: Config, home: Path, session: Session | None = None, *, demo: bool = False, after: str = ""
) -> int:
    """Open the app; its exit code. The terminal is put back as it was.

    Where somebody else is to sign in it does not return: a fresh process takes its place. `session`: of whoever is
    signed in already, in the `demo` or in the line mode until now. `after`: why one has ended before, to be said first.
    """
    app = CeApp(config, home, session, after)
    app.seat.demo = demo
    if after and is_by_ear_after(sys.argv[1:]):  # until the account that signs in says what it is
        app.appearance.show_for_screen_readers(True)
    code = run_terminal(app, log_folder=fault_log.made_log_folder) or _code_of_configuration(app)
    beginning, departure = app.ending.line_mode, app.ending.departure
    if beginning is not None and not app.crash:
        from ce_tui.lines.run import run as run_lines

        if app.seat.kept_out is not None:
            beginning = beginning._replace(after=after)
        return run_lines(config, home, beginning, lambda session: run(config, home, session, demo=demo))
    if departure is not None and not app.crash:
        if app.hands_on:
            begin_afresh(departure.by_ear() if app.surroundings.for_screen_readers else departure)
        print(departure.words)
    return code


def _code_of_configuration(app: CeApp) -> int:
    """The exit code of an orderly end, and why, where nobody could come in, or use the pathway in use (78)."""
    kept_out = app.seat.kept_out
    words = kept_out.words if kept_out is not None else app.seat.cannot_begin
    if not words or app.crash or app.ending.line_mode is not None or app.ending.departure is not None:
        return 0
    print(words, file=sys.stderr)
    return kept_out.exit_code if kept_out is not None else CONFIGURATION
