"""Page one: that those of whom something is asked were closed when it was written, as far as that is known."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.outcome.calling import to_phone
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.words import with_capital, with_small
from ce_tui.core.referral.content.shapes import Division, Para
from ce_tui.core.referral.content.wording import is_day_alone, say_moment


def with_hours(asked: Division, outcome: Outcome, at: datetime) -> Division:
    """What is asked, and below of whom that the office was closed at that moment, or may have been.

    A fact for the receiver: whom to phone meanwhile, and on which number, is for the referrer (`annex`). Unchanged
    where the office should be open, where nothing is asked of anybody, and where no hour of that day is known.
    """
    of_whom, *others = asked.blocks
    said = _closed(outcome, say_moment(at))
    if not said or is_day_alone(at) or not isinstance(of_whom, Para):
        return asked
    return replace(asked, blocks=(of_whom, Para(said), *others))


def _closed(outcome: Outcome, moment: str) -> str:
    """Empty where the office should be open, or of unknown hours is to be tried first all the same."""
    who = to_phone(outcome.contacts)
    office = next((each for each in (who.first, who.second) if each and each.role == "front-door"), None)
    if office is None or office.open_now or (office is who.first and office.open_now is None):
        return ""
    if office.open_now is None:
        return f"Whether {office.called} was open when this was written ({moment}) is not known."
    return f"{with_capital(office.called)} was {_state(office)} when this was written ({moment})."


def _state(office: OutcomeContact) -> str:
    """ "closed until Monday 9am": "today" is the reader's day on paper, and that day the document's."""
    return with_small(office.state).replace(" now", "").replace(" today", " that day")
