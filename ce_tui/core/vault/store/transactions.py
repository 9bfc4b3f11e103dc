"""An open database file and its transactions: one at a time in this session, in words where one fails.

Every change is one `BEGIN IMMEDIATE` transaction with `synchronous=FULL`: when it returns, a power cut takes nothing
of it back. On a full disk it is written in the room that was kept back (`headroom`). Where even that is gone, a file is
opened to be read, and opened anew to be written by the first change for which there is room.
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from ce_tui.core.vault.errors import Damaged, ReadOnly, StoreFull, StoreReplaced, StoreUnreadable
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.folder.home import UNKNOWN, identity
from ce_tui.core.vault.store.database import DAMAGED, Database, connect, plain_words

_Reference = Callable[[], Callable[[], object] | None]


class StoreFile:
    """The open database, which all tables of a store share. Usable from any thread, one at a time.

    `first` is done at the beginning of each change, within its transaction, and `done` once that stands. Both are
    references that keep nothing alive: a file that nobody has any more is closed at once.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        *,
        read_only: bool = False,
        anew: Callable[[], Database] | None = None,
    ) -> None:
        """`anew`: opens the file to be written, where the disk was too full for that."""
        self.db = db
        self._anew = anew
        self.first: _Reference = lambda: None
        self.done: _Reference = lambda: None
        self.path = path
        self.read_only = read_only
        self._headroom = Headroom(path.with_name("headroom"))
        self._lock = threading.RLock()
        self._closed = False
        self._log = Path(f"{path.name}-wal")
        self._folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._folder)
        self._opened = {Path(path.name): identity(Path(path.name), self._folder)}

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, lies where this one did, or its write-ahead log did. Costs two stats.

        Not where the whole folder was moved: what is saved then lies in that one, and everyone is asked to leave. Where
        that folder was deleted, or a file in it, nothing is.
        """
        now = {name: identity(name, self._folder) for name in self._opened}
        return any(each not in (self._opened[name], UNKNOWN) for name, each in now.items())

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """One transaction that writes; within another one, a part of it.

        Raises `ReadOnly`, `StoreFull`, `StoreUnreadable`, `Damaged`, `Busy`: nothing of it is written then; and
        `StoreReplaced`, by which nothing of it is there any more.
        """
        if self.read_only:
            raise ReadOnly
        try:
            with self._lock, plain_words():
                is_part = self.db.conn.in_transaction
                if not is_part:
                    self._refuse_replaced()
                    self._headroom.give_way()
                    self._open_to_write()
                with self.db.atomic():
                    if not is_part and (first := self.first()):
                        first()
                    yield
                if not is_part:
                    if self._log not in self._opened:  # from the first change on it is there
                        self._opened[self._log] = identity(self._log, self._folder)
                    self._refuse_replaced()
                    if done := self.done():
                        done()
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

    def _refuse_replaced(self) -> None:
        if self.is_replaced:
            raise StoreReplaced

    def _open_to_write(self) -> None:
        """Raises `StoreFull` while there is no room for it."""
        if self._anew is None:
            return
        if self._headroom.is_full():
            raise StoreFull
        fresh = self._anew()
        self.db.close()
        self.db, self._anew = fresh, None

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
