"""Page one: why the tier that is acted on is acted on, and the marks that stand beside it, in words."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.gravest import gravest_first
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.young import sexual_signs
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field
from ce_tui.core.words.factors import marked_words
from ce_tui.core.words.short import in_short

_ON_PAGE_ONE = 6
_BESIDE_ALERTS = 4  # so that the narrative, too, begins on the first page
_BESIDE_MANY_ALERTS = 2
_SOME, _MANY = 3, 5
_REASON = 160  # characters: the whole stands above, with the decision


def deciding_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division | None:
    """What decides: the factors of the deciding tier in the document's words, for who reads the first page alone looks
    up no ID; where something else decides, that, and then what is marked besides.
    """
    marked = [*outcome.because, *outcome.also_marked]
    top = [each for each in marked if pathway.tier_of[each.id] == outcome.marks_indicate]
    said = [ListItem(danger)] if (danger := _danger(answers, outcome)) else []
    by_marks = outcome.acting_on == outcome.marks_indicate
    if not by_marks and not said:
        said = [ListItem(_decision(answers))]
    signs = [each for each in marked if each.id in _signs(answers, outcome, pathway) and each not in top]
    marks = _in_words(gravest_first(top, pathway), signs, outcome) if top else []
    if by_marks:
        return Division("Because of", (Bullets((*said, *marks)),)) if said or marks else None
    besides: tuple[Block, ...] = (Para("Marked besides:"), Bullets(tuple(marks))) if marks else ()
    return Division("Because of", (Bullets(tuple(said)), *besides))


def _danger(answers: Answers, outcome: Outcome) -> str:
    """What was said of danger, whatever is marked; empty: nothing."""
    causes = ["immediate risk, as the practitioner said"] if outcome.immediate_risk else []
    causes += [f"harm told{on_day(answers.harm)}"] if outcome.harm_today else []
    return f"{with_capital('; '.join(causes))}." if causes else ""


def _decision(answers: Answers) -> str:
    reason = in_short(field(answers.decision.reason), _REASON) if answers.decision.reason.strip() else ""
    return f"The practitioner's decision{f': “{reason}”' if reason else ended('')}"


def _signs(answers: Answers, outcome: Outcome, pathway: Pathway) -> frozenset[str]:
    """Of which factors the alert on a child under 13 speaks: it says no sign itself."""
    said = any(alert.key == "under_13" for alert in outcome.alerts)
    return sexual_signs(answers, pathway) if said else frozenset()


def _in_words(top: list[Reason], signs: list[Reason], outcome: Outcome) -> list[ListItem]:
    """As many of the deciding tier as there is room for, and below them the signs of a lower that an alert needs."""
    alerts = len(outcome.alerts)
    room = _BESIDE_MANY_ALERTS if alerts >= _MANY else _BESIDE_ALERTS if alerts >= _SOME else _ON_PAGE_ONE
    room = max(1, room - len(signs))
    said = [*top[:room], *signs]
    entries = [ListItem(each.text, label=f"{each.id}, {marked_words(each.mark)}") for each in said]
    if left := top[room:]:
        ids = ", ".join(each.id for each in left)
        entries.append(ListItem(f"And {len(left)} more, further down: {ids}."))
    return entries
