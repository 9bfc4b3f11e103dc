"""A text of the open screening whose beginning is kept where the line drops, and offered when it is asked for again."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Leave
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import answer, is_number_meant
from ce_tui.session.cut_off import CutOff
from ce_tui.session.words.cut_off import cut_off_words, gone_on_with

_DROPS = "clear"


class Resumed:
    """`kept`: what was cut off about the screening; `what`: what of it this text is."""

    def __init__(self, state: State, kept: CutOff, what: str) -> None:
        self._state = state
        self._kept = kept
        self._what = what

    def text(self, question: str, hint: str) -> str:
        """What was typed, or with Enter alone what was cut off before; empty: nothing. Raises Said, Leave.

        It may stand in the place of a note: a line that may be meant otherwise is taken only after a question.
        """
        cut_off = self._kept.of(self._what)
        words = f"{cut_off_words(cut_off, _DROPS)} {question}" if cut_off else question
        try:
            asked = Asked(words=words, again=question, hint=[hint], text=True)
            doubtful = is_number_meant if cut_off else _clears_nothing
            typed = asking.text_gone_on_with(self._state.dialogue, asked, cut_off, doubtful)
        except Leave:
            begun = answer(self._state.dialogue.console.take_begun()).strip()
            if begun:
                self._kept.keep(self._what, gone_on_with(cut_off, begun))
            raise
        self._kept.drop(self._what)
        if cut_off and typed.strip().casefold() == _DROPS:
            return ""
        return typed


def _clears_nothing(line: str) -> str:
    """What to ask before a text is taken, where nothing was cut off that the word could drop."""
    word = line.strip().casefold()
    return f"{word} is no command here. Is it your answer?" if word == _DROPS else is_number_meant(line)
