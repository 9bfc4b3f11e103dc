"""The strip below the header of a section: where one is and where the others stand, right after each change."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.widgets.header_line import HeaderLine
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.text_view import TextView
from support.people.marking import amber, filled_in, known, no_danger, robin
from support.people.screens import App, app_at, save_elsewhere
from support.terminal.rules import is_rule


def strip(app: App) -> str:
    """The row below the first, with single blanks."""
    return " ".join(app.text().splitlines()[1].split())


async def go(app: App, section: str) -> None:
    """To a section, by the menu's number for it."""
    await app.press("ctrl+g", *str(SECTIONS.index(section) + 3), "enter")
    assert app.screen.section == section


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((200, 60), "[5 Amber] 6 Red 7 Notes ! 8 Result 9 Details 10 Review"),
        ((120, 40), "[5 Amber] 6 Red 7 Notes ! 8 Result 9 Details 10 Review"),
        ((80, 24), "[Amber] Red Notes ! Result Details Review"),
        ((79, 24), "[Amber] (3 of 8)"),
        ((60, 20), "[Amber] (3 of 8)"),
    ],
)
async def test_it_takes_the_place_of_the_rule_in_every_size_and_no_row_of_what_is_below(
    home: Path, size: tuple[int, int], shown: str
) -> None:
    async with app_at(home, "amber", change=amber, size=size) as app:
        assert strip(app).endswith(shown)
        assert app.screen.query_one(HeaderLine).size.height == 2
        assert app.text().splitlines()[2].startswith(f" {app.draft.pathway.tier('amber').heading[:20]}")


async def test_every_section_is_marked_where_one_is(home: Path) -> None:
    async with app_at(home, "start", size=(120, 40)) as app:
        for section in SECTIONS:
            title = app.text().splitlines()[0].rpartition("  ")[2].strip()
            assert app.screen.section == section and f"[{title}]" in strip(app)
            await app.press("ctrl+n")


async def test_marks_are_counted_from_the_next_section_on(home: Path) -> None:
    async with app_at(home, "yellow", change=known) as app:
        await app.press("y", "down", "y")
        assert strip(app) == "Start ! [Yellow] Amber Red Notes Result Details Review"
        await app.press("ctrl+n")
        assert strip(app) == "Start ! Yellow 2 [Amber] Red Notes Result Details Review"
        await app.press("end", "ctrl+n")
        assert strip(app) == "Start ! Yellow 2 Amber 0 [Red] Notes Result Details Review"


