"""What was answered about the child, sorted once; each place has its own words for it. By which day its age is judged:
that of the screening, else that of the moment (the contract).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from ce_tui.core.pathway.ages import ADULT_FROM, ADULT_SERVICES_FROM, age_on
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON

HowKnown = Literal["not recorded", "first meeting", "work", "file", "unsaid"]
Grown = Literal["", "nearly", "adult"]


def how_known(answers: Answers) -> HowKnown:
    """How well the practitioner knows the child (rule 3 of the design). "unsaid": known, and how is not recorded."""
    if answers.known_to_practitioner is None:
        return "not recorded"
    return answers.known_from or "unsaid" if answers.known_to_practitioner else "first meeting"


def grown(age: int | None) -> Grown:
    """Rule 7: from 18 adult services are told too, from 17 they are thought of. Of no known age nothing is claimed."""
    if age is None or age < ADULT_SERVICES_FROM:
        return ""
    return "adult" if age >= ADULT_FROM else "nearly"


def judged(answers: Answers, at: datetime) -> Answers:
    """The answers as they are judged at a moment (aware, or London's): where no day of the screening is recorded and
    an age can be known, by London's day then.
    """
    needed = answers.child.date_of_birth and not answers.screened_on
    day = (at.astimezone(LONDON) if at.tzinfo else at).date().isoformat() if needed else ""
    return _by(day, answers)


def unjudged(answers: Answers) -> Answers:
    """The same as they are kept: no moment is part of the record."""
    return _by("", answers)


def _by(day: str, answers: Answers) -> Answers:
    return answers if answers.judged_on == day else msgspec.structs.replace(answers, judged_on=day)


def age(answers: Answers) -> int | None:
    """The child's age in years on that day. None: not known."""
    born, on = answers.child.date_of_birth, answers.screened_on or answers.judged_on
    return age_on(date.fromisoformat(born), date.fromisoformat(on)) if born and on and born <= on else None
