"""What is kept of actions was changed by hand, taken out, added or put back: it is found, and none of it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store.database import connect
from support.stores.vault import ADA, PASSPHRASE, answers, entered, looked_over, set_up_store

CALL = Action(at="2020-01-01T10:00", kind="phone", to="C-SPOC", came_of_it="no answer")


@pytest.fixture
def refs(home: Path) -> tuple[str, str]:
    """A store with two screenings, and two actions about each. Their references."""
    casebook, _ = set_up_store(home)
    found = []
    for number in range(2):
        made = casebook.screenings.begin(answers(notes=f"number {number}"))
        casebook.screenings.leave(made)
        for _ in range(2):
            casebook.actions.record(made.ref, CALL)
        found.append(made.ref)
    casebook.close()
    return found[0], found[1]


def by_hand(home: Path, statement: str, *values: Any) -> None:
    """What someone who has the key could do to the database."""
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    db.execute("DROP TRIGGER IF EXISTS actions_no_update")
    db.execute(statement, values)
    db.close()


COPIED = "INSERT INTO actions SELECT {ref}, {number}, recorded_at, recorded_by, content, seal FROM actions "
CHANGES = {
    "its words": "UPDATE actions SET content = CAST(replace(content, 'C-SPOC', 'C-SPOT') AS BLOB) WHERE ref = ?1",
    "by whom": "UPDATE actions SET recorded_by = 'somebody' WHERE ref = ?1 AND number = 2",
    "when it was recorded": "UPDATE actions SET recorded_at = '2020-01-01' WHERE ref = ?1 AND number = 1",
    "its number": "UPDATE actions SET number = 3 WHERE ref = ?1 AND number = 2",
    "its seal": "UPDATE actions SET seal = zeroblob(32) WHERE ref = ?1 AND number = 2",
    "the last one taken out": "DELETE FROM actions WHERE ref = ?1 AND number = 2",
    "all taken out": "DELETE FROM actions WHERE ref = ?1",
    "one added": COPIED.format(ref="ref", number=3) + "WHERE ref = ?1 AND number = 2",
    "another's put in": COPIED.format(ref="?1", number=3) + "WHERE ref != ?1 AND number = 1",
    "another's in its place": (
        "UPDATE actions SET (content, seal) = (SELECT content, seal FROM actions AS other WHERE other.ref != ?1 "
        "AND other.number = 1) WHERE ref = ?1 AND number = 1"
    ),
    "two that changed places": (
        "UPDATE actions SET number = CASE number WHEN 1 THEN 9 ELSE 1 END WHERE ref = ?1"
    ),
}
ACTS: dict[str, Callable[[Casebook, str], object]] = {
    "read": lambda casebook, ref: casebook.actions.of(ref),
    "record": lambda casebook, ref: casebook.actions.record(ref, CALL),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_changed_of_one_screenings_actions_is_found_and_none_is_read(
    home: Path, refs: tuple[str, str], change: str
) -> None:
    spoiled, whole = refs
    by_hand(home, CHANGES[change], spoiled)
    casebook = entered(home)
    for act in ACTS.values():
        with pytest.raises(
            Damaged, match=f"What is kept of {spoiled} in the database is not as this store wrote"
        ):
            act(casebook, spoiled)
    assert len(casebook.actions.of(whole)) == 2
    found = casebook.log.verify()
    assert {each.kind for each in found.findings} == {"older page"}
    assert found.faults == [f"Older page: {spoiled}: not as the store wrote it last."]
    casebook.close()


@pytest.mark.parametrize(
    "followed",
    ["''", "'{}'", "(SELECT followed FROM screenings AS other WHERE other.ref != screenings.ref) || ' '"],
)
def test_what_the_row_says_of_them_is_sealed_with_it(
    home: Path, refs: tuple[str, str], followed: str
) -> None:
    spoiled, _ = refs
    by_hand(home, f"UPDATE screenings SET followed = {followed} WHERE ref = ?", spoiled)
    casebook = looked_over(home)
    assert any(spoiled in words for words in casebook.log.verify().faults)
    casebook.close()
    casebook = entered(home)
    for act in (casebook.actions.of, casebook.screenings.read):
        with pytest.raises(Damaged, match=spoiled):
            act(spoiled)
    casebook.close()


def test_an_older_row_of_before_an_action_does_not_fit_the_rest(home: Path, refs: tuple[str, str]) -> None:
    """The row and its actions as they were before the last one: each is genuine."""
    spoiled, _ = refs
    key = unlock(Home(home), ADA, PASSPHRASE).database_key
    db = connect(home / "store.db", key)
    before = db.execute("SELECT followed, kept, seal FROM screenings WHERE ref = ?", (spoiled,)).fetchone()
    db.close()
    casebook = entered(home)
    casebook.actions.record(spoiled, CALL)
    casebook.close()
    by_hand(home, "UPDATE screenings SET followed = ?, kept = ?, seal = ? WHERE ref = ?", *before, spoiled)
    by_hand(home, "DELETE FROM actions WHERE ref = ? AND number = 3", spoiled)
    casebook = entered(home)
    for act in (*ACTS.values(), lambda casebook, ref: casebook.screenings.read(ref)):
        with pytest.raises(Damaged, match=spoiled):
            act(casebook, spoiled)
    assert {each.kind for each in casebook.log.verify().findings} == {"older page"}
    casebook.close()


def test_nothing_changes_an_action_in_the_ordinary_way(home: Path, refs: tuple[str, str]) -> None:
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    with pytest.raises(Exception, match="never changed"):
        db.execute("UPDATE actions SET content = x'7b7d'")
    db.close()
    casebook = entered(home)
    assert all(len(casebook.actions.of(ref)) == 2 for ref in refs)
    casebook.close()


def test_a_store_without_the_table_is_damaged(home: Path, refs: tuple[str, str]) -> None:
    by_hand(home, "DROP TABLE actions")
    casebook = entered(home)
    with pytest.raises(Damaged):
        casebook.actions.of(refs[0])
    casebook.close()
