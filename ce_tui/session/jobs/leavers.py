"""Accounts that are shut out, let in again or leave: suspended, resumed, revoked, their screenings handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, Progress
from ce_tui.session.jobs.doing import given, was_done
from ce_tui.session.station import Station
from ce_tui.session.words.people import (
    KEYS_CHANGED,
    NOBODY,
    NOTHING_LEFT,
    hand_over_question,
    handed_over,
    may_receive,
    resume_question,
    resumed,
    revoke_question,
    revoked,
    suspend_question,
    suspended,
    who_gets_them,
)

Result = TypeVar("Result")
LEAVE_IT = "Leave it as it is"


async def suspend(asker: Asker, station: Station, name: str) -> str:
    """Shut an account out until it is resumed. What is left to say."""
    casebook = station.session.casebook
    if not await asker.confirm(suspend_question(name), "Suspend the account", LEAVE_IT):
        return ""
    done = await was_done(asker, "Suspending.", lambda: casebook.people.suspend(name))
    return suspended(name) if done else ""


async def resume(asker: Asker, station: Station, name: str) -> str:
    """Let a suspended account in again. What is left to say."""
    casebook = station.session.casebook
    if not await asker.confirm(resume_question(name), "Resume the account", LEAVE_IT):
        return ""
    done = await was_done(asker, "Resuming.", lambda: casebook.people.resume(name))
    return resumed(name) if done else ""


async def revoke(asker: Asker, station: Station, name: str) -> str:
    """Shut an account out for good, and give the store new keys, step by step. All of it is told."""
    casebook = station.session.casebook
    if not await asker.confirm(revoke_question(name), "Revoke the account for good", LEAVE_IT):
        return ""
    return await _step_by_step(
        asker,
        f"Revoking {name}.",
        lambda progress: casebook.revoking.revoke(name, progress=progress),
        lambda _: revoked(name),
    )


async def finish_revoking(asker: Asker, station: Station, _name: str) -> str:
    """Change the store's keys where that is still due. All of it is told."""
    casebook = station.session.casebook
    return await _step_by_step(
        asker,
        "Finishing what was begun.",
        lambda progress: casebook.revoking.finish(progress=progress),
        lambda changed: KEYS_CHANGED if changed else NOTHING_LEFT,
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


async def hand_over(asker: Asker, station: Station, name: str) -> str:
    """Give all of someone's screenings to someone else. What is left to say."""
    casebook = station.session.casebook
    accounts = await given(asker, "Reading the accounts.", casebook.people.accounts)
    if accounts is None:
        return ""
    others = may_receive(accounts, name)
    if not others:
        await asker.tell(NOBODY)
        return ""
    to = await asker.choose(who_gets_them(name), [Choice(other, other) for other in others])
    if not to or not await asker.confirm(
        hand_over_question(name, to), f"Hand them over to {to}", "Leave them where they are"
    ):
        return ""
    count = await given(asker, "Handing over.", lambda: casebook.people.hand_over(name, to))
    return handed_over(count, name, to) if count is not None else ""


_JOBS = {
    "suspend": suspend,
    "resume": resume,
    "revoke": revoke,
    "finish": finish_revoking,
    "hand-over": hand_over,
}


async def change_account(asker: Asker, station: Station, action: str, name: str) -> str:
    """Do one of the things that `can_be_done` offers, but for the roles. What is left to say."""
    return await _JOBS[action](asker, station, name)
