"""Where one was in a draft: kept beside it, so that to have looked makes no version of it."""

from __future__ import annotations

from pathlib import Path

from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.people.screens import NOON, app_at, new_casebook, second_terminal


async def test_to_move_about_in_a_draft_makes_no_version_of_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        version = app.draft.screening.version
        await app.press("down", "down", "ctrl+n", "ctrl+n", "down")
        await app.press("ctrl+p", "ctrl+p", "ctrl+p")
        assert app.draft.screening.version == version
        await app.press("ctrl+n", "ctrl+n", "end", "ctrl+n", "end", "home", "ctrl+p", "end")
        looked = app.draft.screening.version
        assert app.draft.saved
    assert looked - version == 2, "only that Amber and Red were looked at is a change, once each"


def test_two_terminals_that_look_at_one_draft_do_not_collide(home: Path) -> None:
    pathways = Config().pathways()
    first = Session(new_casebook(home), pathways, lambda: NOON)
    ref = first.begin("essex").screening.ref
    second = Session(second_terminal(home), pathways, lambda: NOON)
    there = second.open(ref)
    there.keep_place("red:R2")
    second.close()

    here = first.draft
    assert here is not None
    here.type_notes("typed after the other terminal had looked")
    assert here.flush(), here.trouble
    first.close()

    again = Session(second_terminal(home), pathways, lambda: NOON)
    assert again.open(ref).place == "red:R2"
    again.close()
