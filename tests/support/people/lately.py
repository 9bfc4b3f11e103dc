"""A day that is always lately, for tests whose commands go by the machine's clock.

What was done more than seven days before a screening was begun is not about it, so a fixed day would soon be too old.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ce_tui.core.pathway.dates import LONDON

_DAY = datetime.now(LONDON).date() - timedelta(days=3)
LATELY = _DAY.isoformat()
LATELY_IN_WORDS = f"{_DAY:%-d %B %Y}"


def a_day_after(at: str) -> str:
    """24 hours after a moment in London, as ISO 8601 to the minute, like the moment itself."""
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON).astimezone(UTC)
    return (moment + timedelta(hours=24)).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
