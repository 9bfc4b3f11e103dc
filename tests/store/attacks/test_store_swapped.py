"""Somebody who can write the store's folder and has no passphrase puts another store, list or slot in place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.errors import Damaged, VaultError, WrongCredentials
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.keyring import create
from ce_tui.core.vault.keys.keys import OLDER, OLDER_DATABASE, SWAPPED
from ce_tui.core.vault.keys.slots import ROLES, SlotList, listing_of
from ce_tui.core.vault.store.store import Store
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    QUICK,
    answers,
    entered,
    set_up_store,
    with_people,
)

NEW = "eleven copper owls in the pantry"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    casebook = with_people(made)
    casebook.screenings.begin(answers(notes="of the day before"))
    casebook.close()
    return made


def bytes_of(home: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in home.iterdir() if path.suffix in (".db", ".json", ".log")
    }


def another_store(home: Path, mac: Callable[[SlotList, bytes], SlotList]) -> None:
    """Every sealed private half kept, a database key of the attacker's sealed to it, all roles, a slot of theirs."""
    place = Home(home)
    listed = slots.read(place)
    key = secrets.token_bytes(32)
    owned = [
        keys.seal_key(
            key, msgspec.structs.replace(slot, roles=ROLES if slot.kind == "account" else ()), listed.store
        )
        for slot in listed.slots
    ]
    theirs, _ = create(place, "Mallory Example", NEW, ROLES, QUICK)
    made = mac(msgspec.structs.replace(listed, slots=(*owned, theirs.slot)), key)
    place.store.unlink()
    place.anchors.unlink()
    settings = {"store": listed.store, "audit key": secrets.token_hex(32)}
    Store.create(place.store, key, settings, listing_of(made))
    slots.write(place, made)


@pytest.mark.parametrize(
    "mac",
    [
        lambda listed, key: keys.with_mac(listed, key),
        lambda listed, key: keys.with_mac(listed, secrets.token_bytes(32)),
        lambda listed, key: msgspec.structs.replace(listed, mac=b""),
        lambda listed, key: listed,
    ],
    ids=["under the attacker's key", "under a secret of theirs", "none", "of the list before"],
)
def test_another_store_in_place_of_ours_is_refused_before_its_key_is_used(
    home: Path, monkeypatch: pytest.MonkeyPatch, mac: Callable[[SlotList, bytes], SlotList]
) -> None:
    another_store(home, mac)
    before = bytes_of(home)

    def never(*_: object) -> bytes:
        raise AssertionError("the attacker's database key was opened")

    monkeypatch.setattr(keys, "open_key", never)
    for name, passphrase in ((ADA, PASSPHRASE), (BEN, OTHER)):
        with pytest.raises(Damaged) as refused:
            entered(home, name, passphrase)
        assert refused.value.words == SWAPPED
        assert refused.value.exit_code == 65
    assert {**bytes_of(home), "throttle.json": b""} == {**before, "throttle.json": b""}, "nothing was written"


def change_of(home: Path, change: Callable[[SlotList], SlotList]) -> None:
    place = Home(home)
    slots.write(place, change(slots.read(place)))


def with_a_slot_more(listed: SlotList) -> SlotList:
    return msgspec.structs.replace(
        listed,
        slots=(*listed.slots, msgspec.structs.replace(listed.slots[0], id=secrets.token_hex(16))),
    )


def with_all_roles(listed: SlotList) -> SlotList:
    raised = [
        msgspec.structs.replace(slot, roles=ROLES) if slot.kind == "account" else slot
        for slot in listed.slots
    ]
    return msgspec.structs.replace(listed, slots=tuple(raised))


def with_another_number(listed: SlotList) -> SlotList:
    return msgspec.structs.replace(listed, generation=listed.generation + 1)


@pytest.mark.parametrize("change", [with_a_slot_more, with_all_roles, with_another_number])
def test_a_list_that_no_member_wrote_is_refused(home: Path, change: Callable[[SlotList], SlotList]) -> None:
    change_of(home, change)
    with pytest.raises(Damaged) as refused:
        entered(home)
    assert refused.value.words == SWAPPED


