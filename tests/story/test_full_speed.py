"""On a line that lags by a second nobody waits for the picture: a whole screening typed at once, key behind key."""

from __future__ import annotations

import re

from support.terminal.demo_bytes import DEPTHS, open_demo
from support.terminal.pty_screen import DOWN, END, ENTER, HOME, ctrl

WORDS = "Seen twice at the station with an older friend. A2 again, and R1; nobody at home knew. "
_MARKED = re.compile(r"^[> ]+([YAR]\d+) +\[.\] (Yes|Suspected|Believe)", re.MULTILINE)


def test_a_whole_screening_typed_without_waiting_loses_no_key_and_doubles_none() -> None:
    yellow = b"y" + DOWN + b"y" + DOWN * 2 + b"y" + DOWN + b"yx"
    amber = b"s" + DOWN + b"b" + DOWN + b"sbx" + DOWN * 7 + b"s"
    red = b"b" + DOWN + b"s"
    with open_demo(DEPTHS["256"]) as term:
        term.send(
            b"n"
            + ENTER
            + ctrl("n")
            + yellow
            + ctrl("n")
            + amber
            + ctrl("n")
            + red
            + ctrl("t")
            + WORDS.encode()
        )
        term.wait_until(
            lambda: WORDS.strip() in " ".join(term.text.split()), "every letter of the notes, once"
        )
        marked: dict[str, str] = {}
        for section in ("6 Red", "5 Amber", "4 Yellow"):
            term.send(ctrl("p"))
            term.wait_for(section)
            for edge in (HOME, END):
                term.press(edge)
                marked |= dict(_MARKED.findall(term.text))
    assert marked == {
        "Y1": "Yes", "Y2": "Yes", "Y4": "Yes",
        "A1": "Suspected", "A2": "Believe", "A10": "Suspected",
        "R1": "Believe", "R2": "Suspected",
    }  # fmt: skip
