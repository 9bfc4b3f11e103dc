"""Questions that commands ask on a real terminal: passphrases, the recovery code, a reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from support.cli import ANSWERS, answers
from support.cli_people import WORDS, Hub
from support.pty_screen import ENTER, PtyScreen, ctrl

ENV = {"PYTHONPATH": str(ANSWERS.parents[2])}


def on_terminal(*arguments: object, home: Path) -> PtyScreen:
    env = {**ENV, "CE_TUI_HOME": str(home), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    return PtyScreen([sys.executable, "-m", "ce_tui", *map(str, arguments)], env, columns=100)


def typed(text: str) -> bytes:
    return text.encode() + ENTER


def test_a_passphrase_is_asked_and_not_shown(hub: Hub) -> None:
    with on_terminal("account", "list", "--as", "Ada", home=hub.home) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("administrator")
        assert terminal.wait_for_end() == 0
        assert WORDS["Ada"].encode() not in terminal.raw


def test_set_up_shows_the_recovery_code_once_and_has_it_typed_back(home: Path) -> None:
    with on_terminal("account", "add", "Ada", home=home) as terminal:
        terminal.wait_for("Passphrase for Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("The same again:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("to confirm")
        code = next(line.strip() for line in terminal.text.splitlines() if line.startswith("    "))
        terminal.press(typed("not the code"))
        terminal.wait_for("It reads:")
        terminal.press(typed(code.lower().replace("-", " ")))
        terminal.wait_for("The store is set up")
        assert terminal.wait_for_end() == 0


def test_two_passphrases_that_differ_set_nothing_up(home: Path) -> None:
    with on_terminal("account", "add", "Ada", home=home) as terminal:
        terminal.wait_for("Passphrase for Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("The same again:")
        terminal.press(typed(WORDS["Ben"]))
        terminal.wait_for("differ")
        assert terminal.wait_for_end() == 65
    assert not (home / "store.db").exists()


def test_an_interrupted_confirmation_says_how_to_get_another_code(home: Path) -> None:
    with on_terminal("account", "add", "Ada", home=home) as terminal:
        terminal.wait_for("Passphrase for Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("The same again:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("to confirm")
        terminal.press(ctrl("c"))
        terminal.wait_for("ce-tui account recovery-code")
        assert terminal.wait_for_end() == 130


def test_a_lead_is_asked_for_a_reason(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    with on_terminal("show", ref, "--as", "Lea", home=staffed.home) as terminal:
        terminal.wait_for("Passphrase of Lea:")
        terminal.press(typed(WORDS["Lea"]))
        terminal.wait_for("Your reason:")
        terminal.press(typed("Ben is on leave"))
        assert terminal.wait_for_end() == 0
        assert ref.encode() in terminal.raw.partition(b"reason:")[2]


def test_ctrl_c_at_a_question_ends_in_words(hub: Hub) -> None:
    with on_terminal("list", "--as", "Ada", home=hub.home) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        terminal.press(ctrl("c"))
        terminal.wait_for("Stopped")
        assert terminal.wait_for_end() == 130
        assert "Traceback" not in terminal.text
