"""Two people and one screening, on the screens: who has it is said, it can be read, and taken over when it is idle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview.replies import mark, set_notes
from ce_tui.core.vault.casebook import permission
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from support.people.at_the_door import CONFIG, at_home, until
from support.people.beside import pane
from support.people.marking import filled_in
from support.people.screens import CHEAP, NAME, App, app_at, new_casebook, second_terminal

LEE, LEES_PASSPHRASE = "Lee Example", "quiet gravel under nine bicycles"
PATHWAY = default_pathway()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds since the machine started, which the test moves."""
    now = [1000.0]
    monkeypatch.setattr(permission, "since_start", lambda: now[0])
    return now


@pytest.fixture
def lee(home: Path) -> Iterator[Casebook]:
    """A lead who has one of the practitioner's screenings open."""
    casebook = new_casebook(home)
    casebook.people.add_account(LEE, LEES_PASSPHRASE, ["practitioner", "lead"])
    answers = Answers(pathway=CONFIG.pathways().current.id, locality="essex", screened_on="2026-11-25")
    casebook.screenings.begin(answers)
    casebook.close()
    made = sign_in(
        home, LEE, LEES_PASSPHRASE, CasebookSettings(argon=CHEAP, rules=PathwayRules(CONFIG.pathways()))
    )
    yield made
    made.close()


def opened_by(casebook: Casebook) -> Screening:
    """The only screening there is, opened."""
    (found,) = casebook.index.all()
    return casebook.screenings.open(found.ref, "supervision")


def write(casebook: Casebook, screening: Screening, notes: str) -> Screening:
    """Notes, saved."""
    return casebook.screenings.save(
        msgspec.structs.replace(screening, answers=set_notes(screening.answers, notes))
    )


async def look(app: App) -> None:
    """What happens every few seconds."""
    app.app.screen._tick()  # type: ignore[attr-defined]
    await app.settle()


async def test_who_has_it_open_and_since_when_is_said_and_it_can_be_read(home: Path, lee: Casebook) -> None:
    write(lee, opened_by(lee), "by Lee")
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.front.in_dialog, "the question")
        assert f"{LEE} has had it open since " in door.words()
        assert "It can be taken over once nothing was changed in it for a while: in 2 minutes" in door.words()
        assert "Take it over" not in door.words(), "not yet"
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "the screening")
        assert "VIEW ONLY" in door.text().splitlines()[0]
        assert door.said.startswith(f"View only. {LEE} has had it open since")
        for section in ("yellow", "notes", "result", "details", "review"):
            door.app.navigator.show_section(section)
            await door.settle()
            assert "VIEW ONLY" in door.text().splitlines()[0]
            assert door.said.startswith(f"View only. {LEE} has had it open since")


async def test_what_is_only_shown_refuses_every_change_in_words(home: Path, lee: Casebook) -> None:
    before = write(lee, opened_by(lee), "by Lee")
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.front.in_dialog, "the question")
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "the screening")
        for section, keys in (
            ("start", ("up", "space")),
            ("yellow", ("space",)),
            ("notes", ("down", "x", "y")),
            ("details", ("x",)),
            ("review", ("1", "enter")),
        ):
            door.app.navigator.show_section(section)
            await door.settle()
            await door.press(*keys)
            assert "View only." in door.said, section
        await door.press("ctrl+o")
        await until(door, lambda: door.app.seat.open_draft is None, "Home")
    assert lee.screenings.again(before) == before


