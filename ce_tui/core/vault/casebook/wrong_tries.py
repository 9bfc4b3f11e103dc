"""Wrong tries of a store: counted at the sign-in, with the recovery code and at the lock, and told in its log."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager

from ce_tui.core.vault.casebook.around import Around, one_line
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Busy, StoreFull
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.throttle import Throttle, Try
from ce_tui.core.vault.keys.tries import Who

_LONGEST = 400  # characters: the counts lie outside the encryption, so they may hold anything
_MOST = 600  # entries


def at_the_door(place: Home, around: Around, name: str) -> AbstractContextManager[Try]:
    """A try to sign in with a passphrase. Raises as `Throttle.attempt`."""
    return Throttle(place.throttle, around.wrong_try).attempt(Who(name, around.terminal))


def with_the_code(place: Home, around: Around, name: str) -> AbstractContextManager[Try]:
    """A try of the recovery code. Raises as `Throttle.attempt`."""
    return Throttle(place.throttle, around.wrong_try).attempt(Who(name, around.terminal, "recovery"))


def while_signed_in(desk: Desk) -> AbstractContextManager[Try]:
    """A try of one's own passphrase within a session, such as at its lock: no try elsewhere makes it wait."""
    who = Who(desk.account.name, desk.around.terminal, "lock", desk.sessions.id)
    return Throttle(desk.home.throttle, desk.around.wrong_try).attempt(who)


def log_wrong_tries(desk: Desk) -> None:
    """Write into the log which tries were wrong since the last one that tells of them.

    Where the log takes nothing they wait for the next who signs in.
    """
    if desk.store.read_only:
        return
    accounts = {row.id: row.name for row in desk.store.people.accounts()}
    with (
        contextlib.suppress(StoreFull, Busy),
        Throttle(desk.home.throttle).to_log(accounts) as details,
    ):
        if details:
            told = [one_line(each, _LONGEST) for each in details[:_MOST]]
            desk.store.log.add([desk.entry("refusal", detail=each) for each in told])
