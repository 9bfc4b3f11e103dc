"""A tier's screen, as a person moves through it by keyboard."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.danger import QUESTIONS, DangerName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.words.outcomes import KNOWN
from ce_tui.terminal.pace import place_of_focus
from ce_tui.terminal.sparse import is_as_typed
from ce_tui.widgets.factor_list import FactorList
from ce_tui.widgets.text_view import TextView
from support.people.screens import app_at

PATHWAY = default_pathway()


def known(answers: Answers) -> Answers:
    return replies.set_known(answers, PATHWAY, True)


def first_meeting(answers: Answers) -> Answers:
    return replies.set_known(answers, PATHWAY, False)


async def test_a_tier_begins_at_its_first_factor_and_was_looked_at_at_its_last(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        assert app.said.startswith("Y1, 1 of 15: not marked. So far: nothing marked.")
        assert "Yellow, Amber and Red not looked at." in app.said
        assert "4 Yellow" in app.text()
        assert re.search(r"^> Y1  \[ \]", app.text(), re.MULTILINE)
        await app.press("end")
        assert app.answers.looked_at == ("yellow",)
        assert app.said.startswith(
            "V6, 15 of 15: not marked. So far: nothing marked. Amber and Red not looked"
        )


async def test_from_start_through_the_tiers_the_cursor_never_goes_right_as_for_a_letter_typed(
    home: Path,
) -> None:
    """Else a screen reader takes the whole new screen for typed, and says it twice, first sign by sign."""
    async with app_at(home, "start", change=known) as app:
        places = [place_of_focus(app.app)]
        for title in ("4 Yellow", "5 Amber", "6 Red"):
            await app.press("ctrl+n")
            assert title in app.text()
            places.append(place_of_focus(app.app))
    assert not [pair for pair in pairwise(places) if is_as_typed(*pair)], places


async def test_from_the_go_to_menu_to_a_tier_the_cursor_does_not_go_right_either(home: Path) -> None:
    async with app_at(home, "start", change=known) as app:
        for number in "456":
            await app.press("ctrl+g", number)
            menu = place_of_focus(app.app)
            row = app.text().split("\n")[menu.y]
            assert row[menu.x :].startswith(("Yellow:", "Amber:", "Red:")), "on the section's name"
            await app.press("enter")
            assert not is_as_typed(menu, place_of_focus(app.app))


async def test_space_marks_and_takes_the_mark_away_again(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("space")
        assert app.answers.marks == {"Y1": "yes"}
        assert "Y1  [x] Yes" in app.text()
        assert app.said.startswith("Y1, 1 of 15: Yes. So far: vulnerabilities raised.")
        await app.press("space")
        assert app.answers.marks == {}
        assert app.said.startswith("Y1, 1 of 15: not marked.")


async def test_space_goes_round_suspected_and_reasonably_believe(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        seen = []
        for _ in range(3):
            await app.press("space")
            seen.append(app.answers.marks.get("A1"))
        assert seen == ["suspected", "reasonably believe", None]


@pytest.mark.parametrize(
    ("key", "mark", "shown"),
    [("s", "suspected", "[S] Suspected"), ("b", "reasonably believe", "[B] Believe")],
)
async def test_a_letter_sets_a_certain_mark(home: Path, key: str, mark: str, shown: str) -> None:
    async with app_at(home, "red", change=known) as app:
        await app.press("down", key)
        assert app.answers.marks == {"R2": mark}
        assert f"R2  {shown}" in app.text()
        await app.press("x")
        assert app.answers.marks == {}


async def test_a_mark_that_the_tier_does_not_take_is_refused_in_words(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("b")
        assert app.answers.marks == {}
        assert "cannot be marked" in app.said and "It takes Yes" in app.said


async def test_y_notes_a_vulnerability(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("v", "3", "y")
        assert app.answers.marks == {"V3": "noted"}
        assert app.said.startswith("V3, 12 of 15: Noted.")


async def test_digits_make_one_number_until_another_key(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        await app.press("1", "1")
        assert app.said.startswith("A11, 11 of 11")
        await app.press("1", "up", "1")
        assert app.said.startswith("A1, 1 of 11")
        await app.press("1", "2")
        assert app.said.startswith("A2, 2 of 11"), "there is no A12, so 2 begins afresh"


async def test_every_factor_can_be_read_in_full_even_on_sixty_columns(home: Path) -> None:
    async with app_at(home, "yellow", size=(60, 24)) as app:
        for factor in PATHWAY.tier("yellow").all_factors:
            rows = [
                line[line.index("]") + 1 :] if "]" in line else line for line in app.text().splitlines()[5:19]
            ]
            words = " ".join(" ".join(rows).replace("Noted", "").split())
            assert factor.text in words, factor.id
            await app.press("down")


async def test_marks_stand_in_full_where_there_is_room(home: Path) -> None:
    async with app_at(home, "red", change=known, size=(120, 40)) as app:
        await app.press("b")
        assert "R1  [B] Reasonably believe" in app.text()


async def test_a_lowered_red_result_is_said(home: Path) -> None:
    async with app_at(home, "red", change=known) as app:
        await app.press("s")
        await app.press("x")
        assert "takes the red result away" in app.said


async def test_a_note_begins_with_the_factors_id_and_leads_back(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("down", "down", "n")
        assert app.screen.section == "notes"
        await app.type("seen")
        await app.press("ctrl+t")
        assert app.answers.notes == "Y3: seen"
        assert app.screen.section == "yellow" and app.said.startswith("Y3, 3 of 15")
        assert "1 citation" in app.text()


async def test_the_sentences_that_cite_a_factor_are_one_key_away(home: Path) -> None:
    async with app_at(
        home,
        "yellow",
        change=lambda answers: replies.set_notes(answers, "Calm today. Since May Y1 again. Quiet."),
    ) as app:
        await app.press("c")
        assert "Since May Y1 again." in app.text() and "Calm today" not in app.text()
        await app.press("enter")
        assert app.screen.section == "notes"
        assert app.screen.here == "@12"


async def test_without_a_citation_c_says_so(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("c")
        assert "No sentence in your notes cites Y1" in app.said


async def test_the_tiers_explanation_is_one_key_away_and_esc_comes_back(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("2", "e")
        assert "Some young people have obvious push and pull factors" in app.words()
        await app.press("escape")
        assert app.said.startswith("Y2, 2 of 15")


async def test_a_first_meeting_closes_a_tier_says_why_and_still_takes_harm_today(home: Path) -> None:
    async with app_at(home, "red", change=first_meeting) as app:
        assert "first meeting" in app.words() and "pre-existing relationship" in app.words()
        assert not app.screen.query(FactorList)
        assert "Amber and Red not asked (first meeting)." in app.said
        await app.press("enter")
        assert app.screen.section == "result" and app.answers.harm_today is None, "Enter alone says nothing"
        await app.press("ctrl+g", "6", "enter", "2", "enter")
        assert "Did you see, or were you told of, harm today?" in app.words()
        await app.press("2", "enter")
        assert app.answers.harm_today
        await app.press("enter", *"bruises", "enter", "1", "enter")
        assert app.answers.harm.words == "bruises" and app.answers.family_involved
        assert app.screen.section == "result" and "999" in app.text()


@pytest.mark.parametrize(("key", "name"), [("f7", "immediate_risk"), ("f8", "harm_today")])
@pytest.mark.parametrize("section", ["start", "yellow", "notes", "details", "review"])
async def test_danger_is_one_key_away_in_text_fields_too_and_asks_first(
    home: Path, section: str, key: str, name: DangerName
) -> None:
    async with app_at(home, section, change=known) as app:
        for leave in ("enter", "escape"):
            await app.press(key, leave)
            assert getattr(app.answers, name) is None and app.screen.section == section
            assert app.said.startswith(f"Left not answered: {QUESTIONS[name].whether}.")
        await app.press(key, "y")
        if name == "harm_today":
            assert "On which day" in app.words(), "it is saved before more is asked"
            await app.press("escape")
        assert getattr(app.answers, name) is True
        assert app.screen.section == "result" and "999" in app.text()


async def test_danger_is_1_and_2_of_the_go_to_menu_which_begins_where_one_is(home: Path) -> None:
    async with app_at(home, "yellow", change=known) as app:
        await app.press("ctrl+g")
        assert app.said.startswith("4 Yellow")
        await app.press("1", "enter", "2", "enter")
        assert app.answers.immediate_risk
        await app.press("ctrl+g", "2", "enter", "2", "enter", "escape")
        assert app.answers.harm_today


async def test_the_display_for_screen_readers_draws_no_marker_and_says_the_factor(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("down", "space")
        assert not re.search(r"^>", app.text(), re.MULTILINE)
        assert app.said.startswith("Y2, 2 of 15: Yes.\nChange in physical appearance (i.e. well cared for")


async def test_a_completed_screening_takes_no_marks_and_says_so(home: Path) -> None:
    async with app_at(home, "yellow", change=known) as app:
        app.draft.complete()
        await app.press("space")
        assert app.answers.marks == {}
        assert "completed" in app.said


def test_a_black_factor_says_so_in_words() -> None:
    tier = PATHWAY.tier("amber")
    black = msgspec.structs.replace(tier.factors[0], known_to_authorities=True)
    factors = FactorList(msgspec.structs.replace(tier, factors=(black, *tier.factors[1:])))
    assert factors.items[0].text == f"{black.text} ({KNOWN})"
    assert KNOWN not in factors.items[1].text
    assert "likely to be known to the authorities" in KNOWN


async def test_that_space_changes_the_mark_is_said_wherever_it_is_said(home: Path) -> None:
    async with app_at(home, "amber", change=known) as app:
        lines = app.text().splitlines()
        assert lines[-1].startswith(" Space change mark ")
        assert " Space changes the mark, s suspected, b reasonably believe, x clear, e explains" in lines
        await app.press("space")
        assert "Suspected" in app.said
        await app.press("f1")
        parts = app.app.screen.query_one("#text", TextView).parts
        assert ("Space", "Change the mark") in [(part.head.strip(), part.text) for part in parts]
