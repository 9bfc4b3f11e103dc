"""The disk takes nothing, and the room kept back is gone: one comes in and sees one's own, which is logged later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import StoreFull
from support.people.cli import ce_tui
from support.stores.copies import copied as _made_once
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    _set_up_with_people,
    answers,
    entered,
    fill,
    needs_mount,
    small_disk,
)

pytestmark = needs_mount
NEW = "eleven copper owls in the pantry"
RED = {"locality": "southend", "marks": {"R2": "suspected"}}


class Disk:
    """A small disk with a hub on it, and how to fill it."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self.home = at / "home"
        _made_once(self.home, _set_up_with_people)
        self.own, self.bens = (self._drafted(*who) for who in ((ADA,), (BEN, OTHER)))

    def _drafted(self, *who: str) -> str:
        casebook = entered(self.home, *who)
        screening = casebook.screenings.begin(answers(notes="a lantern in the harbour", **RED))
        casebook.screenings.leave(screening)
        casebook.close()
        return screening.ref

    def fill(self) -> None:
        """To its last page; the room that was kept back goes to somebody else."""
        fill(self.at)
        (self.home / "headroom").unlink(missing_ok=True)
        fill(self.at, "more")

    def make_room(self) -> None:
        for name in ("ballast", "more"):
            (self.at / name).unlink(missing_ok=True)

    def ada(self) -> Casebook:
        return entered(self.home)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", "16m") as at:
        yield Disk(at)


def kinds(casebook: Casebook) -> list[tuple[str, str]]:
    """The log from where this session began."""
    store = casebook._desk.store
    return [(each.entry.kind, each.entry.ref) for each in store.log.find(after=casebook._desk.arrived)]


def test_one_signs_in_and_opens_ones_own_and_another_person_s_does_not_open(disk: Disk) -> None:
    disk.fill()
    ada = disk.ada()
    assert any("THE DISK IS FULL" in words for words in ada.alerts) and ada.room_words
    assert {each.ref for each in ada.index.all()} == {disk.own, disk.bens}
    assert disk.own in {each.summary.ref for each in ada.follow_ups.among(ada.index.all())}
    assert ada.screenings.open(disk.own).answers.notes == "a lantern in the harbour"
    assert [each.ref for each in ada.index.search("lantern")] == [disk.own]
    for opened in (ada.screenings.open, ada.screenings.read, ada.screenings.to_record):
        with pytest.raises(StoreFull):
            opened(disk.bens, "asked by the manager")
    with pytest.raises(StoreFull):
        ada.actions.of(disk.bens, "asked by the manager")
    assert not ada.look_for_room(), "there is none yet"
    disk.make_room()
    assert ada.look_for_room() and ada.room_words == ""
    assert kinds(ada) == [("sign-in", ""), ("list", ""), ("view", disk.own), ("search", "")]
    assert ada.log.verify().sound
    assert [each.session for each in ada._desk.store.attendance.open()] == [ada._desk.sessions.id]
    ada.close()
    again = disk.ada()
    assert not any("views may be missing" in words for words in again.alerts)
    again.close()


def test_what_was_looked_at_is_written_before_anything_else_that_the_disk_takes(disk: Disk) -> None:
    disk.fill()
    ada = disk.ada()
    screening = ada.screenings.open(disk.own)
    changed = msgspec.structs.replace(screening.answers, notes="and a boat")
    with pytest.raises(StoreFull):
        ada.screenings.save(msgspec.structs.replace(screening, answers=changed))
    disk.make_room()
    ada.screenings.save(msgspec.structs.replace(screening, answers=changed))
    assert kinds(ada)[:3] == [("sign-in", ""), ("view", disk.own), ("editing began", disk.own)]
    ada.close()


