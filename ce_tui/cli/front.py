"""Opens the full-screen app, where there is a terminal that can show it."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from ce_tui import exit_codes
from ce_tui.exit_codes import Stop
from ce_tui.settings.config import home, load_config
from ce_tui.terminal.character_set import CANNOT_MOVE_ITS_CURSOR, has_plain_terminal
from ce_tui.terminal.safety import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config


def need_terminal() -> None:
    """Refuse where the full screen cannot be shown. Raises Stop 2 without a terminal, 69 on one that is too simple."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(
            exit_codes.USAGE,
            "The full-screen app needs a terminal; without one use `ce-tui lines`, or what `ce-tui --help` lists.",
        )
    if os.environ.get("TERM") in CANNOT_MOVE_ITS_CURSOR:
        raise Stop(
            exit_codes.MISSING_HERE,
            "The full screen needs a terminal that can move its cursor (this one calls itself "
            f"{os.environ['TERM']}); `ce-tui lines` and the commands that `ce-tui --help` lists work here.",
        )


def open_app(after: str = "") -> int:
    """Open the app; its exit code. `after`: why a session has ended before. Raises Stop, ConfigInvalid.

    On a terminal that takes lines alone it is the line mode.
    """
    if has_plain_terminal():
        return open_lines(after=after)
    need_terminal()

    clean_environment()  # before Textual is imported: its variables act at import

    gc.disable()  # imports make much that stays: looking through it for garbage again and again takes time
    from ce_tui.app.run import run

    gc.freeze()
    return run(load_config(), home(), after=after)  # which looks for garbage once it is painted


def open_lines(*, ascii_only: bool = False, after: str = "", columns: int = 0) -> int:
    """Open the line mode over this process's input and output; its exit code. Raises ConfigInvalid.

    `after`: why a session has ended before. `columns`: where rows are broken; 0: as wide as the terminal is.
    """
    clean_environment()

    from ce_tui.lines.process import run
    from ce_tui.lines.run import Beginning

    beginning = Beginning(ascii_only=ascii_only, after=after, columns=columns)
    config, folder = load_config(), home()
    return run(config, folder, beginning, lambda session: _go_on(config, folder, session))


def _go_on(config: Config, folder: Path, session: Session | None) -> int:
    """Go on on the full screen; the exit code. Imported when it is asked for: the line mode runs without it."""
    from ce_tui.app.run import go_on

    return go_on(config, folder, session)