def test_a_tag_that_was_changed_is_as_a_wrong_passphrase_and_a_sealed_half_is_damage(home: Path) -> None:
    listed = slots.read(Home(home))
    first = listed.slots[0]
    for changed, error in (
        ({"tag": first.tag[:-1] + ("0" if first.tag[-1] != "0" else "1")}, WrongCredentials),
        ({"private": first.private[:-1] + bytes([first.private[-1] ^ 1])}, Damaged),
        ({"nonce": bytes(12)}, Damaged),
    ):
        slot = msgspec.structs.replace(first, **changed)
        slots.write(Home(home), msgspec.structs.replace(listed, slots=(slot, *listed.slots[1:])))
        with pytest.raises(error):
            entered(home)
    slots.write(Home(home), listed)
    entered(home).close()


def suspend_ben(home: Path) -> None:
    casebook = entered(home)
    casebook.people.suspend(BEN)
    casebook.close()


def test_an_older_list_of_this_stores_own_is_refused_by_its_database(home: Path) -> None:
    older = Home(home).slots.read_bytes()
    suspend_ben(home)
    newest = Home(home).slots.read_bytes()
    Home(home).slots.write_bytes(older)
    for name, passphrase in ((ADA, PASSPHRASE), (BEN, OTHER)):
        with pytest.raises(Damaged) as refused:
            entered(home, name, passphrase)
        assert refused.value.words == OLDER
    Home(home).slots.write_bytes(newest)
    entered(home).close()


def test_an_older_list_gives_nobody_who_is_signed_in_their_old_roles_back(home: Path) -> None:
    older = Home(home).slots.read_bytes()
    ada, ben = entered(home), entered(home, BEN, OTHER)
    ada.people.suspend(BEN)
    assert ben.shut_out == "suspended"
    Home(home).slots.write_bytes(older)
    assert ben.shut_out == "suspended"
    ben.close()
    ada.close()


def test_an_older_database_beside_the_newest_list_is_refused(home: Path) -> None:
    older = Home(home).store.read_bytes()
    suspend_ben(home)
    Home(home).store.write_bytes(older)
    with pytest.raises(Damaged) as refused:
        entered(home)
    assert refused.value.words == OLDER_DATABASE


def test_a_list_of_another_store_is_refused(home: Path, tmp_path: Path) -> None:
    another = with_people(tmp_path / "another")
    another.people.suspend(BEN)
    another.close()
    Home(home).slots.write_bytes(Home(tmp_path / "another").slots.read_bytes())
    with pytest.raises(VaultError) as refused:
        entered(home)
    assert refused.value.exit_code == 65


def test_no_name_is_confirmed_by_the_key_file(home: Path) -> None:
    """What stands in it of a name takes the passphrase, or a secret that only members have."""
    content = Home(home).slots.read_bytes()
    listed = slots.decode(content)
    for name in (ADA, BEN):
        for key in (bytes.fromhex(listed.store), bytes(32), b"ce-tui"):
            assert keys.keyed_name(name, listed.store, key).encode() not in content


def test_the_same_people_with_the_same_passphrases_look_like_others_in_another_store(tmp_path: Path) -> None:
    lists = []
    for name in ("one", "other"):
        set_up_store(tmp_path / name)[0].close()
        lists.append(slots.read(Home(tmp_path / name)))
    for slot, same in zip(*(listed.slots for listed in lists), strict=True):
        assert slot.name != same.name and slot.tag != same.tag


def test_an_older_list_planted_as_the_coming_one_takes_no_place(home: Path) -> None:
    older = Home(home).slots.read_bytes()
    suspend_ben(home)
    newest = Home(home).slots.read_bytes()
    Home(home).next_slots.write_bytes(older)
    casebook = entered(home)
    assert {each.name: each.state for each in casebook.people.accounts()}[BEN] == "suspended"
    casebook.close()
    assert Home(home).slots.read_bytes() == newest


@pytest.mark.parametrize("name", ["throttle.json", "slots.next.json"])
def test_a_folder_in_the_place_of_a_file_keeps_nobody_out(home: Path, name: str) -> None:
    (home / name).unlink(missing_ok=True)
    (home / name).mkdir()
    entered(home).close()


def test_what_a_killed_process_left_of_the_list_is_in_nobodys_way(home: Path) -> None:
    (home / f"slots.json.{os.getpid()}.new").write_bytes(b"half of it")
    suspend_ben(home)
    entered(home).close()
