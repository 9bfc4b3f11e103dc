"""Start: danger now, where the child lives, how well it is known, the date. Says what each answer leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from ce_tui.commands.keymap import say_key
from ce_tui.core.pathway.answers.danger import DANGERS, SAFETY
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.words.outcomes import notice_words
from ce_tui.screens.screening.form import FormScreen, SectionQuestions
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.answering import only_shown_words
from ce_tui.session.jobs.opening import ASKED_BY, look_and_say, person_of
from ce_tui.session.session import KEPT_AS_BEFORE, as_before, fill_in, remember
from ce_tui.session.words.known import ON_SCREEN
from ce_tui.session.words.sections import leads_to, read_as
from ce_tui.session.words.sharing import group_title
from ce_tui.threads import in_thread
from ce_tui.widgets.question_form import Words
from ce_tui.widgets.room import is_quiet
from ce_tui.widgets.text_area import DateField

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


class DetailsQuestions(SectionQuestions):
    """The details of the open draft."""

    section: ClassVar[str] = "details"
    side_by_side: ClassVar[tuple[str, str] | None] = ("yours", "child")

    def __init__(self, screen: FormScreen) -> None:
        super().__init__(screen)
        self._looked_for = Person()
        self._kept = ""  # what came along and was taken as it stands, until it is left

    def parts(self) -> Sequence[Question | Words]:
        """The document's sentences, then the questions group by group."""
        details = self.screen.draft.pathway.details
        parts: list[Question | Words] = [Words(details.details_intro), Words(details.leave_blank)]
        group = ""
        for question in interview.questions("details", self.screen.draft.answers, self.screen.draft.pathway):
            if question.group != group:
                group = question.group
                parts.append(Words(group_title(group, details), strong=True, group=group))
                if group == "consent":
                    parts += self._consent_words()
                if group == "child" and (along := self._came_along()):
                    parts.append(Words(along, group=group))
            parts.append(question)
        return parts

    def _came_along(self) -> str:
        draft = self.screen.draft
        return draft.before.came_along(draft.answers) if draft.editable else ""

    def _consent_words(self) -> list[Words]:
        draft = self.screen.draft
        notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
        return [Words(notice_words(notice)) for notice in notices]

    def entered(self) -> None:
        """The practitioner's own details of the last screening are filled in where there are none yet.

        Whether the child is known here is looked up here, too: it may have been typed as this section was left.
        """
        self._look_up()
        result = fill_in(self.screen.draft)
        if not result.done:
            return
        self.screen.show_changed()
        for question_id in self.screen.form.questions:
            if question_id.startswith("practitioner."):
                self.screen.form.fill(question_id, interview.value(self.screen.draft.answers, question_id))
        self.screen.announce(result.words)

    def left(self, question: Question) -> str:
        """Remember the practitioner's own details for the next screening; look whether the child is known. Says once
        that what came along is kept.
        """
        kept, self._kept = (KEPT_AS_BEFORE if question.id == self._kept else ""), ""
        if question.id in ASKED_BY:
            self._look_up(" ".join(filter(None, [kept, self.field_note(question.id)])))
        if question.id.startswith("practitioner."):
            self._remember()
        return kept

    def _look_up(self, note: str = "") -> None:
        """Where another child stands there than was looked for. `note`: what is said of the field that was left."""
        if (child := person_of(self.screen.draft)) == self._looked_for:
            return
        self._looked_for = child
        self.screen.run_worker(self._look(note), group="known", exclusive=True)

    async def _look(self, note: str) -> None:
        """Beside what one does: nobody waits for it, and nothing is said where nothing is found."""
        if words := await in_thread(lambda: look_and_say(self.screen.draft, ON_SCREEN)):
            self.screen.announce_too(f"{ended(note)} {words}" if note else words)

    def closed(self) -> None:
        """What was typed is remembered, too."""
        self._remember()

    def _remember(self) -> None:
        session = self.screen.ce.seat.kept_session
        if session is None or not self.screen.kept.editable:
            return
        remember(session.casebook, self.screen.kept.answers.practitioner)

    def group_words(self, question: Question) -> str:
        """Yours or the child's."""
        whose = group_title(question.group, self.screen.draft.pathway.details)
        return f"{whose}. " if question.group in ("yours", "child") else ""

    def remark(self, question_id: str) -> str:
        """That it came along from the screening before, and was not looked at yet."""
        return as_before(self.screen.draft, question_id)

    def replied(self, question_id: str, *, otherwise: bool) -> None:
        """From now on it is what this screening says; what came along and stands as it did is said to be kept."""
        came_along = self.remark(question_id) or question_id == self._kept  # Enter in each part of a date
        self._kept = question_id if came_along and not otherwise else ""
        self.screen.draft.before.confirm(question_id, self.screen.draft.answers)

    def field_note(self, question_id: str) -> str:
        """How a date was read, and the age that follows from it."""
        return read_as(self.screen.draft, question_id) if question_id == "child.date_of_birth" else ""

    async def take(self, question_id: str, value: str) -> JobResult:
        """What happened about consent says of what the reason below it is asked."""
        result = await super().take(question_id, value)
        if result.done and question_id == "consent.status":
            self.screen.form.ask_again(
                interview.question("consent.reason", self.screen.draft.answers, self.screen.draft.pathway)
            )
        return result

    def followed(self, question_id: str, before: Answers, said: str) -> str:
        """What is recorded, where the list itself does not say that it is chosen."""
        shown = interview.shown(self.screen.draft.answers, self.screen.draft.pathway, question_id)
        recorded = f"Recorded: {shown}." if shown and not is_quiet(self.screen) else ""
        return " ".join(filter(None, (said, recorded, *leads_to(self.screen.draft, question_id, before))))
