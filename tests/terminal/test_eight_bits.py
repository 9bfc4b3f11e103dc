"""The emulated terminal of eight bits that other tests look at: what it swallows, and what it shows."""

from __future__ import annotations

import pytest

from support.terminal.eight_bits import Strings, beyond_ascii, rows_shown

STEPS = "1. Phone “Children’s Services”\r\n2. Tell the parents\r\n3. Write it down\r\n"


def test_a_closing_quotation_mark_in_utf_8_swallows_the_steps_after_it() -> None:
    rows = rows_shown(STEPS.encode())
    assert not any("2. Tell" in row or "3. Write" in row for row in rows), rows
    assert rows_shown(STEPS.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}).encode("ascii")) == [
        '1. Phone "Children\'s Services"',
        "2. Tell the parents",
        "3. Write it down",
    ]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"Zo\xeb", ["Zoë"]),
        ("ě1Jleft".encode(), [" left"]),  # C4 9B: a letter, and CSI: what follows is a command
        (b"a\x9dswallowed\x9cb", ["ab"]),
        (b"a\x1b]swallowed\x1b\\b", ["ab"]),
        (b"a\x90swallowed\x18b", ["ab"]),
        (b"a\x98not \x85b", ["a", "b"]),
        (b"a\x80\x99\x9cb", ["ab"]),
        (b"a\x85b\x8dc", ["ac", "b"]),
    ],
)
def test_controls_of_eight_bits_do_what_escape_and_a_letter_do(sent: bytes, shown: list[str]) -> None:
    assert rows_shown(sent + b"\r\n\n\n") == shown


def test_a_string_is_swallowed_however_its_bytes_come() -> None:
    whole = "a\x1b]swallowed\x1b[mb\x9dmore\x9cc"
    for at in range(len(whole) + 1):
        strings = Strings()
        assert strings.without(whole[:at]) + strings.without(whole[at:]) == "a\x1b[mbc"


def test_what_is_not_ascii_is_found() -> None:
    assert beyond_ascii(b"\x1b[?7l\x1b[1;4mA row.\x1b[K\r\n\x08\x07") == []
    assert beyond_ascii("é\x1b]0;x\x07\x9b\x00".encode("latin-1")) == [b"\xe9", b"\x1b", b"\x9b", b"\x00"]
