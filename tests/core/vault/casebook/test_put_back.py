"""A restore and the anchors: it writes itself into them, numbers go on, and what they tell of later is heeded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.people import StoreAccounts
from ce_tui.core.vault.errors import Busy, NotPermitted, OlderStore
from ce_tui.core.vault.log.anchors import FileAnchors, read_line
from support.stores.anchored import numbers, rolled_back, say_by_hand
from support.stores.backups import backed_up, restored
from support.stores.killing import Killed, killed
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    entered,
    looked_over,
    with_people,
)


@pytest.fixture
def ada(home: Path, elsewhere: FileAnchors) -> Casebook:
    """Signed in to a store whose anchors lie elsewhere."""
    with_people(home).close()
    return entered(home, anchors=elsewhere)


def events(anchors_file: Path) -> list[str]:
    return [
        each.event if (each := read_line(line)) else "none" for line in anchors_file.read_bytes().splitlines()
    ]


def test_it_is_written_into_the_anchors_and_their_numbers_go_on(
    ada: Casebook, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    for _ in range(3):
        ada.people.set_hub("Imaginary Hub", "essex")
        ada._desk.anchor()
    ada.close()
    before = numbers(anchors_file)
    back = restored(content, tmp_path / "back", anchors=elsewhere)
    assert events(anchors_file)[len(before) :] == ["restored", "stands"]
    back.close()
    assert (found := numbers(anchors_file)) == list(range(1, len(found) + 1))
    assert any("know of entries up to" in words and "is lost" in words for words in back.alerts)
    assert any("The anchors in elsewhere.log are this store's from now on" in words for words in back.alerts)
    again = entered(tmp_path / "back", anchors=elsewhere)
    assert again.alerts == [] and again.log.verify().sound
    again.close()


def test_where_the_list_of_accounts_did_not_change_since_nobody_is_suspended(
    ada: Casebook, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    ada.close()
    back = restored(content, tmp_path / "back", anchors=elsewhere)
    assert {each.state for each in back.people.accounts()} == {"active"}
    back.close()


def test_where_it_changed_everybody_else_is_suspended_until_an_administrator_resumes_them(
    ada: Casebook, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    say_by_hand(ada, anchors_file, lists_later=4)
    ada._desk.store.close()
    home = tmp_path / "back"
    back = restored(content, home, anchors=elsewhere)
    told = " ".join(back.alerts)
    assert "name another list of accounts than this backup has" in told
    assert f"these accounts are suspended: {BEN}, {CLEO}." in told
    assert {each.name: each.state for each in back.people.accounts()} == {
        ADA: "active",
        BEN: "suspended",
        CLEO: "suspended",
    }
    with pytest.raises(NotPermitted):
        entered(home, BEN, OTHER, anchors=elsewhere)
    back.people.resume(BEN)
    back.close()
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    assert ben.alerts == []
    ben.close()


def test_one_who_cannot_be_suspended_then_is_named_and_the_others_are(
    ada: Casebook, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = backed_up(ada, tmp_path)
    say_by_hand(ada, anchors_file, lists_later=4)
    ada._desk.store.close()
    suspend = StoreAccounts.suspend

    def busy_with_ben(self: StoreAccounts, name: str) -> None:
        if name == BEN:
            raise Busy("Someone else is changing the accounts. Try again in a moment.")
        suspend(self, name)

    monkeypatch.setattr(StoreAccounts, "suspend", busy_with_ben)
    back = restored(content, tmp_path / "back", anchors=elsewhere)
    told = " ".join(back.alerts)
    assert f"these accounts are suspended: {CLEO}." in told
    assert f"could not be suspended: {BEN}. Nobody but you can sign in until they are" in told
    back.close()
    monkeypatch.undo()
    for name in (BEN, CLEO):
        with pytest.raises(NotPermitted):
            entered(tmp_path / "back", name, OTHER, anchors=elsewhere)
    again = entered(tmp_path / "back", anchors=elsewhere)
    assert any(f"these accounts are suspended: {BEN}." in words for words in again.alerts)
    again.close()


def test_lines_of_a_key_that_came_after_the_backup_are_no_finding_once_a_restore_met_them(
    ada: Casebook, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    ada.revoking.revoke(BEN, patience=0)
    ada.people.set_hub("Imaginary Hub", "essex")
    ada.close()
    back = restored(content, tmp_path / "back", anchors=elsewhere)
    verdict = back.log.verify()
    assert verdict.sound, verdict.findings
    assert any(
        "lines of before the store was put back that it cannot check" in words for words in verdict.remarks
    )
    back.close()
    again = entered(tmp_path / "back", anchors=elsewhere)
    assert again.alerts == [again.access.code_due_words], "Cleo, an administrator of that day, is suspended"
    assert again.log.verify().sound
    again.close()


def test_the_store_of_before_is_told_that_a_backup_took_its_place(
    ada: Casebook, home: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    ada.close()
    restored(content, tmp_path / "back", anchors=elsewhere).close()
    with pytest.raises(OlderStore, match="from a backup or an older copy, and it is not the one"):
        entered(home, anchors=elsewhere)
    fooled = looked_over(home, anchors=elsewhere)
    assert not fooled.log.verify().sound
    fooled.close()


def test_anchors_that_cannot_be_written_keep_no_backup_from_coming_back(
    ada: Casebook, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    ada.close()
    back = restored(
        content, tmp_path / "back", anchors=FileAnchors(tmp_path / "no such folder" / "anchors.log")
    )
    assert any("could not be written to the anchors in anchors.log" in words for words in back.alerts)
    back.close()


def test_the_clock_does_not_matter(ada: Casebook, elsewhere: FileAnchors, tmp_path: Path) -> None:
    """The machine's clock is a year behind when the backup is put back: what lies before it counts by its number."""
    content = backed_up(ada, tmp_path)
    for _ in range(3):
        ada.people.set_hub("Imaginary Hub", "essex")
        ada._desk.anchor()
    ada.close()

    def behind() -> datetime:
        return datetime.now(UTC) - timedelta(days=365)

    restored(content, tmp_path / "back", anchors=elsewhere, clock=behind).close()
    again = entered(tmp_path / "back", anchors=elsewhere)
    verdict = again.log.verify()
    assert again.alerts == [] and verdict.sound, verdict.findings
    assert any("what was done in them is lost" in words for words in verdict.remarks)
    again.close()


