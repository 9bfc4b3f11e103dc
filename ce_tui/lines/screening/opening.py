"""Opening a screening: whoever has it open is asked about first, and of a lead the reason where it is another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import ReasonNeeded, VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Choice
from ce_tui.session.words.sharing import CANCEL, READ_IT, held_words, not_yet_words, take_over_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.presence import Holder
    from ce_tui.session.draft import Draft


def open_screening(state: State, ref: str) -> Draft | None:
    """The screening, open. None: it was cancelled, or why it could not be opened has been said."""
    session = state.signed_in
    try:
        holder = session.holder(ref)
        taking = _ask_about(state, holder) if holder is not None else False
        if taking is None:
            return None
        try:
            return session.open(ref, take_over=taking)
        except ReasonNeeded as needed:
            reason = asking.text(
                state.dialogue, f"{needed.words} Your reason?", hint=["Enter: it stays closed."]
            ).strip()
        return session.open(ref, reason, take_over=taking) if reason else None
    except VaultError as error:
        state.say(error.words)
        return None


def _ask_about(state: State, holder: Holder) -> bool | None:
    """Whether to take a screening over; None: not to open it."""
    now = state.clock()
    words = held_words(holder, now)
    choices = [Choice("read", READ_IT)]
    if holder.wait:
        words += f" {not_yet_words(holder.wait)}"
    else:
        choices.append(Choice("take", take_over_words(holder, now)))
    choices.append(Choice("cancel", CANCEL))
    chosen = asking.choose(state.dialogue, words, choices, default="cancel")
    return None if chosen == "cancel" else chosen == "take"
