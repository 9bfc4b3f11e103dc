"""Age in whole years, as people count it."""

from __future__ import annotations

from datetime import date

UNDER = 13  # years: under them a child cannot consent to sexual activity in law (Sexual Offences Act 2003)
ADULT_FROM = (
    18  # years: exploitation does not stop there, and adult services are told too (rule 7 of the design)
)
ADULT_SERVICES_FROM = 17  # years: from then on adult social care is to be thought of (rule 7 of the design)


def age_on(date_of_birth: date, on: date) -> int:
    """Whole years lived on a day. Someone born on 29 February has a birthday on 1 March in other years.

    Raises ValueError where the day lies before the birth.
    """
    if on < date_of_birth:
        raise ValueError("the day lies before the date of birth")
    had_birthday = (on.month, on.day) >= (date_of_birth.month, date_of_birth.day)
    return on.year - date_of_birth.year - (0 if had_birthday else 1)
