"""The strip of sections: what fits a width, where one is, and that a change of a sign changes its cell alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from textual.app import App, ComposeResult

from ce_tui.core.words.outcomes import StripCell
from ce_tui.widgets.header_line import HeaderLine, PlainLines
from ce_tui.widgets.room import HeaderPart
from ce_tui.widgets.tier_board import strip_row
from ce_tui.widgets.wrapping import Piece, cells

Strip = Callable[[int], list[Piece]]

NAMES = ("Start", "Yellow", "Amber", "Red", "Notes", "Result", "Details", "Review")
TIERS = ("yellow", "amber", "red")
SIGNS = ("!", "3", "1", "-", "+", "", "!", "")


def strip(current: int = 1, signs: tuple[str, ...] = SIGNS, names: tuple[str, ...] = NAMES) -> Strip:
    tones = ("", *TIERS, "", "", "", "")
    made = [
        StripCell(number, name, sign, tone, number == current + 3)
        for number, (name, sign, tone) in enumerate(zip(names, signs, tones, strict=True), 3)
    ]
    return partial(strip_row, made)


def text(of: Strip, width: int) -> str:
    return "".join(piece for piece, _ in of(width))


WITH_NUMBERS = " 3 Start ! [4 Yellow]   5 Amber 1  6 Red -  7 Notes +  8 Result    9 Details !  10 Review"
NAMES_ALONE = " Start ! [Yellow]   Amber 1  Red -  Notes +  Result    Details !  Review"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (200, WITH_NUMBERS),
        (100, WITH_NUMBERS),
        (len(WITH_NUMBERS), WITH_NUMBERS),
        (len(WITH_NUMBERS) - 1, NAMES_ALONE),
        (80, NAMES_ALONE),
        (79, "[Yellow] (2 of 8)"),
        (60, "[Yellow] (2 of 8)"),
        (17, "[Yellow] (2 of 8)"),
        (16, "[Ye...] (2 of 8)"),
    ],
)
def test_where_it_does_not_fit_the_numbers_give_way_and_below_80_columns_it_is_where_one_is_in_words(
    width: int, shown: str
) -> None:
    assert text(strip(), width) == shown


@pytest.mark.parametrize("current", range(8))
@pytest.mark.parametrize("width", range(20, 110, 3))
def test_where_one_is_stands_in_brackets_in_every_width(width: int, current: int) -> None:
    shown = text(strip(current), width)
    assert cells(shown) <= width
    assert f"{NAMES[current]}]" in shown and shown.count("[") == shown.count("]") == 1
    assert (f"] ({current + 1} of 8)" in shown) == (width < 80)
    assert width < 80 or all(name in shown for name in NAMES)


@pytest.mark.parametrize("width", [80, 100])
def test_a_sign_that_changes_changes_its_own_cells_and_moves_nothing(width: int) -> None:
    before = text(strip(3), width)
    after = text(strip(3, ("!", "12", *SIGNS[2:])), width)
    assert len(after) == len(before)
    changed = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert len(changed) == 2 and after[changed[0] : changed[1] + 1] == "12"


def test_a_mark_in_the_section_where_one_is_changes_nothing() -> None:
    assert strip(1)(80) == strip(1, ("!", "4", *SIGNS[2:]))(80)


def test_tiers_have_their_tones_and_where_one_is_has_its_own() -> None:
    tones = {piece: tone for piece, tone in strip(2)(80) if tone}
    assert tones == {"Yellow 3": "yellow", "[Amber]": "here", "Red -": "red"}


def test_where_longer_names_of_another_pathway_have_no_room_it_is_where_one_is_in_words() -> None:
    names = ("Start", "Vulnerabilities", "Early signs of harm", "Harm", *NAMES[4:])
    assert text(strip(1, names=names), 80) == "[Vulnerabilities] (2 of 8)"
    assert "[4 Vulnerabilities]   5 Early signs of harm 1  6 Harm -" in text(strip(1, names=names), 120)


class HeaderApp(App[None]):
    def compose(self) -> ComposeResult:
        yield HeaderLine()


def rows(header: PlainLines) -> list[str]:
    return [header.render_line(y).text.rstrip() for y in range(header.size.height)]


async def test_a_header_has_the_strip_in_place_of_its_rule_and_leaves_to_others_that_there_is_more() -> None:
    app = HeaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        header = app.query_one(HeaderLine)
        header.styles.height = 2
        await pilot.pause()
        header.say([HeaderPart("Essex")], "4 Yellow")
        assert header.more(True) is False and rows(header)[1].startswith("--- more above ---")
        header.show_strip(strip())
        assert rows(header) == [f" Essex{'4 Yellow':>73}", NAMES_ALONE]
        assert header.more(True) is True and header.more(False) is False
        assert rows(header)[1] == NAMES_ALONE


def test_a_name_that_is_wider_than_the_window_is_cut_with_dots_and_says_where_it_is() -> None:
    names = (*NAMES[:1], "Strong indicators of exploitation of a child", *NAMES[2:])
    for width in range(24, 100):
        row = text(strip(names=names), width)
        assert len(row) <= width and f"(2 of {len(NAMES)})" in row
    assert text(strip(names=names), 40) == f"[Strong indicators of explo...] (2 of {len(NAMES)})"
