"""The state of one terminal: who sits there, when it locks, how it is left, what jobs work with.

What a session works with is imported when it is first asked for: the first screen, which asks for a name, needs none
of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ce_tui.core.clock import since_start, utc_now
from ce_tui.core.vault.errors import MOVED_AWAY, VaultError
from ce_tui.core.words.plain import say_seconds
from ce_tui.files.own_files import DeployedFolder, FileOutlet
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config, IdleTimes
from ce_tui.terminal.safety import environment_at_start, place_of, show_what_is_typed
from ce_tui.threads import in_thread

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.referral.worker import Renderer
    from ce_tui.session.draft import Draft
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session


class Stage(Enum):
    """How far a terminal is on its way to the lock. `LOCKED` at work means that it is to be locked now."""

    AT_WORK = "at work"
    WARNED = "warned"
    LOCKED = "locked"
    OVER = "over"


def is_on_call(places: Iterable[object]) -> bool:
    """Whether the script or the record of a call is among what is open: in either front end its `is_call` says so."""
    return any(getattr(each, "is_call", False) for each in places)


class IdleWatch:
    """The time since the last key of one person at one terminal. `clock` gives seconds."""

    def __init__(self, times: IdleTimes, clock: Callable[[], float] = since_start) -> None:
        self.times = times
        self.is_on_call: Callable[[], bool] = lambda: False
        """Tells whether somebody phones."""
        self._calls = False  # whether the last key was pressed there
        self._clock = clock
        self._locked = False
        self._since = clock()

    @property
    def _times(self) -> IdleTimes:
        """The times that hold now."""
        return self.times.on_call if self._calls and self.is_on_call() else self.times

    @property
    def quiet_for(self) -> float:
        """Seconds since the last key, or since it was locked."""
        return self._clock() - self._since

    @property
    def stage(self) -> Stage:
        """How far the terminal has come by now. Only a key, a lock and an unlock take it back."""
        times, quiet = self._times, self.quiet_for
        if self._locked:
            return Stage.OVER if times.end and quiet >= times.end else Stage.LOCKED
        if not times.idle or quiet < times.quiet:
            return Stage.AT_WORK
        return Stage.WARNED if quiet < times.idle else Stage.LOCKED

    @property
    def warned_for(self) -> float:
        """Seconds since the warning, while one stands."""
        return self.quiet_for - self._times.quiet

    @property
    def until_next(self) -> float | None:
        """Seconds until the next stage comes by itself; None: it never does."""
        times = self._times
        if self._locked:
            ahead = times.end
        elif times.idle and self.stage is Stage.AT_WORK:
            ahead = times.quiet
        else:
            ahead = times.idle
        return max(ahead - self.quiet_for, 0.0) if ahead else None

    @property
    def until_lock(self) -> float:
        """Seconds until it locks, while at work and not never."""
        return max(self._times.idle - self.quiet_for, 0.0)

    def key(self) -> None:
        """Begin the time anew, as a key was pressed, in whichever stage. Ask before for what is due already."""
        self._calls = self.is_on_call()
        self._since = self._clock()

    def lock(self) -> None:
        """Lock from now on."""
        self._locked = True
        self.key()

    def unlock(self) -> None:
        """Be at work again."""
        self._locked = False
        self.key()


def warning(seconds: float) -> str:
    """What is said once before it locks: what will happen, what is kept, what to do."""
    return (
        f"No key was pressed for a while: this locks in {say_seconds(seconds)}. Everything is kept. Press any key to "
        "stay: it does nothing else."
    )


def call_words(times: IdleTimes, key: str) -> str:
    """What is said while somebody phones, if the terminal locks later then. `key`: what locks at once."""
    if times.on_call.idle == times.idle:
        return ""
    if not times.on_call.idle:
        return f"While you phone it does not lock by itself: {key} locks."
    return f"While you phone it locks {say_seconds(times.on_call.idle)} after the last key here; {key} locks at once."


AFTER = "--after"
"""The option by which one process tells the next why it begins."""
_ARGUMENT = f"{AFTER}="
_BY_EAR = ":by-ear"
"""How the argument ends where whoever is signed out had the display for screen readers."""


class SessionExit(NamedTuple):
    """One way to end. `again`: a fresh process follows, at the sign-in, which says the `words`; else the shell does."""

    id: str
    words: str
    again: bool = True

    def by_ear(self) -> SessionExit:
        """The departure of somebody who hears the app, and goes on hearing it: not if somebody else comes next."""
        return self._replace(id=f"{self.id}{_BY_EAR}") if self.again and self != SOMEONE_ELSE else self


SOMEONE_ELSE = SessionExit("someone-else", "The person before you is signed out, and their work is saved.")
KEYS_CHANGE = SessionExit(
    "keys-change",
    "You were signed out because an administrator is changing the keys of this store. Everything is saved. Sign in "
    "again in a minute: you come back to where you were.",
)
STORE_MOVED = SessionExit("store-moved", f"You were signed out. {MOVED_AWAY}")
SUSPENDED = SessionExit(
    "suspended",
    "This account is suspended, so it was signed out. What you had typed is kept. An administrator can resume it.",
)
REVOKED = SessionExit(
    "revoked",
    "This account is revoked, so it was signed out. What you had typed is kept. An administrator can say what becomes "
    "of it.",
)
SHUT_OUT = {"suspended": SUSPENDED, "revoked": REVOKED}
UNUSED = SessionExit(
    "unused",
    "The app was locked and nobody came back to it, so it has signed out. Everything is saved. Start ce-tui again: "
    "you come back to where you were.",
    again=False,
)
_BY_ID = {each.id: each for each in (SOMEONE_ELSE, KEYS_CHANGE, STORE_MOVED, SUSPENDED, REVOKED, UNUSED)}


def words_of(departure_id: str) -> str:
    """What a process says first that follows a departure; empty: there is no such departure."""
    departure = _BY_ID.get(departure_id.removesuffix(_BY_EAR))
    return departure.words if departure is not None else ""


def words_after(arguments: list[str]) -> str:
    """What a process says first, by its command line; empty if it follows no other process."""
    *command, last = arguments or [""]
    if command not in ([], ["lines"]) or not last.startswith(_ARGUMENT):
        return ""
    return words_of(last.removeprefix(_ARGUMENT))


def is_by_ear_after(arguments: list[str]) -> bool:
    """Whether this command line follows somebody who was signed out, and who hears the app."""
    return bool(words_after(arguments)) and arguments[-1].endswith(_BY_EAR)


def begin_afresh(departure: SessionExit) -> None:
    """Turn this process into a fresh one of the same program.

    It takes the terminal over as it was left: silent. Returns only if the system refuses; what is typed is then shown
    again.
    """
    own = [argument for argument in sys.orig_argv[1:] if not argument.startswith(_ARGUMENT)]
    try:
        os.execve(  # noqa: S606 - the program that runs already, with its own arguments
            sys.executable,
            [sys.executable, *own, f"{_ARGUMENT}{departure.id}"],
            environment_at_start(),
        )
    except OSError:
        show_what_is_typed()


class RendererOnDemand:
    """Gives the renderer when it is called, always the same one until it is closed."""

    def __init__(self) -> None:
        self._renderer: Renderer | None = None

    def __call__(self) -> Renderer:
        """The renderer; started when first asked for."""
        if self._renderer is None:
            from ce_tui.core.referral.worker import Renderer

            self._renderer = Renderer()
            self._renderer.start()
        return self._renderer

    def close(self) -> None:
        """End the renderer, if it was ever asked for."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None


