"""What is said after a fault: true in the demo too, in whole words however narrow the terminal, in every front end."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.people.screens import NAME, PASSPHRASE, new_casebook
from support.terminal.apps import open_app
from support.terminal.pty_screen import ENTER, PtyScreen
from support.terminal.walker import Walker

REFERENCE = re.compile(r"[Rr]eference E-\w{3}-\w{3}\b")
SAVED = "What you had recorded is saved."
NOTHING_KEPT = "This was the demo, with made-up people: nothing of it is kept"
FAILS = """
from ce_tui.lines.home.navigation import Navigation
def fail(*_): raise RuntimeError("Zephyrine Quillfeather")
Navigation.follow = fail
from ce_tui.__main__ import main
main()
"""


def words_on(term: PtyScreen) -> str:
    return " ".join(term.text.split())


def first_column_is_a_words_beginning(term: PtyScreen) -> bool:
    """No row ends in its last column: so no word goes on in the next one."""
    return all(len(line) < term.screen.columns for line in term.text.splitlines())


@pytest.mark.parametrize("columns", [60, 72, 80, 132, 40])
def test_no_word_is_broken(tmp_path: Path, columns: int) -> None:
    with open_app("faults", "key", str(tmp_path), columns=columns) as term:
        term.wait_for("ready")
        term.send(b"x")
        assert term.wait_for_end() == 70
        assert any(REFERENCE.search(line) for line in term.text.splitlines())
        assert SAVED in words_on(term) and "whoever looks after this computer." in words_on(term)
        assert first_column_is_a_words_beginning(term)


def test_in_the_demo_nothing_is_said_to_be_saved_and_the_log_is_not_thrown_away(home: Path) -> None:
    home.mkdir()
    with Walker(home, "demo", columns=70) as walker:
        walker.until(lambda state: state.demo, "the demo")
        walker.fail("Zephyrine Quillfeather")
        assert walker.term.wait_for_end() == 70
        said = words_on(walker.term)
        assert NOTHING_KEPT in said and "is saved" not in said and "where you were" not in said
        assert first_column_is_a_words_beginning(walker.term)
    [reference] = re.findall(r"E-\w{3}-\w{3}", said)
    assert "The log holds what is needed" in said
    assert reference in (home / "crash.log").read_text()
    assert "Quillfeather" not in (home / "crash.log").read_text() + said


def in_lines(*arguments: str, **env: str) -> PtyScreen:
    around = {
        "PYTHONPATH": str(CHECKOUT),
        "HOME": os.environ["HOME"],
        "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"],
    }
    return PtyScreen([sys.executable, "-c", FAILS, *arguments], around | env, columns=60)


def test_the_line_mode_breaks_no_word_either(home: Path) -> None:
    new_casebook(home).close()
    with in_lines("lines", CE_TUI_HOME=str(home)) as term:
        answers = {
            "Your name?": NAME,
            "Passphrase?": PASSPHRASE,
            "or a number?": "new",
            "1 to 4?": "go yellow",
        }
        for question, line in answers.items():
            term.wait_for(question)
            term.send(line.encode() + ENTER)
        assert term.wait_for_end() == 70
        assert any(REFERENCE.search(line) for line in term.text.splitlines())
        assert "What was saved before stays saved." in words_on(term)
        assert "Tell whoever looks after the app" in words_on(term)


def test_the_line_mode_in_the_demo_says_that_nothing_is_kept(home: Path) -> None:
    with in_lines("demo", CE_TUI_HOME=str(home), TERM="dumb") as term:
        term.wait_for("or a number?")
        term.send(b"1" + ENTER)
        term.wait_for("or no, I have checked?")
        term.send(b"go yellow" + ENTER)
        assert term.wait_for_end() == 70
        said = words_on(term)
        assert NOTHING_KEPT in said and "saved" not in said
    assert not home.exists(), "a fault makes no store's folder"
