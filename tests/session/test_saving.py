"""What cannot be saved is said, and tried again from time to time; room on the disk is kept back again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import Busy, Conflict, StoreFull
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.session.draft import Draft
from support.people.marking import known
from support.people.screens import second_terminal


def test_what_could_not_be_saved_is_saved_when_it_can_be(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    assert draft.saving_words == "" and not draft.catch_up()
    with monkeypatch.context() as patched:
        patched.setattr(Screenings, "save", full)
        draft.apply(known)
        assert draft.saving_words == (
            "NOT SAVED: The disk is full. What you type stays here, and is saved by itself as soon as there is room; "
            "everything saved before is intact."
        )
        assert draft.catch_up() and not draft.saved
    assert draft.catch_up() and draft.saved and draft.saving_words == ""


def test_a_disk_that_is_nearly_full_is_said_until_there_is_room_again(
    draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Headroom, "_free", lambda _: 0)
        (tmp_path / "home" / "headroom").unlink()
        assert draft.saving_words.startswith("THE DISK IS NEARLY FULL") and not draft.catch_up()
    assert draft.catch_up() and draft.saving_words == ""


@pytest.fixture
def busy(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Somebody else is saving: whether each save that was tried would have waited."""
    waited: list[bool] = []

    def held_up(*_: object, wait: bool, **__: object) -> None:
        waited.append(wait)
        raise Busy("Someone else is saving just now.", 1)

    monkeypatch.setattr(Screenings, "save", held_up)
    return waited


def test_a_save_waits_for_others_and_tells_where_they_do_not_end(draft: Draft, busy: list[bool]) -> None:
    draft.apply(known)
    assert busy == [True]
    assert draft.saving_words == "NOT SAVED: Someone else is saving just now." and draft.conflict is None
    assert draft.catch_up() and busy == [True, True]


def test_a_save_that_does_not_wait_is_no_trouble_where_others_are_saving(
    draft: Draft, busy: list[bool]
) -> None:
    draft.type_notes("Waited by the harbour.")
    assert not draft.flush(wait=False)
    assert busy == [False]
    assert (draft.trouble, draft.saved) == ("", False)


def test_a_save_that_does_not_wait_comes_in_between_the_saves_of_a_hundred_others(
    draft: Draft, home: Path
) -> None:
    """Somebody is saving whenever it is tried, and has saved a moment later."""
    other = second_terminal(home)
    connection = other._desk.store._file.db.conn  # type: ignore[attr-defined]
    saved = 0

    def end_after(tried: threading.Event) -> None:
        tried.wait()
        connection.execute("ROLLBACK")

    for number in range(20):
        connection.execute("BEGIN IMMEDIATE")
        tried = threading.Event()
        ending = threading.Thread(target=end_after, args=(tried,))
        ending.start()
        draft.type_notes(f"Waited by the harbour, {number}.")
        tried.set()
        saved += draft.flush(wait=False)
        ending.join()
    other.close()
    assert saved >= 5


def test_any_other_trouble_is_told_whether_it_waits_or_not(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_: object, **__: object) -> None:
        raise Conflict("Ben Example", "2026-11-25T12:00:00Z")

    monkeypatch.setattr(Screenings, "save", overtaken)
    draft.type_notes("Waited by the harbour.")
    for wait in (False, True):
        assert not draft.flush(wait=wait)
        assert draft.trouble.startswith("Ben Example has saved") and draft.conflict is not None
    assert not draft.catch_up(), "what becomes of it is asked"
