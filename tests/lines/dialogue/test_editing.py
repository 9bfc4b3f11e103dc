"""The line that is typed at a terminal: what is echoed of it, and what comes of each key."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyte import Screen, Stream

from ce_tui.lines.dialogue.terminal import LONGEST, Event, LineEditor, Terminal, echoed
from ce_tui.terminal.character_set import HARMFUL

Came = tuple[str, list[Event], str]


def typed(characters: str) -> Came:
    """What was echoed, what came of it, and what stands there."""
    editor = LineEditor({"\x0c": "lock"})
    came = [editor.type(character) for character in characters]
    return "".join(echo for echo, _ in came), [event for _, event in came if event is not None], editor.text


@pytest.mark.parametrize(
    ("characters", "came"),
    [
        ("XY z", ("XY z", [], "XY z")),
        ("a\r", ("a\n", [Event("line", "a")], "")),
        ("a\n", ("a\n", [Event("line", "a")], "")),
        ("a\r\nb\n", ("a\nb\n", [Event("line", "a"), Event("line", "b")], "")),
        ("\r\r\n", ("\n\n", [Event("line"), Event("line")], "")),
        ("\n\n", ("\n\n", [Event("line"), Event("line")], "")),
        ("abc\x7f\x08", ("abc\b \b\b \b", [], "a")),
        ("\x7f", ("", [], "")),
        ("one two \x17", ("one two " + 4 * "\b \b", [], "one ")),
        ("one two\x17\x17", ("one two" + 7 * "\b \b", [], "")),
        ("abc\x15d", ("abc" + 3 * "\b \b" + "d", [], "d")),
        ("abc\x03", ("abc\n", [Event("dropped")], "")),
        ("\x04", ("\n", [Event("end")], "")),
        ("a\x04b", ("ab", [], "ab")),
        ("a\x0cb", ("a\nb", [Event("key", "lock")], "ab")),
        ("a\tb", ("a b", [], "a b")),
        ("a\x00\x9b\u202eb", ("ab", [], "ab")),
        ("中e\N{COMBINING ACUTE ACCENT}\x7f\x7f", ("中e\N{COMBINING ACUTE ACCENT}" + 3 * "\b \b", [], "")),
    ],
    ids=repr,
)
def test_each_key_does_what_it_does_where_a_terminal_edits(characters: str, came: Came) -> None:
    assert typed(characters) == came


@pytest.mark.parametrize(
    "key", ["\x1b[A", "\x1bOC", "\x1b[1;5D", "\x1b[3~", "\x1b[15~", "\x1bx", "\x1b[[B", "\x1b[?1;2c"]
)
def test_a_key_that_does_nothing_leaves_nothing(key: str) -> None:
    assert typed(f"a{key}b") == ("ab", [], "ab")


@pytest.mark.parametrize(
    ("pasted", "echo", "lines", "stands"),
    [
        ("one\r\n", "one", [], "begun one"),
        ("a\x1b\x03\x07b", "ab", [], "begun ab"),
        ("\n", "", [], "begun "),
        ("a\r\n\r\nb\n", "\n", ["begun a\n\nb"], ""),
    ],
)
def test_a_paste_is_text_whatever_is_in_it(pasted: str, echo: str, lines: list[str], stands: str) -> None:
    editor = LineEditor({"\x0c": "lock"})
    for character in "begun ":
        editor.type(character)
    echoed, event = editor.paste(pasted)
    assert (echoed, [event.text] if event else [], editor.text) == (echo, lines, stands)


@pytest.mark.parametrize("key", ["\x1bOP", "\x1b[11~", "\x1b[[A"])
def test_f1_is_help_with_the_line_kept(key: str) -> None:
    assert typed(f"a{key}b") == ("a\nb", [Event("key", "help")], "ab")


def test_an_escape_that_is_not_finished_waits_for_the_rest() -> None:
    editor = LineEditor()
    assert [editor.type(character) for character in "\x1b["] == [("", None)] * 2
    assert editor.type("A") == ("", None) and editor.type("a") == ("a", None)


def test_a_line_ends_growing_at_the_longest_and_can_still_be_sent() -> None:
    editor = LineEditor()
    editor.text = "a" * (LONGEST - 1)
    assert editor.type("b") == ("b", None) and editor.type("c") == ("", None)
    _, event = editor.type("\n")
    assert event is not None and len(event.text) == LONGEST and event.text.endswith("ab")


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
@example("\x1b[200~pasted\x1b[201~")
def test_of_a_secret_nothing_is_echoed(text: str) -> None:
    """As a terminal writes it, of all that is typed or pasted."""
    source, typing = os.pipe()
    os.write(typing, text.encode("utf-8", "replace"))
    os.close(typing)
    console, written = Terminal(source, source, encoding="utf-8"), list[str]()
    console.is_terminal, console.write = True, written.append
    while console.read(1, secret=True).kind != "end":
        pass
    os.close(source)
    assert set(written) <= {"\n"}


@pytest.mark.parametrize("line", ["Zoë Łukasz", "Zoe\u0308", "漢字 🙂", "Олена", "½ “a” …"])
def test_what_stands_for_a_letter_takes_its_cells_so_that_deleting_leaves_nothing(line: str) -> None:
    shown = Screen(40, 1)
    stream = Stream(shown)
    stream.feed("> " + "".join(echoed(echo, "ascii") for echo in typed(line)[0]))
    assert "".join(shown.display).isascii() and shown.display[0].rstrip() != ">"
    stream.feed(echoed(typed(line + "\x15")[0].removeprefix(line), "ascii"))
    assert shown.display[0].rstrip() == ">" and shown.cursor.x == 2
