"""A backup is one encrypted file, taken while others work; it comes back whole, into an empty home, or not at all."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import msgspec
import pytest

from ce_tui.core.vault.casebook.backups import NotEmpty, read_beginning
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover, restore
from ce_tui.core.vault.errors import (
    AlreadySetUp,
    Damaged,
    NoStore,
    NotPermitted,
    OlderStore,
    VaultError,
    WrongCredentials,
)
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.files.private_file import NotWritten
from ce_tui.session.jobs.target import write_backup
from support.stores.backups import backed_up, restored
from support.stores.vault import (
    ADA,
    BEN,
    CHILD,
    CLEO,
    NOTHING,
    OTHER,
    PASSPHRASE,
    QUICK,
    PlainRules,
    answers,
    around,
    entered,
    fill,
    looked_over,
    needs_mount,
    needs_mount_as_root,
    new_store,
    read_only,
    small_disk,
    with_people,
)


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    casebook = with_people(home)
    yield casebook
    casebook.close()


def test_what_was_backed_up_comes_back_with_its_accounts_its_log_and_its_head(
    ada: Casebook, tmp_path: Path
) -> None:
    made = ada.screenings.begin(answers(notes="kept"))
    done = ada.screenings.complete(made)
    ada.referrals.keep(done, b"%PDF")
    ada.preferences.set("theme", "plain")
    content = backed_up(ada, tmp_path)
    head = str(ada._desk.store.log.head())
    lost = ada.screenings.begin(answers(notes="begun after the backup"))
    back = restored(content, tmp_path / "back")
    assert back.screenings.open(done.ref).answers == done.answers
    assert back.referrals.kept(done.ref, 1) == b"%PDF"
    assert [each.revision for each in back._desk.store.kept.revisions(done.ref)] == [1]
    assert back.preferences.get("theme") == "plain"
    assert [each.name for each in back.people.accounts()] == [ADA, BEN, CLEO]
    assert lost.ref not in [each.ref for each in back.index.all()]
    verdict = back.log.verify()
    assert verdict.sound and verdict.faults == []
    assert "put back" in verdict.remarks[0]
    kinds = [(each.kind, each.detail.partition(":")[0]) for each in back.log.entries()]
    assert ("backup", "taken") in kinds and ("backup", "restored") in kinds
    taken = next(each for each in ada.log.entries() if each.kind == "backup")
    assert head.startswith(f"{taken.seq}:")  # its own entry is the last one in it
    assert "as it was on" in back.alerts[0]
    back.close()
    ben = entered(tmp_path / "back", BEN, OTHER)
    assert ben.account.roles == ("practitioner",)
    ben.close()


def test_the_file_is_private_and_shows_nothing(ada: Casebook, tmp_path: Path) -> None:
    ada.screenings.begin(answers(notes="Quillfeather was seen"))
    target = tmp_path / "made.backup"
    made = write_backup(ada, target, NOTHING, replace=False)
    assert target.stat().st_mode & 0o777 == 0o600
    assert made.size == target.stat().st_size
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["made.backup"]
    content = target.read_bytes().lower()
    for word in (CHILD, ADA, "Quillfeather", PASSPHRASE, "SQLite format"):
        assert word.lower().encode() not in content
    with pytest.raises(NotWritten):
        write_backup(ada, target, NOTHING, replace=False)
    write_backup(ada, target, NOTHING, replace=True)
    assert target.read_bytes().lower() != content


def test_only_an_administrator_makes_one_and_only_one_of_that_day_restores_it(
    ada: Casebook, home: Path, tmp_path: Path
) -> None:
    ben = entered(home, BEN, OTHER)
    with pytest.raises(NotPermitted):
        write_backup(ben, tmp_path / "ben.backup", NOTHING, replace=False)
    ben.close()
    content = backed_up(ada, tmp_path)
    ada.access.change_passphrase(PASSPHRASE, "another passphrase for later days")
    back = tmp_path / "back"
    for name, words, error in (
        (BEN, OTHER, NotPermitted),
        (ADA, "another passphrase for later days", WrongCredentials),
        ("Nobody Example", OTHER, WrongCredentials),
    ):
        with pytest.raises(error):
            restored(content, back, name, words)
        assert not back.exists()
    cleo = restored(content, back, CLEO, OTHER)
    assert cleo.index.all() == []
    cleo.close()


def test_the_recovery_code_of_that_day_opens_it(home: Path, tmp_path: Path) -> None:
    casebook, code = new_store(home)
    content = backed_up(casebook, tmp_path)
    casebook.close()
    restored(content, tmp_path / "back").close()
    again = recover(
        tmp_path / "back", ADA, str(code), OTHER, CasebookSettings(argon=QUICK, rules=PlainRules())
    )
    assert again.log.verify().faults == []
    again.close()


def test_it_is_of_one_moment_while_others_save(ada: Casebook, home: Path, tmp_path: Path) -> None:
    """Each save adds to the log in the same transaction, so a backup of two moments would not agree with itself."""
    over, faults, saves = threading.Event(), list[Exception](), [0, 0]

    def work(which: int) -> None:
        try:
            casebook = entered(home, BEN, OTHER)
            made = casebook.screenings.begin(answers(notes="0"))
            number = 0
            while not over.is_set():
                number += 1
                given = msgspec.structs.replace(made.answers, notes=f"{number} " + "words " * (number % 200))
                made = casebook.screenings.save(msgspec.structs.replace(made, answers=given))
                saves[which] = number
                if number % 5 == 0:
                    casebook.screenings.leave(casebook.screenings.begin(given))
            casebook.close()
        except Exception as error:
            faults.append(error)

    def one_more() -> bytes:
        """A backup, when each of them has saved something since the one before."""
        before, end = list(saves), monotonic() + 300
        while any(now <= then for now, then in zip(saves, before, strict=True)) and not faults:
            assert monotonic() < end
            sleep(0.01)
        return backed_up(ada, tmp_path)

    people = [threading.Thread(target=work, args=(which,)) for which in range(2)]
    for each in people:
        each.start()
    contents = [one_more() for _ in range(5)]
    over.set()
    for each in people:
        each.join()
    assert faults == []
    for number, content in enumerate(contents):
        back = restored(content, tmp_path / f"back-{number}")
        assert back.log.verify().faults == []
        begun = [each for each in back.log.entries() if each.kind == "created"]
        assert len(begun) == len(back._desk.store.screenings.rows(None))
        back.close()


def test_whoever_makes_one_goes_on_working_meanwhile(
    ada: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen is drawn and locks, keys are taken and words are saved by the session that makes the backup."""
    made = ada.screenings.begin(answers(notes="0"))
    for number in range(60):
        ada._desk.store.kept.attach(made.ref, number, "referral", os.urandom(500_000), made.created, [])
    copying, copied, saved_meanwhile = threading.Event(), threading.Event(), 0
    copy_to = ada._desk.store.upkeep.copy_to

    def watched(*given: Any) -> Any:
        copying.set()
        try:
            return copy_to(*given)
        finally:
            copied.set()

    monkeypatch.setattr(ada._desk.store.upkeep, "copy_to", watched)
    backup = threading.Thread(
        target=write_backup, args=(ada, tmp_path / "made.backup", NOTHING), kwargs={"replace": False}
    )
    backup.start()
    assert copying.wait(60)
    while not copied.is_set() and not any(each.stat().st_size for each in tmp_path.glob(".ce-tui-*.part")):
        sleep(0.001)
    while not copied.is_set():
        given = msgspec.structs.replace(made.answers, notes=f"{saved_meanwhile} words")
        made = ada.screenings.save(msgspec.structs.replace(made, answers=given))
        saved_meanwhile += not copied.is_set()
    backup.join()
    assert saved_meanwhile > 0
    back = restored((tmp_path / "made.backup").read_bytes(), tmp_path / "back")
    assert back.log.verify().faults == []
    back.close()


