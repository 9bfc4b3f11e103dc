"""What jobs have in common: an act that may be refused, a reason that is logged."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker, Line
from ce_tui.session.station import Station
from ce_tui.session.words.keeping import REASON

Result = TypeVar("Result")
Job = Callable[[Asker, Station], Coroutine[Any, Any, Result]]

LONGEST_REASON = 200
LONGEST_PASSPHRASE = 1000


async def was_done(asker: Asker, words: str, job: Callable[[], object]) -> bool:
    """Do something that takes its time. Whether it was done: a refusal has been told."""
    try:
        await asker.wait(words, job)
    except VaultError as error:
        await asker.tell(error.words)
        return False
    return True


async def given(asker: Asker, words: str, job: Callable[[], Result]) -> Result | None:
    """What something gives that takes its time. None: it was refused, which has been told."""
    try:
        return await asker.wait(words, job)
    except VaultError as error:
        await asker.tell(error.words)
        return None


async def ask_reason(asker: Asker, question: str, about: str = "") -> str:
    """Why something is done, for the log; empty: cancelled. `about`: to what, where the question does not say it."""
    line = Line("Your reason", longest=LONGEST_REASON, about=f"{about} {question}")
    return await asker.text(f"{question} {REASON}", line) or ""
