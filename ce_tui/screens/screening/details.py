"""Details: yours, the child's, and what happened about consent. Only for an onward referral; nothing is required."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Practitioner
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.screens.screening.form import SectionQuestions
from ce_tui.session.own_details import remember, remembered
from ce_tui.widgets.question_form import Words


class DetailsQuestions(SectionQuestions):
    """The details of the open draft."""

    section: ClassVar[str] = "details"

    def parts(self) -> Sequence[Question | Words]:
        """The document's sentences, then the questions group by group."""
        details = self.draft.pathway.details
        parts: list[Question | Words] = [Words(details.details_intro), Words(details.leave_blank)]
        titles = {"yours": details.yours, "child": details.child, "consent": "Consent"}
        group = ""
        for question in interview.questions("details", self.draft.answers, self.draft.pathway):
            if question.group != group:
                group = question.group
                parts.append(Words(titles[group], strong=True))
                if group == "consent":
                    parts += self._consent_words()
            parts.append(question)
        return parts

    def _consent_words(self) -> list[Words]:
        draft = self.draft
        notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
        return [Words(f"{notice.text} (Source: {notice.source.rstrip('.')}.)") for notice in notices]

    def entered(self) -> None:
        """The practitioner's own details of the last screening are filled in where there are none yet."""
        draft = self.draft
        if not draft.editable or draft.answers.practitioner != Practitioner():
            return
        session = self.screen.ce.kept_session
        kept = remembered(session.casebook) if session is not None else Practitioner()
        if kept == Practitioner():
            return
        self.screen.ce.screening.change(lambda answers: msgspec.structs.replace(answers, practitioner=kept))
        for question_id in self.screen.form.questions:
            if question_id.startswith("practitioner."):
                self.screen.form.fill(question_id, interview.value(draft.answers, question_id))
        self.screen.announce("Your own details are filled in from your last screening.")

    def left(self, question: Question) -> None:
        """Remember the practitioner's own details for the next screening."""
        if question.id.startswith("practitioner."):
            self._remember()

    def closed(self) -> None:
        """What was typed is remembered, too."""
        self._remember()

    def _remember(self) -> None:
        session = self.screen.ce.kept_session
        if session is None or not self.screen.kept.editable:
            return
        remember(session.casebook, self.screen.kept.answers.practitioner)

    def group_words(self, question: Question) -> str:
        """Yours or the child's."""
        details = self.draft.pathway.details
        return {"yours": f"{details.yours}. ", "child": f"{details.child}. "}.get(question.group, "")

    def field_note(self, question_id: str) -> str:
        """How a date was read, and the age that follows from it."""
        if question_id != "child.date_of_birth" or not self.draft.answers.child.date_of_birth:
            return ""
        age = self.draft.outcome.age
        years = f", {age} years old at the screening" if age is not None else ""
        return f"Read as {say_iso(self.draft.answers.child.date_of_birth)}{years}."

    def followed(self, question_id: str, before: Answers) -> None:
        """Say what is recorded."""
        answers, pathway = self.draft.answers, self.draft.pathway
        said = interview.shown(answers, pathway, question_id)
        needs = "consent.reason" in self.draft.outcome.missing and question_id == "consent.status"
        self.screen.announce(f"Recorded: {said}.{' Say why in the reason below.' if needs else ''}")
