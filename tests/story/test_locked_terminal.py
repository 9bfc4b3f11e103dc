"""The lock at a real terminal: hidden first, nothing of the case after it, nothing lost, and somebody else's turn."""

from __future__ import annotations

import os
import signal
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from support.people.at_the_door import CHILDREN, NAME, PASSPHRASE, fill
from support.people.screens import second_terminal
from support.stores.vault import database_of
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, TAB, PtyScreen, ctrl

LONG = 120.0  # seconds that a slow machine is waited for
CURTAIN = b"\x1b[m\x1b[H\x1b[2J Locking."
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
OF_THE_CASE = [word.encode() for name in CHILDREN for word in name.split()] + [b"Y1", b"lighthouse", b"CE-"]
NEVER = "idle = 0\nend = 0"


@contextmanager
def at_home(home: Path, lock: str = NEVER) -> Iterator[PtyScreen]:
    """The app at Home of a store with three screenings, with times to lock of its own."""
    if not home.exists():
        fill(home)
    config = home.parent / "config.toml"
    config.write_text(f"[lock]\n{lock}\n", "utf-8")
    env = {"CE_TUI_HOME": str(home), "CE_TUI_CONFIG": str(config), "HOME": str(home.parent)}
    with PtyScreen(CE_TUI, env, cwd=home.parent) as terminal:
        sign_in(terminal)
        yield terminal


def sign_in(terminal: PtyScreen) -> None:
    terminal.wait_for("Your name", LONG)
    terminal.type(NAME)
    terminal.press(ENTER)
    terminal.type(PASSPHRASE)
    terminal.press(ENTER)
    terminal.wait_for("Drafts: 2", LONG)


def open_notes(terminal: PtyScreen) -> None:
    terminal.press(ENTER)
    terminal.wait_for("3 Start", LONG)
    terminal.press(ctrl("T"))
    terminal.wait_for("7 Notes", LONG)
    terminal.settle()


def leaked(raw: bytes | bytearray) -> list[bytes]:
    return [word for word in OF_THE_CASE if word in raw]


def all_notes(home: Path) -> str:
    casebook = second_terminal(home)
    try:
        return "\n".join(casebook.screenings.open(each.ref).answers.notes for each in casebook.index.all())
    finally:
        casebook.close()


# Hidden first


def test_one_write_types_locks_and_unlocks_and_every_letter_is_where_it_belongs(home: Path) -> None:
    with at_home(home) as terminal:
        open_notes(terminal)
        at = len(terminal.raw)
        terminal.send(b"Words before. " + ctrl("L") + PASSPHRASE.encode() + ENTER)
        terminal.wait_until(
            lambda: CURTAIN in terminal.raw[at:] and "older.Words before." in terminal.text,
            "the notes as they were before the lock",
            LONG,
        )
        hidden = terminal.raw.index(CURTAIN, at)
        shown = terminal.raw.index(b"Words before.", hidden)
        assert b"Passphrase" in terminal.raw[hidden:shown]
        terminal.type("Words after.")
        terminal.press(ctrl("Q"))
        assert terminal.wait_for_end(LONG) == 0
    assert PASSPHRASE.encode() not in terminal.raw
    assert "older.Words before. Words after." in all_notes(home)


@pytest.mark.parametrize("place", ["home", "notes", "question", "menu"])
def test_the_first_thing_that_the_key_sends_clears_the_screen(home: Path, place: str) -> None:
    with at_home(home) as terminal:
        if place == "notes":
            open_notes(terminal)
        elif place == "question":
            terminal.press(b"n")
            terminal.wait_for("Where does the child live?", LONG)
        elif place == "menu":
            terminal.press(ctrl("G"))
            terminal.wait_for("Go to: a number", LONG)
        terminal.settle()
        at, before = len(terminal.raw), terminal.text
        terminal.press(ctrl("L"))
        terminal.wait_for("Locked.", LONG)
        terminal.settle()
        assert terminal.raw[at:].startswith(CURTAIN)
        assert leaked(terminal.raw[at:]) == []
        assert len(terminal.raw) - at <= 3000
        terminal.type(PASSPHRASE)
        terminal.press(ENTER)
        terminal.wait_until(lambda: terminal.text == before, "the very place", LONG)


def test_the_key_pressed_again_and_again_locks_once(home: Path) -> None:
    with at_home(home) as terminal:
        terminal.send(ctrl("L") * 5 + PASSPHRASE.encode())
        terminal.wait_for("Passphrase            [ ***", LONG)
        terminal.press(ctrl("L"))
        terminal.wait_for("Passphrase            [ ***", LONG)
        terminal.press(ENTER)
        terminal.wait_for("Drafts: 2", LONG)


def test_it_hides_while_the_store_holds_the_app_up_and_saves_afterwards(home: Path) -> None:
    with at_home(home) as terminal:
        open_notes(terminal)
        with writing(home):
            terminal.send(b"Typed while another one writes. ")
            terminal.settle()
            at = len(terminal.raw)
            terminal.send(ctrl("L"))
            terminal.wait_until(lambda: CURTAIN in terminal.raw[at:], "a cleared screen", LONG)
            assert "Typed while" not in terminal.text
        terminal.wait_for("Locked.", LONG)
        assert leaked(terminal.raw[terminal.raw.index(CURTAIN, at) :]) == []
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end(LONG) == 128 + signal.SIGTERM
    assert "Typed while another one writes." in all_notes(home)


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Somebody else's write that takes its time: the store is theirs for the block."""
    other = second_terminal(home)
    database = database_of(other).conn
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")
    finally:
        other.close()


