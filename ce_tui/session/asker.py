"""How a job asks the person whom it is done for: each front end has its own `Asker`, a test has a list of answers.

A job is an `async` function over an `Asker`. Where a front end lets a person leave any question (the line mode's
`home`), its exception goes through the job, and so does `asyncio.CancelledError` where the screen is left that waits
for it: so a job changes nothing before it has all of its answers, or says what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice

Result = TypeVar("Result")
Left = Literal["", "back", "skip"]
"""How a question was left: to the one before it, to the next one; empty: it was answered, or cancelled."""

Progress = Callable[[str], None]
"""Says which step of a long job is being done; from any thread."""


class JobResult(NamedTuple):
    """What a job comes to: whether it was done, and what is left to say or is wrong.

    What had to be read has been told. Not done, without words: it was not meant.
    """

    done: bool
    words: str = ""


class Asker(Protocol):
    """Asks one person, and waits for the answer. `left`: how the last question was left, where that can be told."""

    left: Left

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Whether it is answered with yes. `yes` and `no` are the answers in words; no is the safe one.

        `hint`: what is said of it to whoever asks, in a front end that shows one thing at a time: something in the
        question by itself, then the same spelt.
        """

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """The id of what was chosen; empty: nothing was. `safe`: what is chosen beforehand."""

    async def text(self, question: str, line: Line) -> str | None:
        """What was typed, never only blanks unless it `may_be_empty`; None: the question was cancelled."""

    async def tell(self, words: str) -> None:
        """Say something that is to be read before anything else is done."""

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """The result of a job that takes its time; `words` say what is being done, if it takes long."""

    async def steps(
        self, words: str, job: Callable[[Progress], Result], *, only_seen: bool = False
    ) -> Result:
        """As `wait`, for a long job that says its steps. `only_seen`: they are shown where it takes long, and said to
        nobody who hears what is shown: for them it is as `wait`.
        """


def at_once(job: Coroutine[Any, Any, Result]) -> Result:
    """Run a job over an asker that never suspends, without an event loop. Its result."""
    try:
        job.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    job.close()
    raise RuntimeError("this asker suspends: it takes an event loop")
