"""What whoever receives a referral is to know of the family: who may be involved, and whether they may be contacted."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import is_open, not_checked
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import before_words, denied_words, family
from ce_tui.core.pathway.outcome.family_caution import Cause, cause

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
_NOBODY = "The practitioner says: nobody in the family or household is known to be involved."
_WHETHER = "Whether someone in the family may be involved was not {}."
_CONTACT_NOT_ASKED = "Whether the family may be contacted is not asked on this form."
_NOTHING_AGAINST = "Nothing that is recorded speaks against contacting them."


def family_in_short(answers: Answers, pathway: Pathway) -> str:
    """For the first page, always: what was answered, and what is asked before anyone contacts them.

    Whether they may be contacted no question asks, so no more is said of it than follows.
    """
    if said := family_warning(answers, pathway):
        return said
    involved, consent = _who_is_involved(answers, pathway), answers.consent
    if not (consent.family_told and consent.status == "agreed"):
        return f"{involved} {_CONTACT_NOT_ASKED}"
    return f"{involved} {_NOTHING_AGAINST}" if involved == _NOBODY else involved


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
    if given := not_checked(answers, ["family_involved"]):
        return given
    if not is_open(answers, "family_involved"):
        return " ".join(filter(None, (_NOBODY, denied_words(answers))))
    return _WHETHER.format("answered" if family(answers, pathway) == "unanswered" else "asked")
