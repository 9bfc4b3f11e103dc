"""A folder is opened beneath another, and nothing outside it: asked of the system, and a name at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ce_tui.files import private_file
from ce_tui.files.private_file import OutsideFolder, opened_beneath, own_folder
from support.stores.vault import needs_mount


@pytest.fixture(params=["asked of the system", "a name at a time"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: an older system does not know the question."""
    if request.param == "a name at a time":
        monkeypatch.setattr(private_file, "_asked_of_the_system", lambda *_: None)
    return str(request.param)


@pytest.fixture
def base(tmp_path: Path) -> int:
    for folder in ("in/deep", "out"):
        (tmp_path / folder).mkdir(parents=True)
    return os.open(tmp_path / "in", os.O_RDONLY)


def leads_to(handle: int) -> Path:
    found = Path(f"/proc/self/fd/{handle}").readlink()
    os.close(handle)
    return found


def refused(base: int, *names: str) -> OSError:
    handles = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(OSError) as caught:
        opened_beneath(base, names)
    assert len(list(Path("/proc/self/fd").iterdir())) == handles, "all is closed again"
    return caught.value


def test_a_folder_within_is_opened(way: str, base: int, tmp_path: Path) -> None:
    assert leads_to(opened_beneath(base, ["deep"])) == tmp_path / "in" / "deep"
    assert leads_to(opened_beneath(base, [])) == tmp_path / "in"


def test_neither_dots_nor_a_whole_path_lead_out(way: str, base: int) -> None:
    for names in (
        ["..", "out"],
        ["deep", "..", "..", "out"],
        ["deep", ".."],
        ["/tmp"],
        ["deep/../../out"],
        [""],
    ):
        assert isinstance(refused(base, *names), OutsideFolder), names


def test_no_link_is_followed_not_even_one_that_stays_within(way: str, base: int, tmp_path: Path) -> None:
    for name, to in (
        ("whole", tmp_path / "out"),
        ("up", "../out"),
        ("within", "deep"),
        ("magic", "/proc/self/cwd"),
    ):
        (tmp_path / "in" / name).symlink_to(to)
        refused(base, name)
    refused(base, "within", "more")


def test_what_is_no_folder_is_not_waited_for(way: str, base: int, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in" / "pipe")
    (tmp_path / "in" / "file").touch()
    for name in ("pipe", "file"):
        assert isinstance(refused(base, name), NotADirectoryError)
    assert isinstance(refused(base, "none"), FileNotFoundError)
    with pytest.raises(ValueError, match="null"):
        opened_beneath(base, ["a\0b"])


_BOUND = """
import os, sys
from ce_tui.files import private_file
if sys.argv[2] == "step":
    private_file._asked_of_the_system = lambda *_: None
try:
    private_file.opened_beneath(os.open(sys.argv[1], os.O_RDONLY), ["deep"])
except private_file.OutsideFolder:
    print("outside")
"""


@needs_mount
@pytest.mark.parametrize("how", ["system", "step"])
def test_another_mount_is_outside_also_one_of_the_same_disk(base: int, tmp_path: Path, how: str) -> None:
    script = 'mount --bind "$1/out" "$1/in/deep" && shift && exec "$@"'
    told = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh", tmp_path,
         sys.executable, "-c", _BOUND, tmp_path / "in", how],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.stdout, told.stderr) == ("outside\n", "")


def test_the_system_is_really_asked(base: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def by_hand(*_: object) -> int:
        raise AssertionError("not asked")

    monkeypatch.setattr(private_file, "_step_by_step", by_hand)
    os.close(opened_beneath(base, ["deep"]))


def test_ones_own_folder_is_made_for_nobody_else(way: str, base: int, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert leads_to(own_folder(base, "a1")) == tmp_path / "in" / "a1"
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "in" / "a1").stat().st_mode) == 0o700
    (tmp_path / "in" / "a1").chmod(0o777)
    os.close(own_folder(base, "a1"))
    assert stat.S_IMODE((tmp_path / "in" / "a1").stat().st_mode) == 0o700


def test_what_stands_in_its_place_is_not_used(way: str, base: int, tmp_path: Path) -> None:
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "file").touch()
    for name in ("link", "file"):
        with pytest.raises(OSError):
            own_folder(base, name)
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_nor_is_a_folder_of_somebody_else(way: str, base: int, tmp_path: Path) -> None:
    (tmp_path / "in" / "theirs").mkdir()
    os.chown(tmp_path / "in" / "theirs", 65534, 65534)
    with pytest.raises(OutsideFolder):
        own_folder(base, "theirs")
