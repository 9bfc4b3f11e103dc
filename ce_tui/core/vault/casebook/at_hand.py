"""The screenings that are open in this session, and the spells of editing them that the log tells of."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import Row


class Opened(msgspec.Struct):
    """A screening that is open in this session: as last saved, and since which version it is being edited.

    `ended`: why this account may not go on with it, in words; empty while it may.
    """

    row: Row
    screening: Screening
    editing_since: int | None = None
    ended: str = ""


class AtHand:
    """What is open in this session, by reference."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[str, Opened] = {}

    def __contains__(self, ref: str) -> bool:
        return ref in self._open

    @property
    def refs(self) -> list[str]:
        """The references of all that are open."""
        return list(self._open)

    def get(self, ref: str) -> Opened | None:
        """The screening of a reference, if it is open."""
        return self._open.get(ref)

    def put(self, opened: Opened) -> Screening:
        """Have it open, in place of what was open of it. Returns its screening."""
        self._open[opened.row.ref] = opened
        return opened.screening

    def take(self, ref: str) -> Opened | None:
        """Have it open no more. Returns what was open of it."""
        return self._open.pop(ref, None)

    def ended(self, opened: Opened) -> list[Entry]:
        """The entry that ends a spell of editing, if one runs. It runs no more then."""
        if opened.editing_since is None:
            return []
        detail = f"from version {opened.editing_since} to {opened.row.version}"
        opened.editing_since = None
        return [self._desk.entry("editing ended", opened.row, detail=detail)]

    def all_ended(self) -> list[Entry]:
        """The entries that end every spell of editing that runs."""
        return [entry for opened in self._open.values() for entry in self.ended(opened)]

    def clear(self) -> None:
        """Have nothing open any more."""
        self._open.clear()
