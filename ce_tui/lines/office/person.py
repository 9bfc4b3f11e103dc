"""One account: what an administrator can do with it, each step asked first and said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.roles import ask_roles
from ce_tui.session.words.people import (
    FINISHED,
    LEFT,
    NOBODY,
    NOTHING_LEFT,
    account_words,
    can_be_done,
    handed_over,
    may_receive,
    resume_question,
    revoke_question,
    suspend_question,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


class Person:
    """What can be done with one account."""

    def __init__(self, state: State, account: AccountInfo, accounts: Sequence[AccountInfo]) -> None:
        self._state = state
        self._account = account
        self._accounts = list(accounts)
        self._does: dict[str, Callable[[], None]] = {
            "roles": self._roles,
            "suspend": self._suspend,
            "resume": self._resume,
            "revoke": self._revoke,
            "finish": self._finish,
            "hand-over": self._hand_over,
        }

    def run(self) -> None:
        """Say what it is, and do one thing with it."""
        casebook = self._state.signed_in.casebook
        me = casebook.account.name
        self._state.say(account_words(self._account, me))
        if not casebook.has_role("administrator"):
            self._state.say("Only an administrator can change it.")
            return
        choices = [Choice(id, words) for id, words in can_be_done(self._account, me)]
        try:
            chosen = asking.choose(
                self._state.dialogue, "What is to be done?", choices, default_words="nothing"
            )
            if chosen:
                self._does[chosen]()
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
            self._state.say("Nothing was changed.")

    def _roles(self) -> None:
        name = self._account.name
        self._state.say(f"The roles of {name}. They count at once, also where that person is at work.")
        roles = ask_roles(self._state, self._account.roles)
        casebook = self._state.signed_in.casebook
        if self._done("Changing the roles.", lambda: casebook.people.change_roles(name, roles)):
            self._state.say(f"The roles of {name} are now: {', '.join(roles)}.")

    def _suspend(self) -> None:
        casebook, name = self._state.signed_in.casebook, self._account.name
        if self._is_meant(suspend_question(name)) and self._done(
            "Suspending.", lambda: casebook.people.suspend(name)
        ):
            self._state.say(f"{name} is suspended and cannot sign in or unlock until you resume the account.")

    def _resume(self) -> None:
        casebook, name = self._state.signed_in.casebook, self._account.name
        if self._is_meant(resume_question(name)) and self._done(
            "Resuming.", lambda: casebook.people.resume(name)
        ):
            self._state.say(f"{name} can sign in again.")

    def _revoke(self) -> None:
        casebook, name = self._state.signed_in.casebook, self._account.name
        if self._is_meant(revoke_question(name)) and self._done(
            f"Revoking {name}.", lambda: casebook.revoking.revoke(name, progress=self._told())
        ):
            self._state.say(f"{name} is revoked and shut out for good, and the store has new keys. {LEFT}")

    def _finish(self) -> None:
        casebook = self._state.signed_in.casebook
        try:
            changed = casebook.revoking.finish(progress=self._told())
        except VaultError as error:
            self._state.say(error.words)
            return
        self._state.say(FINISHED if changed else NOTHING_LEFT)

    def _hand_over(self) -> None:
        casebook, name = self._state.signed_in.casebook, self._account.name
        others = may_receive(self._accounts, name)
        if not others:
            self._state.say(NOBODY)
            return
        to = asking.choose(
            self._state.dialogue,
            f"Who gets the screenings of {name}? They will own them and can read and change them; it is logged.",
            [Choice(other, other) for other in others],
            default_words="nobody",
        )
        if not to or not self._is_meant(
            f"All of {name}'s screenings, drafts and completed ones, become {to}'s. {name} no longer sees them. Hand "
            "them over?"
        ):
            return
        try:
            count = self._state.patiently("Handing over.", lambda: casebook.people.hand_over(name, to))
        except VaultError as error:
            self._state.say(error.words)
            return
        self._state.say(handed_over(count, name, to))

    def _told(self) -> Callable[[str], None]:
        """Says each step once, however often it is reported."""
        last = ""

        def tell(words: str) -> None:
            nonlocal last
            if words != last:
                self._state.say(words)
            last = words

        return tell

    def _is_meant(self, question: str) -> bool:
        return asking.yes_or_no(self._state.dialogue, question)

    def _done(self, words: str, job: Callable[[], object]) -> bool:
        try:
            self._state.patiently(words, job)
        except VaultError as error:
            self._state.say(error.words)
            return False
        return True
