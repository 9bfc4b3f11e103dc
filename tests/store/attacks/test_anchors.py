"""Somebody who writes the store's folder, or may add to its anchors, and what the next sign-in and verify say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.verdict import Verdict
from support.people.cli import ce_tui
from support.stores.anchored import killed_at, rolled_back, say_by_hand
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    answers,
    entered,
    looked_over,
    new_store,
    with_people,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Anchors that lie elsewhere, and that the attacker may only add to."""
    return tmp_path / "elsewhere" / "anchors.log"


@pytest.fixture
def elsewhere(file: Path) -> FileAnchors:
    file.parent.mkdir()
    return FileAnchors(file)


def kinds(verdict: Verdict) -> set[str]:
    assert verdict.sound == (not verdict.findings)
    return {each.kind for each in verdict.findings}


def verified(casebook: Casebook) -> Verdict:
    verdict = casebook.log.verify()
    casebook.close()
    return verdict


def work(home: Path, anchors: FileAnchors) -> None:
    casebook = entered(home, anchors=anchors)
    casebook.screenings.leave(casebook.screenings.begin(answers()))
    casebook.close()


@pytest.mark.parametrize("size", [51_000, 20_500_000])
def test_copies_of_an_old_anchor_do_not_hide_an_older_store(
    home: Path, file: Path, elsewhere: FileAnchors, size: int
) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    older = (home / "store.db").read_bytes()
    work(home, elsewhere)
    first = file.read_bytes().splitlines(keepends=True)[0]
    with file.open("ab") as anchors:
        anchors.write(first * (size // len(first) + 1))
    rolled_back(home, older)
    with pytest.raises(OlderStore, match="older than its anchors"):
        entered(home, anchors=elsewhere)
    verdict = verified(looked_over(home, anchors=elsewhere))
    assert kinds(verdict) == {"older store", "anchors"}
    assert not any("confirmed" in words for words in (verdict.words, *verdict.faults))


def test_so_many_lines_that_only_the_first_are_read_at_a_sign_in_are_said(
    home: Path, file: Path, elsewhere: FileAnchors
) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    first = file.read_bytes().splitlines(keepends=True)[0]
    with file.open("ab") as anchors:
        anchors.write(first * (5_100_000 // len(first)))
    told = entered(home, anchors=elsewhere)
    assert any("more than 5 MB were added" in words for words in told.alerts)
    told.close()


def test_copies_alone_are_found_too_and_said_once(home: Path, file: Path, elsewhere: FileAnchors) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    first = file.read_bytes().splitlines(keepends=True)[0]
    with file.open("ab") as anchors:
        anchors.write(first * 100)
    told = entered(home, anchors=elsewhere)
    assert [words for words in told.alerts if "copies of earlier ones or out of order: 100" in words]
    assert kinds(verified(told)) == {"anchors"}
    again = entered(home, anchors=elsewhere)
    assert again.alerts == []
    assert kinds(verified(again)) == {"anchors"}  # until root puts the file away


def test_the_command_line_ends_with_65(home: Path, tmp_path: Path) -> None:
    new_store(home)[0].close()
    first = (home / "anchors.log").read_bytes().splitlines(keepends=True)[0]
    with (home / "anchors.log").open("ab") as anchors:
        anchors.write(first * 50)
    words = tmp_path / "words"
    words.write_text(PASSPHRASE + "\n")
    for command in (["audit", "verify"], ["store", "check"]):
        ended = ce_tui(*command, "--as", ADA, "--passphrase-file", words, CE_TUI_HOME=str(home))
        assert ended.code == 65
        assert "copies of earlier ones or out of order: 50" in ended.err


def test_lines_that_somebody_else_made_are_found(home: Path, file: Path, elsewhere: FileAnchors) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    *_, last = file.read_bytes().splitlines()
    with file.open("ab") as anchors:
        anchors.write(last[:-1] + (b"0" if last[-1:] != b"0" else b"1") + b"\n")
    told = entered(home, anchors=elsewhere)
    assert "do not bear this store's seal: 1" in told.alerts[0]
    assert kinds(verified(told)) == {"anchors"}


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_anchors_whose_end_was_taken_away_are_missed_for_good(home: Path, kept: int) -> None:
    """Where they lie beside the store, whoever writes its folder can cut them."""
    new_store(home)[0].close()
    log = home / "anchors.log"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:kept]))
    told = entered(home)
    assert "is gone" in told.alerts[0]
    assert kinds(verified(told)) == {"anchors"}
    for _ in range(2):  # what was written since does not hide it
        again = entered(home)
        assert again.alerts == []
        assert kinds(verified(again)) == {"anchors"}


def test_another_list_of_accounts_than_the_anchored_one_is_found(
    home: Path, file: Path, elsewhere: FileAnchors
) -> None:
    casebook, _ = new_store(home, anchors=elsewhere)
    say_by_hand(casebook, file, lists_later=3)
    casebook._desk._anchored = None
    killed = entered(home, anchors=elsewhere)
    assert any("the list of accounts is not the one that was anchored" in words for words in killed.alerts)
    assert kinds(verified(killed)) == {"older page"}
    casebook.close()


def test_other_records_than_the_anchored_ones_are_found_where_nobody_was_in(
    home: Path, file: Path, elsewhere: FileAnchors
) -> None:
    """A line that is genuine and knows of the same entry with other records: an older page leaves it so."""
    casebook, _ = new_store(home, anchors=elsewhere)
    casebook._desk.store.attendance.go(casebook._desk.sessions.id)  # as if it had signed out
    say_by_hand(casebook, file, tally=b"x" * 32)
    told = entered(home, anchors=elsewhere)
    assert any("the records as a whole are not those that were anchored" in words for words in told.alerts)
    assert kinds(verified(told)) == {"older page"}
    casebook.close()


def test_a_person_who_was_killed_and_never_comes_back_hides_no_older_records(
    home: Path, tmp_path: Path, file: Path, elsewhere: FileAnchors
) -> None:
    with_people(home).close()
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    image = killed_at(home, tmp_path / "killed")
    ben.close()
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:1]))
    entered(image, anchors=elsewhere).close()
    ada = entered(image, anchors=elsewhere)
    ada._desk.store.attendance.go(ada._desk.sessions.id)
    say_by_hand(ada, file, tally=b"x" * 32)
    told = entered(image, CLEO, OTHER, anchors=elsewhere)
    assert any("the records as a whole are not those that were anchored" in words for words in told.alerts)
    told.close()
    ada.close()


