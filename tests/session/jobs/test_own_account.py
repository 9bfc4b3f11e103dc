"""One's own account: another passphrase, when it locks by itself, the display from the next sign-in on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.casebook.preferences import OwnPreferences
from ce_tui.core.vault.errors import Refused, StoreFull
from ce_tui.session.asker import JobResult
from ce_tui.session.idle import IdleWatch
from ce_tui.session.jobs.own_account import (
    change_passphrase,
    choose_lock_time,
    keep_for_next_time,
    old_passphrase,
)
from ce_tui.session.station import Station
from ce_tui.settings.lock_times import NEVER, IdleTimes
from ce_tui.settings.preferences import DISPLAY, LINES
from support.people.asker import Answers
from support.people.office import SECRET
from support.people.screens import CHEAP, NAME, PASSPHRASE


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr(OwnPreferences, "set", refuse)


async def test_another_passphrase_opens_the_store_and_that_is_told(station: Station, home: Path) -> None:
    asker = Answers()
    assert old_passphrase(PASSPHRASE) == PASSPHRASE
    with pytest.raises(Refused, match="Type the passphrase that you have now"):
        old_passphrase("")
    result = await change_passphrase(asker, station, "not the one", SECRET)
    assert result == JobResult(False, "The passphrase that you have now is not right.")
    assert await change_passphrase(asker, station, PASSPHRASE, SECRET) == JobResult(True)
    assert asker.told[0].startswith("Your passphrase is changed.")
    sign_in(home, NAME, SECRET, Around(argon=CHEAP)).close()


def test_another_lock_time_holds_at_once_and_is_kept(station: Station) -> None:
    watch = IdleWatch(IdleTimes())
    assert choose_lock_time(station, watch, "10") == ""
    assert watch.times.idle == 600
    assert station.session.casebook.preferences.get("lock.idle") == "10"
    assert choose_lock_time(station, watch, "") == ""
    assert watch.times == station.config.lock.times


@pytest.mark.usefixtures("full_disk")
def test_what_cannot_be_kept_is_said_and_a_lock_time_holds_all_the_same(station: Station) -> None:
    watch = IdleWatch(IdleTimes())
    assert choose_lock_time(station, watch, NEVER).startswith("It holds until you sign out, but is not kept:")
    assert watch.times.idle == 0
    assert keep_for_next_time(station.session, DISPLAY, LINES).startswith("Not kept for the next time:")


def test_the_next_display_is_kept(station: Station) -> None:
    assert keep_for_next_time(station.session, DISPLAY, LINES) == ""
    assert station.session.casebook.preferences.get(DISPLAY.name) == LINES
