"""A screening in the smallest window, 60 columns by 20 rows: words have room, no number is lost or in two pieces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.whom_to_phone import first_to_phone
from ce_tui.screens.base import HEIGHT, WIDTH
from ce_tui.widgets.factor_list import FactorList
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.notes_editor import NotesEditor
from ce_tui.widgets.wrapping import wrap
from support.people.marking import amber, red, robin
from support.people.screens import App, app_at
from support.people.situations import numbers_in

PATHWAY = default_pathway()
SMALL = (60, 20)
AREAS = [area.id for area in PATHWAY.localities]


def row_with(app: App, words: str) -> str:
    return next(row for row in app.text().splitlines() if words in row)


def rows(app: App) -> list[str]:
    return [row.strip() for row in app.text().splitlines()]


async def down_to_the_end(app: App) -> list[str]:
    """Down through the list in front to its last item: every row that was seen on the way."""
    seen = rows(app)
    listed = app.screen.query_one(ItemList)
    last = [item for item in listed.items if not item.heading][-1]
    while listed.current is not last:
        await app.press("down")
        seen += rows(app)
    return seen


# Marking


async def test_a_factors_words_begin_behind_its_mark_whose_word_stands_before_them_once_it_is_marked(
    home: Path,
) -> None:
    async with app_at(home, "amber", change=lambda a: replies.set_known(a, PATHWAY, True), size=SMALL) as app:
        assert "> A1  [ ] Concerns raised on how substances are being" in app.text()
        await app.press("s")
        assert "> A1  [S] Suspected: Concerns raised on how substances" in app.text()
        await app.press("b")
        assert "> A1  [B] Reasonably believe: Concerns raised on how" in app.text()
        assert app.said.startswith("A1, 1 of 11: Reasonably believe.")
        await app.press("x")
        assert "> A1  [ ] Concerns raised on how substances are being" in app.text()


async def test_what_the_letters_of_a_tier_do_takes_one_row(home: Path) -> None:
    async with app_at(home, "amber", change=lambda a: replies.set_known(a, PATHWAY, True), size=SMALL) as app:
        assert "Space marks, s suspected, b believe, x clear, e explains" in rows(app)
        await app.pilot.resize_terminal(80, 24)
        await app.settle()
        assert "Space changes the mark, s suspected, b reasonably believe, x clear, e explains" in rows(app)


@pytest.mark.parametrize("tier", ["yellow", "amber", "red"])
async def test_a_tiers_factors_have_most_of_the_row_and_all_of_their_words(home: Path, tier: str) -> None:
    def change(answers: Answers) -> Answers:
        answers = replies.set_known(answers, PATHWAY, True)
        for factor in PATHWAY.tier(tier).all_factors:
            answers = replies.cycle(answers, PATHWAY, factor.id)
        return replies.set_notes(answers, " ".join(PATHWAY.factors))

    async with app_at(home, tier, change=change, size=SMALL) as app:
        factors = app.screen.query_one(FactorList)
        await down_to_the_end(app)
        for at, item in enumerate(factors.items):
            if item.heading:
                continue
            laid = [row for row in factors._laid.rows if row.item == at]
            assert (
                " ".join(f"{row.text} {row.tail}" for row in laid).split()
                == f"{item.text} {item.tail}".split()
            )
            assert len(laid) <= len(wrap(item.text, 49)) + 1, item.text
            assert item.tail == "1 citation" == laid[-1].tail or len(laid) == 1


async def test_at_80_columns_the_word_of_a_mark_has_a_column_of_its_own(home: Path) -> None:
    async with app_at(home, "amber", change=amber, size=SMALL) as app:
        assert "[S] Suspected: " in app.text()
        for width, column in ((72, "[S] Suspected Is"), (80, "[S] Suspected Is"), (71, "[S] Suspected: Is")):
            await app.pilot.resize_terminal(width, 24)
            await app.settle()
            assert column in row_with(app, "A3"), width


async def test_a_mark_is_kept_in_sight_with_the_cursor_on_it_wherever_it_is_made(home: Path) -> None:
    async with app_at(home, "red", change=lambda a: replies.set_known(a, PATHWAY, True), size=SMALL) as app:
        for factor in PATHWAY.tier("red").all_factors:
            await app.press(*factor.id[1:], "s")
            if app.app.front.in_dialog:  # whether the child is under 13
                await app.press("escape")
            cursor = app.app.picture.cursor_now()
            row = app.text().splitlines()[cursor.y]
            assert row.startswith(f"> {factor.id}") and row[cursor.x] == "S", app.text()


# Writing a note


async def test_a_note_of_many_lines_is_written_with_the_cursor_in_sight_and_its_factor_is_picked(
    home: Path,
) -> None:
    async with app_at(home, "notes", change=amber, size=SMALL) as app:
        editor = app.screen.query_one(NotesEditor)
        await app.press("ctrl+end")
        before = app.answers.notes
        for number in range(6):
            await app.press("enter")
            await app.type(f"line {number}")
            cursor = app.app.picture.cursor_now()
            assert editor.region.contains(cursor.x, cursor.y)
            assert f"line {number}" in app.text().splitlines()[cursor.y]
        await app.press("ctrl+r", "end")
        assert "Pick a factor" in app.text()
        await app.press("enter")
        assert re.fullmatch(rf"{re.escape(before)}(\nline \d){{6}} ?R11 ?", app.answers.notes)


async def test_in_the_list_to_pick_from_what_is_marked_stands_below_the_words_of_a_factor(home: Path) -> None:
    async with app_at(home, "notes", change=amber, size=SMALL) as app:
        await app.press("ctrl+r")
        listed = app.app.screen.query_one(ItemList)
        listed.go_to("A3")
        await app.settle()
        assert "A3  Is the young person spending time far away from" in row_with(app, "A3 ")
        assert "Suspected" in rows(app)


# Phoning


@pytest.mark.parametrize("area", AREAS)
async def test_each_number_that_the_result_leads_to_is_whole_and_can_be_gone_to(
    home: Path, area: str
) -> None:
    async with app_at(home, "result", change=red, size=SMALL, locality=area) as app:
        outcome = app.draft.outcome
        wanted = [each for each in first_to_phone(outcome.contacts, outcome.age) if each.phone]
        assert len(wanted) >= 2
        listed = app.screen.query_one("#result", ItemList)
        for contact in wanted:
            listed.go_to(f"phone:{contact.id}")
            await app.settle()
            row = app.text().splitlines()[app.app.picture.cursor_now().y]
            assert contact.phone in row, row
            assert numbers_in(contact.phone)[0] in app.said


@pytest.mark.parametrize("area", AREAS)
async def test_each_number_of_the_contacts_is_whole_and_in_the_first_window(home: Path, area: str) -> None:
    async with app_at(home, "start", size=SMALL, locality=area) as app:
        await app.press("f6")
        numbers = [item.head for item in app.screen.query_one(ItemList).items if numbers_in(item.head)]
        assert len(numbers) >= 2
        assert [number for number in numbers if number not in app.text()] == []


@pytest.mark.parametrize("area", AREAS)
async def test_what_is_read_on_the_phone_breaks_no_number(home: Path, area: str) -> None:
    async with app_at(home, "result", change=red, size=SMALL, locality=area) as app:
        app.app.navigator.open("phone")
        await app.settle()
        seen: list[str] = []
        while True:
            now = rows(app)
            seen += now
            await app.press("pagedown")
            if rows(app) == now:
                break
        said = " ".join(seen)
        assert "Who to phone" in said
        for number in {
            each.phone for each in app.draft.outcome.contacts if each.phone and each.phone in said
        }:
            assert any(number.split(" (")[0] in row for row in seen), number


# Exporting


async def test_the_referral_is_exported_and_its_passphrase_can_be_read_whole(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app_at(home, "review", change=robin, size=SMALL) as app:
        app.screen.query_one("#review", ItemList).go_to("pdf")
        await app.press("enter", "ctrl+u")
        await app.type("referral.pdf")
        await app.press("enter")
        await app.until(lambda: "Its passphrase" in app.text(), "the passphrase")
        assert re.search(r"^ *[a-z]+(?:-[a-z]+){4}$", app.text(), re.MULTILINE), app.text()
        assert "2 I have it" in app.text()
        await app.press("2", "enter")
    assert (tmp_path / "referral.pdf").exists()


def test_the_smallest_window_is_the_one_tried_here() -> None:
    assert (WIDTH, HEIGHT) == SMALL
