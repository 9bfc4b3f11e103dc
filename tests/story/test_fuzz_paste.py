"""A megabyte pasted into a line, a passphrase, a question and the notes: what fits is kept, and the cut is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.harm import HARM
from support.people.places import in_draft, sign_in
from support.stores.full_store import Full, fill
from support.terminal.pty_screen import ESCAPE, TAB, ctrl
from support.terminal.raw_output import strays
from support.terminal.walker import Walker

MEGABYTE = 1_000_000
LINES = "".join(f"{HARM} line {number}\n" for number in range(MEGABYTE // (len(HARM) + 12) + 1))[:MEGABYTE]


@pytest.fixture
def store(tmp_path: Path) -> Full:
    return fill(tmp_path / "home")


def pasted(walker: Walker, most: int) -> None:
    """Paste it into the field with the focus: no more than `most` characters of it are kept, and that is said."""
    walker.press(ctrl("u"))
    walker.paste(LINES)
    walker.until(lambda state: bool(state.value), "what was pasted")
    assert 0 < len(walker.state.value) <= most
    walker.until(lambda _: "was cut" in " ".join(walker.term.text.split()), "that it was cut")


def test_a_megabyte_fits_nowhere_and_harms_nothing(store: Full) -> None:
    with Walker(store.home) as walker:
        walker.until_front("SignInScreen")
        for name in ("name", "passphrase"):
            walker.go_to_field(name)
            pasted(walker, 1_000)
            walker.press(ctrl("u"))
        sign_in(walker, store)
        in_draft("details")(walker, store)
        walker.go_to_field("q-child-address")
        pasted(walker, 2_000)
        walker.press(TAB)
        in_draft("result")(walker, store)
        walker.choose("reason")
        walker.until_front("InputDialog")
        pasted(walker, 2_000)
        walker.escape(to="ResultScreen")
        in_draft("notes")(walker, store)
        pasted(walker, 100_000)
        walker.press(b"x", ESCAPE + b"[H", ctrl("l"))
        walker.until_front("LockScreen")
        assert strays(walker.term.raw) == []
        assert walker.term.screen.title == ""
        walker.send(ctrl("q"))
        assert walker.term.wait_for_end() == 0
