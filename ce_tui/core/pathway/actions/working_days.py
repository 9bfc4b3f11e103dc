"""Working days in England: Monday to Friday without bank holidays, as far as these are known."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from ce_tui.core.pathway.document.bank_holidays import is_bank_holiday

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether it is one. A day of which nobody knows whether it is a bank holiday counts as one: sooner, not later."""
    return day.weekday() < _SATURDAY and not is_bank_holiday(day)


@lru_cache(maxsize=512)  # a list asks for few days, and for each many times
def after_working_days(day: date, number: int) -> date:
    """The working day that is so many working days after a day, which itself does not count."""
    found = day
    for _ in range(number):
        found += timedelta(days=1)
        while not is_working_day(found):
            found += timedelta(days=1)
    return found
