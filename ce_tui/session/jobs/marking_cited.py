"""What the notes cite and nobody marked is marked, where the practitioner says how (rule 15 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.outcome.indication import is_open, not_looked_at
from ce_tui.core.pathway.words import MARK_WORDS, joined, with_capital
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.changing import change
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.danger import ask_now

_NOT = "unmarked"
_CLOSED = "At a first meeting they cannot be marked. Start asks how well you know the child."


async def mark_cited(asker: Asker, draft: Draft) -> JobResult:
    """Ask of each factor that the notes cite and nobody marked how it is to be marked, and mark it.

    Each is marked as it is answered; who goes back comes to the one before, from the
    first one out of them; who cancels one is asked of no more. Then what the marks make matter is asked.
    Not done: nothing was marked.
    """
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    factors = [draft.pathway.factors[id] for id in draft.outcome.cited_unmarked]
    open_ones = [each for each in factors if _is_open(draft, each)]
    if factors and not open_ones:
        return JobResult(False, _CLOSED)
    before, unseen = draft.answers, not_looked_at(draft.answers, draft.pathway)
    at = 0
    while 0 <= at < len(open_ones):
        chosen = await _chosen(asker, draft, open_ones[at])
        if not chosen and not asker.left:
            break
        _take(draft, open_ones[at], chosen)
        at += -1 if not chosen and asker.left == "back" else 1
    marked = [factor.id for factor in open_ones if factor.id in draft.answers.marks]
    if not marked:
        return JobResult(False)
    await ask_now(asker, draft, before)
    tiers = [tier for tier in unseen if tier in {draft.pathway.tier_of[id] for id in marked}]
    look = f" Not looked at besides: {tier_titles(tiers, draft.pathway)}." if tiers else ""
    return JobResult(True, f"Marked: {joined(marked)}.{look}")


async def _chosen(asker: Asker, draft: Draft, factor: Factor) -> str:
    """How it is to be marked; where one comes back to it, as it is marked now is proposed. Empty: it was left."""
    choices = [Choice(mark, with_capital(MARK_WORDS[mark])) for mark in factor.marks]
    words = f"Your notes cite {factor.id}, which is not marked: {factor.text}. How is it to be marked?"
    safe = draft.answers.marks.get(factor.id, _NOT)
    return await asker.choose(words, [*choices, Choice(_NOT, "Leave it unmarked")], safe=safe)


def _take(draft: Draft, factor: Factor, chosen: str) -> None:
    """Mark it, or take back how it was marked before one came back to it."""
    if chosen == _NOT and factor.id in draft.answers.marks:
        change(draft, lambda answers: changes.clear(answers, draft.pathway, factor.id))
    elif chosen in factor.marks:
        mark = next(each for each in factor.marks if each == chosen)
        change(draft, lambda answers: changes.mark(answers, draft.pathway, factor.id, mark))


def _is_open(draft: Draft, factor: Factor) -> bool:
    return is_open(draft.pathway.tier(draft.pathway.tier_of[factor.id]), draft.answers)
