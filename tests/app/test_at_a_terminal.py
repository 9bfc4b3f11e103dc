"""Set-up, Home, lock, sign-out and sign-in in a real terminal, as a person types them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, ESCAPE, HOME, SPACE, TAB, PtyScreen, ctrl

CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}")
NAME = "Made-up Practitioner"
OWN = "seven odd lanterns over a harbour"


@contextmanager
def app(home: Path, size: tuple[int, int] = (80, 24), **env: str | None) -> Iterator[PtyScreen]:
    variables = {"CE_TUI_HOME": str(home), "PYTHONPATH": str(CHECKOUT)} | env
    columns, rows = size
    with PtyScreen(CE_TUI, variables, columns=columns, rows=rows) as terminal:
        yield terminal


def set_up(terminal: PtyScreen) -> None:
    """By keyboard alone: name, hub, area, one's own passphrase, the code's last group."""
    terminal.wait_for("step 1 of 3")
    terminal.type(NAME)
    terminal.press(TAB)
    terminal.type("Imaginary Hub")
    terminal.press(TAB, HOME, DOWN, SPACE, TAB, ENTER)
    terminal.wait_for("step 2 of 3")
    terminal.press(DOWN, SPACE, TAB)
    terminal.type(OWN)
    terminal.press(TAB)
    terminal.type(OWN)
    terminal.press(ENTER)
    terminal.wait_for("step 3 of 3")
    found = CODE.search(terminal.text)
    assert found is not None
    terminal.type(found.group().rpartition("-")[2])
    terminal.press(ENTER)
    terminal.wait_for("No screenings yet")


def sign_in(terminal: PtyScreen, passphrase: str = OWN) -> None:
    terminal.wait_for("Sign in")
    terminal.type(NAME)
    terminal.press(ENTER)
    terminal.type(passphrase)
    terminal.press(ENTER)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_from_set_up_to_a_screening_and_back_after_signing_out(home: Path, size: tuple[int, int]) -> None:
    with app(home, size) as terminal:
        set_up(terminal)
        terminal.press(b"n")
        terminal.wait_for("your hub's usual area")
        terminal.press(ENTER)
        terminal.wait_for("3 Start")
        terminal.press(ctrl("O"))
        terminal.wait_for("Drafts: 1")
        terminal.press(ctrl("Q"))
        assert terminal.wait_for_end() == 0
    with app(home, size) as terminal:
        sign_in(terminal)
        terminal.wait_for("Drafts: 1")
        terminal.wait_until(lambda: terminal.under_cursor.startswith("CE-"), "the cursor on the first draft")
        terminal.press(ENTER)
        terminal.wait_for("3 Start")
        terminal.press(ctrl("Q"))
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("number", [b"", b"11"])
def test_whom_to_call_is_two_keys_and_its_number_away_from_an_empty_machine(
    home: Path, number: bytes
) -> None:
    with app(home) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.press(ctrl("G"))
        terminal.type(number.decode())
        terminal.press(ENTER)
        terminal.wait_until(lambda: terminal.line(3).startswith("> 999"), "Contacts, with 999 first")
        assert terminal.under_cursor.startswith("999")


def test_a_line_that_drops_during_set_up_leaves_nothing_behind(home: Path) -> None:
    with app(home) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.type(NAME)
        terminal.hang_up()
        terminal.wait_for_end()
    assert not (home / "store.db").exists()
    assert not (home / "slots.json").exists()


def test_nothing_of_a_case_is_sent_to_the_terminal_while_it_is_locked(home: Path) -> None:
    with app(home) as terminal:
        set_up(terminal)
        terminal.press(b"n")
        terminal.wait_for("your hub's usual area")
        terminal.press(ENTER)
        terminal.wait_for("3 Start")
        ref = re.search(r"CE-\w{4}-\w\w", terminal.text)
        assert ref is not None
        terminal.press(ctrl("L"))
        terminal.wait_for("Locked.")
        assert ref.group() not in terminal.text
        locked_at = len(terminal.raw)
        terminal.press(
            ctrl("G"),
            ESCAPE,
            ctrl("O"),
            ctrl("N"),
            ctrl("T"),
            b"\x1bOP",
            ESCAPE,
            ctrl("G"),
            b"1",
            ENTER,
            ESCAPE,
        )
        assert ref.group().encode() not in terminal.raw[locked_at:]
        terminal.wait_for("Locked.")
        terminal.type(OWN)
        terminal.press(ENTER)
        terminal.wait_for("3 Start")
        assert ref.group() in terminal.text


def test_a_letter_typed_into_a_field_costs_few_bytes_and_waiting_costs_none(home: Path) -> None:
    with app(home) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.settle()
        assert terminal.settle(quiet=1.5) == 0
        assert max(terminal.press(letter.encode()) for letter in "Pat") <= 160


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "linux"}, {"LANG": "C"}, {"TERM": "xterm"}])
def test_every_state_can_be_told_without_colours_on_simple_terminals(home: Path, env: dict[str, str]) -> None:
    with app(home, **env) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.press(TAB, TAB, HOME, SPACE)
        terminal.wait_for("(x) Southend")
        assert "( ) Essex" in terminal.text
        assert terminal.under_cursor.startswith("x) Southend")


def test_in_the_display_for_screen_readers_a_key_for_nothing_is_answered_and_ends_nothing(home: Path) -> None:
    with app(home) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.press(ctrl("R"))
        for key, said in ((b"\x1b[23~", "F11"), (b"\x1b[24~", "F12")):
            terminal.press(key)
            terminal.wait_for(f"{said}: no effect")
