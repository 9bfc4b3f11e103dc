"""Output files: whole or not there, whatever happens while they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.cli.files import output_file
from ce_tui.exit_codes import Stop
from ce_tui.files import private_file


def test_an_error_while_it_is_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError), output_file(str(tmp_path / "out"), force=False) as output:
        output.write(b"half")
        raise ValueError
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(Stop) as stop, output_file(str(target), force=False) as output:
        output.write(b"ours")
        target.write_bytes(b"theirs")
    assert stop.value.code == 73
    assert target.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_the_file_system_has_no_links_a_rename_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(private_file.os, "link", no_links)
    with output_file(str(tmp_path / "out"), force=False) as output:
        output.write(b"ours")
    assert (tmp_path / "out").read_bytes() == b"ours"


def test_a_link_is_replaced_and_what_it_leads_to_is_kept(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("kept")
    (tmp_path / "out").symlink_to(other)
    with output_file(str(tmp_path / "out"), force=True) as output:
        output.write(b"new")
    assert other.read_text() == "kept"
    assert (tmp_path / "out").read_bytes() == b"new"
    assert not (tmp_path / "out").is_symlink()


def test_what_is_put_in_place_of_the_first_content_is_all_there_is(tmp_path: Path) -> None:
    with output_file(str(tmp_path / "out"), force=False) as output:
        output.write(b"\n" * 64)
        output.write(b"short\n")
    assert (tmp_path / "out").read_bytes() == b"short\n"


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_that_is_swapped_for_the_store_while_it_is_written_gets_it_and_the_store_does_not(
    home: Path, tmp_path: Path, replace: bool
) -> None:
    folder, aside = tmp_path / "folder", tmp_path / "aside"
    folder.mkdir()
    home.mkdir()
    for each in (home, folder) if replace else ():
        (each / "store.db").write_text("before")
    with output_file(str(folder / "store.db"), force=replace) as output:
        output.write(b"ours")
        folder.rename(aside)
        folder.symlink_to(home)
    assert (aside / "store.db").read_bytes() == b"ours"
    assert [each.name for each in aside.iterdir()] == ["store.db"]
    assert [each.read_text() for each in home.iterdir()] == ["before"] * replace


def test_a_folder_that_takes_files_and_shows_none_takes_one(tmp_path: Path) -> None:
    """Only an account that is not root is ever kept out of a folder."""
    box = tmp_path / "box"
    box.mkdir(mode=0o300)
    with output_file(str(box / "out"), force=False) as output:
        output.write(b"ours")
    box.chmod(0o700)
    assert (box / "out").read_bytes() == b"ours"


def test_a_name_with_a_nul_is_refused_in_words() -> None:
    with pytest.raises(Stop) as stop, output_file("a\0b", force=True):
        raise AssertionError("never made")
    assert stop.value.code == 73
