"""The line mode over this process's own input and output: a terminal or pipes, its signals, its place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.commands.keymap import Keys
from ce_tui.lines.dialogue.control_keys import control_keys
from ce_tui.lines.dialogue.endings import EndWatch
from ce_tui.lines.dialogue.terminal import Terminal
from ce_tui.lines.run import Beginning, converse
from ce_tui.session.departure import Departure, begin_afresh
from ce_tui.session.opening import Opening
from ce_tui.settings import fault_log
from ce_tui.terminal.character_set import has_plain_terminal, terminal_encoding
from ce_tui.terminal.crash import quieten
from ce_tui.terminal.place import place_of

if TYPE_CHECKING:
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config

_INPUT, _OUTPUT = 0, 1


def run(config: Config, home: Path, beginning: Beginning, on_screen: Callable[[Session | None], int]) -> int:
    """Converse until the end: the exit code. The terminal is put back as it was.

    `on_screen`: goes on on the full screen, with whoever is signed in, to its end. Where somebody else is to sign
    in at it, it does not return: a fresh process takes its place.
    """
    quieten(fault_log.ready)
    endings = EndWatch()
    endings.watch()
    sys.stdout.flush()
    console = Terminal(
        _INPUT,
        _OUTPUT,
        encoding=terminal_encoding(),
        wake=endings.wake,
        ending=lambda: endings.code,
        taken_over=bool(beginning.after),
    )
    console.columns = beginning.columns
    console.use_keys(control_keys(Keys(config.keys)))
    following: list[Departure] = []
    going_on: list[Session | None] = []
    has_screen = console.asks_on_the_row and not has_plain_terminal()

    def afresh(departure: Departure) -> bool:
        console.hands_on = console.asks_on_the_row and not beginning.demo
        following.extend([departure] if console.hands_on else [])
        return console.hands_on

    with console:
        code = converse(
            console,
            Opening(config, home, place_of(_INPUT)),
            beginning,
            afresh=afresh,
            to_screen=going_on.append if has_screen else None,
        )
    for session in going_on:
        return on_screen(session)
    for departure in following:
        begin_afresh(departure)
        console.write(f"{departure.words}\n")
    return code
