"""Passphrases and account names: six generated words, and what is refused.

Fifteen characters or more and hard to guess; no rule about digits or signs (NIST SP 800-63B-4, 3.1.1.2).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable

from ce_tui.core.drawable_words import drawable
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import guessing
from ce_tui.files.unseen import UNSEEN

MIN_LENGTH = 15
MAX_LENGTH = 1000
WORDS = 6
MAX_NAME = 100
_OF_ITS_OWN = 8  # letters that are not the account's name


def generate() -> str:
    """Six words, with spaces: 77 bits."""
    return " ".join(secrets.choice(drawable()) for _ in range(WORDS))


def normalise(passphrase: str) -> bytes:
    """The bytes that a key is derived from: NFKC, so that it is the same on every keyboard."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def check(passphrase: str, name: str, known: Iterable[str] = ()) -> None:
    """Accept a new passphrase or raise `Refused` with a sentence that says why.

    `name` is the account's; `known`: what else whoever guesses knows, such as the hub's name.
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
    if _is_guessable(passphrase, name, known):
        raise Refused(
            "This passphrase is too easy to guess: it is a common one, repeats, runs along the keyboard, or is made of "
            "names, places, years and words of this work. Choose several words that do not belong together."
        )


def _is_guessable(passphrase: str, name: str, known: Iterable[str]) -> bool:
    own = [word.casefold() for word in name.split() if len(word) > 2]
    if own and _besides(passphrase, own) < _OF_ITS_OWN:
        return True
    return guessing.guesses(passphrase, [name, *known]) < guessing.ENOUGH


def _besides(passphrase: str, words: list[str]) -> int:
    """How many letters and digits a passphrase has besides these words."""
    rest = passphrase.casefold()
    for word in words:
        rest = rest.replace(word, " ")
    return sum(letter.isalnum() for letter in rest)


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
