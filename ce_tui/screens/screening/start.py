"""Start (danger now, where the child lives, how well it is known, the date) and the details, as forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from ce_tui.core.pathway.answers.danger import DANGERS, SAFETY
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.words.outcomes import notice_words
from ce_tui.screens.screening.form import SectionQuestions
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.answering import only_shown_words
from ce_tui.session.jobs.opening import ASKED_BY, look_and_say
from ce_tui.session.session import as_before, fill_in, remember
from ce_tui.session.words.known import ON_SCREEN, person_of
from ce_tui.session.words.sections import leads_to
from ce_tui.session.words.sharing import group_title
from ce_tui.threads import in_thread
from ce_tui.widgets.question_form import Words
from ce_tui.widgets.room import is_quiet

_ASKED = "You said so when you began this screening. It can be changed here."


class StartQuestions(SectionQuestions):
    """The questions of Start. Says what each answer leads to."""

    section: ClassVar[str] = "start"

    def parts(self) -> Sequence[Question | Words]:
        """The questions; the area last if it was just asked: there it can still be changed."""
        asked = self.draft.questions(self.section)
        if not self.draft.area_asked:
            return asked
        areas = [msgspec.structs.replace(each, hint=_ASKED) for each in asked if each.id == "locality"]
        return [*(each for each in asked if each.id != "locality"), *areas]

    async def take(self, question_id: str, value: str) -> JobResult:
        """Take a choice; danger that cannot be written down here is answered with whom to phone."""
        danger = next((name for name in DANGERS if name == question_id), None)
        if danger and value == "yes" and not self.draft.editable:
            return JobResult(False, only_shown_words(self.draft, danger))
        return await super().take(question_id, value)

    def followed(self, question_id: str, before: Answers, said: str) -> str:
        """What the answer leads to. Of a Yes to danger also what takes it back; whom to phone its alert says."""
        screen = self.screen
        # in the display for screen readers the list itself says that it is chosen
        shown = "" if is_quiet(screen) else f"{self.draft.shown(question_id)}."
        sentences = [*filter(None, (said, shown)), *leads_to(self.draft, question_id, before)]
        if question_id in SAFETY and self.draft.value(question_id) == "yes":
            sentences.append(
                f"{with_capital(screen.key_of('form.clear')) or 'The go-to menu'} takes it back."
            )
        if question_id == "known_to_practitioner" and self.draft.answers.known_to_practitioner is False:
            sentences.append(f"{screen.key_of('section.next')} goes on to the first tier.")
        words = " ".join(sentences)
        now_asked = [asked.id for asked in self.parts() if isinstance(asked, Question)]
        if now_asked == list(screen.form.questions):
            return words
        screen.ce.show_section("start", question_id, words)  # more is asked now, or less
        return ""


class DetailsQuestions(SectionQuestions):
    """The questions of the details."""

    section: ClassVar[str] = "details"
    _looked_for = Person()
    _kept = ""  # what came along and was taken as it stands, until it is left

    def parts(self) -> Sequence[Question | Words]:
        """The document's sentences, then the questions group by group."""
        draft, details = self.draft, self.draft.pathway.details
        parts: list[Question | Words] = [Words(details.details_intro), Words(details.leave_blank)]
        group = ""
        for question in draft.questions("details"):
            if question.group != group:
                group = question.group
                parts.append(Words(group_title(group, details), strong=True, group=group))
                if group == "consent":
                    notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
                    parts += [Words(notice_words(notice)) for notice in notices]
                if group == "child" and draft.editable and (along := draft.before.came_along(draft.answers)):
                    parts.append(Words(along, group=group))
            parts.append(question)
        return parts

    def entered(self) -> None:
        """Fill in the practitioner's own details of the last screening if there are none yet.

        Look up whether the child is known here, too: it may have been typed as this section was left.
        """
        self._look_up()
        result = fill_in(self.draft)
        if not result.done:
            return
        self.screen.show_changed()
        for question_id in self.screen.form.questions:
            if question_id.startswith("practitioner."):
                self.screen.form.fill(question_id, self.draft.value(question_id))
        self.screen.announce(result.words)

    def left(self, question: Question) -> str:
        """Remember the practitioner's own details for the next screening; look whether the child is known.

        Says once that what came along is kept.
        """
        kept, self._kept = ("kept, as before." if question.id == self._kept else ""), ""
        if question.id in ASKED_BY:
            self._look_up(" ".join(filter(None, [kept, self.screen.date_read_as(question.id)])))
        if question.id.startswith("practitioner."):
            self.closed()
        return kept

    def _look_up(self, note: str = "") -> None:
        """Look if another child stands there than was looked for. `note`: what is said of the field that was left."""
        if (child := person_of(self.draft)) == self._looked_for:
            return
        self._looked_for = child

        async def look() -> None:  # nobody waits for it, and nothing is said if nothing is found
            if words := await in_thread(lambda: look_and_say(self.draft, ON_SCREEN)):
                self.screen.announce_too(f"{ended(note)} {words}" if note else words)

        self.screen.run_worker(look(), group="known", exclusive=True)

    def closed(self) -> None:
        """Remember the practitioner's own details, as they were typed."""
        session, draft = self.screen.seat.kept_session, self.screen.draft
        if session is not None and draft.editable:
            remember(session.casebook, draft.answers.practitioner)

    def replied(self, question_id: str, *, otherwise: bool) -> None:
        """Take it for this screening's own. What came along and stands as it did is said to be kept."""
        # Enter in each part of a date comes here again.
        came_along = as_before(self.draft, question_id) or question_id == self._kept
        self._kept = question_id if came_along and not otherwise else ""
        self.draft.before.confirm(question_id, self.draft.answers)

    async def take(self, question_id: str, value: str) -> JobResult:
        """Take a choice; that of consent changes of what the reason below it is asked."""
        result = await super().take(question_id, value)
        if result.done and question_id == "consent.status":
            self.screen.form.ask_again(self.draft.question("consent.reason"))
        return result

    def followed(self, question_id: str, before: Answers, said: str) -> str:
        """What is recorded, if the list itself does not say that it is chosen."""
        shown = self.draft.shown(question_id)
        recorded = f"Recorded: {shown}." if shown and not is_quiet(self.screen) else ""
        return " ".join(filter(None, (said, recorded, *leads_to(self.draft, question_id, before))))
