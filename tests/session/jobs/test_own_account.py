"""One's own account: another passphrase, when it locks by itself, the display from the next sign-in on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.casebook.own_account import OwnPreferences
from ce_tui.core.vault.errors import Damaged, Refused, StoreFull
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.accounts import (
    change_passphrase,
    choose_lock_time,
    keep_for_next_time,
    old_passphrase,
)
from ce_tui.session.terminal_state import IdleWatch, JobContext
from ce_tui.session.words.people import KEYS_CHANGED, KEYS_LATER, OWN_CHANGED
from ce_tui.settings.config import NEVER, IdleTimes
from ce_tui.settings.preferences import DISPLAY, LINES
from support.people.asker import Answers
from support.people.office import SECRET
from support.people.screens import CHEAP, NAME, PASSPHRASE


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr(OwnPreferences, "set", refuse)


async def test_another_passphrase_opens_the_store_and_that_is_told(station: JobContext, home: Path) -> None:
    asker = Answers(False, False)
    assert old_passphrase(PASSPHRASE) == PASSPHRASE
    with pytest.raises(Refused, match="Type the passphrase that you have now"):
        old_passphrase("")
    result = await change_passphrase(asker, station, "not the one", SECRET)
    assert result == JobResult(False, "The passphrase that you have now is not right.")
    assert await change_passphrase(asker, station, PASSPHRASE, SECRET) == JobResult(True)
    assert asker.told == [f"{OWN_CHANGED} {KEYS_CHANGED}"], "an administrator was in alone"
    assert "Could somebody have seen" in asker.asked[0]
    sign_in(home, NAME, SECRET, CasebookSettings(argon=CHEAP)).close()
    assert slots.read(Home(home)).epoch == 2


async def test_where_somebody_may_know_the_old_one_the_store_gets_other_keys(
    station: JobContext, home: Path
) -> None:
    station.session.casebook.people.add_account("Cleo Example", SECRET, ["administrator"])
    station.session.casebook.people.change_roles(NAME, ["practitioner"])
    kept = {name: (home / name).read_bytes() for name in ("slots.json", "store.db")}
    asker = Answers(True)
    assert await change_passphrase(asker, station, PASSPHRASE, SECRET) == JobResult(True)
    assert asker.told == [f"{OWN_CHANGED} {KEYS_CHANGED}"]
    listed = slots.read(Home(home))
    assert listed.epoch == 2 and not listed.due
    station.session.close()
    sign_in(home, NAME, SECRET, CasebookSettings(argon=CHEAP)).close()
    (home / "slots.json").write_bytes(kept["slots.json"])
    with pytest.raises(Damaged):
        sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))


@pytest.mark.parametrize("seen", [False, True])
async def test_while_others_are_signed_in_the_stores_keys_wait_for_an_administrator(
    station: JobContext, home: Path, *, seen: bool
) -> None:
    other = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    asker = Answers(seen)
    assert await change_passphrase(asker, station, PASSPHRASE, SECRET) == JobResult(True)
    assert asker.told == [f"{OWN_CHANGED} {KEYS_LATER}"]
    other.close()
    assert slots.read(Home(home)).due is True
    station.session.close()
    again = sign_in(home, NAME, SECRET, CasebookSettings(argon=CHEAP))
    assert again.alerts == [
        "The keys of the store were still to be changed. That is done now, and everyone signs in as before."
    ]
    again.close()
    assert slots.read(Home(home)).epoch == 2


def test_another_lock_time_holds_at_once_and_is_kept(station: JobContext) -> None:
    watch = IdleWatch(IdleTimes())
    assert choose_lock_time(station, watch, "10") == ""
    assert watch.times.idle == 600
    assert station.session.casebook.preferences.get("lock.idle") == "10"
    assert choose_lock_time(station, watch, "") == ""
    assert watch.times == station.config.lock


@pytest.mark.usefixtures("full_disk")
def test_what_cannot_be_kept_is_said_and_a_lock_time_holds_all_the_same(station: JobContext) -> None:
    watch = IdleWatch(IdleTimes())
    assert choose_lock_time(station, watch, NEVER).startswith("It holds until you sign out, but is not kept:")
    assert watch.times.idle == 0
    assert keep_for_next_time(station.session, DISPLAY, LINES).startswith("Not kept for the next time:")


def test_the_next_display_is_kept(station: JobContext) -> None:
    assert keep_for_next_time(station.session, DISPLAY, LINES) == ""
    assert station.session.casebook.preferences.get(DISPLAY.name) == LINES
