"""What was answered about the child, sorted once; each place has its own words for it."""

from __future__ import annotations

from typing import Literal

from ce_tui.core.pathway.ages import ADULT_FROM, ADULT_SERVICES_FROM
from ce_tui.core.pathway.answers.screening import Answers

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
