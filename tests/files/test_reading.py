"""A file that a person names, to be read: opened, or refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ce_tui.files.private_file import NotRead, opened_to_read, typed_path


def refused(path: Path, *, plain: bool = False) -> str:
    with pytest.raises(NotRead) as why:
        opened_to_read(path, plain=plain)
    assert str(why.value) == why.value.words
    return why.value.words


def test_a_file_is_read_and_what_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    for plain in (False, True):
        with opened_to_read(tmp_path / "file", plain=plain) as file:
            assert file.read() == b"words"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe", plain=True) == f"{tmp_path / 'pipe'} is not a file that can be read."
    for plain in (False, True):
        assert refused(tmp_path / "none", plain=plain) == (
            f"{tmp_path / 'none'} cannot be read: No such file or directory."
        )
        assert refused(Path("a\0b"), plain=plain) == "A file of that name cannot exist."
    assert refused(tmp_path) == f"{tmp_path} cannot be read: Is a directory."


def test_a_typed_path_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for typed in (f" {tmp_path}/a ", "a", "~/a"):
        assert typed_path(typed) == tmp_path / "a"
    with pytest.raises(NotRead, match=r"^There is no home folder ~nobody-here on this machine\.$"):
        typed_path(" ~nobody-here/a/b")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(
        NotRead,
        match=r"^The folder that the app was started in is gone\. Write the whole path, from / on\.$",
    ):
        typed_path("a")
