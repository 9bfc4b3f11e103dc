"""The referral's own short words, shared by its parts: provenance, dates, what was left blank."""

from __future__ import annotations

from datetime import datetime, time

from ce_tui.core.pathway.dates import LONDON, say_date
from ce_tui.core.pathway.words import Provenance
from ce_tui.core.words.outcomes import PROVENANCE_WORDS

NOT_GIVEN = "Not given"
MAX_LINES = 2_000  # of the narrative, some forty pages
MAX_FIELD = 2_000  # of any other answer
WHOLE_TEXT_ATTACHED = "the whole text is in the attached file referral.json"


def say_moment(at: datetime) -> str:
    """A moment in London's time, as people write it: "25 November 2026, 10:42"."""
    local = at.astimezone(LONDON)
    return f"{say_date(local.date())}, {local:%H:%M}"


def is_day_alone(at: datetime) -> bool:
    """Whether a moment is a date that was given without a time, which is its midnight (`dates.parse_at`)."""
    return at.astimezone(LONDON).time() == time()


def say_written(at: datetime) -> str:
    """The same; of a date that was given without a time, the date: no hour is claimed."""
    return say_date(at.astimezone(LONDON).date()) if is_day_alone(at) else say_moment(at)


def say_provenance(provenance: Provenance, confirm: str) -> tuple[str, ...]:
    """What is printed beside words that the document does not print; nothing beside those that it does."""
    words = " ".join(part for part in (PROVENANCE_WORDS[provenance], confirm) if part)
    return (words,) if words else ()


def field(text: str) -> str:
    """An answer as it is printed; says so where it was left blank, or was cut because it is too long for paper."""
    text = text.strip()
    if not text:
        return NOT_GIVEN
    return text if len(text) <= MAX_FIELD else f"{text[:MAX_FIELD]} [cut here: {WHOLE_TEXT_ATTACHED}]"


def yes_or_no(value: bool | None) -> str:
    """A yes, a no, or that nothing was recorded."""
    return "Not recorded" if value is None else "Yes" if value else "No"
