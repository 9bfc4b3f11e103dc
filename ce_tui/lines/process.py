"""The line mode over this process's own input and output: a terminal or pipes, its signals, its name."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.commands.table import BY_ID, TYPED
from ce_tui.lines.dialogue.endings import Endings
from ce_tui.lines.dialogue.terminal import Terminal
from ce_tui.lines.run import Beginning, converse
from ce_tui.session.opening import Opening
from ce_tui.settings import fault_log
from ce_tui.terminal.crash import quieten
from ce_tui.terminal.safety import environment_at_start, terminal_encoding

if TYPE_CHECKING:
    from ce_tui.settings.config import Config

_EDITING = "chijmuwd["  # control characters that edit the line
_INPUT, _OUTPUT = 0, 1


def run(config: Config, home: Path, beginning: Beginning) -> int:
    """Converse until the end: the exit code. The terminal is put back as it was."""
    quieten(fault_log.ready)
    endings = Endings()
    endings.watch()
    sys.stdout.flush()
    console = Terminal(
        _INPUT,
        _OUTPUT,
        encoding=terminal_encoding(),
        keys=control_keys(config),
        wake=endings.wake,
        ending=lambda: endings.code,
    )
    others: list[bool] = []
    with console:
        code = converse(
            console, Opening(config, home, _name()), beginning, afresh=lambda: others.append(True)
        )
    if others and console.asks_on_the_row and not beginning.demo:
        _begin_afresh()
    return code


def _begin_afresh() -> None:
    """Turn this process into a fresh one of the same program; returns only where the system refuses."""
    with suppress(OSError):
        os.execve(  # noqa: S606 - the program that runs already, with its own arguments
            sys.executable, [sys.executable, *sys.orig_argv[1:]], environment_at_start()
        )


def control_keys(config: Config) -> dict[str, str]:
    """The control characters that are commands here, as they are in the full screen: character to command."""
    keys = {}
    for typed in TYPED:
        key = config.keys.get(typed.id, BY_ID[typed.id].key if typed.id in BY_ID else "")
        letter = key.removeprefix("ctrl+")
        if key != letter and len(letter) == 1 and letter.isalpha() and letter not in _EDITING:
            keys[chr(ord(letter.upper()) - 64)] = typed.id
    return keys


def _name() -> str:
    """The terminal's name, for throttling and the log; empty for a pipe."""
    try:
        return os.ttyname(_INPUT)
    except OSError:
        return ""
