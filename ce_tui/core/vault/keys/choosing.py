"""Choosing a passphrase, wherever one is set: six words made up and typed back, or one's own typed twice."""

from __future__ import annotations

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys import passphrases

WORDS, OWN = "words", "own"
KINDS = {
    WORDS: "Six words made up for you",
    OWN: "One of your own: 15 characters or more, several words are good",
}
"""The two ways, with what a person reads or hears."""


def six_words() -> str:
    """Six words to offer."""
    return passphrases.generate()


def take_six(typed: str, offered: str, name: str = "") -> str:
    """The passphrase that six words are, once they were typed back. `name` is the account's. Takes a while.

    Raises `Refused`: nothing, or other words, were typed; or these are easy to guess for this account.
    """
    tidied = " ".join(typed.lower().split())
    if not tidied:
        raise Refused("Type the six words.")
    if tidied != offered:
        raise Refused("These are not the six words. Type them exactly as they were given.")
    passphrases.check(tidied, name)
    return tidied


def take_own(typed: str, name: str = "") -> str:
    """The passphrase that somebody made up, once it was typed. `name` is the account's. Takes a while.

    Raises `Refused`: nothing was typed, it is too short, or easy to guess.
    """
    if not typed:
        raise Refused("Type a passphrase of 15 characters or more.")
    passphrases.check(typed, name)
    return typed


def same_again(first: str, second: str) -> None:
    """Raise `Refused` unless the second time was as the first."""
    if not second:
        raise Refused("Type the passphrase once more.")
    if second != first:
        raise Refused("This is not what you typed the first time.")
