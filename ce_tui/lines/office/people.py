"""Accounts: everyone who has a way into the store. A lead hears them; an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.areas import area_words
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.lines.gate.set_up import NO_AREA, confirm_code
from ce_tui.lines.office.person import Person
from ce_tui.lines.office.roles import ask_roles
from ce_tui.session.words.people import (
    CODE_ABOUT,
    CODE_REPLACED,
    NEW_CODE,
    account_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


class People:
    """The list; the number or name of an account leads to what can be done with it."""

    topic = "accounts"

    def __init__(self, state: State) -> None:
        self._state = state
        self._accounts: list[AccountInfo] = []
        self._does: dict[str, Callable[[], None]] = {"add": self._add, "hub": self._hub, "code": self._code}

    @property
    def _changes(self) -> bool:
        return self._state.signed_in.casebook.has_role("administrator")

    def run(self) -> None:
        """Ask what to do until back is typed."""
        with self._state.at(self):
            while self._load() and self._asked_on():
                pass

    def _load(self) -> bool:
        casebook = self._state.signed_in.casebook
        try:
            self._accounts = self._state.patiently("Reading the accounts.", casebook.people.accounts)
        except VaultError as error:
            self._state.say(error.words)
            return False
        return True

    def _asked_on(self) -> bool:
        """Ask once. Whether it goes on."""
        can = "add, hub, code, list, or a number?" if self._changes else "list, or a number?"
        asked = Asked(
            words=f"{counted(len(self._accounts), 'account').capitalize()}. {can} [back]",
            again=f"Accounts: {can} [back]",
            hint=[
                "add: a further account. hub: its name and usual area. code: another recovery code."
                if self._changes
                else "Only an administrator can change them.",
                "list: the accounts with their numbers. A number or a name: what can be done with it. Enter: back.",
            ],
        )
        try:
            line = self._state.dialogue.ask(asked).strip()
            if not line:
                return False
            self._do(line)
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
            return False
        return True

    def _do(self, line: str) -> None:
        word = line.casefold()
        if word in self._does and self._changes:
            try:
                self._does[word]()
            except Said as said:
                if said.wish.id not in ("back", "skip"):
                    raise
                self._state.say("Nothing was changed.")
            return
        found = asking.picked(line, [Choice(each.name, each.name) for each in self._accounts])
        if found is None:
            self._state.say("Type a number or a name from the list, or ? for more.")
            return
        Person(self._state, next(each for each in self._accounts if each.name == found), self._accounts).run()

    # What an administrator does

    def _add(self) -> None:
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.passphrases import check_name

        self._state.say(
            "A further account. Tell its passphrase to that person alone; they can change it under account."
        )
        while True:
            typed = asking.text(self._state.dialogue, "Their name?", hint=["back: adds nothing."])
            try:
                name = check_name(typed)
                break
            except Refused as refused:
                self._state.say(refused.words)
        roles = ask_roles(self._state, ("practitioner",))
        passphrase = new_passphrase(self._state, "Their passphrase, to begin with:", name)
        casebook = self._state.signed_in.casebook
        if self._done("Making the keys.", lambda: casebook.people.add_account(name, passphrase, roles)):
            self._state.say(f"The account {name} is added. Roles: {', '.join(roles)}.")

    def _hub(self) -> None:
        casebook = self._state.signed_in.casebook
        hub = casebook.people.hub
        typed = asking.text(
            self._state.dialogue,
            f"Your hub or team? [{hub.name or 'none'}]",
            hint=["Everyone who is signed in hears it. Name no child. Enter leaves it; - leaves it empty."],
        ).strip()
        choices = [
            *(
                Choice(each.id, area_words(each.id, each.name))
                for each in self._state.pathways.at_hand.localities
            ),
            Choice(NO_AREA, "No usual area: ask each time"),
        ]
        area = asking.choose(
            self._state.dialogue,
            "Where do most of the children live whom you work with?",
            choices,
            default=hub.locality or NO_AREA,
        )
        name = "" if typed == "-" else typed or hub.name
        locality = "" if area == NO_AREA else area
        if self._done("Keeping it.", lambda: casebook.people.set_hub(name, locality)):
            self._state.say("The hub's name and usual area are kept.")

    def _code(self) -> None:
        casebook = self._state.signed_in.casebook
        self._state.say(CODE_ABOUT)
        if not asking.yes_or_no(self._state.dialogue, "Make a new recovery code?"):
            return
        try:
            code = self._state.patiently("Making the code.", casebook.access.new_recovery_code)
        except VaultError as error:
            self._state.say(error.words)
            return
        self._state.say(NEW_CODE)
        confirm_code(self._state, str(code))
        if self._done("Replacing the code.", lambda: casebook.access.confirm_recovery_code(code)):
            self._state.say(CODE_REPLACED)

    def _done(self, words: str, job: Callable[[], object]) -> bool:
        try:
            self._state.patiently(words, job)
        except VaultError as error:
            self._state.say(error.words)
            return False
        return True

    # Where one is

    def where(self) -> Sequence[str]:
        """Accounts, and how many."""
        return [f"Accounts: {len(self._accounts)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The accounts with their numbers."""
        me = self._state.signed_in.casebook.account.name
        return [f"{number}. {account_words(each, me)}" for number, each in enumerate(self._accounts, 1)]
