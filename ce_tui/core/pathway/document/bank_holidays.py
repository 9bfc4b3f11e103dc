"""Bank holidays in England, as data: `scripts/bank_holidays.py` writes `data/bank-holidays.json`.

They are data because every package that knows them costs 19 MiB and a tenth of a second to import. Their last year
is known; after it nobody can say whether a day is one, and `known_until` lets the app say so in time.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from ce_tui.core.strict_json import parse_as
from ce_tui.resources import DATA

FILE = DATA / "bank-holidays.json"


@cache
def dates() -> frozenset[date]:
    """Every known bank holiday in England."""
    content = parse_as(FILE.read_bytes(), dict[str, Any])
    return frozenset(map(date.fromisoformat, content["dates"]))


@cache
def known_from() -> date:
    """The first day of the years that are known."""
    return date(min(dates()).year, 1, 1)


@cache
def known_until() -> date:
    """The last day of the years that are known."""
    return date(max(dates()).year, 12, 31)


def is_bank_holiday(day: date) -> bool | None:
    """Whether a day is a bank holiday in England; None where the known dates do not reach."""
    if not known_from() <= day <= known_until():
        return None
    return day in dates()


def runs_out_soon(today: date) -> bool:
    """Whether the known dates end within a year: the app and `doctor` say so then."""
    return (known_until() - today).days < 365
