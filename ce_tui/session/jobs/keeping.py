"""What is to become of a screening: kept until a day, put on hold, released, marked for deletion, brought back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from ce_tui.core.pathway.dates import DateInvalid, parse_date, say_date
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, Line
from ce_tui.session.jobs.doing import ask_reason, was_done
from ce_tui.session.kept import Kept
from ce_tui.session.station import Station
from ce_tui.session.words.keeping import (
    DECISIONS,
    NO_DECISION,
    NO_REASON,
    ONLY_A_LEAD,
    OVER_MARKED,
    delete_question,
    release_question,
)
from ce_tui.session.words.log import NO_REFERENCE

Elsewhere = Callable[[str, str], Coroutine[Any, Any, str]]
"""Goes to a screening ("open") or to what the log has of it ("log"), by its reference. What is left to say."""


async def decide_by_reference(asker: Asker, station: Station, kept: Kept, elsewhere: Elsewhere) -> str:
    """Ask which screening, and decide on it: also one that is not due. What is left to say."""
    typed = await asker.text("Which screening? Type its reference.", Line("Reference", longest=40))
    if typed is None:
        return ""
    ref = read_reference(typed)
    return await decide_on(asker, station, kept, ref, elsewhere) if ref else NO_REFERENCE


async def decide_on(asker: Asker, station: Station, kept: Kept, ref: str, elsewhere: Elsewhere) -> str:
    """What can be decided about a screening follows from how it stands. What is left to say."""
    standing = kept.standing(ref)
    if standing == "deleted":
        return await elsewhere("log", ref)
    if not kept.may_decide:
        return ONLY_A_LEAD
    if standing == "marked":
        return await _on_marked(asker, station, ref, elsewhere)
    if standing == "on hold":
        return await _release(asker, station, ref)
    return await _on_kept(asker, station, ref, elsewhere)


async def _on_kept(asker: Asker, station: Station, ref: str, elsewhere: Elsewhere) -> str:
    try:
        station.session.casebook.keeping.look(ref)
    except VaultError as error:
        return error.words
    chosen = await asker.choose(f"What is to become of {ref}?", _choices(DECISIONS))
    if chosen == "keep":
        return await _keep(asker, station, ref)
    if chosen == "hold":
        return await _hold(asker, station, ref)
    if chosen == "delete":
        return await _delete(asker, station, ref)
    return await elsewhere(chosen, ref) if chosen in ("open", "log") else ""


async def _on_marked(asker: Asker, station: Station, ref: str, elsewhere: Elsewhere) -> str:
    chosen = await asker.choose(f"{ref} is marked for deletion.", _choices(OVER_MARKED))
    if chosen == "undo":
        casebook = station.session.casebook
        done = await was_done(asker, "Undoing.", lambda: casebook.deleting.undo(ref))
        return f"{ref} is as it was, in its owner's list." if done else ""
    if chosen == "hold":
        return await _hold(asker, station, ref)
    return await elsewhere(chosen, ref) if chosen == "log" else ""


def _choices(offered: tuple[tuple[str, str], ...]) -> list[Choice]:
    return [Choice(id, words) for id, words in offered]


async def _keep(asker: Asker, station: Station, ref: str) -> str:
    day = await _day(asker, ref)
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


async def _day(asker: Asker, ref: str) -> date | None:
    """A day, asked until it is one; None: cancelled."""
    line = Line("Day, such as 25 11 2030", hint=["Day, month and year, such as 25 11 2030."], longest=40)
    while True:
        given = await asker.text(f"Until which day is {ref} kept?", line)
        if given is None:
            return None
        try:
            return parse_date(given, "The day")
        except DateInvalid as invalid:
            line = line.mended(given, invalid.words)


async def _hold(asker: Asker, station: Station, ref: str) -> str:
    casebook = station.session.casebook
    return await _with_reason(
        asker,
        f"Why is {ref} put on hold?",
        "Holding it.",
        lambda reason: casebook.keeping.hold(ref, reason),
        f"{ref} is on hold: nothing deletes it until it is released.",
    )


async def _delete(asker: Asker, station: Station, ref: str) -> str:
    """Ask why, then whether it is meant: the act itself follows a yes, and nothing else."""
    casebook = station.session.casebook
    reason = await ask_reason(asker, f"Why is {ref} deleted?")
    if not reason:
        return NO_REASON
    if not await asker.confirm(delete_question(ref), "Mark it for deletion", "Keep it"):
        return NO_DECISION
    done = await was_done(asker, "Marking it.", lambda: casebook.keeping.decide(ref, "delete", reason))
    return f"{ref} is marked for deletion. For a day you can undo it here." if done else ""


async def _release(asker: Asker, station: Station, ref: str) -> str:
    casebook = station.session.casebook
    if not await asker.confirm(release_question(ref), "Release it", "Leave it on hold"):
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
    """Ask why, and do it. What is left to say: `done`, or that nothing was changed."""
    reason = await ask_reason(asker, question)
    if not reason:
        return NO_REASON
    return done if await was_done(asker, words, lambda: act(reason)) else ""
