"""Deciding what becomes of a screening, and setting the rules of keeping."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any

from ce_tui.core.pathway.dates import parse_date, say_date
from ce_tui.core.vault import retention_rules
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.words.plain import Choice
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.jobs.recording import ask_reason, ask_when, said_once_done
from ce_tui.session.office import Kept
from ce_tui.session.seat import JobContext
from ce_tui.session.words.log import NO_REFERENCE
from ce_tui.session.words.people import DECISIONS, NO_DECISION, NO_REASON, OVER_MARKED

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
        return await _release(asker, casebook, ref)
    question = f"{ref} is marked for deletion."
    if standing != "marked":
        question = f"What is to become of {ref}?"
        try:
            casebook.keeping.look(ref)
        except VaultError as error:
            return error.words
    offered = OVER_MARKED if standing == "marked" else DECISIONS
    match await asker.choose(question, [Choice(*each) for each in offered]):
        case "undo":
            done = f"{ref} is as it was, in its owner's list."
            return await said_once_done(asker, "Undoing.", lambda: casebook.deleting.undo(ref), done)
        case "keep":
            return await _keep(asker, casebook, ref)
        case "hold":
            return await _with_reason(
                asker,
                f"Why is {ref} put on hold?",
                "Holding it.",
                lambda reason: casebook.keeping.hold(ref, reason),
                f"{ref} is on hold: nothing deletes it until it is released.",
            )
        case "delete":
            return await _delete(asker, casebook, ref)
        case "open" | "log" as place:
            return await elsewhere(place, ref)
    return ""


async def _keep(asker: Asker, casebook: Casebook, ref: str) -> str:
    line = Line("Day, such as 25 11 2030", hint=["Day, month and year, such as 25 11 2030."], longest=40)
    day = await ask_when(
        asker, f"Until which day is {ref} kept?", line, lambda typed: parse_date(typed, "The day")
    )
    if day is None:
        return NO_DECISION
    until = say_date(day)
    return await _with_reason(
        asker,
        f"Why is {ref} kept until {until}?",
        "Keeping it.",
        lambda reason: casebook.keeping.decide(ref, "keep until", reason, day),
        f"{ref} is kept until {until}, and looked at again then.",
    )


async def _delete(asker: Asker, casebook: Casebook, ref: str) -> str:
    """Ask for a reason, then whether a deletion is meant: the act follows a yes, and nothing else."""
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
    done = f"{ref} is marked for deletion. For a day you can undo it here."
    keeping = casebook.keeping
    return await said_once_done(asker, "Marking it.", lambda: keeping.decide(ref, "delete", reason), done)


async def _release(asker: Asker, casebook: Casebook, ref: str) -> str:
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
    return await said_once_done(asker, words, lambda: act(reason), done)


def read_age(typed: str) -> int:
    """The age of a rule, as it was typed; 0, or nothing: no such rule. Raises `Refused`."""
    age = typed.strip() or "0"
    if not (re.fullmatch("[0-9]{1,3}", age) and int(age) <= 120):
        raise Refused("not an age; expected a whole number of years up to 120, such as 25, or nothing")
    return int(age)


def read_after(typed: str) -> str:
    """The length of time of a rule, as it was typed; nothing: no such rule. Raises `Refused`."""
    retention_rules.check_after(typed)
    return typed.strip()


async def set_rules(asker: Asker, station: JobContext, rules: Retention) -> JobResult:
    """Say what the rules come to, and set them in this store."""
    try:
        retention_rules.check(rules)
    except Refused as refused:
        return JobResult(False, refused.words)
    come_to = f"The rules will be: {retention_rules.say(rules)}."
    question = f"{come_to} Nothing is deleted by that: what is due comes before the lead."
    if not await asker.confirm(question, "Set these rules", "Go on changing them"):
        return JobResult(False)
    return await _set_rules(asker, station, rules, "The rules of keeping are set.")


async def follow_configuration(asker: Asker, station: JobContext) -> JobResult:
    """Follow the rules of this machine's configuration, and none of this store's."""
    return await _set_rules(
        asker, station, None, "The rules of keeping are those of this machine's configuration."
    )


async def _set_rules(asker: Asker, station: JobContext, rules: Retention | None, done: str) -> JobResult:
    reviews = station.session.casebook.reviews
    said = await said_once_done(asker, "Setting the rules.", lambda: reviews.set_rules(rules), done)
    return JobResult(bool(said), said)
