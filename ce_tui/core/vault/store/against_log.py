"""Where the log says otherwise than the rows of the database, or the key file: one of them is of another day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ce_tui.core.vault.log.history import ToldAccount, ToldScreening
from ce_tui.core.vault.store.records import Trouble


class Owned(msgspec.Struct, frozen=True):
    """A screening by its row: its reference, its owner's id, its version, how many actions are kept of it."""

    ref: str
    owner: str
    version: int
    actions: int = 0


class KeptAccount(msgspec.Struct, frozen=True):
    """An account by the key file: its id, its roles and its state; without roles it is revoked."""

    id: str
    roles: tuple[str, ...]
    state: str


def of_screenings(told: Mapping[str, ToldScreening], kept: Sequence[Owned]) -> Iterator[Trouble]:
    """Compare whose each screening is, and of which version at least."""
    rows = {each.ref: each for each in kept}
    for each in kept:
        found = told.get(each.ref)
        if found is None or found.deleted:
            why = "was deleted, by the log" if found else "is not in the log"
            yield _older(f"{each.ref} {why}")
        elif found.owner != each.owner:
            yield _older(f"{each.ref} belongs to {found.owner} by the log, and to {each.owner} by its row")
        elif found.version > each.version:
            yield _older(
                f"{each.ref} had version {found.version} by the log, and its row has version {each.version}"
            )
        elif found.actions != each.actions:
            yield _older(
                f"{each.ref} had {found.actions} actions by the log, and {each.actions} are kept of it"
            )
    for ref, found in told.items():
        if not found.deleted and ref not in rows:
            yield _older(f"{ref} is in the log, and not among the screenings")


def of_accounts(
    told: Mapping[str, ToldAccount], kept: Sequence[KeptAccount], named: Mapping[str, tuple[str, ...]]
) -> Iterator[Trouble]:
    """Compare roles and states. `named`: the roles by the list of accounts in the database, by id."""
    slots = {each.id: each for each in kept}
    for account, found in told.items():
        here = slots.get(account)
        state = here.state if here else "revoked"
        if state != found.state:
            yield _older(f"the account of {account} is {found.state} by the log, and {state} by the key file")
        elif here and found.roles and set(here.roles) != set(found.roles):
            yield _older(
                f"the account of {account} has the roles {', '.join(found.roles)} by the log, and "
                f"{', '.join(here.roles)} by the key file"
            )
        elif found.roles and set(named.get(account, found.roles)) != set(found.roles):
            yield _older(f"the list of accounts shows other roles of {account} than the log")
    for each in kept:
        if each.id not in told:
            yield _older(f"the account of {each.id} is in the key file, and not in the log")


def _older(what: str) -> Trouble:
    return Trouble("older page", f"Older page: {what}.")
