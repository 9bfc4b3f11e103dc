"""A backup put back as a job: what is asked, what is told of each thing that is in the way, and the store that is there
afterwards. What a backup is made of is told by the tests of the casebook."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.jobs.target import SIGN_IN_NOW, restore_backup
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config
from support.people.asker import Answers
from support.people.screens import NAME, PASSPHRASE, new_casebook
from support.stores.backups import backup_in
from support.stores.half_made import half_made

BEN = "Ben Example"
OTHER = "quiet gravel under nine bicycles"


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backed-up")
    casebook = new_casebook(folder / "home")
    casebook.people.add_account(BEN, OTHER, ["practitioner"])
    made = backup_in(folder, casebook)
    casebook.close()
    return made


@pytest.fixture
def backup(_made_once: Path, tmp_path: Path) -> str:
    return str(shutil.copy(_made_once, tmp_path / "made.backup"))


@pytest.fixture
def opening(home: Path) -> Opening:
    return Opening(Config(), home)


async def test_it_is_put_back_and_everybody_signs_in(backup: str, opening: Opening) -> None:
    asker = Answers(backup, NAME, PASSPHRASE)
    assert await restore_backup(asker, opening) == SIGN_IN_NOW
    assert asker.all_given
    [told] = asker.told
    assert told.startswith("The store is restored, and was found whole. The store is as it was on")
    assert asker.waited[:2] == ["Looking at the file.", "Restoring the backup."]
    assert "Copying the store out of it." in asker.waited
    assert asker.secrets == [asker.asked[-1]], "the passphrase alone"
    sign_in(opening.home, BEN, OTHER).close()


async def test_nobody_is_named_in_what_is_asked_and_told(backup: str, opening: Opening) -> None:
    asker = Answers(backup, "Nobody Example", OTHER, BEN, OTHER, NAME, PASSPHRASE)
    await restore_backup(asker, opening)
    said = " ".join([*asker.asked, *asker.told, *asker.waited])
    for word in (NAME, BEN, "Nobody Example", OTHER, PASSPHRASE, "Imaginary Hub"):
        assert word not in said


async def test_what_a_set_up_that_was_killed_left_is_in_nobodys_way(
    backup: str, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(opening.home, monkeypatch)
    assert await restore_backup(Answers(backup, NAME, PASSPHRASE), opening) == SIGN_IN_NOW


async def test_a_wrong_passphrase_and_an_account_that_may_not_are_told_and_asked_again(
    backup: str, opening: Opening
) -> None:
    asker = Answers(backup, NAME, OTHER, BEN, OTHER, NAME, PASSPHRASE)
    assert await restore_backup(asker, opening) == SIGN_IN_NOW
    assert asker.told[0] == "The name or the passphrase is not right."
    assert asker.told[1].startswith("Only an administrator of the day of the backup may restore it")


@pytest.mark.parametrize("answers", [(None,), ("{backup}", None, None), ("{backup}", NAME, None, None, None)])
async def test_who_cancels_goes_back_question_by_question_and_nothing_is_there(
    backup: str, opening: Opening, answers: tuple[str | None, ...]
) -> None:
    asker = Answers(*(each.replace("{backup}", backup) if each else each for each in answers))
    assert await restore_backup(asker, opening) == ""
    assert asker.all_given and asker.told == []
    assert not opening.home.exists()


async def test_what_is_no_backup_is_said_before_a_passphrase_is_asked_for(
    backup: str, opening: Opening, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    wrong = {
        str(tmp_path / "nowhere"): "cannot be read: No such file or directory.",
        str(tmp_path): "is not a file that can be read.",
        str(tmp_path / "pipe"): "is not a file that can be read.",
        "a\0b": "A file of that name cannot exist.",
        "~nobody-of-this-name/x": "There is no home folder ~nobody-of-this-name on this machine.",
        str(tmp_path / "letter.txt"): "This file is not a backup of this program.",
    }
    asker = Answers(*wrong, backup, None, None)
    assert await restore_backup(asker, opening) == ""
    for asked, words in zip(asker.asked[1:], wrong.values(), strict=False):
        assert words in asked
    assert asker.secrets == []
    assert not opening.home.exists()


async def test_a_damaged_one_is_said_and_another_file_asked_for(
    backup: str, opening: Opening, tmp_path: Path
) -> None:
    content = bytearray(Path(backup).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "bad.backup").write_bytes(content)
    (tmp_path / "short.backup").write_bytes(content[:-100])
    asker = Answers(
        *(str(tmp_path / "bad.backup"), NAME, PASSPHRASE),
        *(str(tmp_path / "short.backup"), NAME, PASSPHRASE),
        *(backup, NAME, PASSPHRASE),
    )
    assert await restore_backup(asker, opening) == SIGN_IN_NOW
    assert "This backup is damaged" in asker.told[0] and "Nothing was restored" in asker.told[0]
    assert "This backup is cut off" in asker.told[1]


async def test_a_home_with_other_files_is_told_before_anything_is_asked(opening: Opening) -> None:
    opening.home.mkdir()
    (opening.home / "letter.txt").write_text("mine")
    asker = Answers()
    assert await restore_backup(asker, opening) == ""
    assert "holds files already" in asker.told[0]


async def test_where_somebody_set_it_up_meanwhile_one_signs_in(opening: Opening) -> None:
    new_casebook(opening.home).close()
    assert await restore_backup(Answers(), opening) == "There is a store here already. Nothing was changed."
