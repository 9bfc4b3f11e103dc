"""When a terminal locks by itself: a deployment's times, and what an account can choose instead."""

from __future__ import annotations

from typing import NamedTuple

NEVER = "never"
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""What an account can choose: from a third of the default to twenty times as long, beside `NEVER` (WCAG 2.2.1)."""


class IdleTimes(NamedTuple):
    """Seconds; 0 stands for never.

    `idle`: from the last key until it locks. `warn`: so long before that it is warned (half of `idle` where there is
    no such time before). `end`: from the lock, or from the last key pressed at the lock, until the process ends.
    `call`: in place of `idle` while somebody phones, where that is longer.
    """

    idle: float = 180.0
    warn: float = 30.0
    end: float = 900.0
    call: float = 1200.0

    @property
    def quiet(self) -> float:
        """Seconds from the last key until the warning."""
        return self.idle - self.warn if self.warn < self.idle else self.idle / 2

    @property
    def on_call(self) -> IdleTimes:
        """These times while somebody phones: whoever is on hold types little."""
        return self._replace(idle=max(self.idle, self.call) if self.idle and self.call else 0.0)

    def for_account(self, preference: str) -> IdleTimes:
        """These times with what an account chose; what is not a choice changes nothing."""
        if preference == NEVER:
            return self._replace(idle=0.0)
        if preference.isascii() and preference.isdigit() and int(preference) in MINUTES:
            return self._replace(idle=int(preference) * 60.0)
        return self
