"""Where a job is done in a test: over a real store, without a front end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session.session import Session
from ce_tui.session.terminal_state import JobContext
from ce_tui.settings.config import Config
from support.people.screens import NOON


def _nobody_draws() -> Renderer:
    raise AssertionError("no PDF was to be drawn")


def station_of(
    casebook: Casebook,
    home: Path,
    config: Config | None = None,
    *,
    renderer: Callable[[], Renderer] = _nobody_draws,
    clock: Callable[[], datetime] = lambda: NOON,
) -> JobContext:
    """Whoever is signed in to a casebook, at work."""
    config = config or Config()
    session = Session(casebook, config.readable_pathways, clock)
    return JobContext(session, config, home, renderer)
