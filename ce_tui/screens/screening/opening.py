"""Opening a screening: whoever has it open is asked about first, and of a lead the reason where it is another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import ReasonNeeded, VaultError
from ce_tui.screens.screening.holders import ask_about_holder
from ce_tui.widgets.dialogs import InputDialog

if TYPE_CHECKING:
    from ce_tui.screens.host import Host
    from ce_tui.session.session import Draft, Session


async def open_screening(app: Host, ref: str) -> str:
    """Open it where it was left. Empty: it is open, or that was cancelled; else why not. Only from a worker."""
    session = app.session
    if session is None:
        return ""
    try:
        draft = await _opened(app, session, ref)
    except VaultError as error:
        return error.words
    if draft is None:
        return ""
    section, _, at = (draft.place or "start").partition(":")
    if draft.screening.state == "completed":
        section, at = "result", ""
    app.navigator.open_at(section, at, "Opened where you left it." if draft.place and draft.editable else "")
    return ""


async def _opened(app: Host, session: Session, ref: str) -> Draft | None:
    """The screening; None where a question was cancelled. Raises VaultError."""
    take_over = await ask_about_holder(app, session.holder(ref))
    if take_over is None:
        return None
    try:
        return session.open(ref, take_over=take_over)
    except ReasonNeeded as needed:
        reason = await app.push_screen_wait(InputDialog(needed.words, "Your reason", max_length=200))
    return session.open(ref, reason, take_over=take_over) if reason else None
