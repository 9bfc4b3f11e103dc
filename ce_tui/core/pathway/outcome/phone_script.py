"""The referral to be read on the phone: plain lines under headings, in the order in which a call taker asks."""

from __future__ import annotations

from datetime import date

from ce_tui.core.pathway.answers.danger import no_by_file, on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_date, say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.factor_ids import find
from ce_tui.core.pathway.document.tier_words import asks, tier_title
from ce_tui.core.pathway.outcome.calling import brief
from ce_tui.core.pathway.outcome.contacts import first_to_phone, to_be_shown
from ce_tui.core.pathway.outcome.family import Family, family
from ce_tui.core.pathway.outcome.following import ELSEWHERE
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import CONSENT_WORDS, AlertName, MarkName, ended, joined

NOT_KNOWN = "not filled in"
DANGER = "Danger"
"""The heading under which what is not answered can be answered while one reads."""
_SAY = "Say what you know."

_URGENT: dict[AlertName, str] = {
    "immediate_risk": "the child is at immediate risk",
    "missing_now": "the child is missing now",
    "harm": "harm was seen or told of{on}",
    "under_13": "there are signs of a sexual kind in a child under 13",
}
_FAMILY: dict[Family, list[str]] = {
    "": [],
    "involved": [
        "The family may be involved. I ask for advice before anyone in the family is asked or told."
    ],
    "unanswered": [f"Whether someone in the family may be involved is not answered here. {_SAY}"],
}
_APART: tuple[tuple[MarkName, str], ...] = (
    ("reasonably believe", "I reasonably believe"),
    ("suspected", "I suspect (not confirmed)"),
    ("yes", "Vulnerabilities that I see"),
    ("noted", "Vulnerabilities noted besides"),
)

Part = tuple[str, list[str]]


def read_on_the_phone(answers: Answers, outcome: Outcome, pathway: Pathway, ref: str = "") -> list[Part]:
    """Headings, each with its lines. `outcome` is that of these answers; `ref` the screening's reference."""
    return [
        ("Who to phone", _whom(outcome)),
        ("Say first", _first_said(answers, outcome, pathway, ref)),
        (DANGER, _danger(answers, outcome)),
        ("The child", _child(answers, outcome, pathway)),
        ("What was seen", _narrative(answers, pathway)),
        *_marks(outcome, pathway),
        ("By the pathway", _found(answers, outcome, pathway)),
        ("What I ask", _asked(outcome, pathway)),
        ("Consent", _consent(answers, pathway)),
        (
            "Before you hang up",
            ["Ask for the call taker's name, what happens next, and when. Write it down."],
        ),
        ("Your steps (for you, not to be read out)", _steps(outcome)),
        ("Other numbers", _others(outcome)),
    ]


def _whom(outcome: Outcome) -> list[str]:
    """The numbers to phone first, in order: what is known to be closed comes under the other numbers."""
    first = first_to_phone(outcome.contacts, outcome.age)
    return [brief(contact) for contact in first] or ["No number is known for this area."]


def _others(outcome: Outcome) -> list[str]:
    first = first_to_phone(outcome.contacts, outcome.age)
    said = {contact.id for contact in first}
    others = [each for each in to_be_shown(outcome.contacts, outcome.age) if each.id not in said]
    disputed = [
        f"{each.name}, disputed: {each.disputed}"
        for each in outcome.contacts
        if each.disputed and (each in others or each in first)
    ]
    return [*(brief(contact) for contact in others), *disputed] or ["None."]


def _first_said(answers: Answers, outcome: Outcome, pathway: Pathway, ref: str) -> list[str]:
    """Who phones about whom and why now, in one breath; then where the answer goes."""
    me = answers.practitioner
    who = f"{me.name or '(your name)'}, of {me.organisation or '(your organisation)'}"
    where = _area(answers, pathway)
    lines = [
        f"My name is {who}. I phone about a child who lives in {where}: {_why(answers, outcome, pathway)}."
    ]
    reach = [part for part in (me.phone, me.other, me.email) if part]
    lines.append(f"How to reach me: {', '.join(reach) or NOT_KNOWN}.")
    return [*lines, f"My reference: {ref}."] if ref else lines


