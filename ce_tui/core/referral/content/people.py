"""Who the referral is about, who makes it, and what is recorded of consent."""

from __future__ import annotations

from collections.abc import Mapping

from ce_tui.core.pathway.answers.about_child import Grown, grown
from ce_tui.core.pathway.answers.screening import Answers, Practitioner
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import consent_status, joined, with_capital
from ce_tui.core.referral.content.family_said import contact_words, family_in_short, family_warning
from ce_tui.core.referral.content.follow_up import consent_note
from ce_tui.core.referral.content.shapes import Block, Division, Para, Rows, Table
from ce_tui.core.referral.content.wording import NOT_GIVEN, field, yes_or_no
from ce_tui.core.words.short import in_short

_GROWN: dict[Grown, str] = {
    "": "",
    "nearly": "; nearly 18: Adult Social Care may be told too",
    "adult": "; 18 or over: adult services are to be told too",
}
_REASON = 160  # characters of the reason on the first page; all of it stands with the consent


def people_section(answers: Answers, pathway: Pathway) -> Division:
    """How to reach the child, and the person who makes the referral. What was left blank says so.

    Who they are, the child's age and address stand on the first page, and are not said again.
    """
    child, me, labels = answers.child, answers.practitioner, pathway.details.labels
    rows = (
        ("Name", field(child.name), field(me.name)),
        (_label("phone", labels), field(child.phone), field(me.phone)),
        (_label("other", labels), field(child.other), field(me.other)),
        (_label("email", labels), field(child.email), field(me.email)),
    )
    head = ("Detail", "The child or young person", "Who makes this referral")
    return Division("Details", (Table("How to reach them", head, rows, (17, 38, 45)),), panel="details")


def _label(name: str, labels: Mapping[str, str]) -> str:
    """What the document calls a field that both have; the child's word first where it has two."""
    both = (labels[f"{who}.{name}"].strip().removesuffix(":") for who in ("child", "practitioner"))
    return " / ".join(dict.fromkeys(both))


def at_a_glance(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """Whom it is about, who phones back whom, and what the family may be told: enough for the first call."""
    child = answers.child
    lives = _lives(answers, pathway)
    rows = [
        ("Referred by", _referrer(answers.practitioner)),
        ("The child", f"{field(child.name)}; born: {_born(answers, outcome)}"),
        ("Lives", f"{lives}; address: {_within(field(child.address))}"),
        ("Consent", _consent_in_short(answers)),
        ("The family", family_in_short(answers, pathway)),
    ]
    return Division("Who", (Rows("At a glance", tuple(rows)),), panel="who")


def _referrer(me: Practitioner) -> str:
    """Who refers and their phone; what of it was not given is named. Then what else they can be reached by.

    Beside a phone the e-mail stands with the details alone.
    """
    parts = {"name": me.name.strip(), "organisation": me.organisation.strip(), "phone": me.phone.strip()}
    given = [
        f"phone {field(value)}" if name == "phone" else field(value) for name, value in parts.items() if value
    ]
    missing = joined([name for name, value in parts.items() if not value])
    lacking = f"{missing} {NOT_GIVEN.lower()}" if missing else ""
    other, email = me.other.strip(), me.email.strip()
    besides = (
        f"other: {field(other)}" if other else "",
        f"e-mail: {field(email)}" if email and not parts["phone"] else "",
    )
    return with_capital("; ".join(filter(None, (", ".join(given), lacking, *besides))))


def _consent_in_short(answers: Answers) -> str:
    """What was said of consent, why, and who was told: whether one may phone the family stands or falls with it."""
    consent = answers.consent
    said = [consent_status(consent.status, consent.reason)]
    if consent.reason.strip():
        said.append(f"reason: {in_short(consent.reason.strip().rstrip('.'), _REASON)}")
    said += [f"child told: {_told(consent.child_told)}", f"family told: {_told(consent.family_told)}"]
    return "; ".join(said)


def _within(words: str) -> str:
    """Words within a sentence: "not given"."""
    return words.lower() if words == NOT_GIVEN else words


def _told(answer: bool | None) -> str:
    return yes_or_no(answer).lower()


def _lives(answers: Answers, pathway: Pathway) -> str:
    locality = pathway.locality(answers.locality)
    if locality.id == ELSEWHERE:
        council = field(answers.council) if answers.council.strip() else "which council is not recorded"
        return f"In another council's area ({council})"
    return f"In {locality.name}"


def consent_section(answers: Answers, pathway: Pathway) -> Division:
    """What is recorded of consent; never a reason to hold a referral back."""
    consent = answers.consent
    blocks: list[Block] = []
    if said := family_warning(answers, pathway):
        blocks.append(Para(said, "warning"))
    rows = [("Consent", consent_status(consent.status, consent.reason))]
    if consent.reason.strip():
        rows.append(("Reason", field(consent.reason)))
    elif consent.status in ("refused", "not sought"):
        rows.append(("Reason", NOT_GIVEN))
    told = f"The child: {_told(consent.child_told)}; the family: {_told(consent.family_told)}"
    rows += [("Told of this", told), ("Safe to contact the family", contact_words(answers, pathway))]
    blocks.append(Rows("What is recorded", tuple(rows)))
    locality = pathway.locality(answers.locality)
    blocks += consent_note(locality)
    return Division("Consent", tuple(blocks), panel="consent")


def _born(answers: Answers, outcome: Outcome) -> str:
    """The birth date and the age, and that adult services are to know; without one, what was answered instead."""
    born = answers.child.date_of_birth
    if not born:
        return f"{NOT_GIVEN.lower()}{'; under 13, as the practitioner says' if answers.under_13 else ''}"
    if outcome.age is None:
        return say_iso(born)
    when = f" on {say_iso(answers.screened_on)}" if answers.screened_on else ""
    return f"{say_iso(born)} (aged {outcome.age}{when}){_GROWN[grown(outcome.age)]}"
