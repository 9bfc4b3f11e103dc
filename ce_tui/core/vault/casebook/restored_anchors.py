"""What a restore has to do with the anchors: it writes itself into them, and learns what came after the backup.

Nothing is drawn anew. Numbering goes on from what lies in the place, also from lines whose MAC the backup cannot check:
they may be of keys that came after it. What they tell of later changes of the list of accounts is heeded all the same.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.anchors import Anchors
from ce_tui.core.vault.store.store import Store


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What the anchors tell of the time after a backup, in words; whether the list of accounts was changed in it."""

    words: tuple[str, ...] = ()
    list_changed: bool = False


def write_restored(store: Store, place: Anchors, at: str) -> Since:
    """Write into the anchors that a backup was put back, at `at`. Where that fails the words say so."""
    try:
        found = anchoring.look(store, place, None)
        since = _since(store, place, found)
        anchoring.write(store, place, at, "restored")
    except VaultError as error:
        return Since(
            words=(
                f"That a backup was put back could not be written to the anchors in {place.where}. {error.words}",
            )
        )
    return since


def suspend_others(casebook: Casebook) -> str:
    """Suspend every account but the one that restored, until an administrator resumes it. Returns words of it."""
    own = casebook.account.name
    names = [each.name for each in casebook.people.accounts() if each.state == "active" and each.name != own]
    if not names:
        return "There is no other account that could sign in."
    failed = [name for name in names if not _is_suspended(casebook, name)]
    words = ""
    if done := [name for name in names if name not in failed]:
        words = (
            f"So these accounts are suspended: {', '.join(done)}. Resume each when you know that it may still come in, "
            "with the roles that it has here. "
        )
    if failed:
        words += (
            f"These could not be suspended, and can sign in: {', '.join(failed)}. Suspend them now, in Accounts, "
            "unless you know that they may still come in."
        )
    return words.strip()


def _is_suspended(casebook: Casebook, name: str) -> bool:
    try:
        casebook.people.suspend(name)
    except VaultError:
        return False
    return True


def _since(store: Store, place: Anchors, found: anchoring.AnchorsSeen) -> Since:
    last, here = found.walk.ahead_of_all, store.log.state()
    words = []
    if last is not None and last.head.seq >= here.head.seq:
        words.append(
            f"Anchors in {place.where} know of entries up to {last.head.seq}, of {say_moment(last.at)}: what was done "
            "after the backup is lost."
        )
    changed = last is not None and last.state.generation > here.generation
    if last is not None and changed:
        words.append(
            f"The list of accounts went on from change {here.generation} to change {last.state.generation} after this "
            "backup: somebody was added, suspended, revoked, or got other roles or another passphrase. Who, is not in "
            "the backup."
        )
    return Since(words=tuple(words), list_changed=changed)
