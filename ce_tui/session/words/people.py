"""Accounts, their roles and what becomes of them in words: what both front ends say and ask about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, assert_never

from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault import retention_rules

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.keeping import Deleted, DueReview, LeadDecision
    from ce_tui.core.vault.casebook.open_store import Account
    from ce_tui.core.vault.casebook.people import AccountInfo
    from ce_tui.core.vault.keys.slots import RoleName
    from ce_tui.session.office import KeepingView


ACCOUNT_STATES = {
    "active": "active",
    "suspended": "suspended: cannot sign in until resumed",
    "revoked": "revoked: shut out for good",
}
ACCOUNT_ACTIONS = (
    ("add", "Add an account"),
    ("hub", "The hub's name and usual area"),
    ("code", "Replace the recovery code"),
)
ONLY_ADMINISTRATORS = "Only an administrator can change them."
ONLY_AN_ADMINISTRATOR = "Only an administrator can change it."
ADD_ABOUT = (
    "A further account. Tell its passphrase to that person alone; they can change it under “Your account”."
)
THEIRS = "Their passphrase, to begin with"
OWN_CHANGED = "Your passphrase is changed. Copies of the store made before still open with the old one."
SEEN_QUESTION = (
    "Could somebody have seen or learned your old passphrase? With an old copy of the store's files it still opens the "
    "store, until the store gets other keys."
)
KEYS_CHANGED = "The store has other keys from now on; everyone else signs in as before."
KEYS_LATER = (
    "Until the store gets other keys the old one opens the store of today with such a copy. They are made when an "
    "administrator is in and nobody else."
)
CODE_ABOUT = (
    "The recovery code opens the store if a passphrase is lost. Replace it when someone may have seen it, or when "
    "whoever kept it leaves. The old code stays valid until you have confirmed the new one."
)
NEW_CODE = (
    "This is the new recovery code. It is shown only here. Write it down, and keep it where only those who may use it "
    "can get at it. The old code stays valid until you confirm this one."
)
CODE_REPLACED = (
    "The recovery code is replaced. Destroy the old one: copies of the store made before still open with it."
)
LEFT = (
    "What they recorded is still here: hand it over to someone else when you are ready. If they may know the recovery "
    "code, replace it."
)


def role_choices() -> list[Choice]:
    """The roles to choose among."""
    from ce_tui.core.vault.keys.slots import ROLES

    return [Choice(role, _role_words(role)) for role in ROLES]


def _role_words(role: RoleName) -> str:
    match role:
        case "practitioner":
            return "Practitioner: screens, and sees their own screenings"
        case "lead":
            return "Lead: may see all of the hub's screenings, with a reason"
        case "administrator":
            return "Administrator: manages accounts, retention and backup; by that role alone reads no case"
        case _:
            assert_never(role)


def account_words(account: AccountInfo, me: str) -> str:
    """All of an account in a sentence or two."""
    you = " This is you." if account.name == me else ""
    state = ACCOUNT_STATES[account.state].capitalize()
    return f"{account.name}: {roles_of(account)}. {state}. Since {say_iso(account.created[:10])}.{you}"


def own_account_words(account: Account) -> str:
    """The name and the roles of the own account."""
    return f"You are {account.name}. Roles: {', '.join(account.roles)}."


def states_words(accounts: Iterable[AccountInfo]) -> str:
    """The number of accounts of each state: "3 active, 1 revoked."."""
    counts = Counter[str](each.state for each in accounts)
    return ", ".join(f"{counts[state]} {state}" for state in ACCOUNT_STATES if counts[state]) + "."


def roles_of(account: AccountInfo) -> str:
    """ "practitioner, lead"."""
    return ", ".join(account.roles) or "no roles"


def can_be_done(account: AccountInfo, me: str) -> list[tuple[str, str]]:
    """The actions that an administrator has for an account, by its state: ids and words. No others are offered."""
    state, is_other = account.state, account.name != me
    actions = (
        ("resume", "Resume: can sign in again", state == "suspended"),
        ("roles", "Change the roles", state in ("active", "suspended")),
        ("suspend", "Suspend: no way in until it is resumed", state == "active" and is_other),
        ("revoke", "Revoke: shut out for good, and new keys for the store", state != "revoked" and is_other),
        ("hand-over", "Hand over the screenings to someone else", True),
        (
            "finish",
            "Finish revoking: change the store's keys, if that is still to be done",
            state == "revoked",
        ),
    )
    return [(action, words) for action, words, is_offered in actions if is_offered]


def may_receive(accounts: Iterable[AccountInfo], name: str) -> list[str]:
    """The accounts that can be given someone's screenings: the other active practitioners."""
    return [
        each.name
        for each in accounts
        if each.name != name and each.state == "active" and "practitioner" in each.roles
    ]


