"""What is pasted is text, whatever it holds: none of it is a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.terminal.character_set import BEGIN, END, LONGEST, Characters, Pasted, Pasting
from support.people.harm import HARM
from support.terminal.apps import open_app
from support.terminal.pty_screen import TAB

TEXTS = st.text(st.sampled_from("a\x1b[02~1\r\x0c"), max_size=12).filter(lambda text: END not in text)


def split(pieces: list[str]) -> tuple[str, list[str]]:
    """What was typed, and what was pasted."""
    pasting = Pasting()
    typed, pasted = "", []
    for piece in pieces:
        for part in pasting.split(piece):
            if isinstance(part, Pasted):
                pasted.append(part.text)
            else:
                assert isinstance(part, Characters)
                typed += part.text
    return typed, pasted


@given(st.lists(st.tuples(TEXTS.filter(lambda text: "\x1b" not in text), TEXTS), max_size=4), st.data())
def test_in_whatever_pieces_it_comes_a_paste_is_what_stands_in_the_brackets(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    whole = "".join(f"{typed}{BEGIN}{pasted}{END}" for typed, pasted in parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    typed, pasted = split(pieces)
    # The beginning of a bracket that came in a piece before it has gone to the keys, which forget it.
    assert typed.replace("\x1b", "").replace("[", "").replace("2", "").replace("0", "") == "".join(
        each.replace("[", "").replace("2", "").replace("0", "") for each, _ in parts
    )
    assert pasted == [each for _, each in parts]


def test_keys_are_held_back_for_nothing() -> None:
    assert split(["\x1b"]) == ("\x1b", [])
    assert split(["\x1b[20"]) == ("\x1b[20", [])


def test_the_beginning_of_a_bracket_is_no_key() -> None:
    pasting = Pasting()
    assert list(pasting.split("a\x1b[20")) == [Characters("a\x1b[20")]
    assert list(pasting.split(f"0~text{END}b")) == [
        Characters("", afresh=True),
        Pasted("text"),
        Characters("b"),
    ]


def test_more_than_anything_takes_is_not_kept() -> None:
    typed, pasted = split([BEGIN, *["x" * 700_000] * 3, "y\x1b[20", "1~z"])
    assert (typed, len(pasted[0])) == ("z", LONGEST)


@pytest.mark.parametrize("harm", ["\x1b\x0c\x11\r", HARM, "\x1b[200~\x11"])
def test_no_key_is_pressed_by_what_is_pasted(harm: str) -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        term.paste(f"{harm} and more than the thirty characters that an escape sequence is waited for")
        term.press(b"b")
        term.wait_for("1 keys, the last one b")


def test_it_is_all_in_the_field_and_nothing_happened(tmp_path: Path) -> None:
    with open_app("form", str(tmp_path)) as term:
        term.wait_for("Choice 7")
        term.press(*([TAB] * 9))
        term.paste("one\x1b\x11two\x1b[Athree")
        term.wait_for("one")
        assert "two" in term.text and "three" in term.text
        assert not (tmp_path / "saved.txt").exists()


@pytest.mark.parametrize("report", [b"\x1b[48;9;9;9;9t", b"\x1b[<0;9;9M\x1b[O\x1b[9;9R"])
def test_what_nobody_asked_the_terminal_changes_nothing(report: bytes) -> None:
    with open_app("form") as term:
        term.wait_for("Choice 7")
        term.settle(0.5)
        before = term.text
        term.press(report)
        assert term.text == before