_ENOUGH = 12
"""Hexadecimal digits of an account's id, of 32, that tell a hub's accounts apart; the path fits into a line of 80."""


class JobContext(msgspec.Struct, frozen=True):
    """What a job works with at a terminal.

    `home`: the folder of the store. `renderer`: the process that draws PDFs, begun when first asked for.
    """

    session: Session
    config: Config
    home: Path
    renderer: Callable[[], Renderer]

    @property
    def outlet(self) -> FileOutlet:
        """Where exports go: into the person's own folder, if a deployment has one.

        Its name is how the account's id begins: it tells nobody's name.
        """
        exports, own = self.config.exports_folder, self.session.casebook.account.id[:_ENOUGH]
        return self._outlet(DeployedFolder(exports, own) if exports is not None else None)

    @property
    def backups_outlet(self) -> FileOutlet:
        """Where backups go: all into one folder, if a deployment has one; else where exports go."""
        backups = self.config.backups_folder
        return self._outlet(DeployedFolder(backups)) if backups is not None else self.outlet

    def _outlet(self, folder: DeployedFolder | None) -> FileOutlet:
        from ce_tui.settings.fault_log import own_files

        return FileOutlet(own_files(self.config, self.home), self.session.written, folder)


class TerminalState:
    """One terminal's state. While it is locked `session` is None, so that whatever asks for one finds nobody signed
    in; `kept_session` is the one that is waiting.
    """

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        self.config = config
        self.home = home
        self.kept_session = session
        self.clock: Callable[[], datetime] = session.clock if session is not None else utc_now
        self.locked = False
        self.could_begin = False
        """Somebody signed in who can begin screenings with the pathway in use."""
        self.demo = session is not None
        self.kept_out: VaultError | None = None
        """Why nobody could come in here."""
        self.renderer = RendererOnDemand()
        """The process that draws referrals, begun when first asked for."""
        self.idle = IdleWatch(config.lock)
        """When it locks by itself."""

    # Who

    @property
    def session(self) -> Session | None:
        """The session at work: none before the sign-in, and none while it is locked."""
        return None if self.locked else self.kept_session

    def sit_down(self, session: Session) -> None:
        """Take a session: who is signed in, and the time until it locks by itself.

        The time is the account's. The demo does not lock, until it is asked to.
        """
        from ce_tui.settings.preferences import times_of

        self.kept_session = session
        self.could_begin = not session.pathways.lacks_current
        times = self.config.lock
        self.idle.times = times_of(session.casebook, IdleTimes(0, times.warn, 0) if self.demo else times)

    async def leave(self) -> None:
        """End the session: what is open is saved and put away, and no referral is drawn."""
        session, self.kept_session = self.kept_session, None
        if session is not None:
            await in_thread(session.close)
        self.renderer.close()

    @property
    def opening(self) -> Opening:
        """The way into the store, for the set-up, the sign-in and the recovery."""
        return Opening(self.config, self.home, place_of(0), self.clock)  # by its input

    # With what

    @property
    def open_draft(self) -> Draft | None:
        """The draft that is open, if anybody is signed in and has one open."""
        return self.session.draft if self.session is not None else None

    @property
    def kept_draft(self) -> Draft | None:
        """The draft that is open, locked or not."""
        return self.kept_session.draft if self.kept_session is not None else None

    @property
    def pathways(self) -> Pathways | Editions:
        """The pathways in use, loaded when first needed; once somebody has signed in, as their store pins them."""
        return self.kept_session.pathways if self.kept_session else self.config.readable_pathways

    @property
    def cannot_begin(self) -> str:
        """The faults of the files that kept everybody here from beginning a screening; empty: none known."""
        config = self.config
        if self.could_begin or not config.looked_at_pathways or not config.readable_pathways.lacks_current:
            return ""
        return "\n".join(config.pathway_faults())

    @property
    def station(self) -> JobContext | None:
        """What a job works with here; None if nobody is signed in and at work."""
        if self.session is None:
            return None
        return JobContext(self.session, self.config, self.home, self.renderer)
