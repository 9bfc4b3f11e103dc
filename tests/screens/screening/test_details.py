"""Details: nothing is required, what is typed is kept, dates are checked in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.screens.screening.form import FormScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ChoiceList
from ce_tui.widgets.question_form import QuestionForm, widget_id
from ce_tui.widgets.text_area import DateField
from support.people.screens import NAME, App, app_at, second_terminal

PATHWAY = default_pathway()
BORN = "child.date_of_birth"


def date_field(app: App) -> DateField:
    return app.screen.query_one(f"#{widget_id(BORN)}", DateField)


async def type_date(app: App, *parts: str) -> None:
    """Type a date from the first of its three parts on, and go on to the next question."""
    for part in parts:
        await app.type(part)
        await app.press("tab")
    await app.press(*["tab"] * (3 - len(parts)))


async def take_date_out(app: App) -> None:
    """Back from the next question, with nothing left in any of the parts."""
    await app.press(*["shift+tab", "ctrl+u"] * 3)
    assert date_field(app).value == "" == app.answers.child.date_of_birth


async def test_details_open_on_the_documents_own_sentences_and_say_whose_each_detail_is(home: Path) -> None:
    async with app_at(home, "details") as app:
        assert PATHWAY.details.details_intro in app.words()
        assert PATHWAY.details.leave_blank in app.words()
        assert app.said.startswith("Your details. Your name: empty. Question 1 of 16.")
        app.screen.query_one(f"#{widget_id('child.phone')}", Field).focus()
        await app.settle()
        assert app.said.startswith("About the child. Phone: empty.")


async def test_whose_number_looks_wrong_is_said_when_the_next_line_is_there_already(home: Path) -> None:
    async with app_at(home, "details") as app:
        for question, whose in (("child.phone", "About the child"), ("practitioner.phone", "Your details")):
            app.screen.query_one(f"#{widget_id(question)}", Field).focus()
            await app.settle()
            await app.type("mobile")
            await app.press("tab")
            assert f"{whose}. Phone: There is no number in this." in app.words(), app.words()


async def test_a_date_of_birth_is_read_whole_or_in_three_parts_as_people_write_it(home: Path) -> None:
    async with app_at(home, "details", BORN) as app:
        for typed in (["3 apr 2010"], ["03/04/2010"], ["2010-04-03"], ["3", "4", "2010"]):
            await type_date(app, *typed)
            assert app.answers.child.date_of_birth == "2010-04-03", typed
            assert date_field(app).error == "", typed
            assert app.draft.outcome.age == 16, typed
            await take_date_out(app)


async def test_a_date_in_three_parts_is_checked_when_all_of_it_was_left(home: Path) -> None:
    async with app_at(home, "details", BORN) as app:
        await app.press("3", "1", "tab")
        await app.press("2", "tab")
        assert date_field(app).error == "" and "Error" not in app.words()
        await app.type("2010")
        assert date_field(app).error == ""
        await app.press("tab")
        assert date_field(app).error == "Date of birth must be a real date"


async def test_a_date_that_is_none_is_refused_in_plain_words_kept_with_the_draft_and_shown_again(
    home: Path,
) -> None:
    async with app_at(home, "details", BORN) as app:
        for typed, words in (
            ("3 apr 2030", "Date of birth must be on or before 25 November 2026"),
            ("3 apr", "Date of birth must include a year"),
            ("31 feb 2010", "Date of birth must be a real date"),
        ):
            if date_field(app).error:
                await take_date_out(app)
            await type_date(app, typed)
            assert date_field(app).error == words, typed
            assert f"! Error: {words}" in app.words(), typed
            assert app.answers.child.date_of_birth == "", typed
            app.draft.flush()
            assert app.draft.screening.unfinished == {BORN: typed}
        casebook = second_terminal(home)
        assert casebook.screenings.open(app.draft.screening.ref).unfinished == {BORN: typed}
        casebook.close()
        await app.press("ctrl+n", "ctrl+p")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.held(BORN) == "31 feb 2010"
        assert date_field(app).error == "Date of birth must be a real date"
        date_field(app).focus()
        await app.press("end", "ctrl+u", *"3", "space", *"4", "space", *"2010")
        assert app.draft.screening.unfinished == {}
        assert app.answers.child.date_of_birth == "2010-04-03"


async def test_consent_carries_the_areas_sentence_and_the_notice_with_its_source(home: Path) -> None:
    async with app_at(home, "details", "consent.status", size=(80, 60)) as app:
        assert PATHWAY.locality("essex").consent in app.words()
        assert "Consent is not needed to share information where a child is at risk of harm" in app.words()
        assert "Department for Education" in app.words()


async def test_where_the_family_may_be_involved_nothing_prompts_to_tell_it(home: Path) -> None:
    def change(answers: Answers) -> Answers:
        return replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, "A8", "suspected")

    async with app_at(home, "details", "consent.status", change=change, size=(80, 60)) as app:
        assert "Was the family told" not in app.words()
        assert "Do not ask or tell the family yet" in app.words()


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize(
    "question", ["child.address", "consent.status", "consent.child_told", "consent.family_told"]
)
async def test_where_it_was_left_is_shown_as_it_is_come_back_to(
    question: str, size: tuple[int, int], home: Path
) -> None:
    async with app_at(home, "details", question, size=size) as app:
        form, widget = app.screen.query_one(QuestionForm), app.screen.query_one(f"#{widget_id(question)}")
        assert form.current == question
        assert form.region.contains_region(widget.region)


async def test_an_answer_about_consent_can_be_taken_back_and_without_consent_a_reason_is_asked_for(
    home: Path,
) -> None:
    async with app_at(home, "details", "consent.child_told") as app:
        await app.press("home", "space")
        assert app.answers.consent.child_told is True
        await app.press("x")
        assert app.answers.consent.child_told is None
        assert app.said.startswith("Taken back.")
        assert "(x) Not answered" in app.text() and "(x) Yes" not in app.text()
        app.screen.query_one(f"#{widget_id('consent.status')}", ChoiceList).focus()
        await app.press("down", "down", "space")
        assert app.answers.consent.status == "not sought"
        assert "Say why in the reason below" in app.said
        app.draft.complete()  # nothing is held up


async def test_of_a_completed_screening_nothing_can_be_typed_and_it_is_said_why(home: Path) -> None:
    async with app_at(
        home, "start", change=lambda answers: replies.set_field(answers, "child.name", "Robin M.")
    ) as app:
        app.draft.complete()
        before = app.answers
        app.app.navigator.show_section("details", "child.name")
        await app.settle()
        assert app.said.startswith("About the child. Child's name: Robin M. (cannot be changed).")
        await app.type("x")
        assert "This screening is completed, so it is only shown." in app.said
        await app.press("backspace", "tab", "1", "tab", "2")
        assert "This screening is completed, so it is only shown." in app.said
        form = app.screen.query_one("#form")
        assert [field.value for field in form.query(Field) if field.value] == ["Robin M."]
        assert app.answers == before


async def test_your_own_details_are_kept_letter_by_letter_and_filled_in_next_time_the_childs_never(
    home: Path,
) -> None:
    async with app_at(home, "details") as app:
        await app.type("Pat Practitioner")
        await app.press("tab")
        await app.type("Imaginary School")
        app.screen.query_one(f"#{widget_id('child.name')}", Field).focus()
        await app.settle()
        for letters in ("R", "o", "bin Madeup"):
            before = app.answers.child.name
            await app.type(letters)
            assert app.answers.child.name == before + letters
        await app.until(lambda: app.draft.saved, "saving")
        session = app.app.seat.kept_session
        assert session is not None
        session.begin("essex")
        app.app.navigator.show_section("details")
        await app.settle()
        assert app.answers.practitioner.name == "Pat Practitioner"
        assert app.answers.practitioner.organisation == "Imaginary School"
        assert app.answers.child.name == ""
        assert "Pat Practitioner" in app.text() and "Robin" not in app.text()
        assert NAME not in app.text(), "the account's name is not taken for the practitioner's"


async def test_an_answer_that_is_needed_cannot_be_taken_back(home: Path) -> None:
    async with app_at(home, "start", "locality") as app:
        await app.press("x")
        assert app.answers.locality == "essex"
        assert app.said.startswith("Select where the child lives")


async def test_the_reason_says_of_what_as_consent_is_answered(home: Path) -> None:
    async with app_at(home, "details", "consent.status", size=(80, 60)) as app:
        assert "Reason, where consent was refused or not sought" in app.words()
        await app.press("home", "down", "space")
        assert "Reason why consent was refused" in app.words()
        assert "Asked for, not required." in app.words() and "Needed where" not in app.words()
        await app.press("down", "space", "tab")
        assert "Needed where consent was not sought." in app.words()
        assert "Reason why consent was not sought" in app.words() and "was refused" not in app.words()
        assert app.said.startswith("Reason why consent was not sought: empty.")
        await app.press("shift+tab", "x")
        assert "Reason, where consent was refused or not sought" in app.words()


async def test_whether_it_is_safe_to_contact_the_family_takes_yes_no_and_do_not_know(home: Path) -> None:
    async with app_at(home, "details", "contact_family") as app:
        assert "Is it safe to contact the family?" in app.words()
        await app.press("home", "down", "down", "space")
        assert app.answers.contact_family == "not known" and "(x) Do not know" in app.text()
        assert app.said.startswith("Recorded: Do not know.")
        await app.press("x")
        assert app.answers.contact_family == "" and app.said.startswith("Taken back.")


async def test_a_yes_beside_a_family_that_may_be_involved_is_asked_about_and_can_be_taken_back(
    home: Path,
) -> None:
    involved = lambda answers: say_danger(answers, "family_involved", True)  # noqa: E731
    async with app_at(home, "details", "contact_family", change=involved) as app:
        await app.press("home", "space")
        assert "Is it safe all the same?" in app.words()
        await app.press("escape")
        assert app.answers.contact_family == ""
        assert "Is it safe to contact the family? Not answered." in app.words()
        choices = app.screen.query_one(f"#{widget_id('contact_family')}", ChoiceList)
        assert choices.chosen == ""
