"""The questions of each section: their words, the ways to answer them, and whose words they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import harm_kept, no_by_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Practitioner
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway, in_sentence, tier_titles
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.outcome.indication import (
    Family,
    can_decide_on_less,
    family,
    family_caution,
    indicated,
    is_tier_open,
)
from ce_tui.core.pathway.outcome.indication import is_asked as is_family_asked
from ce_tui.core.pathway.outcome.status_words import is_under_13_asked
from ce_tui.core.pathway.words import (
    CONSENT_REASON_WORDS,
    CONSENT_WORDS,
    CONTACT_FAMILY,
    MARK_WORDS,
    NO_ACTION,
    NOT_KNOWN,
    Choice,
    grade,
)

Kind = Literal["choice", "yes-no", "text", "multiline", "date"]
Group = Literal["", "yours", "child", "consent"]
Source = Literal["document", "own"]


YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
OR_NOT_KNOWN = (*YES_NO, Choice(NOT_KNOWN, "Do not know"))


class Question(msgspec.Struct, frozen=True):
    """One question. `label` is as printed if `source` is the document; `group` parts the details.

    The id of an option is the value to record.
    """

    id: str
    label: str
    kind: Kind
    options: tuple[Choice, ...] = ()
    hint: str = ""
    source: Source = "own"
    group: Group = ""
    heading: str = ""  # printed above this question: "Contact details:"


DETAIL_FIELDS = (
    *(f"practitioner.{name}" for name in Practitioner.__struct_fields__),
    *(f"child.{name}" for name in Child.__struct_fields__),
)
OF_MARK = "marks."  # before a factor's ID: the id of the question that marks it


_QUIET: dict[Family, str] = {
    "involved": "Someone in the family may be involved, so the exception may apply. {caution} The result says whom to "
    "phone first.",
    "unanswered": "{caution} Start asks who may be involved.",
    "given": "{caution} Start asks who may be involved.",
}
_CONTACT_HINT = "Whoever gets the referral sees your answer. Yes lifts no caution about the family."


def questions(section: str, answers: Answers, pathway: Pathway) -> list[Question]:
    """The questions of a section, in order; a closed tier has none. Raises KeyError for an unknown section."""
    if section == "start":
        return _start(answers, pathway)
    if section == "notes":
        title, hint = pathway.details.notes_title, pathway.details.notes_hint
        return [Question("notes", title, "multiline", hint=hint, source="document")]
    if section == "result":
        return _decision(answers, pathway)
    if section == "details":
        return _details(pathway) + _consent(answers, pathway)
    if section == "review":
        return []
    return _tier(section, answers, pathway)


def question(question_id: str, answers: Answers, pathway: Pathway) -> Question:
    """The question of that id, as it is asked now. Raises KeyError if it is not asked."""
    section = section_of(question_id, pathway)
    return {each.id: each for each in questions(section, answers, pathway)}[question_id]


def section_of(question_id: str, pathway: Pathway) -> str:
    """The section that asks a question."""
    group, _, name = question_id.partition(".")
    if group == "marks":
        return pathway.tier_of[name]
    if group in ("consent", "contact_family", "practitioner", "child"):
        return "details"
    return {"notes": "notes", "decision": "result"}.get(group, "start")


def _start(answers: Answers, pathway: Pathway) -> list[Question]:
    """Danger first, then where the child lives, then how well the child is known (rules 2, 3 and 13 of the design)."""
    # rule 3: the test is to know the child from working with them; what a file says without saying how is kept
    ways = [
        Choice("work", "Yes, from working with them"),
        Choice("file", "Yes, from our file or team"),
        Choice("no", "No"),
    ]
    if answers.known_to_practitioner and not answers.known_from:
        ways.append(Choice("yes", "Yes; how well is not recorded"))
    areas = tuple(Choice(locality.id, locality.name) for locality in pathway.localities)
    return [
        *_danger(answers, pathway),
        Question("locality", "Where does the child live?", "choice", areas, _WHOSE_STEPS_HINT),
        *([_COUNCIL] if answers.locality == ELSEWHERE else []),
        Question(
            "placed_by",
            "Which council placed the child here, if another one did?",
            "text",
            hint="Leave blank if none did.",
        ),
        Question(
            "known_to_practitioner",
            "Do you know this child already, from working with them?",
            "choice",
            options=tuple(ways),
            hint=_needs_knowledge(pathway),
        ),
        *([_UNDER_13] if is_under_13_asked(answers, pathway) else []),
        Question("screened_on", "Date of the screening", "date", hint=_DAY_HINT),
    ]


_DAY_HINT = "For example, 25 11 2026 or 25 nov 2026"
_WHOSE_STEPS_HINT = "This decides whose steps and numbers are shown."
_COUNCIL = Question(
    "council",
    "Which council's area is it?",
    "text",
    hint="The steps name it. Leave blank if you do not know.",
)


def _yes_no(question_id: str, label: str, hint: str = "", options: tuple[Choice, ...] = YES_NO) -> Question:
    return Question(question_id, label, "yes-no", options, hint)


_UNDER_13 = _yes_no(
    "under_13",
    "Is the child under 13?",
    "Asked because of what is marked, and because there is no date of birth.",
)


def _danger(answers: Answers, pathway: Pathway) -> Iterator[Question]:
    def again(name: str) -> str:
        """Why a question is put that a file has answered; empty if none has."""
        by_file = no_by_file(answers, name)
        return f"{by_file}. Nobody here has said so yet. " if by_file else ""

    red = in_sentence("red", pathway)
    yield _yes_no(
        "immediate_risk",
        "Is the child at immediate risk?",
        f"{again('immediate_risk')}Yes makes the result {red}, whatever is marked. In danger now: phone 999 first.",
        (Choice("yes", "Yes"), Choice("no", "No, I have checked")),
    )
    # What was written of a harm that is not said to have been told is kept, and printed.
    kept = harm_kept(answers)
    yield _yes_no(
        "harm_today",
        "Did you see, or were you told of, harm today?",
        f"{again('harm_today')}{kept}{' ' if kept else ''}Yes shows the {red} steps and whom to phone, at a first "
        "meeting too.",
    )
    if answers.harm_today:
        yield Question("harm.on", "On which day was it seen or told?", "date", hint=_DAY_HINT)
        yield Question(
            "harm.words",
            "What was seen or said?",
            "text",
            hint="One line, in the child's words where you know them. Not required.",
        )
    if is_family_asked(answers, pathway) or answers.family_involved is not None or answers.family_not_known:
        # what an earlier screening answered stands in the question itself: it is heard wherever that is
        before = f" (on {say_iso(answers.family_before)}: yes)" if answers.family_before else ""
        yield _yes_no(
            "family_involved",
            f"Could someone in the family or household, or a parent's partner, be involved{before}?",
            f"{again('family_involved')}Until it is answered yes or no, ask the service before the family is told.",
            OR_NOT_KNOWN,
        )
    phone = "999 now." if answers.immediate_risk else "101, or 999 if in danger."
    yield _yes_no(
        "missing_now", "Is the child missing now?", f"{again('missing_now')}Missing now: phone {phone}"
    )


def _needs_knowledge(pathway: Pathway) -> str:
    """What hangs on knowing the child, in the document's own sentence if it has one."""
    if pathway.first_meeting:
        return f"“{pathway.first_meeting}”"
    closed = [tier.name for tier in pathway.tiers if tier.needs_relationship]
    if not closed:
        return ""
    need, they_are = ("needs", "it is") if len(closed) == 1 else ("need", "they are")
    return (
        f"{tier_titles(closed, pathway)} {need} in-depth knowledge of the child; at a first meeting {they_are} not "
        "asked."
    )