async def test_what_a_mark_asks_of_another_section_stands_there_at_once(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("s")
        assert "Notes ! Result" in strip(app)
        await app.press("x")
        assert "Notes Result" in strip(app)


async def test_tiers_that_are_closed_by_an_answer_say_so_on_the_spot(home: Path) -> None:
    async with app_at(home, "start", "known_to_practitioner") as app:
        assert strip(app) == "[Start] Yellow Amber Red Notes Result Details Review"
        await app.press("end", "space")
        assert strip(app) == "[Start] Yellow Amber - Red - Notes Result Details Review"


async def test_notes_that_are_typed_and_a_decision_stand_there_once_one_goes_on(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        assert "[Notes]" in strip(app)
        await app.type("seen in town at night")
        await app.press("ctrl+n")
        assert "Notes + [Result]" in strip(app)
        app.screen.query_one("#result", ItemList).go_to("decide:amber")
        await app.press("space", "ctrl+n")
        assert app.answers.decision.outcome == "amber"
        assert "Notes + Result + [Details]" in strip(app)


def all_but_the_name(answers: Answers) -> Answers:
    return replies.set_field(filled_in(answers), "child.name", "")


async def test_a_field_that_is_filled_in_stands_there_once_one_goes_on(home: Path) -> None:
    async with app_at(home, "details", "child.name") as app:
        await app.type("Alex Sample")
        await app.press("ctrl+n")
        assert strip(app).endswith("Details ! [Review]"), "one line is not all that a receiver will ask for"
    async with app_at(home, "details", "child.name", change=all_but_the_name) as app:
        await app.press("ctrl+n")
        assert strip(app).endswith("Details ! [Review]")
        await app.press("ctrl+p")
        app.screen.query_one("#form").widget("child.name").focus()  # type: ignore[attr-defined]
        await app.type("Alex Sample")
        await app.press("ctrl+n")
        assert strip(app).endswith("Details + [Review]")


async def test_completing_and_reopening_are_there_from_other_sections(home: Path) -> None:
    async with app_at(home, "review", change=filled_in) as app:
        app.screen.query_one("#review", ItemList).go_to("complete")
        await app.press("enter")
        await app.until(
            lambda: app.draft.screening.state == "completed" or app.app.front.in_dialog, "a question"
        )
        if app.draft.screening.state != "completed":
            await app.press("2", "enter")
        await go(app, "yellow")
        assert strip(app).endswith("Details + Review +")
        await go(app, "review")
        app.screen.query_one("#review", ItemList).go_to("reopen")
        await app.press("enter", "2", "enter")
        await go(app, "yellow")
        assert strip(app).endswith("Details + Review")


@pytest.mark.parametrize("key", ["f7", "f8"])
async def test_danger_that_is_said_from_elsewhere_is_answered_at_start_then(home: Path, key: str) -> None:
    def all_but_one(answers: Answers) -> Answers:
        name = "immediate_risk" if key == "f7" else "harm_today"
        return msgspec.structs.replace(no_danger(known(answers)), family_involved=False, **{name: None})

    async with app_at(home, "yellow", change=all_but_one) as app:
        assert strip(app).startswith("Start ! [Yellow]")
        await app.press(key, "down", "enter")
        while app.app.front.in_dialog:
            await app.press("escape")
        assert strip(app).startswith("Start + Yellow") and "[Result]" in strip(app)


async def test_what_somebody_else_saved_is_there_as_it_is_shown(home: Path) -> None:
    async with app_at(home, "yellow", change=amber) as app:
        assert "Notes ! Result" in strip(app)
        save_elsewhere(home, app.draft.screening.ref, "Seen twice in town, late, by a neighbour.")
        await app.press("y", "down", "enter", "down", "enter")
        await app.until(lambda: not app.app.front.in_dialog, "the section with what was saved")
        assert app.answers.marks == {"A3": "suspected"}
        assert "Notes + Result" in strip(app)


async def test_a_question_over_a_section_leaves_it_right(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("s", "ctrl+g", "escape")
        assert "Notes ! Result" in strip(app)


async def test_that_there_is_more_above_is_said_at_the_foot_of_a_section(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        first = app.text().splitlines()[:2]
        for _ in range(7):
            await app.press("down")
        assert app.text().splitlines()[:2] == first
        foot = next(row for row in app.text().splitlines() if is_rule(row) and "more" in row)
        assert "more above and below" in foot


async def test_other_screens_keep_their_rule(home: Path) -> None:
    async with app_at(home, "amber", change=robin) as app:
        await app.press("ctrl+g", "c", "o", "n", "t", "enter")
        assert not app.screen.section and is_rule(app.text().splitlines()[1])
        await app.press("escape")
        assert "[Amber]" in strip(app)


async def test_the_display_for_screen_readers_has_the_title_alone(home: Path) -> None:
    async with app_at(home, "yellow", change=amber) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("down", "ctrl+n")
        assert app.text().splitlines()[:2] == ["5 Amber", ""]
        app.app.appearance.show_for_screen_readers(False)
        await app.press("ctrl+n")
        assert strip(app).startswith("Start ! Yellow Amber 1 [Red]")


def help_words(app: App) -> str:
    return " ".join(part.text for part in app.screen.query_one(TextView).parts)


async def test_help_says_what_the_signs_are_where_they_stand(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("question_mark")
        assert "The signs at the top" in help_words(app) and "- is not asked" in help_words(app)
        assert "whom to phone where there is an alert or red is acted on" in help_words(app)
        await app.press("escape", "ctrl+g", "f1")
        assert "The signs at the top" in help_words(app)
        await app.press("escape", "escape")
        app.app.appearance.show_for_screen_readers(True)
        await app.press("question_mark")
        assert help_words(app) and "The signs at the top" not in help_words(app)
