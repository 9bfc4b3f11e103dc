"""What is being typed while one phones, and is cut off in the middle of a row: kept, said to be so, offered again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from support.people.conversation import CONFIG, Conversation, talk
from support.people.kept import kept
from support.people.screens import NAME, PASSPHRASE, second_terminal
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

HUB = "Children & Families' Hub"
CUT_OFF = "cut off or left as you typed it"
HALF = b"They send somebody at f"
TO_THE_ROWS = ("1", "phone", "write")
DAY = "24 nov 2026"


@pytest.fixture(autouse=True)
def _red(home: Path, store: None) -> None:
    casebook = second_terminal(home)
    answers = Answers(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        marks={"R2": "reasonably believe"},
    )
    casebook.screenings.leave(casebook.screenings.begin(answers))
    casebook.close()


def at_a_terminal(home: Path) -> PtyScreen:
    environment = {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "TERM": "dumb"}
    return PtyScreen([*CE_TUI, "lines"], environment, columns=80, rows=24)


def to_the_row(term: PtyScreen, number: bytes, question: str) -> None:
    """Sign in, open the screening, have it read, write at its first question, choose a row."""
    for asked, typed in (
        ("Your name?", NAME.encode()), ("Passphrase?", PASSPHRASE.encode()), ("or a number?", b"1"),
        ("child at immediate risk?", b"phone"), ("2. No, I have checked", b"write"), ("1 to 7?", number),
    ):  # fmt: skip
        term.wait_for(asked)
        term.send(typed + ENTER)
    term.wait_for(question)


def cut_off(home: Path, number: bytes, question: str, typed: bytes) -> None:
    """A line that drops half-way through a row."""
    with at_a_terminal(home) as term:
        to_the_row(term, number, question)
        term.send(typed)
        term.wait_for(typed.decode())
        term.hang_up()
        term.wait_for_end()


def hang_up_at_half_a_passphrase(term: PtyScreen) -> None:
    term.send(ctrl("l"))
    term.wait_for("Passphrase?")
    term.send(PASSPHRASE.encode()[:8])
    term.settle()
    term.hang_up()
    term.wait_for_end()


def recorded_now(home: Path) -> str:
    """What is heard of recording what was begun a moment ago."""
    return talk(home, "1", "record", "", HUB, "accepted", "", now=datetime.now(UTC))


def test_a_row_that_a_dropped_line_cut_off_is_kept_said_to_be_and_taken_with_enter(home: Path) -> None:
    cut_off(home, b"2", "What was said?", HALF)
    heard = talk(home, *TO_THE_ROWS, "2", "", "")
    assert f"2. What was said: {CUT_OFF}: “{HALF.decode()}”\n" in heard
    asked = f"What was said: {CUT_OFF}, and not written down yet: “{HALF.decode()}”. What was said?"
    assert f"{asked} [{HALF.decode()}; - for none]\n" in heard
    assert f"Written down: What was said: {HALF.decode()}.\n" in heard
    heard = talk(home, *TO_THE_ROWS)
    assert f"2. What was said: {HALF.decode()}\n" in heard and CUT_OFF not in heard


def test_whoever_hangs_up_once_more_without_typing_loses_nothing_of_it(home: Path) -> None:
    cut_off(home, b"2", "What was said?", HALF)
    assert f"[{HALF.decode()}; - for none]" in talk(home, *TO_THE_ROWS, "2")
    assert f"2. What was said: {CUT_OFF}: “{HALF.decode()}”\n" in talk(home, *TO_THE_ROWS)


def test_what_stood_there_stays_until_what_was_cut_off_is_typed_anew(home: Path) -> None:
    talk(home, *TO_THE_ROWS, "2", "They ring back.")
    cut_off(home, b"2", "What was said?", HALF)
    heard = talk(home, *TO_THE_ROWS, "2", "back", "2", "They send somebody at five.")
    assert f"2. What was said: They ring back.; changed, and {CUT_OFF}: “{HALF.decode()}”\n" in heard
    assert "Written down: What was said: They send somebody at five.\n" in heard
    assert CUT_OFF not in talk(home, *TO_THE_ROWS)


def test_it_stands_in_the_record_which_says_that_it_was_cut_off(home: Path) -> None:
    cut_off(home, b"2", "What was said?", HALF)
    heard = recorded_now(home)
    assert "and it was not recorded yet" in heard
    assert "Cut off or left as you typed it: What was said. What you typed stands" in heard
    assert f"Said: {HALF.decode()}." in heard.partition("Record it?")[0]
    casebook = second_terminal(home)
    (recorded,) = casebook.actions.of(casebook.index.all()[0].ref)
    casebook.close()
    assert recorded.action.said == HALF.decode()


def test_whoever_drops_it_hears_that_it_is_dropped(home: Path) -> None:
    cut_off(home, b"2", "What was said?", HALF)
    heard = talk(home, *TO_THE_ROWS, "2", "-", "2", "")
    dropped = "What was cut off is dropped: What was said: not written down yet.\n"
    assert heard.count(dropped) == 1, "once: nothing is left to be dropped then"
    assert CUT_OFF not in talk(home, *TO_THE_ROWS)


def test_half_of_a_day_is_said_and_never_taken_for_the_day(home: Path) -> None:
    cut_off(home, b"5", "By when?", b"26 11 20")
    heard = talk(home, *TO_THE_ROWS, "5", "")
    assert f"By when: {CUT_OFF}, and not written down yet: “26 11 20”. By when? [none]\n" in heard
    assert "What was cut off is dropped: By when: not written down yet.\n" in heard
    assert "Written down" not in heard
    cut_off(home, b"5", "By when?", b"26 11 20")
    heard = recorded_now(home)
    assert "Cut off or left as you typed it: By when, “26 11 20”." in heard
    casebook = second_terminal(home)
    assert [each.action.by for each in casebook.actions.of(casebook.index.all()[0].ref)] == [""]
    casebook.close()


def test_at_a_lock_that_ends_it_the_row_is_kept_and_no_part_of_a_passphrase(home: Path) -> None:
    with at_a_terminal(home) as term:
        to_the_row(term, b"2", "What was said?")
        term.send(HALF)
        term.wait_for(HALF.decode())
        hang_up_at_half_a_passphrase(term)
    heard = talk(home, *TO_THE_ROWS)
    assert f"2. What was said: {CUT_OFF}: “{HALF.decode()}”\n" in heard and PASSPHRASE[:8] not in heard


def test_half_of_a_passphrase_at_the_lock_is_no_line_of_the_notes(home: Path) -> None:
    with at_a_terminal(home) as term:
        for asked, typed in (
            ("Your name?", NAME.encode()), ("Passphrase?", PASSPHRASE.encode()), ("or a number?", b"1"),
            ("child at immediate risk?", b"notes"),
        ):  # fmt: skip
            term.wait_for(asked)
            term.send(typed + ENTER)
        term.wait_for("A line, read, or Enter to go on.")
        term.send(b"Seen at the li")
        term.wait_for("Seen at the li")
        hang_up_at_half_a_passphrase(term)
    assert kept(home).notes == "Seen at the li"


def test_a_harm_that_was_cut_off_stays_kept_where_one_hangs_up_there_again(home: Path) -> None:
    with at_a_terminal(home) as term:
        for asked, typed in (
            ("Your name?", NAME.encode()), ("Passphrase?", PASSPHRASE.encode()), ("or a number?", b"1"),
            ("child at immediate risk?", b"harm"), ("1 to 3?", b"2"), ("Day?", DAY.encode()),
        ):  # fmt: skip
            term.wait_for(asked)
            term.send(typed + ENTER)
        term.wait_for("One line?")
        term.send(b"He hits m")
        term.wait_for("He hits m")
        term.hang_up()
        term.wait_for_end()
    taken_back_and_said_again = ("harm", "y", "harm", "2", DAY)
    with Conversation(home) as line:
        for typed in (NAME, PASSPHRASE, "1", *taken_back_and_said_again):
            line.type(typed)
        line.hear("One line?")
        line.hang_up()
        assert line.end() == 0
    assert "“He hits m” is kept as you typed it" in talk(home, "1", "go result", "", "", "", "", "")
