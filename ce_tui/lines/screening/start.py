"""Start: where the child lives, whether the two have met, danger now, the date. Danger says at once what to do."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.indication import not_asked
from ce_tui.core.pathway.outcome.status_words import tier_titles
from ce_tui.lines.dialogue import asking
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.part import Change
from ce_tui.lines.screening.result_lines import red_now


class Start(Form):
    """The first questions."""

    section = "start"

    def questions(self) -> list[Question]:
        """The questions; the one on having met carries the document's own sentence."""
        pathway = self.draft.pathway
        return [
            msgspec.structs.replace(question, hint=f"“{pathway.first_meeting}”")
            if question.id == "known_to_practitioner" and pathway.first_meeting
            else question
            for question in super().questions()
        ]

    def asks_first(self, question: Question, change: Change) -> bool:
        """A first meeting sets marks aside: asked first."""
        answers, pathway = self.draft.answers, self.draft.pathway
        after = change(answers)
        first_meeting = answers.known_to_practitioner is not False and after.known_to_practitioner is False
        aside = changes.marks_to_set_aside(answers, pathway) if first_meeting else ()
        if not aside:
            return self.may_lower(change)
        lowers = " The result is then no longer red." if changes.lowers_red(answers, after, pathway) else ""
        return asking.yes_or_no(
            self.state.dialogue,
            f"At a first meeting these marks do not count: {', '.join(aside)}. They are set aside, not deleted, and "
            f"come back if you change this answer again.{lowers} Set them aside?",
        )

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Danger: whom to phone and what to do. A first meeting: what is not asked."""
        answers, pathway = self.draft.answers, self.draft.pathway
        risk = answers.immediate_risk and not before.immediate_risk
        if risk or (answers.harm_today and not before.harm_today):
            return red_now(self.draft)
        if question.id == "known_to_practitioner":
            closed = not_asked(answers, pathway)
            back = [id for id in before.set_aside if id in answers.marks]
            return [
                f"{tier_titles(closed, pathway)} not asked." if closed else "",
                f"Back again: {', '.join(back)}." if back else "",
            ]
        if question.id == "screened_on" and answers.screened_on:
            return [f"Read as {self._shown(question)}."]
        return ()
