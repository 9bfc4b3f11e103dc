"""Changing accounts, passphrases, the recovery code, the hub's name and how long a terminal waits to lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ce_tui.core.pathway.words import Choice, joined
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.keys.passphrases import RecoveryCode, check_name
from ce_tui.session.asker import Asker, JobResult, Progress
from ce_tui.session.gate import KEPT
from ce_tui.session.jobs.recording import given, said_once_done, was_done
from ce_tui.session.terminal_state import IdleWatch, JobContext
from ce_tui.session.words.gate import MAKING_KEYS
from ce_tui.session.words.people import (
    CODE_REPLACED,
    KEYS_CHANGED,
    KEYS_LATER,
    LEFT,
    OWN_CHANGED,
    SEEN_QUESTION,
    may_receive,
)
from ce_tui.settings.preferences import Preference, lock_time

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.people import Revoking, StoreAccounts
    from ce_tui.session.session import Session


NO_ROLE = "Mark at least one role: without one the account could do nothing."


async def add_account(
    asker: Asker, station: JobContext, name: str, roles: Sequence[str], passphrase: str
) -> JobResult:
    """Add a further account, and tell it, to be passed on with its passphrase."""
    people, name = station.session.casebook.people, check_name(name)
    if not await was_done(asker, MAKING_KEYS, lambda: people.add_account(name, passphrase, roles)):
        return JobResult(False)
    await asker.tell(f"The account {name} is added. Roles: {', '.join(roles)}.")
    return JobResult(True)


async def change_roles(asker: Asker, station: JobContext, name: str, roles: Sequence[str]) -> JobResult:
    """Give an account exactly these roles."""
    if not roles:
        return JobResult(False, NO_ROLE)
    people, now = station.session.casebook.people, f"The roles of {name} are now: {', '.join(roles)}."
    said = await said_once_done(asker, "Changing the roles.", lambda: people.change_roles(name, roles), now)
    return JobResult(bool(said), said)


Result = TypeVar("Result")
LEAVE_IT = "Leave it as it is"


async def change_account(asker: Asker, station: JobContext, action: str, name: str) -> str:
    """Do one of the things that `can_be_done` offers, but for the roles. What is left to say.

    Who is suspended is shut out until they are resumed. Of revoking all is told.
    """
    people, revoking = station.session.casebook.people, station.session.casebook.revoking
    if action == "hand-over":
        return await _hand_over(asker, people, name)
    if action == "revoke":
        return await _revoke(asker, revoking, name)
    if action == "finish":
        return await _step_by_step(
            asker,
            "Finishing what was begun.",
            lambda progress: revoking.finish(progress=progress),
            lambda changed: (
                KEYS_CHANGED if changed else "The keys were changed already: there is nothing left to do."
            ),
        )
    if action == "suspend":
        question = (
            f"Suspend {name}? They cannot sign in or unlock from now on, until you resume the account. If they are at "
            "work now, what they typed is kept and they are signed out. Nothing of theirs is deleted or moved."
        )
        yes, doing, act = "Suspend the account", "Suspending.", people.suspend
        done = f"{name} is suspended and cannot sign in or unlock until you resume the account."
    elif action == "resume":
        question = f"Resume {name}? They can sign in again, with the passphrase that they had."
        yes, doing, act = "Resume the account", "Resuming.", people.resume
        done = f"{name} can sign in again."
    else:
        raise KeyError(action)
    if not await asker.confirm(question, yes, LEAVE_IT):
        return ""
    return await said_once_done(asker, doing, lambda: act(name), done)


async def _revoke(asker: Asker, revoking: Revoking, name: str) -> str:
    """Shut an account out for good, and give the store new keys, step by step. All of it is told."""
    question = (
        f"Revoke {name}? This cannot be taken back: they are shut out at once and for good. Then the store gets new "
        "keys. For that everybody else who is signed in is asked to save and sign out, and can sign in again a moment "
        "later. Their screenings stay. Backups that were made before still open with their passphrase."
    )
    if not await asker.confirm(question, "Revoke the account for good", LEAVE_IT):
        return ""
    return await _step_by_step(
        asker,
        f"Revoking {name}.",
        lambda progress: revoking.revoke(name, progress=progress),
        lambda _: f"{name} is revoked and shut out for good, and the store has new keys. {LEFT}",
    )


async def _step_by_step(
    asker: Asker, doing: str, job: Callable[[Progress], Result], came_of_it: Callable[[Result], str]
) -> str:
    """Do a long job, and tell what came of it, or why it was refused. Nothing is left to say."""
    try:
        told = came_of_it(await asker.steps(doing, job))
    except VaultError as error:
        told = error.words
    await asker.tell(told)
    return ""


async def _hand_over(asker: Asker, people: StoreAccounts, name: str) -> str:
    """Give all of someone's screenings to someone else. What is left to say."""
    accounts = await given(asker, "Reading the accounts.", people.accounts)
    if accounts is None:
        return ""
    others = may_receive(accounts, name)
    if not others:
        await asker.tell(
            "There is nobody to hand them over to: it takes another active account with the role practitioner."
        )
        return ""
    question = (
        f"Who gets the screenings of {name}? They will own them and can read and change them; it is logged."
    )
    to = await asker.choose(question, [Choice(other, other) for other in others])
    if not to or not await asker.confirm(
        f"All of {name}'s screenings, drafts and completed ones, become {to}'s. {name} no longer sees them.",
        f"Hand them over to {to}",
        "Leave them where they are",
    ):
        return ""
    match await given(asker, "Handing over.", lambda: people.hand_over(name, to)):
        case None:
            return ""
        case 0:
            return f"{name} has no screenings: nothing was handed over."
        case 1:
            return f"One screening of {name} now belongs to {to}."
        case count:
            return f"{count} screenings of {name} now belong to {to}."


