"""What the app does each hour by itself: it anchors the log, and deletes what a lead decided on, saying so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.people.at_the_door import at_home, until
from support.people.office import LEAD, SECRET, entered, hub, screening_of
from support.people.screens import App
from support.stores.vault import set_clock

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def ref(home: Path) -> str:
    """A screening that a lead has marked for deletion."""
    hub(home)
    made = screening_of(home, clock=lambda: NOW)
    lena = entered(home, LEAD, lambda: NOW)
    lena.keeping.mark(made, "made twice")
    lena.close()
    return made


def hours_later(door: App, hours: int) -> None:
    """Let the casebook's clock say so."""
    session = door.app.seat.kept_session
    assert session is not None
    casebook = session.casebook
    set_clock(casebook, lambda: NOW + timedelta(hours=hours))


def still_marked(door: App) -> list[str]:
    session = door.app.seat.kept_session
    assert session is not None
    return [each.ref for each in session.casebook.deleting.marked()]


async def test_what_is_due_is_deleted_and_said(home: Path, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ce_tui.core.vault.casebook.keeping.DeletionQueue.keep_house", lambda self: None)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        monkeypatch.undo()
        hours_later(door, 23)
        await door.app._hourly()
        assert still_marked(door) == [ref]
        hours_later(door, 25)
        await door.app._hourly()
        await until(door, lambda: ref in door.said, "that it was deleted")
        assert "1 screening that a lead had marked for deletion was deleted" in door.said
        assert still_marked(door) == []


async def test_under_the_lock_nothing_is_deleted_and_nothing_said(
    home: Path, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.casebook.keeping.DeletionQueue.keep_house", lambda self: None)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        monkeypatch.undo()
        hours_later(door, 25)
        await door.press("ctrl+l")
        await until(door, lambda: door.app.seat.locked, "the lock")
        session = door.app.seat.kept_session
        assert session is not None and session.casebook.index.search("harbour") == []
        anchored = len((home / "anchors.log").read_text().splitlines())
        for _ in range(2):  # the second has nothing new to write down
            await door.app._hourly()
            assert len((home / "anchors.log").read_text().splitlines()) == anchored + 1
        assert ref not in door.text()
        assert session.casebook.keeping.is_marked(ref)