def test_a_store_is_never_restored_over_anything(ada: Casebook, home: Path, tmp_path: Path) -> None:
    content = backed_up(ada, tmp_path)
    with pytest.raises(AlreadySetUp):
        restored(content, home)
    assert ada.log.verify().faults == []
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(NotEmpty, match="holds files already") as refused:
        restored(content, other)
    assert refused.value.exit_code == 73
    assert [each.name for each in other.iterdir()] == ["letter.txt"]


def test_a_store_that_somebody_else_sets_up_meanwhile_is_left_alone(ada: Casebook, tmp_path: Path) -> None:
    back, content = tmp_path / "back", backed_up(ada, tmp_path)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if not back.exists():
                new_store(back)[0].close()
                left.update(each.name for each in back.iterdir())
            return super().read(size)

    left = set[str]()
    with pytest.raises(AlreadySetUp):
        restore(read_beginning(Slow(content)), back, ADA, PASSPHRASE, around())
    assert any(name.endswith(".lock") for name in left)
    assert {each.name for each in back.iterdir()} == left
    entered(back).close()


def test_an_empty_folder_will_do_and_what_a_restore_cut_short_left(ada: Casebook, tmp_path: Path) -> None:
    content = backed_up(ada, tmp_path)
    back = tmp_path / "back"
    back.mkdir()
    with pytest.raises(Damaged):
        restored(content[:-500], back)
    assert back.is_dir()
    with pytest.raises(NoStore):
        entered(back)
    for left in ("setting-up.db", "setting-up.db-wal", "slots.json", "slots.lock"):
        (back / left).write_bytes(b"cut short")
    casebook = restored(content, back)
    assert casebook.log.verify().faults == []
    casebook.close()