def roles_about(name: str) -> str:
    """What a change of roles means."""
    return f"The roles of {name}. They count at once, also where that person is at work."


REASON = "It is logged, and stays in the log when the screening is gone: name nobody in it."
NOTHING_DUE = "Nothing. Screenings come here when the rules say so, and nowhere else."
NO_DECISION = "Nothing was decided."
NO_REASON = "No reason was given, so nothing was changed."
BY_REFERENCE = "Decide on a screening by its reference: keep, hold or delete"
KEEPING_ACTIONS = (
    ("rules", "Rules of keeping: see them and change them"),
    ("backup", "Back the store up into one encrypted file"),
)
RULES_ABOUT = "A rule deletes nothing. It puts a screening before the lead, who decides."
RULES_FOR = (("drafts", "Drafts that were never completed"), ("completed", "Screenings that were completed"))
AFTER_HINT = "A number and days, weeks, months or years, such as 90 days or 6 years"
FOLLOW_CONFIGURATION = "Follow the configuration of this machine"
DECISIONS = (
    ("keep", "Keep it until a day, then it is looked at again"),
    ("hold", "Put it on hold: nothing deletes it until it is released"),
    ("delete", "Mark it for deletion: deleted after a day, in which you can undo it"),
    ("open", "Read it first: opens it with a reason, which is logged"),
    ("log", "See what the log has of it"),
    ("nothing", "Decide nothing now"),
)
OVER_MARKED = (
    ("nothing", "Leave it marked"),
    ("undo", "Undo: it is back in its owner's list"),
    ("hold", "Undo and put it on hold: nothing deletes it"),
    ("log", "See what the log has of it"),
)


def amounts_words(kept: KeepingView) -> str:
    """The numbers of screenings that are due, on hold and marked, in one sentence."""
    parts = [f"{len(kept.due)} due for a decision", f"{len(kept.holds)} on hold"] if kept.may_decide else []
    return f"{', '.join([*parts, f'{len(kept.deletions)} marked for deletion'])}."


def rules_words(kept: KeepingView) -> str:
    """The rules, and where they come from."""
    where = "set in this store" if kept.set_here else "not changed in this store"
    return f"Rules, {where}. {retention_rules.say(kept.rules).capitalize()}."


def due_words(each: DueReview) -> str:
    """A screening that is due, without its reference and its why."""
    return f"{each.state}, {each.owner}, due since {say_iso(each.since)}"


def standing_words(each: LeadDecision) -> str:
    """What a lead decided on a screening."""
    return "marked for deletion" if each.purge_at else "on hold"


def decision_words(each: LeadDecision) -> str:
    """A screening on hold or marked for deletion, without its reference and its reason."""
    whose = f"{each.state}, {each.owner}"
    if each.purge_at:
        return f"{whose}; marked by {each.by}, deleted from {say_moment(each.purge_at)} on"
    return f"{whose}; held by {each.by} since {say_moment(each.at)}"


def deleted_words(each: Deleted) -> str:
    """A screening that was deleted, without its reference."""
    return f"deleted {say_moment(each.at)}"
