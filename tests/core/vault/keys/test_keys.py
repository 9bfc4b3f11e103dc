"""Accounts, passphrases and the recovery code, on real key files."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover, set_up, sign_in
from ce_tui.core.vault.errors import (
    AlreadySetUp,
    Busy,
    NotPermitted,
    Refused,
    StoreFull,
    WrongCredentials,
)
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keyring, slots
from ce_tui.core.vault.keys.passphrases import NewStore, new_recovery_code
from ce_tui.core.vault.keys.slots import Argon, Derivation, Derived
from support.stores.half_made import half_made
from support.stores.restarting import restart_machine
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    QUICK,
    PlainRules,
    entered,
    new_store,
    set_up_store,
    with_people,
)

NEW = "eleven copper owls in the pantry"


def test_the_first_account_signs_in_again_in_any_case_and_spacing(home: Path) -> None:
    casebook, _ = new_store(home, hub="Made-up hub", locality="essex")
    assert casebook.account.roles == ("practitioner", "lead", "administrator")
    casebook.close()
    again = entered(home, "  ada   EXAMPLE ")
    assert again.account.name == ADA
    assert (again.people.hub.name, again.people.hub.locality) == ("Made-up hub", "essex")
    again.close()


def test_a_store_is_set_up_once(home: Path) -> None:
    new_store(home)[0].close()
    with pytest.raises(AlreadySetUp):
        set_up_store(home, name=BEN)
    entered(home).close()


def test_a_weak_passphrase_sets_nothing_up(home: Path) -> None:
    with pytest.raises(Refused):
        set_up_store(home, passphrase="too short")
    assert not home.exists()


def test_a_set_up_cut_short_leaves_no_store_and_can_be_begun_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(home, monkeypatch)
    set_up_store(home)[0].close()
    assert not (home / "setting-up.db").exists()


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_words_and_the_same_work(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_people(home).close()
    derived: list[Derivation] = []
    real = keyring.derive

    def counted(secret: str, how: Derivation, folder: Path) -> Derived:
        derived.append(how)
        return real(secret, how, folder)

    monkeypatch.setattr(keyring, "derive", counted)
    words = []
    for name, passphrase in ((ADA, OTHER), ("Nobody Known", PASSPHRASE), ("", ""), (BEN, PASSPHRASE)):
        with pytest.raises(WrongCredentials) as wrong:
            entered(home, name, passphrase)
        words.append(wrong.value.words)
    assert len(set(words)) == 1
    assert len(derived) == 4
    assert {how.argon for how in derived} == {QUICK}


def test_an_account_is_added_without_the_others_passphrases(home: Path) -> None:
    with_people(home).close()
    ben, cleo = entered(home, BEN, OTHER), entered(home, CLEO, OTHER)
    assert ben.account.roles == ("practitioner",)
    assert cleo.account.roles == ("administrator",)
    assert [each.name for each in cleo.people.accounts()] == [ADA, BEN, CLEO]
    ben.close()
    cleo.close()


def test_only_an_administrator_adds_accounts_and_each_name_once(home: Path) -> None:
    casebook = with_people(home)
    with pytest.raises(Refused, match="already"):
        casebook.people.add_account("BEN example", NEW, ["lead"])
    with pytest.raises(Refused, match="roles"):
        casebook.people.add_account("Dora Example", NEW, [])
    with pytest.raises(Refused, match="roles"):
        casebook.people.add_account("Dora Example", NEW, ["king"])
    casebook.close()
    ben = entered(home, BEN, OTHER)
    with pytest.raises(NotPermitted):
        ben.people.add_account("Dora Example", NEW, ["administrator"])
    with pytest.raises(NotPermitted):
        ben.people.accounts()
    ben.close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(home: Path) -> None:
    casebook = with_people(home)
    with pytest.raises(WrongCredentials):
        casebook.access.change_passphrase(OTHER, NEW)
    with pytest.raises(Refused):
        casebook.access.change_passphrase(PASSPHRASE, "short")
    casebook.access.change_passphrase(PASSPHRASE, NEW)
    casebook.close()
    with pytest.raises(WrongCredentials):
        entered(home)
    entered(home, passphrase=NEW).close()
    entered(home, BEN, OTHER).close()


def test_a_disk_that_fills_up_during_a_change_keeps_the_old_passphrase(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook, _ = new_store(home)

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(slots, "write", full)
        with pytest.raises(StoreFull):
            casebook.access.change_passphrase(PASSPHRASE, NEW)
    casebook.close()
    entered(home).close()


@pytest.mark.parametrize(("used", "other"), [(PASSPHRASE, NEW), (NEW, PASSPHRASE)], ids=["old", "new"])
def test_of_the_two_passphrases_that_a_change_cut_short_leaves_the_one_that_is_used_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch, used: str, other: str
) -> None:
    casebook, _ = new_store(home)
    real, writes = slots.write, []

    def once(place: Home, listed: slots.SlotList) -> None:
        if writes:
            raise KeyboardInterrupt
        writes.append(1)
        real(place, listed)

    with monkeypatch.context() as patched:
        patched.setattr(slots, "write", once)
        with pytest.raises(KeyboardInterrupt):
            casebook.access.change_passphrase(PASSPHRASE, NEW)
    casebook.close()
    assert len(json.loads((home / "slots.json").read_bytes())["slots"]) == 3
    entered(home, passphrase=used).close()
    assert len(json.loads((home / "slots.json").read_bytes())["slots"]) == 2
    with pytest.raises(WrongCredentials):
        entered(home, passphrase=other)
    casebook = entered(home, passphrase=used)
    casebook.access.change_passphrase(used, OTHER)
    casebook.close()
    entered(home, passphrase=OTHER).close()


def test_the_recovery_code_gives_a_new_passphrase_and_the_accounts_work_is_there(home: Path) -> None:
    casebook, code = new_store(home)
    casebook.close()
    with pytest.raises(Refused, match="Group 1 "):
        recover(home, ADA, ("1" if code[0] != "1" else "2") + code[1:], NEW, CasebookSettings(argon=QUICK))
    with pytest.raises(WrongCredentials, match="not the one of this store"):
        recover(home, ADA, new_recovery_code(), NEW, CasebookSettings(argon=QUICK))
    with pytest.raises(WrongCredentials):
        recover(home, "Nobody Known", code, NEW, CasebookSettings(argon=QUICK))
    back = recover(home, ADA, code.lower(), NEW, CasebookSettings(argon=QUICK, rules=PlainRules()))
    assert back.account.name == ADA
    assert "recovered with the recovery code" in [each.detail for each in back.log.entries()]
    back.close()
    with pytest.raises(WrongCredentials):
        entered(home)
    entered(home, passphrase=NEW).close()


def test_a_recovery_takes_no_passphrase_made_of_the_hubs_name(home: Path) -> None:
    casebook, code = new_store(home, hub="Imaginary Hub")
    casebook.close()
    with pytest.raises(Refused, match="easy to guess"):
        recover(home, ADA, code, "imaginaryhubteam1", CasebookSettings(argon=QUICK, rules=PlainRules()))
    entered(home).close()


def test_a_locked_screen_opens_with_the_accounts_own_passphrase_only(casebook: Casebook) -> None:
    assert casebook.access.verify(PASSPHRASE)
    assert not casebook.access.verify(OTHER)
    assert casebook.access.verify(PASSPHRASE)
    assert [each.kind for each in casebook.log.entries() if each.detail == "unlock"][1:2] == ["refusal"]


def test_tries_are_counted_and_the_wait_is_the_same_for_an_unknown_name(home: Path) -> None:
    new_store(home)[0].close()
    for number, name in enumerate((ADA, "Nobody Known")):
        for _ in range(5):
            with pytest.raises(WrongCredentials):
                entered(home, name, OTHER, terminal=f"terminal {number}")
        restart_machine(home)
        with pytest.raises(Busy, match=r"Try again in [12] seconds?\.") as busy:
            entered(home, name, PASSPHRASE, terminal=f"terminal {number}")
        assert 0 < busy.value.seconds <= 2


def test_people_who_sign_in_at_the_same_time_do_not_shut_one_another_out(home: Path) -> None:
    new_store(home)[0].close()
    trouble: list[BaseException] = []

    def person() -> None:
        try:
            entered(home).close()
        except BaseException as error:
            trouble.append(error)

    people = [threading.Thread(target=person) for _ in range(12)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert trouble == []


def test_the_key_file_holds_no_name(home: Path) -> None:
    with_people(home).close()
    for path in (path for path in home.rglob("*") if path.is_file()):
        content = path.read_bytes().lower()
        assert b"example" not in content, path.name


def test_the_real_parameters_are_argon2ids_recommended_ones_and_work(tmp_path: Path) -> None:
    home = tmp_path / "home"
    casebook, _ = set_up(
        home, NewStore(name=ADA, passphrase=PASSPHRASE), CasebookSettings(rules=PlainRules())
    )
    casebook.close()
    slot = json.loads((home / "slots.json").read_bytes())["slots"][0]
    assert slot["argon"] == {"memory": 128 * 1024, "iterations": 3, "lanes": 1}
    assert Argon() == Argon(memory=128 * 1024, iterations=3, lanes=1)
    sign_in(home, ADA, PASSPHRASE, CasebookSettings(rules=PlainRules())).close()
