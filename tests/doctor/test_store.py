"""What the doctor says of the folder of the store. On a real deployment: `tests/deploy/test_doctor.py`."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ce_tui.core.vault.errors import StoreMissing
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.doctor import store
from ce_tui.doctor.finding import Finding

MIB = 1024 * 1024
ME = pwd.getpwuid(os.geteuid()).pw_name


@pytest.fixture
def place(home: Path) -> Path:
    """The folder of a store, private, with a database and room kept back."""
    home.mkdir(mode=0o700)
    for name in ("store.db", "slots.json"):
        (home / name).touch(mode=0o600)
    Headroom(home / "headroom").make()
    return home


def disk(monkeypatch: pytest.MonkeyPatch, **about: int) -> None:
    """The store's disk as it is said to be."""
    usual = {"f_flag": 0, "f_files": 10_000, "f_favail": 10_000, "f_bavail": 10**6, "f_frsize": 4096}
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(**(usual | about)))


def test_a_store_is_said_with_whose_it_is_and_one_that_is_not_there_yet_with_where(place: Path) -> None:
    assert list(store.folder()) == [Finding("good", f"The store is in {place} and belongs to {ME}.")]
    (place / "store.db").unlink()
    (missing,) = store.folder()
    assert (missing.kind, missing.words) == ("wrong", StoreMissing().words)
    none = Finding("note", f"There is no store yet; it will be in {place}.", "Start ce-tui to set one up.")
    shutil.rmtree(place)
    assert list(store.folder()) == [none]


def test_a_network_file_system_is_no_place_for_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "network_kind", lambda at: "nfs4" if at == place else "")
    assert next(store.folder()) == Finding(
        "lacks",
        f"The folder of the store, {place}, lies on a network file system (nfs4) and can lose what was saved.",
        "Set CE_TUI_HOME to a folder on a local disk.",
    )


def test_a_disk_that_can_only_be_read_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk(monkeypatch, f_flag=os.ST_RDONLY)
    assert list(store.folder()) == [
        Finding(
            "lacks",
            f"The folder of the store, {place}, lies on a disk that can only be read: screenings can be looked at, "
            "nothing can be saved.",
            "Look into the machine's log why, and mount it again for writing: mount -o remount,rw …",
        )
    ]


def test_who_may_not_write_there_is_told_whose_it_is(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    words = f"The folder of the store, {place}, cannot be written to by {ME}."
    assert list(store.folder()) == [Finding("lacks", words, f"chmod u+rwx '{place}'")]
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000_000)
    words = f"The folder of the store, {place}, cannot be written to by account 4000000000."
    assert list(store.folder()) == [
        Finding("lacks", words, f"Run this as {ME}, whose it is, or set CE_TUI_HOME.")
    ]


def test_what_others_could_reach_is_said(place: Path) -> None:
    assert list(store.permissions()) == []
    (place / "store.db").chmod(0o604)
    (place / "slots.json").chmod(0o620)
    place.chmod(0o710)
    place.parent.chmod(0o777)
    assert list(store.permissions()) == [
        Finding("note", "Others on this machine can look into the store's folder.", f"chmod 700 '{place}'"),
        Finding(
            "note",
            "Others could read or write slots.json, store.db in the store's folder.",
            f"chmod -R go= '{place}'",
        ),
        Finding(
            "lacks",
            f"Everybody on this machine may write to {place.parent}, and so put another folder in the store's place.",
            f"chmod o-w '{place.parent}'",
        ),
    ]
    place.parent.chmod(0o1777)
    assert len(list(store.permissions())) == 2


def test_files_of_another_account_are_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat = Path.stat

    def told(path: Path, **how: bool) -> os.stat_result:
        about: Any = list(stat(path, **how))
        about[4] += path.name in ("store.db", "slots.json")
        return os.stat_result(about)

    monkeypatch.setattr(Path, "stat", told)
    assert list(store.permissions()) == [
        Finding(
            "lacks",
            "slots.json, store.db in the store's folder belongs to another account than the folder: a command was run "
            "as somebody else, and the app may not be able to write it.",
            f"As root: chown -R {ME}: '{place}'",
        )
    ]


def test_of_a_folder_that_is_not_there_or_cannot_be_looked_into_nothing_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.chmod(0o777)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert list(store.permissions()) == []
    shutil.rmtree(place)
    assert list(store.permissions()) == []
    place.touch()
    assert list(store.permissions()) == []


