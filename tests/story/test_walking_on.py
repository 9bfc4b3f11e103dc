"""Who walks through the app goes on in the fresh process that somebody else signs in to, whenever that one begins."""

from __future__ import annotations

from pathlib import Path

from support.people.places import lock
from support.stores.full_store import fill
from support.terminal.pty_screen import DOWN, ENTER, TAB
from support.terminal.walker import Walker


def test_a_question_to_the_process_before_is_asked_again(tmp_path: Path) -> None:
    """The fresh one has said that it begins, and nobody listened: the next question was meant for the one before."""
    store = fill(tmp_path / "home", lambda what: f"Quillfeather {what}")
    with Walker(store.home) as walker:
        lock(walker, store)
        walker.press(TAB, DOWN)
        walker.send(ENTER)
        walker.term.wait_for("The person before you is signed out")
        state = walker.press(b"x")
        assert (state.front, state.locked) == ("SignInScreen", False)
        walker.go("command:app.contacts")
        walker.until_front("ContactsScreen")
