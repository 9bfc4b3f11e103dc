"""Start: where the child lives, whether the two have met, danger now, the date. Danger says at once what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.result_lines import red_now


class Start(Form):
    """The first questions."""

    section = "start"

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Danger: whom to phone and what to do."""
        if newly_said(before, self.draft.answers):
            return red_now(self.draft)
        return super().followed(question, before)