def test_saving_without_an_entry_is_no_older_page(home: Path, tmp_path: Path, elsewhere: FileAnchors) -> None:
    """One goes on saving after another has signed out, and is killed: nothing was put back."""
    with_people(home).close()
    ada, ben = entered(home, anchors=elsewhere), entered(home, BEN, OTHER, anchors=elsewhere)
    screening = ben.screenings.save(ben.screenings.begin(answers()))
    ada.close()
    ben.screenings.save(screening)
    image = killed_at(home, tmp_path / "killed")
    told = entered(image, anchors=elsewhere)
    assert told.alerts == []
    verdict = verified(told)
    assert verdict.sound and "did not end with a sign-out: 1. The last is that of Ben" in verdict.remarks[0]
    ben.close()


def test_the_write_ahead_log_of_a_killed_session_cannot_be_taken_away_unseen(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    """Row 10: a lead looked at another's record, the process is killed, the last entries are deleted."""
    people = with_people(home)
    people.close()
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    made = ben.screenings.begin(answers())
    ben.close()
    lead = entered(home, anchors=elsewhere)
    before = lead._desk.store.log.head().seq
    lead.screenings.read(made.ref, "supervision")
    image = killed_at(home, tmp_path / "killed", without_its_log=True)
    with pytest.raises(OlderStore) as refused:
        entered(image, CLEO, OTHER, anchors=elsewhere)
    assert "older than its anchors" in refused.value.words
    assert f"knows of entry {before + 1}," in refused.value.words
    assert "older store" in kinds(verified(looked_over(image, anchors=elsewhere)))
    lead.close()


def test_a_sign_in_alone_that_was_taken_away_is_found(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    casebook = entered(home, anchors=elsewhere)
    image = killed_at(home, tmp_path / "killed", without_its_log=True)
    with pytest.raises(OlderStore, match="older than its anchors"):
        entered(image, anchors=elsewhere)
    casebook.close()


def test_a_session_that_was_killed_is_said_once_at_that_persons_next_sign_in(
    home: Path, tmp_path: Path
) -> None:
    with_people(home).close()
    ben = entered(home, BEN, OTHER)
    image = killed_at(home, tmp_path / "killed")
    ben.close()
    ada = entered(image)
    assert ada.alerts == []  # it is not theirs
    assert "did not end with a sign-out: 1. The last is that of Ben" in verified(ada).remarks[0]
    told = entered(image, BEN, OTHER)
    (words,) = told.alerts
    assert re.fullmatch(
        r"Your session of \d+ \w+ \d{4} at \d\d:\d\d did not end with a sign-out: "
        "see whether your last changes are there\\.",
        words,
    )
    told.close()
    again = entered(image, BEN, OTHER)
    assert again.alerts == []
    again.close()
    ada = entered(image)
    assert ada.log.entries(kinds=["sign-out"])[-3].detail.startswith("missing, session of ")
    verdict = verified(ada)
    assert verdict.sound and "did not end with a sign-out: 1." in verdict.remarks[0]


def test_a_second_session_of_the_same_person_is_none_that_was_killed(home: Path) -> None:
    first, _ = new_store(home)
    second = entered(home)
    assert second.alerts == [] and second.log.verify().remarks == ()
    second.close()
    first.close()
    assert entered(home).alerts == []


def test_an_older_store_is_told_to_each_lead_and_administrator_whoever_came_in_first(home: Path) -> None:
    """Where its anchors lie beside it, and so hold against nobody who can write its folder, it is told and let in."""
    with_people(home).close()
    entered(home).close()
    older = (home / "store.db").read_bytes()
    casebook = entered(home)
    casebook.screenings.leave(casebook.screenings.begin(answers()))
    casebook.close()
    rolled_back(home, older)
    first = entered(home, BEN, OTHER)
    assert any("older than its anchors" in words for words in first.alerts)
    first.close()
    for _ in range(2):
        for name, passphrase in ((ADA, PASSPHRASE), (CLEO, OTHER)):
            later = entered(home, name, passphrase)
            assert any(
                f"found at a sign-in of {BEN}" in words and "older than its anchors" in words
                for words in later.alerts
            ), name
            later.close()
    ben = entered(home, BEN, OTHER)
    assert not any("found at a sign-in" in words for words in ben.alerts)
    ben.close()
    ada = entered(home)
    assert {each.kind for each in ada.log.verify().findings} == {"older store"}
    ada.close()
    ada = entered(home)
    assert not any("found at a sign-in" in words for words in ada.alerts), "they have verified"
    ada.close()
