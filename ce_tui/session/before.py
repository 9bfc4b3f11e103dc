"""The last screening of the same child before the open one, and what differs since (rule 19 of the design)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.outcome.comparison import Comparison, ScreenedAnswers, compare
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import earlier_action
from ce_tui.core.words.outcomes import before_words

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.referrals import EarlierScreening

AS_BEFORE = "As before"
_OF_CHILD = "child."
_NAME, _BORN, _ADDRESS, _LIVES = "child.name", "child.date_of_birth", "child.address", "locality"
_DETAILS = frozenset(Child.__struct_fields__)
PathwayOf = Callable[["EarlierScreening"], "Pathway"]
Shown = TypeVar("Shown")


class ResultComparison(NamedTuple, Generic[Shown]):
    """What stands beside a result of the screenings before, and of what was done.

    `graver`: that one before was graver, in words. `compared`: what differs from the last, as a front end shows or says
    it; `short`: how much that is, where it is heard long before. `form_sent`, `police_told`: that the area's own form
    was sent, that the police were told, as far as is recorded of this one.
    """

    graver: str = ""
    compared: Sequence[Shown] = ()
    short: str = ""
    form_sent: str = ""
    police_told: str = ""


class ScreeningBefore:
    """The screening before, read when it is first asked for.

    It is read again once somebody said which screenings belong together. `trouble`: why it cannot be read, in words;
    empty: it can, or there is none.
    """

    def __init__(self, casebook: Casebook, ref: str, pathway_of: PathwayOf) -> None:
        self._casebook = casebook
        self._ref = ref
        self._pathway_of = pathway_of
        self._is_read = False
        self._found: tuple[EarlierScreening, ScreenedAnswers] | None = None
        self._confirmed: dict[str, tuple[str, ...]] = {}  # by question, of whom, and of which area
        self.trouble = ""

    @property
    def screened(self) -> ScreenedAnswers | None:
        """The answers and the edition of the screening before; None: there is none, or it cannot be read."""
        found = self._read()
        return found[1] if found else None

    @property
    def key(self) -> str:
        """The screening before and its version, with what else a document says of it; empty: there is none."""
        found = self._read()
        return found[0].key if found else ""

    def compared_with(self, later: ScreenedAnswers) -> Comparison | None:
        """How a later screening differs; None: there is none before, or it cannot be read.

        With it what was done about the one before, and whether one before that was graver.
        """
        read = self._read()
        if read is None:
            return None
        earlier, then = read
        return replace(
            compare(then, later),
            done=earlier_action(earlier.recorded) if earlier.recorded is not None else None,
            graver=earlier.graver.stood if earlier.graver else None,
        )

    def came_along(self, answers: Answers) -> str:
        """Whether the child's details are still right that came along, as a question.

        Empty: they are not those of the screening before, there are none, or all of them were confirmed.
        """
        then = self.screened
        if then is None or then.answers.child != answers.child:
            return ""
        if not any(self.said_of(f"{_OF_CHILD}{name}", answers) for name in _DETAILS):
            return ""
        on = then.answers.screened_on
        return f"As in the screening before{f', {say_iso(on)}' if on else ''}: are these details still right?"

    def said_of(self, question_id: str, answers: Answers) -> str:
        """ "As before": a reply about the child came from the screening before, and nobody looked at it yet.

        Empty: it did not, or somebody did. While it is open: whoever opens it once more is told once more.
        """
        name = question_id.removeprefix(_OF_CHILD)
        if name not in _DETAILS or self._confirmed.get(question_id) == _whose(question_id, answers):
            return ""
        then = self.screened
        if then is None:
            return ""
        value: str = getattr(answers.child, name)
        return AS_BEFORE if value and value == getattr(then.answers.child, name) else ""

    def confirm(self, question_id: str, answers: Answers) -> None:
        """Take a reply as this screening's own from now on: it was given or left so on purpose.

        As long as it is of the child who stands in `answers`, and an address of that area.
        """
        self._confirmed[question_id] = _whose(question_id, answers)

    def marks(self, pathway: Pathway) -> dict[str, str]:
        """The factors of an edition that were marked then, in words by their IDs."""
        then = self.screened
        if then is None:
            return {}
        factors, on = then.pathway.factors, then.answers.screened_on
        marked = {factors[each].key: mark for each, mark in then.answers.marks.items() if each in factors}
        return {
            factor_id: before_words(marked[factor.key], on)
            for factor_id, factor in pathway.factors.items()
            if factor.key in marked
        }

    def forget(self) -> None:
        """Read it anew when it is next asked for: it may be another by now."""
        self._is_read = False

    def _read(self) -> tuple[EarlierScreening, ScreenedAnswers] | None:
        if not self._is_read:
            self._is_read, self._found, self.trouble = True, None, ""
            try:
                earlier = self._casebook.earlier.before(self._ref)
                if earlier is not None:
                    pathway = self._pathway_of(earlier)
                    self._found = earlier, ScreenedAnswers(earlier.screening.answers, pathway)
            except VaultError as error:
                self.trouble = error.words
        return self._found


def _whose(question_id: str, answers: Answers) -> tuple[str, ...]:
    """What a detail about the child holds of: what else the child is known by, for an address the area, too."""
    child = answers.child
    known_by = {_NAME: child.name, _BORN: child.date_of_birth, _LIVES: answers.locality}
    others = {_NAME: (_BORN,), _BORN: (_NAME,), _ADDRESS: (_NAME, _BORN, _LIVES)}
    return tuple(known_by[each] for each in others.get(question_id, (_NAME, _BORN)))
