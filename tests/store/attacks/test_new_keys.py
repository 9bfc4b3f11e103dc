"""An old recovery code, or an old passphrase, kept with a copy of the key file: neither opens the store of today.

Whoever keeps both has the database key of that day. So it is another one soon after a code or a passphrase is another.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import Damaged, VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.keyring import Unlocked, unlock, unlock_with_code
from ce_tui.core.vault.keys.passphrases import RecoveryCode
from ce_tui.core.vault.store.database import connect
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, around, entered, set_up_store

NEW = "eleven copper owls in the pantry"


class Hub:
    """Ada (all roles) is in; Ben screens; Cleo is an administrator. `code`: the recovery code that is known to many."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.copy = Home(folder / "backup")
        self.ada, self.code = set_up_store(self.home)
        self.ada.people.add_account(BEN, OTHER, ["practitioner"])
        self.ada.people.add_account(CLEO, OTHER, ["administrator"])

    def back_up(self) -> None:
        """The key file as it lies in a backup of this moment."""
        self.copy.folder.mkdir()
        shutil.copy(Home(self.home).slots, self.copy.slots)

    def opens_today(self, kept: Unlocked) -> bool:
        """Whether what was kept opens the database as it is now: by its key of then, or by what is sealed to it now."""
        listed = slots.read(Home(self.home))
        sealed = [keys.open_key(slot, listed.store, kept.half) for slot in listed.slots if slot.key]
        for key in filter(None, [kept.database_key, *sealed]):
            try:
                connect(self.home / "store.db", key).close()
            except Damaged:
                continue
            return True
        return False

    def replace_code(self, casebook: Casebook | None = None) -> RecoveryCode:
        access = (casebook or self.ada).access
        code = access.new_recovery_code()
        access.confirm_recovery_code(code)
        return code

    @property
    def due(self) -> bool:
        return slots.read(Home(self.home)).due is True


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def by_code(hub: Hub) -> Unlocked:
    return unlock_with_code(hub.copy, hub.code)


def bens(hub: Hub) -> Unlocked:
    return unlock(hub.copy, BEN, OTHER)


def a_new_code_after_a_revoke(hub: Hub) -> None:
    hub.ada.revoking.revoke(CLEO)
    hub.back_up()
    hub.replace_code()


def a_new_code_after_a_recovery(hub: Hub) -> None:
    hub.back_up()
    recover(hub.home, BEN, hub.code, NEW, around()).close()
    hub.replace_code()


def a_recovery(hub: Hub) -> None:
    hub.back_up()
    recover(hub.home, BEN, hub.code, NEW, around()).close()


def a_passphrase(hub: Hub, *, seen: bool = False) -> None:
    hub.back_up()
    ben = entered(hub.home, BEN, OTHER)
    ben.access.change_passphrase(OTHER, NEW, seen=seen)
    ben.close()


def a_seen_passphrase(hub: Hub) -> None:
    a_passphrase(hub, seen=True)


def a_revoke(hub: Hub) -> None:
    hub.back_up()
    hub.ada.revoking.revoke(BEN)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (a_new_code_after_a_revoke, by_code),
        (a_new_code_after_a_recovery, by_code),
        (a_recovery, bens),
        (a_passphrase, bens),
        (a_seen_passphrase, bens),
        (a_revoke, bens),
    ],
)
def test_what_was_replaced_opens_nothing_of_today_once_an_administrator_was_in_alone(
    hub: Hub, change: Callable[[Hub], None], kept: Callable[[Hub], Unlocked]
) -> None:
    change(hub)
    hub.ada.close()
    entered(hub.home).close()
    assert not hub.opens_today(kept(hub))
    assert not hub.due
    ada = entered(hub.home)
    assert ada.alerts == [ada.access.code_due_words] * bool(ada.access.code_due_words), "said once"
    assert ada.log.verify().sound
    ada.close()


@pytest.mark.parametrize("change", [a_new_code_after_a_recovery, a_recovery, a_passphrase, a_seen_passphrase])
def test_it_puts_nobody_out_and_stands_first_at_each_administrators_sign_in_until_it_is_done(
    hub: Hub, change: Callable[[Hub], None]
) -> None:
    hub.ada.people.suspend(CLEO)  # then a new code is due, too
    hub.ada.people.resume(CLEO)
    change(hub)
    hub.ada.people.add_account("Dora Example", OTHER, ["practitioner"])
    dora = entered(hub.home, "Dora Example", OTHER)
    assert hub.due and dora.alerts == []
    for name, words in ((ADA, PASSPHRASE), (CLEO, OTHER)):
        there = entered(hub.home, name, words)
        assert there.alerts[0].startswith("The keys of the store are still to be changed: ")
        assert not there.revoking.when_alone()
        there.close()
    assert not dora.asked_out_words and not hub.ada.asked_out_words
    dora.close()
    assert hub.due, "a practitioner was in alone with Ada"
    assert hub.ada.hourly(hidden=False) == [] and not hub.due
    entered(hub.home, CLEO, OTHER).close()
    hub.ada.close()


def test_only_an_administrator_changes_the_keys_but_for_whoever_has_changed_a_passphrase_that_was_seen(
    hub: Hub,
) -> None:
    hub.ada.close()
    ben = entered(hub.home, BEN, OTHER)
    ben.access.change_passphrase(OTHER, NEW)
    assert not ben.revoking.when_alone() and hub.due
    assert ben.revoking.when_alone(whoever=True) and not hub.due
    ben.close()


def test_to_finish_asks_others_to_leave_for_a_revoke_alone(hub: Hub) -> None:
    ben = entered(hub.home, BEN, OTHER)
    hub.replace_code()
    with pytest.raises(VaultError, match=r"^One other person is still signed in"):
        hub.ada.revoking.finish(patience=5, progress=pytest.fail)
    with pytest.raises(VaultError, match="still signed in"):
        hub.ada.revoking.revoke(CLEO, patience=0)
    said: list[str] = []

    def leave(words: str) -> None:
        said.append(words)
        if words.startswith("Waiting"):
            assert ben.asked_out_words
            ben.close()

    assert hub.ada.revoking.finish(patience=600, progress=leave)
    assert said[0] == "Waiting for 1 other to leave."
    assert slots.read(Home(hub.home)).due is msgspec.UNSET
    hub.ada.close()
