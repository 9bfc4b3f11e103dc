"""Another recovery code, in two steps: the old one opens the store until the new one is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.doing import Job, given, was_done
from ce_tui.session.jobs.other_keys import with_other_keys
from ce_tui.session.station import Station
from ce_tui.session.words.gate import MAKING_KEYS
from ce_tui.session.words.people import CODE_REPLACED, MAKE_IT_LATER, MAKE_IT_NOW, code_question

if TYPE_CHECKING:
    from ce_tui.core.vault.keys.recovery import RecoveryCode

Result = TypeVar("Result")


class Changed(NamedTuple, Generic[Result]):
    """What a change of an account came to, and whether a new recovery code is wanted now."""

    result: Result
    wants_code: bool


def then_new_code(job: Job[Result], say: Callable[[Result], None] = lambda _: None) -> Job[Changed[Result]]:
    """A job that may take the administrator's role from somebody: where it did, a new code is offered at once.

    `say`: says what it came to before that is asked.
    """

    async def both(asker: Asker, station: Station) -> Changed[Result]:
        casebook = station.session.casebook
        before = casebook.access.code_known_to
        result = await job(asker, station)
        say(result)
        known_to = [each for each in casebook.access.code_known_to if each not in before]
        may = bool(known_to) and casebook.has_role("administrator")
        return Changed(
            result, may and await asker.confirm(code_question(known_to), MAKE_IT_NOW, MAKE_IT_LATER)
        )

    return both


async def make_code(asker: Asker, station: Station) -> RecoveryCode | None:
    """A code to take the old one's place once it is confirmed. None: refused, which has been told."""
    return await given(asker, "Making the code.", station.session.casebook.access.new_recovery_code)


async def replace_code(asker: Asker, station: Station, code: RecoveryCode) -> JobResult:
    """Put a code that was confirmed in the old one's place, and give the store other keys if it can be. It is told."""
    casebook = station.session.casebook
    if not await was_done(asker, "Replacing the code.", lambda: casebook.access.confirm_recovery_code(code)):
        return JobResult(done=False)
    await asker.tell(await asker.wait(MAKING_KEYS, lambda: with_other_keys(casebook, CODE_REPLACED)))
    return JobResult(done=True)
