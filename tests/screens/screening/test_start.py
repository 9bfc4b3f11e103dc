"""Start: the questions that decide what is asked, and what each answer leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import DANGERS, DangerName, as_from_file, say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import sections
from ce_tui.screens.screening.form import FormScreen
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.forms import ChoiceList
from ce_tui.widgets.text_area import DateField
from support.people.screens import App, app_at

PATHWAY = default_pathway()


def section_state(app: App) -> str:
    return sections(app.answers, PATHWAY)[0].state_words


def marked(answers: Answers) -> Answers:
    return replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, "R2", "suspected")


async def test_the_hubs_area_is_chosen_at_first_and_another_is_saved_at_once(home: Path) -> None:
    async with app_at(home, "start", "locality") as app:
        assert "(x) Essex" in app.text()
        await app.press("down", "space")
        assert app.answers.locality == "thurrock" and app.draft.saved
        assert "Thurrock CE Procedure" in app.said


async def test_elsewhere_asks_at_once_whose_area_it_is(home: Path) -> None:
    async with app_at(home, "start", "locality") as app:
        assert "Which council's area is it?" not in app.words()
        await app.press("down", "down", "space")
        await app.until(
            lambda: "Which council's area is it?" in app.words(), "the question of whose area it is"
        )
        assert app.answers.locality == "elsewhere" and app.screen.here == "locality"
        await app.press("tab")
        await app.type("Imaginary Council")
        assert app.answers.council == "Imaginary Council"


@pytest.mark.parametrize("key", ["tab", "x"])
async def test_a_line_whose_question_has_gone_meanwhile_is_left_without_harm(home: Path, key: str) -> None:
    async with app_at(home, "start", "council", change=lambda a: replace(a, locality="elsewhere")) as app:
        app.draft.apply(lambda answers: replace(answers, locality="essex"))
        await app.press(key)
        assert app.answers.locality == "essex" and app.answers.council == ""
        assert isinstance(app.screen, FormScreen) and app.draft.saved


async def test_the_question_of_a_first_meeting_is_in_the_documents_words(home: Path) -> None:
    async with app_at(home, "start", "known_to_practitioner") as app:
        assert PATHWAY.first_meeting in app.words()


async def test_a_first_meeting_closes_the_tiers_and_says_so(home: Path) -> None:
    async with app_at(home, "start", "known_to_practitioner") as app:
        await app.press("down", "down", "space")
        assert app.answers.known_to_practitioner is False
        assert "Amber and Red not asked (first meeting)" in app.said


async def test_marks_are_set_aside_only_after_a_question_and_come_back(home: Path) -> None:
    async with app_at(home, "start", "known_to_practitioner", change=marked) as app:
        await app.press("home", "down", "down", "space")
        assert (
            "R2" in app.text() and "set aside, not deleted" in app.words() and "no longer red" in app.words()
        )
        await app.press("escape")
        assert app.answers.marks == {"R2": "suspected"} and app.answers.known_to_practitioner is True
        choice = app.screen.query_one("#q-known_to_practitioner", ChoiceList)
        assert choice.chosen == "yes", "what is shown is what is recorded"
        await app.press("space", "2", "enter")
        assert app.answers.marks == {} and app.answers.set_aside == {"R2": "suspected"}
        await app.press("home", "space")
        assert app.answers.marks == {"R2": "suspected"} and app.answers.known_from == "work"
        assert "Back again: R2" in app.said


@pytest.mark.parametrize("question", DANGERS)
async def test_danger_is_not_chosen_beforehand_a_no_is_given_and_a_yes_counts_at_once_with_its_numbers(
    home: Path, question: DangerName
) -> None:
    async with app_at(home, "start", question) as app:
        assert "not answered: immediate risk, harm told" in section_state(app)
        choice = app.screen.query_one(f"#q-{question}", ChoiceList)
        assert (choice.chosen, getattr(app.answers, question)) == ("", None)
        await app.press("up", "space")
        assert (choice.chosen, getattr(app.answers, question)) == ("no", False)
        assert app.screen.section == "start"
        await app.press("x")
        assert (choice.chosen, getattr(app.answers, question)) == ("", None)
        assert app.said.startswith("Taken back.")
        await app.press("left", "left", "space")
        assert getattr(app.answers, question) is True and app.draft.saved
        assert app.screen.section == "start" and not isinstance(app.app.screen, Dialog)
        assert app.screen.here == question and app.said.startswith("Yes. X takes it back. ")
        told = {
            "immediate_risk": "Alert: The child is at immediate risk. Phone 999 now. Then the Children & Families' "
            "Hub on 0345 603 7627 (ask for the Priority Line), else 101. ",
            "harm_today": "Alert: Harm was seen or told of on 25 November 2026. Phone now: 999 in danger, else the "
            "Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101. ",
        }
        assert told[question] in app.said


@pytest.mark.parametrize("question", DANGERS)
async def test_enter_after_a_yes_goes_on_and_the_yes_stands(home: Path, question: DangerName) -> None:
    async with app_at(home, "start", question) as app:
        await app.press("left", "left", "space", "enter")
        assert getattr(app.answers, question) is True
        asked = list(app.screen.form.questions)  # type: ignore[attr-defined]
        assert app.screen.here == asked[asked.index(question) + 1]


@pytest.mark.parametrize("question", DANGERS)
async def test_x_takes_a_yes_back_after_it_is_said_what_that_lowers_and_enter_then_goes_on(
    home: Path, question: DangerName
) -> None:
    async with app_at(home, "start", question) as app:
        await app.press("y", "x")
        assert "This takes the red result, or the red steps, away." in app.words()
        await app.press("escape")
        assert getattr(app.answers, question) is True
        await app.press("x", "2", "enter")
        assert getattr(app.answers, question) is None
        assert app.said.startswith("This takes the red result away. Taken back. ")
        await app.press("enter")
        assert getattr(app.answers, question) is None and app.screen.here != question


async def test_y_and_n_answer_and_stay_and_arrows_alone_choose_nothing(home: Path) -> None:
    async with app_at(home, "start", "missing_now") as app:
        await app.press("left", "left", "right")
        assert app.answers.missing_now is None and "No: not chosen" in app.said
        await app.press("y")
        assert app.answers.missing_now is True and app.screen.here == "missing_now"
        await app.press("n")
        assert app.answers.missing_now is False and app.screen.here == "missing_now"


async def test_what_the_cursor_was_moved_to_is_not_lost_by_enter_which_takes_nothing_back(home: Path) -> None:
    async with app_at(home, "start", "immediate_risk") as app:
        await app.press("home", "enter")
        assert app.answers.immediate_risk is True and app.screen.here == "immediate_risk"
        await app.press("end", "enter")
        assert app.answers.immediate_risk is True and app.screen.here == "harm_today"
        choice = app.screen.query_one("#q-immediate_risk", ChoiceList)
        assert choice.chosen == "yes", "what is shown is what is recorded"


@pytest.mark.parametrize(("move", "key"), [("home", "space"), ("home", "enter"), ("up", "y"), ("up", "n")])
async def test_a_key_that_is_held_down_answers_one_question_and_never_two(
    home: Path, move: str, key: str
) -> None:
    async with app_at(home, "start", "missing_now") as app:
        before = app.answers
        await app.press(move, *[key] * 12)
        given = replace(app.answers, missing_now=None, harm=before.harm)
        assert app.answers.missing_now is (key != "n") and given == before


async def test_a_danger_that_can_only_be_read_here_is_answered_with_whom_to_phone(home: Path) -> None:
    async with app_at(home, "start", "immediate_risk") as app:
        app.draft.complete()
        await app.press("y")
        assert app.answers.immediate_risk is None
        assert app.said.startswith(
            "Phone 999 now. Then the Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else "
            "101. Not written down. "
        )


async def test_enter_on_what_is_not_answered_goes_on_and_changes_nothing(home: Path) -> None:
    async with app_at(home, "start") as app:
        before = app.answers
        for question in ("immediate_risk", "harm_today", "missing_now", "locality"):
            assert app.screen.here == question
            if question != "locality":
                assert "Not answered: chosen" in app.said
                await app.press("enter")
        assert app.answers == before


async def test_a_yes_that_was_a_slip_becomes_not_answered_again_and_no_no(home: Path) -> None:
    async with app_at(home, "start", "missing_now") as app:
        await app.press("home", "space")
        assert app.answers.missing_now is True and "(x) Yes" in app.text()
        await app.press("end", "space")
        assert app.answers.missing_now is None and app.said.startswith("Taken back.")
        assert app.screen.here == "missing_now"


async def test_harm_said_at_start_asks_its_day_its_words_and_the_family_below_it(home: Path) -> None:
    async with app_at(home, "start", "harm_today") as app:
        await app.press("y", "enter")
        assert app.said.startswith("Day. On which day was it seen or told: 25/11/2026.")
        await app.press("enter", "enter", "enter")
        await app.type("Mum said he hit me")
        await app.press("enter", "y")
        assert app.answers.harm.words == "Mum said he hit me" and app.answers.family_involved is True
        assert app.screen.section == "start" and app.screen.here == "family_involved"


async def test_a_no_that_a_file_brought_along_is_not_chosen_and_asked_again(home: Path) -> None:
    def imported(answers: Answers) -> Answers:
        return as_from_file(say_danger(answers, "immediate_risk", False), "2026-11-24")

    async with app_at(home, "start", "immediate_risk", change=imported) as app:
        choice = app.screen.query_one("#q-immediate_risk", ChoiceList)
        assert choice.chosen == ""
        assert (
            "No, as given in the answers imported on 24 November 2026. Nobody here has said so yet."
            in app.words()
        )
        await app.press("up", "space")
        assert choice.chosen == "no" and app.answers.immediate_risk is False and app.answers.by_file == {}


async def test_what_was_written_of_a_harm_that_is_taken_back_stays_to_be_read(home: Path) -> None:
    def taken_back(answers: Answers) -> Answers:
        told = say_danger(answers, "harm_today", True)
        told = replies.set_field(told, "harm.words", "He hit me")
        return say_danger(told, "harm_today", False)

    kept = "was written down: “He hit me”; whether it was told is answered No."
    async with app_at(home, "start", "harm_today", change=taken_back) as app:
        assert kept in app.words()
    async with app_at(home, "result", change=taken_back) as app:
        assert kept in app.words()


async def test_who_placed_the_child_is_kept_while_it_is_typed(home: Path) -> None:
    async with app_at(home, "start", "placed_by") as app:
        await app.type("Imaginary Council")
        assert app.answers.placed_by == "Imaginary Council", "in memory before the second is over"
        await app.until(lambda: app.draft.saved, "saving")


async def test_a_date_that_is_none_is_refused_in_words_and_kept_as_typed(home: Path) -> None:
    async with app_at(home, "start", "screened_on") as app:
        await app.press("ctrl+u", "ctrl+k")
        await app.type("31")
        await app.press("tab", "ctrl+u")
        await app.type("2")
        await app.press("tab", "tab")
        field = app.screen.query_one("#q-screened_on", DateField)
        assert (
            field.error == "Date of the screening must be a real date. Not kept yet: 25 November 2026 stays"
        )
        assert app.answers.screened_on == "2026-11-25", "until another day replaces it"
        assert app.draft.screening.unfinished == {"screened_on": "31/2/2026"}
        app.app.navigator.show_section("start", "screened_on")
        await app.settle()
        assert isinstance(app.screen, FormScreen)
        assert app.screen.held("screened_on") == "31/2/2026"
        assert "! Error:" in app.text()


async def test_tab_into_a_part_of_a_date_selects_it_so_that_what_is_typed_replaces_it(home: Path) -> None:
    async with app_at(home, "start", "screened_on") as app:
        await app.type("24")
        await app.press("tab")
        await app.type("10")
        assert app.answers.screened_on == "2026-10-24"


async def test_page_down_goes_on_by_a_page_of_questions_and_page_up_comes_back(home: Path) -> None:
    async with app_at(home, "start", "immediate_risk") as app:
        seen = [app.screen.here]
        for _ in range(3):
            await app.press("pagedown")
            seen.append(app.screen.here)
        assert seen[1] != "immediate_risk" and seen[3] in ("screened_on", ""), seen
        assert app.answers.immediate_risk is None
        await app.press("pageup", "pageup", "pageup", "pageup")
        assert app.screen.here == "immediate_risk"


async def test_every_question_says_its_name_state_and_place(home: Path) -> None:
    async with app_at(home, "start") as app:
        seen = []
        for _ in range(9):
            seen.append(app.said)
            await app.press("tab")
        assert [
            f"Question {number} of 7." in words
            for number, words in zip((1, 2, 3, 4, 5, 6, 7, 7, 7), seen, strict=True)
        ] == [True] * 9
        assert "Is the child at immediate risk: Not answered: chosen." in seen[0]
        assert "Where does the child live: Essex: chosen." in seen[3]
        assert "Which council placed the child here, if another one did: empty." in seen[4]
        assert "Year." in seen[8] and "25/11/2026" in seen[8]


async def test_where_the_practitioner_was_is_remembered(home: Path) -> None:
    async with app_at(home, "start", "harm_today") as app:
        assert app.draft.place == "start:harm_today"


async def test_what_the_file_said_goes_from_the_question_with_the_practitioners_own_answer(
    home: Path,
) -> None:
    def imported(answers: Answers) -> Answers:
        return as_from_file(say_danger(answers, "harm_today", False), "2026-11-24")

    async with app_at(home, "start", "harm_today", change=imported) as app:
        assert "Nobody here has said so yet" in app.words()
        await app.press("up", "space")
        assert "Nobody here has said so yet" not in app.words()
        assert "Did you see, or were you told of, harm today? (Yes shows" in app.words()


@pytest.mark.parametrize(("key", "name"), [("f7", "immediate_risk"), ("f8", "harm_today")])
async def test_a_no_that_is_said_with_a_key_stands_at_start_and_enter_there_leaves_it(
    home: Path, key: str, name: DangerName
) -> None:
    async with app_at(home, "start", name) as app:
        await app.press(key)
        await app.until(lambda: app.app.front.in_dialog, "the question")
        await app.press("3", "enter")
        await app.until(lambda: getattr(app.answers, name) is False, "the No")
        await app.settle()
        listed = app.screen.form.widget(name)  # type: ignore[attr-defined]
        assert isinstance(listed, ChoiceList) and listed.chosen == "no"
        listed.focus()
        for _ in range(2):
            await app.press("enter")
            assert getattr(app.answers, name) is False and "Taken back" not in app.said


async def test_enter_on_what_stands_chosen_changes_no_answer(home: Path) -> None:
    async with app_at(home, "start", "immediate_risk") as app:
        app.draft.apply(lambda answers: say_danger(answers, "immediate_risk", False))
        await app.press("end", "enter")
        assert app.answers.immediate_risk is False, "what was drawn there was of before"


async def test_a_day_of_harm_without_its_year_is_said_back_as_it_was_read(home: Path) -> None:
    async with app_at(home, "start", "harm.on", change=lambda a: say_danger(a, "harm_today", True)) as app:
        field = app.screen.form.widget("harm.on")  # type: ignore[attr-defined]
        assert isinstance(field, DateField)
        field.value = ""
        await app.type("3 apr")
        await app.press("tab", "tab", "tab")
        assert app.answers.harm.on == "2026-04-03" and "Read as 3 April 2026." in app.said


async def test_page_down_shows_every_question_on_the_way(home: Path) -> None:
    async with app_at(
        home, "start", "immediate_risk", change=lambda a: say_danger(a, "harm_today", True)
    ) as app:
        labels = [each.label for each in app.screen.form.questions.values()]  # type: ignore[attr-defined]
        seen = app.words()
        while app.screen.here:
            await app.press("pagedown")
            seen += app.words()
        assert [label for label in labels if label[:60] not in seen] == []


async def test_page_down_passes_no_question_over_for_who_only_hears_it(home: Path) -> None:
    async with app_at(home, "start", "immediate_risk") as app:
        app.app.appearance.show_for_screen_readers(True)
        heard = [app.screen.here]
        while app.screen.here != "screened_on":
            await app.press("pagedown")
            heard.append(app.screen.here)
        assert heard == list(app.screen.form.questions)  # type: ignore[attr-defined]


async def test_the_question_of_a_harm_names_the_answer_that_stands(home: Path) -> None:
    """A No that is taken back is no longer in the words of its question."""

    def denied(answers: Answers) -> Answers:
        told = replies.set_field(say_danger(answers, "harm_today", True), "harm.words", "He hit me")
        return say_danger(told, "harm_today", False)

    async with app_at(home, "start", "harm_today", change=denied) as app:
        assert "whether it was told is answered No. Yes shows" in app.words()
        await app.press("x")
        assert "whether it was told is not answered. Yes shows" in app.words()
        await app.press("n")
        assert "whether it was told is answered No. Yes shows" in app.words()
