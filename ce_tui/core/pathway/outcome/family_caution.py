"""The caution on the family, in one wording for every place: not to tell it, or not to tell it more, before the service
has advised (rule 8 of the design).
"""

from __future__ import annotations

from typing import Literal

from ce_tui.core.pathway.answers.danger import not_checked
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.family import Family, family, said_before
from ce_tui.core.pathway.outcome.indication import acted_on
from ce_tui.core.pathway.words import grade

Cause = Family | Literal["not safe", "refused", "not sought"]

ADVISER = "{adviser}"
"""Whoever is phoned first at this hour, where that is filled in later (`alerts.filled`)."""
_ASK = "Ask the service before the family is told"
_URGENT = "unless someone needs urgent help"
_NOT_TOLD: dict[Cause, str] = {
    "involved": f"Do not ask or tell the family yet, {_URGENT}.",
    "unanswered": f"{_ASK} (not answered here).",
    "given": f"{_ASK}.",
    "not safe": f"{_ASK} (it is not safe to contact them).",
    "refused": f"{_ASK} (consent was refused).",
    "not sought": f"{_ASK} (consent was not sought).",
}
_TOLD = (
    f"The family was told already: say nothing more to them before {ADVISER} has advised, {_URGENT}. When you phone, "
    "say that they know."
)
_PERHAPS_TOLD = "If they know already, say so when you phone."
_STILL_OPEN: dict[Cause, str] = {
    "unanswered": "Whether someone in the family may be involved is not answered here."
}


def cause(answers: Answers, pathway: Pathway) -> Cause:
    """Why the family is not told before the service has advised; empty: nothing speaks against it.

    That it is not safe to contact it is a cause. So is, where amber or red is acted on, consent that was refused or not
    sought. Why it was not sought stands in free text alone, which nothing here reads: that to tell them would be
    dangerous is the most usual reason.
    """
    if found := family(answers, pathway):
        return found
    if answers.contact_family == "no":
        return "not safe"
    status = answers.consent.status
    if status in ("refused", "not sought") and grade(acted_on(answers, pathway)).is_referred:
        return status
    return ""


def family_caution(answers: Answers, pathway: Pathway, adviser: str = ADVISER) -> str:
    """The caution; empty where there is none. `adviser`: who advises, within a sentence."""
    why = cause(answers, pathway)
    if not why:
        return ""
    if answers.consent.family_told:
        said = [_TOLD, _STILL_OPEN.get(why, "")]
    else:
        said = [_NOT_TOLD[why], _PERHAPS_TOLD if _may_be_told(answers) else ""]
    if said_on := said_before(answers, pathway):
        said[0] = f"{said[0].removesuffix('.')}: on {said_on} it was said that someone in it may be involved."
    if why == "given":  # first that it was not checked: a No alone forbids nothing
        said.insert(0, not_checked(answers, ["family_involved"]))
    return " ".join(filter(None, said)).replace(ADVISER, adviser)


def _may_be_told(answers: Answers) -> bool:
    """Whether somebody was asked for consent, and it is not recorded whether that was the family."""
    return answers.consent.status in ("agreed", "refused") and answers.consent.family_told is None
