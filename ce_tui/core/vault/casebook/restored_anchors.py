"""What is written down of a store that was put back, in it and in its anchors; and what they know of the time after it.

Put back from a backup, or as an older copy that an administrator accepts. Nothing is drawn anew. Numbering goes on from
what lies in the place, also from lines whose MAC the backup cannot check: they may be of keys that came after it. What
they tell of later changes of the list of accounts is heeded all the same.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.anchors import Anchors
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.store import Store


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What the anchors tell of the time after a backup, in words; whether the list of accounts was changed in it."""

    words: tuple[str, ...] = ()
    list_changed: bool = False


def write_down(store: Store, place: Anchors, entry: Entry, copy: str) -> Since:
    """Log that the store was put back, by `entry`, and write it into the anchors. Where that fails the words say so.

    `copy`: what it was put back from, in words. Nothing is marked for deletion any more, because that may have been
    undone since; and nobody is in who was then.
    """
    with store.together():
        store.log.add([entry])
        for stand in store.keeping.stands("delete"):
            undone = msgspec.structs.replace(
                entry, kind="deletion", ref=stand.ref, detail="undone by the restore"
            )
            store.keeping.lift(stand.ref, ("delete",), [undone])
        store.attendance.go(*(each.session for each in store.attendance.open()))
    since = Since()
    try:
        found = anchoring.look(store, place, None)
        since = _since(store, place, found, copy)
        anchoring.write(store, place, entry.at, "restored")
    except VaultError as error:
        failed = f"That it was put back could not be written to the anchors in {place.where}. {error.words}"
        return msgspec.structs.replace(since, words=(*since.words, failed))
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


def _since(store: Store, place: Anchors, found: anchoring.AnchorsSeen, copy: str) -> Since:
    last, here = found.walk.ahead_of_all, store.log.state()
    if last is None:
        return Since()
    words = []
    if last.head.seq >= here.head.seq:
        words.append(
            f"Anchors in {place.where} know of entries up to {last.head.seq}, of {say_moment(last.at)}: what was done "
            f"after {copy} is lost."
        )
    then = last.state
    same = (then.generation, then.listed) == (here.generation, here.listed)
    changed = not same and then.generation >= here.generation
    if changed:
        words.append(
            f"The list of accounts went on from change {here.generation} to change {then.generation} after {copy}: "
            "somebody was added, suspended, revoked, or got other roles or another passphrase. Who, is not in it."
        )
    return Since(words=tuple(words), list_changed=changed)
