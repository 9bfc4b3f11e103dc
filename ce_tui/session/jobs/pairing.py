"""Saying of a listed screening whether it is of the same child as the open one, and taking that back (rule 18).

Nothing changes in either of them: so it works where the open one is completed, or only shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.vault.errors import ReadOnly, ReasonNeeded, VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.carrying import carry_family
from ce_tui.session.jobs.doing import ask_reason
from ce_tui.session.words.keeping import NO_REASON
from ce_tui.session.words.known import KnownRow, said_now, taken_back_now

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildrenFound
    from ce_tui.session.draft import Draft

OPEN = Choice("open", "Open it")
SAME = Choice("same", "It is the same child")
NOT_SAME = Choice("not same", "It is not the same child")
TAKE_BACK = "take back"
FOLLOWS = (
    "Both stay as they are. From now on they stand together, and the later one is compared with the completed one "
    "before, where one practitioner made both."
)
FAMILY_CARRIED = "It said that someone in the family may be involved: Start asks that anew."
FAMILY_STAYS = (
    "What came along from a screening before stays: the child's details, and that someone in the family may be "
    "involved. Look at both anew."
)
_WHY = "This is about a colleague's screening. Why do you say that?"
_WHY_BACK = "This is about a colleague's screening. Why do you take it back?"
_IN_PLACE = "It can be taken back in the same place."


class AboutKnown(NamedTuple):
    """What came of asking about a listed screening: `opens`: it is to be opened; `done`: something was said of it.

    `words`: what is left to say. None of it: that was cancelled.
    """

    words: str = ""
    opens: bool = False
    done: bool = False


async def about(asker: Asker, draft: Draft, found: ChildrenFound, row: KnownRow) -> AboutKnown:
    """Ask what to do with a listed screening, and do it, but for opening it."""
    question = ". ".join(filter(None, row))
    chosen = await asker.choose(f"{question}.", _choices(found, row.ref))
    if chosen not in ACTS:
        return AboutKnown(opens=chosen == OPEN.id)
    result = await ACTS[chosen](asker, draft, row.ref)
    return AboutKnown(result.words, done=result.done)


def _choices(found: ChildrenFound, ref: str) -> list[Choice]:
    """What can be done with it: what was said of it already is only taken back."""
    said = next((each for each in found.said if each.screening.ref == ref), None)
    if said is None:
        return [OPEN, SAME, NOT_SAME]
    if not said.by:  # it is taken back where it was said
        return [OPEN]
    again = "it stands by itself again" if said.same else "it may be asked about again"
    return [OPEN, Choice(TAKE_BACK, f"Take that back: {again}")]


async def say_same(asker: Asker, draft: Draft, other: str) -> JobResult:
    """Say that another screening is of the same child: what follows is said first, and asked."""
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    ref = draft.screening.ref
    question = f"{FOLLOWS} Are {ref} and {other} of the same child?"
    if not await asker.confirm(question, "Yes, they are of the same child"):
        return JobResult(False)
    return await _say(asker, draft, other, same=True)


async def say_not_same(asker: Asker, draft: Draft, other: str) -> JobResult:
    """Say that another screening is not of the same child."""
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    return await _say(asker, draft, other, same=False)


async def _say(asker: Asker, draft: Draft, other: str, *, same: bool) -> JobResult:
    ref, pairings = draft.screening.ref, draft.casebook.pairings
    words = f"{said_now(ref, other, same=same)} {_IN_PLACE}"
    result = await _settled(
        asker, draft, _WHY, lambda reason: pairings.say(ref, other, same=same, reason=reason), words
    )
    if result.done and carry_family(draft):
        return result._replace(words=f"{result.words} {FAMILY_CARRIED}")
    return _with_what_stays(draft, result)


def _with_what_stays(draft: Draft, result: JobResult) -> JobResult:
    """That what came along of the family stays, where the two are of one child no more."""
    is_there = draft.answers.family_before and draft.before.screened is None
    return result._replace(words=f"{result.words} {FAMILY_STAYS}") if result.done and is_there else result


async def take_back(asker: Asker, draft: Draft, other: str) -> JobResult:
    """Take back what was said of another screening."""
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    ref, pairings = draft.screening.ref, draft.casebook.pairings
    words = taken_back_now(ref, other)
    result = await _settled(
        asker, draft, _WHY_BACK, lambda reason: pairings.take_back(ref, other, reason), words
    )
    return _with_what_stays(draft, result)


ACTS = {SAME.id: say_same, NOT_SAME.id: say_not_same, TAKE_BACK: take_back}
"""What is done for each choice but opening, of the open draft and the reference of another."""


async def _settled(asker: Asker, draft: Draft, why: str, act: Callable[[str], None], words: str) -> JobResult:
    """Do it, of a lead with a reason; the screening before may be another then. Not done: `words` say why."""
    if not draft.flush():  # what is said holds of the names as they are typed
        return JobResult(False, draft.trouble)
    try:
        if not await _was_given_a_reason(asker, why, words, act):
            return JobResult(False, NO_REASON)
    except VaultError as error:
        return JobResult(False, error.words)
    draft.before.forget()
    return JobResult(True, words)


async def _was_given_a_reason(asker: Asker, why: str, about: str, act: Callable[[str], None]) -> bool:
    """Do it, and ask for the reason where one is needed. False: none was given. Raises VaultError."""
    try:
        act("")
    except ReasonNeeded:
        reason = await ask_reason(asker, why, about)
        if reason:
            act(reason)
        return bool(reason)
    return True
