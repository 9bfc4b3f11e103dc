"""Nobody else of the same user reads our memory, and no crash leaves a picture of it on a disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.stores.vault import ADA, new_store
from support.terminal.intruder import WAYS, as_anyone, ways_into
from support.terminal.pty_screen import PtyScreen

ANYONE_MAY_TRACE = (
    "import ctypes, time\n"
    "ctypes.CDLL(None).prctl(0x59616d61, ctypes.c_ulong(-1), 0, 0, 0)\n"  # where Yama asks, too
    "print('ready', flush=True)\n"
    "time.sleep(600)\n"
)
RENDER_AND_WAIT = (
    "import sys\n"
    "from ce_tui.core.referral.worker import Renderer\n"
    "from support.documents.referrals import made\n"
    "with Renderer() as renderer:\n"
    "    renderer.render(made())\n"
    "    print(renderer.pid, flush=True)\n"
    "    sys.stdin.read()\n"
)
NOTHING = dict.fromkeys(WAYS, False)


@pytest.fixture
def store(home: Path) -> Iterator[Path]:
    casebook, _ = new_store(home)
    casebook.close()
    yield home


def terminal(home: Path, *arguments: str) -> PtyScreen:
    variables = {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "PYTHONPATH": str(CHECKOUT)}
    argv = as_anyone(sys.executable, "-m", "ce_tui", *arguments)
    return PtyScreen(argv, variables, cwd=home.parent)


def test_an_intruder_gets_into_a_process_that_is_not_protected() -> None:
    """Else the tests after it would show nothing."""
    argv = as_anyone(sys.executable, "-c", ANYONE_MAY_TRACE)
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout is not None
            other.stdout.readline()
            assert ways_into(other.pid) == dict.fromkeys(WAYS, True)
        finally:
            other.kill()


def test_another_process_of_the_same_user_gets_nothing_of_the_app(store: Path) -> None:
    with terminal(store) as term:
        term.wait_for("Sign in")
        assert ways_into(term.pid) == NOTHING


def test_nor_of_a_command_that_asks_for_a_passphrase(store: Path) -> None:
    with terminal(store, "list", "--as", ADA) as term:
        term.wait_for("assphrase")
        assert ways_into(term.pid) == NOTHING


def test_nor_of_the_process_that_renders_referrals() -> None:
    """In an interpreter of its own, without privileges, so that the renderer has none either."""
    argv = as_anyone(sys.executable, "-c", RENDER_AND_WAIT)
    variables = {**os.environ, "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'tests'}"}
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables) as parent:
        assert parent.stdout is not None and parent.stdin is not None
        assert ways_into(int(parent.stdout.readline())) == NOTHING
        parent.stdin.close()
        assert parent.wait(120) == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGSEGV, -signal.SIGSEGV),
        (signal.SIGABRT, 128 + signal.SIGABRT),
    ],  # sent, the second one is an order
)
def test_a_crash_of_the_interpreter_leaves_no_core(number: signal.Signals, code: int, store: Path) -> None:
    unlimited = ["/bin/sh", "-c", 'ulimit -c unlimited 2>/dev/null; exec "$@"', "sh"]
    argv = [*unlimited, sys.executable, "-m", "ce_tui"]
    variables = {"CE_TUI_HOME": str(store), "HOME": str(store.parent), "PYTHONPATH": str(CHECKOUT)}
    with PtyScreen(argv, variables, cwd=store.parent) as term:
        term.wait_for("Sign in")
        term.signal(number)
        assert term.wait_for_end() == code
        assert term.status is not None and not os.WCOREDUMP(term.status)
    assert not list(store.parent.glob("core*")) and not list(store.glob("core*"))
