"""Begins and ends the line mode over a console: sign-in, Home, and an orderly sign-out whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.commands.keymap import Keys
from ce_tui.core.clock import since_start
from ce_tui.core.vault.errors import StoreReplaced, VaultError
from ce_tui.exit_codes import CONFIGURATION, DONE
from ce_tui.lines.dialogue.dialogue import ConversationEnd, Dialogue, SwitchToScreen
from ce_tui.lines.dialogue.state import State, control_keys, leave_ended
from ce_tui.lines.dialogue.terminal import SignalWatch, Terminal
from ce_tui.lines.gate.gate import enter, lock
from ce_tui.lines.home.returning_commands import ReturningCommands
from ce_tui.session.asker import at_once
from ce_tui.session.opening import Opening
from ce_tui.session.terminal_state import IdleWatch, SessionExit, begin_afresh, is_on_call
from ce_tui.settings import fault_log
from ce_tui.settings.preferences import ASCII, DISPLAY, LINES, keys_of, times_of
from ce_tui.terminal.character_set import has_plain_terminal, terminal_encoding
from ce_tui.terminal.crash import quieten
from ce_tui.terminal.safety import place_of

if TYPE_CHECKING:
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config


_ANCHOR_EVERY = 3600.0  # seconds


class StartOptions(NamedTuple):
    """How the line mode begins.

    `session`: of somebody who is signed in already. `demo`: its store is thrown away by who made it. `keep`: the line
    mode is kept for the account that signs in. `after`: why a session has ended before, to be said first. `columns`:
    the width to break rows at; 0: as wide as the terminal is.
    """

    session: Session | None = None
    demo: bool = False
    ascii_only: bool = False
    keep: bool = False
    after: str = ""
    columns: int = 0


def converse(
    console: Terminal,
    opening: Opening,
    beginning: StartOptions = StartOptions(),  # noqa: B008 - never changed
    *,
    seconds: Callable[[], float] = since_start,
    afresh: Callable[[SessionExit], bool] = lambda _: False,
    to_screen: Callable[[Session | None], None] | None = None,
) -> int:
    """Converse from the first question to the end. The exit code.

    `seconds`: the clock of the idle lock. `afresh` is told at the end if somebody else is to sign in: whether they do
    so in a process that holds nothing of this person, and says why this one has ended. `to_screen` is told who goes on
    on the full screen; None: there is none.
    """
    watch = IdleWatch(opening.config.lock, seconds)
    dialogue = Dialogue(console, watch)
    dialogue.ascii_only = beginning.ascii_only
    state = State(dialogue, opening)
    state.session, state.demo = beginning.session, beginning.demo
    watch.is_on_call = lambda: is_on_call(state.places)
    state.has_screen = to_screen is not None
    returning = ReturningCommands(state)
    dialogue.aside = returning.do
    dialogue.commands = returning.offered
    dialogue.comes_back = returning.comes_back
    dialogue.is_place = lambda more: _is_place(more, state)
    dialogue.lock = lambda: lock(state)
    dialogue.lockable = lambda: state.session is not None
    dialogue.tick = _Tick(state, seconds).look
    dialogue.look_first = lambda: leave_ended(state)
    try:
        if state.session is None:
            state.session = enter(state, beginning.after)
        _at_home(state, returning, beginning)
    except SwitchToScreen:
        assert to_screen is not None
        console.hide()
        to_screen(state.session)
        state.session = None
    except ConversationEnd as leave:
        follows = leave.departure is not None and afresh(leave.departure)
        return _end(state, leave, follows=follows) or _end_of_configuration(state)
    except BaseException:
        console.hide()
        raise
    finally:
        _put_away(state)
    return 0


def _is_place(more: str, state: State) -> bool:
    """Whether `go` and these words can mean a question. There may be none of that number."""
    if state.draft is None:
        return False
    from ce_tui.lines.screening import tier

    return tier.is_number(more, state.draft) or bool(tier.found(more, state.draft))


def _at_home(state: State, returning: ReturningCommands, beginning: StartOptions) -> None:
    """Go on with a signed-in person: their settings and keys, what they must know, Home. Raises ConversationEnd."""
    from ce_tui.lines.dialogue.asking import LineAsker
    from ce_tui.lines.home.home import HomePlace
    from ce_tui.lines.home.navigation import Navigation
    from ce_tui.session.jobs.keeping import tell_news, words_on_entry

    casebook = state.signed_in.casebook
    dialogue = state.dialogue
    dialogue.console.use_keys(control_keys(keys_of(casebook, state.config.keys)))
    dialogue.watch.times = times_of(casebook, dialogue.watch.times)
    dialogue.ascii_only = dialogue.ascii_only or ASCII.of(casebook) == "on"
    if beginning.keep:
        with suppress(VaultError):  # it is asked for again at the next sign-in
            DISPLAY.keep(casebook, LINES)
    state.say(*words_on_entry(state.signed_in))
    at_once(tell_news(LineAsker(state), casebook))
    HomePlace(state, Navigation(state, returning)).run()


def _end(state: State, leave: ConversationEnd, *, follows: bool) -> int:
    """Save and put away, push everything out of view, say what came of it; unless a process `follows` that says it."""
    session = state.session
    if session is None:
        return leave.code
    try:
        kept = session.close_draft_at_the_end()
        said = [] if follows else [leave.words or "Signed out. Everything is saved.", kept]
    except VaultError as error:
        said = [f"NOT SAVED: {error.words}"]
    if session.casebook.is_replaced:
        said = [f"Signed out. {StoreReplaced().words}"]
    state.dialogue.console.hide()
    state.say(" ".join(filter(None, said)))
    return leave.code


def _end_of_configuration(state: State) -> int:
    """The exit code of an orderly end: 78, and why, if nobody could use the pathway in use."""
    config = state.config
    could_begin = state.session is not None and not state.session.pathways.lacks_current
    if could_begin or not (config.looked_at_pathways and config.readable_pathways.lacks_current):
        return DONE
    state.say(*config.pathway_faults())
    return CONFIGURATION


def _put_away(state: State) -> None:
    """Whatever happened: what can be saved is saved, the log has its sign-out, the renderer ends."""
    session, state.session = state.session, None
    if session is not None and not state.demo:
        session.close()
    elif session is not None:
        session.close_draft()
    state.renderer.close()


class _Tick:
    """What happens without a key: saving again what could not be saved, the hourly anchor, being asked out."""

    def __init__(self, state: State, seconds: Callable[[], float]) -> None:
        self._state = state
        self._seconds = seconds
        self._anchored = seconds()

    def look(self) -> Sequence[str]:
        """Do what is due, and say what has to be known.

        Raises ConversationEnd if everybody is asked out, GoHome if the open screening is not for this account any more.
        """
        session = self._state.session
        if session is None:
            return ()
        casebook = session.casebook
        if out := casebook.asked_out_words:
            raise ConversationEnd(words=f"Signed out. {out}")
        said: list[str] = []
        if self._seconds() - self._anchored >= _ANCHOR_EVERY:
            self._anchored = self._seconds()
            said = casebook.hourly(hidden=self._state.dialogue.locked)
        draft = session.draft
        session.keep_behind()
        if draft is not None:
            draft.catch_up()
        elif casebook.room_words:
            casebook.look_for_room()
        if self._state.dialogue.locked:
            return ()
        if draft is not None:
            with suppress(VaultError):  # what others did with it meanwhile: else the next look tells
                said.append(draft.look())
            leave_ended(self._state)
        return [words for words in (*said, *self._state.news_of_saving()) if words]


_INPUT, _OUTPUT = 0, 1


def run(
    config: Config, home: Path, beginning: StartOptions, on_screen: Callable[[Session | None], int]
) -> int:
    """Converse at the process's terminal until the end, and put it back as it was. The exit code.

    `on_screen`: goes on on the full screen, with whoever is signed in, to its end. If somebody else is to sign in at
    it, it does not return: a fresh process takes its place.
    """
    quieten(fault_log.made_log_folder)
    signals = SignalWatch()
    sys.stdout.flush()
    console = Terminal(
        _INPUT,
        _OUTPUT,
        encoding=terminal_encoding(),
        signals=signals,
        taken_over=bool(beginning.after),
    )
    console.columns = beginning.columns
    console.use_keys(control_keys(Keys(config.keys)))
    following: list[SessionExit] = []
    going_on: list[Session | None] = []
    has_screen = console.is_terminal and not has_plain_terminal()

    def afresh(departure: SessionExit) -> bool:
        console.hands_on = console.is_terminal and not beginning.demo
        if console.hands_on:
            following.append(departure)
        return console.hands_on

    with console:
        code = converse(
            console,
            Opening(config, home, place_of(_INPUT)),
            beginning,
            afresh=afresh,
            to_screen=going_on.append if has_screen else None,
        )
    for session in going_on:
        return on_screen(session)
    for departure in following:
        begin_afresh(departure)
        console.write(f"{departure.words}\n")
    return code