@pytest.mark.parametrize(
    ("free", "kind", "words", "remedy"),
    [
        (100 * MIB, "note", "100 MiB are free on the store's disk.", "Make room."),
        (200 * MIB - 1, "note", "199 MiB are free on the store's disk.", "Make room."),
        (200 * MIB, "good", "0.2 GiB are free on the store's disk.", ""),
        (1536 * 1024 * MIB, "good", "1,536.0 GiB are free on the store's disk.", ""),
    ],
)
def test_how_much_the_disk_takes(
    place: Path, monkeypatch: pytest.MonkeyPatch, free: int, kind: Any, words: str, remedy: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert list(store.room()) == [Finding(kind, words, remedy)]


def test_room_that_is_not_kept_back_and_files_that_run_out_are_said(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024 * MIB))
    disk(monkeypatch, f_favail=999)
    (place / "headroom").unlink()
    free, kept, files = store.room()
    assert free.kind == "good"
    assert kept == Finding(
        "note",
        "No room is kept back for the last saves: the disk was full, or nearly, and the room went into them.",
        "Make room on the store's disk; it is kept back again when somebody signs in.",
    )
    assert files == Finding(
        "note",
        "The store's disk takes 999 more files, however much room there is.",
        "Remove small files.",
    )
    for about in ({"f_favail": 1000}, {"f_files": 0, "f_favail": 0}):  # some file systems count none
        disk(monkeypatch, **about)
        assert list(store.room()) == [free, kept]
    (place / "store.db").unlink()
    assert list(store.room()) == [free], "there is no store yet"


def anchored(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str) -> list[Finding]:
    file = folder / "config.toml"
    file.write_text(settings, "utf-8")
    monkeypatch.setenv("CE_TUI_CONFIG", str(file))
    return list(store.anchors())


def test_where_the_chain_is_anchored_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = "The audit chain is anchored beside the store: an older copy of the whole folder would not be noticed."
    for settings, remedy in {
        "": "Set [audit] anchors to a file of another owner.",
        "[audit]\nanchors = 'syslog'\nwrong_tries = 'syslog'": "Set [audit] anchors to a file of another owner.",
        "[audit]\nanchors = 'syslog'": (
            'Set [audit] anchors to a file of another owner, and wrong_tries = "syslog" to go on telling syslog of '
            "wrong tries."
        ),
    }.items():
        assert anchored(tmp_path, monkeypatch, settings) == [Finding("note", beside, remedy)]
    file = tmp_path / "anchors.log"
    there = "[audit]\nanchors = 'anchors.log'"
    assert anchored(tmp_path, monkeypatch, there) == [
        Finding(
            "note",
            f"The audit chain is anchored in {file}, which the store's account could also cut or replace.",
            f"As root: put it into a folder of root's, and chattr +a '{file}'",
        )
    ]
    assert anchored(tmp_path, monkeypatch, "[audit]\nanchors = 3") == [], "said with the configuration"


def test_more_anchors_than_are_read_in_a_while_are_to_be_put_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "anchors.log"
    file.touch()
    os.truncate(file, 50_000_000)
    assert len(anchored(tmp_path, monkeypatch, "[audit]\nanchors = 'anchors.log'")) == 1
    os.truncate(file, 51_000_000)
    *_, found = anchored(tmp_path, monkeypatch, "[audit]\nanchors = 'anchors.log'")
    assert found.kind == "note" and "51 MB of anchors" in found.words and "rotate-anchors" in found.remedy


@pytest.mark.parametrize(
    ("attributes", "owner", "mode", "safe"),
    [
        (0x20, 0, 0o755, True),
        (0x30, 0, 0o755, True),
        (0x10, 0, 0o755, False),
        (0x20, 1, 0o755, False),
        (0x20, 0, 0o775, False),
        (0x20, 0, 0o757, False),
    ],
)
def test_a_file_that_can_only_be_added_to_in_a_folder_of_roots_is_a_good_anchor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: int, owner: int, mode: int, safe: bool
) -> None:
    file = tmp_path / "anchors.log"
    file.touch()
    stat, handles = Path.stat, set(Path("/proc/self/fd").iterdir())

    def told(path: Path, **how: bool) -> os.stat_result:
        about = list(stat(path, **how))
        if path == tmp_path:
            about[0], about[4] = 0o040000 | mode, owner
        return os.stat_result(about)

    monkeypatch.setattr(Path, "stat", told)
    monkeypatch.setattr(
        store.fcntl, "ioctl", lambda handle, what, room: attributes.to_bytes(4, "little") + bytes(4)
    )
    [found] = anchored(tmp_path, monkeypatch, "[audit]\nanchors = 'anchors.log'")
    good = Finding("good", f"The audit chain is anchored in {file}, which can only be added to.")
    assert (found == good) is safe
    assert set(Path("/proc/self/fd").iterdir()) == handles, "the file is closed again"
