"""Two people at two real terminals: one types, the other revokes that account. No word is lost, all is handed over."""

from __future__ import annotations

import re
from pathlib import Path

from support.people.at_the_door import NAME, PASSPHRASE
from support.people.office import BEN, CHILD, SECRET, hub, screening_of
from support.people.screens import second_terminal
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, END, ENTER, TAB, UP, PtyScreen, ctrl

LONG = 120.0


def sit_down(home: Path, name: str, secret: str) -> PtyScreen:
    terminal = PtyScreen(
        CE_TUI,
        {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "XDG_CONFIG_HOME": str(home.parent / "config")},
        cwd=home.parent,
    )
    terminal.wait_for("Sign in", LONG)
    terminal.type(name)
    terminal.press(TAB)
    terminal.type(secret)
    terminal.press(ENTER)
    terminal.wait_for("Drafts: 1" if name == BEN else "The hub's drafts: 1", LONG)
    terminal.settle()
    return terminal


def words(terminal: PtyScreen) -> str:
    return " ".join(terminal.text.split())


def wait_for(terminal: PtyScreen, said: str) -> None:
    terminal.wait_until(lambda: said in words(terminal), repr(said), LONG)
    terminal.settle()


def test_who_is_revoked_at_work_is_signed_out_with_every_word_kept_and_the_work_goes_to_a_colleague(
    home: Path,
) -> None:
    hub(home)
    ref = screening_of(home)
    with sit_down(home, BEN, SECRET) as leaver, sit_down(home, NAME, PASSPHRASE) as administrator:
        leaver.press(ENTER)
        wait_for(leaver, "3 Start")
        leaver.press(ctrl("t"))
        wait_for(leaver, "7 Notes")
        leaver.type("Seen at the lighthouse, typed until the")

        administrator.press(ctrl("g"))
        wait_for(administrator, "Go to: a number")
        listed = re.search(r"(\d+) Accounts: people", administrator.text)
        assert listed, administrator.text
        administrator.press(listed[1].encode(), ENTER)
        wait_for(administrator, "Accounts: 4")
        administrator.press(END, UP, ENTER)
        wait_for(administrator, f"{BEN}: practitioner. Active.")
        administrator.press(DOWN, DOWN, ENTER)
        wait_for(administrator, "This cannot be taken back")
        administrator.press(b"2", ENTER)

        wait_for(leaver, "This account is revoked, so it was signed out.")
        assert CHILD not in leaver.text and "lighthouse" not in leaver.text
        wait_for(administrator, f"{BEN} is revoked and shut out for good")
        administrator.press(ENTER)
        wait_for(administrator, "Revoked: shut out for good.")
        administrator.press(ENTER)
        wait_for(administrator, "Who gets the screenings")
        administrator.press(ENTER)
        wait_for(administrator, f"Hand them over to {NAME}")
        administrator.press(b"2", ENTER)
        wait_for(administrator, f"One screening of {BEN} now belongs to {NAME}.")
        administrator.send(ctrl("q"))
        assert administrator.wait_for_end(LONG) == 0
    casebook = second_terminal(home)
    assert casebook.screenings.open(ref).answers.notes == "Seen at the lighthouse, typed until the"
    assert casebook.log.verify().faults == []
    casebook.close()
