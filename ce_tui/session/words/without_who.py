"""What somebody typed, without the child's name and how to reach the child, for what stands where others read along.

Words of the document and of the app are never looked through: "child/ young person" stays whole where a child is called
Young.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Recorded, alike
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.comparison import Comparison
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.content import Imprint
from ce_tui.core.words.actions import whom_in_short
from ce_tui.session.words.hidden_name import WithoutName
from ce_tui.session.words.hidden_ways import SHOWN, WithoutWays

Held = TypeVar("Held", bound=msgspec.Struct)
_OF_ANSWERS = ("pathway", "locality", "screened_on", "judged_on", "family_before", "on", "date_of_birth")
_OF_AN_ACTION = ("at", "by", "corrects")
_NO_WORDS = frozenset((*_OF_ANSWERS, *_OF_AN_ACTION))


class WithoutWho:
    """Takes them out of texts that somebody typed, and out of all that a referral is written from."""

    def __init__(self, child: Child) -> None:
        self._name, self._ways = WithoutName(child.name), WithoutWays(child)

    def __call__(self, text: str) -> str:
        """A text with "[name]" for the name, "[phone]" for a number, and so on."""
        parts = SHOWN.split(self._ways(text))
        return "".join(part if SHOWN.fullmatch(part) else self._name(part) for part in parts)

    def written_from(
        self, answers: Answers, outcome: Outcome, pathway: Pathway, imprint: Imprint
    ) -> tuple[Answers, Outcome, Imprint]:
        """The same answers, outcome and imprint, each typed text without them.

        Of the outcome only the alerts quote what was typed. All else, as what is missing, is that of the whole text.
        """
        shown = self._typed(answers)
        alerts = evaluate(shown, pathway, imprint.at).alerts
        names = {alike(each.name) for area in pathway.localities for each in area.contacts}
        recorded = tuple(self._recorded(each, names) for each in imprint.recorded)
        comparison = imprint.comparison and self._compared(imprint.comparison, names)
        return (
            shown,
            replace(outcome, alerts=alerts),
            replace(imprint, recorded=recorded, comparison=comparison),
        )

    def _typed(self, held: Held) -> Held:
        """The same with each typed text as it is shown, at any depth."""
        return replace(held, **dict(self._changed(held)))

    def _changed(self, held: msgspec.Struct) -> Iterator[tuple[str, object]]:
        for field in msgspec.structs.fields(held):
            value = getattr(held, field.name)
            if isinstance(value, msgspec.Struct):
                yield field.name, self._typed(value)
            elif field.type is str and field.name not in _NO_WORDS:
                yield field.name, self(value)

    def _recorded(self, recorded: Recorded, names: set[str]) -> Recorded:
        """An action as it is shown. A service of the pathway keeps its name: it is the document's."""
        action = recorded.action
        shown = self._typed(action)
        return replace(recorded, action=replace(shown, to=action.to) if alike(action.to) in names else shown)

    def _compared(self, found: Comparison, names: set[str]) -> Comparison:
        """Of what was done about the screening before, to whom it was is all that somebody typed."""
        done = found.done
        if done is None or alike(done.to) in names:
            return found
        whom = whom_in_short(done.to)
        return replace(
            found, done=replace(done, words=done.words.replace(whom, self(whom)), to=self(done.to))
        )
