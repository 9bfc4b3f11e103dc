"""Details: yours, the child's, and what happened about consent. Only for an onward referral; nothing is required."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Practitioner
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.words.outcomes import notice_words
from ce_tui.lines.screening.form import Form
from ce_tui.session.own_details import remember, remembered


class Details(Form):
    """The details of the open draft."""

    section = "details"

    def run(self, at: str) -> None:
        """The practitioner's own details of the last screening are filled in where there are none yet."""
        details = self.draft.pathway.details
        if not at:
            self.state.say(f"{details.details_intro} {details.leave_blank}")
        self._fill_in()
        try:
            super().run(at)
        finally:
            if self.draft.editable:
                remember(self.draft.casebook, self.draft.answers.practitioner)

    def _fill_in(self) -> None:
        draft = self.draft
        if not draft.editable or draft.answers.practitioner != Practitioner():
            return
        kept = remembered(draft.casebook)
        if kept != Practitioner():
            self.change(
                lambda answers: msgspec.structs.replace(answers, practitioner=kept),
                "Your own details are filled in from your last screening.",
            )

    def before(self, question: Question, previous: Question | None) -> Sequence[str]:
        """A group's title, and the document's heading over some questions."""
        details = self.draft.pathway.details
        said: list[str] = []
        if previous is None or question.group != previous.group:
            titles = {"yours": details.yours, "child": details.child, "consent": "Consent"}
            said.append(f"{titles[question.group].rstrip('.:')}.")
            if question.group == "consent":
                said += self._consent_words()
        return [*said, question.heading]

    def _words(self, question: Question, *, brief: bool = False) -> str:
        """Where it stands alone a question says whose details it asks for: two have the same label."""
        details = self.draft.pathway.details
        whose = {"yours": details.yours, "child": details.child}.get(question.group, "").rstrip(".:")
        words = super()._words(question, brief=brief)
        return f"{whose}. {words}" if brief and whose else words

    def _consent_words(self) -> list[str]:
        draft = self.draft
        notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
        return [notice_words(notice) for notice in notices]

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """How a date was read and the age that follows; that a reason is needed."""
        if question.id == "child.date_of_birth" and self.draft.answers.child.date_of_birth:
            age = self.draft.outcome.age
            years = f", {age} years old at the screening" if age is not None else ""
            return [f"Read as {say_iso(self.draft.answers.child.date_of_birth)}{years}."]
        if question.id == "consent.status" and "consent.reason" in self.draft.outcome.missing:
            return ["Say why in the reason that follows."]
        return ()
