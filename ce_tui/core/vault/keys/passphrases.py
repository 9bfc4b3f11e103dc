"""Passphrases, account names and recovery codes: how they are made, read and compared, and what is refused.

Fifteen characters or more and hard to guess; no rule about digits or signs (NIST SP 800-63B-4, 3.1.1.2). zxcvbn counts
the guesses, with the words of this place known to it as it knows common ones: the trade's, the pathway's and the areas'
as they stand in the app's files, the years, and what the caller adds (the account's name, the hub's).

Two names look alike as Unicode's UTS #39 has it: their skeletons are the same. Which characters look like which stands
in `data/lookalikes.json` (scripts/lookalikes.py). `NewStore` is here so that front ends have it without the store.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

import msgspec

from ce_tui.core.pathway.words import joined
from ce_tui.core.strict_json import parse_as
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.log.audit import Secret
from ce_tui.core.vault.references import check_letter, random_letters, tidy
from ce_tui.files.shown import UNSEEN
from ce_tui.resources import DATA, drawable

MIN_LENGTH = 15
MAX_LENGTH = 1000
MAX_NAME = 100
_OF_ITS_OWN = 8  # letters that are not the account's name
PDF_WORDS = 5  # of a PDF's passphrase
PDF_LONGEST = 32  # bytes of it: poppler's command line tools refuse a longer one
_SAID_FOR_A_HYPHEN = {"dash", "hyphen", "minus"}


def six_words() -> str:
    """Six words to offer, with spaces: 77 bits."""
    return " ".join(secrets.choice(drawable()) for _ in range(6))


def new_password() -> str:
    """A passphrase to send by another route than the file: five words, joined by hyphens, easy to read out.

    Drawn until it fits: each combination of at most `PDF_LONGEST` characters is as likely as every other (59 bits).
    """
    words = word_list()
    while True:
        drawn = "-".join(secrets.choice(words) for _ in range(PDF_WORDS))
        if not too_long_for_some(drawn):
            return drawn


def too_long_for_some(password: str) -> bool:
    """Whether there are readers that refuse a passphrase for its length."""
    return len(password.encode("utf-8")) > PDF_LONGEST


@cache
def word_list() -> tuple[str, ...]:
    """The words that may be drawn, without what a screen reader says for a hyphen.

    Fenrir says "dash dash hardhat" for "dash-hardhat": whoever writes down what is heard would leave the word out.
    """
    return tuple(word for word in drawable() if word not in _SAID_FOR_A_HYPHEN)


def normalise(passphrase: str) -> bytes:
    """The bytes that a key is derived from: NFKC, so that it is the same on every keyboard."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def check(passphrase: str, name: str, hub: str = "") -> None:
    """Accept a new passphrase or raise `Refused` with a sentence that says why.

    `name` is the account's, `hub` the hub's, where it is known by then: whoever guesses knows both.
    """
    length = len(unicodedata.normalize("NFKC", passphrase))
    if length < MIN_LENGTH:
        raise Refused(
            f"A passphrase has {MIN_LENGTH} characters or more; this has {length}. Several words with spaces are good."
        )
    if length > MAX_LENGTH:
        raise Refused(f"A passphrase has at most {MAX_LENGTH:,} characters; this has {length:,}.")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in passphrase):
        raise Refused("A passphrase cannot hold control characters. Type it rather than pasting it.")
    rest = passphrase.casefold()
    own = [word.casefold() for word in name.split() if len(word) > 2]
    for word in own:
        rest = rest.replace(word, " ")
    is_a_name = own and sum(letter.isalnum() for letter in rest) < _OF_ITS_OWN
    if is_a_name or guesses(passphrase, [name, hub]) < ENOUGH:
        raise Refused(
            "This passphrase is too easy to guess: it is a common one, repeats, runs along the keyboard, or is made of "
            "names, places, years and words of this work. Choose several words that do not belong together."
        )


def check_name(name: str) -> str:
    """The account's name as it is kept: trimmed, NFKC, single spaces. Raises `Refused`."""
    tidied = " ".join(unicodedata.normalize("NFKC", name).split())
    if not tidied:
        raise Refused("Give the account a name.")
    if len(tidied) > MAX_NAME:
        raise Refused(f"The name of an account has at most {MAX_NAME} characters.")
    if UNSEEN.search(tidied) or any(unicodedata.category(letter)[0] == "C" for letter in tidied):
        raise Refused("The name of an account cannot hold control or hidden characters.")
    return tidied


def tidy_name(name: str) -> str:
    """A name as it is compared when someone signs in: never refused, only tidied and cut."""
    return " ".join(unicodedata.normalize("NFKC", name[:1000]).split())[:MAX_NAME]


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


def guesses(passphrase: str, known: Iterable[str]) -> int:
    """The fewest guesses that reach `passphrase`, whole or as letters and digits alone.

    `known`: texts whose words whoever guesses would try first.
    """
    from zxcvbn.matching import RANKED_DICTIONARIES, omnimatch
    from zxcvbn.scoring import most_guessable_match_sequence

    bare = "".join(letter for letter in passphrase if letter.isalnum())
    own = [word for text in known for word in (*_words_of(text), "".join(_words_of(text))) if len(word) > 2]
    ranks = {word: rank for rank, word in enumerate(dict.fromkeys((*own, *_words_of_the_place())), start=1)}
    counts = []
    for form in {passphrase, bare} if len(bare) >= _BARE else {passphrase}:
        found = omnimatch(form[:_JUDGED], {**RANKED_DICTIONARIES, "known": ranks})
        # For whoever knows how many words there are: three common ones are not a hundred million.
        sequence = most_guessable_match_sequence(form[:_JUDGED], found, _exclude_additive=True)
        counts.append(int(sequence["guesses"]))
    return min(counts)


