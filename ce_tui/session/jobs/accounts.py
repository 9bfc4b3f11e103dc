"""An account is added, or gets other roles: what is wrong with what was given, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.doing import was_done
from ce_tui.session.station import Station
from ce_tui.session.words.gate import MAKING_KEYS
from ce_tui.session.words.people import NO_ROLE, added, roles_now


def roles_trouble(roles: Sequence[str]) -> str:
    """What is wrong with an account's roles; empty: nothing is."""
    return "" if roles else NO_ROLE


async def add_account(
    asker: Asker, station: Station, name: str, roles: Sequence[str], passphrase: str
) -> JobResult:
    """Add a further account. That it is there is told, to be passed on with its passphrase."""
    casebook, name = station.session.casebook, check_name(name)
    if not await was_done(asker, MAKING_KEYS, lambda: casebook.people.add_account(name, passphrase, roles)):
        return JobResult(done=False)
    await asker.tell(added(name, roles))
    return JobResult(done=True)


async def change_roles(asker: Asker, station: Station, name: str, roles: Sequence[str]) -> JobResult:
    """Give an account exactly these roles."""
    if trouble := roles_trouble(roles):
        return JobResult(done=False, words=trouble)
    casebook = station.session.casebook
    if not await was_done(asker, "Changing the roles.", lambda: casebook.people.change_roles(name, roles)):
        return JobResult(done=False)
    return JobResult(done=True, words=roles_now(name, roles))
