"""The line mode in a real terminal: nothing but words is sent, secrets are not echoed, endings lose nothing."""

from __future__ import annotations

import re
import signal
import sys
import termios
import time
from pathlib import Path

import pytest

from ce_tui.commands.keymap import Keys
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.preferences import KEYS, kept_keys
from ce_tui.terminal.safety import TYPED
from support.people.conversation import talk
from support.people.kept import kept, not_taken
from support.people.screens import CHEAP, NAME, PASSPHRASE
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import BACKSPACE, ENTER, F1, UP, PtyScreen, ctrl

pytestmark = pytest.mark.usefixtures("store")
SCROLLBACK = b"\x1b[3J"


def terminal(home: Path, *arguments: str, term: str = "dumb", columns: int = 80, **env: str) -> PtyScreen:
    return PtyScreen(
        [*CE_TUI, *arguments],
        {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "TERM": term, **env},
        columns=columns,
        rows=24,
    )


def sign_in_at(term: PtyScreen) -> None:
    term.wait_for("Your name?")
    term.send(NAME.encode() + ENTER)
    term.wait_for("Passphrase?")
    term.send(PASSPHRASE.encode() + ENTER)
    term.wait_for("or a number?")


def to_the_name_of_the_child(term: PtyScreen) -> None:
    sign_in_at(term)
    for question, line in (("number?", b"new"), ("1 to 4?", b""), ("I have checked?", b"go details")):
        term.wait_for(question)
        term.send(line + ENTER)
    for _ in range(5):
        term.wait_for("Now: empty.")
        term.send(b"skip" + ENTER)
    term.wait_for("Child's name? Now: empty.")


def echoes(term: PtyScreen) -> bool:
    """Whether what is typed is shown by the terminal itself, as a shell expects it."""
    return bool(termios.tcgetattr(term.fd)[3] & termios.ECHO)


def await_the_system(term: PtyScreen) -> None:
    """Wait until the program has let go of the terminal, and the one that follows has not taken it over yet."""
    end = time.monotonic() + 20
    while not termios.tcgetattr(term.fd)[3] & termios.ICANON and time.monotonic() < end:
        time.sleep(0.001)


def test_a_plain_terminal_gets_the_line_mode_and_nothing_but_words(home: Path) -> None:
    with terminal(home) as term:
        sign_in_at(term)
        term.send(b"contacts" + ENTER)
        term.wait_for("1 to 4? [Essex]")
        term.send(ENTER)
        term.wait_for("more. Enter goes on")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert re.search(rb"[\x00-\x07\x0b\x0c\x0e-\x1f\x7f]", bytes(term.raw)) is None
    assert PASSPHRASE.encode() not in term.raw
    assert term.text.strip() == "Signed out. Everything is saved."


def test_the_answer_is_typed_on_the_row_of_its_question_which_stays_whole(home: Path) -> None:
    with terminal(home, "lines", columns=60) as term:
        sign_in_at(term)
        for question, line in (("number?", b"new"), ("1 to 4?", b""), ("I have checked?", b"")):
            term.wait_for(question)
            term.send(line + ENTER)
        term.wait_for("Now: not answered.")
        term.settle()
        row, column = term.cursor
        assert term.line(row).endswith("Yes or no? Now: not answered.")
        assert column == len(term.line(row)) + 1
        assert all(len(line) < 60 for line in term.text.splitlines())


def test_a_line_is_edited_as_terminals_do_and_keys_that_do_nothing_leave_nothing(home: Path) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine Quilx" + BACKSPACE + UP + b"lfeather nonsense" + ctrl("w"))
        term.wait_for("Now: empty. Zephyrine Quillfeather")
        term.send(ctrl("c"))
        term.wait_for("The line is dropped.")
        term.send(b"Zephyrine Quillfeather" + ENTER)
        term.wait_for("date of birth? Now: empty.")
        term.send(F1)
        term.wait_for("Details\nYour details and the child's")
        term.send(b"quit" + ENTER)
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).child.name == "Zephyrine Quillfeather"


@pytest.mark.parametrize("term_name", ["dumb", "xterm-256color"])
def test_ctrl_l_locks_in_mid_line_hides_everything_and_gives_the_line_back(
    home: Path, term_name: str
) -> None:
    with terminal(home, "lines", term=term_name) as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine Quill")
        term.wait_for("Zephyrine Quill")
        before = len(term.raw)
        term.send(ctrl("l"))
        term.wait_for("Locked.")
        assert "Zephyrine" not in term.text and "Child" not in term.text
        assert (SCROLLBACK in term.raw[before:]) is (term_name != "dumb")
        term.wait_for("Passphrase?")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_for("Child's name? Now: empty. Zephyrine Quill")
        term.send(b"feather" + ENTER)
        term.wait_for("date of birth")
        term.send(ctrl("q"))
        assert term.wait_for_end() == 0
        assert term.text.strip() == "Signed out. Everything is saved."
    assert kept(home).child.name == "Zephyrine Quillfeather"
    assert PASSPHRASE.encode() not in term.raw


