"""From the full screen into the line mode: by a key at the sign-in, by a setting of the account, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.preferences import DISPLAY, LINES
from support.people.screens import CHEAP, NAME, PASSPHRASE
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, ESCAPE, TAB, PtyScreen, ctrl

pytestmark = pytest.mark.usefixtures("store")


def terminal(home: Path) -> PtyScreen:
    return PtyScreen(
        CE_TUI,
        {"CE_TUI_HOME": str(home), "HOME": str(home.parent)},
        columns=80,
        rows=24,
    )


def chosen(home: Path) -> str:
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    try:
        return DISPLAY.of(casebook)
    finally:
        casebook.close()


def test_a_key_at_the_sign_in_goes_on_a_line_at_a_time(home: Path) -> None:
    with terminal(home) as term:
        term.wait_for("Passphrase")
        term.press(ctrl("b"))
        term.wait_for("Your name?")
        term.send(NAME.encode() + ENTER)
        term.wait_for("Passphrase?")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_for("or a number? [new]")
        before = len(term.raw)
        term.send(b"new" + ENTER)
        term.wait_for("1 to 4? [Essex]")
        assert b"\x1b" not in term.raw[before:]
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert PASSPHRASE.encode() not in term.raw
    assert chosen(home) == ""


def test_an_account_that_wants_lines_gets_them_after_the_sign_in_and_can_go_back(home: Path) -> None:
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    DISPLAY.keep(casebook, LINES)
    casebook.close()
    with terminal(home) as term:
        term.wait_for("Passphrase")
        term.press(NAME.encode() + TAB + PASSPHRASE.encode() + ENTER)
        term.wait_for("or a number? [new]")
        assert "New screening" not in term.text
        for question, line in (("number?", b"account"), ("[back]", b"display"), ("1 to 3? [A line", b"1")):
            term.wait_for(question)
            term.send(line + ENTER)
        term.wait_for("Kept for your account.")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert chosen(home) == ""


def to_display(term: PtyScreen) -> None:
    """Display, by its number in the go-to menu; the cursor on the line mode."""
    term.press(ctrl("g"))
    term.wait_for("Go to:")
    term.press(b"24", ENTER)
    term.wait_for("( ) A line at a time")
    term.press(DOWN, DOWN)


def test_chosen_under_display_it_is_asked_first_and_the_word_screen_leads_back(home: Path) -> None:
    with terminal(home) as term:
        term.wait_for("Passphrase")
        term.press(NAME.encode() + TAB + PASSPHRASE.encode() + ENTER)
        term.wait_for("New screening")
        to_display(term)
        term.press(ENTER)
        term.wait_for("screen leads back. Go on so?")
        term.press(ESCAPE)
        term.wait_for("> (x) Ordinary: the current item")
        assert "(x) A line at a time" not in term.text
        term.press(DOWN, DOWN, ENTER)
        term.wait_for("leads back. Go on so?")
        term.press(b"2", ENTER)
        term.wait_for("or a number? [new]")
        assert "New screening" not in term.text
        term.send(b"new" + ENTER)
        term.wait_for("1 to 4? [Essex]")
        term.send(ENTER)
        term.wait_for("Is the child at immediate risk?")
        term.send(b"screen" + ENTER)
        term.wait_for("Drafts: 1")
        assert "Imaginary Hub" in term.text and "DEMO" not in term.text
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0
    assert chosen(home) == "", "the next sign-in stays on the screen"


def test_before_the_sign_in_the_word_leads_to_the_sign_in_of_the_full_screen(home: Path) -> None:
    with terminal(home) as term:
        term.wait_for("Passphrase")
        term.press(ctrl("b"))
        term.wait_for("Your name?")
        term.send(b"screen" + ENTER)
        term.wait_for("^G go to")
        term.press(NAME.encode() + TAB + PASSPHRASE.encode() + ENTER)
        term.wait_for("New screening")
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0


def test_while_it_is_locked_the_key_does_nothing(home: Path) -> None:
    with terminal(home) as term:
        term.wait_for("Passphrase")
        term.press(NAME.encode() + TAB + PASSPHRASE.encode() + ENTER)
        term.wait_for("New screening")
        term.press(ctrl("l"))
        term.wait_for("Locked.")
        term.press(ctrl("b"))
        term.wait_for("Unlock it first")
