"""Page one of a referral: the result with any danger first, what is asked, which form of the area follows."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import no_by_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import asked, tier_title
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, Reason
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import MISSING_ON_PAPER, rank
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para, Rows
from ce_tui.core.referral.content.wording import NOT_GIVEN, field
from ce_tui.core.words.factors import APART, GRAVEST_FIRST
from ce_tui.core.words.outcomes import aside_words, result_words

_ON_PAGE_ONE = 6
_DECISION = "the practitioner's decision"


def result_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """The alerts, the tier that is acted on, what was decided. What nobody answered is never said as a No."""
    blocks: list[Block] = [Para(alert.fact, "danger") for alert in outcome.alerts]
    if not answers.immediate_risk:  # before the document's heading: that of amber says "no immediate risk"
        blocks.append(Para(_risk(answers)))
    leading = (result_words(outcome, answers, pathway, _DECISION), *tiers_left_out(answers, pathway))
    blocks += [Para(words, "strong") for words in leading]
    if outcome.set_aside:
        blocks.append(Para(aside_words(outcome), "strong"))
    if outcome.cited_unmarked:
        blocks.append(Para(f"Cited in the narrative and not marked: {', '.join(outcome.cited_unmarked)}."))
    if not answers.harm_today:
        blocks.append(Para(_harm(answers)))
    blocks.append(Rows("Result and decision", tuple(_rows(answers, outcome, pathway))))
    if outcome.missing:
        missing = "; ".join(MISSING_ON_PAPER[name] for name in outcome.missing)
        blocks.append(Para(f"Missing from this screening: {missing}.", "warning"))
    return Division("Result", tuple(blocks), panel="result", tier=outcome.acting_on)


def _risk(answers: Answers) -> str:
    if by_file := no_by_file(answers, "immediate_risk"):
        return f"At immediate risk: {by_file}. The practitioner has not answered this."
    if answers.immediate_risk is None:
        return "Whether the child is at immediate risk was not recorded."
    return "At immediate risk: no. The practitioner says that they have checked."


def _harm(answers: Answers) -> str:
    if by_file := no_by_file(answers, "harm_today"):
        return f"Harm today: {by_file}. The practitioner has not answered this."
    if answers.harm_today is None:
        return "Whether harm was seen or told of today was not recorded."
    return "Harm today: no. The practitioner saw none, and was told of none."


def decision_words(outcome: Outcome, pathway: Pathway) -> str:
    """What the practitioner decided, and how it stands to the result."""
    decision = outcome.decision
    if not decision:
        return "Not recorded"
    if outcome.harm_today:
        return f"{tier_title('red', pathway)}: harm that was told counts as such a decision"
    if decision == "unsure":
        return "Unsure which action to take: advice is asked"
    words = "No action beyond this record" if decision == "none" else tier_title(decision, pathway)
    if rank(decision) < rank(outcome.outcome):
        words += ", lower than the result"
    elif rank(decision) > rank(outcome.outcome):
        words += ", higher than the result"
    else:
        words += ", as the result"
    if outcome.immediate_risk and decision != "red":
        words += f"; immediate risk cannot be decided down, so the steps of {tier_title('red', pathway)} hold"
    return words


def asked_section(outcome: Outcome, pathway: Pathway, answers: Answers) -> Division:
    """What the receiver is asked to do, in the app's own words: those that the edition has for the tier."""
    locality = pathway.locality(outcome.locality)
    door = locality.front_door or f"children's services in {locality.name}"
    said = list(asked(outcome.acting_on, pathway))
    if outcome.decision == "unsure":
        said.append("Advice: the practitioner is unsure which action to take.")
    said += [_form(form) for form in outcome.forms_due]
    if answers.placed_by.strip():
        said.append(f"Both councils to know: the child was placed here by {field(answers.placed_by)}.")
    to = () if outcome.acting_on in ("none", "yellow") else (Para(f"Asked of: {door}.", "strong"),)
    return Division("What is asked", (*to, Bullets(tuple(ListItem(words) for words in said))), panel="asked")


def _form(form: FormDue) -> str:
    """That one of the area's own forms follows, and where it stands: this document does not replace it."""
    where = f" ({form.url})" if form.url else ""
    return f"The area's own form is still to be sent, and this does not replace it: {form.name}{where}."


def _rows(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[tuple[str, str]]:
    rows = [("The marks indicate", _indicated(outcome, pathway))]
    rows.append(("Decision", decision_words(outcome, pathway)))
    reason = answers.decision.reason.strip()
    lower = outcome.decision not in ("", "unsure") and rank(outcome.decision) < rank(outcome.outcome)
    if reason or lower:
        rows.append(("Reason for the decision", field(reason) if reason else NOT_GIVEN))
    rows.append(("Child known", _known(answers)))
    return rows


def _known(answers: Answers) -> str:
    if answers.known_to_practitioner is None:
        return "Not recorded"
    if not answers.known_to_practitioner:
        return "No: this was a first meeting"
    return {
        "work": "Yes, from working with them",
        "file": "Yes, from a file or the team, not from working with them",
        "": "Yes; how well is not recorded",
    }[answers.known_from]


def _indicated(outcome: Outcome, pathway: Pathway) -> str:
    """By the marks alone: danger that was said stands above."""
    return tier_title(outcome.marks_indicate, pathway)


def deciding_section(outcome: Outcome) -> Division | None:
    """The factors that decide, in the document's words: who reads the first page alone looks up no ID."""
    if not outcome.because:
        return None
    ranked = sorted(outcome.because, key=lambda reason: GRAVEST_FIRST.index(reason.mark))
    entries = [ListItem(each.text, label=f"{each.id}, {_marked(each)}") for each in ranked[:_ON_PAGE_ONE]]
    if left := ranked[_ON_PAGE_ONE:]:
        ids = ", ".join(each.id for each in left)
        entries.append(ListItem(f"And {len(left)} more, further down: {ids}."))
    return Division("Because of", (Bullets(tuple(entries)),))


def _marked(reason: Reason) -> str:
    return {mark: words.lower() for mark, words in APART}[reason.mark]
