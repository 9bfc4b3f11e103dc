"""What the doctor says of the folders for exports and backups. On a real deployment: `tests/deploy/test_backups.py`."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ce_tui.doctor import store
from ce_tui.doctor.finding import Finding

DAY = 24 * 60 * 60


@pytest.fixture
def place(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment with everything in its place; where the folders are."""
    home.mkdir()
    monkeypatch.setenv("CE_TUI_HOME", str(home))
    for name in ("out", "incoming", "timers"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "timers" / "ce-tui-backups.timer").symlink_to("/there")
    monkeypatch.setattr(store, "_TIMERS", tmp_path / "timers")
    configure(tmp_path, monkeypatch)
    return tmp_path


def configure(place: Path, monkeypatch: pytest.MonkeyPatch, *, backup: bool = True) -> None:
    words = f'[referral]\nfolder = "{place / "out"}"\n'
    words += f'[backup]\nfolder = "{place / "incoming"}"\n' if backup else ""
    (place / "config.toml").write_text(words)
    monkeypatch.setenv("CE_TUI_CONFIG", str(place / "config.toml"))


def told() -> list[Finding]:
    return [*store.exports(), *store.backups()]


def faults() -> list[tuple[str, str]]:
    found = [each for each in told() if each.kind != "good"]
    assert all(each.remedy for each in found)
    return [(each.kind, each.words) for each in found]


def test_where_files_go_is_said(place: Path) -> None:
    assert told() == [
        Finding("good", f"The app writes exports into {place / 'out'} and nowhere else."),
        Finding("good", f"The app writes backups into {place / 'incoming'} and nowhere else."),
    ]


def test_where_no_folder_is_set_up_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told() == []
    (tmp_path / "broken.toml").write_text("not toml [")
    monkeypatch.setenv("CE_TUI_CONFIG", str(tmp_path / "broken.toml"))
    assert told() == []


def test_a_folder_that_is_missing_a_link_or_open_to_others_is_said(place: Path) -> None:
    (place / "out").rmdir()
    (place / "incoming").chmod(0o755)
    assert faults() == [
        ("lacks", f"There is no folder {place / 'out'}, so no exports can be written."),
        ("note", f"Others on this machine can look into {place / 'incoming'}."),
    ]
    (place / "out").symlink_to(place / "incoming")
    lacks = ("lacks", f"{place / 'out'} is no folder of the store's account, so no exports can be written.")
    assert faults()[0] == lacks


def test_backups_that_nothing_moves_are_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "timers" / "ce-tui-backups.timer").unlink()
    assert faults() == [
        ("note", f"Nothing moves backups out of {place / 'incoming'}: there is no ce-tui-backups.timer.")
    ]
    configure(place, monkeypatch, backup=False)
    assert faults() == [("note", "Backups that are made in the app stay where the app can remove them.")]


def test_finished_backups_that_lie_there_for_more_than_a_day_are_said(place: Path) -> None:
    for name, age in (("new", 0), ("a-day", DAY - 60), (".ce-tui-x.part", 2 * DAY)):
        (place / "incoming" / name).touch()
        os.utime(place / "incoming" / name, (time.time() - age,) * 2)
    assert faults() == []
    (place / "incoming" / "old").touch()
    os.utime(place / "incoming" / "old", (time.time() - DAY - 60,) * 2)
    assert faults() == [
        ("note", f"Finished backups have been lying in {place / 'incoming'} for more than a day: 1.")
    ]