def _tier(name: str, answers: Answers, pathway: Pathway) -> list[Question]:
    tier = pathway.tier(name)
    asked = []
    for factor in tier.all_factors if is_tier_open(tier, answers) else ():
        marks = (Choice("", "Not marked"), *(Choice(mark, MARK_WORDS[mark]) for mark in factor.marks))
        asked.append(Question(OF_MARK + factor.id, factor.text, "choice", marks, source="document"))
    return asked


def decisions(pathway: Pathway) -> dict[str, str]:
    """The words of each decision, by its recorded value.

    They never quote the document's heading of a tier, which claims more than may have been answered ("no immediate
    risk").
    """
    tiers: dict[str, str] = {
        tier.name: f"{tier.title}: {tier.so_far}" if tier.so_far else tier.title for tier in pathway.tiers
    }
    return {"none": NO_ACTION, **tiers, "unsure": "Unsure: keep these steps, and ask the area for advice"}


def _decision(answers: Answers, pathway: Pathway) -> list[Question]:
    outcome = indicated(answers, pathway)
    offered = decisions(pathway)
    if answers.immediate_risk or answers.harm_today:
        offered = {name: words for name, words in offered.items() if grade(name).is_red or name == "unsure"}
    if answers.immediate_risk:
        hint = "You said that the child is at immediate risk: this cannot be decided down."
    elif answers.harm_today:
        red = in_sentence("red", pathway)
        hint = f"You said that you saw or were told of harm: this counts as a decision for {red}."
    else:
        title = "nothing" if grade(outcome).is_nothing else pathway.tier(outcome).title
        hint = f"The marks indicate {title}. Steps follow the higher of the two."
    needed = "Needed where you decide on less than the marks indicate: three words or more."
    why = needed if can_decide_on_less(answers, outcome) else "Not required."
    options = tuple(Choice(*each) for each in offered.items())
    return [
        Question("decision.outcome", "What do you decide to do?", "choice", options, hint),
        Question("decision.reason", "Your reason", "text", hint=why),
    ]


