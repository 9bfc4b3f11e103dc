"""Words as a terminal may have them: harmless, in letters that it has, rows broken between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.words import counted
from ce_tui.lines.dialogue.speech import (
    CommandLine,
    answer,
    one_line,
    printable,
    sentence,
    spelt,
    wish,
    wrapped,
)
from ce_tui.terminal.character_set import HARMFUL


@given(st.text(st.characters(), max_size=200), st.sampled_from(["utf-8", "iso-8859-1", "ascii", "nonsense"]))
def test_nothing_harmful_is_ever_printed_and_all_of_it_can_be_encoded(text: str, encoding: str) -> None:
    shown = printable(text, encoding)
    assert all(not HARMFUL.search(line) for line in shown.split("\n"))
    if encoding != "nonsense":
        shown.encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("“Zoë” … 3 – 4", "utf-8", "“Zoë” … 3 – 4"),
        ("“Zoë” … 3 – 4", "iso-8859-1", '"Zoë" ... 3 - 4'),
        ("“Zoë” … 3 – 4", "ascii", '"Zoe" ... 3 - 4'),
        ("a\x1b[2Jb\tc\u202ed", "utf-8", "a[2Jb cd"),
        ("Ελένη", "iso-8859-1", "?????"),
        ("Ann\u3164Lee\u2800Ann", "utf-8", "Ann Lee Ann"),
        ("A\ufe0fn\U000e0101n\u0600\U00013430\U0001bca0\U0001d173", "utf-8", "Ann"),
        ("می\u200cخواهم", "utf-8", "می\u200cخواهم"),
    ],
)
def test_what_a_terminal_lacks_is_said_with_letters_that_look_alike(
    text: str, encoding: str, shown: str
) -> None:
    assert printable(text, encoding) == shown


@given(st.text(st.sampled_from("abc .,?\n"), max_size=300), st.integers(20, 100))
def test_rows_are_as_wide_as_words_allow_and_lose_no_word(text: str, width: int) -> None:
    rows = wrapped(text, width)
    assert " ".join(rows).split() == text.split()
    longest = max([width, *(len(word) for word in text.split())])
    assert all(len(row) <= longest for row in rows)


def test_without_a_width_a_paragraph_is_one_row() -> None:
    assert wrapped("one two\nthree", 0) == ["one two", "three"]


def test_a_question_leaves_room_for_its_answer_and_holds_together_what_is_asked() -> None:
    rows = wrapped("Have you met this child before? Yes or no? Now: not answered.", 60, asks=True, room=12)
    assert rows == ["Have you met this child before?", "Yes or no? Now: not answered."]


@pytest.mark.parametrize("number", ["01632 960123", "0345 606 1212", "01375 652 802", "0345 603 7627"])
@pytest.mark.parametrize("room", [0, 12])
def test_no_row_ends_within_a_phone_number(number: str, room: int) -> None:
    for width in range(20, 60):
        said = wrapped(
            f"Phone the made-up team of the area on {number}, or else 101. Go on? [no]", width, room=room
        )
        assert any(number in row for row in said), said
        assert " ".join(said).count(number) == 1


def test_small_words() -> None:
    assert counted(0, "draft") == "no drafts" and counted(1, "draft") == "1 draft"
    assert counted(2, "vulnerability", "vulnerabilities") == "2 vulnerabilities"
    assert sentence("One", "two?", "", "three [no]") == "One. two? three [no]"
    assert spelt("7K3M2") == "7 K 3 M 2"
    assert one_line("one\n  two") == "one two"


@pytest.mark.parametrize(
    ("line", "in_text", "found"),
    [
        ("back", True, CommandLine("back")),
        (" BACK ", True, CommandLine("back")),
        ("back then", False, None),
        ("go red", True, CommandLine("goto", "red")),
        ("go on with this", True, None),
        ("go on with this", False, CommandLine("goto", "on with this")),
        ("list all", True, CommandLine("list", "all")),
        ("list of things", True, None),
        ("home", True, None),
        ("home", False, CommandLine("home")),
        ("999", True, CommandLine("contacts")),
        ("=back", True, None),
        ("", False, None),
    ],
)
def test_a_line_is_a_command_or_an_answer(line: str, in_text: bool, found: CommandLine | None) -> None:
    assert wish(line, in_text=in_text) == found


def test_a_sign_before_it_makes_a_line_an_answer() -> None:
    assert [answer("=back"), answer("back"), answer("==")] == ["back", "back", "="]


def test_in_twenty_columns_what_is_asked_holds_together_as_far_as_it_fits() -> None:
    asked = "Is the child missing now? Yes or no? Now: not answered."
    assert wrapped(asked, 19, asks=True, room=12) == [
        "Is the child",
        "missing now?",
        "Yes or no?",
        "Now: not answered.",
    ]
    assert wrapped("Go on? [no]", 20, asks=True, room=12) == ["Go on? [no]"]


def test_words_with_a_stroke_between_them_are_broken_there_where_no_row_holds_them_and_nothing_else_is() -> (
    None
):
    assert wrapped("of nudes/streaming/threats (or more)", 19) == ["of nudes/streaming/", "threats (or more)"]
    for whole in ("www.example.org/long/path/of/it", "a/1632960123/4567890123", "/tmp/one/two/three/four"):
        assert wrapped(f"at {whole}", 19) == ["at", whole]


def test_rows_are_measured_in_cells() -> None:
    assert wrapped("漢字漢字 漢字漢字 漢字", 12) == ["漢字漢字", "漢字漢字", "漢字"]
    assert wrapped("Zoe\u0301 Zoe\u0301 Zoe\u0301", 7) == ["Zoe\u0301 Zoe\u0301", "Zoe\u0301"]
