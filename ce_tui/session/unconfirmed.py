"""The passphrases of exported PDFs that nobody has confirmed yet: kept in the store, for the account that exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.strict_json import parse_or, write_json

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


_KEY = "unconfirmed-passphrases."


class Waiting(msgspec.Struct, frozen=True):
    """A file and the passphrase that opens it."""

    file: str
    passphrase: str


class Unconfirmed:
    """The passphrases of one screening's exports that were not confirmed yet."""

    def __init__(self, casebook: Casebook, ref: str) -> None:
        self._casebook = casebook
        self._key = f"{_KEY}{ref}"

    @property
    def is_kept(self) -> bool:
        """Whether it is there another day, too: a read-only store keeps nothing."""
        return not self._casebook.read_only

    def all(self) -> list[Waiting]:
        """What is not confirmed, the oldest first."""
        return parse_or(self._casebook.preferences.get(self._key), list[Waiting], [])

    def of(self, file: str) -> Waiting | None:
        """The one of a file; None where it was confirmed."""
        return next((each for each in self.all() if each.file == file), None)

    def add(self, file: str, passphrase: str) -> None:
        """Keep one; a file that was replaced needs its older one no more. Raises VaultError."""
        self._keep([*(each for each in self.all() if each.file != file), Waiting(file, passphrase)])

    def confirm(self, received: Waiting) -> None:
        """It was received: it is never shown again. What has taken its place since waits on. Raises VaultError."""
        self._keep([each for each in self.all() if each != received])

    def _keep(self, waiting: list[Waiting]) -> None:
        text = write_json(waiting) if waiting else ""
        self._casebook.preferences.set(self._key, text)


def lost_at_sign_out(casebook: Casebook) -> list[Waiting]:
    """Those of all screenings that go with the session, because the store is read-only."""
    held = casebook.preferences.held_here(_KEY)
    return [each for text in held for each in parse_or(text, list[Waiting], [])]
