"""A backup is restored to see whether it works, with the configuration of the hub that is at work: that goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.backups import AnchorsKnowMore
from ce_tui.core.vault.errors import OlderStore, StoreUnreadable
from ce_tui.core.vault.log.anchors import FileAnchors
from support.people.cli import ce_tui
from support.stores.anchored import put_away
from support.stores.backups import backed_up, restored
from support.stores.vault import ADA, BEN, OTHER, PASSPHRASE, entered, set_up_store, with_people


@pytest.fixture
def backup(home: Path, tmp_path: Path, elsewhere: FileAnchors) -> bytes:
    """Of a hub whose anchors lie elsewhere, and which went on."""
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    content = backed_up(ada, tmp_path)
    ada.close()
    return content


def test_the_hub_goes_on_and_nothing_is_written(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path, backup: bytes
) -> None:
    before = anchors_file.read_bytes()
    with pytest.raises(AnchorsKnowMore, match=r"For a drill: other anchors.*--take-over"):
        restored(backup, tmp_path / "drill", anchors=elsewhere, take_over=False)
    assert anchors_file.read_bytes() == before and not (tmp_path / "drill").exists()
    entered(home, BEN, OTHER, anchors=elsewhere).close()


def test_nor_while_whoever_made_the_backup_is_still_in_and_nothing_was_logged_since(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path
) -> None:
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    content = backed_up(ada, tmp_path)
    before = anchors_file.read_bytes()
    with pytest.raises(AnchorsKnowMore):
        restored(content, tmp_path / "drill", anchors=elsewhere, take_over=False)
    assert anchors_file.read_bytes() == before and not (tmp_path / "drill").exists()
    entered(home, BEN, OTHER, anchors=elsewhere).close()
    ada.close()


def test_with_other_anchors_the_drill_is_whole_and_the_hub_goes_on(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path, backup: bytes
) -> None:
    before = anchors_file.read_bytes()
    drill = restored(
        backup, tmp_path / "drill", anchors=FileAnchors(tmp_path / "of the drill.log"), take_over=False
    )
    assert drill.log.verify().sound
    drill.close()
    restored(backup, tmp_path / "beside", take_over=False).close()
    assert anchors_file.read_bytes() == before
    entered(home, BEN, OTHER, anchors=elsewhere).close()


def test_where_the_newest_store_is_lost_it_is_taken_over(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, backup: bytes
) -> None:
    restored(backup, tmp_path / "back", anchors=elsewhere, take_over=True).close()
    entered(tmp_path / "back", BEN, OTHER, anchors=elsewhere).close()
    with pytest.raises(OlderStore):
        entered(home, BEN, OTHER, anchors=elsewhere)


def test_anchors_that_know_nothing_newer_ask_for_no_word(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path
) -> None:
    """The hub ended with the very backup: its machine burned, and the anchors lie on another."""
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    ended = anchors_file.read_bytes()
    content = backed_up(ada, tmp_path)
    ada.close()
    anchors_file.write_bytes(ended)
    restored(content, tmp_path / "back", anchors=elsewhere, take_over=False).close()


def test_anchors_of_keys_that_came_later_are_newer_too(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path, backup: bytes
) -> None:
    ada = entered(home, anchors=elsewhere)
    ada.revoking.revoke(BEN, patience=0)
    ada.close()
    put_away(anchors_file)  # only a line of the later key is left
    with pytest.raises(AnchorsKnowMore):
        restored(backup, tmp_path / "drill", anchors=elsewhere, take_over=False)


def test_anchors_that_cannot_be_read_are_not_written_to(
    tmp_path: Path, elsewhere: FileAnchors, anchors_file: Path, backup: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anchors_file.read_bytes()

    def unreadable(*_: object) -> None:
        raise StoreUnreadable("The anchors of the log cannot be read.")

    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.log.anchors._reading", unreadable)
        with pytest.raises(StoreUnreadable):
            restored(backup, tmp_path / "drill", anchors=elsewhere, take_over=False)
    assert anchors_file.read_bytes() == before and not (tmp_path / "drill").exists()


def test_the_manuals_drill_at_the_command_line(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, backup: bytes
) -> None:
    (tmp_path / "config.toml").write_text('[audit]\nanchors = "elsewhere.log"\n')
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    hub = {"CE_TUI_CONFIG": str(tmp_path / "config.toml")}
    drill = (
        "store",
        "restore",
        tmp_path / "made.backup",
        "--as",
        ADA,
        "--passphrase-file",
        tmp_path / "words",
    )
    ended = ce_tui(*drill, CE_TUI_HOME=str(tmp_path / "drill"), **hub)
    assert (ended.code, ended.err) == (73, f"{AnchorsKnowMore('elsewhere.log').words}\n")
    assert not (tmp_path / "drill").exists()
    (tmp_path / "drill.toml").write_text("")
    ended = ce_tui(*drill, CE_TUI_HOME=str(tmp_path / "drill"), CE_TUI_CONFIG=str(tmp_path / "drill.toml"))
    assert ended.code == 0
    as_ada = ("--as", ADA, "--passphrase-file", tmp_path / "words")
    assert ce_tui("list", *as_ada, CE_TUI_HOME=str(home), **hub).code == 0


def test_anchors_beside_the_store_go_on_from_where_they_were(home: Path, tmp_path: Path) -> None:
    """All of the folder is gone but them."""
    ada, _ = set_up_store(home)
    content = backed_up(ada, tmp_path)
    ada.close()
    before = (home / "anchors.log").read_bytes()
    for each in [path for path in home.iterdir() if path.name != "anchors.log"]:
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    again = restored(content, home, take_over=True)
    assert (home / "anchors.log").read_bytes().startswith(before) and again.log.verify().sound
    again.close()
