"""Room kept back on the disk gives way when it is full, so that the last saves and the sign-out still fit."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.folder import sessions
from ce_tui.core.vault.folder.sessions import Headroom
from support.stores.vault import PASSPHRASE, answers, entered, fill, needs_mount, set_up_store, small_disk

KEPT_BACK = 4 * 1024 * 1024


@pytest.fixture(autouse=True)
def _as_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "SIZE", KEPT_BACK)


def save_until_full(casebook: Casebook, screening: Screening, tries: int = 400) -> int:
    """Save longer and longer notes until the disk takes no more: the version that was acknowledged last."""
    with pytest.raises(StoreFull):
        for number in range(tries):
            longer = answers(notes=f"{number} " + "words " * 6000)
            screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=longer))
    return screening.version


def test_room_is_kept_back_in_real_blocks_and_only_where_there_is_plenty(tmp_path: Path) -> None:
    room = Headroom(tmp_path / "headroom")
    assert room.make() and room.make()
    about = (tmp_path / "headroom").stat()
    assert about.st_size == KEPT_BACK and about.st_blocks * 512 >= KEPT_BACK
    assert about.st_mode & 0o777 == 0o600
    room.release()
    room.release()  # there is none any more
    assert list(tmp_path.iterdir()) == []


def test_a_store_has_room_kept_back_from_its_first_day(home: Path) -> None:
    casebook, _ = set_up_store(home)
    assert (home / "headroom").stat().st_size == KEPT_BACK
    assert casebook.room_words == ""
    casebook.close()


@needs_mount
def test_on_a_full_disk_saving_goes_on_in_the_room_kept_back_and_is_said(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        casebook, _ = set_up_store(disk / "home")
        screening = casebook.screenings.begin(answers(notes="before"))
        ballast = fill(disk)
        assert casebook.room_words == ""
        for number in range(20):
            longer = answers(notes=f"{number} " + "words " * 6000)
            screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=longer))
        assert not (disk / "home" / "headroom").exists(), "it gave way"
        assert "DISK IS NEARLY FULL" in casebook.room_words
        assert not casebook.look_for_room(), "there is none yet"
        casebook.close()
        assert casebook.alerts == [], "the sign-out was logged"
        ballast.unlink()
        again = entered(disk / "home")
        assert (disk / "home" / "headroom").exists() and again.room_words == "", "it is kept back again"
        assert again.screenings.open(screening.ref).answers.notes.startswith("19 ")
        assert again.log.verify().faults == []
        again.close()


@needs_mount
def test_someone_signs_in_on_a_full_disk_in_the_room_kept_back(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        casebook, _ = set_up_store(disk / "home")
        ref = casebook.screenings.begin(answers(notes="before")).ref
        casebook.close()
        fill(disk)
        casebook = entered(disk / "home")
        assert any("DISK IS NEARLY FULL" in words for words in casebook.alerts)
        screening = casebook.screenings.open(ref)
        assert casebook.screenings.save(screening).version == screening.version + 1
        casebook.close()


@needs_mount
def test_when_even_that_is_used_up_everything_saved_is_intact_and_saving_goes_on_with_new_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        casebook, _ = set_up_store(disk / "home")
        screening = casebook.screenings.begin(answers(notes="before"))
        ballast = fill(disk)
        casebook.preferences.set("theme", "ansi-dark")
        assert not (disk / "home" / "headroom").exists(), "it gave way"
        more = fill(disk, "more")
        version = save_until_full(casebook, screening)
        assert casebook.screenings.again(screening).version == version
        assert casebook.access.verify(PASSPHRASE) and not casebook.access.verify(
            "another passphrase, a wrong one"
        )
        assert "The disk is full, so an unlocking could not be logged." in casebook.alerts
        ballast.unlink()
        more.unlink()
        assert casebook.look_for_room() and casebook.room_words == ""
        screening = casebook.screenings.again(screening)
        assert casebook.screenings.save(screening).version == version + 1
        assert casebook.log.verify().faults == []
        casebook.close()
