"""What is written down of a store that was put back, in it and in its anchors; and what they know of the time after it.

Put back from a backup, or as an older copy that an administrator accepts. Nothing is drawn anew. Numbering goes on from
what lies in the place, also from lines whose MAC that copy cannot check: they may be of keys that came after it. What
they tell of later changes of the list of accounts is heeded all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring, older_store
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.log.audit import Entry

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

SUSPEND_OTHERS = "suspend all but"
"""The setting that says that all other accounts are to be suspended: the id of the one that put the store back."""


def next_steps(day: str) -> str:
    """What is to be done with a store that was put back as it was on a day, in words."""
    return (
        f"The store is as it was on {day}. What was done after that is not in it: screenings that were deleted since "
        "are back, none is marked for deletion, accounts that were revoked and passphrases that were changed since are "
        "as they were, and the recovery code is that of then: replace it if it was replaced since. Go through the "
        "review queue and the accounts."
    )


def write_down(store: Store, place: FileAnchors, entry: Entry, copy: str) -> list[str]:
    """Log by `entry` that the store was put back, and write it into its anchors; all of it, or none of it.

    `copy`: what it was put back from, in words. Nothing is marked for deletion any more, because that may have been
    undone since; nobody is in who was then; and where somebody may have been shut out since, all others are to be
    suspended. Returns what is to be known. Raises a `VaultError` where the anchors cannot be written and keep everybody
    out.
    """
    words, list_changed = _since(store, place, copy)
    with store.together():
        store.log.add([entry])
        for stand in store.keeping.stands("delete"):
            undone = msgspec.structs.replace(
                entry, kind="deletion", ref=stand.ref, detail="undone: the store was put back"
            )
            store.keeping.lift(stand.ref, ("delete",), [undone])
        store.attendance.go(*(each.session for each in store.attendance.open()))
        if list_changed:
            store.settings.change({SUSPEND_OTHERS: entry.actor}, [])
        try:
            anchoring.write(store, place, entry.at, "restored")
        except VaultError as error:
            failed = (
                f"That it was put back could not be written to the anchors in {place.where}. {error.words}"
            )
            if older_store.why_older(store, place):
                error.put(f"{failed} Without it nobody could sign in, so nothing was changed.")
                raise
            words.append(failed)
    return words


def _since(store: Store, place: FileAnchors, copy: str) -> tuple[list[str], bool]:
    """What the anchors know of the time after the copy, and whether somebody may have been shut out in it."""
    try:
        found = anchoring.look_at_all(store, place)
    except VaultError:
        return [], False  # that they cannot be written either is said
    last, here = found.walk.ahead_of_all, store.log.state()
    if last is None:
        return [], False
    words = []
    if not anchoring.holds(store, last.head):
        words.append(
            f"Anchors in {place.where} know of entries up to {last.head.seq}, of {say_moment(last.at)}: what was done "
            f"after {copy} is lost."
        )
    list_changed = bool(found.walk.lists - {(here.generation, here.listed)})
    if list_changed:
        words.append(
            f"They name another list of accounts than {copy} has: since then, or on another way, somebody was added, "
            "suspended, revoked, or got other roles or another passphrase. Who, is not in it."
        )
    return words, list_changed
