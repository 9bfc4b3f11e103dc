"""Page one of a referral: the result with any immediate danger first, what is asked, what is still to be done."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import no_by_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, Reason
from ce_tui.core.pathway.words import MARK_WORDS, MISSING_ON_PAPER, NO_ADDRESS, rank
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para, Rows
from ce_tui.core.referral.content.wording import NOT_GIVEN, field, names_of, say_provenance
from ce_tui.core.words.outcomes import OUTCOME_WORDS

IMMEDIATE = (
    "Immediate risk: the practitioner says that the child is at immediate risk. In danger now: phone 999."
)
HARM_TODAY = "Harm today: the practitioner saw, or was told of, harm today. In danger now: phone 999."


def result_section(answers: Answers, outcome: Outcome) -> Division:
    """Danger, what the marks indicate, what the practitioner decided. What nobody answered is never said as a No."""
    blocks: list[Block] = []
    risk, harm = _risk(answers), _harm(answers)
    dangers = ((answers.immediate_risk, risk), (answers.harm_today, harm))
    blocks += [Para(words, "danger") for yes, words in dangers if yes]
    if not answers.immediate_risk:  # before the document's heading: that of amber says "no immediate risk"
        blocks.append(Para(risk))
    blocks += [Para(words, "strong") for words in (indicated_words(outcome), *passed_over(outcome)) if words]
    if not answers.harm_today:
        blocks.append(Para(harm))
    blocks.append(Rows("Result and decision", tuple(_rows(answers, outcome))))
    if outcome.missing:
        missing = "; ".join(MISSING_ON_PAPER[name] for name in outcome.missing)
        blocks.append(Para(f"Missing from this screening: {missing}.", "warning"))
    return Division("Result", tuple(blocks), panel="result", tier=outcome.outcome)


def _risk(answers: Answers) -> str:
    if by_file := no_by_file(answers, "immediate_risk"):
        return f"At immediate risk: {by_file}. The practitioner has not answered this."
    return {
        True: IMMEDIATE,
        False: "At immediate risk: no. The practitioner says that they have checked.",
        None: "Whether the child is at immediate risk was not recorded.",
    }[answers.immediate_risk]


def _harm(answers: Answers) -> str:
    if by_file := no_by_file(answers, "harm_today"):
        return f"Harm today: {by_file}. The practitioner has not answered this."
    return {
        True: HARM_TODAY,
        False: "Harm today: no. The practitioner saw none, and was told of none.",
        None: "Whether harm was seen or told of today was not recorded.",
    }[answers.harm_today]


def indicated_words(outcome: Outcome) -> str:
    """The document's words for the result, after the tier's name."""
    return (
        outcome.heading
        if outcome.outcome == "none"
        else f"{OUTCOME_WORDS[outcome.outcome]}: {outcome.heading}"
    )


def passed_over(outcome: Outcome) -> tuple[str, ...]:
    """The tiers that were not asked or not looked at: never passed over in silence."""
    words = []
    if outcome.not_asked:
        words.append(f"{names_of(outcome.not_asked)} not asked (first meeting).")
    if outcome.not_looked_at:
        words.append(f"{names_of(outcome.not_looked_at)} not looked at.")
    return tuple(words)


def decision_words(outcome: Outcome) -> str:
    """What the practitioner decided, and how it stands to the result."""
    decision = outcome.decision
    if not decision:
        return "Not recorded"
    if outcome.harm_today:
        return "Red: harm today counts as a red decision"
    if decision == "unsure":
        return "Unsure which action to take: advice is asked"
    words = "No action beyond this record" if decision == "none" else OUTCOME_WORDS[decision]
    if rank(decision) < rank(outcome.outcome):
        words += ", lower than the result"
    elif rank(decision) > rank(outcome.outcome):
        words += ", higher than the result"
    else:
        words += ", as the result"
    if outcome.immediate_risk and decision != "red":
        words += "; immediate risk cannot be decided down, so the red steps hold"
    return words


def asked_section(outcome: Outcome, pathway: Pathway, answers: Answers) -> Division:
    """What the receiver is asked to do, in the app's own words."""
    locality = pathway.locality(outcome.locality)
    door = locality.front_door or f"children's services in {locality.name}"
    asked = {
        "red": ("An immediate response.", "This also needs to be shared with the police."),
        "amber": ("A consultation about these concerns, and an answer on a referral.",),
        "yellow": ("Support from community-based agencies for the vulnerabilities marked below.",),
        "none": (
            "Nothing is asked: this is a record of what was looked at. It does not say that the child is safe.",
        ),
    }[outcome.acting_on]
    if outcome.decision == "unsure":
        asked = (*asked, "Advice: the practitioner is unsure which action to take.")
    if answers.placed_by.strip():
        asked = (*asked, f"Both councils to know: the child was placed here by {field(answers.placed_by)}.")
    to = () if outcome.acting_on in ("none", "yellow") else (Para(f"Asked of: {door}.", "strong"),)
    return Division("What is asked", (*to, Bullets(tuple(ListItem(words) for words in asked))), panel="asked")


def forms_section(outcome: Outcome) -> Division | None:
    """The area's own forms and portals, which this document does not replace."""
    if not outcome.forms_due:
        return None
    intro = "This document supports a referral. It does not replace the area's own form or portal:"
    return Division("Still to be done", (Para(intro), Bullets(tuple(map(_form, outcome.forms_due)))))


def _form(form: FormDue) -> ListItem:
    where = f"at {form.url}" if form.url else NO_ADDRESS
    return ListItem(f"{form.name} ({where}).", remarks=say_provenance(form.provenance, form.confirm))


def _rows(answers: Answers, outcome: Outcome) -> list[tuple[str, str]]:
    rows = [("The marks indicate", _indicated(outcome))]
    if outcome.because:
        rows.append(("Because of", "; ".join(map(_short, outcome.because))))
    rows.append(("The practitioner decides", decision_words(outcome)))
    reason = answers.decision.reason.strip()
    lower = outcome.decision not in ("", "unsure") and rank(outcome.decision) < rank(outcome.outcome)
    if reason or lower:
        rows.append(("Reason for the decision", field(reason) if reason else NOT_GIVEN))
    known = answers.known_to_practitioner
    rows.append(
        (
            "Has met the child before",
            "Not recorded" if known is None else "Yes" if known else "No: this was a first meeting",
        )
    )
    return rows


def _indicated(outcome: Outcome) -> str:
    words = OUTCOME_WORDS[outcome.outcome]
    if outcome.immediate_risk and not outcome.because:
        words += ", because immediate risk was said; no red factor is marked"
    return words


def _short(reason: Reason) -> str:
    return f"{reason.id} ({MARK_WORDS[reason.mark].lower()})"
