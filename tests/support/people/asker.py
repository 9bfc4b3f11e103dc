"""A person who answers a job's questions from a list, and remembers what was asked and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice
from ce_tui.session.asker import Left, Progress

Result = TypeVar("Result")


BACK, SKIP = "left by: back", "left by: skip"
_LEFT: dict[object, Left] = {BACK: "back", SKIP: "skip"}


class Answers:
    """Answers in the order in which they will be asked for: True or False, the id of a choice, a text, None.

    A question too many, an answer that is none of the choices, and answers that nobody asked for (`all_given`) are
    failures of the test. BACK and SKIP leave a question, as the line mode's words do. `lines`: those that were to be
    typed. `secrets`: the questions whose answers nobody else was to see. `offered`: the words of the choices, and of
    yes and no.
    """

    def __init__(self, *answers: str | bool | None) -> None:
        self._answers = list(answers)
        self.left: Left = ""
        self.asked: list[str] = []
        self.lines: list[Line] = []
        self.secrets: list[str] = []
        self.told: list[str] = []
        self.waited: list[str] = []
        self.choices: list[list[str]] = []
        self.offered: list[list[str]] = []

    def _next(self, question: str) -> str | bool | None:
        self.asked.append(question)
        assert self._answers, f"asked without an answer: {question}"
        answer = self._answers.pop(0)
        self.left = _LEFT.get(answer, "")
        return None if self.left else answer

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        self.offered.append([yes, no])
        answer = self._next(question)
        assert isinstance(answer, bool), (question, answer)
        return answer

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        self.choices.append([each.id for each in choices])
        self.offered.append([each.words for each in choices])
        answer = self._next(question) or ""
        assert answer in ["", *self.choices[-1]], (question, answer, self.choices[-1])
        return str(answer)

    async def text(self, question: str, line: Line) -> str | None:
        self.lines.append(line)
        question = line.after_what_is_wrong(question)
        answer = self._next(question)
        if line.secret:
            self.secrets.append(question)
        assert answer is None or isinstance(answer, str), (question, answer)
        assert answer != "" or line.proposed or line.may_be_empty, f"an empty answer to: {question}"
        return line.proposed if answer == "" and not line.may_be_empty else answer

    async def tell(self, words: str) -> None:
        self.told.append(words)

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        self.waited.append(words)
        return job()

    async def steps(
        self, words: str, job: Callable[[Progress], Result], *, only_seen: bool = False
    ) -> Result:
        self.waited.append(words)
        return job((lambda _: None) if only_seen else self.waited.append)

    @property
    def all_given(self) -> bool:
        """Whether every answer was asked for."""
        return not self._answers
