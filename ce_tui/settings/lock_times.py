"""When a terminal locks by itself: a deployment's times, and what an account can choose instead."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.words.counting import say_seconds

PREFERENCE = "lock.idle"
"""The preference of an account: minutes in digits, `NEVER`, or empty for what the deployment says."""
NEVER = "never"
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""What an account can choose: from a third of the default to twenty times as long, beside `NEVER` (WCAG 2.2.1)."""


class IdleTimes(NamedTuple):
    """Seconds; 0 stands for never.

    `idle`: from the last key until it locks. `warn`: so long before that it is warned (half of `idle` where there is
    no such time before). `end`: from the lock, or from the last key pressed at the lock, until the process ends.
    """

    idle: float = 180.0
    warn: float = 30.0
    end: float = 900.0

    @property
    def quiet(self) -> float:
        """Seconds from the last key until the warning."""
        return self.idle - self.warn if self.warn < self.idle else self.idle / 2

    def for_account(self, preference: str) -> IdleTimes:
        """These times with what an account chose; what is not a choice changes nothing."""
        if preference == NEVER:
            return self._replace(idle=0.0)
        if preference.isascii() and preference.isdigit() and int(preference) in MINUTES:
            return self._replace(idle=int(preference) * 60.0)
        return self


def choices(deployed: IdleTimes) -> dict[str, str]:
    """What an account can choose: the preference's value and its words. `deployed` are the deployment's times."""
    usual = f"after {say_seconds(deployed.idle)} without a key" if deployed.idle else "never"
    return (
        {"": f"As set for this terminal: {usual}"}
        | {str(minutes): f"After {say_seconds(minutes * 60)} without a key" for minutes in MINUTES}
        | {NEVER: "Never: only when you press the key that locks"}
    )
