"""A change or an opening that the disk does not take: a full disk is called full, any other fault is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.errors import Busy, Damaged, ReadOnly, StoreFull, StoreUnreadable, VaultError
from ce_tui.core.vault.folder import sessions
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.core.vault.store.database import StoreFile, connect, connect_with_room

KEY = bytes(32)
FULL, ROOM_LEFT = 128 * 1024 - 1, 128 * 1024


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StoreFile]:
    opened = StoreFile(connect(tmp_path / "store.db", KEY), tmp_path / "store.db")
    yield opened
    opened.close()


def left(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(Headroom, "_free", lambda _: free)


def fault(code: int, words: str = "x") -> sqlcipher.Error:
    error = sqlcipher.OperationalError(words)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "free", "kind"),
    [
        (sqlcipher.SQLITE_IOERR, FULL, StoreFull),
        (sqlcipher.SQLITE_IOERR, ROOM_LEFT, StoreUnreadable),
        (sqlcipher.SQLITE_CANTOPEN, FULL, StoreFull),
        (sqlcipher.SQLITE_CANTOPEN, ROOM_LEFT, StoreUnreadable),
        (sqlcipher.SQLITE_FULL, FULL, StoreFull),
        (sqlcipher.SQLITE_FULL, ROOM_LEFT, StoreFull),
        (sqlcipher.SQLITE_IOERR | 13 << 8, ROOM_LEFT, StoreUnreadable),
        (sqlcipher.SQLITE_CORRUPT, FULL, Damaged),
        (sqlcipher.SQLITE_NOTADB, ROOM_LEFT, Damaged),
        (sqlcipher.SQLITE_BUSY, FULL, Busy),
        (sqlcipher.SQLITE_LOCKED, ROOM_LEFT, Busy),
        (sqlcipher.SQLITE_READONLY, ROOM_LEFT, Damaged),  # of a file that can be written: a damaged page
        (sqlcipher.SQLITE_ERROR, ROOM_LEFT, VaultError),
    ],
)
def test_a_failed_change_is_told_for_what_it_is(
    file: StoreFile, monkeypatch: pytest.MonkeyPatch, code: int, free: int, kind: type[VaultError]
) -> None:
    left(monkeypatch, free)
    with pytest.raises(VaultError) as told, file.change():
        raise fault(code)
    assert type(told.value) is kind


def test_a_table_that_is_gone_is_damage(file: StoreFile) -> None:
    with pytest.raises(Damaged), file.change():
        raise fault(sqlcipher.SQLITE_ERROR, "no such table: log")


def test_a_file_that_cannot_be_written_is_called_read_only(
    file: StoreFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.store.database.os.access", lambda *_: False)
    with pytest.raises(ReadOnly), file.change():
        raise fault(sqlcipher.SQLITE_READONLY)
    file.read_only = True
    with pytest.raises(ReadOnly), file.change():
        raise AssertionError("nothing is begun")


@pytest.mark.parametrize(("free", "kind"), [(FULL, StoreFull), (ROOM_LEFT, StoreUnreadable)])
def test_a_store_that_cannot_be_opened_is_called_full_only_where_the_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, kind: type[VaultError]
) -> None:
    left(monkeypatch, free)
    with pytest.raises(VaultError) as told:
        connect_with_room(tmp_path / "no folder" / "store.db", KEY)
    assert type(told.value) is kind


def test_a_change_that_failed_gives_the_room_up_for_the_next_try(
    file: StoreFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(monkeypatch, 1024 * 1024)
    (tmp_path / "headroom").write_bytes(b"room")
    with pytest.raises(StoreFull), file.change():
        raise fault(sqlcipher.SQLITE_FULL)
    assert not (tmp_path / "headroom").exists()


@pytest.mark.parametrize(("free", "kept"), [(1024 * 1024, True), (1024 * 1024 - 1, False)])
def test_room_is_given_up_before_a_change_and_an_opening_where_little_is_left(
    file: StoreFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, kept: bool
) -> None:
    left(monkeypatch, free)
    for begin in (lambda: file.change().__enter__(), lambda: connect_with_room(tmp_path / "store.db", KEY)):
        (tmp_path / "headroom").write_bytes(b"room")
        begin()
        assert (tmp_path / "headroom").exists() is kept


def test_room_is_kept_back_where_three_times_as_much_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "SIZE", 4096)
    left(monkeypatch, 3 * 4096 - 1)
    assert not Headroom(tmp_path / "headroom").make()
    left(monkeypatch, 3 * 4096)
    assert Headroom(tmp_path / "headroom").make()
