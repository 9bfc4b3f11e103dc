"""Root moves finished backups out of a folder in which the app's account may do what it likes. Run as it is run."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from support.checkout import CHECKOUT

SCRIPT = CHECKOUT / "data" / "deploy" / "move_backups.py"


class Place:
    """The two folders."""

    def __init__(self, folder: Path) -> None:
        self.incoming, self.kept, self.secret = folder / "incoming", folder / "kept", folder / "secret"
        for each in (self.incoming, self.kept):
            each.mkdir(mode=0o700)
        self.secret.write_text("root's")
        self.secret.chmod(0o600)

    def move(self, code: int) -> str:
        ended = subprocess.run(
            [sys.executable, "-I", SCRIPT, self.incoming, self.kept], capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        assert (ended.returncode, ended.stderr) == (code, "")
        assert not [name for name in self.names() if name.startswith(".")], "nothing half-made is left"
        return ended.stdout

    def names(self) -> list[str]:
        return sorted(each.name for each in self.kept.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def inside() -> ModuleType:
    """The script, to be run with something that happens in the middle of it."""
    module = ModuleType("move_backups")
    exec(compile(SCRIPT.read_text("utf-8"), str(SCRIPT), "exec"), module.__dict__)  # leaves no cache in data/
    return module


def test_a_finished_backup_is_moved_and_one_that_is_being_made_is_not(place: Place) -> None:
    (place.incoming / "a.backup").write_text("whole")
    (place.incoming / "a.backup").chmod(0o644)
    (place.incoming / ".ce-tui-0a.part").write_text("half")
    assert place.move(0) == "Moved: 'a.backup'.\n"
    assert [each.name for each in place.incoming.iterdir()] == [".ce-tui-0a.part"]
    about = (place.kept / "a.backup").stat()
    assert (stat.S_IMODE(about.st_mode), about.st_uid, about.st_nlink) == (0o600, os.geteuid(), 1)
    assert (place.kept / "a.backup").read_text() == "whole"
    assert place.move(0) == ""


def test_a_new_file_is_written_so_that_no_open_handle_of_the_apps_leads_to_what_is_kept(place: Place) -> None:
    with (place.incoming / "a.backup").open("w+") as handle:
        handle.write("whole")
        handle.flush()
        place.move(0)
        handle.write(" and more")
    assert (place.kept / "a.backup").read_text() == "whole"


def test_what_is_kept_is_never_replaced(place: Place) -> None:
    for number, name in enumerate(("a.backup", "a.backup", "a.backup", "b", "b", ".x" * 3), 1):
        if not name.startswith("."):
            (place.incoming / name).write_text(f"{number}")
            place.move(0)
    assert {each.name: each.read_text() for each in place.kept.iterdir()} == {
        "a.backup": "1", "a-2.backup": "2", "a-3.backup": "3", "b": "4", "b-2": "5",
    }  # fmt: skip


def test_a_link_a_pipe_a_folder_and_a_second_name_are_left_and_lead_nowhere(place: Place) -> None:
    (place.incoming / "link").symlink_to(place.secret)
    (place.incoming / "hard").hardlink_to(place.secret)
    os.mkfifo(place.incoming / "pipe")
    (place.incoming / "folder").mkdir()
    told = place.move(1)
    assert place.names() == [] and place.secret.read_text() == "root's"
    assert told.splitlines() == [
        "Left where it is: 'folder': it is no plain file.",
        "Left where it is: 'hard': the file has another name, too.",
        "Left where it is: 'link': Too many levels of symbolic links.",
        "Left where it is: 'pipe': it is no plain file.",
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_account_is_left(place: Place) -> None:
    (place.incoming / "theirs").write_text("made up")
    os.chown(place.incoming / "theirs", 65534, 65534)
    assert place.move(1) == "Left where it is: 'theirs': it belongs to another account.\n"


def test_one_that_is_left_holds_up_no_other(place: Place) -> None:
    os.mkfifo(place.incoming / "a-pipe")
    (place.incoming / "b.backup").write_text("whole")
    assert place.move(1).endswith("Moved: 'b.backup'.\n")


def test_a_name_forges_no_line_and_leads_nowhere(place: Place) -> None:
    names = ("x\nMoved: 'y'.", "-rf", "a b", "é" * 100, "$(id)", "x" * 250)
    for name in names:
        (place.incoming / name).touch()
    told = place.move(0)
    assert len(told.splitlines()) == len(names) == len(place.names()) and told.isascii()
    for name in names:
        (place.incoming / name).touch()
    place.move(0)
    assert len(place.names()) == 2 * len(names)


def test_a_folder_of_roots_that_others_can_reach_takes_nothing(place: Place) -> None:
    (place.incoming / "a.backup").write_text("whole")
    place.kept.chmod(0o755)
    assert "is open to others than root. Nothing was moved." in place.move(1)
    assert (place.incoming / "a.backup").exists()


def test_a_folder_that_is_a_link_is_not_followed(place: Place) -> None:
    place.incoming.rename(place.incoming.with_name("real"))
    place.incoming.symlink_to("real")
    (place.incoming / "a.backup").write_text("whole")
    ended = subprocess.run(
        [sys.executable, "-I", SCRIPT, place.incoming, place.kept], capture_output=True, check=False
    )
    assert ended.returncode != 0 and place.names() == []


def test_two_runs_do_not_get_into_each_others_way(place: Place) -> None:
    (place.incoming / "a.backup").write_text("whole")
    folder = os.open(place.kept, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    assert place.move(0) == "" and place.names() == []
    os.close(folder)
    place.move(0)
    assert place.names() == ["a.backup"]


def test_what_a_run_that_was_cut_short_left_is_taken_away(place: Place) -> None:
    (place.kept / ".moving-00").write_text("half")
    place.move(0)
    assert list(place.kept.iterdir()) == []


def meanwhile(place: Place, monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]) -> int:
    """A run in which something happens once the backup has been copied."""
    module = inside()
    copy = module.copy

    def then(*arguments: object) -> None:
        copy(*arguments)
        what()

    monkeypatch.setattr(module, "copy", then)
    return int(module.main(str(place.incoming), str(place.kept)))


def test_one_that_is_written_to_meanwhile_is_left(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.incoming / "a.backup").write_text("whole")
    assert (
        meanwhile(place, monkeypatch, lambda: (place.incoming / "a.backup").write_text("another") and None)
        == 1
    )
    assert place.names() == [] and (place.incoming / "a.backup").read_text() == "another"


def test_another_that_took_its_name_meanwhile_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    target = place.incoming / "a.backup"
    target.write_text("first")

    def replaced() -> None:
        (place.incoming / ".new").write_text("second")
        (place.incoming / ".new").replace(target)

    assert meanwhile(place, monkeypatch, replaced) == 0
    assert (place.kept / "a.backup").read_text() == "first" and target.read_text() == "second"


def test_a_link_that_took_its_name_meanwhile_leads_nowhere(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = place.incoming / "a.backup"
    target.write_text("first")

    def linked() -> None:
        target.unlink()
        target.symlink_to(place.secret)

    meanwhile(place, monkeypatch, linked)
    assert (place.kept / "a.backup").read_text() == "first"
    assert target.is_symlink() and place.secret.stat().st_nlink == 1, "it was put back as it was"


def test_what_would_fill_the_disk_is_left(place: Place) -> None:
    disk = os.statvfs(place.kept)
    with (place.incoming / "huge").open("wb") as file:
        file.truncate(disk.f_bavail * disk.f_frsize)
    assert place.move(1) == "Left where it is: 'huge': there is no room for it.\n"
