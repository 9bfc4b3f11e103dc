"""Text from people and from elsewhere is made safe without losing a letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.shape import MAX_FIELD, MAX_NOTES, CleanedText, clean_line, clean_text

UNWANTED = ["\x00", "\x1b", "\x07", "\x7f", "\x9b", "\u061c", "\u200e", "\u202e", "\u2066", "\u2069", "\u200b",
            "\ufeff", "\ud800", "\udfff", "\ufffe", "\U000e0041"]  # fmt: skip


@pytest.mark.parametrize("character", UNWANTED, ids=[f"U+{ord(c):04X}" for c in UNWANTED])
def test_a_character_that_could_do_harm_is_taken_out(character: str) -> None:
    for clean in (clean_text, clean_line):
        assert clean(f"a{character}b") == ("ab", True, False)


@pytest.mark.parametrize(
    "text", ["Zoë Ångström", "نور\u200cالدین", "क्\u200dष", "王小明", "O’Brien-Łuk", "👩\u200d👧", "e\u0301"]
)
def test_a_name_in_any_script_stays_as_it_is(text: str) -> None:
    assert clean_line(text) == (text, False, False)
    assert clean_text(text) == (text, False, False)


def test_line_endings_become_line_feeds_and_are_no_change_to_speak_of() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x85e\tf") == ("a\nb\nc\nd\ne    f", False, False)


def test_a_line_stays_one_line() -> None:
    assert (
        clean_line("1 Made-up Road\r\n\n Exampleton\tX", joiner=", ").text == "1 Made-up Road, Exampleton X"
    )
    assert clean_line("a\nb").text == "a b"


def test_typing_a_blank_at_the_end_of_a_line_keeps_it() -> None:
    assert clean_line("Robin ").text == "Robin "


def test_a_megabyte_is_cut_and_said_so() -> None:
    cleaned = clean_text("x" * 1_000_000)
    assert (len(cleaned.text), cleaned.changed, cleaned.cut) == (MAX_NOTES, False, True)
    assert len(clean_line("x" * 20_000).text) == MAX_FIELD


def test_a_cut_parts_no_accent_from_its_letter() -> None:
    assert clean_line("abe\u0301", limit=3).text == "ab"


@given(st.text(st.characters()), st.integers(1, 40))
def test_cleaning_twice_changes_nothing_more(text: str, limit: int) -> None:
    for clean in (clean_text, clean_line):
        once = clean(text, limit)
        assert len(once.text) <= limit
        assert clean(once.text, limit).changed is False
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once.text if c != "\n")
        once.text.encode("utf-8")


def test_of_a_letter_with_very_many_accents_at_most_eight_are_left_behind() -> None:
    text = "x" * 10 + "\u0301" * 30
    assert clean_text(text, 20).text == text[:12]
    assert clean_text("x" * 10 + "\u0301" * 30, 10).text == "x" * 9
    assert clean_text("\u0301" * 30, 3).text == ""


def test_what_was_done_to_a_text_is_told_with_it() -> None:
    assert clean_text("so") == clean_line("so") == CleanedText("so", False, False)
    assert clean_text("s\x00o") == CleanedText("so", True, False)
    assert clean_line("s\x00oooo", 3) == CleanedText("soo", True, True)
    assert clean_line("soo", 3) == CleanedText("soo", False, False)
