"""Another file takes the place of `store.db` while somebody is at work in it: nothing more is said to be saved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import StoreReplaced
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, answers, database_of, entered, with_people


class Hub:
    """Ben is at work in a store of which a copy was made before. Its database can be put in place."""

    def __init__(self, folder: Path) -> None:
        self.home, self.copy = folder / "home", folder / "store.db"
        with_people(self.home).close()
        shutil.copy(self.home / "store.db", self.copy)
        self.ben = entered(self.home, BEN, OTHER)
        self.screening = self.ben.screenings.begin(answers(notes="before"))

    def type(self, notes: str) -> None:
        changed = msgspec.structs.replace(self.screening, answers=answers(notes=notes))
        self.screening = self.ben.screenings.save(changed)

    def put_copy(self) -> None:
        shutil.copy(self.copy, self.home / "new")
        (self.home / "new").replace(self.home / "store.db")

    def remove_log(self) -> None:
        (self.home / "store.db-wal").unlink()

    def replace(self) -> None:
        self.put_copy()
        self.remove_log()


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def removed(hub: Hub) -> None:
    (hub.home / "store.db").unlink()


def folder_deleted(hub: Hub) -> None:
    shutil.rmtree(hub.home)


def moved_and_deleted(hub: Hub) -> None:
    away = hub.home.rename(hub.home.parent / "away")
    shutil.copytree(away, hub.home)
    shutil.rmtree(away)


@pytest.mark.parametrize(
    "replace", [Hub.replace, Hub.put_copy, Hub.remove_log, removed, folder_deleted, moved_and_deleted]
)
def test_nothing_more_is_said_to_be_saved_and_what_is_open_can_be_read(
    hub: Hub, replace: Callable[[Hub], None]
) -> None:
    hub.type("saved while it was there")
    assert not hub.ben.is_replaced
    replace(hub)
    assert hub.ben.is_replaced and not hub.ben.asked_out_words
    for act in (
        lambda: hub.type("typed since"),
        lambda: hub.type("typed since, and again"),
        lambda: hub.ben.screenings.complete(hub.screening),
        lambda: hub.ben.screenings.begin(answers()),
        lambda: hub.ben.preferences.set("place", "amber:A3"),
    ):
        with pytest.raises(StoreReplaced) as refused:
            act()
        assert refused.value.exit_code == 74
    assert hub.ben.screenings.again(hub.screening).answers.notes == "saved while it was there"
    assert hub.ben.access.verify(OTHER), "a lock opens again"
    hub.ben.close()
    assert any(words.startswith("The sign-out could not be logged.") for words in hub.ben.alerts)


def test_what_it_is_replaced_by_in_the_middle_of_a_save_counts_too(hub: Hub) -> None:
    store = hub.ben._desk.store
    with pytest.raises(StoreReplaced), store.together():
        store.settings.change({"hub.name": "Another Hub"}, [])
        hub.replace()
    hub.ben.close()


def test_a_session_in_the_old_file_takes_nothing_from_those_in_the_new_one(hub: Hub) -> None:
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (hub.home / name).unlink()
    hub.put_copy()
    cleo = entered(hub.home, CLEO, OTHER)
    ada = entered(hub.home, ADA, PASSPHRASE)
    kept = ada.screenings.begin(answers(notes="in the new one"))
    hub.ben.close()
    again = ada.screenings.save(msgspec.structs.replace(kept, answers=answers(notes="and more")))
    assert (hub.home / "store.db-wal").exists(), "the log of the new one"
    for each in (ada, cleo):
        each.close()
    ada = entered(hub.home, ADA, PASSPHRASE)
    assert ada.screenings.open(again.ref).answers.notes == "and more"
    assert ada._desk.store.upkeep.faults() == []
    ada.close()


def test_our_own_change_of_keys_is_no_such_case(hub: Hub) -> None:
    hub.ben.close()
    ada = entered(hub.home, ADA, PASSPHRASE)
    screening = ada.screenings.begin(answers())
    before = (hub.home / "store.db").stat().st_ino
    ada.revoking.revoke(BEN)
    assert (hub.home / "store.db").stat().st_ino != before
    saved = ada.screenings.save(msgspec.structs.replace(screening, answers=answers(notes="after it")))
    assert not ada.is_replaced
    ada.close()
    ada = entered(hub.home, ADA, PASSPHRASE)
    assert ada.screenings.open(saved.ref).answers.notes == "after it"
    ada.close()


def journal(casebook: Casebook) -> str:
    return str(database_of(casebook).execute("PRAGMA journal_mode").fetchone()[0])


def test_a_sweep_and_the_hourly_work_replace_nothing(hub: Hub) -> None:
    ada = entered(hub.home, ADA, PASSPHRASE)
    ada._desk.store.settings.change({"sweep": "due"}, [])
    assert ada._desk.store.upkeep.sweep()
    assert ada.hourly(hidden=False) == [] and journal(ada) == "wal"
    hub.type("after it")
    assert not hub.ben.is_replaced and not ada.is_replaced
    ada.close()
    hub.ben.close()


@pytest.mark.parametrize("replace", [Hub.replace, Hub.remove_log])
def test_a_change_of_keys_takes_no_other_file_for_the_store(hub: Hub, replace: Callable[[Hub], None]) -> None:
    """What was saved last would be missing in it, and the session would go on as if it were there."""
    hub.ben.close()
    ada = entered(hub.home, ADA, PASSPHRASE)
    ada.access.change_passphrase(PASSPHRASE, "eleven copper owls in the pantry")
    replace(hub)
    before = (hub.home / "store.db").read_bytes()
    with pytest.raises(StoreReplaced):
        ada.revoking.when_alone()
    assert ada.is_replaced and (hub.home / "store.db").read_bytes() == before
    ada.close()
