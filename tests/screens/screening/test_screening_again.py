"""Screening a child again by keyboard: from Review of the one before, with what it marked beside each factor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.screens.screening.done import open_from_another
from ce_tui.screens.screening.review import ReviewScreen
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from support.people import office
from support.people.screens import NOON, App, app_at, app_over, new_casebook

ZEPHYRINE = Child(name="Zephyrine Quillfeather", date_of_birth="2011-04-03", address="1 Example Street")


def of_october(answers: Answers) -> Answers:
    return msgspec.structs.replace(
        answers,
        screened_on="2026-10-03",
        child=ZEPHYRINE,
        known_to_practitioner=True,
        marks={"A3": "suspected", "A8": "suspected"},
        notes="What was seen: nothing yet.",
    )


@asynccontextmanager
async def at_review_of_october(home: Path) -> AsyncIterator[App]:
    """A completed screening of 3 October, open in Review."""
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    draft.apply(of_october)
    draft.complete()
    async with app_over(home, session, draft.screening.ref, "review") as app:
        yield app


async def screens_again(app: App) -> str:
    """From Review of what is open, in the area of before: the reference of the one before."""
    earlier = app.draft.screening.ref
    assert isinstance(app.app.screen, ReviewScreen)
    await office.choose(app, "Screen this child again")
    await app.until(lambda: "Where does the child live?" in app.words(), "the area")
    assert "as before" in app.words()
    await app.press("enter")
    await app.until(lambda: app.draft.screening.ref != earlier, "the new one")
    await app.settle()
    return earlier


async def test_the_next_screening_begins_with_who_the_child_is_and_what_was_marked_stands_beside(
    home: Path,
) -> None:
    async with at_review_of_october(home) as app:
        earlier = await screens_again(app)
        assert app.text().splitlines()[0].endswith("Start")
        assert f"A new screening of the child of {earlier}." in app.said
        assert app.answers.child == ZEPHYRINE and not app.answers.marks and not app.answers.notes
        app.app.navigator.show_section("amber", "A3")
        await app.settle()
        assert app.said.startswith(
            "A3, 3 of 11: not marked. Before, 3 October 2026: suspected, not confirmed."
        )
        assert app.text().count("Before, 3 October 2026: suspected, not confirmed") >= 2
        await app.press("b")
        assert app.said.startswith(
            "A3, 3 of 11: Reasonably believe. Before, 3 October 2026: suspected, not confirmed."
        )
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        assert "As in the screening before, 3 October 2026: are these details still right?" in app.words()


async def test_that_the_family_may_be_involved_stands_first_in_the_result_until_it_is_answered(
    home: Path,
) -> None:
    async with at_review_of_october(home) as app:
        await screens_again(app)
        app.app.navigator.show_section("result")
        await app.settle()
        assert (
            "Do not ask or tell the family yet" in app.words()
            and "on 3 October 2026 it was said" in app.words()
        )
        assert (
            "Not answered: " in app.words() and "whether someone in the family may be involved" in app.words()
        )
        app.app.navigator.show_section("start", "family_involved")
        await app.settle()
        assert "(on 3 October 2026: yes)?" in app.words()
        await app.press("up", "space")
        assert app.answers.family_not_known
        app.app.navigator.show_section("result")
        await app.settle()
        assert "Do not ask or tell the family yet" in app.words(), "not known is no No"
        app.app.navigator.show_section("start", "family_involved")
        await app.settle()
        await app.press("up", "space")
        assert app.answers.family_involved is False
        app.app.navigator.show_section("result")
        await app.settle()
        assert "Do not ask or tell the family" not in app.words()


async def test_where_a_draft_of_the_child_is_there_already_it_is_opened_to_go_on_with_it(home: Path) -> None:
    async with at_review_of_october(home) as app:
        earlier = await screens_again(app)
        draft = app.draft.screening.ref
        app.app.navigator.show_section("amber", "A3")
        await app.settle()
        assert await open_from_another(app.app, earlier, at_result=True) == ""
        app.app.navigator.show_section("review")
        await app.settle()
        await office.choose(app, "Screen this child again")
        await app.until(lambda: f"{draft} is a draft of the same child already." in app.words(), "the draft")
        await app.press("escape")
        await app.settle()
        assert "Nothing was begun." in app.said and app.draft.screening.ref == earlier
        await office.choose(app, "Screen this child again")
        await app.until(lambda: "Begin another one" in app.words(), "what to do")
        await app.press("enter")
        await app.until(lambda: app.draft.screening.ref == draft, "the draft of before")
        await app.settle()
        assert (app.screen.section, app.screen.here) == ("amber", "A3")
        assert f"Opened {draft}. {earlier} is saved: Home lists it." in app.said
        assert len(app.draft.casebook.index.all()) == 2


async def test_what_is_due_leads_there_too(home: Path) -> None:
    async with at_review_of_october(home) as app:
        await office.go_to(app, "done", "What is due")
        await office.choose(app, "Screen again")
        await app.settle()
        assert isinstance(app.app.screen, ReviewScreen)
        assert "Screen this child again" in app.said


@pytest.mark.parametrize("quiet", [False, True], ids=["drawn", "for screen readers"])
async def test_each_detail_that_came_along_says_so_after_its_value_until_it_is_confirmed_or_changed(
    home: Path, quiet: bool
) -> None:
    async with at_review_of_october(home) as app:
        await screens_again(app)
        app.app.appearance.show_for_screen_readers(quiet)
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        name = "" if quiet else "Child's name: Zephyrine Quillfeather. "
        assert f"{name}As before. " in app.said and app.said.count("As before") == 1
        await app.press("tab")
        assert ("Day: 3." if quiet else "Day. ") in app.said and app.said.count("As before.") == 1
        await app.press("shift+tab")
        assert "As before." in app.said, "it was only passed over"
        await app.press("enter")
        assert app.screen.here == "child.date_of_birth" and "As before." in app.said
        await app.press("shift+tab")
        assert app.screen.here == "child.name" and "As before" not in app.said, "Enter confirmed it"
        app.app.navigator.show_section("details", "child.address")
        await app.settle()
        assert app.said.count("As before.") == 1
        await app.type("2")
        assert quiet or "As before" not in app.said, "a screen reader reads nothing again while one types"
        await app.press("backspace", "tab", "shift+tab")
        assert app.answers.child == ZEPHYRINE and "As before" not in app.said, "it was typed here"
        app.app.navigator.show_section("details", "child.phone")
        await app.settle()
        assert "As before" not in app.said, "nothing came along"


@pytest.mark.parametrize("quiet", [False, True], ids=["drawn", "heard"])
async def test_enter_on_a_detail_that_came_along_says_once_that_it_is_kept(home: Path, quiet: bool) -> None:
    async with at_review_of_october(home) as app:
        await screens_again(app)
        app.app.appearance.show_for_screen_readers(quiet)
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        await app.press("tab", "shift+tab")
        assert "kept" not in app.said, "it was only passed over"
        await app.press("enter")
        assert app.screen.here == "child.date_of_birth"
        assert app.said.startswith("Child's name: kept, as before. ") and app.said.count("kept") == 1
        await app.press("enter", "enter")
        assert "kept" not in app.said, "it goes on within the date"
        await app.press("enter")
        born = "Child's date of birth: kept, as before. Read as 3 April 2011, 15 years old at the screening. "
        assert app.said.startswith(born)
        await app.press("enter")
        assert "kept" not in app.said, "no phone came along"
        app.app.navigator.show_section("details", "child.address")
        await app.settle()
        await app.press("enter")
        said = " ".join(app.said.split())
        assert said.startswith("Child's home address: kept, as before. ")
        here = "Not chosen: Agreed. 12 of " if quiet else "Agreed: not chosen. Question 12 of "
        assert here in said, "and where one is now"
        await app.press("down")
        assert "kept" not in app.said and "Refused" in app.said
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        await app.press("enter")
        assert "kept" not in app.said, "it was said already"


async def test_a_detail_that_came_along_and_is_changed_is_not_said_to_be_kept(home: Path) -> None:
    async with at_review_of_october(home) as app:
        await screens_again(app)
        app.app.navigator.show_section("details", "child.address")
        await app.settle()
        await app.press("2", "enter")
        assert app.answers.child.address != ZEPHYRINE.address and "kept" not in app.said


async def test_of_what_is_typed_here_nothing_is_as_before(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        await app.type("Quentin")
        await app.press("tab", "shift+tab")
        assert "Child's name: Quentin. " in app.said and "As before" not in app.said
