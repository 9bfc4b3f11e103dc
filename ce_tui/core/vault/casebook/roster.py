"""The accounts as the key file and the database know them together, for the parts that change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import keys, passphrases
from ce_tui.core.vault.keys.passphrases import look_alike
from ce_tui.core.vault.keys.slot_changes import NOBODY, slots_of
from ce_tui.core.vault.keys.slots import SlotList
from ce_tui.core.vault.store.records import AccountRow

_CODE = "recovery code known to"  # the setting: ids, blanks between


class Roster:
    """Finds accounts by their names. Its callers hold the desk's lock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def account_to(self, what: str, name: str, *, state: str = "", themselves: bool = False) -> str:
        """The id of the account of this name that has a way in, if that may be done to it by this one.

        Takes the administrator. `state`: which it has to be in; `themselves`: one may do it to oneself. Raises
        `NotPermitted`, `Refused`.
        """
        self._desk.require(what, "administrator")
        members = self._desk.slots
        listed = members.read()
        found = listed.named(keys.keyed_name(passphrases.tidy_name(name), listed.store, members.binding))
        if not found:
            if self.is_revoked(listed, name):
                raise Refused("This account is revoked. Nothing was changed.")
            raise Refused(NOBODY)
        slot = found[-1]
        if slot.account == self._desk.account.id and not themselves:
            raise Refused("This is your own account. Another administrator can do that.")
        if state and slot.state != state:
            raise Refused(f"This account is {slot.state}. Nothing was changed.")
        return slot.account

    def is_revoked(self, listed: SlotList, name: str) -> bool:
        """Whether there was an account of this name that has no way in any more."""
        account = self._desk.id_of(passphrases.tidy_name(name))
        return bool(account) and not slots_of(listed, account)

    def refuse_lookalike(self, name: str) -> None:
        """Raise `Refused` for a name that looks like that of somebody who is or was on the list."""
        own = passphrases.check_name(name)
        for row in self._desk.store.people.accounts():
            if row.name.casefold() != own.casefold() and look_alike(row.name, own):
                raise Refused(
                    f"There is an account whose name looks the same: {row.name}. Give this one another name, with an "
                    "initial for example."
                )

    def known(self, name: str) -> str:
        """The id of an account that is or was on the list. Raises `Refused`."""
        account = self._desk.id_of(passphrases.tidy_name(name))
        if not account:
            raise Refused(NOBODY)
        return account

    def row_of(self, account: str, name: str) -> AccountRow:
        """The row of an account's id; where it has none yet, one for this name."""
        found = next((row for row in self._desk.store.people.accounts() if row.id == account), None)
        return found or AccountRow(
            id=account, name=passphrases.check_name(name), roles=(), created=self._desk.now()
        )

    # The recovery code, which whoever was an administrator may know

    @property
    def code_known_to(self) -> tuple[str, ...]:
        """The ids of those who were administrators since the recovery code was made, and are none any more."""
        return tuple((self._desk.store.settings.get(_CODE) or "").split())

    def nobody_else_knows_the_code(self) -> None:
        """The recovery code is another one by now."""
        if self.code_known_to:
            self._desk.store.settings.change({_CODE: ""}, [])

    @contextmanager
    def of_role(self, account: str, *, administrator: bool) -> Iterator[None]:
        """Around a change after which the account is an administrator, or is none.

        That a new recovery code is due is written down before: so it is, too, where the change is cut short. Raises
        what the change raises: where that is a refusal, it is as it was.
        """
        added = not administrator and self._was_administrator(account) and self._note(account, knows=True)
        try:
            yield
        except Refused:
            if added:
                self._note(account, knows=False)
            raise
        if administrator:
            self._note(account, knows=False)

    def _note(self, account: str, *, knows: bool) -> bool:
        """Put one account on the list of those who may know the code, or take it off; others change it, too.

        Whether anything was changed.
        """
        if (account in self.code_known_to) == knows:
            return False
        with self._desk.store.together():
            others = [each for each in self.code_known_to if each != account]
            now = [*others, account] if knows else others
            self._desk.store.settings.change({_CODE: " ".join(now)}, [])
        return True

    def _was_administrator(self, account: str) -> bool:
        return any("administrator" in slot.roles for slot in slots_of(self._desk.slots.read(), account))
