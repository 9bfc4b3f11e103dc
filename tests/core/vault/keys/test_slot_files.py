"""One malformed key file per failure class, as age's test suite does: plain words, never a crash or a full memory."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from ce_tui.core.vault.errors import PUT_BACK, Damaged, NoStore, VaultError
from ce_tui.core.vault.keys import keyring
from ce_tui.core.vault.keys.keys import OLDER, SWAPPED
from ce_tui.core.vault.keys.slots import EARLIER, ROLES, Slot, decode
from support.stores.vault import entered, set_up_store, with_people

Change = Callable[[Any], Any]


def _set(*path: Any) -> Change:
    *steps, value = path

    def change(data: Any) -> Any:
        target = data
        for step in steps[:-1]:
            target = target[step]
        target[steps[-1]] = value
        return data

    return change


def _drop(*path: Any) -> Change:
    def change(data: Any) -> Any:
        target = data
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]
        return data

    return change


def _twice(data: Any) -> Any:
    data["slots"].append(data["slots"][0])
    return data


def _swap_keys(data: Any) -> Any:
    first, third = data["slots"][0], data["slots"][2]
    first["mlkem"], third["mlkem"] = third["mlkem"], first["mlkem"]
    return data


def _three_costs(data: Any) -> Any:
    for number, slot in enumerate(data["slots"]):
        slot["argon"]["iterations"] = number + 1
    return data


STRUCTURE: dict[str, tuple[Change, str]] = {
    "not ours": (_set("format", "something else"), "not as it should be"),
    "a later version": (_set("version", 3), "version 3"),
    "no slots": (_set("slots", []), "not as it should be"),
    "too many slots": (lambda data: data | {"slots": data["slots"] * 200}, "not as it should be"),
    "a key that does not belong": (lambda data: data | {"more": 1}, "not as"),
    "a field missing": (_drop("slots", 0, "nonce"), "not as it should be"),
    "a field of another type": (_set("generation", "three"), "not as it should be"),
    "memory beyond the bounds": (_set("slots", 0, "argon", "memory", 4_000_000), "bounds"),
    "memory below the bounds": (_set("slots", 0, "argon", "memory", 8), "bounds"),
    "iterations beyond the bounds": (_set("slots", 0, "argon", "iterations", 10**6), "bounds"),
    "no iterations": (_set("slots", 0, "argon", "iterations", 0), "bounds"),
    "lanes beyond the bounds": (_set("slots", 0, "argon", "lanes", 64), "bounds"),
    "a short tag": (_set("slots", 0, "tag", "AAAA"), "not as it should be"),
    "three costs": (_three_costs, "would cost too much"),
    "a short public key": (_set("slots", 0, "mlkem", "AAAA"), "not as it should be"),
    "no base 64": (_set("slots", 0, "nonce", "!!!!"), "not as it should be"),
    "an unknown role": (_set("slots", 0, "roles", ["king"]), "not as it should be"),
    "no role": (_set("slots", 0, "roles", []), "roles"),
    "a role twice": (_set("slots", 0, "roles", ["lead", "lead"]), "roles"),
    "an id that is none": (_set("slots", 0, "id", "../../etc/passwd"), "not as it should be"),
    "an id with a line's end": (lambda d: _set("slots", 0, "id", d["slots"][0]["id"] + "\n")(d), "not as"),
    "a slot twice": (_twice, "twice"),
    "an active slot without a key": (_set("slots", 0, "key", ""), "do not agree"),
    "a suspended slot with a key": (_set("slots", 0, "state", "suspended"), "do not agree"),
    "a short sealed key": (_set("slots", 0, "key", "AAAA"), "do not agree"),
    "a slot newer than its file": (_set("slots", 0, "epoch", 7), "newer"),
    "a huge number": (_set("generation", 10**30), "not as it should be|not whole"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    home = tmp_path_factory.mktemp("slots") / "home"
    with_people(home).close()
    return (home / "slots.json").read_bytes()


def _canonical(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def test_the_file_is_canonical_json(sound: bytes) -> None:
    assert _canonical(json.loads(sound)) == sound
    assert len(decode(sound).slots) == 4


@pytest.mark.parametrize("case", STRUCTURE)
def test_a_file_whose_structure_is_wrong_is_damaged(sound: bytes, case: str) -> None:
    change, words = STRUCTURE[case]
    with pytest.raises(Damaged, match=words) as damaged:
        decode(_canonical(change(json.loads(sound))))
    assert PUT_BACK in damaged.value.words
    assert damaged.value.exit_code == 65


def test_a_store_of_an_earlier_edition_is_refused_in_words_that_say_how_to_go_on(sound: bytes) -> None:
    def earlier(data: Any) -> Any:
        for slot in data["slots"]:
            slot["derivation"] = {"argon": slot.pop("argon"), "name": "argon2id", "salt": "A" * 22 + "=="}
            del slot["name"]
        return data | {"version": 1}

    with pytest.raises(Damaged) as refused:
        decode(_canonical(earlier(json.loads(sound))))
    assert refused.value.words == EARLIER
    assert "nothing is lost" in EARLIER and "print or export" in EARLIER


SPELLING: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "no line's end": lambda content: content[:-1],
    "spaces": lambda content: content.replace(b",", b", ", 1),
    "a key twice": lambda content: content.replace(b'{"epoch":1,', b'{"epoch":1,"epoch":1,', 1),
    "something after it": lambda content: content + b"{}",
    "not UTF-8": lambda content: content.replace(b"ce-tui", b"ce\xfftui", 1),
    "not JSON": lambda content: b"\x00" * 5000,
    "nested too deeply": lambda content: b"[" * 100_000,
    "a number that is none": lambda content: content.replace(b'"generation":3', b'"generation":NaN', 1),
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
}


@pytest.mark.parametrize("case", SPELLING)
def test_a_file_that_this_program_would_not_write_is_damaged(sound: bytes, case: str) -> None:
    changed = SPELLING[case](sound)
    assert changed != sound
    with pytest.raises(Damaged):
        decode(changed)


TAMPERED: dict[str, Change] = {
    "one's role raised": lambda data: _set("slots", 0, "roles", ["lead", "administrator"])(data),
    "another's role raised": lambda data: _set("slots", 3, "roles", ["practitioner", "lead"])(data),
    "another's slot deleted": lambda data: _drop("slots", 3)(data),
    "another's public key swapped": _swap_keys,
    "the generation put back": _set("generation", 1),
    "the store's id changed": _set("store", "0" * 32),
    "the MAC taken off": _set("mac", ""),
    "the sealed key of another": lambda data: _set("slots", 0, "key", data["slots"][2]["key"])(data),
    "weaker derivation": _set("slots", 0, "argon", "iterations", 2),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_a_well_formed_file_that_was_tampered_with_opens_nothing(tmp_path: Path, case: str) -> None:
    home = tmp_path / "home"
    with_people(home).close()
    changed = TAMPERED[case](json.loads((home / "slots.json").read_bytes()))
    (home / "slots.json").write_bytes(_canonical(changed))
    with pytest.raises(VaultError) as caught:
        entered(home)
    assert caught.value.exit_code == 77 or (caught.value.exit_code, caught.value.words) == (65, SWAPPED)


def test_an_older_key_file_is_noticed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    casebook = with_people(home)
    older = (home / "slots.json").read_bytes()
    casebook.people.add_account("Dora Example", "nine violet kettles on the moor", ["practitioner"])
    casebook.close()
    (home / "slots.json").write_bytes(older)
    with pytest.raises(Damaged) as damaged:
        entered(home)
    assert damaged.value.words == OLDER


def test_another_stores_key_file_and_a_missing_one_are_told_apart(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    with_people(home).close()
    set_up_store(other)[0].close()
    mine = (home / "slots.json").read_bytes()
    (home / "slots.json").write_bytes((other / "slots.json").read_bytes())
    with pytest.raises(Damaged, match=r"is damaged.*, or is not the one of this key file"):
        entered(home)
    (home / "slots.json").unlink()
    with pytest.raises(Damaged, match="missing"):
        entered(home)
    (home / "slots.json").write_bytes(mine)
    entered(home).close()


def test_a_key_file_that_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with_people(home).close()
    (home / "slots.json").unlink()
    os.mkfifo(home / "slots.json")
    with pytest.raises(Damaged, match="not a file"):
        entered(home)


def test_a_huge_key_file_takes_no_memory(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with_people(home).close()
    with (home / "slots.json").open("wb") as file:
        file.truncate(2_000_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Damaged, match="larger than it can be"):
        entered(home)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


def test_nothing_is_derived_with_a_cost_beyond_the_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with_people(home).close()
    data = _set("slots", 0, "argon", "memory", 100_000_000)(json.loads((home / "slots.json").read_bytes()))
    (home / "slots.json").write_bytes(_canonical(data))

    def never(*_: object) -> bytes:
        raise AssertionError("derived")

    monkeypatch.setattr(keyring, "derive", never)
    with pytest.raises(Damaged, match="bounds"):
        entered(home)


def test_no_store_is_said_before_anything_else(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        entered(tmp_path / "nothing")


def test_an_account_may_have_every_role_there_is() -> None:
    allowed = get_type_hints(Slot, include_extras=True)["roles"].__metadata__[0]
    assert allowed.max_length == len(ROLES)
