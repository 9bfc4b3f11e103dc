"""Who the referral is about, who makes it, and what is recorded of consent."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers, Practitioner
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import Family, family
from ce_tui.core.pathway.outcome.following import ELSEWHERE
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import CONSENT_WORDS
from ce_tui.core.referral.content.shapes import Block, Division, Para, Rows, Table
from ce_tui.core.referral.content.wording import NOT_GIVEN, field, yes_or_no

_FAMILY: dict[Family, str] = {
    "involved": "Nobody in the family is to be asked or told before the service has advised. The exception to consent "
    "applies.",
    "unanswered": "Whether someone in the family may be involved was not recorded.",
}


def people_section(answers: Answers) -> Division:
    """How to reach the child, and the person who makes the referral. What was left blank says so.

    Who they are, the child's age and address stand on the first page, and are not said again.
    """
    child, me = answers.child, answers.practitioner
    rows = (
        ("Name", field(child.name), field(me.name)),
        ("Phone", field(child.phone), field(me.phone)),
        ("Other contact", field(child.other), field(me.other)),
        ("E-mail", field(child.email), field(me.email)),
    )
    head = ("Detail", "The child or young person", "Who makes this referral")
    return Division("Details", (Table("How to reach them", head, rows, (17, 38, 45)),), panel="details")


def at_a_glance(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """Whom it is about, who phones back whom, and what the family may be told: enough for the first call."""
    child, me, consent = answers.child, answers.practitioner, answers.consent
    born = _born(answers, outcome)
    lives = _lives(answers, pathway)
    told = f"child told: {_told(consent.child_told)}; family told: {_told(consent.family_told)}"
    rows = [
        ("Referred by", ", ".join((field(me.name), _within(field(me.organisation)), f"phone {_phone(me)}"))),
        ("The child", f"{field(child.name)}; born: {_within(born)}"),
        ("Lives", f"{lives}; address: {_within(field(child.address))}"),
        ("Consent", f"{CONSENT_WORDS.get(consent.status, 'Not recorded')}; {told}"),
    ]
    if first := family(answers, pathway):
        rows.append(("The family", _FAMILY[first]))
    return Division("Who", (Rows("At a glance", tuple(rows)),), panel="who")


def _within(words: str) -> str:
    """Words within a sentence: "not given"."""
    return words.lower() if words == NOT_GIVEN else words


def _phone(me: Practitioner) -> str:
    numbers = [field(number) for number in (me.phone, me.other) if number.strip()]
    return " or ".join(numbers) or _within(NOT_GIVEN)


def _told(answer: bool | None) -> str:
    return yes_or_no(answer).lower()


def _lives(answers: Answers, pathway: Pathway) -> str:
    locality = pathway.locality(answers.locality)
    if locality.id == ELSEWHERE:
        return f"In another council's area{f': {field(answers.council)}' if answers.council else ''}"
    return f"In {locality.name}"


def consent_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """What is recorded of consent; never a reason to hold a referral back."""
    consent = answers.consent
    blocks: list[Block] = []
    first = family(answers, pathway)
    if first:
        who = "Someone in the family may be involved. " if first == "involved" else ""
        blocks.append(Para(f"{who}{_FAMILY[first]}", "warning"))
    rows = [("Consent", CONSENT_WORDS.get(consent.status, "Not recorded"))]
    if consent.reason.strip():
        rows.append(("Reason", field(consent.reason)))
    elif consent.status in ("refused", "not sought"):
        rows.append(("Reason", NOT_GIVEN))
    rows += [("Child told", yes_or_no(consent.child_told)), ("Family told", yes_or_no(consent.family_told))]
    blocks.append(Rows("What is recorded", tuple(rows)))
    locality = pathway.locality(answers.locality)
    if locality.consent:
        blocks.append(Para(f"{locality.title}: “{locality.consent}”", "quote"))
    return Division("Consent", tuple(blocks), panel="consent")


def _born(answers: Answers, outcome: Outcome) -> str:
    born = answers.child.date_of_birth
    if not born:
        return NOT_GIVEN
    if outcome.age is None:
        return say_iso(born)
    when = f" on {say_iso(answers.screened_on)}" if answers.screened_on else ""
    return f"{say_iso(born)} (aged {outcome.age}{when})"
