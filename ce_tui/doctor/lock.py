"""The lock: whether terminals lock by themselves, and whether people have the time to say that they are there."""

from __future__ import annotations

from ce_tui.core.words.counting import say_seconds
from ce_tui.doctor.finding import Finding, Findings
from ce_tui.settings.config import ConfigInvalid, load_config

_TIME_TO_ANSWER = 20.0
"""Seconds that people need at least to press a key after a warning (WCAG 2.2.1)."""


def lock() -> Findings:
    """When it locks by itself, warns before, and ends. An account's own choice comes before the first."""
    try:
        times = load_config().lock.times
    except ConfigInvalid:
        return
    if times.idle:
        yield Finding(
            "good",
            f"Locks by itself {say_seconds(times.idle)} after the last key, unless an account has chosen another time.",
        )
    else:
        yield Finding(
            "note",
            "Does not lock by itself: idle under [lock] is 0.",
            "On a terminal that several people use, set it to 180 seconds: whoever needs longer can choose so.",
        )
    if times.on_call.idle != times.idle:
        late = (
            say_seconds(times.on_call.idle) + " after the last key" if times.on_call.idle else "not by itself"
        )
        yield Finding("good", f"While somebody phones it locks {late}.")
    if times.idle and times.idle - times.quiet < _TIME_TO_ANSWER:
        yield Finding(
            "note",
            f"Warns only {say_seconds(times.idle - times.quiet)} before it locks, which is too short for some people.",
            "Set warn under [lock] to 30 seconds, and idle to more than that.",
        )
    if times.end:
        yield Finding("good", f"Locked, it signs out after {say_seconds(times.end)} without a key.")
    else:
        yield Finding(
            "note",
            "Locked, it never signs out by itself: end under [lock] is 0.",
            "Set it to 900 seconds: only the end of the process takes a case out of the machine's memory.",
        )
