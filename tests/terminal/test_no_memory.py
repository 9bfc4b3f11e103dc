"""A session that asks for more memory than it may have ends itself, keeps what was typed, and the next one says so."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from ce_tui.settings import fault_log
from support.checkout import CHECKOUT
from support.people.conversation import NAME, PASSPHRASE, listen
from support.people.screens import new_casebook
from support.terminal.apps import APPS, CE_TUI
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

MAY_HAVE, RESERVE = 350 * 2**20, 50 * 2**20
"""Bytes: what `session` bounds in the deployment, with room for less."""
F11 = b"\x1b[23~"
SAID = (
    r"A session here ended on \d{1,2} \w+ \d{4} at \d\d:\d\d, because there was no memory left for it. If it was "
    "yours, see whether your last changes are there. Tell whoever looks after this computer. Reference (E-...-...)."
)


@pytest.fixture
def store(home: Path) -> Path:
    new_casebook(home).close()
    return home


def opened(home: Path, *program: str) -> PtyScreen:
    env = {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "PYTHONPATH": str(CHECKOUT)}
    return PtyScreen(program, env)


def signs_in(terminal: PtyScreen) -> None:
    terminal.wait_for("Passphrase")
    terminal.send(NAME.encode() + b"\t" + PASSPHRASE.encode() + ENTER)


def told(terminal: PtyScreen) -> re.Match[str] | None:
    return re.search(SAID, " ".join(terminal.text.replace("|", " ").split()))


def test_it_saves_what_was_typed_and_the_next_sign_in_says_why_it_ended(store: Path) -> None:
    bounds = ["prlimit", f"--as={MAY_HAVE}:{MAY_HAVE + RESERVE}"]
    with opened(store, *bounds, sys.executable, str(APPS / "greedy.py")) as terminal:
        signs_in(terminal)
        terminal.wait_for("No screenings yet")
        terminal.send(b"n")
        terminal.wait_for("Where does the child live?")
        terminal.send(ENTER)
        terminal.wait_for("3 Start")
        terminal.send(ctrl("t"))
        terminal.wait_for("7 Notes")
        terminal.send(b"Seen twice at the stati" + F11)
        assert terminal.wait_for_end() == 70
        said = " ".join(terminal.text.split())
        ended = re.match(
            r"The app had to stop: there was no memory left for it\. Reference (E-...-...) What you had recorded is "
            r"saved\. Start ce-tui again: you come back to where you were\.",
            said,
        )
        assert ended is not None, said
    with opened(store, *CE_TUI) as terminal:
        signs_in(terminal)
        terminal.wait_until(lambda: told(terminal) is not None, "why the session ended")
        found = told(terminal)
        assert found is not None and found[1] == ended[1]
        terminal.press(ENTER)
        terminal.wait_for("Drafts: 1")
        terminal.press(ENTER)
        terminal.wait_for("Seen twice at the stati")


def test_it_is_heard_once_in_the_line_mode(store: Path) -> None:
    assert not re.search(SAID, listen(store, NAME, PASSPHRASE, "quit"))
    fault_log.record(ValueError("a made-up secret"))
    assert not re.search(SAID, listen(store, NAME, PASSPHRASE, "quit"))
    reference, _ = fault_log.record(MemoryError())
    fault_log.record(ValueError("a made-up secret"))
    heard = re.findall(rf"^{SAID}$", listen(store, NAME, PASSPHRASE, "quit"), re.MULTILINE)
    assert heard == [reference]
    assert not re.search(SAID, listen(store, NAME, PASSPHRASE, "quit"))
    again, _ = fault_log.record(RuntimeError())
    again, _ = fault_log.record(MemoryError())
    assert re.findall(rf"^{SAID}$", listen(store, NAME, PASSPHRASE, "quit"), re.MULTILINE) == [again]


def test_a_log_that_leads_elsewhere_is_not_read(store: Path, tmp_path: Path) -> None:
    fault_log.record(MemoryError())
    (store / fault_log.FILE).rename(tmp_path / "elsewhere")
    (store / fault_log.FILE).symlink_to(tmp_path / "elsewhere")
    assert fault_log.ended_for_memory() == ""


@pytest.mark.parametrize("entry", ["builtins.MemoryError", "no time E-222-333 more\nbuiltins.MemoryError"])
def test_a_log_that_was_not_written_by_us_says_nothing(entry: str, store: Path) -> None:
    (store / fault_log.FILE).write_text(entry)
    assert fault_log.ended_for_memory() == ""
