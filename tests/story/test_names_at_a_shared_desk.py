"""A shared desk at a real terminal: no byte of a child's name is sent by a list until a key asks for it, nor after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.people.at_the_door import CHILDREN, NAME, PASSPHRASE, fill
from support.people.screens import second_terminal
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, END, ENTER, ESCAPE, SPACE, TAB, PtyScreen, ctrl

LONG = 120.0  # seconds that a slow machine is waited for
WORDS = [word.encode() for name in CHILDREN for word in name.split()]
F4 = b"\x1bOS"


@contextmanager
def at_home(home: Path, children: str = "references", *arguments: str) -> Iterator[PtyScreen]:
    config = home.parent / "config.toml"
    config.write_text(f'[lock]\nidle = 0\nend = 0\n[lists]\nchildren = "{children}"\n', "utf-8")
    env = {"CE_TUI_HOME": str(home), "CE_TUI_CONFIG": str(config), "HOME": str(home.parent)}
    with PtyScreen([*CE_TUI, *arguments], env, cwd=home.parent) as terminal:
        terminal.wait_for("Your name", LONG)
        terminal.type(NAME)
        terminal.press(ENTER)
        terminal.wait_for("assphrase", LONG)
        terminal.type(PASSPHRASE)
        terminal.press(ENTER)
        yield terminal


def sent(terminal: PtyScreen) -> list[bytes]:
    """Which words of the children's names were sent so far."""
    return [word for word in WORDS if word in terminal.raw]


def menu(terminal: PtyScreen, typed: str, until: str) -> None:
    """Through the go-to menu, by letters of the name."""
    terminal.press(F4)
    terminal.wait_for("Go to: a number", LONG)
    terminal.type(typed)
    terminal.press(ENTER)
    terminal.wait_for(until, LONG)


def walk_the_lists(terminal: PtyScreen) -> None:
    """Home up and down, a search, what is kept."""
    terminal.wait_for("Drafts: 2", LONG)
    terminal.press(DOWN, DOWN, DOWN)
    terminal.press(b"/")
    terminal.type("lighthouse")
    terminal.press(ENTER)
    terminal.wait_for("3 screenings found.", LONG)
    terminal.press(DOWN, DOWN)
    terminal.press(ESCAPE)
    terminal.wait_for("Drafts: 2", LONG)
    menu(terminal, "keeping", "On hold, nothing deletes them: 1")
    terminal.press(DOWN, END)
    terminal.press(ENTER)
    terminal.wait_for("Release CE-", LONG)
    terminal.press(ESCAPE)
    terminal.wait_until_gone("Release CE-")
    terminal.press(ESCAPE)
    terminal.wait_for("Drafts: 2", LONG)
    terminal.settle()


@pytest.fixture
def filled(home: Path) -> Path:
    """A store with three children's screenings, of which one is on hold."""
    (first, *_) = fill(home)
    casebook = second_terminal(home)
    casebook.keeping.hold(first, "an inquiry")
    casebook.close()
    return home


@pytest.mark.parametrize("children", ["references", "initials"])
def test_the_lists_send_no_byte_of_a_name(filled: Path, children: str) -> None:
    with at_home(filled, children) as terminal:
        walk_the_lists(terminal)
        assert sent(terminal) == []
        assert ("Z. Q." in terminal.text) == (children == "initials")
        assert "Names are hidden: S shows them." in terminal.text


def test_the_key_shows_them_and_the_lock_hides_them_again(filled: Path) -> None:
    with at_home(filled) as terminal:
        terminal.wait_for("Drafts: 2", LONG)
        terminal.press(b"s")
        for word in WORDS:
            terminal.wait_for(word.decode(), LONG)
        assert sent(terminal) == WORDS
        terminal.press(ctrl("L"))
        terminal.wait_for("LOCKED", LONG)
        terminal.settle()
        terminal.raw.clear()
        terminal.type(PASSPHRASE)
        terminal.press(ENTER)
        terminal.wait_for("Drafts: 2", LONG)
        terminal.press(DOWN, DOWN)
        terminal.settle()
        assert sent(terminal) == []
        assert "Names are hidden: S shows them." in terminal.text


def test_the_accounts_own_choice_survives_the_sign_out(filled: Path) -> None:
    with at_home(filled, "names") as terminal:
        terminal.wait_for("Quillfeather", LONG)
        menu(terminal, "display:", "Colours")
        terminal.press(TAB, TAB)
        terminal.wait_for("Lists show children by", LONG)
        terminal.press(DOWN, DOWN, DOWN, SPACE)
        terminal.wait_for("Reference alone: chosen", LONG)
        terminal.press(ctrl("Q"))
        assert terminal.wait_for_end() == 0
    with at_home(filled, "names") as terminal:
        walk_the_lists(terminal)
        assert sent(terminal) == []


def test_the_line_mode_sends_none_either(filled: Path) -> None:
    with at_home(filled, "references", "lines") as terminal:
        terminal.wait_for("Home. 2 drafts", LONG)
        for typed, until in (
            ("list", "names shows them."),
            ("find lighthouse", "3 screenings found."),
            ("keeping", "Keeping: "),
            ("list", "on hold"),
        ):
            terminal.type(typed)
            terminal.press(ENTER)
            terminal.wait_for(until, LONG)
        terminal.settle()
        assert sent(terminal) == []
