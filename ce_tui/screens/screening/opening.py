"""Opening a screening on the screens: the questions are asked over Home, then it is shown where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.session.jobs import opening

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.jobs.opening import OpenedDraft


async def open_screening(app: Host, ref: str, section: str = "") -> str:
    """Open it where it was left, or at a section. Empty: it is open, or that was cancelled; else why not.

    Only from a worker.
    """
    from ce_tui.screens.asking import DialogAsker

    station = app.station
    if station is None:
        return ""
    opened = await opening.open_screening(DialogAsker(app), station, ref)
    return show_opened(app, opened._replace(section=section, at="") if section else opened)


def show_opened(app: Host, opened: OpenedDraft) -> str:
    """Show a screening that was just opened or begun. Empty: it is shown; else what there is to say instead."""
    if opened.draft is None:
        return opened.words
    app.navigator.open_at(opened.section, opened.at, opened.words)
    return ""
