"""The machine's clock, for whoever hands one in: nothing of the pathway or of the vault reads it by itself."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
