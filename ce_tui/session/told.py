"""From when on what the changes raise is news: said until something else is changed, or one is in another section."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Answers


class Told:
    """The answers as they were last told of, and as they stood before the last thing that was changed.

    So news stays while one moves on, and over more than one change of the same factor or field; and what was changed
    and not told of yet is told of wherever one is then. What it was opened with is no news.
    """

    def __init__(self) -> None:
        self._known: Answers | None = None
        self._before: Answers | None = None
        self._section = self._changed = ""

    def before(self, section: str, here: str, answers: Answers) -> Answers:
        """The answers before the last thing that was changed. `here`: the factor or field where one is now."""
        now = _told_of(answers)
        if self._known is not None and now != self._known:
            if (section, here) != (self._section, self._changed):
                self._before = self._known
            self._section, self._changed = section, here
        elif section != self._section:
            self._before, self._section, self._changed = now, section, ""
        self._known = now
        return self._before or now


def _told_of(answers: Answers) -> Answers:
    """To have looked at a tier is no answer: it raises nothing, and makes nothing old."""
    return msgspec.structs.replace(answers, looked_at=())
