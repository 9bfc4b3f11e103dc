"""What cannot be saved is said, and tried again from time to time; room on the disk is kept back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.session.draft import Draft
from support.people.marking import known
from support.people.screens import new_casebook
from support.people.station import station_of


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    home = tmp_path / "home"
    made = station_of(new_casebook(home), home)
    yield made.session.begin("essex")
    made.session.close()


def test_what_could_not_be_saved_is_saved_when_it_can_be(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    assert draft.saving_words == "" and not draft.catch_up()
    with monkeypatch.context() as patched:
        patched.setattr(Screenings, "save", full)
        draft.apply(known)
        assert draft.saving_words.startswith("NOT SAVED: The disk is full.")
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
