"""A text of the open screening whose beginning is kept where the line drops, and offered when it is asked for again."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Leave
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import answer
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
        """What was typed, or with Enter alone what was cut off before; empty: nothing. Raises Said, Leave."""
        cut_off = self._kept.of(self._what)
        words = f"{cut_off_words(cut_off, _DROPS)} {question}" if cut_off else question
        try:
            typed = asking.text(self._state.dialogue, words, again=question, hint=[hint])
        except Leave:
            begun = answer(self._state.dialogue.console.take_begun()).strip()
            if begun:
                self._kept.keep(self._what, gone_on_with(cut_off, begun))
            raise
        self._kept.drop(self._what)
        if cut_off and typed.strip().casefold() == _DROPS:
            return ""
        return gone_on_with(cut_off, typed)
