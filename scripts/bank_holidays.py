"""Writes data/bank-holidays.json from the dates of GOV.UK that the package govuk-bank-holidays bundles.

Run it after an update of that package (a development dependency): `python scripts/bank_holidays.py`.
It asks no server. Years that lack their Christmas are left out: they are not complete.
"""

from __future__ import annotations

import json
from pathlib import Path

from govuk_bank_holidays.bank_holidays import BankHolidays

FILE = Path(__file__).resolve().parent.parent / "data" / "bank-holidays.json"


def england() -> list[str]:
    """Every bank holiday in England and Wales of the complete years, as ISO dates in order."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    days = sorted({holiday["date"] for holiday in holidays})
    complete = {day.year for day in days if day.month == 12}
    return [day.isoformat() for day in days if day.year in complete]


def content() -> str:
    return (
        json.dumps({"source": "GOV.UK, bank holidays in England and Wales", "dates": england()}, indent=1)
        + "\n"
    )


if __name__ == "__main__":
    FILE.write_text(content(), encoding="utf-8")
