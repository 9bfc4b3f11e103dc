"""The machine's clocks, for callers to hand in: neither the pathway nor the vault reads them by itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def since_start() -> float:
    """Seconds since the machine started, its sleep included; a change of the clock does not move it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
