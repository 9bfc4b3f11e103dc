"""The app as its screens know it: what they may ask of it, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.screen import Screen

from ce_tui.commands.table import BY_ID

if TYPE_CHECKING:
    from ce_tui.commands.keymap import Keys
    from ce_tui.core.pathway.actions.action import Recorded
    from ce_tui.core.pathway.answers.danger import DangerName
    from ce_tui.session.session import Session
    from ce_tui.session.terminal_state import SessionExit, TerminalState
    from ce_tui.widgets.room import Surroundings


Result = TypeVar("Result")


class Host(Protocol):
    """The app at one terminal, for its screens.

    `seat`: who sits here, and with what. `surroundings`: how it is shown, and the keys in force.
    """

    seat: TerminalState
    surroundings: Surroundings

    # The screen in front

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""

    def push_screen(
        self, screen: Screen[Result], callback: Callable[[Result | None], None] | None = None
    ) -> Any:
        """Show a screen in front."""

    async def push_screen_wait(self, screen: Screen[Result]) -> Result | None:
        """Show a screen in front, and wait for its answer. Only from a worker."""

    def greet(self, words: str) -> None:
        """Say something, if anything, in the front screen's status line until the next key."""

    async def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job in a thread; if it takes longer than half a second, say so in words."""

    # To other places

    def over(self, screen: Screen[Any]) -> None:
        """Show a screen over the present one; Esc goes back."""

    def to_home(self, greeting: str = "") -> None:
        """Go Home; the draft is saved and put away. `greeting` is said once."""

    def show_section(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft; the first one if it is none.

        `at`: a factor or field there; in the notes "+A3" puts the cursor behind that ID, which is written if it is
        missing, "@120" at that place. `greeting` is said once.
        """

    def leave_ended(self) -> bool:
        """Go Home, with why, if this account may not go on with what is open: whether it may not."""

    def open_place(self, place: str) -> None:
        """Open a place of the go-to menu, by its command, over the present screen."""

    def to_guidance(self, chapter: str = "") -> None:
        """Go to the guidance, at a chapter."""

    def to_record(self, to: str = "", kind: str = "", corrects: Recorded | None = None) -> None:
        """Go to recording something that was done.

        `to`, `kind`: to whom, and what, where that is known; `corrects`: what it takes the place of.
        """

    # The open screening

    def begin_to_say(self, name: DangerName) -> None:
        """Say that the child is in danger, or take it back."""

    # Signing in and out, the lock

    def to_sign_in(self, after: str = "") -> None:
        """Go to the sign-in, which says first what came before it."""

    def import_home(self) -> None:
        """Import ahead what is shown to whoever has signed in."""

    def signed_in(self, session: Session) -> None:
        """Go on with a signed-in person."""

    def unlock(self) -> None:
        """Go on where it was locked."""

    async def until_unlocked(self) -> None:
        """Return when it is not locked any more."""

    def depart(self, departure: SessionExit) -> bool:
        """End the session for the next person: whether that can be done."""

    def begin_sign_out(self) -> None:
        """Sign out."""

    # What is chosen

    def to_lines(self) -> None:
        """Go on a line at a time: the line mode takes the screen's place."""

    def choose_keys(self, keys: Keys) -> None:
        """Use these keys from now on, kept for the account. Raises VaultError if they cannot be kept."""

    def choose_display(self, key: str, value: str) -> None:
        """Choose the "theme", the "display" or how lists show "children", kept for the account.

        Raises VaultError if it cannot be kept.
        """

    def try_on(self, theme: str) -> None:
        """Show everything in the colours of a theme that is not chosen yet."""


KEPT_KEYS = tuple(BY_ID[command].brief for command in ("goto", "lock", "quit"))
"""The words in the key line that stay there beside the help, however narrow it is; the first of them goes last."""
KEPT_WITH_RECORD = (KEPT_KEYS[0], BY_ID["action.record"].brief, *KEPT_KEYS[1:])
"""The same where what was done is to be recorded: that key goes after go to alone."""
BETWEEN_SECTIONS = frozenset({"section.next", "section.back"})


def section_keys_last(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys for the key line: those to other sections go first where not all fit; help stays where it is."""
    *before, help_key = keys
    elsewhere = {BY_ID[command].brief for command in BETWEEN_SECTIONS}
    return [*sorted(before, key=lambda key: key[1] in elsewhere), help_key]
