"""News of a draft: what its last changes raised, said until it could be read; and whether saving is late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from math import inf

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.pathway.answers.screening import Answers

ENOUGH_TO_READ = 5.0
"""Seconds that news stands before another change or another section may take it away: on a slow line, and where keys
are typed ahead, it comes on the screen after them."""
_LONG_AGO = -inf


class DraftNews:
    """The answers as they were last told of, and as they stood before the last change.

    So news stays while one moves on, and over more than one change of the same factor or field; and what was changed
    and not told of yet is told of wherever one is then. What went by too fast to be read stays beside what comes next.
    What it was opened with is no news. `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = since_start) -> None:
        self._clock = clock
        self._known: Answers | None = None
        self._before: Answers | None = None
        self._section = self._changed = ""
        self._since = _LONG_AGO
        self._said: dict[str, set[str]] = {}  # by what it was said of

    def before(self, section: str, here: str, answers: Answers) -> Answers:
        """The answers before the last thing that was changed. `here`: the factor or field where one is now."""
        now = _told_of(answers)
        if self._known is not None and now != self._known:
            if (section, here) != (self._section, self._changed) and self._was_read:
                self._before = self._known
            self._section, self._changed, self._since = section, here, self._clock()
        elif section != self._section:
            if self._was_read:
                self._before, self._since = now, _LONG_AGO
            self._section, self._changed = section, ""
        self._known = now
        return self._before or now

    def tells_all(self, section: str, answers: Answers) -> None:
        """Take all that the answers raise as told, because a section says it by itself."""
        if section != self._section:
            self._known = self._before = _told_of(answers)
            self._since = _LONG_AGO
            self._section, self._changed = section, ""

    def is_said(self, of: str, rows: Sequence[str]) -> None:
        """Remember all that is said of something now, and nothing of what was said before."""
        self._said[of] = set(rows)

    def new_of(self, of: str, rows: Sequence[str]) -> list[str]:
        """The rows that were not said of something yet."""
        return [row for row in rows if row not in self._said.get(of, ())]

    @property
    def _was_read(self) -> bool:
        return self._clock() - self._since >= ENOUGH_TO_READ


def _told_of(answers: Answers) -> Answers:
    """The answers without the tiers that were looked at: those raise nothing, and make nothing old."""
    return msgspec.structs.replace(answers, looked_at=())


_SOON = timedelta(seconds=2)


def is_late(since: datetime | None, now: datetime) -> bool:
    """Whether what is unsaved since a moment should be saved by now. None: all is saved."""
    return since is not None and now - since > _SOON
