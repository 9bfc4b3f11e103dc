"""Words that are cut to fit: between two of them, and never so that nothing is left."""

from __future__ import annotations

import pytest

from ce_tui.core.words.plain import in_a_row, in_short


@pytest.mark.parametrize(
    ("words", "longest", "short"),
    [
        ("", 10, ""),
        ("ten letter", 10, "ten letter"),
        ("one two three four", 10, "one two ..."),
        ("one, two, three", 9, "one, two ..."),
        ("one two three", 7, "one two ..."),
        ("incomprehensibilities", 10, "incomprehe ..."),
        ("a incomprehensibilities", 10, "a incompre ..."),
        ("caf" + "e\u0301" * 10, 4, "caf ..."),
        ("https://example.org/a and this", 200, "https://example.org/a and this"),
        (f"see https://example.org/{'a' * 60} then", 60, f"see https://example.org/{'a' * 20}[...] then"),
        (f"see https://example.org/{'a' * 60}", 84, f"see https://example.org/{'a' * 60}"),
        (f"see https://example.org/{'a' * 60}", 49, f"see https://example.org/{'a' * 20}[...]"),
    ],
)
def test_words_are_cut_between_two_of_them_or_where_the_room_ends(
    words: str, longest: int, short: str
) -> None:
    assert in_short(words, longest) == short


def test_in_a_row_the_sign_that_they_go_on_has_its_place_too() -> None:
    assert in_a_row("one two three", 13) == "one two three"
    assert in_a_row("one two three, four", 18) == "one two three ..."
    assert len(in_a_row("incomprehensibilities", 14)) == 14
