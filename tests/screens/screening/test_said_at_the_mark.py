"""What cannot wait for the result is said in the full screen where it becomes known, whole, with its numbers."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import replies
from ce_tui.screens.screening import form
from ce_tui.widgets.dialogs import Dialog
from support.people.marking import PATHWAY, first_meeting, known, marked
from support.people.screens import App, app_at

HUB = "the Children & Families' Hub on 0345 603 7627"
RED_PHONES = f"999 in danger, else {HUB} (ask for the Priority Line), else 101"
NOW_AMBER = f"Now Amber. For advice: {HUB}."
NOW_RED = f"Now Red. Phone {RED_PHONES}."
FAMILY = (
    "Alert: Do not ask or tell the family yet, unless someone needs urgent help. Someone in the family may be "
    f"involved. Phone {HUB} first."
)
UNDER_13 = f"): phone now, {RED_PHONES}. A child under 13 cannot legally consent to sexual activity."
MISSING = "Alert: The child is missing now: phone 101, or 999 if in danger."
RISK = (
    f"Alert: The child is at immediate risk. Phone 999 now. Then {HUB} (ask for the Priority Line), else 101."
)
ASKED = "Is the child under 13?"
BORN = "child.date_of_birth"

both_sizes = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])


def born_2014(answers: Answers) -> Answers:
    return replies.set_field(known(answers), BORN, "2014-04-03")


def amber(answers: Answers) -> Answers:
    return marked(answers, "A1")


def sexual_sign(answers: Answers) -> Answers:
    return marked(answers, "A9")


def cites(answers: Answers) -> Answers:
    return replies.set_notes(amber(answers), "R3 seen twice. A8 said by a neighbour.")


def is_asked(app: App) -> bool:
    return isinstance(app.app.screen, Dialog) and ASKED in app.words()


# An alert, a graver tier


@both_sizes
async def test_an_alert_stands_whole_until_something_else_is_marked(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "amber", "A8", change=amber, size=size) as app:
        await app.press("b")
        assert FAMILY in app.words() and "A8, 8 of 11: Reasonably believe." in app.words()
        await app.press("1", "0")
        assert FAMILY in app.words() and "A10, 10 of 11: not marked." in app.words()
        app.time_to_read()
        await app.press("s")
        assert "A10, 10 of 11: Suspected." in app.words()
        assert "Alert:" not in app.words(), "said once"


@both_sizes
async def test_a_graver_tier_says_whom_to_phone_with_its_first_mark_alone(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "amber", change=known, size=size) as app:
        await app.press("s")
        assert NOW_AMBER in app.words()
        app.time_to_read()
        await app.press("down", "b")
        assert app.answers.marks == {"A1": "suspected", "A2": "reasonably believe"}
        assert "Now Amber" not in app.words()
        app.app.navigator.show_section("red")
        await app.settle()
        assert "Now " not in app.said
        await app.press("b")
        assert NOW_RED in app.words()


async def test_it_stays_while_the_same_factor_is_marked_on_and_goes_with_its_mark(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        for _ in range(2):
            await app.press("space")
            assert NOW_AMBER in app.words()
        await app.press("space")
        assert app.answers.marks == {} and "Now Amber" not in app.words()
        await app.press("b")
        assert NOW_AMBER in app.words()


@pytest.mark.parametrize("keys", [["enter", "2", "enter"], ["space"], ["s"], ["b"]])
async def test_whichever_key_marks_it(home: Path, keys: list[str]) -> None:
    async with app_at(home, "red", "R1", change=known) as app:
        await app.press(*keys)
        assert "R1" in app.answers.marks and NOW_RED in app.words()


async def test_elsewhere_it_names_whom_to_phone_in_the_order_of_the_result(home: Path) -> None:
    async with app_at(home, "red", "R1", change=known, locality="elsewhere") as app:
        await app.press("s")
        council = "children's social care of the council where the child lives"
        assert f"Now Red. Phone 999 in danger, else {council}, else 101." in app.words()
        await app.press("f2", "f2")
        words = app.words()
        assert app.screen.section == "result"
        numbered = [words.index(each) for each in ("1 999 ", "2 Children's social care of", "3 101 ")]
        assert numbered == sorted(numbered)
        assert "hours not known; try this first" in words


async def test_it_comes_back_with_the_factor_from_the_help_and_not_from_another_section(home: Path) -> None:
    async with app_at(home, "red", change=known) as app:
        await app.press("s", "f1")
        await app.press("escape")
        assert NOW_RED in app.words()
        app.time_to_read()
        await app.press("ctrl+p", "ctrl+n")
        assert app.screen.section == "red" and "Now Red" not in app.words()


@both_sizes
async def test_who_goes_on_before_it_could_be_read_is_told_in_the_next_section(
    home: Path, size: tuple[int, int]
) -> None:
    """Keys typed ahead, a slow line: it comes on the screen after them."""
    async with app_at(home, "amber", "A8", change=amber, size=size) as app:
        await app.press("b", "f2")
        assert app.screen.section == "red" and FAMILY in app.words()
        await app.press("b")
        assert FAMILY in app.words() and NOW_RED in app.words(), "beside what comes next"
        app.time_to_read()
        await app.press("f2")
        assert app.screen.section == "notes" and "Alert:" not in app.words()


async def test_on_the_result_it_is_read_in_its_list_and_is_no_news_after_it(home: Path) -> None:
    async with app_at(home, "amber", "A8", change=amber) as app:
        await app.press("b", "f6")
        app.app.navigator.show_section("result")
        await app.settle()
        assert app.said.count("Do not ask or tell the family yet") == 1 and "Now Amber" not in app.words()
        app.app.navigator.show_section("details")
        await app.settle()
        assert "Alert:" not in app.words()


async def test_what_it_is_opened_with_is_no_news(home: Path) -> None:
    async with app_at(home, "amber", "A8", change=lambda answers: marked(answers, "A8")) as app:
        assert "Alert:" not in app.words()


async def test_a_yellow_mark_says_nothing_more(home: Path) -> None:
    async with app_at(home, "yellow", change=known) as app:
        await app.press("space")
        assert app.said == "Y1, 1 of 15: Yes. So far: vulnerabilities raised. Amber and Red not looked at."


async def test_all_of_it_is_seen_beside_the_factor_however_much_there_is(home: Path) -> None:
    """Three at once, in the smallest window."""

    def set_aside(answers: Answers) -> Answers:
        answers = marked(marked(answers, "A8"), "R11")
        return replies.set_field(replies.mark(answers, PATHWAY, "R3", "suspected"), BORN, "2014-04-03")

    async with app_at(home, "red", change=born_2014, size=(60, 20)) as app:
        app.draft.apply(set_aside)
        app.screen.refresh_frame()
        await app.settle()
        for alert in app.draft.outcome.alerts:
            assert f"Alert: {alert.text}" in app.words()
        assert len(app.draft.outcome.alerts) == 3 and "R1, 1 of 11: not marked." in app.words()


# Start


@both_sizes
async def test_a_child_who_is_missing_now_is_answered_with_the_police_and_999(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "start", "missing_now", size=size) as app:
        await app.press("home", "space")
        assert MISSING in app.words()
        await app.press("tab")
        assert app.screen.here == "locality" and MISSING in app.words()
        app.time_to_read()
        await app.press("home", "space")
        assert app.answers.locality == "southend" and "Alert:" not in app.words()


async def test_marks_that_come_back_say_the_tier_though_start_asks_other_questions_then(home: Path) -> None:
    def set_aside(answers: Answers) -> Answers:
        return first_meeting(marked(answers, "R1"))

    async with app_at(home, "start", "known_to_practitioner", change=set_aside) as app:
        await app.press("home", "space")
        assert app.screen.here == "known_to_practitioner" and NOW_RED in app.words()
        await app.press("down")
        assert NOW_RED in app.words()


async def test_under_13_answered_at_start_says_whom_to_phone(home: Path) -> None:
    async with app_at(home, "start", "under_13", change=sexual_sign) as app:
        await app.press("home", "space")
        assert app.answers.under_13 and UNDER_13 in app.words()


@pytest.mark.parametrize("key", ["f7", "f8"])
async def test_danger_said_from_a_factor_leads_to_its_alert_which_is_not_said_twice(
    home: Path, key: str
) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press(key, "2", "enter")
        while isinstance(app.app.screen, Dialog):  # what is asked of a harm
            await app.press("escape")
        assert app.screen.section == "result" and "Alert: " in app.said
        assert app.said.count("Phone 999 now") <= 1
        app.app.navigator.show_section("amber")
        await app.settle()
        assert "Alert:" not in app.words()


# Details


@both_sizes
async def test_a_date_of_birth_under_13_says_whom_to_phone_and_still_does_in_the_next_line(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", BORN, change=sexual_sign, size=size) as app:
        await app.type("3 4 2014")
        await app.until(lambda: UNDER_13 in app.words(), "the alert")
        await app.press("tab", "tab", "tab")
        assert app.screen.here == "child.phone"
        assert "Read as 3 April 2014, 12 years old" in app.words() and UNDER_13 in app.words()
        app.time_to_read()
        await app.type("0")
        await app.until(lambda: "Alert:" not in app.words(), "the end of it")


async def test_who_is_older_raises_nothing(home: Path) -> None:
    async with app_at(home, "details", BORN, change=sexual_sign) as app:
        await app.type("3 4 2010")
        await app.press("tab", "tab", "tab")
        assert "Read as 3 April 2010" in app.words() and "Alert:" not in app.words()


async def test_who_goes_on_at_once_is_told_in_the_next_section(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "AUTOSAVE", 600.0)  # nothing was saved and said yet
    async with app_at(home, "details", BORN, change=sexual_sign) as app:
        await app.type("3 4 2014")
        await app.press("f2")
        assert app.screen.section == "review" and UNDER_13 in app.words()


# Whether the child is under 13


@both_sizes
@pytest.mark.parametrize("factor_id", ["A9", "R3", "R10"])
async def test_a_sexual_sign_asks_at_the_mark_with_nothing_chosen(
    home: Path, size: tuple[int, int], factor_id: str
) -> None:
    tier = "amber" if factor_id == "A9" else "red"
    async with app_at(home, tier, factor_id, change=known, size=size) as app:
        await app.press("s")
        assert is_asked(app) and "> Not answered" in app.words() and app.answers.under_13 is None
        await app.press("home", "enter")
        assert app.answers.under_13 is True
        assert app.screen.here == factor_id and UNDER_13 in app.words()


async def test_no_is_kept_and_raises_nothing(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=amber) as app:
        await app.press("s", "up", "enter")
        assert app.answers.under_13 is False and "Alert:" not in app.words()


@pytest.mark.parametrize("leaves", ["enter", "escape"])
async def test_left_it_stays_not_answered_and_is_not_asked_at_the_next_sign(home: Path, leaves: str) -> None:
    async with app_at(home, "red", "R3", change=known) as app:
        await app.press("b", leaves)
        assert not isinstance(app.app.screen, Dialog) and app.answers.under_13 is None
        assert "Alert: Do not view, copy or share images: phone 101, or 999 if in danger." in app.words()
        assert NOW_RED in app.words(), "the police's number is another call"
        await app.press("1", "0", "s")
        assert set(app.answers.marks) == {"R3", "R10"} and not isinstance(app.app.screen, Dialog)


async def test_it_is_asked_again_where_the_only_sign_was_taken_away_and_marked_again(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=known) as app:
        await app.press("s", "escape", "x", "s")
        assert is_asked(app)


async def test_what_is_typed_on_answers_nothing(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=known) as app:
        await app.press("space", "space", "1", "y", "space", "n")
        assert is_asked(app) and app.answers.under_13 is None
        await app.press("escape")
        assert app.answers.marks == {"A9": "suspected"} and app.screen.section == "amber"


async def test_with_a_date_of_birth_it_is_not_asked_and_the_alert_is_said(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=born_2014) as app:
        await app.press("s")
        assert not isinstance(app.app.screen, Dialog) and UNDER_13 in app.words()


async def test_no_other_mark_asks_it(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        for _ in range(8):
            await app.press("s", "down")
            assert not isinstance(app.app.screen, Dialog)
        assert len(app.answers.marks) == 8


# What the notes cite, the decision, the phone


async def test_what_the_notes_cite_says_in_review_what_it_raises_and_asks_what_it_makes_matter(
    home: Path,
) -> None:
    async with app_at(home, "review", "go:mark:", change=cites) as app:
        await app.press("enter", "1", "enter", "1", "enter")
        assert set(app.answers.marks) == {"A1", "A8", "R3"} and is_asked(app)
        await app.press("home", "enter")
        assert app.answers.under_13 and app.screen.section == "review"
        assert UNDER_13 in app.words() and FAMILY in app.words()


@both_sizes
async def test_on_the_result_it_is_said_by_the_list_alone_from_its_top(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "result", "cited-unmarked", change=cites, size=size) as app:
        await app.press("enter", "1", "enter", "3", "enter")
        assert set(app.answers.marks) == {"A1", "A8"}
        assert app.screen.here.startswith("alert") and FAMILY in app.said
        assert app.said.count("Do not ask or tell the family yet") == 1


async def test_a_graver_decision_says_whom_to_phone_now(home: Path) -> None:
    async with app_at(home, "result", "decide:red", change=amber, size=(60, 20)) as app:
        await app.press("space")
        assert app.answers.decision.outcome == "red" and NOW_RED in app.words()


@both_sizes
async def test_risk_that_is_answered_on_the_phone_says_999_where_it_was_answered(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "amber", change=amber, size=size) as app:
        app.app.navigator.open("phone")
        await app.settle()
        await app.press("tab", "enter")
        assert app.answers.immediate_risk and RISK in app.words()
        await app.press("down")
        assert RISK in app.words()
        app.time_to_read()
        await app.press("escape")
        assert app.screen.section == "amber" and "Alert:" not in app.words(), "told already"


# By ear


@both_sizes
async def test_by_ear_it_comes_after_the_mark_and_stays_where_it_is_while_one_moves(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "amber", "A8", change=amber, size=size) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("down", "up", "b")
        assert FAMILY in app.words()
        assert app.said.index("A8, 8 of 11: Reasonably believe.") < app.said.index(FAMILY)
        row = next(y for y, line in enumerate(app.text().splitlines()) if "Alert: " in line)
        await app.press("down")
        assert "A9, 9 of 11" in app.words() and "Alert: " in app.text().splitlines()[row]


async def test_by_ear_the_question_is_said_first(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=known) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("s")
        assert is_asked(app) and app.said.startswith(ASKED) and "Not answered" in app.said


async def test_only_a_screening_that_can_be_changed_asks_and_says(home: Path) -> None:
    async with app_at(home, "amber", "A9", change=known) as app:
        app.draft.view_only = "Someone else has it."
        await app.press("s")
        assert app.answers.marks == {} and not isinstance(app.app.screen, Dialog)


async def test_other_words_for_a_tier_are_the_editions_own(home: Path) -> None:
    """The tier's name is never in the code."""
    pathway = msgspec.structs.replace(
        PATHWAY,
        tiers=tuple(msgspec.structs.replace(each, title=f"{each.title}ish") for each in PATHWAY.tiers),
    )
    async with app_at(home, "amber", change=known) as app:
        app.draft.pathway = pathway
        await app.press("s")
        assert "Now Amberish. For advice: " in app.words()
