"""Page one of a referral: the result with any danger first, what is asked, which form of the area follows."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import no_by_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import asked, tier_title, tier_titles
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, Reason
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import MISSING_ON_PAPER, rank
from ce_tui.core.referral.content.evidence import not_known_to_be_looked_at
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para, Rows
from ce_tui.core.referral.content.wording import NOT_GIVEN, field
from ce_tui.core.words.factors import APART, GRAVEST_FIRST
from ce_tui.core.words.outcomes import aside_words, marks_alone

_ON_PAGE_ONE = 6
_BESIDE_MANY_ALERTS = 4  # so that the narrative, too, begins on the first page
_MANY = 3
_DECISION = "the practitioner's decision"


def result_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """The alerts, the tier that is acted on, what was decided. What nobody answered is never said as a No."""
    blocks: list[Block] = [Para(alert.fact, "danger") for alert in outcome.alerts]
    if not answers.immediate_risk:  # before the document's heading: that of amber says "no immediate risk"
        blocks.append(Para(_risk(answers)))
    leading = (verdict(outcome, pathway), *tiers_left_out(answers, pathway), *not_recorded(answers, pathway))
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


def verdict(outcome: Outcome, pathway: Pathway) -> str:
    """The tier that is acted on, in capitals; why, where no alert above says it; and what the marks alone indicate."""
    if outcome.acting_on == "none":
        return outcome.heading
    title = pathway.tier(outcome.acting_on).title.upper()
    if outcome.acting_on == outcome.marks_indicate:
        return f"{title}: {pathway.heading(outcome.acting_on)}"
    danger = outcome.immediate_risk or outcome.harm_today
    return f"{title}{'' if danger else f': {_DECISION}'}. {marks_alone(outcome, pathway)}"


def not_recorded(answers: Answers, pathway: Pathway) -> list[str]:
    """Of which tiers without a mark nobody recorded whether they were looked at, in a sentence."""
    unknown = not_known_to_be_looked_at(answers, pathway)
    were = "were" if len(unknown) > 1 else "was"
    return [f"Whether {tier_titles(unknown, pathway)} {were} looked at is not recorded."] if unknown else []


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


def decision_words(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """What the practitioner decided, and how it stands to the result. Harm that was told counts as a red decision."""
    decision, red = answers.decision.outcome, tier_title("red", pathway)
    if not decision:
        return (
            f"{red}: harm that was told counts as such a decision" if outcome.harm_today else "Not recorded"
        )
    told = f"; harm that was told counts as a decision for {red}" if outcome.harm_today else ""
    if decision == "unsure":
        return f"Unsure which action to take{told or ': advice is asked'}"
    words = "No action beyond this record" if decision == "none" else tier_title(decision, pathway)
    if rank(decision) < rank(outcome.outcome):
        words += ", lower than the result"
    elif rank(decision) > rank(outcome.outcome):
        words += ", higher than the result"
    else:
        words += ", as the result"
    if decision == "red":
        return words
    if outcome.immediate_risk:
        return f"{words}; immediate risk cannot be decided down, so the steps of {red} hold"
    return f"{words}{told}"


def asked_section(outcome: Outcome, pathway: Pathway, answers: Answers) -> Division:
    """What the receiver is asked to do, in the app's own words: those that the edition has for the tier."""
    locality = pathway.locality(outcome.locality)
    door = locality.service or f"children's services in {locality.name}"
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
    rows = [("Decision", decision_words(answers, outcome, pathway))]
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


def deciding_section(outcome: Outcome) -> Division | None:
    """The factors that decide, in the document's words: who reads the first page alone looks up no ID."""
    if not outcome.because:
        return None
    ranked = sorted(outcome.because, key=lambda reason: GRAVEST_FIRST.index(reason.mark))
    room = _BESIDE_MANY_ALERTS if len(outcome.alerts) >= _MANY else _ON_PAGE_ONE
    entries = [ListItem(each.text, label=f"{each.id}, {_marked(each)}") for each in ranked[:room]]
    if left := ranked[room:]:
        ids = ", ".join(each.id for each in left)
        entries.append(ListItem(f"And {len(left)} more, further down: {ids}."))
    return Division("Because of", (Bullets(tuple(entries)),))


def _marked(reason: Reason) -> str:
    return {mark: words.lower() for mark, words in APART}[reason.mark]