@cache
def _words_of_the_place() -> tuple[str, ...]:
    files = sorted([*(DATA / "pathways").glob("*.toml"), *(DATA / "localities").glob("*.toml")])
    counted = Counter(word for file in files for word in _words_of(file.read_text("utf-8")) if len(word) > 3)
    return (*_FOREMOST, *_YEARS, *(word for word, _ in counted.most_common()))


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


WORDS, OWN = "words", "own"
KINDS = {
    WORDS: "Six words made up for you",
    OWN: "One of your own: 15 characters or more, several words are good",
}
"""The two ways, with what a person reads or hears."""


def take_six(typed: str, offered: str) -> str:
    """The passphrase that six words are, once they were typed back.

    Raises `Refused`: nothing, or other words, were typed.
    """
    tidied = " ".join(typed.lower().split())
    if not tidied:
        raise Refused("Type the six words.")
    if tidied != offered:
        raise Refused("These are not the six words. Type them exactly as they were given.")
    return tidied


def take_own(typed: str, name: str = "", hub: str = "") -> str:
    """The passphrase that somebody made up, once it was typed and accepted. Takes a while.

    `name` is the account's, `hub` what the people are called who share the store, where that is known by then.

    Raises `Refused`: nothing was typed, it is too short, or easy to guess.
    """
    if not typed:
        raise Refused("Type a passphrase of 15 characters or more.")
    check(typed, name, hub)
    return typed


def same_again(first: str, second: str) -> None:
    """Raise `Refused` unless the second time was as the first."""
    if not second:
        raise Refused("Type the passphrase once more.")
    if second != first:
        raise Refused("This is not what you typed the first time.")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    looks_like: dict[str, str]


def look_alike(one: str, other: str) -> bool:
    """Whether a person may take one name for the other; capitals, spaces and what nobody sees make no difference."""
    return not _skeletons(one).isdisjoint(_skeletons(other))


def _skeletons(name: str) -> set[str]:
    """With capitals as they are ("I" looks like "l"), and without them ("Ian" is "ian"). Not for display."""
    seen = " ".join(UNSEEN.sub("", unicodedata.normalize("NFKC", name)).split())
    return {_skeleton(seen).casefold(), _skeleton(seen.casefold())}


def _skeleton(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", apart.translate(_prototypes()))


@cache
def _prototypes() -> dict[int, str]:
    rows = parse_as((DATA / "lookalikes.json").read_bytes(), _Table).looks_like
    return {ord(each): prototype for prototype, members in rows.items() for each in members}


GROUPS = 7
_LETTERS = 4


class RecoveryCode(str):
    """The code as it is shown: `7K3M2-…`. Never logged; `repr` does not show it."""

    def __repr__(self) -> str:
        return "RecoveryCode(…)"


class NewStore(Secret, frozen=True, kw_only=True):
    """The settings of a new store: its first account, the hub, and the hub's usual area. These two may be empty.

    While it is set up they are what was answered so far. `roles`: empty: all three. `code`: a recovery code whose
    receipt was confirmed beforehand, so that nothing is written without it; else a fresh one is made. `new_hub`: it is
    made on purpose although there was another one.
    """

    name: str = ""
    passphrase: str = ""
    hub: str = ""
    locality: str = ""
    roles: tuple[str, ...] = ()
    code: RecoveryCode | None = None
    new_hub: bool = False


def new_recovery_code() -> RecoveryCode:
    """A fresh random code."""
    drawn = [random_letters(_LETTERS) for _ in range(GROUPS)]
    groups = [letters + check_letter(letters, place) for place, letters in enumerate(drawn, 1)]
    return RecoveryCode("-".join(groups))


def read_recovery_code(text: str) -> RecoveryCode:
    """The code that was typed, in its one spelling. Forgives case, spaces, dashes, O for 0, and I or L for 1.

    Raises `Refused` that names the group with the slip in it, never the code.
    """
    letters = tidy(text[:500])
    if letters is None:
        raise Refused(
            "A recovery code has only letters and digits, and never the letter U. Check it and try again."
        )
    size = _LETTERS + 1
    if len(letters) != GROUPS * size:
        raise Refused(
            f"A recovery code has {GROUPS} groups of {size}, {GROUPS * size} letters and digits in all; this has "
            f"{len(letters)}. Check it and try again."
        )
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    wrong = [
        str(place)
        for place, group in enumerate(groups, 1)
        if check_letter(group[:_LETTERS], place) != group[_LETTERS]
    ]
    if len(wrong) == 1:
        raise Refused(f"Group {wrong[0]} of the recovery code has a slip in it. Check it and try again.")
    if wrong:
        raise Refused(
            f"Groups {joined(wrong)} of the recovery code have a slip in them. Check them and try again."
        )
    return RecoveryCode("-".join(groups))


def is_of_code(typed: str, code: str) -> bool:
    """Whether this is the code's last group, or the whole code. Forgives case, dashes, O for 0, and I or L for 1."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    forgiven = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return forgiven in (code.rpartition("-")[2], code.replace("-", ""))