async def test_whoever_loses_it_is_told_keeps_reading_and_can_have_it_back(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("space")
        other = second_terminal(home)
        theirs = other.screenings.take_over(app.draft.screening.ref)
        await look(app)
        assert "You took this screening over on another terminal at" in app.said
        assert "VIEW ONLY" in app.text().splitlines()[0]
        assert "Y1  [x] Yes" in app.text()
        await app.press("down", "space")
        assert "View only." in app.said and app.answers.marks == {"Y1": "yes"}
        write(other, theirs, "written there")
        await look(app)
        assert app.answers.notes == "written there" and "It was changed at" in app.said
        other.screenings.leave(theirs)
        await look(app)
        assert "Nobody else has this screening open any more." in app.said
        await app.press("ctrl+g")
        assert any("Change it here" in item.text for item in app.app.goto.menu())
        await app.press("escape")
        app.app.screening.take_over()
        await app.settle()
        assert "From now on you can change it here." in app.said
        await app.press("space")
        assert app.answers.marks == {"Y1": "yes", "Y2": "yes"} and app.draft.saved
        assert not any("Change it here" in item.text for item in app.app.goto.menu())
        other.close()


async def test_words_typed_while_it_was_taken_over_are_kept_apart(home: Path) -> None:
    async with app_at(home, "notes") as app:
        ref = app.draft.screening.ref
        app.draft.type_notes("typed a moment ago")
        other = second_terminal(home)
        other.screenings.take_over(ref)
        await look(app)
        assert f"{NAME} took this screening over at" in app.words()
        assert "Nothing was overwritten." in app.words()
        await app.press("1", "enter")
        assert (
            app.draft.screening.ref != ref and app.answers.notes == "typed a moment ago" and app.draft.saved
        )
        assert other.screenings.open(ref).answers.notes == ""
        other.close()


async def test_leaving_a_screening_that_was_taken_over_keeps_the_last_words_apart_and_says_so(
    home: Path,
) -> None:
    async with app_at(home, "yellow") as app:
        ref = app.draft.screening.ref
        app.draft.type_notes("typed a moment ago")
        other = second_terminal(home)
        write(other, other.screenings.take_over(ref), "written there")
        await app.press("ctrl+o")
        await until(app, lambda: "Drafts: 2" in app.text(), "both on Home")
        assert (
            f"Someone else had changed {ref}: what you had not saved in it is kept apart, as CE-" in app.said
        )
        other.close()


async def test_a_screening_that_cannot_be_saved_is_not_left(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    async with app_at(home, "yellow") as app:
        with monkeypatch.context() as patched:
            patched.setattr(Screenings, "save", full)
            await app.press("space", "ctrl+o")
            assert "Not left: The disk is full. What you type stays here" in app.said
            assert app.answers.marks == {"Y1": "yes"}
        await look(app)
        assert app.draft.saved and "NOT SAVED" not in app.text()
        await app.press("ctrl+o")
        await until(app, lambda: app.app.seat.open_draft is None, "Home")


async def test_what_was_taken_over_during_a_lock_is_said_after_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        ref = app.draft.screening.ref
        await app.press("space")
        app.app.lock.lock()
        await app.settle()
        assert "Locked." in app.text()
        other = second_terminal(home)
        write(other, other.screenings.take_over(ref), "written meanwhile")
        app.app.lock.unlock()
        await until(app, lambda: "VIEW ONLY" in app.text().splitlines()[0], "that it is only shown")
        assert "You took this screening over on another terminal at" in app.said
        assert app.answers.notes == "written meanwhile" and app.answers.marks == {"Y1": "yes"}
        other.close()


async def test_what_is_completed_and_reopened_elsewhere_is_shown_as_it_is_there(home: Path) -> None:
    async with app_at(home, "red", change=filled_in, size=(120, 40)) as app:
        ref = app.draft.screening.ref
        app.draft.complete()
        await app.press("ctrl+p", "ctrl+n")
        assert "Review +" in app.text().splitlines()[1] and "completed" in app.text().splitlines()[0]
        other = second_terminal(home)
        there = other.screenings.reopen(other.screenings.open(ref))
        await look(app)
        assert "Review +" not in app.text().splitlines()[1] and "VIEW ONLY" in app.text().splitlines()[0]
        assert "It was changed at " in app.said and "You have it open yourself" in app.said
        found = mark(there.answers, PATHWAY, "R2", "suspected")
        there = other.screenings.save(msgspec.structs.replace(there, answers=found))
        await look(app)
        assert pane(app)[0] == "Whom to call now: Essex" and "[S] Suspected" in app.text()
        other.screenings.complete(there)
        await look(app)
        assert "Review +" in app.text().splitlines()[1] and app.draft.view_only == ""
        assert "Reopen it in Review to change it." in app.said
        other.close()
        said = app.said
        await look(app)
        assert app.said == said, "what did not change is not told again"
