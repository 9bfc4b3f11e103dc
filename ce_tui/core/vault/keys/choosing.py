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
    """The passphrase that somebody made up, once it was typed. Takes a while.

    `name` is the account's, `hub` what the people are called who share the store, where that is known by then.

    Raises `Refused`: nothing was typed, it is too short, or easy to guess.
    """
    if not typed:
        raise Refused("Type a passphrase of 15 characters or more.")
    passphrases.check(typed, name, [hub])
    return typed


def same_again(first: str, second: str) -> None:
    """Raise `Refused` unless the second time was as the first."""
    if not second:
        raise Refused("Type the passphrase once more.")
    if second != first:
        raise Refused("This is not what you typed the first time.")
