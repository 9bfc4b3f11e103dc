"""The status line where not all of it fits: it says so, and cuts no number in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.widgets.wrapping import CUT, cells, each_with_numbers, in_room, with_numbers, wrap

PHONE = "Phone the Hub on 01632 960 123 now, else the Made-up MASH on 01632 960456, then 101. Nothing is recorded."
NUMBERS = ("01632 960 123", "01632 960456", "101")


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("width", range(24, 100))
def test_a_number_stands_in_it_whole_or_not_at_all(width: int, rows: int) -> None:
    shown = in_room(wrap(PHONE, width), rows, width)
    assert len(shown) <= rows and all(cells(row) <= width for row in shown)
    left = " ".join(shown).removesuffix(" ...")
    for number in NUMBERS:
        left = left.replace(number, "")
    assert not any(character.isdigit() for character in left), shown


def test_what_is_left_out_is_said_and_a_long_word_shows_its_beginning() -> None:
    assert in_room(wrap("Some words that go on", 12), 1, 12) == ["Some ..."]
    assert in_room(wrap("a" * 30, 12), 1, 12) == ["aaaaaaaaa..."]
    assert in_room(["All of it"], 1, 12) == ["All of it"]


LONG = (
    "Alert: Do not ask or tell the family yet, unless someone needs urgent help: on 3 October 2026 it was said that "
    "someone in it may be involved. Phone the Made-up MASH on 01632 960456 first. Nothing is recorded of it yet."
)


@pytest.mark.parametrize("width", range(36, 120))
@pytest.mark.parametrize("then", [(), ("So far: nothing marked.",)])
def test_a_number_to_phone_stays_and_the_words_before_it_give_way(width: int, then: tuple[str, ...]) -> None:
    rows = with_numbers(LONG, 3, width, then)
    said = " ".join(rows)
    assert len(rows) <= 3 and all(cells(row) <= width for row in rows)
    assert said.startswith("Alert: Do not ask") and "Phone the Made-up MASH on 01632 960456" in said
    assert CUT in said or said == " ".join([LONG, *then])


@pytest.mark.parametrize("width", range(36, 90))
def test_of_a_sentence_that_is_too_long_what_has_the_numbers_stays(width: int) -> None:
    words = (
        "Alert: Under 13 with a sexual indicator, of which a good deal more is said than there is room for in a "
        "narrow window: phone now, 999 in danger, else 01632 960456, else 101. A child cannot consent."
    )
    said = " ".join(with_numbers(words, 3, width))
    assert "phone now, 999 in danger, else 01632 960456, else 101." in said and said.startswith("Alert: ")


def test_what_says_no_number_is_cut_at_its_end() -> None:
    words = "Some words that go on and on, and say whom not to phone."
    assert with_numbers(words, 2, 20) == ["Some words that go", "on and on, and ..."]
    assert with_numbers("All of it.", 3, 20, ["So far."]) == ["All of it.", "So far."]


@given(
    st.lists(
        st.sampled_from(["101", "999,", "01632 960456.", "01632960456" * 9, "Phone:", "so?", "虐" * 40, "\n"])
    ),
    st.integers(1, 6),
    st.integers(12, 60),
    st.lists(st.just("So far: nothing marked."), max_size=2),
)
def test_whatever_is_said_it_has_room(parts: list[str], room: int, width: int, then: list[str]) -> None:
    words = " ".join(parts)
    for rows in (with_numbers(words, room, width, then), each_with_numbers([words, words], room, width)):
        assert 1 <= len(rows) <= room and all(cells(row) <= max(width, 23) for row in rows)


def test_of_several_alerts_that_do_not_fit_each_keeps_its_numbers() -> None:
    rows = each_with_numbers([LONG, LONG.replace("960456", "960123")], 6, 58)
    said = " ".join(rows)
    assert len(rows) == 6 and "01632 960456 first." in said and "01632 960123 first." in said
    assert each_with_numbers(["One.", "Two."], 2, 58) == ["One.", "Two."]
