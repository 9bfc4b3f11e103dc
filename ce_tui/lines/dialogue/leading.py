"""Where a command leads from wherever it is typed: to a section of the open draft, or Home."""

from __future__ import annotations


class GoTo(Exception):
    """To a section of the open draft, at a question, a factor or a word that the section knows."""

    def __init__(self, section: str, at: str = "") -> None:
        super().__init__(section)
        self.section = section
        self.at = at


class GoHome(Exception):
    """To Home: the draft is saved and put away."""
