"""The first-use walk a line at a time: every step heard and tried, left and come back to; from a session and back."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.lines.run import Beginning
from ce_tui.session.session import Session
from ce_tui.session.walk import STEPS, Walk
from ce_tui.settings.config import Config
from support.checkout import CHECKOUT
from support.people.at_the_door import fill
from support.people.conversation import CONFIG, NAME, PASSPHRASE, Conversation
from support.people.screens import sign_in
from support.stores.full_store import fill as full
from support.terminal.pty_screen import ENTER, PtyScreen

TRY_IT = "[Try it]"


def walking(home: Path, walk: Walk | None = None) -> Conversation:
    """The demo as it begins a line at a time, over screenings of our own."""
    fill(home)
    session = Session(sign_in(home, NAME, PASSPHRASE), Config().pathways())
    return Conversation(home, CONFIG, Beginning(session=session, demo=True, walk=walk or Walk()))


def test_no_step_says_a_key_and_each_has_words_of_its_own_to_try() -> None:
    for step in STEPS:
        said = f"{step.words_in_lines or step.words} {step.try_in_lines}"
        assert "{" not in said and not re.search(r"Ctrl|\bF\d|Space|Press|press \b(Up|Down)", said)
    assert len({step.try_in_lines for step in STEPS}) == 6


def test_each_step_is_tried_where_it_belongs_and_walk_leads_to_the_next(home: Path) -> None:
    with walking(home) as talking:
        talking.answer("Step 1 of 6: Home. Home is the first thing")
        talking.hear("This is Home.")
        for number, (step, there, word) in enumerate(
            (
                (STEPS[1], "5 Amber.\n", "walk"),
                (STEPS[2], "7 Notes.\n", "walk"),
                (STEPS[3], "8 Result.\n", "go walk"),
                (STEPS[4], "10 Review.\n", "walk"),
                (STEPS[5], "8 Result.\n", "walk"),
            ),
            2,
        ):
            talking.type(word)
            talking.hear(f"Step {number} of 6: {step.title}. ")
            talking.answer(TRY_IT, "1")
            talking.hear("The walk waits for you")
            talking.hear(there)
        talking.type("walk")
        talking.hear("Step 6 of 6")
        talking.answer("End the walk, and look around by yourself\n1 to 4? [Try it]", "end")
        talking.type("walk")
        talking.hear("Step 1 of 6")
        talking.type("quit")
        assert talking.end() == 0


def test_it_is_gone_through_back_and_forth_skipped_and_begun_again(home: Path) -> None:
    with walking(home) as talking:
        for typed, heard in (
            ("2", "Step 2 of 6"),
            ("next", "Step 3 of 6"),
            ("skip", "Step 4 of 6"),
            ("back", "Step 3 of 6"),
            ("where", "The walk. Step 3 of 6: The notes.\n"),
            ("9", "Type a number from 1 to 5."),
            ("begin", "Step 1 of 6"),
            ("back", "The walk waits for you"),
        ):
            talking.answer(TRY_IT, typed)
            talking.hear(heard)
        talking.answer("? [open CE-", "walk")
        talking.hear("Step 1 of 6")
        talking.answer(TRY_IT, "help")
        talking.hear("Each step says what there is and what to try.")
        talking.hang_up()
        assert talking.end() == 0


def test_a_walk_that_a_session_led_to_writes_no_file(home: Path) -> None:
    with walking(home, Walk(4, from_the_app=True)) as talking:
        talking.answer(TRY_IT)
        talking.answer("[go on to Home]", "text")
        talking.hear("In the walk nothing is written to a file")
        talking.type("quit")
        assert talking.end() == 0
        assert "Signed out. Everything is saved." not in talking.text


def test_its_places_are_sections_or_home() -> None:
    assert {step.place for step in STEPS} <= {"home", *SECTIONS}


def test_at_a_terminal_it_is_begun_from_a_session_and_ends_at_its_sign_in_where_it_goes_on(
    tmp_path: Path,
) -> None:
    store = full(tmp_path / "home", lambda what: f"Quillfeather {what}")
    env = {"PYTHONPATH": str(CHECKOUT), "HOME": str(tmp_path), "CE_TUI_HOME": str(store.home)}
    command = [sys.executable, "-m", "ce_tui", "lines", "--columns", "60"]
    with PtyScreen(command, env, columns=80, rows=40, cwd=tmp_path) as term:

        def answer(question: str, line: str) -> None:
            term.wait_for(question)
            term.send(line.encode() + ENTER)

        for step in ("Step 1 of 6: Home", "Step 2 of 6: The indicators"):
            answer("Your name?", "Pat Example")
            answer("Passphrase?", "seven odd lanterns over a harbour")
            answer("or a number?", "walk")
            answer("it ends at the sign-in. Begin it?", "y")
            term.wait_for(step)
            assert "Quillfeather" not in term.text
            assert all(len(line) <= 60 for line in term.text.splitlines())
            answer(TRY_IT, "2")
            answer(TRY_IT, "quit")
            term.wait_for("That was the walk")
        term.wait_for("Your name?")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0


def test_what_goes_along_to_it_is_a_number_of_steps_and_settings(home: Path) -> None:
    fill(home)
    said = json.dumps({"walk": "2.", "lines.ascii": "on", "columns": "40"})
    env = {"PYTHONPATH": str(CHECKOUT), "HOME": str(home.parent), "CE_TUI_HOME": str(home)}
    command = [sys.executable, "-m", "ce_tui", "demo", "--walk", "--lines", "--then-sign-in", said]
    with PtyScreen(command, env, columns=80, rows=40, cwd=home.parent) as term:
        term.wait_for("Step 3 of 6: The notes.")
        said = [line for line in term.text.splitlines() if "Please wait." not in line]
        assert all(len(line) <= 40 for line in said), (
            "the command's own word before it is broken by the terminal"
        )
        term.send(b"quit" + ENTER)
        term.wait_for("Your name?")
        term.send(b"quit" + ENTER)
        assert term.wait_for_end() == 0
