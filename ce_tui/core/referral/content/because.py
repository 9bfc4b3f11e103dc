"""Page one: why the tier that is acted on is acted on, and the marks that stand beside it, in words."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.words import ended
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para
from ce_tui.core.referral.content.wording import field
from ce_tui.core.words.factors import GRAVEST_FIRST, marked_words
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
    if outcome.acting_on == outcome.marks_indicate:
        return Division("Because of", (_in_words(top, outcome),)) if top else None
    blocks: list[Block] = [Bullets(tuple(ListItem(cause) for cause in _causes(answers, outcome)))]
    if top:
        blocks += [Para("Marked besides:"), _in_words(top, outcome)]
    return Division("Because of", tuple(blocks))


def _causes(answers: Answers, outcome: Outcome) -> list[str]:
    """What makes more of it than the marks do."""
    causes = ["Immediate risk, which the practitioner said."] if outcome.immediate_risk else []
    if outcome.harm_today:
        causes.append(f"Harm told{on_day(answers.harm)}.")
    if not causes:
        reason = in_short(field(answers.decision.reason), _REASON) if answers.decision.reason.strip() else ""
        causes.append(f"The practitioner's decision{f': “{reason}”' if reason else ended('')}")
    return causes


def _in_words(marked: list[Reason], outcome: Outcome) -> Bullets:
    ranked = sorted(marked, key=lambda reason: GRAVEST_FIRST.index(reason.mark))
    alerts = len(outcome.alerts)
    room = _BESIDE_MANY_ALERTS if alerts >= _MANY else _BESIDE_ALERTS if alerts >= _SOME else _ON_PAGE_ONE
    entries = [ListItem(each.text, label=f"{each.id}, {marked_words(each.mark)}") for each in ranked[:room]]
    if left := ranked[room:]:
        ids = ", ".join(each.id for each in left)
        entries.append(ListItem(f"And {len(left)} more, further down: {ids}."))
    return Bullets(tuple(entries))
