"""Days and moments in short, for the columns of a list: "3 Apr 2010", "10:42". What is said has them in full."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from ce_tui.core.pathway.dates import LONDON, say_iso


@lru_cache(maxsize=512)
def short_day(iso: str) -> str:
    """ "3 Apr 2010"; empty where no day was given."""
    day, _, rest = say_iso(iso).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}".strip()


def short_at(at: str) -> str:
    """Of a date, or a date and time, in London: "3 Apr 2010, 10:42"."""
    day, _, time = at.partition("T")
    return ", ".join(filter(None, (short_day(day), time[:5])))


def short_moment(iso_utc: str, today: date) -> str:
    """When something was changed: "10:42" today, else "24 Nov"."""
    moment = _local(iso_utc)
    if moment is None:
        return ""
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment.day} {moment:%b}"


def short_since(iso_utc: str) -> str:
    """The moment of an entry, in London: "3 Apr 2010, 10:42"."""
    moment = _local(iso_utc)
    return short_at(f"{moment:%Y-%m-%dT%H:%M}") if moment is not None else ""


def _local(iso_utc: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except ValueError:
        return None
