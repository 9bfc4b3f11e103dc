"""Numbers of things in words, with one plural, and spans of time."""

from __future__ import annotations

import math

from ce_tui.core.pathway.words import counted

__all__ = ["counted", "say_seconds", "say_wait"]


def say_seconds(seconds: float) -> str:
    """So many seconds in words, in whole ones or whole minutes: "30 seconds", "3 minutes"."""
    whole = max(math.floor(seconds + 0.5), 1)
    return counted(whole // 60, "minute") if whole % 60 == 0 else counted(whole, "second")


def say_wait(seconds: float) -> str:
    """A wait in words: "1 second", "40 seconds", "2 minutes" (never less than it is)."""
    whole = max(1, math.ceil(seconds))
    return counted(whole, "second") if whole < 100 else counted(math.ceil(whole / 60), "minute")
