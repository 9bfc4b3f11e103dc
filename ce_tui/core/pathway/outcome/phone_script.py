"""The referral to be read on the phone: plain lines under headings, in the order in which a call taker asks."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import (
    DANGER_NOW,
    IMMEDIATE_RISK,
    OF_DANGER,
    QUESTIONS,
    SAY,
    WITH_CONSENT,
    harm_kept,
    is_open,
    not_checked,
    on_day,
)
from ce_tui.core.pathway.answers.screening import (
    Answers,
    Child,
    ContactFamily,
    Grown,
    HowKnown,
    Practitioner,
    grown,
    how_known,
)
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import (
    NOT_SAFE,
    NOTHING_MARKED,
    Pathway,
    decision_in_sentence,
    find,
    tier_title,
)
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.outcome.asks import AGAIN, BEFORE_THE_FAMILY, asked_on_the_phone
from ce_tui.core.pathway.outcome.comparison import Comparison, compared_said
from ce_tui.core.pathway.outcome.following import (
    calls_that_lead,
    cautions,
    is_support_alone,
    set_aside_words,
    worried_words,
)
from ce_tui.core.pathway.outcome.indication import before_words, cause, denied_words, family, is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason, gravest_first
from ce_tui.core.pathway.outcome.status_words import (
    answered_no,
    cites_graver,
    danger_questions,
    so_far_words,
    tiers_beside,
)
from ce_tui.core.pathway.outcome.whom_to_phone import asked_for, contact_line, first_to_phone, to_be_shown
from ce_tui.core.pathway.words import (
    CONTACT_FAMILY,
    GRAVEST_FIRST,
    MARKS,
    consent_status,
    ended,
    grade,
    joined,
    with_small,
)

_INVOLVED = "The family may be involved."
_TOLD_ALREADY = "The family was told already. Someone in it may be involved."
_UNASKED = f"Whether someone in the family may be involved was not asked here. {SAY}"
_UNKNOWN = "I do not know whether someone in the family may be involved."
_CONTACT: dict[ContactFamily, str] = {
    "": f"{SAY} (Not answered here.)",
    "yes": "Yes.",
    "no": "No.",
    "not known": "I do not know.",
}


def consent_said(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """What is said of consent, and of the family: what is known, what advice is asked, if contact is safe."""
    consent = answers.consent
    lines = [f"Consent: {with_small(consent_status(consent.status, consent.reason))}."]
    lines += [f"The reason: {ended(consent.reason)}"] if consent.reason else []
    told_already = consent.family_told and family(answers, pathway) == "involved"
    family_told = None if told_already else consent.family_told
    for who, told in (("child", consent.child_told), ("family", family_told)):
        if told is not None:
            lines.append(f"The {who} {'was' if told else 'was not'} told what is shared, and why.")
    lines.append(_of_the_family(answers, pathway))
    ask = AGAIN if consent.family_told else BEFORE_THE_FAMILY  # before the family hears of it, or hears more
    if cause(answers, pathway) and ask not in asked_on_the_phone(answers, outcome, pathway):
        lines[-1] = f"{lines[-1]} {ask}"
    return [*lines, f"{CONTACT_FAMILY} {_CONTACT[answers.contact_family]}"]


def _of_the_family(answers: Answers, pathway: Pathway) -> str:
    if (state := family(answers, pathway)) == "involved":
        involved = _TOLD_ALREADY if answers.consent.family_told else _INVOLVED
        before = before_words(answers, pathway)
        return f"{involved.removesuffix('.')}{before}. {SAY}" if before else involved
    if given := not_checked(answers, WITH_CONSENT):
        return f"{given} {SAY}"
    if not is_open(answers, "family_involved"):
        return " ".join(filter(None, (QUESTIONS["family_involved"].spoken_no, denied_words(answers))))
    if answers.family_not_known:
        return _UNKNOWN
    return QUESTIONS["family_involved"].spoken_open if state == "unanswered" else _UNASKED


NOT_KNOWN = "not filled in"
WHO_TO_PHONE, SAY_FIRST = "Who to phone", "Say first"
"""The headings of the numbers to phone first, and of how one begins then."""
DANGER, CONSENT = "Danger", "Consent"
"""The headings under which what is not answered can be answered while one reads."""
BEFORE_YOU_HANG_UP = "Before you hang up"
"""The heading below which what the call taker says can be written down."""
_CONFIRM_TOO = "Confirm this step too."

NOBODY_NOW = "Nobody needs to be phoned about this support now."
_SAFE = f"Is the child safe now? {SAY} (Not answered here.)"
_GROWN: dict[Grown, list[str]] = {
    "": [],
    "nearly": ["Nearly 18: Adult Social Care may be told too."],
    "adult": ["18 or over: adult services are to be told too."],
}
_KNOWN: dict[HowKnown, str] = {
    "not recorded": "How well I know the child is not recorded.",
    "first meeting": "This was my first meeting with the child.",
    "work": "I know the child from working with them.",
    "file": "I know the child from our file or team, not from working with them.",
    "unsaid": "I know the child already; how well is not recorded.",
}

Part = tuple[str, list[str]]


def read_on_the_phone(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    ref: str = "",
    comparison: Comparison | None = None,
) -> list[Part]:
    """The whole script: headings, each with its lines.

    `outcome` is that of these answers; `ref` the screening's reference; `comparison` is with the screening before, if
    there is one. If support is all that is asked for, its steps lead.
    """
    steps, can_wait = ("Your steps (for you, not to be read out)", _steps(outcome)), is_support_alone(outcome)
    # What is known to be closed comes under the other numbers.
    first = [] if can_wait else first_to_phone(outcome.contacts, outcome.age)
    whom = [contact_line(each, asked_for(each, outcome)) for each in first] or [
        "No number is known for this area."
    ]
    others = [contact_line(each) for each in to_be_shown(outcome.contacts, outcome.age) if each not in first]
    return [
        *([steps] if can_wait else []),
        (WHO_TO_PHONE, [worried_words(outcome)] if can_wait else whom),
        (SAY_FIRST, _first_said(answers, outcome, pathway, ref)),
        (DANGER, _danger_said(answers, outcome, pathway)),
        ("The child", _child(answers, outcome, pathway)),
        ("What was seen", _narrative(answers, pathway)),
        *_marks(outcome, pathway),
        *([("Since my screening before", compared_said(comparison, pathway))] if comparison else []),
        ("By the pathway", _found(answers, outcome, pathway)),
        ("What I ask", asked_on_the_phone(answers, outcome, pathway)),
        (CONSENT, consent_said(answers, outcome, pathway)),
        (
            BEFORE_YOU_HANG_UP,
            ["Ask for the call taker's name, what happens next, and when. Write it down."],
        ),
        *([] if can_wait else [steps]),
        ("Other numbers", others or ["None."]),
    ]


def _first_said(answers: Answers, outcome: Outcome, pathway: Pathway, ref: str) -> list[str]:
    """Who phones about whom and why now, in one breath; then where the answer goes."""
    me = answers.practitioner
    who = f"{me.name or '(your name)'}, of {me.organisation or '(your organisation)'}"
    whom = "a young adult" if grown(outcome.age) == "adult" else "a child"
    where, why = _area(answers, pathway), _why(answers, outcome, pathway)
    return [
        f"My name is {who}. I phone about {whom} who lives in {where}: {why}.",
        f"How to reach me: {_reach(me)}.",
        *([f"My reference: {ref}."] if ref else []),
    ]


def _reach(whom: Child | Practitioner) -> str:
    return ", ".join(filter(None, (whom.phone, whom.other, whom.email))) or NOT_KNOWN


def _why(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """Everything that makes it urgent; else the tier that is acted on, and what outranks it and was set aside."""
    if urgent := [alert.kind.phone_now.spoken for alert in outcome.alerts if alert.kind.phone_now]:
        return joined(urgent).replace("{on}", on_day(answers.harm))
    aside = set_aside_words(outcome.set_aside_marks, outcome.acting_on, pathway)
    advice = f"I ask for advice{f' on {aside}' if aside else ''}"
    if outcome.grade.is_nothing:
        return advice
    title = pathway.tier(outcome.acting_on).title
    by_marks = outcome.acting_on == outcome.marks_indicate
    so_far = " so far" if so_far_words(answers, outcome, pathway) else ""
    by_the_tool = f"the {pathway.title} indicates {title}{so_far}"
    why = by_the_tool if by_marks else f"I act on {title} of the {pathway.title}"
    return f"{why}, and {advice}" if aside else why


def _steps(outcome: Outcome) -> list[str]:
    """The area's steps, each with what is to be confirmed about it: in full where it first stands.

    After the calls that they begin with stands what is not to be done yet, as far as no step says it.
    """
    lines, said = [], set()
    for step in outcome.steps:
        confirm = _CONFIRM_TOO if step.confirm in said else step.confirm
        said |= {step.confirm} - {""}
        lines.append(" ".join(filter(None, (ended(step.labelled), step.now, confirm))))
    first = max(calls_that_lead(outcome.steps), 1)  # a first call may be without a number
    return [*lines[:first], *cautions(outcome), *lines[first:]]


def _danger_said(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The alerts, what nobody answered, then what was answered No, each of risk, harm and what else matters here.

    Whoever takes the call asks first whether a child is safe that is missing or in danger. Only after three Noes is it
    said that nobody needs to be phoned, where support is all that is asked for and the notes cite nothing graver.
    """
    names = danger_questions(answers, pathway)
    lines = [alert.fact for alert in outcome.alerts]
    urgent = outcome.grade.is_referred or any(alert.is_reported for alert in outcome.alerts)
    lines += [
        _SAFE if urgent and name == IMMEDIATE_RISK else QUESTIONS[name].spoken_open
        for name in names
        if getattr(answers, name) is None
    ]
    if given := not_checked(answers, OF_DANGER):
        lines.append(f"{given} {SAY}")
    noes = [name for name in names if getattr(answers, name) is False and not is_open(answers, name)]
    lines += [QUESTIONS[name].spoken_no for name in noes]
    if kept := harm_kept(answers):
        return [*lines, kept]
    calm = is_support_alone(outcome) and not cites_graver(outcome, pathway)
    return [*lines, NOBODY_NOW] if calm and all(answered_no(answers, name) for name in DANGER_NOW) else lines


