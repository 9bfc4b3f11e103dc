"""Another recovery code, in two steps: the old one opens the store until the new one is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.doing import given, was_done
from ce_tui.session.station import Station
from ce_tui.session.words.people import CODE_REPLACED

if TYPE_CHECKING:
    from ce_tui.core.vault.keys.recovery import RecoveryCode


async def make_code(asker: Asker, station: Station) -> RecoveryCode | None:
    """A code to take the old one's place once it is confirmed. None: refused, which has been told."""
    return await given(asker, "Making the code.", station.session.casebook.access.new_recovery_code)


async def replace_code(asker: Asker, station: Station, code: RecoveryCode) -> JobResult:
    """Put a code that was confirmed in the old one's place. That it is replaced is told."""
    casebook = station.session.casebook
    if not await was_done(asker, "Replacing the code.", lambda: casebook.access.confirm_recovery_code(code)):
        return JobResult(done=False)
    await asker.tell(CODE_REPLACED)
    return JobResult(done=True)
