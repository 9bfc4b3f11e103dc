"""Anchoring a store: several sessions at once, whatever cuts it short, keys that change."""

from __future__ import annotations

import fcntl
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_tui.core.vault.casebook import trust_checks
from ce_tui.core.vault.casebook.audit_log import AuditLog
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.log.anchors import FileAnchors, WrittenLine, read_line
from ce_tui.core.vault.store.sealed import AnchoredTable, LogTable
from support.stores.anchored import numbers, something
from support.stores.vault import BEN, CLEO, OTHER, answers, entered, new_store, with_people


class Troubled(FileAnchors):
    """A file on a disk that is full now and then: of a line it takes a part."""

    takes: int | None = None

    def write(self, line: bytes, *, after_torn: bool = False) -> int:
        if self.takes is None:
            return super().write(line, after_torn=after_torn)
        with self._path.open("ab") as file:
            file.write(((b"\n" if after_torn else b"") + line + b"\n")[: self.takes])
        raise StoreFull


def test_sessions_that_anchor_at_once_leave_one_chain(home: Path) -> None:
    with_people(home).close()
    people = [entered(home), entered(home, BEN, OTHER), entered(home, BEN, OTHER), entered(home)]

    def work(casebook: Casebook) -> None:
        for _ in range(12):
            something(casebook)
        casebook.close()

    threads = [threading.Thread(target=work, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [words for each in people for words in each.alerts] == []
    read = [read_line(line) for line in (home / "anchors.log").read_bytes().splitlines()]
    assert [each.number for each in read if each] == list(range(1, len(read) + 1))
    seqs = [each.head.seq for each in read if each]
    assert seqs == sorted(seqs)
    ada = entered(home)
    assert ada.alerts == [] and ada.log.verify().sound
    ada.close()


def test_who_signs_in_while_others_work_is_not_told_of_an_older_store(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_people(home).close()
    ada, look = entered(home), trust_checks.read_anchors

    def after_work(*given: Any, **named: Any) -> trust_checks.AnchorState:
        monkeypatch.undo()
        ada.people.set_hub("Imaginary Hub", "essex")
        ada._desk.anchor()
        return look(*given, **named)

    monkeypatch.setattr(trust_checks, "read_anchors", after_work)
    ben = entered(home, BEN, OTHER)
    assert ben.alerts == []
    ben.close()
    ada.close()


@pytest.mark.parametrize(("part", "step"), [(AuditLog, "_lines"), (LogTable, "entries")])
def test_verifying_while_others_work_is_no_finding(
    home: Path, monkeypatch: pytest.MonkeyPatch, part: Any, step: str
) -> None:
    with_people(home).close()
    ada, ben = entered(home), entered(home, BEN, OTHER)
    then = getattr(part, step)

    def after_work(*given: Any) -> Any:
        something(ben)
        return then(*given)

    monkeypatch.setattr(part, step, after_work)
    assert ada.log.verify().findings == ()
    ben.close()
    ada.close()


def test_a_kill_between_the_line_and_the_stores_memory_of_it_is_made_good(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook, _ = new_store(home)
    with monkeypatch.context() as patched:
        patched.setattr(AnchoredTable, "put", lambda *_: None)
        for _ in range(3):
            something(casebook)
        casebook.close()
    again = entered(home)
    assert again.alerts == [] and again.log.verify().sound
    again.close()
    assert (found := numbers(home / "anchors.log")) == list(range(1, len(found) + 1))


def test_a_line_that_a_full_disk_cut_off_is_said_and_no_finding(home: Path) -> None:
    place = Troubled(home / "anchors.log")
    casebook, _ = new_store(home, anchors=place)
    place.takes = 100
    something(casebook)
    assert "could not be written to anchors.log" in casebook.alerts[0]
    place.takes = None
    something(casebook)
    verdict = casebook.log.verify()
    assert verdict.sound
    assert "lines that were cut off by a full disk or a power cut: 1" in verdict.remarks[0]
    casebook.close()
    again = entered(home, anchors=place)
    assert again.alerts == []
    again.close()


@settings(max_examples=10)
@given(seed=st.integers(0, 1 << 60))
def test_nothing_honest_is_ever_a_finding(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """People come and go at once; lines are cut off, and what the store remembers is lost with the power."""
    chosen, folder = random.Random(seed), tmp_path_factory.mktemp("honest")
    home, place = folder / "home", Troubled(folder / "anchors.log")
    with_people(home).close()
    inside = [entered(home, anchors=place)]
    remembered: list[WrittenLine] = []
    for _ in range(25):
        what = chosen.choice("something come go torn forget")
        store = inside[0]._desk.store
        if what == "c" and len(inside) < 4:
            inside.append(entered(home, *chosen.choice([(BEN, OTHER), (CLEO, OTHER)]), anchors=place))
        elif what == "g" and len(inside) > 1:
            inside.pop().close()
        elif what == "t":
            place.takes = chosen.randrange(2, 500)
            something(inside[-1])
            place.takes = None
        elif what == "f" and remembered:
            store.anchored.put(place.place, chosen.choice(remembered))
        else:
            remembered.append(store.anchored.last(place.place))
            something(chosen.choice(inside))
    assert [each for each in inside[0].alerts if "could not be written" not in each] == []
    verdict = inside[0].log.verify()
    assert verdict.sound, verdict.findings
    for each in inside:
        each.close()


def test_a_file_that_cannot_be_read_back_is_added_to_all_the_same(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = FileAnchors(tmp_path / "anchors.log")
    casebook, _ = new_store(home, anchors=place)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ce_tui.core.vault.log.anchors._start_of", refuse)
    something(casebook)
    casebook.close()
    monkeypatch.undo()
    assert numbers(tmp_path / "anchors.log") == [1, 2, 3]


def test_a_file_of_anchors_that_another_program_holds_keeps_nobody_waiting_for_long(home: Path) -> None:
    casebook, _ = new_store(home)
    with (home / "anchors.log").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        something(casebook)
    assert "Another program holds anchors.log" in casebook.alerts[0]
    casebook._desk.store.close()


def test_lines_of_before_a_change_of_the_key_stay_the_stores_own(home: Path, tmp_path: Path) -> None:
    with_people(home).close()
    place = FileAnchors(tmp_path / "anchors.log")
    ada = entered(home, anchors=place)
    before = ada._desk.store.settings.get("anchor keys") or ""
    ada.revoking.revoke(BEN, patience=0)
    after = ada._desk.store.settings.get("anchor keys") or ""
    assert after.startswith(f"{before} ") and len(after.split()) == 2
    something(ada)
    assert ada.log.verify().sound
    ada.close()
    again = entered(home, anchors=place)
    assert again.alerts == [] and again.log.verify().sound
    again.close()


def test_a_view_of_anothers_record_is_anchored_at_once_and_one_of_ones_own_is_not(home: Path) -> None:
    with_people(home).close()
    ben = entered(home, BEN, OTHER)
    made = ben.screenings.begin(answers())
    ben.screenings.leave(made)
    log = home / "anchors.log"
    before = numbers(log)
    ben.screenings.open(made.ref)
    assert numbers(log) == before
    ada = entered(home)
    signed_in = numbers(log)
    ada.screenings.read(made.ref, "supervision")
    assert len(numbers(log)) == len(signed_in) + 1
    ada.screenings.open(made.ref, "supervision")
    assert len(numbers(log)) == len(signed_in) + 2
    ada.close()
    ben.close()
