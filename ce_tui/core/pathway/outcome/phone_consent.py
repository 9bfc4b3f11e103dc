"""What is said of consent on the phone, of who was told, and of the family."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import QUESTIONS, SAY, WITH_CONSENT, is_open, not_checked
from ce_tui.core.pathway.answers.screening import Answers, ContactFamily
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import before_words, cause, denied_words, family
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_asks import AGAIN, BEFORE_THE_FAMILY, asked_on_the_phone
from ce_tui.core.pathway.words import CONTACT_FAMILY, consent_status, ended, with_small

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
    """The status with its reason, who was told what, what is known of the family, the advice that is asked for,
    and whether it is safe to contact the family.
    """
    consent = answers.consent
    lines = [f"Consent: {with_small(consent_status(consent.status, consent.reason))}."]
    lines += [f"The reason: {ended(consent.reason)}"] if consent.reason else []
    told_already = consent.family_told and family(answers, pathway) == "involved"
    family_told = None if told_already else consent.family_told
    for who, told in (("child", consent.child_told), ("family", family_told)):
        if told is not None:
            lines.append(f"The {who} {'was' if told else 'was not'} told what is shared, and why.")
    fact, ask = _of_the_family(answers, pathway), _advice(answers, outcome, pathway)
    return [*lines, f"{fact} {ask}" if ask else fact, f"{CONTACT_FAMILY} {_CONTACT[answers.contact_family]}"]


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


def _advice(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """What is asked before the family hears of it, or hears more; empty: nothing, or it is among what is asked."""
    if not cause(answers, pathway):
        return ""
    ask = AGAIN if answers.consent.family_told else BEFORE_THE_FAMILY
    return "" if ask in asked_on_the_phone(answers, outcome, pathway) else ask