@pytest.mark.parametrize(
    "number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGVTALRM, signal.SIGXCPU]
)
def test_a_signal_in_mid_line_keeps_the_line_and_signs_out(home: Path, number: signal.Signals) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine Quillfeather")
        term.wait_for("Quillfeather")
        term.signal(number)
        assert term.wait_for_end() == 128 + number
        assert "Zephyrine" not in term.text
    assert not_taken(home) == {"child.name": "Zephyrine Quillfeather"}
    assert kept(home).child.name == "", "nobody has said that this is all of it"


def test_signals_that_ask_for_nothing_are_passed_over_in_mid_line(home: Path) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine Quill")
        term.wait_for("Quill")
        for number in (
            signal.SIGALRM,
            signal.SIGUSR1,
            signal.SIGUSR2,
            signal.SIGIO,
            signal.SIGRTMIN,
            signal.SIGTSTP,
        ):
            term.signal(number)
            term.settle(0.1)
        term.send(b"feather" + ENTER)
        term.wait_for("date of birth")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).child.name == "Zephyrine Quillfeather"


@pytest.mark.parametrize("into", ["", "| cat"])
def test_ctrl_c_is_heard_where_it_was_ignored_at_the_start(home: Path, into: str) -> None:
    command = f"trap '' INT; {sys.executable} -m ce_tui lines {into}"
    with PtyScreen(["/bin/sh", "-c", command], {"CE_TUI_HOME": str(home), "HOME": str(home.parent)}) as term:
        term.wait_for("Your name?")
        term.settle()
        term.send(b"Nobody" + ctrl("c"))
        term.wait_for("The line is dropped.") if not into else term.wait_for_end()


def test_a_dropped_line_loses_nothing_of_a_note(home: Path) -> None:
    with terminal(home, "lines") as term:
        sign_in_at(term)
        for question, line in (("number?", b"new"), ("1 to 4?", b""), ("I have checked?", b"notes")):
            term.wait_for(question)
            term.send(line + ENTER)
        term.wait_for("Now: no lines.")
        term.send(b"Seen twice." + ENTER + b"Told by the sch")
        term.wait_for("Told by the sch")
        term.hang_up()
        term.wait_for_end()
    assert kept(home).notes == "Seen twice.\nTold by the sch"


def bracketed(words: bytes) -> bytes:
    """Words as a terminal sends them that was asked to tell what is pasted."""
    return b"\x1b[200~" + words + b"\x1b[201~"


def test_paragraphs_pasted_into_the_notes_are_all_notes_and_answer_nothing_else(home: Path) -> None:
    with terminal(home, "lines", term="xterm-256color") as term:
        to_the_name_of_the_child(term)
        assert b"\x1b[?2004h" in term.raw
        term.send(b"notes" + ENTER)
        term.wait_for("Now: no lines.")
        term.send(bracketed(b"Seen twice, A3.\r\rno\nread\n\x1bquit\n"))
        term.wait_for("5 lines pasted into the notes. read says them.")
        term.send(b"Typed after it." + ENTER + ENTER)
        term.wait_for("Child's name? Now: empty.")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).notes == "Seen twice, A3.\n\nno\nread\nquit\nTyped after it."
    assert kept(home).child.name == "" and kept(home).marks == {}
    assert term.raw.rindex(b"\x1b[?2004l") > term.raw.rindex(b"\x1b[?2004h")


def test_several_lines_pasted_where_one_is_asked_for_are_one_which_enter_takes(home: Path) -> None:
    with terminal(home, "lines", term="xterm") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine " + bracketed(b"Quill\n\nfeather\n"))
        term.wait_for("3 lines were pasted, and are one line now.")
        term.wait_for("name? Now: empty. Zephyrine Quill feather")
        term.send(ENTER)
        term.wait_for("date of birth? Now: empty.")
        term.send(bracketed(b"3 4 2012\n"))
        term.wait_for("date of birth? Now: empty. 3 4 2012")
        term.send(ENTER + b"go start" + ENTER)
        term.wait_for("I have checked?")
        term.send(bracketed(b"no\nno\nyes"))
        term.wait_for("3 lines were pasted at once, and none is taken: one line is asked for.")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).child.name == "Zephyrine Quill feather"
    assert kept(home).child.date_of_birth == "2012-04-03"
    assert kept(home).immediate_risk is kept(home).harm_today is kept(home).missing_now is None