def _details(pathway: Pathway) -> list[Question]:
    """The document's fields. A label that belongs to no field ("Contact details:") heads the next one."""
    found: list[Question] = []
    heading = ""
    for field, label in pathway.details.labels.items():
        if field not in DETAIL_FIELDS:
            heading = label
            continue
        group: Group = "yours" if field.startswith("practitioner.") else "child"
        asked = Question(field, label, "text", source="document", group=group, heading=heading)
        if field == "child.date_of_birth":
            asked = replace(asked, kind="date", hint="For example, 3 4 2010 or 3 apr 2010")
        found.append(asked)
        heading = ""
    return found


def _consent(answers: Answers, pathway: Pathway) -> list[Question]:
    """What happened about consent. If the family may be involved nothing prompts to ask or to tell it (rule 8)."""
    quiet = family(answers, pathway)
    locality = pathway.locality(answers.locality)
    caution = family_caution(answers, pathway, locality.service or "the service")
    hint = _QUIET.get(quiet, "{caution}").format(caution=caution) or locality.consent
    status, options = answers.consent.status, tuple(Choice(*each) for each in CONSENT_WORDS.items())
    why = "Asked for, not required." if status == "refused" else "Needed where consent was not sought."
    asked = [
        Question("consent.status", "Consent: what has happened so far?", "choice", options, hint),
        Question("consent.reason", CONSENT_REASON_WORDS[status], "text", hint=why),
        _yes_no("consent.child_told", "Was the child told what is shared, and why?"),
    ]
    if not quiet or answers.consent.family_told is not None:
        asked.append(_yes_no("consent.family_told", "Was the family told what is shared, and why?"))
    asked.append(_yes_no("contact_family", CONTACT_FAMILY, _CONTACT_HINT, OR_NOT_KNOWN))
    return [replace(each, group="consent") for each in asked]