# By itself


def test_it_is_warned_once_in_words_and_nothing_is_sent_until_a_key(home: Path) -> None:
    with at_home(home, "idle = 3610\nwarn = 3600") as terminal:
        open_notes(terminal)
        terminal.settle(quiet=1.5)
        before = terminal.text
        at = len(terminal.raw)
        terminal.wait_for("No key was pressed for a while: this locks in 60 minutes.", LONG)
        terminal.settle(quiet=1.5)
        assert terminal.text.splitlines()[0].startswith(" PRESS ANY KEY")
        assert len(terminal.raw) - at <= 500
        assert terminal.settle(quiet=3.0) == 0
        time.sleep(1.1)  # a key that comes sooner was on its way before
        terminal.press(b"x")
        terminal.wait_until(lambda: terminal.text == before, "the place as it was", LONG)


def test_it_locks_by_itself_and_then_sends_nothing_of_the_case_and_nothing_at_all(home: Path) -> None:
    with at_home(home, "idle = 8\nwarn = 1\nend = 0") as terminal:
        terminal.wait_for("Locked.", LONG)
        terminal.settle(quiet=1.5)
        at = terminal.raw.index(CURTAIN)
        assert leaked(terminal.raw[at:]) == []
        assert leaked(terminal.text.encode()) == []
        assert terminal.settle(quiet=4.0) == 0


def test_a_lock_to_which_nobody_comes_back_ends_with_words_without_names(home: Path) -> None:
    with at_home(home, "idle = 8\nwarn = 1\nend = 1") as terminal:
        assert terminal.wait_for_end(LONG) == 0
        assert "it has signed out. Everything is saved." in " ".join(terminal.text.split())
        assert NAME not in terminal.text and leaked(terminal.text.encode()) == []
        assert "In danger now" not in terminal.text  # the screen is cleared


def test_a_process_that_was_stopped_locks_before_it_shows_anything_again(home: Path) -> None:
    with at_home(home, "idle = 8\nwarn = 1\nend = 0") as terminal:
        open_notes(terminal)
        terminal.signal(signal.SIGSTOP)
        at = len(terminal.raw)
        time.sleep(9)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Locked.", LONG)
        terminal.settle()
        assert leaked(terminal.raw[at:]) == []


# Somebody else's turn


def test_someone_else_signs_in_in_a_fresh_process(home: Path) -> None:
    with at_home(home) as terminal:
        open_notes(terminal)
        terminal.type("Left in a hurry.")
        terminal.press(ctrl("L"))
        terminal.wait_for("Locked.", LONG)
        started = terminal.raw.count(ENTERED)
        at = len(terminal.raw)
        terminal.press(TAB, DOWN)
        terminal.send(ENTER)
        terminal.wait_until(lambda: terminal.raw.count(LEFT) == 1, "an end of the first process", LONG)
        terminal.send(ctrl("C"))  # which ends nothing, also before the next one has begun
        terminal.wait_for("The person before you is signed out", LONG)
        assert terminal.raw.count(ENTERED) == started + 1
        assert leaked(terminal.raw[at:]) == []
        assert not list(home.glob("sessions/*[0-9a-f]"))
        sign_in(terminal)
        terminal.press(ctrl("Q"))
        assert terminal.wait_for_end(LONG) == 0
        assert termios.tcgetattr(terminal.fd)[3] & termios.ECHO
    assert "Left in a hurry." in all_notes(home)


def test_an_administrator_who_waits_for_the_store_gets_it_and_the_word_being_typed_is_kept(
    home: Path,
) -> None:
    with at_home(home) as terminal:
        open_notes(terminal)
        terminal.type("In the middle of a wo")
        alone = threading.Event()

        def wait() -> None:
            with Sessions(Home(home)).alone(LONG):
                alone.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        at = len(terminal.raw)

        def asked_out() -> bool:
            if alone.is_set() and ENTERED not in terminal.raw[at:]:
                os.write(terminal.fd, b"qz")  # who types on meanwhile
            return "You were signed out because an administrator" in terminal.text

        terminal.wait_until(asked_out, "why it has ended", LONG)
        gone = terminal.raw.index(LEFT, at)
        assert b"qz" not in terminal.raw[gone : terminal.raw.index(ENTERED, gone)]
        waiting.join(LONG)
        terminal.press(ctrl("U"))
        sign_in(terminal)
        terminal.press(ENTER)
        terminal.wait_for("In the middle of a wo", LONG)


def test_a_dropped_line_signs_out(home: Path) -> None:
    with at_home(home) as terminal:
        open_notes(terminal)
        terminal.type("And then the line dro")
        terminal.hang_up()
        assert terminal.wait_for_end(LONG) == 128 + signal.SIGHUP
    casebook = second_terminal(home)
    kinds = [entry.kind for entry in casebook.log.entries(last=2)]
    casebook.close()
    assert kinds == ["sign-out", "sign-in"]
    assert "And then the line dro" in all_notes(home)
