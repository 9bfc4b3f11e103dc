"""Older pages of the database: they close the screening that they are of, and no other; verifying the log names it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    answers,
    database_of,
    entered,
    looked_over,
    with_people,
)

PAGE = 4096
CALL = Action(at="2020-01-01T10:00", kind="phone", to="C-SPOC", came_of_it="no answer")
MANY = 3


def saved(ben: Casebook, ref: str) -> None:
    changed = msgspec.structs.replace(ben.screenings.open(ref), answers=answers(notes="later " * 300))
    ben.screenings.leave(ben.screenings.save(changed))


def recorded(ben: Casebook, ref: str) -> None:
    ben.actions.record(ref, CALL)


def completed(ben: Casebook, ref: str) -> None:
    ben.screenings.complete(ben.screenings.open(ref))


def reopened(ben: Casebook, ref: str) -> None:
    ben.screenings.leave(ben.screenings.reopen(ben.screenings.open(ref)))


def killed_after_a_save(ben: Casebook, ref: str) -> None:
    """The log knows that it was opened, and not of the version that was saved."""
    ben.screenings.save(
        msgspec.structs.replace(ben.screenings.open(ref), answers=answers(notes="later " * 300))
    )
    ben._desk.store.close()
    ben._desk.closed = True


def begun(home: Path) -> list[str]:
    """A store with a few screenings of Ben's, whose rows lie in one page. Their references."""
    with_people(home).close()
    ben = entered(home, BEN, OTHER)
    refs = []
    for number in range(MANY):
        made = ben.screenings.begin(answers(notes=f"number {number} " + "words " * 300))
        ben.screenings.leave(made)
        refs.append(made.ref)
    ben.close()
    return refs


