"""The result: read out, then the practitioner's decision and its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.question import Question
from ce_tui.core.pathway.outcome.contacts import to_be_shown
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.words import DecisionName, grade
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import WordsBeside
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.reading.contacts import number_lines
from ce_tui.lines.screening import result_lines
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.result_lines import CHANGES
from ce_tui.lines.screening.section import LAST, STAYED
from ce_tui.lines.screening.step_lines import step_lines
from ce_tui.session.jobs import deciding
from ce_tui.session.jobs.deciding import WHY_NOTHING
from ce_tui.session.jobs.marking_cited import mark_cited
from ce_tui.session.to_do import form_sent, still_due
from ce_tui.session.words.result import SHORT_REASON

_MARK = "mark"
_READ = "read"
_PARTS = "steps, numbers, reasons, notices or forms: that part of the result."
_ALL = f"{_READ}: all of it."
_CHANGED = f"{CHANGES}: what is marked otherwise than in the screening before."
_NONE = "There is none here."


class Result(Form):
    """The decision, as a form that reads the result first. `at`: "decision" and "reason" lead to these alone."""

    section = "result"
    _before: DecisionName | None = None  # the decision, before one was taken on this visit

    def run(self, at: str) -> None:
        """Read, unless one comes for the decision; then ask."""
        to_one = {"decision": "decision.outcome", "reason": "decision.reason", LAST: LAST}
        question = self._last_asked if at == STAYED else to_one.get(at, "")
        if not question:
            self.draft.keep_place("result")
            self.read(_READ)
        super().run(question)

    @property
    def _last_asked(self) -> str:
        """Which question it was."""
        kept, _, at = self.draft.place.partition(":")
        return at if kept == self.section and at else "decision.outcome"

    def read(self, part: str) -> None:
        """Read a part of the result, or all of it; what there is nothing of is said. At each pause every part is read
        for its word.
        """
        asking.read_out(self.state.dialogue, list(self._parts()[part]()) or [_NONE], self._beside())

    def _beside(self) -> WordsBeside:
        """The words of the parts."""
        words = [word for word in self._parts() if word != _READ]
        hint = [_PARTS, *([_CHANGED] if CHANGES in words else [])]
        return WordsBeside(hint, {word: partial(self.read, word) for word in words})

    def _parts(self) -> Mapping[str, Callable[[], Sequence[str]]]:
        """What can be read by its word; what differs from the screening before only where there is one."""
        draft, outcome, pathway = self.draft, self.draft.outcome, self.draft.pathway
        parts: dict[str, Callable[[], Sequence[str]]] = {
            "steps": lambda: step_lines(outcome, pathway),
            "numbers": lambda: number_lines(to_be_shown(outcome.contacts, outcome.age)),
            "reasons": lambda: result_lines.reason_lines(outcome, pathway),
            "notices": lambda: result_lines.notice_lines(still_due(draft)),
            "forms": lambda: result_lines.form_lines(outcome, pathway, form_sent(draft)),
            _READ: lambda: result_lines.whole(draft),
        }
        compared = result_lines.compared_lines(draft)
        return parts | ({CHANGES: lambda: compared} if compared else {})

    def questions(self) -> list[Question]:
        """The decision; its reason only where one is needed or was given."""
        decision, reason = super().questions()
        outcome = self.draft.outcome
        own = self.draft.answers.decision
        wanted = (
            is_lower(outcome.outcome, outcome.decision)
            or own.reason
            or own.outcome == "none"
            or reason.id in self.draft.screening.unfinished
        )
        return [decision, reason] if wanted or self._at == reason.id else [decision]

    def _hint(self, question: Question) -> list[str]:
        compared = [_CHANGED] if CHANGES in self._parts() else []
        cited = (
            [f"{_MARK}: how what your notes cite is to be marked."]
            if self.draft.outcome.cited_unmarked
            else []
        )
        return [*super()._hint(question), f"{_PARTS} {_ALL}", *compared, *cited]

    def reply(self, question: Question, line: str) -> bool:
        """A part of the result is read again; else a decision, or a reason."""
        word = line.casefold()
        if word == _MARK and self.draft.outcome.cited_unmarked:
            result = self.do(mark_cited(self.asker, self.draft), says_back=("under_13",))
            self.state.say("" if result.done else result.words)
            return False
        if question.kind != "text" and word in self._parts():
            self.read(word)
            return False
        settled = super().reply(question, line)
        return settled and not (question.id == "decision.reason" and self._is_short())

    def _one(self, question: Question) -> None:
        """A decision for less that is left without its reason stays as it was before."""
        if question.id == "decision.outcome":
            self._before = self.draft.answers.decision.outcome
        try:
            super()._one(question)
        except Said as said:
            if question.id == "decision.reason" and said.goes_back:
                self._unless_reason()
            raise
        if question.id == "decision.reason":
            self._unless_reason()

    def _unless_reason(self) -> None:
        if self._before is not None and self.draft.editable and deciding.lacks_reason(self.draft):
            before = self.draft.answers
            self.say_changed(before, deciding.as_before(self.draft, self._before).words)
        self._before = None

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """That a reason is needed; the steps, where they are others now."""
        outcome = self.draft.outcome
        if question.id == "decision.reason":
            return [SHORT_REASON] if self._is_short() else ()
        said = []
        needs_reason = "decision.reason" in outcome.missing
        if needs_reason:
            said.append(
                "This is less than the marks indicate, so it needs your reason, in three words or more, before it can "
                "be completed."
            )
        if outcome.grade.is_red and not grade(outcome.outcome).is_red:
            said += result_lines.red_now(self.draft)
        elif deciding.asks_why(self.draft) and not needs_reason:
            said.append(WHY_NOTHING)
        elif outcome.decision == "unsure":
            said += step_lines(outcome, self.draft.pathway)
        return said

    def _is_short(self) -> bool:
        """Whether a reason was given that is none yet (rule 6 of the design): it is asked for once more."""
        return bool(
            "decision.reason" in self.draft.outcome.missing and self.draft.answers.decision.reason.strip()
        )

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The result, in short or in full."""
        return result_lines.whole(self.draft) if everything else result_lines.summary(self.draft)

    def findable(self) -> Sequence[tuple[str, str]]:
        """The result in full: its sentences lead nowhere."""
        return [(line, "") for line in self.listing(everything=True)]