def _parts(content: bytes) -> dict[str, int]:
    """Where each part of a backup begins."""
    line = content.index(b"\n") + 1
    header = int.from_bytes(content[line : line + 8], "big")
    spelled = content[line + 8 : line + 8 + header]
    slots = msgspec.json.decode(spelled)["slots"]
    key_file = line + 8 + header
    return {
        "length": line,
        "header": line + 8,
        "key file": key_file,
        "database": key_file + slots,
        "mac": len(content) - 32,
    }


def test_a_byte_changed_anywhere_is_found_and_nothing_is_restored(ada: Casebook, tmp_path: Path) -> None:
    ada.screenings.begin(answers(notes="words " * 500))
    content = backed_up(ada, tmp_path)
    parts = _parts(content)
    for name, at in {
        **parts,
        "length's end": parts["header"] - 1,
        "header's end": parts["key file"] - 2,
        "key file's middle": (parts["key file"] + parts["database"]) // 2,
        "database's middle": (parts["database"] + parts["mac"]) // 2,
        "end": len(content) - 1,
    }.items():
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(VaultError) as refused:
            restored(bytes(changed), tmp_path / "back")
        assert refused.value.exit_code == 65, name
        assert "damaged" in refused.value.words or "cut off" in refused.value.words, name
        assert "Nothing was restored" in refused.value.words, name
        assert not (tmp_path / "back").exists(), name


