"""Looking for words where one is: what was found there, and what its numbers do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from ce_tui.core.pathway.clean import folded


class WordsFound(NamedTuple):
    """What was found: what is said of it, and rows to read.

    `which`: the question for one of them; what it `goes` to by the row's place, from 0. Without one the rows have the
    numbers of the list that they are of, which the question takes at which it was looked for. `names`: what a row is
    called beside its number.
    """

    said: str
    rows: Sequence[str] = ()
    which: str = ""
    goes: Callable[[int], object] = lambda _: None
    names: Sequence[str] = ()


@runtime_checkable
class Finds(Protocol):
    """A place that looks for words in its own way. Others are looked through as they are listed."""

    def found(self, words: str) -> WordsFound:
        """What holds all of the words."""


def holds(text: str, words: str) -> bool:
    """Whether a text holds all of the words, whatever their case and accents. Without words: no."""
    wanted, within = folded(words).split(), folded(text)
    return bool(wanted) and all(word in within for word in wanted)


def among(lines: Sequence[str], words: str) -> WordsFound:
    """The lines of a list that hold all of the words, as they are."""
    rows = [line for line in lines if holds(line, words)]
    return WordsFound(f"{len(rows)} found." if rows else NOTHING, rows)


NOTHING = "Nothing is found here."
