"""From when on it is said that something is not saved: what is typed is saved within a second, and nobody need know."""

from __future__ import annotations

from datetime import datetime, timedelta

_SOON = timedelta(seconds=2)


def is_late(since: datetime | None, now: datetime) -> bool:
    """Whether what is not saved since then was to be by now. None: all is saved."""
    return since is not None and now - since > _SOON