def test_a_backup_cut_off_anywhere_is_said_to_be_cut_off(ada: Casebook, tmp_path: Path) -> None:
    content = backed_up(ada, tmp_path)
    parts = _parts(content)
    for at in (*parts.values(), parts["database"] + 5000, len(content) - 1):
        with pytest.raises(Damaged, match="cut off"):
            restored(content[:at], tmp_path / "back")
    with pytest.raises(Damaged, match="damaged"):
        restored(content + b"more", tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a backup"),
        (b"PK\x03\x04" + bytes(1000), "not a backup"),
        (b"ce-tui backup", "not a backup"),
        (b"ce-tui backup 2\n" + bytes(1000), "later version"),
        (b"ce-tui backup 1\n" + b"\xff" * 8 + bytes(1000), "damaged"),
        (b"ce-tui backup 1\n" + bytes(8), "damaged"),
        (b"ce-tui backup 1\n" + (100).to_bytes(8, "big") + b"[" * 100, "damaged"),
        (b"ce-tui backup 1\n" + (2).to_bytes(8, "big") + b"{}", "damaged"),
    ],
)
def test_what_is_no_backup_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        restored(content, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_sizes_that_cannot_be_are_refused_before_anything_is_read(ada: Casebook, tmp_path: Path) -> None:
    content = backed_up(ada, tmp_path)
    parts = _parts(content)
    header = msgspec.json.decode(content[parts["header"] : parts["key file"]])
    for field in ("slots", "database", "seq"):
        for size in (-1, 0, 1 << 60, 1 << 70):
            spelled = msgspec.json.encode(header | {field: size}, order="sorted")
            line = content[: parts["length"]]
            crafted = line + len(spelled).to_bytes(8, "big") + spelled + content[parts["key file"] :]
            with pytest.raises(Damaged):
                restored(crafted, tmp_path / "back")
            assert not (tmp_path / "back").exists()


def test_a_restored_store_is_told_from_an_older_copy_that_was_put_back(
    ada: Casebook, home: Path, tmp_path: Path
) -> None:
    """The anchors that lie elsewhere know what was lost with the restore; that it was one stands in the log."""
    elsewhere = FileAnchors(tmp_path / "elsewhere.log")
    casebook = entered(home, CLEO, OTHER, anchors=elsewhere)
    content = backed_up(casebook, tmp_path)
    older = (home / "store.db").read_bytes()
    for _ in range(3):
        casebook.people.set_hub("Imaginary Hub", "essex")
        casebook._desk.anchor()
    casebook.close()
    back = restored(content, tmp_path / "back", CLEO, OTHER, anchors=elsewhere)
    assert not any("older than" in words for words in back.alerts)
    verdict = back.log.verify()
    assert verdict.sound, verdict.findings
    assert "what was done in them is lost" in verdict.remarks[0]
    back.close()
    again = entered(tmp_path / "back", CLEO, OTHER, anchors=elsewhere)
    assert again.alerts == [] and again.log.verify().sound
    again.close()
    ada.close()
    for left in home.glob("store.db-*"):
        left.unlink()
    (home / "store.db").write_bytes(older)
    with pytest.raises(OlderStore):
        entered(home, CLEO, OTHER, anchors=elsewhere)
    fooled = looked_over(home, anchors=elsewhere)
    assert {each.kind for each in fooled.log.verify().findings} == {"older store"}
    fooled.close()


def test_what_was_marked_for_deletion_is_decided_anew_after_a_restore(ada: Casebook, tmp_path: Path) -> None:
    """It may have been undone since the backup: nothing is deleted because an old copy says so."""
    made = ada.screenings.begin(answers())
    ada.screenings.leave(made)
    ada.keeping.mark(made.ref, "made twice")
    content = backed_up(ada, tmp_path)
    later = datetime.now(UTC) + timedelta(days=30)
    back = restored(content, tmp_path / "back", clock=lambda: later)
    assert back.deleting.purged == [] and back.deleting.marked() == []
    assert [each.ref for each in back.index.all()] == [made.ref]
    details = [each.detail for each in back.log.entries(kinds=["deletion"])]
    assert details[-1] == "undone: the store was put back"
    back.close()


@needs_mount
def test_a_full_disk_leaves_no_backup_and_the_store_as_it_was(ada: Casebook, tmp_path: Path) -> None:
    ada.screenings.begin(answers(notes="words " * 5000))
    size = len(backed_up(ada, tmp_path))
    with small_disk(tmp_path / "disk", str(size * 3 // 2)) as disk:
        ballast = fill(disk)
        os.truncate(ballast, ballast.stat().st_size - size // 2)
        with pytest.raises(VaultError) as refused:  # the copy does not fit
            write_backup(ada, disk / "made.backup", NOTHING, replace=False)
        assert refused.value.exit_code == 73
        assert [each.name for each in disk.iterdir()] == ["ballast"]
        ballast.unlink()
        with pytest.raises(NotWritten):  # the copy fits, the backup beside it does not
            write_backup(ada, disk / "made.backup", NOTHING, replace=False)
        assert list(disk.iterdir()) == []
        fill(disk)
        with pytest.raises(VaultError) as full:
            restored(backed_up(ada, tmp_path), disk / "back")
        assert full.value.exit_code == 74
        assert [each.name for each in disk.iterdir()] == ["ballast"]
    assert ada.log.verify().faults == []
    details = [each.detail for each in ada.log.entries(kinds=["backup"])]
    assert details == ["taken", *["taken", "not made: it was cut short"] * 2, "taken"]


@needs_mount_as_root
def test_a_store_that_has_become_read_only_can_still_be_backed_up(
    ada: Casebook, home: Path, tmp_path: Path
) -> None:
    """A failing disk is often made read-only: then a backup is wanted most. It cannot be logged there."""
    made = ada.screenings.begin(answers(notes="kept"))
    ada.close()
    with read_only(home):
        casebook = entered(home)
        content = backed_up(casebook, tmp_path)
        casebook.close()
    back = restored(content, tmp_path / "back")
    assert back.screenings.open(made.ref).answers.notes == "kept"
    assert back.log.verify().faults == []
    back.close()
