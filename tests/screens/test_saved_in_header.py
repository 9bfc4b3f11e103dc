"""The header says when a screening was saved last: a time alone is today's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.people.screens import CHEAP, NAME, NOON, PASSPHRASE, app_over, new_casebook


@pytest.mark.parametrize(
    ("weeks", "said"), [(0, "saved 12:00 "), (5, "saved 21 October 2026 ")], ids=["today", "weeks ago"]
)
async def test_of_what_was_saved_weeks_ago_the_day_is_said_and_no_time_of_today(
    home: Path, weeks: int, said: str
) -> None:
    new_casebook(home).close()
    then = NOON - timedelta(weeks=weeks)
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP, clock=lambda: then))
    session = Session(casebook, Config().pathways(), lambda: NOON)
    ref = session.begin("essex").screening.ref
    async with app_over(home, session, ref, "result") as app:
        header = app.text().splitlines()[0]
        assert said in header and header.endswith("8 Result")