async def name_hub(asker: Asker, station: JobContext, name: str, area: str) -> JobResult:
    """Keep the hub's name and usual area. Both may be empty."""
    people = station.session.casebook.people
    said = await said_once_done(asker, "Keeping it.", lambda: people.set_hub(name.strip(), area), KEPT)
    return JobResult(bool(said), said)


def with_other_keys(casebook: Casebook, changed: str, *, whoever: bool = False) -> str:
    """Give the store other keys, if that can be done now. What was `changed`, and what came of the keys, in words.

    `whoever`: not an administrator alone, because others may know an old passphrase.
    """
    try:
        done = casebook.revoking.when_alone(whoever=whoever)
    except VaultError as error:
        return f"{changed} {KEYS_LATER} {error.words}"
    return f"{changed} {KEYS_CHANGED if done else KEYS_LATER}"


def old_passphrase(typed: str) -> str:
    """The passphrase that one has now, as it was typed. Raises `Refused` if nothing was."""
    if not typed:
        raise Refused("Type the passphrase that you have now")
    return typed


async def change_passphrase(asker: Asker, station: JobContext, old: str, new: str) -> JobResult:
    """Change the passphrase of the own account. It is told.

    The store gets other keys as soon as that can be.
    """
    casebook = station.session.casebook
    seen = await asker.confirm(
        SEEN_QUESTION,
        "Yes, or I am not sure: other keys now, if nobody else is in",
        "No: other keys when an administrator is in and nobody else",
    )
    try:
        await asker.wait(MAKING_KEYS, lambda: casebook.access.change_passphrase(old, new, seen=seen))
    except VaultError as error:
        return JobResult(False, error.words)
    words = await asker.wait(MAKING_KEYS, lambda: with_other_keys(casebook, OWN_CHANGED, whoever=seen))
    await asker.tell(words)
    return JobResult(True)


def choose_lock_time(station: JobContext, watch: IdleWatch, value: str) -> str:
    """Lock after another time from now on, kept for the account. What is left to say: that it could not be kept.

    `value`: minutes, `NEVER`, or empty for what the deployment says. `watch`: this terminal's.
    """
    deployed = station.config.lock
    watch.times = deployed.for_account(value)
    try:
        lock_time(deployed).keep(station.session.casebook, value)
    except VaultError as error:
        return f"It holds until you sign out, but is not kept: {error.words}"
    return ""


def keep_for_next_time(session: Session, preference: Preference, value: str) -> str:
    """Keep a preference that holds from the next sign-in on. What is left to say: that it could not be kept."""
    try:
        preference.keep(session.casebook, value)
    except VaultError as error:
        return f"Not kept for the next time: {error.words}"
    return ""


async def wants_new_code(asker: Asker, station: JobContext, known_before: Sequence[str]) -> bool:
    """Whether a new recovery code is wanted now: asked if somebody has just lost the administrator's role.

    `known_before`: who might have known the code before that.
    """
    casebook = station.session.casebook
    known_to = [each for each in casebook.access.code_known_to if each not in known_before]
    if not known_to or not casebook.has_role("administrator"):
        return False
    is_none = "is no administrator" if len(known_to) == 1 else "are no administrators"
    return await asker.confirm(
        f"{joined(known_to)} {is_none} any more, and may know the recovery code. It opens the store until another "
        "takes its place. Make a new one now?",
        "Make a new recovery code now",
        "Later: it is said at each sign-in of an administrator until it is done",
    )


async def make_code(asker: Asker, station: JobContext) -> RecoveryCode | None:
    """A code to take the old one's place once it is confirmed. None: refused, which has been told."""
    return await given(asker, "Making the code.", station.session.casebook.access.new_recovery_code)


async def replace_code(asker: Asker, station: JobContext, code: RecoveryCode) -> JobResult:
    """Put a confirmed code in the old one's place. It is told.

    The store gets other keys, if it can be.
    """
    casebook = station.session.casebook
    if not await was_done(asker, "Replacing the code.", lambda: casebook.access.confirm_recovery_code(code)):
        return JobResult(False)
    await asker.tell(await asker.wait(MAKING_KEYS, lambda: with_other_keys(casebook, CODE_REPLACED)))
    return JobResult(True)
