"""What can be done with an account, and what is asked before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook import AccountInfo


def person_items(account: AccountInfo, me: str) -> list[Item]:
    """What an administrator can do with it, by its state. What cannot be done is not offered."""
    items = [Item("", "What you can do. Enter does it", heading=True)]
    if account.state == "active":
        items.append(Item("roles", "Change the roles"))
        if account.name != me:
            items.append(Item("suspend", "Suspend: no way in until it is resumed"))
    elif account.state == "suspended":
        items.append(Item("resume", "Resume: can sign in again"))
        items.append(Item("roles", "Change the roles"))
    if account.name != me and account.state != "revoked":
        items.append(Item("revoke", "Revoke: shut out for good, and new keys for the store"))
    items.append(Item("hand-over", "Hand over the screenings to someone else"))
    if account.state == "revoked":
        items.append(Item("finish", "Finish revoking: change the store's keys, if that is still to be done"))
    return items


def may_receive(accounts: list[AccountInfo], name: str) -> list[str]:
    """Who can be given someone's screenings: the other active practitioners."""
    return [
        each.name
        for each in accounts
        if each.name != name and each.state == "active" and "practitioner" in each.roles
    ]


def suspend_question(name: str) -> str:
    """What suspending means."""
    return (
        f"Suspend {name}? They cannot sign in or unlock from now on, until you resume the account. If they are at work "
        "now, what they typed is saved and they are signed out. Nothing of theirs is deleted or moved."
    )


def resume_question(name: str) -> str:
    """What resuming means."""
    return f"Resume {name}? They can sign in again, with the passphrase that they had."


def revoke_question(name: str) -> str:
    """What revoking means: it cannot be taken back."""
    return (
        f"Revoke {name}? This cannot be taken back: they are shut out at once and for good. Then the store gets new "
        "keys. For that everybody else who is signed in is asked to save and sign out, and can sign in again a moment "
        "later. Their screenings stay. Backups that were made before still open with their passphrase."
    )


def handed_over(count: int, name: str, to: str) -> str:
    """What came of a handing over."""
    if not count:
        return f"{name} has no screenings: nothing was handed over."
    if count == 1:
        return f"One screening of {name} now belongs to {to}."
    return f"{count} screenings of {name} now belong to {to}."
