"""Saving that fails: another terminal saved first, the disk is full. It is said, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from support.people.screens import NAME, app_at, save_elsewhere

PATHWAY = default_pathway()


async def test_who_saved_first_is_said_and_both_can_be_kept(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        theirs = app.draft.screening.ref
        save_elsewhere(home, app.draft.screening.ref, "from the other terminal")
        await app.press("space")
        assert (
            f"{NAME} saved this screening at 12:" in app.words()
            or f"{NAME} saved this screening at" in app.words()
        )
        assert "Nothing was overwritten" in app.words()
        await app.press("enter")
        mine = app.draft.screening.ref
        assert mine != theirs and app.answers.marks == {"Y1": "yes"} and app.draft.saved
        assert app.said.startswith(f"Yours is kept as {mine}.")
        casebook = app.draft.casebook
        assert casebook.screenings.open(theirs).answers.notes == "from the other terminal"
        assert casebook.screenings.open(theirs).answers.marks == {}


async def test_it_can_be_left_for_now_and_stays_on_the_screen_as_not_saved(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        save_elsewhere(home, app.draft.screening.ref, "theirs")
        await app.press("space")
        await app.press("escape")
        assert "Y1  [x] Yes" in app.text()
        assert "NOT SAVED" in app.text().splitlines()[0]
        assert "NOT SAVED" in app.said and NAME in app.said
        await app.press("down", "space")
        assert not app.app.front.in_dialog, (
            "it was left for later, so nobody who types is asked again and again"
        )
        assert app.answers.marks == {"Y1": "yes", "Y2": "yes"}
        app.app.screening.take_over()
        await app.settle()
        assert app.app.front.in_dialog and "Keep both" in app.words()
        await app.press("enter")
        assert app.answers.marks == {"Y1": "yes", "Y2": "yes"} and app.draft.saved


async def test_a_command_that_finds_out_who_saved_first_asks_too(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        save_elsewhere(home, app.draft.screening.ref, "theirs")
        app.app.begin_to_say("immediate_risk")
        await app.until(lambda: "Is the child at immediate risk?" in app.words(), "whether it is meant")
        await app.press("2", "enter")
        await app.until(
            lambda: app.app.front.in_dialog and "Nothing was overwritten" in app.words(), "the question"
        )
        await app.press("enter")
        assert app.answers.immediate_risk and app.draft.saved and app.screen.section == "result"


async def test_what_is_typed_into_the_question_by_mistake_drops_nothing(home: Path) -> None:
    async with app_at(home, "notes") as app:
        save_elsewhere(home, app.draft.screening.ref, "theirs")
        await app.type("a")
        await app.until(lambda: app.app.front.in_dialog, "the question")
        await app.press("2", "space", "2", "space", *"typing", "space", "3", "2")
        assert app.app.front.in_dialog and "Nothing was overwritten" in app.words()
        await app.press("down", "enter", "2", "space", "enter")
        assert not app.app.front.in_dialog
        assert app.answers.notes == "a" and not app.draft.saved


async def test_a_full_disk_is_said_and_the_next_save_takes_everything(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    async with app_at(home, "notes") as app:
        with monkeypatch.context() as patched:
            patched.setattr(Screenings, "save", full)
            await app.type("not lost")
            await app.until(lambda: "NOT SAVED: The disk is full" in app.said, "saying so")
            assert "NOT SAVED" in app.text().splitlines()[0]
            await app.press("ctrl+p")
            assert "NOT SAVED: The disk is full" in app.said, "the next section says so too"
        await app.press("ctrl+n")
        assert app.answers.notes == "not lost" and app.draft.saved
        assert "NOT SAVED" not in app.text()
