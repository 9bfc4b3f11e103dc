"""What a kept PDF is kept under: which document it is, how many actions it knows, which screenings before it quotes.

    sent
    draft sent with annex, actions 3
    sent, actions 2, compared with CE-7K3M-2Q 4, 10 recorded, CE-JT6E-JQ 2

It is written and read here alone. What stores hold stands under these words already, so they stay as they are.
"""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.vault.references import read_reference

COMPARED = "compared with "
"""What the words of a document that quotes any have in them."""


class Quoted(NamedTuple):
    """A screening that a document quotes: its reference, and of which version."""

    ref: str
    version: int

    def __str__(self) -> str:
        return f"{self.ref} {self.version}"


def words_before(last: Quoted, recorded: int | None, graver: Quoted | None) -> str:
    """The screening before, how many actions are known of it (None: not to be read), and a graver one before that."""
    known = f"{last}, {'?' if recorded is None else recorded} recorded"
    return f"{known}, {graver}" if graver else known


def words_of(document: str, actions: int, before: str) -> str:
    """What a document is kept under that knows so many actions. `before`: `words_before`; empty: it quotes none."""
    known, compared = f"actions {actions}" if actions else "", f"{COMPARED}{before}" if before else ""
    return ", ".join(filter(None, (document, known, compared)))


def quoted(kept_under: str) -> list[str]:
    """The references of the screenings that a document quotes, by what it is kept under."""
    words = kept_under.partition(COMPARED)[2].replace(",", " ").split()
    return [word for word in words if read_reference(word) == word]
