"""A save that does not wait: nobody who types is held up by others who are saving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Busy
from ce_tui.session.draft import Draft
from support.stores.vault import BEN, OTHER, answers, database_of, entered, with_people


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Casebook, Casebook]]:
    """Two sessions on one store, whose saves are written one after the other."""
    first = with_people(tmp_path / "home")
    second = entered(tmp_path / "home", BEN, OTHER)
    yield first, second
    second.close()
    first.close()


@contextmanager
def saving(casebook: Casebook) -> Iterator[None]:
    """This session is in the middle of a save."""
    with database_of(casebook).atomic():
        yield


def test_a_save_that_does_not_wait_is_refused_at_once_and_can_be_tried_again(
    two: tuple[Casebook, Casebook],
) -> None:
    theirs, mine = two
    screening = mine.screenings.begin(answers())
    changed = msgspec.structs.replace(screening, answers=answers(notes="Seen at the station."))
    with saving(theirs), pytest.raises(Busy):
        mine.screenings.save(changed, wait=False)
    saved = mine.screenings.save(changed, wait=False)
    assert saved.version == screening.version + 1
    assert mine.screenings.open(saved.ref).answers.notes == "Seen at the station."


def test_after_it_a_save_waits_for_its_turn_as_before(two: tuple[Casebook, Casebook]) -> None:
    theirs, mine = two
    screening = mine.screenings.begin(answers())
    with saving(theirs), pytest.raises(Busy):
        mine.screenings.save(screening, wait=False)
    (patience,) = database_of(mine).execute("PRAGMA busy_timeout").fetchone()
    assert patience >= 5000, "milliseconds"


def test_a_place_that_does_not_wait_is_kept_the_next_time(two: tuple[Casebook, Casebook]) -> None:
    theirs, mine = two
    with saving(theirs), pytest.raises(Busy):
        mine.preferences.set("place.x", "notes", wait=False)
    mine.preferences.set("place.x", "notes", wait=False)
    assert mine.preferences.get("place.x") == "notes"


def test_what_is_typed_while_others_save_is_no_trouble_and_is_saved_after(
    two: tuple[Casebook, Casebook],
) -> None:
    theirs, mine = two
    pathways = Pathways()
    current = pathways.current
    draft = Draft(mine, current, mine.screenings.begin(answers(pathway=current.id)))
    draft.type_notes("Waited by the harbour.")
    with saving(theirs):
        assert not draft.flush(wait=False)
        assert (draft.trouble, draft.saved) == ("", False)
    assert draft.flush(wait=False)
    assert draft.saved
    assert mine.screenings.open(draft.screening.ref).answers.notes == "Waited by the harbour."


def test_text_and_place_are_saved_in_one_transaction(two: tuple[Casebook, Casebook]) -> None:
    _, mine = two
    current = Pathways().current
    draft = Draft(mine, current, mine.screenings.begin(answers(pathway=current.id)))
    began: list[str] = []
    connection = database_of(mine).conn
    connection.set_trace_callback(lambda said: began.append(said) if said.startswith("BEGIN") else None)
    for number in range(1, 4):
        draft.type_notes("Seen. " * number)
        draft.keep_place(f"notes:@{number}")
        assert draft.flush(wait=False)
        assert len(began) == number
    connection.set_trace_callback(None)
    assert mine.preferences.get(f"place.{draft.screening.ref}") == "notes:@3"
    assert mine.screenings.open(draft.screening.ref).answers.notes == "Seen. Seen. Seen. "


def test_a_save_that_comes_after_the_session_ended_is_not_saved_and_ends_nothing(
    two: tuple[Casebook, Casebook],
) -> None:
    _, mine = two
    current = Pathways().current
    draft = Draft(mine, current, mine.screenings.begin(answers(pathway=current.id)))
    draft.keep_place("notes:@3")
    mine.close()
    assert draft.flush(wait=False), "all that was typed is saved, but for the place"
    draft.type_notes("Seen later.")
    assert not draft.flush(wait=False)
    assert draft.trouble and not draft.saved