def _child(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    child = answers.child
    aged = f" ({outcome.age} years old)" if child.date_of_birth and outcome.age is not None else ""
    return [
        f"Name: {child.name or NOT_KNOWN}",
        f"Date of birth: {say_iso(child.date_of_birth) or NOT_KNOWN}{aged}",
        f"Lives in: {_area(answers, pathway)}",
        *([f"Placed here by: {answers.placed_by}"] if answers.placed_by else []),
        f"Home address: {child.address or NOT_KNOWN}",
        f"Contact details: {_reach(child)}",
        *_GROWN[grown(outcome.age)],
        _KNOWN[how_known(answers)],
    ]


def _area(answers: Answers, pathway: Pathway) -> str:
    if answers.locality != ELSEWHERE:
        return pathway.locality(answers.locality).name
    council = answers.council.strip()
    return f"another council's area{f' ({council})' if council else ''}"


def _found(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    on = answers.screened_on
    return [
        *_why_more(answers, outcome, pathway),
        _by_the_marks(answers, outcome, pathway),
        *tiers_beside(answers, outcome, pathway),
        *_decision(answers, outcome, pathway),
        *([f"Date of the screening: {say_iso(on)}"] if on else []),
    ]


def _decision(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """What the practitioner decided, where it is not the result itself, and why more is asked for where it is less.

    Harm that was told counts as a decision, but is not called one of theirs.
    """
    decision = answers.decision
    if not decision.outcome or decision.outcome == outcome.outcome:
        return []
    said = [f"My decision: {decision_in_sentence(decision.outcome, pathway)}."]
    said += [f"My reason: {ended(decision.reason)}"] if decision.reason else []
    # Why red holds though less was decided, where it was not said before the marks.
    if is_lower(outcome.outcome, decision.outcome) and outcome.acting_on == outcome.marks_indicate:
        red = tier_title("red", pathway)
        if outcome.immediate_risk:
            said.append(f"Immediate risk cannot be decided down, so the steps of {red} hold.")
        elif outcome.harm_today:
            said.append(f"Harm that was told counts as {red}.")
    return [" ".join(said)]


def _why_more(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """Why more is acted on than the marks indicate, where that is no decision of mine, which is said below."""
    if outcome.grade.is_nothing or outcome.acting_on == outcome.marks_indicate:
        return []
    causes = ["the child is at immediate risk"] if outcome.immediate_risk else []
    causes += [f"harm was seen or told of{on_day(answers.harm)}"] if outcome.harm_today else []
    title = pathway.tier(outcome.acting_on).title
    return [f"I act on {title}, because {joined(causes)}."] if causes else []


def _by_the_marks(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """What the marks indicate; in the document's words only where they hold: amber's say "no immediate risk", red's
    deny nothing.
    """
    marks = outcome.marks_indicate
    if nothing := grade(marks).is_nothing:
        title = f"{with_small(NOTHING_MARKED)}, {NOT_SAFE}"
    else:
        title = pathway.tier(marks).title
    said = " ".join(filter(None, (title, so_far_words(answers, outcome, pathway)))).removesuffix(".")
    told = f"By the marks, in the {pathway.title}, {pathway.edition}: {said}."
    holds = not nothing and marks == outcome.acting_on and (grade(marks).is_red or outcome.heading_holds)
    return f"{told} Its words: “{pathway.heading(marks)}”" if holds else told


def _marks(outcome: Outcome, pathway: Pathway) -> list[Part]:
    """What is marked, what is believed apart from what is suspected. The deciding tier's marks come first.

    What a first meeting set aside stands last: it counts for nothing, and is told all the same.
    """
    marks = (*outcome.because, *outcome.also_marked)
    parts = [
        (MARKS[mark].phone_heading, [_mark(reason, pathway) for reason in marks if reason.mark == mark])
        for mark in GRAVEST_FIRST
    ]
    aside = gravest_first(outcome.set_aside_marks, pathway)
    lines = [f"{ended(_mark(reason, pathway))} {MARKS[reason.mark].phone_set_aside}" for reason in aside]
    parts.append(("Marked earlier, set aside at a first meeting", lines))
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
    cited = dict.fromkeys(citation.id for citation in find(answers.notes, pathway) if citation.known)
    return lines + [
        f"{each} means: {pathway.factors[each].text}" for each in cited if each not in answers.marks
    ]
