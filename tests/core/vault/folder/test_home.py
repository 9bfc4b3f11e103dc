"""The folder of the store: who may read it, where it may lie, and what is said when it cannot be used."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.errors import NoStore, ReadOnly, StoreFull, StoreMissing, StoreUnreadable, VaultError
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home, network_kind
from support.checkout import CHECKOUT
from support.stores.vault import (
    answers,
    entered,
    fill,
    needs_mount,
    needs_mount_as_root,
    read_only,
    set_up_store,
    small_disk,
)


def test_the_folder_and_its_files_are_closed_to_everyone_else(home: Path) -> None:
    casebook, _ = set_up_store(home)
    casebook.screenings.begin(answers())
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*") if path.is_file()}
    assert {"store.db", "store.db-wal", "slots.json", "anchors.log", "throttle.lock"} & set(modes) >= {
        "store.db",
        "store.db-wal",
        "slots.json",
        "anchors.log",
    }
    assert set(modes.values()) == {0o600}
    casebook.close()


def test_a_folder_that_was_opened_to_others_is_closed_again(home: Path) -> None:
    set_up_store(home)[0].close()
    home.chmod(0o755)
    (home / "store.db").chmod(0o644)
    (home / "slots.json").chmod(0o664)
    entered(home).close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "store.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "slots.json").stat().st_mode) == 0o600


def test_a_network_share_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    monkeypatch.setattr(homes, "network_kind", lambda _: "NFS")
    with pytest.raises(StoreUnreadable, match=r"network share \(NFS\)"):
        homes.prepare(home)
    assert list(home.folder.iterdir()) == []


def test_a_store_that_lies_on_a_network_share_is_not_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_store(home)[0].close()
    monkeypatch.setattr(homes, "network_kind", lambda _: "SMB")
    with pytest.raises(StoreUnreadable, match="CE_TUI_HOME"):
        homes.inspect(Home(home))


def test_this_machines_own_disk_is_no_network_share(tmp_path: Path) -> None:
    assert network_kind(tmp_path) == ""
    assert network_kind(tmp_path / "nowhere") == ""


def test_what_is_missing_is_said(home: Path) -> None:
    with pytest.raises(NoStore):
        homes.inspect(Home(home))
    set_up_store(home)[0].close()
    (home / "store.db").rename(home / "elsewhere")
    with pytest.raises(StoreMissing, match=r"its database is not there"):
        entered(home)


def contents(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.rglob("*") if path.is_file()}


@needs_mount_as_root
def test_nothing_is_set_up_in_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with read_only(folder), pytest.raises(ReadOnly):
        set_up_store(folder / "home")


@needs_mount
def test_a_full_disk_loses_nothing_that_was_saved_and_saving_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        casebook, _ = set_up_store(disk / "home")
        screening = casebook.screenings.begin(answers(notes="before"))
        ballast = fill(disk)
        saved: Screening = screening
        with pytest.raises(StoreFull) as full:
            for number in range(200):
                changed = msgspec.structs.replace(saved.answers, notes=f"{number} " + "words " * 4000)
                saved = casebook.screenings.save(msgspec.structs.replace(saved, answers=changed))
        assert full.value.exit_code == 74
        ballast.unlink()
        assert casebook.screenings.open(saved.ref).answers == saved.answers
        again = casebook.screenings.save(msgspec.structs.replace(saved, unfinished={"screened_on": "31 feb"}))
        assert again.version == saved.version + 1
        assert casebook.log.verify().faults == []
        casebook.close()


@needs_mount
def test_signing_out_on_a_full_disk_ends_quietly_and_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        casebook, _ = set_up_store(disk / "home")
        screening = casebook.screenings.begin(answers(notes="before"))
        ballast = fill(disk)
        for _ in range(60):  # until the write-ahead log has no room of its own left
            with contextlib.suppress(StoreFull):
                casebook.referrals.note_export(screening.ref, "pdf")
        casebook.close()
        assert any("disk is full" in words for words in casebook.alerts)
        ballast.unlink()
        again = entered(disk / "home")
        assert again.screenings.open(screening.ref).answers.notes == "before"
        assert again.log.verify().faults == []
        again.close()


@needs_mount
def test_a_set_up_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k") as disk:
        with pytest.raises(VaultError) as full:
            set_up_store(disk / "home")
        assert full.value.exit_code == 74
        assert not (disk / "home" / "store.db").exists()
        assert not (disk / "home" / "slots.json").exists()


_LIMITED = """
import resource, sys, signal, msgspec
from pathlib import Path
from support.stores.vault import answers, entered
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from ce_tui.core.vault.errors import VaultError
casebook = entered(Path(sys.argv[1]))
screening = casebook.screenings.begin(answers(notes="before"))
size = (Path(sys.argv[1]) / "store.db-wal").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, resource.RLIM_INFINITY))
try:
    for number in range(100):
        screening = casebook.screenings.save(
            msgspec.structs.replace(screening, answers=answers(notes=f"{number} " + "words " * 2000))
        )
except VaultError as error:
    print(screening.ref, screening.version, error.exit_code, error.words, sep="|")
"""


def test_a_disk_that_takes_no_more_is_said_without_a_mount_too(home: Path) -> None:
    set_up_store(home)[0].close()
    root = CHECKOUT
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, home],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"},
    )
    ref, version, code, words = done.stdout.strip().split("|")
    assert code == "74"
    assert "saved before is" in words
    casebook = entered(home)
    assert casebook.screenings.open(ref).version == int(version)
    assert casebook.log.verify().faults == []
    casebook.close()
