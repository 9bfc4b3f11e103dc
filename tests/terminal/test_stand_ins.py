"""What stands for a character that a terminal lacks: readable, never another number, never nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.terminal.character_set import LACKING, has, shown_in, spelt_out, stand_in
from support.terminal.eight_bits import beyond_ascii

ENCODINGS = ["ascii", "iso8859-1", "iso8859-15", "koi8-r", "cp1252", "gbk", "nonsense"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Yes”, ‘no’ – a dash — another…", "\"Yes\", 'no' - a dash - another..."),
        ("Zoë Łukasz Bjørn Đặng Õie Şahin", "Zoe Lukasz Bjorn Dang Oie Sahin"),
        ("Zoe\u0308 and A\u030asa", "Zoe and Asa"),
        ("Straße, Ærø, Þór", "Strasse, AEro, Thor"),
        ("Олена, Ελένη, 王", "?????, ?????, ?"),
        ("1½ hours, ¾, 10², H₂O, ⅓", "1 1/2 hours, 3/4, 10^2, H2O, 1/3"),
        ("≠ ≤ ± × →", "!= <= +/- x ->"),
        ("£50 or 20 €", "GBP 50 or 20 EUR "),
        ("a\u00a0b\u2011c № 4 １２", "a b-c No 4 12"),
        ("┌─┐\n│ │", "+-+\n| |"),
        ("😀 \ufffd", "? ?"),
    ],
)
def test_what_ascii_lacks_is_spelt_out(text: str, shown: str) -> None:
    assert shown_in(text, "ascii") == shown


def test_where_each_character_has_its_cell_what_needs_more_is_a_question_mark() -> None:
    for character in "½²≠≤ßæÞ№ⅣЖ漢≮":
        assert stand_in(character) == LACKING, character
    assert [*map(stand_in, "…—”éłＡ─┌█")] == [".", "-", '"', "e", "l", "A", "-", "+", LACKING]
    assert (stand_in("e\u0301"), stand_in("=\u0338"), stand_in("<\u0338")) == ("e", LACKING, LACKING)


@given(st.text(st.characters(codec=None, exclude_categories=[]), max_size=40), st.sampled_from(ENCODINGS))
def test_any_text_can_be_written_and_holds_no_control_of_eight_bits(text: str, encoding: str) -> None:
    shown = shown_in(text, encoding)
    known = "ascii" if encoding == "nonsense" else encoding
    assert not any(0x80 <= byte <= 0x9F for byte in shown.encode(known))
    letters = [each for each in unicodedata.normalize("NFC", text) if not unicodedata.combining(each)]
    assert len(shown) >= len(letters), "nothing but an accent goes without a trace"


@given(st.characters(codec="utf-8"))
def test_a_stand_in_is_ascii_and_never_another_digit(character: str) -> None:
    for made in (stand_in(character), spelt_out(character)):
        assert made.isascii() and made
        if made.isdigit():
            assert character.isdecimal() or "\u2080" <= character <= "\u2089"
    assert len(stand_in(character)) == 1


def test_bytes_that_an_eight_bit_terminal_takes_for_controls_are_never_sent() -> None:
    assert not has("\u201c", "cp1252") and has("é", "cp1252") and has("”", "utf-8") and has("Ж", "koi8-r")
    assert not has("\x9b", "iso8859-1")
    assert beyond_ascii(shown_in("“Zoë”", "ascii").encode()) == []
