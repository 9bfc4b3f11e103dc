"""The seals of screenings in the SQLCipher file: one for each row, over all that is kept of that screening.

A row's seal covers its every column, whose it is among them, the SHA-256 of its document and of its words, and the sum
of the seals of its revisions and files. The seals of one owner's rows have a sum of their own, so that a list of theirs
is known to be whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from hmac import compare_digest as same
from typing import Any

import msgspec

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Chain, blend
from ce_tui.core.vault.store.records import Row
from ce_tui.core.vault.store.tables.seals import NOTHING

_OF = "screenings of "
ROW = tuple(Row.__struct_fields__)
SEALED = (*ROW, "digest", "found_by", "kept", "seal")
UNMARKED = "NOT EXISTS (SELECT 1 FROM keeping WHERE keeping.ref = screenings.ref AND kind = 'delete')"
COLUMNS = ", ".join(f"screenings.{name}" for name in SEALED)


class Sealed(msgspec.Struct, frozen=True, gc=False):
    """A row with what its seal covers beside it: two SHA-256, and the sum of the seals of what is kept with it."""

    row: Row
    digest: bytes
    found_by: bytes
    kept: bytes = NOTHING
    seal: bytes = b""

    def sealed(self, chain: Chain) -> Sealed:
        """The same with its seal."""
        return msgspec.structs.replace(self, seal=self._seal(chain))

    def is_right(self, chain: Chain) -> bool:
        """Whether the row is as it was written, on whichever day."""
        return same(self.seal, self._seal(chain))

    def _seal(self, chain: Chain) -> bytes:
        values = msgspec.structs.astuple(self.row)
        if not self.row.followed:  # as rows were sealed before there were actions
            values = values[:-1]
        return chain.seal("screening", *values, self.digest, self.found_by, self.kept)


def screenings_of(owner: str) -> str:
    """The kind of the seals of an owner's rows."""
    return _OF + owner


def is_screenings(kind: str) -> bool:
    """Whether it is the kind of the seals of somebody's rows."""
    return kind.startswith(_OF)


def owner_of(kind: str) -> str:
    """Whose rows they are the seals of."""
    return kind.removeprefix(_OF)


def sha256(content: bytes | str) -> bytes:
    """The SHA-256 of a document or of words."""
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).digest()


def read(values: Sequence[Any], chain: Chain) -> Sealed:
    """The row that `COLUMNS` selected. Raises `NotAsWritten`."""
    size = len(ROW)
    row = Row(**dict(zip(ROW, values[:size], strict=True)))
    found = Sealed(row, *values[size : len(SEALED)])
    if not found.is_right(chain):
        raise NotAsWritten(row.ref)
    return found


def sum_of_rows(db: Any, owner: str) -> bytes:
    """The sum of the seals of an owner's screenings. Whether each row fits its seal is looked at when it is read."""
    found = db.execute("SELECT seal FROM screenings WHERE owner = ?", (owner,)).fetchall()
    return blend(NOTHING, *(seal for (seal,) in found))
