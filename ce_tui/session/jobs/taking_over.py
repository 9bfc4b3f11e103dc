"""Changing a screening here that is only shown, because someone else had it open; or whose words are not saved yet."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.conflict import settle_conflict


async def take_over(asker: Asker, draft: Draft) -> JobResult:
    """Take it over; where someone else's save came before words of ours, ask again what becomes of those."""
    if draft.conflict is not None:
        return await settle_conflict(asker, draft)
    if not draft.view_only:
        return JobResult(False, draft.why_closed or "You can change this screening here already.")
    try:
        draft.take_over()
    except VaultError as error:
        return JobResult(False, error.words)
    return JobResult(True, "From now on you can change it here.")
