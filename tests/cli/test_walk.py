"""From the app to the walk and back, in a real terminal: fresh processes, one after the other."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from ce_tui.commands.keymap import Keys
from ce_tui.settings.preferences import kept_keys
from support.checkout import CHECKOUT
from support.people.cli import ce_tui
from support.stores.full_store import NAME, PASSPHRASE, fill
from support.terminal.pty_screen import DOWN, ENTER, SPACE, TAB, PtyScreen, ctrl

END = b"\x1b[F"


def terminal(home: Path, *arguments: str) -> PtyScreen:
    env = {"PYTHONPATH": str(CHECKOUT), "HOME": str(home.parent), "CE_TUI_HOME": str(home)}
    env["XDG_CONFIG_HOME"] = str(home.parent / "config")
    return PtyScreen([sys.executable, "-m", "ce_tui", *arguments], env)


def sign_in_and_walk(term: PtyScreen) -> None:
    """From the sign-in to the walk, through the go-to menu."""
    term.wait_for("Passphrase")
    term.press(NAME.encode(), TAB, PASSPHRASE.encode(), ENTER)
    term.wait_for("New screening")
    term.press(ctrl("g"))
    term.wait_for("Go to: a number")
    term.press(b"walk", ENTER)
    term.wait_for("Not now")
    term.press(DOWN, ENTER)


def test_the_demo_begins_with_it_where_it_is_asked_to(tmp_path: Path) -> None:
    with terminal(tmp_path / "home", "demo", "--walk") as term:
        term.wait_for("Step 1 of 6: Home")
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0
    assert not (tmp_path / "home").exists()


def test_the_draft_that_its_first_step_opens_has_the_indicators_that_its_second_step_marks(
    tmp_path: Path,
) -> None:
    with terminal(tmp_path / "home", "demo", "--walk") as term:
        term.wait_for("Step 1 of 6: Home")
        term.press(ENTER)
        term.wait_for("Enter opens it")
        term.press(ENTER)
        term.wait_for("3 Start")
        term.press(ctrl("g"))
        term.wait_for("Go to: a number")
        term.press(b"walk", ENTER)
        term.wait_for("Step 2 of 6: The indicators")
        term.press(ENTER)
        term.wait_for("A1, 1 of 11: not marked.")
        term.press(SPACE)
        term.wait_for("A1, 1 of 11: Suspected.")


def test_help_leads_to_it_from_a_session_and_it_ends_at_the_sign_in(tmp_path: Path) -> None:
    store = fill(tmp_path / "home", lambda what: f"Quillfeather {what}")
    with terminal(store.home) as term:
        sign_in_and_walk(term)
        term.wait_for("Step 1 of 6: Home")
        assert "DEMO" in term.text
        assert "Quillfeather" not in term.text
        term.press(ctrl("q"))
        term.wait_for("That was the walk")
        assert "Passphrase" in term.text
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0
        assert term.text.strip() == ""


def ground(term: PtyScreen) -> str:
    """What most of the screen stands on, as pyte has it."""
    term.settle()
    cells = (term.screen.buffer[y][x] for y in range(term.screen.lines) for x in range(term.screen.columns))
    return Counter(cell.bg for cell in cells).most_common(1)[0][0]


def test_what_was_chosen_for_the_account_holds_in_it_and_not_for_whoever_comes_after(tmp_path: Path) -> None:
    keys = kept_keys(Keys(letters=False).with_key("goto", "f2"))
    chosen = {"keys": keys, "theme": "ce-light", "display": ""}
    store = fill(tmp_path / "home", lambda what: f"Quillfeather {what}")
    with terminal(store.home, "demo", "--walk", "--then-sign-in", json.dumps(chosen)) as term:
        term.wait_for("Step 1 of 6: Home")
        assert "the go-to menu, F2" in " ".join(term.text.split())
        assert ground(term) == "ffffff"
        term.press(ctrl("q"))
        term.wait_for("That was the walk")
        term.wait_for("Passphrase")
        assert ground(term) == "1c1c1c"
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0


def test_it_goes_on_at_its_next_step_for_the_account_whose_walk_it_was(tmp_path: Path) -> None:
    store = fill(tmp_path / "home", lambda what: f"Quillfeather {what}")
    with terminal(store.home) as term:
        for step in ("Step 1 of 6: Home", "Step 2 of 6: The indicators"):
            sign_in_and_walk(term)
            term.wait_for(step)
            term.press(DOWN, ENTER)
            term.wait_for(
                "Step 2 of 6: The indicators" if step.startswith("Step 1") else "Step 3 of 6: The notes"
            )
            term.press(ctrl("q"))
            term.wait_for("That was the walk")
        term.press(ctrl("q"))
        assert term.wait_for_end() == 0


def test_help_lists_the_walk_and_not_the_way_back() -> None:
    ended = ce_tui("demo", "--help")
    assert "--walk" in ended.out
    assert "--then-sign-in" not in ended.out
