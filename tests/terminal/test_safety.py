"""What is done to the process before it shows anything."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ce_tui.terminal.safety import clean_environment
from support.checkout import CHECKOUT


def test_only_what_the_contract_names_is_left_of_the_environment() -> None:
    environment = {
        "CE_TUI_HOME": "h", "CE_TUI_CONFIG": "c", "TERM": "linux", "NO_COLOR": "1", "LANG": "C", "PATH": "p",
        "HOME": "h",
        "TEXTUAL": "debug,devtools", "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL_LOG": "log",
        "TEXTUAL_ANIMATIONS": "full",
        "LESS": "x", "PAGER": "sh", "EDITOR": "sh", "COLUMNS": "3", "LINES": "2", "ESCDELAY": "1",
        "PYTHONSTARTUP": "x",
        "LD_PRELOAD": "x", "CE_TUI_OTHER": "x", "BROWSER": "x", "TMPDIR": "/x",
    }  # fmt: skip
    clean_environment(environment)
    assert environment == {
        "CE_TUI_HOME": "h", "CE_TUI_CONFIG": "c", "TERM": "linux", "NO_COLOR": "1", "LANG": "C", "PATH": "p",
        "HOME": "h",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_FPS": "500",
    }  # fmt: skip


def test_colour_is_given_up_only_where_the_variable_says_something() -> None:
    for value, kept in (("1", True), ("0", True), ("", False)):
        environment = {"NO_COLOR": value}
        clean_environment(environment)
        assert ("NO_COLOR" in environment) is kept


def test_a_hardened_process_leaves_no_core_and_lets_nobody_read_its_memory() -> None:
    program = (
        "import ctypes, json, os, resource\n"
        "from ce_tui.terminal.safety import harden_process\n"
        "harden_process()\n"
        "print(json.dumps([resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3), os.umask(0)]))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True
    ).stdout
    assert json.loads(out) == [[0, 0], 0, 0o077]


def test_cleaning_imports_neither_textual_nor_rich() -> None:
    program = "import sys, ce_tui.terminal.safety; print(*sorted({'textual', 'rich', 'asyncio'} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True
    ).stdout
    assert out.strip() == b""


def test_a_process_that_follows_finds_the_locale_that_there_was_and_not_what_python_made_of_it() -> None:
    program = (
        "import json, os, ce_tui.terminal.safety as safety\n"
        "safety.clean_environment()\n"
        "print(json.dumps([os.environ.get('LC_CTYPE'), safety.environment_at_start().get('LC_CTYPE')]))\n"
    )
    for given, found in (({"LANG": "C"}, ["C.UTF-8", None]), ({"LC_CTYPE": "C.UTF-8"}, ["C.UTF-8"] * 2)):
        out = subprocess.run(
            [sys.executable, "-c", program], cwd=CHECKOUT, env=given, capture_output=True, check=True
        ).stdout
        assert json.loads(out) == found


_WHERE_A_THREAD_TAKES_IT = """
import ctypes
import sys
from threading import Thread

from ce_tui.terminal.safety import share_one_heap

if "shared" in sys.argv:
    share_one_heap()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
found = []
thread = Thread(target=lambda: found.append(libc.malloc(100_000)))  # less than is mapped by itself
thread.start()
thread.join()
maps = open("/proc/self/maps").read().splitlines()
heap = next(line.split()[0].split("-") for line in maps if line.endswith("[heap]"))
print(int(heap[0], 16) <= found[0] < int(heap[1], 16))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the heaps of glibc, as Linux tells them")
@pytest.mark.parametrize(("how", "told"), [("shared", "True"), ("each its own", "False")])
def test_the_threads_of_a_session_share_one_heap(how: str, told: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _WHERE_A_THREAD_TAKES_IT, how], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == told
