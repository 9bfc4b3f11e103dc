"""Deciding what becomes of a screening, and setting the rules of keeping."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

from ce_tui.core.pathway.dates import parse_date, say_date
from ce_tui.core.vault import retention_rules
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.words.plain import Choice
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.jobs.recording import ask_reason, ask_when, was_done
from ce_tui.session.office import Kept
from ce_tui.session.seat import JobContext
from ce_tui.session.words.log import NO_REFERENCE
from ce_tui.session.words.people import (
    DECISIONS,
    NO_DECISION,
    NO_REASON,
    OVER_MARKED,
)

Elsewhere = Callable[[str, str], Coroutine[Any, Any, str]]
"""Goes to a screening ("open") or to what the log has of it ("log"), by its reference. What is left to say."""


async def decide_by_reference(asker: Asker, station: JobContext, kept: Kept, elsewhere: Elsewhere) -> str:
    """Ask which screening, and decide on it: also one that is not due. What is left to say."""
    typed = await asker.text("Which screening? Type its reference.", Line("Reference", longest=40))
    if typed is None:
        return ""
    ref = read_reference(typed)
    return await decide_on(asker, station, kept, ref, elsewhere) if ref else NO_REFERENCE


async def decide_on(asker: Asker, station: JobContext, kept: Kept, ref: str, elsewhere: Elsewhere) -> str:
    """Decide on a screening as its standing allows. What is left to say."""
    casebook, standing = station.session.casebook, kept.standing(ref)
    if standing == "deleted":
        return await elsewhere("log", ref)
    if not kept.may_decide:
        return "Only a lead decides on a screening."
    if standing == "on hold":
        return await _release(asker, station, ref)
    is_marked = standing == "marked"
    try:
        if not is_marked:
            casebook.keeping.look(ref)
    except VaultError as error:
        return error.words
    question = f"{ref} is marked for deletion." if is_marked else f"What is to become of {ref}?"
    offered = OVER_MARKED if is_marked else DECISIONS
    match await asker.choose(question, [Choice(*each) for each in offered]):
        case "undo":
            done = await was_done(asker, "Undoing.", lambda: casebook.deleting.undo(ref))
            return f"{ref} is as it was, in its owner's list." if done else ""
        case "keep":
            return await _keep(asker, station, ref)
        case "hold":
            return await _hold(asker, station, ref)
        case "delete":
            return await _delete(asker, station, ref)
        case "open" | "log" as place:
            return await elsewhere(place, ref)
    return ""


async def _keep(asker: Asker, station: JobContext, ref: str) -> str:
    line = Line("Day, such as 25 11 2030", hint=["Day, month and year, such as 25 11 2030."], longest=40)
    day = await ask_when(
        asker, f"Until which day is {ref} kept?", line, lambda typed: parse_date(typed, "The day")
    )
    if day is None:
        return NO_DECISION
    casebook, until = station.session.casebook, say_date(day)
    return await _with_reason(
        asker,
        f"Why is {ref} kept until {until}?",
        "Keeping it.",
        lambda reason: casebook.keeping.decide(ref, "keep until", reason, day),
        f"{ref} is kept until {until}, and looked at again then.",
    )


async def _hold(asker: Asker, station: JobContext, ref: str) -> str:
    casebook = station.session.casebook
    return await _with_reason(
        asker,
        f"Why is {ref} put on hold?",
        "Holding it.",
        lambda reason: casebook.keeping.hold(ref, reason),
        f"{ref} is on hold: nothing deletes it until it is released.",
    )


async def _delete(asker: Asker, station: JobContext, ref: str) -> str:
    """Ask for a reason, then whether a deletion is meant: the act follows a yes, and nothing else."""
    casebook = station.session.casebook
    reason = await ask_reason(asker, f"Why is {ref} deleted?")
    if not reason:
        return NO_REASON
    question = (
        f"Mark {ref} for deletion? It leaves its owner's list at once. After a day it is deleted from this store "
        "with its notes, revisions and kept referrals, and nobody can bring it back. Until then you can undo it "
        "here. Copies that left the store, referrals and backups, are not reached."
    )
    if not await asker.confirm(question, "Mark it for deletion", "Keep it"):
        return NO_DECISION
    done = await was_done(asker, "Marking it.", lambda: casebook.keeping.decide(ref, "delete", reason))
    return f"{ref} is marked for deletion. For a day you can undo it here." if done else ""


async def _release(asker: Asker, station: JobContext, ref: str) -> str:
    casebook = station.session.casebook
    question = f"Release {ref}? The rules of keeping count for it again. Nothing is deleted by that."
    if not await asker.confirm(question, "Release it", "Leave it on hold"):
        return ""
    return await _with_reason(
        asker,
        f"Why is {ref} released?",
        "Releasing it.",
        lambda reason: casebook.keeping.release(ref, reason),
        f"{ref} is not on hold any more.",
    )


async def _with_reason(
    asker: Asker, question: str, words: str, act: Callable[[str], object], done: str
) -> str:
    """Ask for a reason, and act. What is left to say: `done`, or that nothing was changed."""
    reason = await ask_reason(asker, question)
    if not reason:
        return NO_REASON
    return done if await was_done(asker, words, lambda: act(reason)) else ""


_AGE = re.compile("[0-9]{1,3}")
_OLDEST = 120  # years


def read_age(typed: str) -> int:
    """The age of a rule, as it was typed; 0, or nothing: no such rule. Raises `Refused`."""
    age = typed.strip() or "0"
    if not (_AGE.fullmatch(age) and int(age) <= _OLDEST):
        raise Refused("not an age; expected a whole number of years up to 120, such as 25, or nothing")
    return int(age)


def read_after(typed: str) -> str:
    """The length of time of a rule, as it was typed; nothing: no such rule. Raises `Refused`."""
    retention_rules.check_after(typed)
    return typed.strip()


async def set_rules(asker: Asker, station: JobContext, rules: Retention) -> JobResult:
    """Say what the rules come to, and set them in this store."""
    casebook = station.session.casebook
    try:
        retention_rules.check(rules)
    except Refused as refused:
        return JobResult(False, refused.words)
    come_to = f"The rules will be: {retention_rules.say(rules)}."
    question = f"{come_to} Nothing is deleted by that: what is due comes before the lead."
    if not await asker.confirm(question, "Set these rules", "Go on changing them"):
        return JobResult(False)
    done = await was_done(asker, "Setting the rules.", lambda: casebook.reviews.set_rules(rules))
    return JobResult(done, "The rules of keeping are set." if done else "")


async def follow_configuration(asker: Asker, station: JobContext) -> JobResult:
    """Follow the rules of this machine's configuration, and none of this store's."""
    casebook = station.session.casebook
    done = await was_done(asker, "Setting the rules.", lambda: casebook.reviews.set_rules(None))
    return JobResult(done, "The rules of keeping are those of this machine's configuration." if done else "")
