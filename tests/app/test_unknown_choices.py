"""What is kept for an account and is no choice of this app, as in a store that was damaged or is of another version."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.settings.preferences import DARK, TERMINAL
from support.people.screens import app_at


@pytest.mark.parametrize("kept", ["nord", "textual-light", "nonsense", "\x1b[31m"])
async def test_a_theme_that_is_not_the_apps_leaves_it_as_it_comes_and_ends_nothing(
    home: Path, kept: str
) -> None:
    async with app_at(home, "amber", size=(120, 40)) as app:
        session = app.app.seat.kept_session
        assert session is not None
        session.casebook.preferences.set("theme", kept)
        session.casebook.preferences.set("beside", "notes")  # a choice that there was once
        app.app.appearance.use_that_of(session)
        await app.press("down")
        assert app.app.theme in (DARK, TERMINAL)
        assert "Your notes on A2" in app.text()
