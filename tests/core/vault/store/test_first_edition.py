"""A store of before actions could be recorded: it opens, nothing is lost, and nothing is claimed of what was done."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlite_utils

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.index import BEFORE
from ce_tui.core.vault.errors import Damaged, StoreUnreadable
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.database import connect
from ce_tui.core.vault.store.upkeep import steps
from support.stores.backups import backed_up, restored
from support.stores.first_edition import FIRST, closed_by_the_first_edition, first_edition, steps_taken
from support.stores.vault import (
    ADA,
    BEN,
    PASSPHRASE,
    answers,
    database_of,
    entered,
    looked_over,
    needs_mount_as_root,
    new_store,
    read_only,
    set_clock,
    with_people,
)

THEN = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
RED = {"locality": "southend", "marks": {"R2": "suspected"}}
CALL = Action(at="2026-11-25T11:05", kind="phone", to="C-SPOC", came_of_it="no answer")


def filled(home: Path) -> tuple[str, str]:
    """The first edition's store, with a draft and a completed screening, both red. Their references."""
    casebook = with_people(home)
    set_clock(casebook, lambda: THEN)
    draft = casebook.screenings.begin(answers(notes="a lantern in the harbour", **RED))
    casebook.screenings.leave(draft)
    done = casebook.screenings.complete(casebook.screenings.begin(answers(notes="gravel", **RED)))
    casebook.referrals.keep(done, b"%PDF kept")
    casebook.screenings.leave(done)
    casebook.preferences.set("theme", "plain")
    closed_by_the_first_edition(casebook)
    return draft.ref, done.ref


def at_noon(home: Path, **later: float) -> Casebook:
    return entered(home, clock=lambda: NOON + timedelta(**later))


def schema(db: sqlite_utils.Database) -> list[tuple[str, str, str]]:
    found = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [each for each in found if not each[1].startswith("_sqlite")]


def test_the_helper_leaves_what_the_first_step_makes_and_nothing_of_a_later_one(home: Path) -> None:
    filled(home)
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    assert schema(db) == schema(first_edition())
    assert db.execute("SELECT * FROM settings WHERE key = ?", (BEFORE,)).fetchall() == []
    db.close()
    assert steps_taken(home) == [FIRST]


def test_it_opens_with_all_that_was_in_it_and_is_sound(home: Path) -> None:
    draft, done = filled(home)
    casebook = at_noon(home)
    assert casebook.alerts == []
    assert steps_taken(home) == [step.name for step in steps._migrations]
    assert casebook.screenings.open(draft).answers.notes == "a lantern in the harbour"
    assert casebook.screenings.read(done).state == "completed"
    assert casebook.referrals.kept(done, 1) == b"%PDF kept"
    assert [each.ref for each in casebook.index.search("lantern")] == [draft]
    assert casebook.preferences.get("theme") == "plain"
    assert casebook.log.verify().sound
    casebook.close()
    again = looked_over(home)
    assert again.log.verify().sound
    again.close()


def test_its_anchors_confirm_it_before_and_after_the_step(home: Path, tmp_path: Path) -> None:
    elsewhere = FileAnchors(tmp_path / "elsewhere.log")
    casebook, _ = new_store(home, anchors=elsewhere)
    casebook.screenings.leave(casebook.screenings.begin(answers(notes="words")))
    closed_by_the_first_edition(casebook)
    casebook = entered(home, anchors=elsewhere)
    found = casebook.log.verify()
    assert (found.sound, found.anchored) == (True, found.entries)
    casebook.close()


def test_what_was_done_is_recorded_about_its_screenings(home: Path) -> None:
    draft, done = filled(home)
    casebook = at_noon(home)
    for ref in (draft, done):
        assert casebook.actions.of(ref) == []
        assert casebook.actions.record(ref, CALL).id == "1"
    assert {each.followed.tried for each in casebook.index.all()} == {True}
    screening = casebook.screenings.open(draft)
    given = msgspec.structs.replace(screening.answers, notes="since")
    casebook.screenings.complete(casebook.screenings.save(msgspec.structs.replace(screening, answers=given)))
    assert casebook.log.verify().sound
    casebook.close()
    casebook = at_noon(home, hours=1)
    assert [each.action for each in casebook.actions.of(draft)] == [CALL]
    casebook.close()


