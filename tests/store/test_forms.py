"""Key files of another form: one of before is said to be so before anything is asked, one of 1 December 2026 opens.

`tests/data/form-2.backup` was made on that day and stays as it is: whatever comes later opens it.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.vault.casebook.backups import FIRST_LINE, first_part, read_beginning
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.slots import EARLIER
from ce_tui.core.vault.store.sealed import sha256
from ce_tui.lines.run import converse
from ce_tui.screens.gate.sign_in import KeptOutScreen
from support.checkout import CHECKOUT
from support.people.at_the_door import signed_out, until
from support.people.cli import ce_tui
from support.people.conversation import Heard, Script, at_noon
from support.stores.backups import backed_up, restored
from support.stores.vault import ADA, PASSPHRASE, entered, with_people
from support.terminal.streams import Streams

OF_1_DECEMBER = (CHECKOUT / "tests" / "data" / "form-2.backup").read_bytes()
REF = "CE-FAMM-HS"


def form_1(listed: bytes) -> bytes:
    """A list of slots as it was before it was bound to its makers."""
    data: dict[str, Any] = json.loads(listed)
    for slot in data["slots"]:
        slot["derivation"] = {"argon": slot.pop("argon"), "name": "argon2id", "salt": "A" * 22 + "=="}
        del slot["name"]
    spelled = json.dumps(data | {"version": 1}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return spelled.encode() + b"\n"


def backup_of_form_1(content: bytes) -> bytes:
    """A backup, as the earlier edition made it: whole, by all that can be seen without a passphrase."""
    backup = read_beginning(io.BytesIO(content))
    listed = form_1(slots.encode(backup.listed))
    database = content[len(first_part(backup.header)) + backup.header.slots :]
    header = msgspec.structs.replace(backup.header, slots=len(listed), digest=sha256(listed))
    return first_part(header) + listed + database


@pytest.fixture
def earlier(home: Path) -> Path:
    """The store of an earlier edition."""
    with_people(home).close()
    (home / "slots.json").write_bytes(form_1((home / "slots.json").read_bytes()))
    return home


def test_every_command_says_it_before_it_asks_for_a_passphrase(earlier: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in earlier.iterdir() if path.is_file()}
    none = ("--passphrase-file", tmp_path / "none")
    for command in (
        ("list", "--as", ADA, *none),
        ("store", "check", "--as", ADA, *none),
        ("account", "passphrase", "--as", ADA, *none, "--new-passphrase-file", tmp_path / "none"),
        (
            "account",
            "recover",
            ADA,
            "--recovery-file",
            tmp_path / "none",
            "--new-passphrase-file",
            tmp_path / "none",
        ),
        ("account", "add", ADA, *none, "--recovery-file", tmp_path / "code"),
    ):
        ended = ce_tui(*command, CE_TUI_HOME=str(earlier))
        assert (ended.code, ended.err) == (65, f"{EARLIER}\n"), command
    doctor = ce_tui("doctor", CE_TUI_HOME=str(earlier))
    assert doctor.code == 78 and f"wrong  {EARLIER}" in doctor.out.splitlines()
    assert {path: path.read_bytes() for path in earlier.iterdir() if path.is_file()} == before


async def test_the_full_screen_says_it_and_asks_nothing(earlier: Path) -> None:
    async with signed_out(earlier) as door:
        await until(door, lambda: isinstance(door.app.screen, KeptOutScreen), "why nobody comes in")
        assert EARLIER in " ".join(door.text().split()) and not door.app.screen.query("Field")


def test_so_does_the_line_mode(earlier: Path) -> None:
    heard = Heard()
    assert converse(Streams(Script(["quit"]), heard), at_noon(earlier)) == 65
    assert f"{EARLIER}\n" in heard.text and "Your name?" not in heard.text


@pytest.mark.parametrize("cut", [0, 50_000])
def test_a_backup_of_before_is_called_neither_damaged_nor_whole(home: Path, tmp_path: Path, cut: int) -> None:
    ada = with_people(home)
    content = backup_of_form_1(backed_up(ada, tmp_path))
    (tmp_path / "earlier.backup").write_bytes(content[: len(content) - cut])
    ada.close()
    restore = (
        "store",
        "restore",
        tmp_path / "earlier.backup",
        "--as",
        ADA,
        "--passphrase-file",
        tmp_path / "none",
    )
    ended = ce_tui(*restore, CE_TUI_HOME=str(tmp_path / "back"))
    assert (ended.code, ended.err) == (
        65,
        "This backup was made with an earlier edition of the app, whose form this one does not open; whether it is "
        "whole, only that edition can say. Nothing was restored. The one way on: restore it with that edition, print "
        "or export its screenings there, and set up a new store here.\n",
    )
    assert not (tmp_path / "back").exists()


def test_one_whose_list_of_slots_is_no_list_is_damaged(home: Path, tmp_path: Path) -> None:
    ada = with_people(home)
    content = backed_up(ada, tmp_path)
    ada.close()
    backup = read_beginning(io.BytesIO(content))
    listed = b"{}\n"
    header = msgspec.structs.replace(backup.header, slots=len(listed), digest=sha256(listed))
    with pytest.raises(Damaged, match="This backup is damaged"):
        read_beginning(io.BytesIO(first_part(header) + listed))


def test_a_backup_of_1_december_2026_is_restored(tmp_path: Path) -> None:
    assert OF_1_DECEMBER.startswith(FIRST_LINE)
    ada = restored(OF_1_DECEMBER, tmp_path / "back")
    assert ada.screenings.open(REF).answers.notes == "a lantern in the harbour"
    assert ada.log.verify().sound
    ada.close()


def test_a_store_of_1_december_2026_is_opened(tmp_path: Path) -> None:
    """As it lay in its folder: a backup holds both files of it."""
    source = io.BytesIO(OF_1_DECEMBER)
    backup = read_beginning(source)
    (home := tmp_path / "home").mkdir()
    (home / "slots.json").write_bytes(slots.encode(backup.listed))
    (home / "store.db").write_bytes(source.read(backup.header.database))
    ada = entered(home, ADA, PASSPHRASE)
    assert ada.screenings.open(REF).answers.notes == "a lantern in the harbour"
    ada.close()
