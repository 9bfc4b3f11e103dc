"""What verifying the log and the store found, with what to do about it, read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.session.words.log import verdict_words

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


def read_verdict(state: State, verdict: Verdict) -> None:
    """Read it out, as long as it is listened to."""
    lines = [words if words.endswith(".") else f"{words}:" for _, words in verdict_words(verdict)]
    asking.read_out(state.dialogue, lines)
