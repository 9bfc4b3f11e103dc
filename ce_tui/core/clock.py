"""The machine's clocks, for whoever hands one in: nothing of the pathway or of the vault reads it by itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def since_start() -> float:
    """Seconds since the machine started, its sleep included: no change of the clock moves it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
