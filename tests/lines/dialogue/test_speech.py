"""Words as a terminal may have them: harmless, in letters that it has, rows broken between words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyte import Screen, Stream

from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue.editing import LineEditor
from ce_tui.lines.dialogue.speech import one_line, printable, sentence, spelt, wrapped
from ce_tui.lines.dialogue.typed import Wish, answer, wish
from ce_tui.terminal.harmful import HARMFUL


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
    rows = wrapped("Have you met this child before? Yes or no? [not answered]", 60, room=12)
    assert rows == ["Have you met this child before?", "Yes or no? [not answered]"]


def test_small_words() -> None:
    assert counted(0, "draft") == "no drafts" and counted(1, "draft") == "1 draft"
    assert counted(2, "vulnerability", "vulnerabilities") == "2 vulnerabilities"
    assert sentence("One", "two?", "", "three [no]") == "One. two? three [no]"
    assert spelt("7K3M2") == "7 K 3 M 2"
    assert one_line("one\n  two") == "one two"


@pytest.mark.parametrize(
    ("line", "in_text", "found"),
    [
        ("back", True, Wish("back")),
        (" BACK ", True, Wish("back")),
        ("back then", False, None),
        ("go red", True, Wish("goto", "red")),
        ("go on with this", True, None),
        ("go on with this", False, Wish("goto", "on with this")),
        ("list all", True, Wish("list", "all")),
        ("list of things", True, None),
        ("home", True, None),
        ("home", False, Wish("home")),
        ("999", True, Wish("contacts")),
        ("=back", True, None),
        ("", False, None),
    ],
)
def test_a_line_is_a_command_or_an_answer(line: str, in_text: bool, found: Wish | None) -> None:
    assert wish(line, in_text=in_text) == found


def test_a_sign_before_it_makes_a_line_an_answer() -> None:
    assert [answer("=back"), answer("back"), answer("==")] == ["back", "back", "="]


@given(st.text(st.characters(), max_size=80))
def test_a_line_that_is_typed_holds_and_echoes_nothing_harmful(text: str) -> None:
    editor = LineEditor({"\x0c": "lock"})
    for character in text:
        echo, _ = editor.type(character)
        assert not HARMFUL.search(echo.replace("\n", "").replace("\b", ""))
        assert not HARMFUL.search(editor.text)


PROMPT = "Your name? "
OF_KNOWN_WIDTH = st.characters(
    exclude_categories=("Cn", "Cs", "Cf", "Mc", "So", "No"),
    exclude_characters="\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}",
)
KEYS = st.sampled_from("\b\x7f\x15\x17\x03\x0c\r\t")
MARKED = st.sampled_from("a \N{COMBINING GRAVE ACCENT}\N{THAI CHARACTER MAI HAN-AKAT}中")


@given(st.text(OF_KNOWN_WIDTH | MARKED | KEYS, max_size=80))
@example("0\N{COMBINING GRAVE ACCENT}\b")
@example("\N{COMBINING GRAVE ACCENT}\b")
@example("\N{HANGUL CHOSEONG KIYEOK}\N{HANGUL JUNGSEONG A}\b\b")
@example("\U0001fae8\b")
@example("\N{THAI CHARACTER KO KAI}\N{THAI CHARACTER MAI HAN-AKAT}\b")
def test_what_is_deleted_leaves_the_screen_cell_by_cell_and_the_question_stays(text: str) -> None:
    """What a terminal makes of the echo, wherever all that is left is ASCII: some draw accents at the cell before."""
    editor = LineEditor({"\x0c": "lock"})
    screen = Screen(columns=240, lines=100)
    stream = Stream(screen)
    stream.feed(PROMPT)
    for character in text:
        echo, event = editor.type(character)
        stream.feed(f"\r\n{PROMPT}{editor.text}" if event is not None else echo)
        if editor.text.isascii():
            row = "".join(letter for letter in screen.display[screen.cursor.y] if letter.isascii())
            assert row.rstrip() == f"{PROMPT}{editor.text}".rstrip()
            assert screen.cursor.x == len(PROMPT) + len(editor.text)


@given(st.text(st.characters(), max_size=80))
def test_of_a_secret_nothing_is_echoed(text: str) -> None:
    editor = LineEditor()
    assert {editor.type(character, secret=True)[0] for character in text} <= {"", "\n"}
