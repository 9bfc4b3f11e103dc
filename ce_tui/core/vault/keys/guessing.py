"""How many guesses a passphrase withstands from somebody who knows where it is used.

zxcvbn counts them, with the words of this place known to it as it knows common ones: the trade's, the pathway's and
the areas' as they stand in the app's files, the years, and what the caller adds (the account's name, the hub's).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from ce_tui.resources import DATA

ENOUGH = 10**8
"""zxcvbn's score of 3 begins here: safe against somebody who tries a stolen file for a while."""

_JUDGED = 72  # characters: zxcvbn's time grows with the square of the length
_BARE = 10  # letters and digits from which they are judged by themselves, too
_FOREMOST = (
    "safeguarding", "nurse", "school", "social", "worker", "screening", "pathway", "child", "children", "teacher",
    "police", "council", "referral", "exploitation", "southend", "essex", "thurrock", "practitioner", "health",
    "visitor", "support", "service", "family", "young", "people", "youth", "password", "passphrase", "welcome",
)  # fmt: skip
_YEARS = tuple(str(year) for year in range(2019, 2041))  # before them zxcvbn knows the years itself


def guesses(passphrase: str, known: Iterable[str] = ()) -> int:
    """The fewest guesses that reach `passphrase`, as it stands or as its letters and digits alone.

    `known`: texts whose words whoever guesses would try first.
    """
    bare = "".join(letter for letter in passphrase if letter.isalnum())
    forms = {passphrase, bare} if len(bare) >= _BARE else {passphrase}
    words = _in_order(known)
    return min(_counted(form[:_JUDGED], words) for form in forms)


def _counted(text: str, words: dict[str, int]) -> int:
    """As zxcvbn counts, but for whoever knows how many words there are: three common ones are not a hundred million."""
    from zxcvbn.matching import RANKED_DICTIONARIES, omnimatch
    from zxcvbn.scoring import most_guessable_match_sequence

    found = omnimatch(text, {**RANKED_DICTIONARIES, "known": words})
    return int(most_guessable_match_sequence(text, found, _exclude_additive=True)["guesses"])


def _in_order(known: Iterable[str]) -> dict[str, int]:
    """Each known word with its rank, what the caller knows first."""
    own = [word for text in known for word in (*_words_of(text), _joined(text)) if len(word) > 2]
    return {word: rank for rank, word in enumerate(dict.fromkeys((*own, *_of_the_place())), start=1)}


@cache
def _of_the_place() -> tuple[str, ...]:
    files = sorted([*(DATA / "pathways").glob("*.toml"), *(DATA / "localities").glob("*.toml")])
    counted = Counter(word for file in files for word in _words_of(file.read_text("utf-8")) if len(word) > 3)
    return (*_FOREMOST, *_YEARS, *(word for word, _ in counted.most_common()))


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _joined(text: str) -> str:
    return "".join(_words_of(text))
