"""Start: danger now, where the child lives, how well it is known, the date. Danger says at once what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.question import Question
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.result_lines import red_now


class Start(Form):
    """The first questions."""

    section = "start"

    def questions(self) -> list[Question]:
        """As they are asked now, without the area while it was asked only just."""
        asked = super().questions()
        if not self.draft.area_asked or self._at == "locality":
            return asked
        return [question for question in asked if question.id != "locality"]

    def listed(self) -> list[Question]:
        """With the area, which was answered when it was asked only just."""
        return super().questions()

    def run(self, at: str) -> None:
        """All of them from one on."""
        try:
            super().run(at)
        finally:
            self.draft.area_asked = False

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Danger: whom to phone and what to do."""
        if newly_said(before, self.draft.answers):
            return red_now(self.draft)
        return super().followed(question, before)
