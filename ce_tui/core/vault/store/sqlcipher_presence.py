"""Who has which screening open to change it, in the SQLCipher file: one pen for each screening.

A pen is taken, moved and laid down in the transaction of what it is for, so that no two sessions ever both have it.
Whether the session of a pen still runs is not known here: the casebook asks `sessions`.
"""

# ruff: noqa: D102 - what the methods do stands in `Store`

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.sqlcipher_part import Part
from ce_tui.core.vault.store.store import Held, Pen

if TYPE_CHECKING:
    pass

MOVED_EVERY = 10.0  # seconds: to write at each letter that someone is at work would cost a page each time


class PresenceTable(Part):
    """A part of `SqlCipherStore`: its table `presence`."""

    def pen(self, ref: str) -> Pen | None:
        with self._reading():
            return self._pen(ref)

    def take_pen(self, pen: Pen, over: Pen | None, log: Sequence[Entry]) -> None:
        with self._change():
            self._claim(pen, over)
            self._log(log)

    def lay_down_pens(self, session: str, refs: Sequence[str], log: Sequence[Entry]) -> Head:
        if self.read_only:
            return self.head()
        with self._change():
            for ref in refs:
                self._db.execute("DELETE FROM presence WHERE ref = ? AND session = ?", (ref, session))
            return self._log(log)

    def _pen(self, ref: str) -> Pen | None:
        found = self._db.execute(
            "SELECT ref, session, account, since, changed, at FROM presence WHERE ref = ?", (ref,)
        ).fetchone()
        return Pen(*found) if found else None

    def _claim(self, pen: Pen, over: Pen | None) -> None:
        """Take the pen, or go on with it. Raises `Held` where another session has it that is not `over`'s."""
        current = self._pen(pen.ref)
        if current is not None and current.session == pen.session:
            if pen.changed and (not current.changed or pen.at - current.at >= MOVED_EVERY):
                self._db.execute(
                    "UPDATE presence SET changed = ?, at = ? WHERE ref = ?", (pen.changed, pen.at, pen.ref)
                )
            return
        if current is not None and current != over:
            raise Held(current)
        self._db.execute(
            "INSERT OR REPLACE INTO presence (ref, session, account, since, changed, at) VALUES (?, ?, ?, ?, ?, ?)",
            (pen.ref, pen.session, pen.account, pen.since, pen.changed, pen.at),
        )

    def _lay_down(self, ref: str) -> None:
        self._db.execute("DELETE FROM presence WHERE ref = ?", (ref,))
