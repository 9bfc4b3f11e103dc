"""A file that a person names: where it is put, and why not, in words. With commands: `tests/cli/test_files.py`."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ce_tui.files.private_file import (
    LONGEST_PATH,
    NotWritten,
    check_target,
    private_file,
    typed_target,
    write_private,
)
from support.stores.vault import NOTHING

IMPOSSIBLE = "A file of that name cannot be made. Nothing was written."


def refused(target: Path, *, replace: bool = False) -> NotWritten:
    """What is said before anything is written, and again by the writing itself."""
    with pytest.raises(NotWritten) as first:
        check_target(target, NOTHING, replace=replace)
    with pytest.raises(NotWritten) as second:
        write_private(target, b"new", NOTHING, replace=replace)
    assert (str(first.value), first.value.words) == (second.value.words, second.value.words)
    assert first.value.exists == second.value.exists
    return first.value


def test_a_new_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    check_target(tmp_path / "out", NOTHING)
    write_private(tmp_path / "out", b"words", NOTHING)
    assert (tmp_path / "out").read_bytes() == b"words"
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_one_that_is_there_is_replaced_only_where_that_is_said(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"older")
    why = refused(target)
    assert (why.words, why.exists) == (f"{target} exists already.", True)
    for try_it in (lambda: check_target(target, NOTHING), lambda: write_private(target, b"new", NOTHING)):
        with pytest.raises(NotWritten):
            try_it()
    assert target.read_bytes() == b"older"
    check_target(target, NOTHING, replace=True)
    write_private(target, b"new", NOTHING, replace=True)
    assert target.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_what_is_no_place_for_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for target, words in (
        (tmp_path / "none" / "out", f"There is no folder {tmp_path / 'none'}. Nothing was written."),
        (tmp_path / "file" / "out", f"There is no folder {tmp_path / 'file'}. Nothing was written."),
        (tmp_path / "a\0b", IMPOSSIBLE),
        (tmp_path / "a\0b" / "out", IMPOSSIBLE),
        (tmp_path / ("x" * 256), IMPOSSIBLE),
        (Path("/"), IMPOSSIBLE),
    ):
        why = refused(target, replace=True)
        assert (why.words, why.exists) == (words, False)
    for name in ("folder", "pipe", "round"):
        target = tmp_path / name
        assert refused(target, replace=True).words == (
            f"{target} is not a file that can be replaced. Nothing was written."
        )


def test_a_link_to_a_file_or_to_nothing_may_be_replaced_and_is_one_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"kept")
    for name, to in (("one", "file"), ("two", "none")):
        (tmp_path / name).symlink_to(tmp_path / to)
        assert refused(tmp_path / name).exists
        write_private(tmp_path / name, b"new", NOTHING, replace=True)
        assert not (tmp_path / name).is_symlink() and (tmp_path / name).read_bytes() == b"new"
    assert (tmp_path / "file").read_bytes() == b"kept" and not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_to_or_looked_at_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = f"The folder {tmp_path} cannot be written to. Nothing was written."
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_, **__: False)
        assert refused(tmp_path / "out").words == words

    def shut(*_: object, **__: object) -> int:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", shut)
        assert refused(tmp_path / "out").words == words


def test_a_folder_that_takes_files_and_cannot_be_listed_takes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for an account that is not root: such a folder opens only to be looked at, and cannot be synced."""
    real = os.open

    def unlisted(path: object, flags: int, *more: int, **where: int) -> int:
        if path == tmp_path and not flags & os.O_PATH:
            raise PermissionError
        return real(path, flags, *more, **where)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", unlisted)
    write_private(tmp_path / "out", b"words", NOTHING)
    assert (tmp_path / "out").read_bytes() == b"words"


def test_a_disk_that_takes_nothing_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    words = f"{target} cannot be written: No space left on device. Nothing was left there."

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    for call in ("fsync", "replace"):
        with monkeypatch.context() as patch, pytest.raises(NotWritten) as why:
            patch.setattr(os, call, full)
            write_private(target, b"words", NOTHING, replace=True)
        assert (why.value.words, why.value.exists) == (words, False)
        assert list(tmp_path.iterdir()) == []
    real = os.open
    with monkeypatch.context() as patch, pytest.raises(NotWritten) as why:
        patch.setattr(
            os, "open", lambda *given, **how: full() if ".part" in str(given[0]) else real(*given, **how)
        )
        write_private(target, b"words", NOTHING)
    assert why.value.words == words


def test_what_is_written_again_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    with private_file(tmp_path / "out", NOTHING) as file:
        file.write(b"a longer beginning")
        assert file.fill(lambda into: into.write(b"end")) == 3
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out").read_bytes() == b"end"


def test_what_goes_wrong_before_it_stands_there_leaves_no_file(tmp_path: Path) -> None:
    def not_logged() -> None:
        assert len(list(tmp_path.iterdir())) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_private(tmp_path / "out", b"words", NOTHING, before=not_logged)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_meanwhile_is_kept_with_and_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError

    for each in (os.link, no_links):
        monkeypatch.setattr(os, "link", each)
        with pytest.raises(NotWritten) as why:
            write_private(target, b"ours", NOTHING, before=lambda: target.write_bytes(b"theirs") and None)
        assert why.value.exists
        assert target.read_bytes() == b"theirs"
        target.unlink()
        write_private(target, b"ours", NOTHING)
        assert target.read_bytes() == b"ours"
        target.unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_typed_path_is_whole_and_a_folder_gets_the_proposed_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = Path("/elsewhere/form.pdf")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for typed in (str(tmp_path), ".", "~"):
        assert typed_target(typed, proposed) == tmp_path / "form.pdf"
    for typed in (str(tmp_path / "mine.pdf"), "mine.pdf", "~/mine.pdf"):
        assert typed_target(typed, proposed) == tmp_path / "mine.pdf"


def test_a_typed_path_that_can_be_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed = Path("/elsewhere/form.pdf")

    def words(typed: str) -> str:
        with pytest.raises(NotWritten) as why:
            typed_target(typed, proposed)
        return why.value.words

    assert LONGEST_PATH == 4096, "PATH_MAX of Linux"
    assert words("x" * LONGEST_PATH) == IMPOSSIBLE
    assert typed_target("/" + "x" * (LONGEST_PATH - 2), proposed)
    assert words("~nobody-here/a/b") == (
        "There is no home folder ~nobody-here on this machine. Nothing was written. Write the whole path, from / on."
    )
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert words("mine.pdf") == (
        "The folder that the app was started in is gone. Nothing was written. Write the whole path, from / on."
    )
