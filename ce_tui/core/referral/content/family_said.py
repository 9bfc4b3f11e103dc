"""What whoever receives a referral is to know of the family: who may be involved, and whether they may be contacted."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import QUESTIONS, WITH_CONSENT, is_open, not_checked
from ce_tui.core.pathway.answers.screening import Answers, ContactFamily
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import Cause, before_words, cause, denied_words, family
from ce_tui.core.pathway.words import CONTACT_FAMILY

_INVOLVED = (
    "Someone in the family may be involved: please advise before anyone in the family is asked or told. The exception "
    "to consent may apply: asking them may place the child at further risk."
)
_TOLD_AND_INVOLVED = (
    "The family was told already. Someone in the family may be involved: please advise before anyone contacts them "
    "again."
)
_WHY: dict[Cause, str] = {"refused": "Consent was refused.", "not sought": "Consent was not sought."}
_NOT_TOLD = "Please advise before the family is told."
_TOLD = "The family was told already: please advise before anyone contacts them again."
_WHETHER = "Whether someone in the family may be involved was not {}."
_NOT_KNOWN = "The practitioner does not know whether someone in the family may be involved."
_CONTACT: dict[ContactFamily, str] = {
    "": "Not answered.",
    "yes": "Yes.",
    "no": "No.",
    "not known": "Not known.",
}
_ADVISE_FIRST = "Please advise first all the same."


def family_in_short(answers: Answers, pathway: Pathway) -> str:
    """For the first page, always: who may be involved, what is asked before anyone contacts the family, and whether
    that is safe.
    """
    said = family_warning(answers, pathway) or _who_is_involved(answers, pathway)
    return f"{said} {CONTACT_FAMILY} {contact_words(answers, pathway)}"


def contact_words(answers: Answers, pathway: Pathway) -> str:
    """What was answered to whether it is safe to contact the family. A Yes lifts no caution, and says so beside one."""
    words = _CONTACT[answers.contact_family]
    doubtful = answers.contact_family == "yes" and cause(answers, pathway)
    return f"{words} {_ADVISE_FIRST}" if doubtful else words


def family_warning(answers: Answers, pathway: Pathway) -> str:
    """Why the receiver is to advise before the family hears of it, as the referrer waits for that; empty: no cause."""
    why, told = cause(answers, pathway), answers.consent.family_told
    if not why:
        return ""
    if why == "involved":
        warning = _TOLD_AND_INVOLVED if told else _INVOLVED
        return warning.replace("may be involved", f"may be involved{before_words(answers, pathway)}", 1)
    said = (_who_is_involved(answers, pathway), _WHY.get(why), _TOLD if told else _NOT_TOLD)
    return " ".join(filter(None, said))


def _who_is_involved(answers: Answers, pathway: Pathway) -> str:
    """What was answered: a No as the practitioner's, or as only given; else that nobody answered, or was asked."""
    if given := not_checked(answers, WITH_CONSENT):
        return given
    if not is_open(answers, "family_involved"):
        return " ".join(filter(None, (QUESTIONS["family_involved"].printed_no, denied_words(answers))))
    if answers.family_not_known:
        return _NOT_KNOWN
    return _WHETHER.format("answered" if family(answers, pathway) == "unanswered" else "asked")
