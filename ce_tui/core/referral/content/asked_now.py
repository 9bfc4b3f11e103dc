"""Page one: whether those of whom something is asked can be reached when it is written, and who else until then."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.outcome.calling import to_phone, until_it_opens
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import with_capital, with_small
from ce_tui.core.referral.content.shapes import Division, Para
from ce_tui.core.referral.content.wording import say_moment


def with_hours(asked: Division, outcome: Outcome, at: datetime) -> Division:
    """What is asked, and below of whom that the office does not answer at this hour, or may not, and who does.

    Unchanged where the office should be open, and where nothing is asked of anybody.
    """
    of_whom, *others = asked.blocks
    said = until_it_opens(outcome.contacts) or _hours_not_known(outcome)
    if not said or not isinstance(of_whom, Para):
        return asked
    return replace(asked, blocks=(of_whom, Para(f"{said} This is as of {say_moment(at)}."), *others))


def _hours_not_known(outcome: Outcome) -> str:
    """That another line is to be tried first at this hour; empty where the office itself is."""
    who = to_phone(outcome.contacts)
    if who.first is None or who.first.role != "out-of-hours" or who.second is None:
        return ""
    office = f"{with_capital(who.second.called)}: {with_small(who.second.state)}"
    danger = f"; in danger {who.danger.phone}" if who.danger else ""
    return f"{office}. First: {who.first.called}, {who.first.number}{danger}."
