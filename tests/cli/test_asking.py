"""Questions that commands ask on a real terminal: passphrases, the recovery code, a reason."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.cut_off import tell_at_next_sign_in
from support.checkout import CHECKOUT
from support.people.cli import answers
from support.people.cli_people import WORDS, Hub
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

ENV = {"PYTHONPATH": str(CHECKOUT)}


def on_terminal(*arguments: object, home: Path) -> PtyScreen:
    env = {**ENV, "CE_TUI_HOME": str(home), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    return PtyScreen([*CE_TUI, *map(str, arguments)], env, columns=100)


def shows_what_is_typed(terminal: PtyScreen) -> bool:
    return bool(termios.tcgetattr(terminal.fd)[3] & termios.ECHO)


def typed(text: str) -> bytes:
    return text.encode() + ENTER


def test_a_passphrase_is_asked_and_not_shown(hub: Hub) -> None:
    with on_terminal("account", "list", "--as", "Ada", home=hub.home) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("administrator")
        assert terminal.wait_for_end() == 0
        assert WORDS["Ada"].encode() not in terminal.raw


def test_words_that_were_kept_apart_are_told_where_somebody_is_there_to_read_them(staffed: Hub) -> None:
    casebook = sign_in(staffed.home, "Ben", WORDS["Ben"])
    tell_at_next_sign_in(casebook, "CE-7K3M-2Q", "CE-8K3M-2Q")
    casebook.close()
    assert "kept apart" not in staffed.run("Ben", "list").err, "a script reads no remarks"
    with on_terminal("list", "--as", "Ben", home=staffed.home) as terminal:
        terminal.wait_for("Passphrase of Ben:")
        terminal.press(typed(WORDS["Ben"]))
        terminal.wait_for("your words are kept apart, as CE-8K3")
        assert terminal.wait_for_end() == 0


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


def test_six_words_are_offered_and_typed_once(home: Path) -> None:
    with on_terminal("account", "add", "Ada", home=home) as terminal:
        terminal.wait_for("Passphrase for Ada:")
        [offered] = re.findall(r"made up for you: ([a-z ]+)", " ".join(terminal.text.split("\n")))
        assert len(offered.split()[:6]) == 6
        terminal.press(typed(" ".join(offered.split()[:6])))
        terminal.wait_for("to confirm")
        terminal.press(ctrl("c"))
        assert terminal.wait_for_end() == 130
    sign_in(home, "Ada", " ".join(offered.split()[:6])).close()


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


def test_who_one_is_and_why_are_asked_so_that_no_argument_says_them(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    with on_terminal("store", "hold", ref, home=staffed.home) as terminal:
        terminal.wait_for("Your name:")
        terminal.press(typed("Lea"))
        terminal.wait_for("Your reason, which is logged:")
        terminal.press(typed("a court has asked"))
        terminal.wait_for("Passphrase of Lea:")
        arguments = Path(f"/proc/{terminal.pid}/cmdline").read_bytes()
        assert b"Lea" not in arguments and b"court" not in arguments
        terminal.press(typed(WORDS["Lea"]))
        terminal.wait_for("is on hold")
        assert terminal.wait_for_end() == 0
    assert "a court has asked" in staffed.run("Lea", "store", "due").out


def test_an_administrator_is_asked_for_their_name_where_a_further_account_is_meant(staffed: Hub) -> None:
    with on_terminal("account", "add", "Dot", "--role", "lead", home=staffed.home) as terminal:
        terminal.wait_for("Your name, an administrator's:")
        terminal.press(typed("Ada"))
        terminal.wait_for("Passphrase of Ada:")
        terminal.press(typed(WORDS["Ada"]))
        terminal.wait_for("Passphrase for Dot:")
        terminal.press(typed(WORDS["Ben"]))
        terminal.wait_for("The same again:")
        terminal.press(typed(WORDS["Ben"]))
        terminal.wait_for("Dot has an account")
        assert terminal.wait_for_end() == 0


def test_who_gives_no_name_is_told_so(staffed: Hub) -> None:
    with on_terminal("list", home=staffed.home) as terminal:
        terminal.wait_for("Your name:")
        terminal.press(typed(" "))
        terminal.wait_for("No name was given")
        assert terminal.wait_for_end() == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_at_a_question_gives_the_terminal_back(hub: Hub, number: signal.Signals) -> None:
    with on_terminal("list", "--as", "Ada", home=hub.home) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        assert not shows_what_is_typed(terminal)
        for ends_nothing in (signal.SIGUSR1, signal.SIGALRM):
            terminal.signal(ends_nothing)
            terminal.settle()
        terminal.signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert shows_what_is_typed(terminal)


def test_ctrl_c_ends_a_question_of_a_command_that_a_script_began_with_an_ampersand(hub: Hub) -> None:
    """Such a command ignores Ctrl+C from its start: it goes on doing so where it asks nothing."""
    # The shell's first wait ends with the Ctrl+C, perhaps before the command; the second with the command.
    command = f"{sys.executable} -m ce_tui list --as Ada & wait $!; wait $!; echo ended with $?"
    env = {**ENV, "CE_TUI_HOME": str(hub.home), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    with PtyScreen(["/bin/sh", "-c", f"trap : INT; {command}"], env, columns=100) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        assert not shows_what_is_typed(terminal)
        terminal.send(ctrl("c"))
        terminal.wait_for("Stopped.")
        terminal.wait_for_end()
        assert shows_what_is_typed(terminal)


def test_ctrl_c_ends_a_question_that_shows_what_is_typed_too(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    command = f"trap '' INT; exec {sys.executable} -m ce_tui show {ref} --as Lea"
    env = {**ENV, "CE_TUI_HOME": str(staffed.home), "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    with PtyScreen(["/bin/sh", "-c", command], env, columns=100) as terminal:
        terminal.wait_for("Passphrase of Lea:")
        terminal.press(typed(WORDS["Lea"]))
        terminal.wait_for("Your reason:")
        terminal.send(ctrl("c"))
        terminal.wait_for("Stopped")
        assert terminal.wait_for_end() == 130


def test_ctrl_c_at_a_question_ends_in_words(hub: Hub) -> None:
    with on_terminal("list", "--as", "Ada", home=hub.home) as terminal:
        terminal.wait_for("Passphrase of Ada:")
        terminal.press(ctrl("c"))
        terminal.wait_for("Stopped")
        assert terminal.wait_for_end() == 130
        assert "Traceback" not in terminal.text