def _why(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """Everything that makes it urgent; else the tier that is acted on."""
    alerts = {alert.key for alert in outcome.alerts}
    if urgent := [words for key, words in _URGENT.items() if key in alerts]:
        return joined(urgent).replace("{on}", on_day(answers.harm))
    if outcome.acting_on == "none":
        return "I ask for advice"
    title = pathway.tier(outcome.acting_on).title
    if outcome.acting_on != outcome.marks_indicate:
        return f"I act on {title} of the {pathway.title}"
    return f"the {pathway.title} indicates {title}"


def _danger(answers: Answers, outcome: Outcome) -> list[str]:
    """The alerts, then what was answered of risk and harm. What nobody answered is never a No."""
    lines = [alert.fact for alert in outcome.alerts]
    lines += [] if answers.immediate_risk else [_risk(answers, outcome)]
    return lines + ([] if answers.harm_today else [_harm(answers)])


def _asked(outcome: Outcome, pathway: Pathway) -> list[str]:
    lines = ["I report the child missing."] if _is_missing(outcome) else []
    lines.append(asks(outcome.acting_on, pathway))
    if outcome.decision == "unsure":
        lines.append("I am unsure which action to take, and ask for your advice.")
    return lines + [f"A form of the area is still to be sent: {form.name}." for form in outcome.forms_due]


def _is_missing(outcome: Outcome) -> bool:
    return any(alert.key == "missing_now" for alert in outcome.alerts)


def _risk(answers: Answers, outcome: Outcome) -> str:
    """Where the child was not said to be at immediate risk."""
    if by_file := no_by_file(answers, "immediate_risk"):
        return f"Whether the child is at immediate risk I have not answered. {by_file}. {_SAY}"
    if answers.immediate_risk is None and outcome.acting_on in ("amber", "red"):
        return f"Is the child safe now? {_SAY} (Not answered here.)"
    if answers.immediate_risk is None:
        return f"Whether the child is at immediate risk is not answered here. {_SAY}"
    return "I have checked whether the child is at immediate risk: no."


def _harm(answers: Answers) -> str:
    """Where no harm was said to have been seen or told of."""
    if by_file := no_by_file(answers, "harm_today"):
        return f"Whether harm was seen or told of today I have not answered. {by_file}. {_SAY}"
    if answers.harm_today is None:
        return f"Whether harm was seen or told of today is not answered here. {_SAY}"
    return "I saw no harm today, and was told of none."


def _steps(outcome: Outcome) -> list[str]:
    """The area's steps, each with what is to be confirmed about it."""
    said = []
    for step in outcome.steps:
        text = f"{step.label}: {step.text}" if step.label else step.text
        said.append(" ".join(filter(None, (ended(text), step.now, step.confirm))))
    return said


def _child(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    child = answers.child
    lines = [f"Name: {child.name or NOT_KNOWN}", f"Date of birth: {_born(answers, outcome)}"]
    lines.append(f"Lives in: {_area(answers, pathway)}")
    if answers.placed_by:
        lines.append(f"Placed here by: {answers.placed_by}")
    lines.append(f"Home address: {child.address or NOT_KNOWN}")
    reach = [part for part in (child.phone, child.other, child.email) if part]
    lines.append(f"Contact details: {', '.join(reach) or NOT_KNOWN}")
    return [*lines, _known(answers)]


def _known(answers: Answers) -> str:
    if answers.known_to_practitioner is None:
        return "How well I know the child is not recorded."
    if not answers.known_to_practitioner:
        return "This was my first meeting with the child."
    return {
        "work": "I know the child from working with them.",
        "file": "I know the child from our file or team, not from working with them.",
        "": "I know the child already; how well is not recorded.",
    }[answers.known_from]


def _area(answers: Answers, pathway: Pathway) -> str:
    if answers.locality != ELSEWHERE:
        return pathway.locality(answers.locality).name
    return f"another council's area{f' ({answers.council})' if answers.council else ''}"


def _born(answers: Answers, outcome: Outcome) -> str:
    born = answers.child.date_of_birth
    if not born:
        return NOT_KNOWN
    return say_iso(born) + (f" ({outcome.age} years old)" if outcome.age is not None else "")


def _found(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    title = "nothing marked" if outcome.outcome == "none" else pathway.tier(outcome.outcome).title
    lines = [f"By the {pathway.title}, {pathway.edition}: {title}. Its words: “{outcome.heading}”"]
    lines += tiers_left_out(answers, pathway)
    lines += _decision(answers, outcome, pathway)
    if answers.screened_on:
        lines.append(f"Date of the screening: {say_date(date.fromisoformat(answers.screened_on))}")
    return lines


def _decision(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """What the practitioner decided, where it is not the result itself, and why more is asked for where it is less.

    Harm that was told counts as a decision, but is not called one of theirs.
    """
    decision, red = answers.decision, tier_title("red", pathway)
    lines = []
    if decision.outcome and decision.outcome != outcome.outcome:
        words = {"unsure": "unsure", "none": "no action under this pathway"}.get(decision.outcome)
        reason = f" My reason: {decision.reason}" if decision.reason else ""
        lines.append(f"My decision: {words or pathway.tier(decision.outcome).title}.{reason}")
    if outcome.immediate_risk and is_lower(outcome.outcome, decision.outcome):
        lines.append(f"Immediate risk cannot be decided down, so the steps of {red} hold.")
    elif outcome.harm_today and decision.outcome != "red" and (lines or outcome.outcome != "red"):
        lines.append(f"Harm that was told counts as a decision for {red}.")
    return lines


def _marks(outcome: Outcome, pathway: Pathway) -> list[Part]:
    """What is marked, what is believed apart from what is suspected. The deciding tier's marks come first."""
    marks = (*outcome.because, *outcome.also_marked)
    parts = [
        (heading, [_mark(reason, pathway) for reason in marks if reason.mark == mark])
        for mark, heading in _APART
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def _mark(reason: Reason, pathway: Pathway) -> str:
    known = pathway.factors[reason.id].known_to_authorities
    return f"{reason.id}: {reason.text}{' (likely to be known to the authorities)' if known else ''}"


def _narrative(answers: Answers, pathway: Pathway) -> list[str]:
    """The notes, and below them the words of each factor that they cite and that is not marked.

    What was seen or said of a harm was read out with the danger.
    """
    harm_said = answers.harm_today and answers.harm.words.strip()
    nothing = "Nothing else is written." if harm_said else "Nothing is written."
    lines = [line.strip() for line in answers.notes.split("\n") if line.strip()] or [nothing]
    marked = answers.marks.keys()
    cited = dict.fromkeys(citation.id for citation in find(answers.notes, pathway) if citation.known)
    return lines + [f"{id} means: {pathway.factors[id].text}" for id in cited if id not in marked]


def _consent(answers: Answers, pathway: Pathway) -> list[str]:
    consent = answers.consent
    status = CONSENT_WORDS.get(consent.status, "not recorded").lower()
    lines = [f"Consent: {status}.{f' {consent.reason}' if consent.reason else ''}"]
    for who, told in (("child", consent.child_told), ("family", consent.family_told)):
        if told is not None:
            lines.append(f"The {who} {'was' if told else 'was not'} told what is shared, and why.")
    return [*lines, *_FAMILY[family(answers, pathway)]]
