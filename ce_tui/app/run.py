"""Opening the app on this terminal, and what follows when it has ended: the line mode, or a fresh process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.app.app import CeApp
from ce_tui.exit_codes import CONFIGURATION
from ce_tui.session.departure import begin_afresh, is_by_ear_after
from ce_tui.settings import fault_log
from ce_tui.settings.config import Config
from ce_tui.terminal.app_base import run_terminal

if TYPE_CHECKING:
    from ce_tui.session.session import Session
    from ce_tui.session.walk import Walk


def run(
    config: Config,
    home: Path,
    session: Session | None = None,
    after: str = "",
    walk: Walk | None = None,
    chosen: dict[str, str] | None = None,
) -> int:
    """Open the app; its exit code. The terminal is put back as it was.

    Where somebody else is to sign in it does not return: a fresh process takes its place. `after` is what that one
    says first. `walk`: begin with it; one that the app led to leaves the terminal silent for what follows.
    `chosen`: preferences that hold from the beginning. A session that is given is a demo's.
    """
    app = CeApp(config, home, session, after)
    app.appearance.chosen_before_sign_in.update(chosen or {})
    if is_by_ear_after(sys.argv[1:]):  # until the account that signs in says what it is
        app.appearance.show_for_screen_readers(True)
    if walk is not None:
        app.walking.walk = walk
        app.seat.walked_in = app.takes_over = app.hands_on = walk.from_the_app
    return _open(app)


def go_on(config: Config, home: Path, session: Session | None) -> int:
    """Go on on the full screen with whoever was in the line mode until now, if anybody was; as `run`."""
    app = CeApp(config, home, session)
    app.seat.demo = False
    return _open(app)


def _open(app: CeApp) -> int:
    code = run_terminal(app, log_folder=fault_log.ready) or _code_of_configuration(app)
    handed_on, departure = app.handing_on.done, app.ending.departure
    if handed_on is not None and not app.crash:
        from ce_tui.lines.process import run as run_lines
        from ce_tui.lines.run import Beginning

        config, home, back = app.config, app.seat.home, run if app.demo else go_on
        beginning = Beginning(session=handed_on.session, demo=app.demo, keep=handed_on.is_chosen)
        return run_lines(config, home, beginning, lambda session: back(config, home, session))
    if departure is not None and not app.crash:
        if app.hands_on:
            begin_afresh(departure.by_ear() if app.appearance.for_screen_readers else departure)
        print(departure.words)
    return code


def _code_of_configuration(app: CeApp) -> int:
    """The exit code of an orderly end: 78, and why, where the pathway in use could not be used by anybody."""
    words = app.seat.cannot_begin
    if not words or app.crash or app.handing_on.done is not None or app.ending.departure is not None:
        return 0
    print(words, file=sys.stderr)
    return CONFIGURATION
