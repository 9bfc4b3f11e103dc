"""After a store was put back: until who may have been shut out since is suspended, only who put it back comes in.

That it is due stands in the store from the same moment on as that it was put back, so that nothing which comes between
lets anybody in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.put_back import SUSPEND_OTHERS
from ce_tui.core.vault.errors import NotPermitted, VaultError

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store


def refuse_others(store: Store, account: str) -> None:
    """Raise `NotPermitted` for another account than the one that has to come in first."""
    first = store.settings.get(SUSPEND_OTHERS) or ""
    if first in ("", account):
        return
    name = next((row.name for row in store.people.accounts() if row.id == first), "whoever did it")
    raise NotPermitted(
        f"An older copy of the store, or a backup, was put back by {name}, who has to sign in first: accounts that may "
        "have been shut out since are suspended then. Contacts and Guidance are open without a sign-in."
    )


def suspend_others(casebook: Casebook, store: Store) -> list[str]:
    """Where it is due, suspend every account but this one, until an administrator resumes it. Returns words of it."""
    if store.read_only or not store.settings.get(SUSPEND_OTHERS):
        return []
    own = casebook.account.name
    names = [each.name for each in casebook.people.accounts() if each.state == "active" and each.name != own]
    failed = [name for name in names if not _is_suspended(casebook, name)]
    words = []
    if done := [name for name in names if name not in failed]:
        words.append(
            f"Somebody may have been shut out since, so these accounts are suspended: {', '.join(done)}. Resume each "
            "when you know that it may still come in, with the roles that it has here."
        )
    if failed:
        words.append(
            f"These could not be suspended: {', '.join(failed)}. Nobody but you can sign in until they are: sign in "
            "once more."
        )
        return words
    store.settings.change({SUSPEND_OTHERS: ""}, [])
    return words


def _is_suspended(casebook: Casebook, name: str) -> bool:
    try:
        casebook.people.suspend(name)
    except VaultError:
        return False
    return True
