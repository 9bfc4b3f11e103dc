"""One's own account: another passphrase, when it locks by itself, how the app shows itself from the next sign-in on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.station import Station
from ce_tui.session.words.people import OWN_CHANGED, TYPE_THE_OLD_ONE
from ce_tui.settings.display_preference import PREFERENCE as DISPLAY
from ce_tui.settings.lock_times import PREFERENCE as LOCK_TIME

if TYPE_CHECKING:
    from ce_tui.session.idle import IdleWatch


def old_passphrase(typed: str) -> str:
    """The passphrase that one has now, as it was typed. Raises `Refused` where nothing was."""
    if not typed:
        raise Refused(TYPE_THE_OLD_ONE)
    return typed


async def change_passphrase(asker: Asker, station: Station, old: str, new: str) -> JobResult:
    """Give one's own account another passphrase. That it is changed is told."""
    casebook = station.session.casebook
    try:
        await asker.wait("Making the keys.", lambda: casebook.access.change_passphrase(old, new))
    except VaultError as error:
        return JobResult(done=False, words=error.words)
    await asker.tell(OWN_CHANGED)
    return JobResult(done=True)


def choose_lock_time(station: Station, watch: IdleWatch, value: str) -> str:
    """Lock after another time from now on, kept for the account. What is left to say: that it could not be kept.

    `value`: minutes, `NEVER`, or empty for what the deployment says. `watch`: this terminal's.
    """
    watch.times = station.config.lock.times.for_account(value)
    try:
        station.session.casebook.preferences.set(LOCK_TIME, value)
    except VaultError as error:
        return f"It holds until you sign out, but is not kept: {error.words}"
    return ""


def choose_next_display(station: Station, value: str) -> str:
    """Show the app so from the next sign-in on. What is left to say: that it could not be kept."""
    try:
        station.session.casebook.preferences.set(DISPLAY, value)
    except VaultError as error:
        return f"Not kept for the next time: {error.words}"
    return ""
