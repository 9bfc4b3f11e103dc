"""Wrapping in cells: what fits stays as it is, whatever it holds, and nothing is wider than asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ce_tui.widgets.wrapping import cells, wrap

TEXTS = st.text(alphabet="ab é漢字\u0301", max_size=30)


def word_by_word(text: str, width: int) -> list[str]:
    """The same of one paragraph, without looking whether all of it fits."""
    lines, line = [], ""
    for word in text.split(" "):
        trial = f"{line} {word}" if line else word
        if cells(trial) <= width:
            line = trial
        else:
            lines, line = [*lines, *([line] if line else [])], word
    return [*lines, line]


@given(TEXTS)
def test_what_fits_is_one_line_as_word_by_word(text: str) -> None:
    width = max(cells(text), 1)
    assert wrap(text, width) == word_by_word(text, width)


@given(TEXTS, st.integers(2, 12))
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.integers(14, 60))
def test_a_phone_number_is_in_one_line(width: int) -> None:
    words = (
        "Phone 999 in danger, else the Hub on 01632 960 123, or 01632 960999 after six (not 0 to 5 of them)"
    )
    lines = wrap(words, width)
    assert " ".join(lines) == words and all(cells(line) <= width for line in lines)
    for number in ("01632 960 123", "01632 960999"):
        assert sum(number in line for line in lines) == 1, lines


@given(st.integers(1, 13))
def test_where_a_phone_number_does_not_fit_it_is_broken_like_other_words(width: int) -> None:
    words = "Phone 01632 960 123, 01632 960999"
    lines = wrap(words, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


def test_paragraphs_stay_apart() -> None:
    assert wrap("one\ntwo", 40) == ["one", "two"]
    assert wrap("", 40) == [""]
