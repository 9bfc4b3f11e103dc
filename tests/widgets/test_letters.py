"""A letter with its accent is one letter under the cursor; a word with accents is one word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.interview import replies
from ce_tui.widgets.notes_editor import NotesEditor
from ce_tui.widgets.text_area import edges_of_words, letter_after, letter_before
from support.people.screens import app_at

FLAME = "\u2764\ufe0f\u200d🔥"  # a heart on fire, in four code points
ACCENT, FAMILY = "\N{COMBINING ACUTE ACCENT}", "👩\u200d👧"
NAME = f"Zoe{ACCENT} Rene{ACCENT}e"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("abc", [1, 2, 3]),
        (f"e{ACCENT}t", [2, 3]),
        (f"a{FAMILY}b", [1, 4, 5]),
        (f"a{FLAME} ", [1, 5, 6]),
        ("\u1100\u1161\u11a8\u1100", [3, 4]),
        (f"{ACCENT}a", [1, 2]),
        ("", []),
        ("ไม่", [1, 3]),
    ],
)
def test_each_letter_ends_where_the_next_begins(line: str, ends: list[int]) -> None:
    found, column = [], 0
    while column < len(line):
        column = letter_after(line, column)
        found.append(column)
    assert found == ends
    for begin, end in zip([0, *ends], ends, strict=False):
        assert letter_before(line, end) == begin


@given(st.text(), st.integers(0, 40))
def test_from_anywhere_the_way_leads_on_and_stays_in_the_line(line: str, column: int) -> None:
    column = min(column, len(line))
    assert 0 <= letter_before(line, column) <= max(column - 1, 0)
    assert min(column + 1, len(line)) <= letter_after(line, column) <= len(line)


def test_words_end_after_their_accents() -> None:
    assert [edge.start() for edge in edges_of_words().finditer(f"{NAME}!")] == [4, 5, 11]


async def test_a_name_with_accents_is_gone_through_and_deleted_letter_by_letter(home: Path) -> None:
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, NAME)) as app:
        area = app.screen.query_one(NotesEditor)
        stops = [area.cursor_location[1]]
        for key in ("left", "left", "right", "ctrl+left", "ctrl+left", "ctrl+right"):
            await app.press(key)
            stops.append(area.cursor_location[1])
        assert stops == [11, 10, 8, 10, 5, 0, 4]
        await app.press("backspace", "backspace")
        assert app.answers.notes == f"Z Rene{ACCENT}e"
        await app.press("delete", "ctrl+right", "ctrl+w")
        assert app.answers.notes == ""
        await app.press("ctrl+z")
        assert app.answers.notes == f"ZRene{ACCENT}e"


async def test_a_word_is_deleted_with_its_accents_from_its_beginning(home: Path) -> None:
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, NAME)) as app:
        await app.press("home", "alt+delete")
        assert app.answers.notes == f" Rene{ACCENT}e"
        await app.press("alt+delete")
        assert app.answers.notes == ""


@pytest.mark.parametrize(
    ("notes", "keys", "left"),
    [
        (f"I {FLAME}", ["ctrl+w"], "I "),
        (f"I {FLAME}", ["ctrl+left", "backspace"], f"I{FLAME}"),
        (f"I {FLAME} x", ["home", "right", "alt+delete"], "I x"),
        (f"ab\n{FAMILY}x", ["up", "home", "right", "right", "down", "enter"], f"ab\n\n{FAMILY}x"),
    ],
)
async def test_an_emoji_of_several_parts_is_one_letter(
    home: Path, notes: str, keys: list[str], left: str
) -> None:
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, notes)) as app:
        await app.press(*keys)
        assert app.answers.notes == left


@pytest.mark.parametrize(
    "keys", [["end", "enter"], ["down", "home", "enter"], ["ctrl+k"], ["down", "ctrl+u"]]
)
async def test_where_a_line_is_folded_its_letters_stay_whole(home: Path, keys: list[str]) -> None:
    notes = f"e{ACCENT}" * 200
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, notes)) as app:
        await app.press("pageup", "home", "right", "right", *keys)
        assert app.answers.notes != notes
        assert not any(line.startswith(ACCENT) for line in app.answers.notes.split("\n"))
        assert app.answers.notes.count("e") == app.answers.notes.count(ACCENT)


async def test_a_new_line_never_tears_an_accent_off(home: Path) -> None:
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, NAME)) as app:
        await app.press("home", "right", "right", "right", "enter")
        assert app.answers.notes == f"Zoe{ACCENT}\n Rene{ACCENT}e"
