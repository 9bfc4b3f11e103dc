"""Signs in as the lead when what is marked is due: work for `killing`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.stores.vault import entered

MARKED = datetime(2026, 1, 1, 12, tzinfo=UTC)


def later() -> datetime:
    """A time at which what was marked at `MARKED` is due."""
    return MARKED + timedelta(days=2)


def work(home: Path) -> None:
    """Sign in, which deletes what is due, and out again."""
    entered(home, clock=later).close()
