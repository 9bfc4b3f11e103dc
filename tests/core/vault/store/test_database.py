"""The traps of sqlite-utils over another driver, each with the test that keeps it shut."""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import Busy, Damaged
from ce_tui.core.vault.store.database import Database, connect
from support.checkout import CHECKOUT

KEY = bytes(range(32))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = connect(tmp_path / "a.db", KEY)
    made.table("things").create({"id": int, "text": str}, pk="id")
    yield made
    made.close()


def test_an_insert_that_returns_is_committed_and_so_is_what_follows(db: Database, tmp_path: Path) -> None:
    returned = list(db.query("INSERT INTO things (text) VALUES ('first') RETURNING id, text"))
    db.table("things").insert({"text": "second"})
    assert not db.conn.in_transaction
    other = connect(tmp_path / "a.db", KEY)
    assert returned == [{"id": 1, "text": "first"}]
    assert [row["text"] for row in other.table("things").rows] == ["first", "second"]
    other.close()


def test_a_failed_statement_leaves_no_transaction_open(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no such table"):
        list(db.query("INSERT INTO nowhere VALUES (1) RETURNING 1"))
    assert not db.conn.in_transaction
    db.table("things").insert({"text": "kept"})
    other = connect(tmp_path / "a.db", KEY)
    assert other.table("things").count == 1
    other.close()


def test_a_column_that_is_missing_is_added_where_asked_for(db: Database) -> None:
    """sqlite-utils learns that from an exception, so it has to know this driver's."""
    db.table("things").insert({"text": "first", "more": 1}, alter=True)
    assert [row["more"] for row in db.table("things").rows] == [1]


def test_nothing_is_written_to_temporary_files_and_every_commit_reaches_the_disk(db: Database) -> None:
    settings = {
        name: db.conn.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("temp_store", "synchronous", "journal_mode", "secure_delete", "cipher_log_level")
    }
    assert settings["temp_store"] == 2
    assert settings["synchronous"] == 2
    assert settings["journal_mode"] == "wal"
    assert settings["secure_delete"] == 1


def test_a_transaction_takes_the_write_lock_at_its_beginning(db: Database, tmp_path: Path) -> None:
    """A deferred one would read first and fail at once when it writes after another's commit."""
    other = connect(tmp_path / "a.db", KEY)
    inside, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with db.atomic():
            count = db.table("things").count
            inside.set()
            go_on.wait()
            db.table("things").insert({"text": f"after {count}"})

    slow = threading.Thread(target=write_slowly)
    slow.start()
    inside.wait()
    threading.Timer(0.05, go_on.set).start()
    with other.atomic():  # waits for the lock, then sees what the first one wrote
        other.table("things").insert({"text": f"after {other.table('things').count}"})
    slow.join()
    assert [row["text"] for row in db.table("things").rows] == ["after 0", "after 1"]
    other.close()


def test_what_fails_inside_a_transaction_undoes_all_of_it(db: Database) -> None:
    with pytest.raises(RuntimeError), db.atomic():
        db.table("things").insert({"text": "first"})
        with db.atomic():
            db.table("things").insert({"text": "second"})
        raise RuntimeError
    assert db.table("things").count == 0


def test_the_file_shows_nothing_of_what_is_in_it(db: Database, tmp_path: Path) -> None:
    word = secrets.token_hex(16)
    db.table("things").insert({"text": word})
    for path in tmp_path.iterdir():
        assert word.encode() not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()


def test_another_key_opens_nothing_and_says_nothing_on_the_terminal(
    db: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Damaged):
        connect(tmp_path / "a.db", bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_writer_who_never_ends_is_said_in_words(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.store.database._WAIT_FOR_WRITERS", 0.05)
    from ce_tui.core.vault.store.database import PlainWords

    other = connect(tmp_path / "a.db", KEY)
    with db.atomic(), pytest.raises(Busy, match="Someone else is saving"), PlainWords(), other.atomic():
        raise AssertionError("let in")
    other.close()


def test_a_file_that_someone_has_to_themselves_is_not_called_damaged(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.store.database._WAIT_FOR_WRITERS", 0.01)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        connect(tmp_path / "a.db", KEY)


def test_opening_a_casebook_is_the_first_to_load_what_is_slow() -> None:
    heavy = "sqlite_utils, sqlcipher3, cryptography, zxcvbn, xkcdpass, ctypes"
    code = (
        "import sys, ce_tui.core.vault.casebook.casebook; "
        f"print([name for name in '{heavy}'.split(', ') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=_root()
    )
    assert done.stdout.strip() == "[]"


def _root() -> Path:
    return CHECKOUT
