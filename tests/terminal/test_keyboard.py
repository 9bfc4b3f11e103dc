"""Whatever bytes come from a terminal, they are keys or nothing, never the end."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.terminal.character_set import LenientDecoder
from support.terminal.apps import open_app
from support.terminal.pty_screen import ctrl


@given(st.lists(st.binary(max_size=8), max_size=8))
def test_any_bytes_in_any_pieces_become_text_that_can_be_kept(pieces: list[bytes]) -> None:
    decoder = LenientDecoder("utf-8")
    text = "".join(map(decoder.decode, pieces)) + decoder.flush()
    text.encode("utf-8")
    whole = b"".join(pieces)
    try:
        assert text == whole.decode()
    except UnicodeDecodeError:
        assert len(text) <= len(whole)


def test_a_latin_1_letter_is_read_as_what_it_was_meant_for() -> None:
    decoder = LenientDecoder("utf-8")
    assert decoder.decode(b"Zo\xeb Andr") + decoder.decode(b"\xe9 ") == "Zoë André "
    assert decoder.decode(b"\xe9") == ""
    assert decoder.flush() == "é"
    assert decoder.decode(b"\x93quoted\x94") == "\ufffdquoted\ufffd"


def test_a_terminal_that_speaks_latin_1_is_understood() -> None:
    assert LenientDecoder("iso8859-1").decode(b"Andr\xe9") == "André"


def test_a_byte_that_is_not_utf_8_does_not_end_the_app() -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        term.press(b"\xe9")
        term.wait_for("1 keys, the last one")
        assert "'é'" in term.text
        term.press(b"b")
        term.wait_for("2 keys, the last one b")


@pytest.mark.parametrize("letter", "QSCZDVWGLNPOTR")
def test_every_control_key_arrives(letter: str) -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        term.press(ctrl(letter))
        term.wait_for(f"1 keys, the last one ctrl+{letter.lower()}")


def test_impossible_sequences_and_noise_leave_the_app_as_it_was() -> None:
    noise = random.Random(7)
    with open_app("keys") as term:
        term.wait_for("ready")
        for impossible in (
            b"\x1b[99999999999u",
            b"\x1b[;;;u",
            b"\x1b[<a;b;cM",
            b"\x1b[\xff\xfe",
            b"\x1b]0;x\x07",
        ):
            term.send(impossible)
        term.send(bytes(noise.randrange(256) for _ in range(3000)) + b"\x1b[201~ ")
        term.settle(0.5)
        term.press(b"k")
        term.wait_for("the last one k")


def test_a_large_paste_arrives_whole() -> None:
    with open_app("keys") as term:
        term.wait_for("ready")
        term.paste("x" * 1_000_000)
        term.wait_for("pasted 1000000 characters", timeout=60)
