"""The inspection of a database file: its pages and its trees. What is wrong is said in words. Its seals: `upkeep`."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Any

from ce_tui.core.vault.errors import PUT_BACK
from ce_tui.core.vault.folder.home import PAGE
from ce_tui.core.vault.store.records import StoreFinding

_NOT_ASKED = (5, 6, 8)  # SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY
_LISTED = 10
_STUFFED = 4  # times as many pages as are counted
_SPARE = 1000
_LOOKS = 3


def why_unreadable(connection: Any, path: Path) -> str:
    """Why a file that its key should open cannot be read: cut off, or damaged, and where."""
    size = path.stat().st_size
    if size % PAGE or size == 0:
        what = "cut off: its end is missing"
    elif (pages := _damaged_pages(connection)) == []:
        what = "cut off: pages at its end are missing"
    else:
        where = f" ({_some(pages)})" if pages else ""
        what = f"damaged{where}, or is not the one of this key file"
    return f"The database store.db is {what}. Nothing was changed. {PUT_BACK}"


def faults(connection: Any, path: Path) -> list[StoreFinding]:
    """What is wrong with the file: pages that were altered, trees that do not hold together, the search index."""
    if _is_stuffed(connection, path):  # to look at each of its pages would take any memory there is
        return [
            StoreFinding("damage", "Damage: something that is none of it was put at the end of the database.")
        ]
    # Before the log is written back, which fills the page up.
    ends_inside_a_page = path.stat().st_size % PAGE != 0
    found = list[StoreFinding]()
    pages = _damaged_pages(connection)
    if pages and ends_inside_a_page:
        found.append(StoreFinding("cut", "Cut: the end of the database is missing."))
    elif pages:
        found.append(StoreFinding("damage", f"Damage: pages of the database were altered ({_some(pages)})."))
    elif pages is None:
        found.append(StoreFinding("damage", "Damage: the database's pages cannot be checked."))
    broken = _broken_trees(connection)
    if any("invalid page number" in each or "out of range" in each for each in broken):
        found.append(StoreFinding("cut", "Cut: pages at the end of the database are missing."))
    elif broken and not pages:
        words = "the database's pages do not hold together. An older piece of it was put back."
        found.append(StoreFinding("older page", f"Older page: {words}"))
    if not broken and not pages and not _search_index_agrees(connection):
        words = "the search index does not agree with the screenings. An older piece was put back."
        found.append(StoreFinding("older page", f"Older page: {words}"))
    return found


def _damaged_pages(connection: Any) -> list[int] | None:
    """The pages whose own MAC is wrong; None where that cannot be found out.

    The check reads the file past its write-ahead log, where a page may be half-written for a moment: so the log is
    written back first, and only what is wrong every time counts.
    """
    found = set[int]()
    for look in range(_LOOKS):
        with contextlib.suppress(Exception):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        try:
            rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        except Exception:  # the driver's errors; damage may stop even the check
            return None
        numbers = [re.search(r"page (\d+)", str(row[0])) for row in rows]
        pages = {int(number[1]) if number else 0 for number in numbers}
        found = found & pages if look else pages
        if not found:
            break
    return sorted(found)


def _is_stuffed(connection: Any, path: Path) -> bool:
    """Whether the file is far larger than the pages that are counted in it, also with its log written back."""
    with contextlib.suppress(Exception):
        if _is_far_larger(connection, path):
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            return _is_far_larger(connection, path)
    return False


def _is_far_larger(connection: Any, path: Path) -> bool:
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    return path.stat().st_size > (int(count) * _STUFFED + _SPARE) * PAGE


def _broken_trees(connection: Any) -> list[str]:
    """What does not hold together, as of one moment; only what does not every time counts: others may be writing."""
    broken: list[str] = []
    for _ in range(_LOOKS):
        connection.execute("BEGIN")
        try:
            # FTS5 asks whether the layout that it remembers is of before when it is read, and not when it is checked.
            connection.execute("SELECT rowid FROM words_fts LIMIT 1").fetchall()
            rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
            broken = [str(row[0]) for row in rows if row[0] != "ok"]
        except Exception as error:
            broken = [str(error)]
        finally:
            with contextlib.suppress(Exception):
                connection.execute("ROLLBACK")
        if not broken:
            break
    return broken


def _search_index_agrees(connection: Any) -> bool:
    """On a store that cannot be written it is not asked: the question itself counts as writing.

    Nor is it answered where others write all the time.
    """
    try:
        connection.execute("INSERT INTO words_fts (words_fts, rank) VALUES ('integrity-check', 1)")
    except Exception as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_ASKED
    return True


def _some(pages: list[int]) -> str:
    listed = ", ".join(map(str, pages[:_LISTED]))
    more = f" and {len(pages) - _LISTED} more" if len(pages) > _LISTED else ""
    return f"page{'' if len(pages) == 1 else 's'} {listed}{more}"
