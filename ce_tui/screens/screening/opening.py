"""Opening a screening on the screens: the questions are asked over Home, then it is shown where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.session.jobs import opening

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.jobs.opening import OpenedDraft


async def open_screening(app: Host, ref: str) -> str:
    """Open it where it was left. Empty: it is open, or that was cancelled; else why not. Only from a worker."""
    return show_opened(app, await _opened(app, ref))


async def open_result(app: Host, ref: str) -> str:
    """Open it at its result from within another one, which is saved: that is said. As `open_screening` else."""
    opened = await _opened_from_another(app, ref)
    return show_opened(app, opened._replace(section="result", at=""))


async def open_draft(app: Host, ref: str) -> str:
    """Open it where it was left from within another one, as `open_result` does."""
    return show_opened(app, await _opened_from_another(app, ref))


async def _opened_from_another(app: Host, ref: str) -> OpenedDraft:
    left = app.seat.open_draft
    opened = await _opened(app, ref)
    said = "" if opened.words == opening.WHERE_LEFT else opened.words
    if opened.draft is not None and left is not None:
        said = f"Opened {ref}. {left.screening.ref} is saved: Home lists it. {said}".rstrip()
    return opened._replace(words=said)


async def _opened(app: Host, ref: str) -> OpenedDraft:
    from ce_tui.screens.asking import DialogAsker

    station = app.seat.station
    if station is None:
        return opening.OpenedDraft()
    return await opening.open_screening(DialogAsker(app), station, ref)


def show_opened(app: Host, opened: OpenedDraft) -> str:
    """Show a screening that was just opened or begun. Empty: it is shown; else what there is to say instead."""
    if opened.draft is None:
        return opened.words
    app.open_at(opened.section, opened.at, opened.words)
    return ""