def test_a_paste_of_several_lines_is_no_passphrase(home: Path) -> None:
    with terminal(home, "lines", term="xterm") as term:
        term.wait_for("Your name?")
        term.send(bracketed(NAME.encode()) + ENTER)
        term.wait_for("Passphrase?")
        term.send(bracketed(PASSPHRASE.encode() + b"\nand more"))
        term.wait_for("2 lines were pasted at once, and none is taken")
        term.send(bracketed(PASSPHRASE.encode()) + ENTER)
        term.wait_for("or a number?")
    assert PASSPHRASE.encode() not in term.raw


def test_a_dropped_line_keeps_the_reason_that_was_begun_for_a_lower_decision(home: Path) -> None:
    with terminal(home, "lines") as term:
        sign_in_at(term)
        for question, line in (
            ("number?", b"new"), ("1 to 4?", b""), ("I have checked?", b"go yellow"), ("Y1 of 15.", b"y"),
            ("Y2 of 15.", b"go result"), ("Enter goes on", b"stop"), ("What do you decide", b"1"),
        ):  # fmt: skip
            term.wait_for(question)
            term.send(line + ENTER)
        term.wait_for("Your reason")
        term.send(b"Seen by the school's ow")
        term.wait_for("school's ow")
        term.hang_up()
        term.wait_for_end()
    assert not_taken(home) == {"decision.reason": "Seen by the school's ow"}
    assert "Your reason? Cut off or left as you typed it: “Seen by the school's ow”." in talk(
        home, "1", "stop", ""
    )
    assert kept(home).decision.reason == ""


def test_control_keys_lead_where_they_lead_in_the_full_screen(home: Path) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"begun" + ctrl("o"))
        term.wait_for("A line is begun")
        term.wait_for("Now: empty. begun")
        term.send(ctrl("u") + ctrl("p"))
        term.wait_for("8 Result.")
        term.send(b"stop" + ENTER)
        term.wait_for("What do you decide")
        term.send(ctrl("t"))
        term.wait_for("7 Notes.")
        term.send(ctrl("o"))
        term.wait_for("Home. 1 draft")
        term.send(ctrl("t"))
        term.wait_for("That key does nothing here.")
        term.send(ctrl("g"))
        term.wait_for("Go where?")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0


def test_the_accounts_own_keys_count_from_the_sign_in_on(home: Path) -> None:
    own = Keys().with_key("lock", "ctrl+y").with_key("quit", "ctrl+s")
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    KEYS.keep(casebook, kept_keys(own))
    casebook.close()
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine" + ctrl("l"))
        term.settle()
        assert "Locked." not in term.text
        term.send(ctrl("y"))
        term.wait_for("Locked.")
        term.wait_for("Passphrase?")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_for("Child's name? Now: empty. Zephyrine")
        term.send(ENTER)
        term.wait_for("date of birth")
        term.send(ctrl("s"))
        assert term.wait_for_end() == 0


def test_input_that_is_not_utf_8_ends_nothing(home: Path) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zo\xeb\xff" + ENTER)
        term.wait_for("date of birth")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).child.name.startswith("Zo")


def test_someone_else_signs_in_from_the_lock_in_a_fresh_process(home: Path) -> None:
    with terminal(home, "lines") as term:
        to_the_name_of_the_child(term)
        term.send(b"Zephyrine Quillfeather" + ENTER + ctrl("l"))
        term.wait_for("Locked.")
        before = len(term.raw)
        term.send(b"other" + ENTER)
        term.wait_for("The person before you is signed out, and their work is saved.")
        term.wait_for("Your name?")
        assert term.raw[before:].count(b"The person before you") == 1
        assert NAME not in term.text and "Zephyrine" not in term.text
        term.send(NAME.encode() + ENTER)
        term.wait_for("Passphrase?")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_for("or a number?")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert kept(home).child.name == "Zephyrine Quillfeather"
    assert PASSPHRASE.encode() not in term.raw


