"""Details: yours, the child's, and what happened about consent. Only for an onward referral; nothing is required."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.interview.question import Question
from ce_tui.core.pathway.outcome.cautions import caution_words
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.words import with_small
from ce_tui.core.words.outcomes import notice_words
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.trouble import say_trouble
from ce_tui.session.carrying import as_before
from ce_tui.session.known import ASKED_BY, LOOKING, look_and_say, person_of
from ce_tui.session.own_details import fill_in, remember
from ce_tui.session.words.known import IN_LINES
from ce_tui.session.words.screening import group_title

_CONFIRMS = "as in the screening before. Enter says that it is still right; skip leaves that open."


class Details(Form):
    """The details of the open draft."""

    section = "details"
    _looked_for = Person()

    def run(self, at: str) -> None:
        """The practitioner's own details of the last screening are filled in where there are none yet."""
        details = self.draft.pathway.details
        if not at:
            self.state.say(sentence(details.details_intro), sentence(details.leave_blank))
        self._fill_in()
        if self.stays:
            self._looked_for = person_of(self.draft)
        self.state.say(*self._known())
        try:
            super().run(at)
        finally:
            if self.draft.editable:
                remember(self.draft.casebook, self.draft.answers.practitioner)

    def _fill_in(self) -> None:
        result = fill_in(self.draft)
        self.state.say(result.words)
        if result.done:
            say_trouble(self.state, self.draft)

    def before(self, question: Question, previous: Question | None) -> Sequence[str]:
        """A group's title, and the document's heading over some questions."""
        details = self.draft.pathway.details
        said = self._known() if previous is not None and previous.id in ASKED_BY else []
        if previous is None or question.group != previous.group:
            said.append(sentence(group_title(question.group, details).rstrip(":")))
            if question.group == "consent":
                said += self._consent_words()
            if question.group == "child" and self.draft.editable:
                said.append(self.draft.before.came_along(self.draft.answers))
        return [*said, question.heading]

    def _known(self) -> list[str]:
        """Whether the child is known here, once as soon as enough was typed."""
        if (person := person_of(self.draft)) == self._looked_for:
            return []
        self._looked_for = person
        words = self.state.patiently(LOOKING, lambda: look_and_say(self.draft, IN_LINES))
        return [words] if words else []

    def _now(self, question: Question) -> str:
        """With that it came along from the screening before, and was not looked at yet."""
        along = with_small(as_before(self.draft, question.id))
        return ", ".join(filter(None, [super()._now(question), along]))

    def _hint(self, question: Question) -> list[str]:
        """What Enter says of what came along."""
        along = as_before(self.draft, question.id)
        return [*super()._hint(question), f"{along}: {_CONFIRMS}" if along else ""]

    def replied(self, question: Question) -> None:
        """From now on it is what this screening says."""
        self.draft.before.confirm(question.id, self.draft.answers)

    def _consent_words(self) -> list[str]:
        draft = self.draft
        family = [alert.text for alert in draft.outcome.alerts if alert.kind.on_family]
        notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
        return [*family, *caution_words(draft.outcome), *(notice_words(notice) for notice in notices)]