def with_each_page_put_back(home: Path, older: bytes, folder: Path) -> Iterator[Path]:
    """Copies of the store, in each of which one page is as it was before, and all others are the newest."""
    newest = (home / "store.db").read_bytes()
    for at in range(0, len(older), PAGE):
        if older[at : at + PAGE] != newest[at : at + PAGE]:
            mixed = folder / f"page {at // PAGE}"
            shutil.copytree(home, mixed)
            put_back(mixed, older, at // PAGE)
            yield mixed


def closed_to(home: Path, who: tuple[str, str], refs: list[str]) -> tuple[list[str], bool] | None:
    """Which of the screenings do not open, and whether the list of somebody's own does. None: they are not let in."""
    try:
        casebook = entered(home, *who)
    except Damaged:
        return None
    closed = [ref for ref in refs if not opens(casebook, ref)]
    try:
        casebook.index.all()
        listed = True
    except NotAsWritten as refused:
        listed = False
        assert refused.what == ", ".join(sorted(closed)), "they are named where the list should be"
    casebook._desk.store.close()
    return closed, listed


def opens(casebook: Casebook, ref: str) -> bool:
    try:
        casebook.screenings.read(ref, "to see")
    except NotAsWritten as refused:
        assert refused.what == ref
        return False
    return True


def named(home: Path, refs: list[str]) -> list[str]:
    """Which of the screenings `audit verify` names."""
    ada = looked_over(home)
    faults = ada.log.verify().faults
    ada._desk.store.close()
    return [ref for ref in refs if any(ref in words for words in faults)]


@pytest.mark.parametrize("change", [saved, recorded, completed, reopened], ids=lambda change: change.__name__)
def test_an_older_page_closes_the_screening_that_it_is_of_and_no_other(
    home: Path, tmp_path: Path, change: Callable[[Casebook, str], None]
) -> None:
    """Every page that a change to one of the screenings touches is put back alone."""
    refs = begun(home)
    touched = refs[1]
    if change is reopened:
        change_to(home, completed, touched)
    older = (home / "store.db").read_bytes()
    change_to(home, change, touched)
    found = []
    for mixed in with_each_page_put_back(home, older, tmp_path):
        closed = closed_to(mixed, (BEN, OTHER), refs)
        if closed is not None:
            found.append(closed)
            assert closed[0] in ([], [touched])
            assert named(mixed, refs) in ([touched], closed[0])
    assert found.count(([touched], False)) == 1, "the page of the rows: neither the list nor this one opens"


@pytest.mark.parametrize(
    "change", [recorded, completed, killed_after_a_save], ids=lambda change: change.__name__
)
def test_the_page_of_the_rows_and_another_older_one_close_no_other_screening_either(
    home: Path, tmp_path: Path, change: Callable[[Casebook, str], None]
) -> None:
    """With its row an older action, revision or document comes back, which fits that row."""
    refs = begun(home)
    touched = refs[1]
    older = (home / "store.db").read_bytes()
    change_to(home, change, touched)
    with_the_row = next(
        mixed
        for mixed in with_each_page_put_back(home, older, tmp_path)
        if closed_to(mixed, (BEN, OTHER), refs) == ([touched], False)
    )
    put_back(home, older, int(with_the_row.name.removeprefix("page ")))
    (tmp_path / "both").mkdir()
    found = []
    for mixed in with_each_page_put_back(home, older, tmp_path / "both"):
        closed = closed_to(mixed, (BEN, OTHER), refs)
        found.append(closed)
        assert closed in (None, ([touched], False))
        assert closed is None or named(mixed, refs) == [touched]
    assert ([touched], False) in found


def test_what_is_kept_of_a_screening_and_cannot_be_read_is_named_too(home: Path) -> None:
    """With an older page of the revisions their index, which is none the older, tells of one that is not there."""
    refs = begun(home)
    older = (home / "store.db").read_bytes()
    change_to(home, completed, refs[1])
    ada = looked_over(home)
    query = "SELECT rootpage - 1 FROM sqlite_master WHERE name IN ('revisions', 'sums')"
    pages = [page for (page,) in database_of(ada).execute(query).fetchall()]
    ada.close()
    put_back(home, older, *pages)
    assert named(home, refs) == [refs[1]]


def put_back(home: Path, older: bytes, *pages: int) -> None:
    mixed = bytearray((home / "store.db").read_bytes())
    for at in (page * PAGE for page in pages):
        mixed[at : at + PAGE] = older[at : at + PAGE]
    (home / "store.db").write_bytes(mixed)


def change_to(home: Path, change: Callable[[Casebook, str], None], ref: str) -> None:
    ben = entered(home, BEN, OTHER)
    change(ben, ref)
    ben.close()


def test_of_what_was_handed_over_each_is_closed_and_named_and_nothing_else_of_the_heirs(
    home: Path, tmp_path: Path
) -> None:
    """Whose a screening is stands in its row alone: the older row fits everything else that is kept of it."""
    refs = begun(home)
    ada = entered(home)
    own = ada.screenings.begin(answers())
    ada.screenings.leave(own)
    ada.close()
    older = (home / "store.db").read_bytes()
    ada = entered(home)
    ada.people.hand_over(BEN, ADA)
    ada.close()
    closed_there = {
        mixed: closed_to(mixed, (ADA, PASSPHRASE), [*refs, own.ref])
        for mixed in with_each_page_put_back(home, older, tmp_path)
    }
    (page_of_the_rows,) = [mixed for mixed, closed in closed_there.items() if closed == (refs, False)]
    assert named(page_of_the_rows, [*refs, own.ref]) == refs


def test_a_sum_that_no_row_fits_closes_the_list_though_the_log_tells_of_none(home: Path) -> None:
    """The sum of before a hand-over, under a session that goes on: nobody's list is empty without a word."""
    begun(home)
    ada, ben = entered(home), entered(home, BEN, OTHER)
    db, kind = database_of(ada), f"screenings of {ben.account.id}"
    (before,) = db.execute("SELECT sum FROM sums WHERE kind = ?", (kind,)).fetchone()
    ada.people.hand_over(BEN, ADA)
    assert ben.index.all() == []
    db.execute("UPDATE sums SET sum = ? WHERE kind = ?", (before, kind))
    with pytest.raises(NotAsWritten) as refused:
        ben.index.all()
    assert refused.value.what == "The list of screenings"
    ben._desk.store.close()
    ada._desk.store.close()
