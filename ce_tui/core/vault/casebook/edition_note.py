"""The note beside the store that says which words each pathway's id was first used with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import read_bounded

_LONGEST = 1_000_000  # bytes


class FirstUsed(msgspec.Struct, frozen=True):
    """What a note says of an id: the SHA-256 of the first source, and the digest of its words."""

    sha256: str
    edition: str


class Note(msgspec.Struct, frozen=True):
    """What lies beside the store for whoever looks without a key (`doctor`): nothing secret, and no proof."""

    store: str = ""
    pathways: dict[str, FirstUsed] = {}


def read_note(path: Path) -> Note:
    """The note beside a store; an empty one where there is none that can be read."""
    try:
        return parse_as(read_bounded(path, _LONGEST), Note)
    except (OSError, VaultError, NotJson):
        return Note()
