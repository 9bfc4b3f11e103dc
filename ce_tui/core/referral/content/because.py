"""Page one: why the tier that is acted on is acted on, and the marks that stand beside it, in words."""

from __future__ import annotations

from math import inf

from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import family_factors, is_from_before
from ce_tui.core.pathway.outcome.gravest import gravest_first
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.young import sexual_signs
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.referral.content.page_room import height
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field
from ce_tui.core.words.factors import marked_words
from ce_tui.core.words.short import in_short

MANY_ALERTS = 5
_REASON = 160  # characters: the whole stands above, with the decision


def deciding_section(
    answers: Answers, outcome: Outcome, pathway: Pathway, room: float = inf
) -> Division | None:
    """What decides: the factors of the deciding tier in the document's words, for who reads the first page alone looks
    up no ID; where something else decides, that, and then what is marked besides.

    First stand those that an alert rests on, whatever their tier, and always in words. Of the others there are as many
    as fit into `room`, in points of height; where that is not all, it is said above them.
    """
    by_marks = outcome.acting_on == outcome.marks_indicate
    close = len(outcome.alerts) >= MANY_ALERTS
    said = [ListItem(danger)] if (danger := _danger(answers, outcome)) else []
    if not by_marks and not said:
        said = [ListItem(_decision(answers))]
    if by_marks and close:
        said = []  # the alerts say it
    marks = _in_order(answers, outcome, pathway)
    if not said and not marks:
        return None
    fewest = max(1, sum(each.id in _rest_on(answers, outcome, pathway) for each in marks))
    counts = range(len(marks), min(fewest, len(marks)) - 1, -1)
    sections = [replace(_section(said, marks, shown, by_marks), close=close) for shown in counts]
    return next((section for section in sections if height(section) <= room), sections[-1])


def _section(said: list[ListItem], marks: list[Reason], shown: int, by_marks: bool) -> Division:
    """The causes and this many of the marks, below how many there are besides."""
    entries = tuple(
        ListItem(each.text, label=f"{each.id}, {marked_words(each.mark)}") for each in marks[:shown]
    )
    more = _more(marks, shown)
    if by_marks:
        lead = (Para(more, "lead"),) if more else ()
        return Division("Because of", (*lead, Bullets((*said, *entries))))
    besides = (Para(" ".join(filter(None, ("Marked besides:", more))), "lead"), Bullets(entries))
    return Division("Because of", (Bullets(tuple(said)), *(besides if marks else ())))


def _more(marks: list[Reason], shown: int) -> str:
    """How many have words here, and which others there are; empty where all of them have."""
    left = ", ".join(each.id for each in marks[shown:])
    return f"{shown} of {len(marks)} factors in words; the others further down: {left}." if left else ""


def _in_order(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[Reason]:
    """Those on which an alert rests, then the others of the deciding tier; each the gravest first."""
    resting = _rest_on(answers, outcome, pathway)
    marked = gravest_first([*outcome.because, *outcome.also_marked], pathway)
    first = [each for each in marked if each.id in resting]
    top = [each for each in marked if pathway.tier_of[each.id] == outcome.marks_indicate]
    return [*first, *(each for each in top if each not in first)]


def _danger(answers: Answers, outcome: Outcome) -> str:
    """What was said of danger, whatever is marked; empty: nothing."""
    causes = ["immediate risk, as the practitioner said"] if outcome.immediate_risk else []
    causes += [f"harm told{on_day(answers.harm)}"] if outcome.harm_today else []
    return f"{with_capital('; '.join(causes))}." if causes else ""


def _decision(answers: Answers) -> str:
    reason = in_short(field(answers.decision.reason), _REASON) if answers.decision.reason.strip() else ""
    return f"The practitioner's decision{f': “{reason}”' if reason else ended('')}"


def _rest_on(answers: Answers, outcome: Outcome, pathway: Pathway) -> frozenset[str]:
    """The factors without whose marks an alert would not stand: it names none of them itself."""
    said = {alert.key for alert in outcome.alerts}
    found = set(sexual_signs(answers, pathway)) if "under_13" in said else set()
    if "family_involved" in said and not (answers.family_involved or is_from_before(answers)):
        found |= family_factors(pathway)
    keys = {
        key
        for notice in pathway.notices
        if notice.alert in said - {"under_13", "family_involved"}
        for key in notice.when.any_marked
    }
    return frozenset(found | {id for id, factor in pathway.factors.items() if factor.key in keys})
