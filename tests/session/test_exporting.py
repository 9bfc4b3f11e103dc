"""Where an export is proposed: where the app was started, unless that is no place for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.files.outlet import Outlet, Shelf
from ce_tui.session.exporting import export_folder
from ce_tui.settings.config import Config
from ce_tui.settings.kept import own_files


def test_it_is_the_folder_of_the_deployment_else_the_one_that_the_app_was_started_in(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_files(Config(), home)
    monkeypatch.chdir(tmp_path)
    assert export_folder(Outlet(own)) == tmp_path
    assert export_folder(Outlet(own, shelf=Shelf(Path("/srv/referrals"), "a1"))) == Path("/srv/referrals/a1")


def test_it_is_never_the_folder_of_the_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    monkeypatch.chdir(home)
    assert export_folder(Outlet(own_files(Config(), home))) == Path.home()


def test_there_is_one_without_a_current_folder_and_a_home(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_files(Config(), home)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.delenv("HOME")
    assert export_folder(Outlet(own)).is_absolute()
