"""The casebook's people: their accounts, their roles, whose the screenings are, the hub's name.

All that changes another's account takes the administrator; none of it the other's passphrase. A store always keeps an
administrator who can sign in, and nobody shuts themselves out. For good, and with another key: `revoking`. What was
changed is anchored at once, so that no older copy takes it back unseen.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Literal

import msgspec

from ce_tui.core.vault.casebook.around import one_line
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.roster import Roster
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import keyring, passphrases, slot_changes, slots
from ce_tui.core.vault.keys.slot_changes import slots_of
from ce_tui.core.vault.keys.slots import RoleName, Slot
from ce_tui.core.vault.store.records import AccountRow

AccountState = Literal["active", "suspended", "revoked"]


class AccountInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An account in a list. `created` is ISO 8601 in UTC. A revoked one has the roles that it had."""

    name: str
    roles: tuple[RoleName, ...]
    state: AccountState
    created: str


class Hub(msgspec.Struct, frozen=True):
    """The people who share this store: their hub's name and the locality to preselect. Both may be empty."""

    name: str
    locality: str


class HubPeople:
    """Who shares this store."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self._desk = desk
        self._roster = roster
        self._hub: Hub | None = None

    @property
    def hub(self) -> Hub:
        """The hub's name and default locality."""
        with self._desk.lock:
            if self._hub is None:
                settings = self._desk.store.settings
                self._hub = Hub(settings.get("hub.name") or "", settings.get("hub.locality") or "")
            return self._hub

    def set_hub(self, name: str, locality: str) -> None:
        """Name the hub and its default locality. Takes the administrator."""
        desk = self._desk
        with desk.lock:
            desk.require("name the hub", "administrator")
            changes = {"hub.name": one_line(name, 200), "hub.locality": one_line(locality, 100)}
            desk.store.settings.change(changes, [desk.entry("rule", detail="hub's name or locality")])
            self._hub = None

    def accounts(self) -> list[AccountInfo]:
        """Everyone who has or had a way in, in the order they were added. Takes the administrator or the lead."""
        desk = self._desk
        with desk.lock:
            desk.require("see the accounts", "administrator", "lead")
            known = {slot.account: slot for slot in desk.slots.read().slots if slot.kind == "account"}
            return [_info(row, known.get(row.id)) for row in desk.store.people.accounts()]

    def add_account(self, name: str, passphrase: str, roles: Iterable[str]) -> None:
        """Add an account, with exactly these roles. Takes the administrator; nobody else's passphrase.

        Raises `Refused` for a name that is or was taken or looks like one that is, a passphrase that is too short or
        too common, no roles.
        """
        desk = self._desk
        with desk.lock:
            desk.require("add an account", "administrator")
            if self._roster.is_revoked(desk.slots.read(), name):
                raise Refused(
                    "There was an account of this name, and it is revoked. Its screenings and its entries in the log "
                    "stand under it, so give this one another name, with an initial for example."
                )
            self._roster.refuse_lookalike(name)
            name, given = passphrases.check_name(name), keyring.check_roles(roles)
            passphrases.check(passphrase, name, [self.hub.name])
            row = AccountRow(id=secrets.token_hex(16), name=name, roles=given, created=desk.now())
            entry = desk.entry("account", detail=f"added {row.id}: {', '.join(given)}")
            keyring.add(desk.slots, row, passphrase, given, desk.around.argon, entry)
            desk.anchor()

    def suspend(self, name: str) -> None:
        """Shut an account out until it is resumed. Its passphrase, roles and screenings stay.

        Whoever is signed in with it is asked to leave. Raises `Refused`: nobody of this name, suspended already,
        oneself, the last administrator.
        """
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("suspend an account", name, state="active")
            with self._roster.of_role(account, administrator=False):
                entry = desk.entry("account", detail=f"suspended {account}")
                slot_changes.suspend(desk.slots, account, entry)
            desk.anchor()

    def resume(self, name: str) -> None:
        """Let a suspended account in again, with the passphrase it had. Raises `Refused`."""
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("resume an account", name, state="suspended")
            mine = slots_of(desk.slots.read(), account)
            is_one = any("administrator" in slot.roles for slot in mine)
            with self._roster.of_role(account, administrator=is_one):
                slot_changes.resume(desk.slots, account, desk.entry("account", detail=f"resumed {account}"))
            desk.anchor()

    def change_roles(self, name: str, roles: Iterable[str]) -> None:
        """Give an account exactly these roles; whoever is signed in with it has them at their next step.

        Raises `Refused`: nobody of this name, no role, the last administrator loses the role.
        """
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("change roles", name, themselves=True)
            given = keyring.check_roles(roles)
            said = desk.around.with_terminal(f"roles of {account}: {', '.join(given)}")
            row, entry = self._roster.row_of(account, name), desk.entry("account", detail=said)
            with self._roster.of_role(account, administrator="administrator" in given):
                slot_changes.set_roles(desk.slots, row, given, entry)
            desk.anchor()

    def hand_over(self, from_name: str, to_name: str) -> int:
        """Give all of someone's screenings to someone else who screens: also those of an account that was revoked.

        Each is logged. Returns how many. Raises `Refused`: nobody of these names, or who gets them cannot screen.
        """
        desk = self._desk
        with desk.lock:
            desk.require("hand screenings over", "administrator")
            leaver = self._roster.known(from_name)
            heir = self._roster.account_to("hand screenings over", to_name, state="active", themselves=True)
            if heir == leaver:
                raise Refused("These are the same account. Nothing was changed.")
            mine = slots_of(desk.slots.read(), heir)
            if not any("practitioner" in slot.roles for slot in mine):
                raise Refused(
                    "Who gets the screenings needs the role practitioner, to work on them. Nothing was changed."
                )
            entry = desk.entry("account", detail=f"handed over from {leaver} to {heir}")
            handed_over = desk.store.screenings.hand_over(leaver, heir, entry)
            desk.anchor()
            return handed_over


def _info(row: AccountRow, slot: Slot | None) -> AccountInfo:
    roles = slot.roles if slot else tuple(role for role in slots.ROLES if role in row.roles)
    return AccountInfo(
        name=row.name, roles=roles, state=slot.state if slot else "revoked", created=row.created
    )
