"""A question before the sign-in whose answer is read as both front ends read it, and asked again until it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ce_tui.core.vault.errors import Refused
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State

Answer = TypeVar("Answer")


def ask_until_right(
    state: State,
    question: str,
    read: Callable[[str], Answer],
    *,
    hint: Sequence[str] = (),
    if_wrong: str = "",
    whole: str = "",
) -> Answer:
    """What `read` makes of what was typed; what it refuses is said, then `if_wrong`. Raises Said.

    `whole`: what `again` says.
    """
    while True:
        typed = asking.text(state.dialogue, question, hint=hint, whole=whole)
        try:
            return read(typed)
        except Refused as refused:
            state.say(f"{refused.words} {if_wrong}".rstrip())
