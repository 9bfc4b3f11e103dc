"""Start: where the child lives, whether the two have met, danger now, the date. Says what each answer leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from ce_tui.commands.table import say_key
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.indication import not_asked
from ce_tui.core.pathway.outcome.status_words import tier_titles
from ce_tui.screens.screening.form import SectionQuestions
from ce_tui.widgets.dialogs import ConfirmDialog
from ce_tui.widgets.question_form import Words


class StartQuestions(SectionQuestions):
    """The first questions."""

    section: ClassVar[str] = "start"

    def parts(self) -> Sequence[Question | Words]:
        """The questions; the one on having met carries the document's own sentences."""
        pathway = self.draft.pathway
        asked = interview.questions("start", self.draft.answers, pathway)
        return [
            msgspec.structs.replace(question, hint=f"“{pathway.first_meeting}”")
            if question.id == "known_to_practitioner" and pathway.first_meeting
            else question
            for question in asked
        ]

    def asks_first(self, question_id: str, value: str) -> ConfirmDialog | None:
        """A first meeting sets marks aside: asked first."""
        answers, pathway = self.draft.answers, self.draft.pathway
        if question_id != "known_to_practitioner" or value != "no" or answers.known_to_practitioner is False:
            return None
        aside = changes.marks_to_set_aside(answers, pathway)
        if not aside:
            return None
        after = changes.set_known(answers, pathway, False)
        lowers = " The result is then no longer red." if changes.lowers_red(answers, after, pathway) else ""
        return ConfirmDialog(
            f"At a first meeting these marks do not count: {', '.join(aside)}. They are set aside, not deleted, and "
            f"come back if you change this answer again.{lowers}",
            "This is our first meeting: set them aside",
            "Leave it as it is",
        )

    def followed(self, question_id: str, before: Answers) -> None:
        """Say what the answer leads to; danger now leads to what to do now."""
        answers, pathway = self.draft.answers, self.draft.pathway
        if question_id in before.by_file:  # what the file said is the practitioner's own answer now
            self.screen.form.ask_again(interview.question(question_id, answers, pathway))
        risk = answers.immediate_risk and not before.immediate_risk
        if risk or (answers.harm_today and not before.harm_today):
            words = f"The red steps, and whom to phone. {self._back_key()} goes back to the screening."
            self.screen.ce.navigator.show_section("result", greeting=words)
            return
        said = interview.shown(answers, pathway, question_id)
        self.screen.announce(f"{said}. {self._leads_to(question_id, before)}".strip())

    def _back_key(self) -> str:
        return say_key(self.screen.ce.keys.of("section.back"))

    def _next_key(self) -> str:
        return say_key(self.screen.ce.keys.of("section.next"))

    def _leads_to(self, question_id: str, before: Answers) -> str:
        answers, pathway = self.draft.answers, self.draft.pathway
        if question_id == "locality":
            return f"Steps and contacts: {pathway.locality(answers.locality).title}."
        if question_id == "known_to_practitioner":
            if answers.known_to_practitioner is False:
                closed = not_asked(answers, pathway)
                said = f"{tier_titles(closed, pathway)} not asked." if closed else ""
                aside = f" Set aside: {', '.join(answers.set_aside)}." if answers.set_aside else ""
                return f"{said}{aside} {self._next_key()} goes on to the first tier."
            back = [id for id in before.set_aside if id in answers.marks]
            came = f" Back again: {', '.join(back)}." if back else ""
            return f"All tiers are asked.{came}"
        return ""
