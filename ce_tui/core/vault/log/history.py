"""What the log says by itself of screenings and accounts: whose they are, of which version, which roles there are.

The database keeps the same in its rows. Where the two differ, one of them is of another day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from ce_tui.core.vault.log.audit import Entry

_HANDED_OVER = re.compile("handed over from [0-9a-f]{32} to ([0-9a-f]{32})")
_OF_ANOTHER = re.compile(r"\bof ([0-9a-f]{32})\b")
_ACCOUNT = re.compile("(added|roles of|suspended|resumed|revoked) ([0-9a-f]{32})(?:: ([^;]*))?(?:; .*)?")
_ACTION = re.compile(r"(\d+): ")
_SET_UP_AS = "with the roles "


class ToldScreening(msgspec.Struct):
    """What the log says of a screening. `owner` is an account's id, "" where it does not say; `version` at least.

    `actions`: the number of the last thing that was recorded as done about it.
    """

    owner: str = ""
    version: int = 0
    deleted: bool = False
    actions: int = 0


class ToldAccount(msgspec.Struct):
    """What the log says of an account; `roles` None where it does not say."""

    roles: tuple[str, ...] | None = None
    state: Literal["active", "suspended", "revoked"] = "active"


class History:
    """What the entries that it is fed, in order, say of screenings (by reference) and accounts (by id)."""

    def __init__(self) -> None:
        self.screenings: dict[str, ToldScreening] = {}
        self.accounts: dict[str, ToldAccount] = {}

    def feed(self, entry: Entry) -> None:
        """Take an entry in."""
        if entry.ref:
            self._screening(entry)
        elif entry.kind == "account" and (found := _ACCOUNT.fullmatch(entry.detail)):
            self._account(*found.groups())
        elif entry.kind == "set up":
            self.accounts[entry.actor] = ToldAccount(
                _roles(entry.detail.partition("; ")[0].removeprefix(_SET_UP_AS))
            )

    def _screening(self, entry: Entry) -> None:
        told = self.screenings.get(entry.ref)
        if entry.kind in ("created", "imported"):
            others = _OF_ANOTHER.search(entry.detail)
            told = self.screenings[entry.ref] = ToldScreening(others[1] if others else entry.actor)
        if told is None:
            return  # refused, of a reference that nobody has
        told.version = max(told.version, entry.version)
        if entry.kind == "account" and (handed := _HANDED_OVER.fullmatch(entry.detail)):
            told.owner = handed[1]
        elif entry.kind == "action" and (numbered := _ACTION.match(entry.detail)):
            told.actions = max(told.actions, int(numbered[1]))
        elif entry.kind == "deletion" and entry.detail.startswith("deleted"):
            told.deleted = True

    def _account(self, what: str, account: str, roles: str | None) -> None:
        told = self.accounts.setdefault(account, ToldAccount())
        if what in ("added", "roles of"):
            told.roles = _roles(roles or "")
        if what != "roles of":
            told.state = _STATES[what]


_STATES: dict[str, Literal["active", "suspended", "revoked"]] = {
    "added": "active",
    "resumed": "active",
    "suspended": "suspended",
    "revoked": "revoked",
}


def set_up_as(roles: Iterable[str]) -> str:
    """The detail of a store's first entry: which roles its first account was given."""
    return _SET_UP_AS + ", ".join(roles)


def _roles(spelled: str) -> tuple[str, ...] | None:
    return tuple(spelled.split(", ")) if spelled else None
