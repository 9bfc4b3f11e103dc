"""Accepting an older copy of the whole store, which anchors that lie elsewhere keep everybody else out of.

It was put back on purpose, such as with the snapshot of a machine, and there is no way to the newest one. An
administrator of that day says so, with a reason. It is told to everyone as a restore is, stands in the log and in the
anchors, and whoever may have been shut out since is suspended.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from ce_tui.core.vault.casebook import anchoring, kept_out, older_store
from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import inside, sign_in
from ce_tui.core.vault.casebook.put_back import next_steps, write_down
from ce_tui.core.vault.casebook.reasons import needed_reason
from ce_tui.core.vault.casebook.trusting import open_trusted
from ce_tui.core.vault.casebook.wrong_tries import at_the_door
from ce_tui.core.vault.errors import NotPermitted, ReadOnly, Refused, VaultError
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keyring, rekeying
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.log.audit import ACCEPTED, Entry

_NOT_OLDER = (
    "This store is not older than anchors that lie elsewhere, so there is nothing to accept. Nothing was changed. Sign "
    "in as usual."
)


def accept_older(home: Path, name: str, passphrase: str, reason: str, around: Around) -> Casebook:
    """Accept the older copy that lies here, and sign in to it. `alerts` says what is to be known and done then.

    `name` and `passphrase`: those of an administrator of the day of the copy. `reason`: why it was put back, for the
    log. Raises `Refused` (no reason; it is not older), `NotPermitted`, `WrongCredentials`, and what `sign_in` raises;
    where that is raised of a copy that was accepted, the words say so.
    """
    place, given = Home(home), needed_reason(reason, "")
    kept_out.refuse(place, around.anchors)
    homes.inspect(place)
    if homes.is_read_only(place):
        raise ReadOnly
    with inside(place) as sessions:
        with at_the_door(place, around, name):
            unlocked = rekeying.settle(place, keyring.unlock(place, name, passphrase))
        known = _accepted(place, unlocked, given, around)
        sessions.leave()
    try:
        opened = sign_in(home, name, passphrase, around)
    except VaultError as error:
        error.put(f"The older copy is accepted. {error.words}")
        raise
    opened.alerts[:0] = known
    return opened


def _accepted(place: Home, unlocked: Unlocked, reason: str, around: Around) -> list[str]:
    """Write it down. Returns what is to be known."""
    trusted = open_trusted(place, unlocked, None)
    with contextlib.closing(trusted.store) as store:
        if "administrator" not in trusted.unlocked.slot.roles:
            raise NotPermitted(
                "Only an administrator may accept an older copy of the store, and this account was none on its day. "
                "Nothing was changed."
            )
        if around.anchors is None:
            raise Refused(_NOT_OLDER)
        if not older_store.why_by(anchoring.look_at_all(store, around.anchors), store):
            raise Refused(_NOT_OLDER)
        day = older_store.last_day(store)
        entry = Entry(
            kind="backup",
            actor=unlocked.slot.account,
            at=around.now(),
            detail=around.with_terminal(f"{ACCEPTED}, of {day}: {reason}"),
        )
        return [next_steps(day), *write_down(store, around.anchors, entry, "this copy")]
