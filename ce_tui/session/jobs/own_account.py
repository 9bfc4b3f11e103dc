"""One's own account: another passphrase, when it locks by itself, how the app shows itself from the next sign-in on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.other_keys import with_other_keys
from ce_tui.session.station import Station
from ce_tui.session.words.gate import MAKING_KEYS
from ce_tui.session.words.people import NOT_SEEN, OWN_CHANGED, SEEN, SEEN_QUESTION, TYPE_THE_OLD_ONE
from ce_tui.settings.preferences import Preference, lock_time

if TYPE_CHECKING:
    from ce_tui.session.idle import IdleWatch
    from ce_tui.session.session import Session


def old_passphrase(typed: str) -> str:
    """The passphrase that one has now, as it was typed. Raises `Refused` where nothing was."""
    if not typed:
        raise Refused(TYPE_THE_OLD_ONE)
    return typed


async def change_passphrase(asker: Asker, station: Station, old: str, new: str) -> JobResult:
    """Give one's own account another passphrase, and the store other keys as soon as that can be. It is told."""
    casebook = station.session.casebook
    seen = await asker.confirm(SEEN_QUESTION, SEEN, NOT_SEEN)
    try:
        await asker.wait(MAKING_KEYS, lambda: casebook.access.change_passphrase(old, new, seen=seen))
    except VaultError as error:
        return JobResult(done=False, words=error.words)
    words = await asker.wait(MAKING_KEYS, lambda: with_other_keys(casebook, OWN_CHANGED, whoever=seen))
    await asker.tell(words)
    return JobResult(done=True)


def choose_lock_time(station: Station, watch: IdleWatch, value: str) -> str:
    """Lock after another time from now on, kept for the account. What is left to say: that it could not be kept.

    `value`: minutes, `NEVER`, or empty for what the deployment says. `watch`: this terminal's.
    """
    deployed = station.config.lock.times
    watch.times = deployed.for_account(value)
    try:
        lock_time(deployed).keep(station.session.casebook, value)
    except VaultError as error:
        return f"It holds until you sign out, but is not kept: {error.words}"
    return ""


def keep_for_next_time(session: Session, preference: Preference, value: str) -> str:
    """Keep what holds from the next sign-in on. What is left to say: that it could not be kept."""
    try:
        preference.keep(session.casebook, value)
    except VaultError as error:
        return f"Not kept for the next time: {error.words}"
    return ""
