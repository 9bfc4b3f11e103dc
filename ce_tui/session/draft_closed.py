"""A change that was not taken, because the screening is only shown."""

from __future__ import annotations

from ce_tui.session.words.screening import CLOSED


class DraftClosed(Exception):
    """A screening was to be changed that is only shown: `words` say why."""

    def __init__(self, words: str = CLOSED) -> None:
        super().__init__(words)
        self.words = words