def test_what_was_said_of_the_session_before_the_last_is_not_said_again(home: Path) -> None:
    """One that had followed another is followed itself: each says why the one before it has ended."""
    with terminal(home, "--after=keys-change") as term:
        term.wait_for("because an administrator is changing the keys")
        sign_in_at(term)
        term.send(ctrl("l"))
        term.wait_for("Locked.")
        before = len(term.raw)
        term.send(b"other" + ENTER)
        term.wait_for("The person before you is signed out, and their work is saved.")
        term.wait_for("Your name?")
        assert b"changing the keys" not in term.raw[before:]
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
        assert echoes(term)


@pytest.mark.parametrize("arguments", [("lines",), ("lines", "--ascii")])
def test_between_two_people_the_terminal_shows_nothing_of_what_is_typed(
    home: Path, arguments: tuple[str, ...]
) -> None:
    """A passphrase that is typed before the next process asks for it is on nobody's screen."""
    with terminal(home, *arguments) as term:
        sign_in_at(term)
        term.send(ctrl("l"))
        term.wait_for("Locked.")
        before = len(term.raw)
        term.send(b"other" + ENTER)
        await_the_system(term)
        term.send(NAME.encode() + ENTER + PASSPHRASE.encode() + ENTER)
        term.wait_for("or a number?")
        assert b"The person before you" in term.raw[before:]
        assert PASSPHRASE.encode() not in term.raw
        term.send(b"where" + ENTER)
        term.wait_for("[new] where")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
        assert echoes(term)


def test_between_two_people_ctrl_c_ends_nothing(home: Path) -> None:
    with terminal(home, "lines") as term:
        sign_in_at(term)
        term.send(ctrl("l"))
        term.wait_for("Locked.")
        term.send(b"other" + ENTER)
        await_the_system(term)
        term.send(ctrl("c"))
        term.wait_for("The person before you is signed out")
        term.send(ENTER + b"quit" + ENTER)
        assert term.wait_for_end() == 0
        assert termios.tcgetattr(term.fd)[3] & TYPED == TYPED


def test_a_passphrase_is_not_echoed_where_the_words_go_into_a_file(home: Path) -> None:
    said = home.parent / "said"
    command = f"exec {sys.executable} -m ce_tui lines > {said}"
    with PtyScreen(["/bin/sh", "-c", command], {"CE_TUI_HOME": str(home), "HOME": str(home.parent)}) as term:
        term.wait_until(
            lambda: said.exists() and "Your name?" in said.read_text("utf-8"), "the first question"
        )
        term.send(NAME.encode() + ENTER)
        term.wait_for(NAME)
        term.wait_until(lambda: "Passphrase?" in said.read_text("utf-8"), "the passphrase's question")
        term.send(PASSPHRASE.encode() + ENTER)
        term.wait_until(lambda: "or a number?" in said.read_text("utf-8"), "Home")
        term.send(b"where" + ENTER)
        term.wait_for("where")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
    assert PASSPHRASE.encode() not in term.raw


def test_a_dropped_line_keeps_what_was_begun_of_a_harm_and_enter_takes_it_at_start(home: Path) -> None:
    with terminal(home, "lines") as term:
        sign_in_at(term)
        for question, line in (
            ("number?", b"new"), ("1 to 4?", b""), ("I have checked?", b"harm"), ("1 to 3?", b"2"), ("Day?", b""),
        ):  # fmt: skip
            term.wait_for(question)
            term.send(line + ENTER)
        term.wait_for("One line?")
        term.send(b"He hits m")
        term.wait_for("He hits m")
        term.hang_up()
        term.wait_for_end()
    assert kept(home).harm.words == "", "nobody has said that it is so yet"
    heard = talk(home, "1", "go result", "", "", "", "", "go start", "skip", "skip", "skip", "", "stop")
    assert "What was seen or said: “He hits m” is kept as you typed it, and not taken yet." in heard
    assert "What was seen or said? Cut off or left as you typed it: “He hits m”. Enter takes it;" in heard
    assert kept(home).harm.words == "He hits m"


@pytest.mark.parametrize(("locale", "echo"), [("C.UTF-8", "Zoë"), ("C", "Zoe")])
def test_a_letter_of_latin_1_is_shown_as_it_is_typed_and_not_with_the_next_one(
    home: Path, locale: str, echo: str
) -> None:
    with terminal(home, LC_ALL=locale) as term:
        term.wait_for("Your name?")
        term.send(b"Zo\xeb")
        term.wait_for(f"Your name? {echo}")
        term.send(BACKSPACE + b"e" + BACKSPACE + "ë".encode())
        term.wait_until(lambda: term.raw.endswith(b"\x08 \x08" + echo[-1].encode()), "the letter in UTF-8")
        assert term.line(term.cursor[0]).endswith(f"Your name? {echo}")
