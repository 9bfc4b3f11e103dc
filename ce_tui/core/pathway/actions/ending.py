"""Who may say that nothing more is to be done about a screening (rule 17 of the design).

An unanswered red or amber is never given up by its practitioner alone: it passes to a lead.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.due import UNANSWERED, Case, FollowUp
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.pathway.words import FEWEST_WORDS, counted_words

_OPEN = "Nobody was phoned yet, nobody has answered, the police were not told, or something was not sent"
NOT_ALONE = (
    f"{_OPEN}: you cannot end that alone. Pass it on to a lead: it stays due with both of you until the lead takes it "
    "on."
)
NO_OTHER_LEAD = (
    f"{_OPEN}, and there is no other lead in this hub to pass it on to: it stays due with you. Phone, or send it, and "
    "record what comes of it."
)
SHORT_REASON = "needs a reason of three words or more"
ONLY_A_LEAD = "only a lead takes it on"
NOT_PASSED_ON = "only what was passed on to a lead is taken on, and only by a lead"


class Ender(msgspec.Struct, frozen=True, kw_only=True):
    """Who records it: whether it is their own screening, whether they are a lead, whether there is another lead."""

    is_own: bool
    is_lead: bool
    other_leads: bool


def may_end(about: Case, due: Sequence[FollowUp], ender: Ender) -> bool:
    """Whether this person may end it: what is answered, anybody; what is not, a lead who is not its practitioner.

    It is answered where one of the area's services or the police said what came of it, as grave as it is now, and
    nothing is due that waits for anybody.
    """
    stood, found = about.stood, about.followed
    if not (stood.cannot_wait or stood.grade.is_referred):
        return True
    waits = any(each.what in UNANSWERED or each.unknown for each in due)
    answered = found.is_answered and found.answered.covers(stood)
    return (answered and not waits) or (ender.is_lead and not ender.is_own)


def why_not(ender: Ender) -> str:
    """What is said to whoever may not end it: that a lead may, or that it stays with them."""
    return NOT_ALONE if ender.other_leads else NO_OTHER_LEAD


def ending_faults(action: Action, about: Case, due: Sequence[FollowUp], ender: Ender) -> list[Fault]:
    """What keeps a person from ending it, passing it on or taking it on; empty: nothing."""
    if action.settles == "ended":
        if counted_words(action.said) < FEWEST_WORDS:
            return [Fault("said", SHORT_REASON, "why nothing more is to be done here")]
        if not may_end(about, due, ender):
            return [Fault("settles", why_not(ender))]
    if action.settles == "passed on" and not ender.other_leads:
        return [Fault("settles", NO_OTHER_LEAD)]
    if action.settles == "taken on" and not ender.is_lead:
        return [Fault("settles", ONLY_A_LEAD)]
    if action.settles == "taken on" and about.followed.settled != "passed on":
        return [Fault("settles", NOT_PASSED_ON)]
    return []
