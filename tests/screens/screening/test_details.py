"""Details: nothing is required, what is typed is kept, dates are checked in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import changes
from ce_tui.screens.screening.form import FormScreen
from ce_tui.widgets.date_field import DateField
from ce_tui.widgets.question_form import widget_id
from support.people.screens import NAME, App, app_at, second_terminal

PATHWAY = default_pathway()
BORN = "child.date_of_birth"


def date_field(app: App) -> DateField:
    return app.screen.query_one(f"#{widget_id(BORN)}", DateField)


async def test_details_open_on_the_documents_own_sentences(home: Path) -> None:
    async with app_at(home, "details") as app:
        assert PATHWAY.details.details_intro in app.words()
        assert PATHWAY.details.leave_blank in app.words()
        assert app.said.startswith("Your details. Your name: empty. Question 1 of 15.")


async def test_the_same_label_says_whose_details_it_is(home: Path) -> None:
    async with app_at(home, "details", "child.phone") as app:
        assert app.said.startswith("About the child. Phone: empty.")


async def test_what_is_typed_is_kept_letter_by_letter_and_saved(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        await app.type("Robin Madeup")
        assert app.answers.child.name == "Robin Madeup"
        await app.until(lambda: app.draft.saved, "saving")


@pytest.mark.parametrize("typed", ["3 apr 2010", "03/04/2010", "2010-04-03"])
async def test_a_whole_date_of_birth_is_read_as_people_write_it(home: Path, typed: str) -> None:
    async with app_at(home, "details", BORN) as app:
        await app.type(typed)
        await app.press("tab", "tab", "tab")
        assert app.answers.child.date_of_birth == "2010-04-03"
        assert date_field(app).error == ""


async def test_a_date_of_birth_is_also_typed_in_three_parts_and_read_back(home: Path) -> None:
    async with app_at(home, "details", BORN) as app:
        for part in ("3", "4", "2010"):
            await app.type(part)
            await app.press("tab")
        assert app.answers.child.date_of_birth == "2010-04-03"
        assert app.draft.outcome.age == 16


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 feb 2010", "Date of birth must be a real date"),
        ("3 apr", "Date of birth must include a year"),
    ],
)
async def test_a_date_that_is_none_is_refused_in_plain_words_and_kept_with_the_draft(
    home: Path, typed: str, words: str
) -> None:
    async with app_at(home, "details", BORN) as app:
        await app.type(typed)
        await app.press("tab", "tab", "tab")
        assert date_field(app).error == words
        assert f"! Error: {words}" in app.words()
        assert app.answers.child.date_of_birth == ""
        ref = app.draft.screening.ref
        app.draft.flush()
    casebook = second_terminal(home)
    try:
        assert casebook.screenings.open(ref).unfinished == {BORN: typed}
    finally:
        casebook.close()


async def test_a_refused_date_is_shown_again_with_what_is_wrong(home: Path) -> None:
    async with app_at(home, "details", BORN) as app:
        await app.type("31 feb 2010")
        await app.press("ctrl+n", "ctrl+p")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.held(BORN) == "31 feb 2010"
        assert date_field(app).error == "Date of birth must be a real date"
        app.app.navigator.show_section("details", BORN)
        await app.settle()
        await app.press("ctrl+u", "ctrl+k")
        await app.type("3 4 2010")
        assert app.draft.screening.unfinished == {}
        assert app.answers.child.date_of_birth == "2010-04-03"


async def test_consent_carries_the_areas_sentence_and_the_notice_with_its_source(home: Path) -> None:
    async with app_at(home, "details", "consent.status", size=(80, 60)) as app:
        assert PATHWAY.locality("essex").consent in app.words()
        assert "Consent is not needed to share information where a child is at risk of harm" in app.words()
        assert "Department for Education" in app.words()


async def test_where_the_family_may_be_involved_nothing_prompts_to_tell_it(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return changes.mark(changes.set_known(answers, PATHWAY, True), PATHWAY, "A8", "suspected")

    async with app_at(home, "details", "consent.status", change=change, size=(80, 60)) as app:
        assert "Was the family told" not in app.words()
        assert "Ask the service for advice before anyone in the family is asked or told" in app.words()


async def test_consent_that_was_not_sought_asks_for_the_reason_and_holds_nothing_up(home: Path) -> None:
    async with app_at(home, "details", "consent.status") as app:
        await app.press("down", "down", "space")
        assert app.answers.consent.status == "not sought"
        assert "Say why in the reason below" in app.said
        app.draft.complete()


async def test_your_own_details_are_filled_in_at_the_next_screening_the_childs_never(home: Path) -> None:
    async with app_at(home, "details") as app:
        await app.type("Pat Practitioner")
        await app.press("tab")
        await app.type("Imaginary School")
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        await app.type("Robin Madeup")
        session = app.app.kept_session
        assert session is not None
        session.begin("essex")
        app.app.navigator.show_section("details")
        await app.settle()
        assert app.answers.practitioner.name == "Pat Practitioner"
        assert app.answers.practitioner.organisation == "Imaginary School"
        assert app.answers.child.name == ""
        assert "Pat Practitioner" in app.text() and "Robin" not in app.text()
        assert NAME not in app.text(), "the account's name is not taken for the practitioner's"


async def test_a_child_born_after_the_screening_is_refused(home: Path) -> None:
    async with app_at(home, "details", BORN) as app:
        await app.type("3 apr 2030")
        await app.press("tab", "tab", "tab")
        assert "must be on or before" in date_field(app).error


async def test_an_answer_about_consent_can_be_taken_back(home: Path) -> None:
    async with app_at(home, "details", "consent.child_told") as app:
        await app.press("space")
        assert app.answers.consent.child_told is True
        await app.press("x")
        assert app.answers.consent.child_told is None
        assert app.said.startswith("Taken back.")
        assert "(x)" not in app.text()


async def test_an_answer_that_is_needed_cannot_be_taken_back(home: Path) -> None:
    async with app_at(home, "start", "locality") as app:
        await app.press("x")
        assert app.answers.locality == "essex"
        assert app.said.startswith("Select where the child lives")
