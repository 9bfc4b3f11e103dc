"""The tiers at a glance: every factor of a pathway with a sign for its mark, tier by tier, and the same in words.

The paper draws them, and the screen where it has room.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Factor, Pathway, Tier
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARK_WORDS, MARKS, MarkName, TierName, joined

NOT_MARKED, NOT_ASKED = "·", "-"
ASIDE_WORDS = "set aside"
_LETTERS = [mark.letter for mark in MARKS.values()]
_IN_ORDER = [*_LETTERS, NOT_MARKED, NOT_ASKED, *map(str.lower, _LETTERS)]


class BoardFactor(NamedTuple):
    """A factor and its mark (empty: none); `aside`: a first meeting set that aside; `asked`: its tier is open."""

    id: str
    mark: MarkName | Literal[""] = ""
    aside: bool = False
    asked: bool = True

    @property
    def counts(self) -> bool:
        """Whether it is marked, and not only was."""
        return bool(self.mark) and not self.aside

    @property
    def sign(self) -> str:
        """The letter of its mark, a small one where that was set aside; without a mark whether it was asked."""
        if not self.mark:
            return NOT_MARKED if self.asked else NOT_ASKED
        letter = MARKS[self.mark].letter
        return letter.lower() if self.aside else letter

    @property
    def meaning(self) -> str:
        """What its sign means: "suspected", "not marked"; of what was set aside only that."""
        if self.aside:
            return ASIDE_WORDS
        return MARK_WORDS[self.mark].lower() if self.mark else "not marked" if self.asked else "not asked"


class BoardTier(NamedTuple):
    """A tier: its name, its title, its state in words, its factors in the document's order."""

    name: TierName
    title: str
    words: str
    factors: tuple[BoardFactor, ...]

    @property
    def said(self) -> str:
        """All that is marked in it, in words: "Yellow: 1 yes, 1 noted (Y1 yes, V2 noted)."."""
        marked = ", ".join(f"{each.id} {each.meaning}" for each in self.factors if each.counts)
        return f"{self.title}: {self.words}{f' ({marked})' if marked else ''}."

    @property
    def in_words(self) -> str:
        """The same with what was set aside, without which "not asked" never stands (rule 3 of the design)."""
        return f"{self.said} {self._aside}." if self._aside else self.said

    @property
    def beside(self) -> tuple[str, ...]:
        """Its state as it can stand beside its factors, the longest first; of marks set aside each says so."""
        if not self._aside:
            return (self.words,)
        count = sum(each.aside for each in self.factors)
        return (f"{self.words}. {self._aside}", self._aside, f"{count} {ASIDE_WORDS}")

    @property
    def _aside(self) -> str:
        ids = [each.id for each in self.factors if each.aside]
        return f"{ASIDE_WORDS.capitalize()}: {joined(ids)}" if ids else ""


class Board(NamedTuple):
    """The tiers of a pathway; `legend`: the signs that stand there or could, by what they mean."""

    tiers: tuple[BoardTier, ...]
    legend: dict[str, tuple[str, ...]]


def board(answers: Answers, outcome: Outcome, pathway: Pathway) -> Board:
    """The board of these answers: every factor of the pathway once."""
    tiers = tuple(
        BoardTier(
            tier.name,
            tier.title,
            tier_words(tier, answers, outcome),
            tuple(
                _factor(each, answers, asked=tier.name not in outcome.not_asked) for each in tier.all_factors
            ),
        )
        for tier in pathway.tiers
    )
    return Board(tiers, _legend(tiers, pathway))


def _factor(factor: Factor, answers: Answers, *, asked: bool) -> BoardFactor:
    if mark := answers.marks.get(factor.id):
        return BoardFactor(factor.id, mark, asked=asked)
    before = answers.set_aside.get(factor.id)
    return BoardFactor(factor.id, before or "", aside=bool(before), asked=asked)


def _legend(tiers: tuple[BoardTier, ...], pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """Marks first, as the factors take them that are asked; then what is not marked, not asked, set aside."""
    shown = [each for tier in tiers for each in tier.factors]
    marks = [
        BoardFactor(each.id, mark) for each in shown if each.asked for mark in pathway.factors[each.id].marks
    ]
    meanings = {each.sign: each.meaning for each in (*marks, *shown)}
    signs = sorted(meanings, key=_IN_ORDER.index)
    return {
        words: tuple(sign for sign in signs if meanings[sign] == words)
        for words in dict.fromkeys(meanings[sign] for sign in signs)
    }


def tier_words(tier: Tier, answers: Answers, outcome: Outcome) -> str:
    """The state of a tier in words: "2 reasonably believe, 1 suspected", "Not asked (first meeting)"."""
    if tier.name in outcome.not_asked:
        return "Not asked (first meeting)"
    if tier.name in outcome.not_looked_at:
        return "Not looked at"
    counts = [
        f"{count} {MARK_WORDS[mark].lower()}"
        for mark in GRAVEST_FIRST
        if (count := sum(answers.marks.get(factor.id) == mark for factor in tier.all_factors))
    ]
    if counts:
        return ", ".join(counts)
    if answers.looked_at is None:
        return "No mark; whether it was looked at is not recorded"
    return "Nothing marked"
