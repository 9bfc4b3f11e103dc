"""What the app keeps is never in the way of a file, by whatever path. With commands: `tests/cli/test_own_files.py`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ce_tui.files.own_files import LOOK, OwnFiles

LOST = "Nothing was written: what the app keeps there must not be lost. Choose another folder"


class Kept:
    """A folder and a file that the app keeps, beside a folder for everybody."""

    def __init__(self, place: Path) -> None:
        self.folder, self.file, self.free = place / "kept", place / "config.toml", place / "free"
        self.folder.mkdir()
        self.free.mkdir()
        self.file.touch()
        self.instead: Iterable[Path] = ()

    def refusal(self, target: Path) -> str:
        own = OwnFiles({self.folder: "the store"}, {self.file: "the configuration"}, self.instead)
        open_handles = set(Path("/proc/self/fd").iterdir())
        folder = os.open(target.parent, LOOK)
        try:
            return own.refusal(folder, target)
        finally:
            os.close(folder)
            assert set(Path("/proc/self/fd").iterdir()) == open_handles, "all is closed again"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


@pytest.mark.parametrize("resolved", [None, os.path.realpath], ids=["this Python", "Python 3.13"])
def test_a_folder_for_everybody_takes_every_name_also_one_of_the_apps_own(
    kept: Kept, resolved: Callable[[Path], str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From Python 3.13 on a link that leads round and round leads to itself, where it was an error before."""
    if resolved is not None:
        monkeypatch.setattr(Path, "resolve", lambda path: Path(resolved(path)))
    (kept.free / "there.pdf").touch()
    (kept.free / "link").symlink_to(kept.free / "there.pdf")
    (kept.free / "round").symlink_to(kept.free / "round")
    (kept.free / "nowhere").symlink_to(kept.free / "none" / "a")
    for name in ("form.pdf", "there.pdf", "config.toml", "kept", "link", "round", "nowhere"):
        assert kept.refusal(kept.free / name) == ""


def test_what_is_kept_is_refused_by_its_own_path_and_in_any_case(kept: Kept) -> None:
    (kept.folder / "deep" / "deeper").mkdir(parents=True)
    for folder in (kept.folder, kept.folder / "deep", kept.folder / "deep" / "deeper"):
        target = folder / "form.pdf"
        assert kept.refusal(target) == f"{target} is in the store, or leads there. {LOST}."
    for target, what in (
        (kept.folder, "the store"),
        (kept.file, "the configuration"),
        (kept.file.with_name("CONFIG.toml"), "the configuration"),
    ):
        assert kept.refusal(target) == f"{target} is {what}, or leads there. {LOST}."


def test_a_hard_link_and_links_that_lead_there_are_refused(kept: Kept) -> None:
    (kept.folder / "slots").mkdir()
    for file in (kept.folder / "a", kept.folder / "slots" / "b", kept.file):
        file.touch()
        (kept.free / f"hard-{file.name}").hardlink_to(file)
    assert kept.refusal(kept.free / "hard-a").startswith(f"{kept.free / 'hard-a'} is a file of the store,")
    assert "is a file of the store," in kept.refusal(kept.free / "hard-b")
    assert "is the configuration," in kept.refusal(kept.free / "hard-config.toml")
    for name, to in (("in", kept.folder / "new"), ("on", kept.free / "in"), ("cfg", kept.file)):
        (kept.free / name).symlink_to(to)
        assert kept.refusal(kept.free / name)
    (kept.free / "way").symlink_to(kept.folder)
    assert "is in the store," in kept.refusal(kept.free / "way" / "form.pdf")


def test_what_is_not_there_yet_has_its_place_kept_free(kept: Kept) -> None:
    kept.file.unlink()
    kept.folder.rmdir()
    assert "is the configuration," in kept.refusal(kept.file)
    assert "is the store," in kept.refusal(kept.folder)


def test_links_on_the_way_to_what_is_kept_are_not_replaced(kept: Kept, tmp_path: Path) -> None:
    real = tmp_path / "real"
    kept.folder.rename(real)
    (tmp_path / "middle").symlink_to("free/../real")
    kept.folder.symlink_to("middle")
    for name in ("kept", "middle", "real"):
        assert "is the store," in kept.refusal(tmp_path / name), name
    assert "is in the store," in kept.refusal(real / "form.pdf")
    assert kept.refusal(tmp_path / "other") == ""
    absolute = tmp_path / "absolute"
    absolute.symlink_to(tmp_path / "middle")
    kept.folder.unlink()
    kept.folder.symlink_to(absolute)
    for name in ("kept", "absolute", "middle", "real"):
        assert "is the store," in kept.refusal(tmp_path / name), name


def test_the_store_of_somebody_else_is_left_alone(kept: Kept) -> None:
    other = kept.free / "theirs"
    (other / "deep").mkdir(parents=True)
    (other / "store.db").touch()
    assert kept.refusal(other / "form.pdf") == "", "one of the two alone is no store"
    (other / "slots.json").touch()
    for folder in (other, other / "deep"):
        assert "is in the folder of a store," in kept.refusal(folder / "form.pdf")


def test_a_link_out_of_what_is_kept_leads_to_what_anybody_may_write(kept: Kept) -> None:
    (kept.free / "shared").mkdir()
    (kept.free / "shared" / "a").touch()
    (kept.folder / "out").symlink_to(kept.free / "shared")
    assert kept.refusal(kept.free / "shared" / "a") == ""


def test_a_folder_that_can_be_written_to_is_named_for_example(kept: Kept, tmp_path: Path) -> None:
    kept.instead = iter((tmp_path / "none", kept.folder, kept.free))
    assert kept.refusal(kept.file).endswith(f"{LOST}, for example {kept.free}.")
    kept.instead = (kept.folder,)
    assert kept.refusal(kept.file).endswith(f"{LOST}.")


def test_links_that_go_round_end_the_looking(kept: Kept, tmp_path: Path) -> None:
    kept.folder.rmdir()
    kept.folder.symlink_to(kept.folder)
    assert "is the store," in kept.refusal(kept.folder)
    assert kept.refusal(kept.free / "form.pdf") == ""