def test_of_what_was_last_changed_before_nothing_is_due_until_it_is_changed_or_something_done(
    home: Path,
) -> None:
    draft, done = filled(home)
    casebook = at_noon(home)
    assert casebook.follow_ups.among(casebook.index.all()) == []
    assert all(each.from_before for each in casebook.index.all())
    assert all(casebook.follow_ups.of(each) == [] for each in casebook.index.all())
    new = casebook.screenings.begin(answers(notes="words", **RED)).ref
    assert [each.summary.ref for each in casebook.follow_ups.among(casebook.index.all())] == [new]
    casebook.actions.record(done, CALL)
    screening = casebook.screenings.open(draft)
    given = msgspec.structs.replace(screening.answers, notes="since")
    casebook.screenings.save(msgspec.structs.replace(screening, answers=given))
    assert {
        each.summary.ref: each.first.what for each in casebook.follow_ups.among(casebook.index.all())
    } == {
        new: "call",
        done: "unanswered",
        draft: "call",
    }
    assert not any(each.from_before for each in casebook.index.all())
    casebook.close()


def test_what_is_of_before_is_remembered_once_by_its_versions_whatever_the_clock_says(home: Path) -> None:
    draft, done = filled(home)
    entered(home, clock=lambda: THEN - timedelta(days=900)).close()
    casebook = at_noon(home, days=9)
    new = casebook.screenings.begin(answers(notes="words", **RED)).ref
    casebook.close()
    set_back = entered(home, clock=lambda: THEN - timedelta(days=900))
    kept = json.loads(set_back._desk.store.settings.get(BEFORE) or "")
    assert set(kept) == {draft, done}
    assert {each.ref for each in set_back.index.all() if each.from_before} == {draft, done}
    assert [each.summary.ref for each in set_back.follow_ups.among(set_back.index.all())] == [new]
    set_back.close()


def test_one_of_before_stays_so_when_it_is_handed_over(home: Path) -> None:
    filled(home)
    casebook = at_noon(home)
    casebook.people.hand_over(ADA, BEN)
    assert [each.from_before for each in casebook.index.all()] == [True, True]
    assert casebook.log.verify().sound
    casebook.close()


def test_its_backup_comes_back_as_it_is(home: Path, tmp_path: Path) -> None:
    draft, _ = filled(home)
    casebook = at_noon(home)
    content = backed_up(casebook, tmp_path)
    casebook.close()
    back = restored(content, tmp_path / "back", clock=lambda: NOON + timedelta(days=1))
    assert back.follow_ups.among(back.index.all()) == [] and back.log.verify().sound
    assert back.actions.record(draft, CALL).id == "1"
    back.close()


def test_a_change_of_keys_keeps_what_is_known_of_before(home: Path) -> None:
    filled(home)
    casebook = at_noon(home)
    casebook.revoking.revoke(BEN)
    assert casebook.follow_ups.among(casebook.index.all()) == [] and casebook.log.verify().sound
    casebook.close()


@needs_mount_as_root
def test_where_it_can_only_be_read_it_is_said_to_be_of_an_earlier_edition_and_left_as_it_is(
    home: Path,
) -> None:
    filled(home)
    before = (home / "store.db").read_bytes()
    with read_only(home), pytest.raises(StoreUnreadable, match="an earlier edition"):
        entered(home)
    assert (home / "store.db").read_bytes() == before


def test_rows_of_before_keep_their_seals(home: Path) -> None:
    filled(home)
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    seals = db.execute("SELECT ref, seal FROM screenings ORDER BY ref").fetchall()
    db.close()
    casebook = at_noon(home)
    found = database_of(casebook).execute("SELECT ref, seal FROM screenings ORDER BY ref").fetchall()
    assert found == seals and len(found) == 2
    casebook.close()


def test_a_changed_list_of_what_is_of_before_is_found_and_the_store_is_looked_over_all_the_same(
    home: Path,
) -> None:
    filled(home)
    at_noon(home).close()
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    db.execute("UPDATE settings SET value = '' WHERE key = ?", (BEFORE,))
    db.close()
    with pytest.raises(Damaged):
        at_noon(home)
    casebook = looked_over(home)
    assert any("the settings" in words for words in casebook.log.verify().faults)
    casebook.close()
