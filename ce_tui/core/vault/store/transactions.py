"""An open database file and its transactions: one at a time in this session, in words where one fails.

Every change is one `BEGIN IMMEDIATE` transaction with `synchronous=FULL`: when it returns, a power cut takes nothing
of it back. On a full disk it is written in the room that was kept back (`headroom`).
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from ce_tui.core.vault.errors import Damaged, ReadOnly, StoreFull, StoreUnreadable
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.store.database import DAMAGED, Database, connect, plain_words


class StoreFile:
    """The open database, which all tables of a store share. Usable from any thread, one at a time."""

    def __init__(self, db: Database, path: Path, *, read_only: bool = False) -> None:
        self.db = db
        self.path = path
        self.read_only = read_only
        self._headroom = Headroom(path.with_name("headroom"))
        self._lock = threading.RLock()
        self._closed = False

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """One transaction that writes; within another one, a part of it.

        Raises `ReadOnly`, `StoreFull`, `StoreUnreadable`, `Damaged`, `Busy`: nothing of it is written then.
        """
        if self.read_only:
            raise ReadOnly
        try:
            with self._lock, plain_words():
                if not self.db.conn.in_transaction:
                    self._headroom.give_way()
                with self.db.atomic():
                    yield
        except ReadOnly:  # SQLCipher says so too, of a file in which it met a damaged page
            if os.access(self.path, os.W_OK):
                raise Damaged(DAMAGED) from None
            raise
        except (StoreFull, StoreUnreadable):
            full = self._headroom.is_full()
            self._headroom.release()  # for the next try
            if full:
                raise StoreFull from None
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One look, undisturbed by this session's other threads. Raises what reading can: `Damaged`, `Busy`, …."""
        with self._lock, plain_words():
            yield

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
        """Several looks as of one moment: what is compared is not changed by others in between. Raises as `reading`."""
        with self.reading(), self.db.one_moment():
            yield

    @contextlib.contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Within it a change that another session's holds up raises `Busy` after a moment. Raises as `reading`."""
        with self.reading(), self.db.without_waiting():
            yield

    @contextlib.contextmanager
    def lightly(self) -> Iterator[None]:
        """Within it changes are not pushed onto the disk at once: for what is found out again after a power cut.

        Within a transaction it changes nothing. Raises as `reading`.
        """
        with self.reading():
            if self.db.conn.in_transaction:
                yield
                return
            self.db.conn.execute("PRAGMA synchronous = NORMAL")
            try:
                yield
            finally:
                self.db.conn.execute("PRAGMA synchronous = FULL")

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self._lock, plain_words():
            if not self._closed:
                self._closed = True
                self.db.close()


def connect_with_room(path: Path, key: bytes) -> Database:
    """Open the file to write in it. That makes files of its own: on a full disk in the room kept back.

    Raises `StoreFull`, `StoreUnreadable`, `Damaged`.
    """
    headroom = Headroom(path.with_name("headroom"))
    headroom.give_way()
    try:
        return connect(path, key)
    except StoreUnreadable:
        if headroom.is_full():
            raise StoreFull from None
        raise
