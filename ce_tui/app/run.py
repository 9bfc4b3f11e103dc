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


def run(config: Config, home: Path, session: Session | None = None, after: str = "") -> int:
    """Open the app; its exit code. The terminal is put back as it was.

    Where somebody else is to sign in it does not return: a fresh process takes its place. `after` is what that one
    says first. A session that is given is a demo's.
    """
    app = CeApp(config, home, session, after)
    if is_by_ear_after(sys.argv[1:]):  # until the account that signs in says what it is
        app.appearance.show_for_screen_readers(True)
    return _open(app, after)


def go_on(config: Config, home: Path, session: Session | None) -> int:
    """Go on on the full screen with whoever was in the line mode until now, if anybody was; as `run`."""
    app = CeApp(config, home, session)
    app.seat.demo = False
    return _open(app)


def _open(app: CeApp, after: str = "") -> int:
    code = run_terminal(app, log_folder=fault_log.ready) or _code_of_configuration(app)
    handed_on, departure = app.handing_on.done, app.ending.departure
    if handed_on is not None and not app.crash:
        from ce_tui.lines.process import run as run_lines
        from ce_tui.lines.run import Beginning

        config, home, back = app.seat.config, app.seat.home, run if app.seat.demo else go_on
        beginning = Beginning(
            session=handed_on.session,
            demo=app.seat.demo,
            keep=handed_on.is_chosen,
            after=after if app.seat.kept_out is not None else "",
        )
        return run_lines(config, home, beginning, lambda session: back(config, home, session))
    if departure is not None and not app.crash:
        if app.hands_on:
            begin_afresh(departure.by_ear() if app.surroundings.for_screen_readers else departure)
        print(departure.words)
    return code


def _code_of_configuration(app: CeApp) -> int:
    """The exit code of an orderly end, and why, where nobody could come in, or use the pathway in use (78)."""
    kept_out = app.seat.kept_out
    words = kept_out.words if kept_out is not None else app.seat.cannot_begin
    if not words or app.crash or app.handing_on.done is not None or app.ending.departure is not None:
        return 0
    print(words, file=sys.stderr)
    return kept_out.exit_code if kept_out is not None else CONFIGURATION
