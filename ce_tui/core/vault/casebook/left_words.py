"""What somebody had typed and not saved when their right to a screening ended: kept beside it, for owner and lead.

It is no part of the screening, and no save of it. Whoever may open the screening takes it into the notes, or dismisses
it. It lies with the screening's files: sealed, in the tally, and deleted with it.
"""

from __future__ import annotations

import secrets

import msgspec

from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.core.vault.casebook.at_hand import AtHand
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.errors import NotFound
from ce_tui.core.vault.store.records import Stale

_KIND = "left words "
KEPT = "kept beside it"
TAKEN = "taken into the notes"
DISMISSED = "dismissed"


class LeftWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words that were not saved: whose (a name), when (ISO 8601 in UTC), and what they were. `id` is for `settle`."""

    id: str
    by: str
    at: str
    text: str


class _Kept(msgspec.Struct, frozen=True):
    by: str
    text: str


class WordsLeft:
    """Keeps them, shows them, and has them settled."""

    def __init__(self, desk: Desk, at_hand: AtHand, permission: Permission) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._permission = permission

    def keep(self, ref: str, text: str) -> None:
        """Keep what was not saved in a screening that is open here and may not be gone on with (`RightEnded`). Logged.

        Raises `NotFound` where that is not so, `StoreFull`, `Busy`, ….
        """
        desk = self._desk
        with desk.lock:
            opened = self._at_hand.get(ref)
            if opened is None or not opened.ended:
                raise NotFound
            content = write_json(_Kept(desk.account.id, text)).encode()
            kind = f"{_KIND}{secrets.token_hex(8)}"
            entry = desk.entry("words", opened.row, detail=KEPT)
            try:
                desk.store.kept.attach(ref, opened.row.revision, kind, content, desk.now(), [entry])
            except Stale:  # it was deleted
                raise NotFound from None

    def of(self, ref: str) -> list[LeftWords]:
        """The words beside a screening that this account may open, the first first. Raises as `Permission.to_open`."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            return [
                LeftWords(id=each.kind, by=self._desk.name_of(kept.by), at=each.made, text=kept.text)
                for each in self._desk.store.kept.attached(row.ref, _KIND)
                for kept in [parse_as(each.content, _Kept)]
            ]

    def settle(self, ref: str, id: str, how: str) -> None:
        """They are dealt with (`TAKEN`, `DISMISSED`), and kept no longer. Logged. Raises as `of`, `StoreFull`, ….

        Somebody else may have done so: then nothing is changed.
        """
        with self._desk.lock, self._permission.to_open_together(ref) as row:
            store, entry = self._desk.store, self._desk.entry("words", row, detail=how)
            for each in store.kept.attached(row.ref, _KIND):
                if each.kind == id:
                    store.kept.detach(row.ref, each.revision, id, [entry])