def test_a_copy_of_the_line_of_a_restore_hides_no_older_store(
    ada: Casebook, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    content = backed_up(ada, tmp_path)
    ada.close()
    home = tmp_path / "back"
    restored(content, home, anchors=elsewhere).close()
    older = (home / "store.db").read_bytes()
    entered(home, anchors=elsewhere).close()
    (line,) = (each for each in anchors_file.read_bytes().splitlines() if b" restored " in each)
    with anchors_file.open("ab") as anchors:
        anchors.write(line + b"\n")
    rolled_back(home, older)
    with pytest.raises(OlderStore, match="older than its anchors"):
        entered(home, anchors=elsewhere)


def test_nobody_comes_in_between_the_restore_and_the_suspending(
    ada: Casebook, elsewhere: FileAnchors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = backed_up(ada, tmp_path)
    ada.people.suspend(BEN)
    ada.close()

    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.casebook.opening.sign_in", killed)
        with pytest.raises(Killed):
            restored(content, tmp_path / "back", anchors=elsewhere)
    with pytest.raises(NotPermitted, match="who has to sign in first"):
        entered(tmp_path / "back", BEN, OTHER, anchors=elsewhere)
    back = entered(tmp_path / "back", anchors=elsewhere)
    assert any(f"these accounts are suspended: {BEN}, {CLEO}." in words for words in back.alerts)
    back.close()