def test_a_disk_that_fills_under_a_session_shows_ones_own_all_the_same(disk: Disk) -> None:
    ada = disk.ada()
    disk.fill()
    with pytest.raises(StoreFull):
        while True:
            ada.screenings.begin(answers(notes="words " * 4000))
    assert ada.screenings.open(disk.own).answers.notes == "a lantern in the harbour"
    with pytest.raises(StoreFull):
        ada.screenings.open(disk.bens, "asked by the manager")
    disk.make_room()
    ada.close()
    again = disk.ada()
    assert disk.own in {each.entry.ref for each in again._desk.store.log.find(kinds=("view",))}
    again.close()


def test_where_the_process_ends_before_it_is_logged_the_next_entry_says_that_views_may_be_missing(
    disk: Disk,
) -> None:
    disk.fill()
    ada = disk.ada()
    ada.screenings.open(disk.own)
    ada.close()  # which the disk does not take either
    assert any("could not be logged" in words for words in ada.alerts)
    disk.make_room()
    ben = entered(disk.home, BEN, OTHER)
    assert any("views may be missing from the log" in words for words in ben.alerts)
    (first, *_) = ben._desk.store.log.find(after=ben._desk.arrived)
    assert first.entry.kind == "view" and "views of a session before may be missing" in first.entry.detail
    assert ben._desk.store.log.find(after=ben._desk.arrived)[1].entry.kind == "sign-in"
    ben.close()
    again = disk.ada()
    assert not any("views may be missing" in words for words in again.alerts), "it is said once"
    assert again.log.verify().sound
    again.close()


def test_a_sign_out_that_the_full_disk_did_not_take_is_put_down_to_that_too(disk: Disk) -> None:
    ada = disk.ada()
    disk.fill()
    ada.close()
    disk.make_room()
    again = disk.ada()
    (remark,) = again.log.verify().remarks
    assert f"The last is that of {ADA}" in remark and ", a full disk, or somebody who took" in remark
    again.close()


def test_two_sessions_on_a_full_disk_each_keep_their_own(disk: Disk) -> None:
    ben = entered(disk.home, BEN, OTHER)
    disk.fill()
    ada = disk.ada()
    ada.screenings.open(disk.own)
    ben.screenings.open(disk.bens)
    disk.make_room()
    assert ben.look_for_room() and ada.look_for_room()
    views = [each.entry.ref for each in ada._desk.store.log.find(kinds=("view",))]
    assert views.count(disk.own) == views.count(disk.bens) == 1
    assert ada.log.verify().sound
    ada.close()
    ben.close()


def test_at_the_command_line_and_in_the_line_mode_too(disk: Disk, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    as_ada = ("--as", ADA, "--passphrase-file", tmp_path / "words")
    place = {"CE_TUI_HOME": str(disk.home)}
    disk.fill()
    for command in (("list",), ("follow-up", "list"), ("contacts", "essex")):
        ended = ce_tui(*command, *(as_ada if command[0] != "contacts" else ()), **place)
        assert ended.code == 0, ended.err
    ended = ce_tui("show", disk.bens, *as_ada, "--reason", "asked by the manager", **place)
    assert (ended.code, ended.out) == (74, "") and "The disk is full" in ended.err
    heard = ce_tui("lines", stdin=f"{ADA}\n{PASSPHRASE}\nlist\nquit\n", **place)
    assert heard.code == 0 and "THE DISK IS FULL: nothing can be saved" in heard.out
    assert disk.own in heard.out
    disk.make_room()
    ended = ce_tui("list", *as_ada, **place)
    assert ended.code == 0 and "views may be missing from the log" in ended.err


def test_what_was_looked_at_is_written_though_the_keys_are_due_and_the_disk_takes_no_copy(disk: Disk) -> None:
    with_new_words = disk.ada()
    with_new_words.access.change_passphrase(PASSPHRASE, NEW)
    with_new_words.close()
    disk.fill()
    ada = entered(disk.home, ADA, NEW)
    assert ada.alerts[0].startswith("The keys of the store are still to be changed: ")
    ada.screenings.open(disk.own)
    assert not ada.look_for_room() and ada.hourly(hidden=False) == []
    disk.make_room()
    assert ada.look_for_room()
    assert kinds(ada)[:2] == [("sign-in", ""), ("view", disk.own)]
    assert ada.log.verify().sound
    ada.close()
