"""Start: danger now, where the child lives, how well it is known, the date. Says what each answer leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from ce_tui.commands.key_names import say_key
from ce_tui.core.pathway.answers.danger import DANGERS, SAFETY
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.question import Question
from ce_tui.core.pathway.words import with_capital
from ce_tui.screens.screening.form import SectionQuestions
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.danger import only_shown_words
from ce_tui.session.words.answers import leads_to, read_as
from ce_tui.widgets.date_field import DateField
from ce_tui.widgets.question_form import Words
from ce_tui.widgets.speaking import is_quiet

_ASKED = "You said so when you began this screening. It can be changed here."


class StartQuestions(SectionQuestions):
    """The first questions."""

    section: ClassVar[str] = "start"

    def parts(self) -> Sequence[Question | Words]:
        """As they are asked; the area last, where it was asked only just: there it can still be changed."""
        asked = interview.questions(self.section, self.screen.draft.answers, self.screen.draft.pathway)
        if not self.screen.draft.area_asked:
            return asked
        areas = [msgspec.structs.replace(each, hint=_ASKED) for each in asked if each.id == "locality"]
        return [*(each for each in asked if each.id != "locality"), *areas]

    async def take(self, question_id: str, value: str) -> JobResult:
        """Danger that cannot be written down here is answered with whom to phone."""
        danger = next((name for name in DANGERS if name == question_id), None)
        if danger and value == "yes" and not self.screen.draft.editable:
            return JobResult(False, only_shown_words(self.screen.draft, danger))
        return await super().take(question_id, value)

    def field_note(self, question_id: str) -> str:
        """How a day of harm was read that was typed without its year."""
        field, day = self.screen.form.widget(question_id), self.screen.draft.answers.harm.on
        by_itself = isinstance(field, DateField) and day[:4] not in field.value
        return read_as(self.screen.draft, question_id) if question_id == "harm.on" and by_itself else ""

    def followed(self, question_id: str, before: Answers, said: str) -> str:
        """What the answer leads to. Of a Yes to danger also what takes it back; whom to phone its alert says."""
        answers, pathway, host = self.screen.draft.answers, self.screen.draft.pathway, self.screen.ce
        # in the display for screen readers the list itself says that it is chosen
        shown = "" if is_quiet(self.screen) else f"{interview.shown(answers, pathway, question_id)}."
        sentences = [*filter(None, (said, shown)), *leads_to(self.screen.draft, question_id, before)]
        if question_id in SAFETY and interview.value(answers, question_id) == "yes":
            key = say_key(host.surroundings.keys.key_of("form.clear")) or "The go-to menu"
            sentences.append(f"{with_capital(key)} takes it back.")
        if question_id == "known_to_practitioner" and answers.known_to_practitioner is False:
            sentences.append(
                f"{say_key(host.surroundings.keys.key_of('section.next'))} goes on to the first tier."
            )
        words = " ".join(sentences)
        now_asked = [asked.id for asked in self.parts() if isinstance(asked, Question)]
        if now_asked == list(self.screen.form.questions):
            return words
        host.show_section("start", question_id, words)  # more is asked now, or less
        return ""
