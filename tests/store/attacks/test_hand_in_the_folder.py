"""Somebody with a hand in the store's folder while the hub is at work: links, older files, root in another's folder."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.errors import Busy, Damaged, NotPermitted, WrongCredentials
from ce_tui.core.vault.keys.keys import NOT_THE_LIST
from ce_tui.core.vault.keys.throttle import Throttle
from support.people.at_the_door import at_home, fill, until
from support.people.cli import ce_tui
from support.people.screens import NAME, app_at
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    answers,
    around,
    entered,
    new_store,
    set_up_store,
    with_people,
)

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root is refused")
WRONG = "not the passphrase of anyone here"


# -- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["throttle.json", "throttle.lock", "slots.lock", "slots.json", "sessions", "sessions.lock", "store.db"],
)
def test_a_link_in_the_place_of_one_of_our_files_is_not_followed(
    home: Path, tmp_path: Path, name: str
) -> None:
    """Not to be opened, not to be written, not to be closed to others, not to be cleared up."""
    with_people(home).close()
    target = tmp_path / "another's"
    if (home / name).exists():
        (home / name).rename(target)
    elif name == "sessions":
        target.mkdir()
    else:
        target.write_bytes(b"another's")
    if name == "sessions":
        (target / ("ab" * 16)).touch()
    target.chmod(0o755)
    (home / name).symlink_to(target)
    before = target.read_bytes() if target.is_file() else sorted(target.iterdir())
    with pytest.raises(Damaged, match=f"^{name} in the folder of the store is a link"):
        entered(home)
    assert (target.read_bytes() if target.is_file() else sorted(target.iterdir())) == before
    assert target.stat().st_mode & 0o777 == 0o755
    (home / name).unlink()
    target.rename(home / name)
    entered(home).close()


def test_no_set_up_follows_one_either(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    (home / "slots.lock").symlink_to(tmp_path / "another's")
    with pytest.raises(Damaged, match="is a link"):
        set_up_store(home)
    assert not (tmp_path / "another's").exists()


def test_a_link_that_is_nothing_of_ours_is_nobodys_business(home: Path, tmp_path: Path) -> None:
    with_people(home).close()
    (home / "config.toml").symlink_to(tmp_path / "config.toml")
    entered(home).close()


# -- root -----------------------------------------------------------------------------------------------------------


@as_root
def test_root_in_the_folder_of_another_account_is_refused_and_leaves_nothing_there(
    home: Path, tmp_path: Path
) -> None:
    with_people(home).close()
    shutil.rmtree(home / "sessions", ignore_errors=True)
    (home / "sessions.lock").unlink()
    for each in (home, *home.iterdir()):
        os.chown(each, NOBODY, NOBODY)
    before = {each.name: each.stat() for each in home.iterdir()}
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    for command in ("list", "store check", "audit verify"):
        ended = ce_tui(
            *command.split(), "--as", ADA, "--passphrase-file", tmp_path / "none", CE_TUI_HOME=str(home)
        )
        assert ended.code == 77 and ended.err.startswith("The folder of the store belongs to"), command
    with pytest.raises(NotPermitted):
        sign_in(home, ADA, PASSPHRASE, around())
    assert {each.name: each.stat() for each in home.iterdir()} == before
    assert "runs as root" not in ce_tui("doctor", CE_TUI_HOME=str(home)).out
    (tmp_path / "empty").mkdir()
    os.chown(tmp_path / "empty", NOBODY, NOBODY)
    with pytest.raises(NotPermitted):
        set_up_store(tmp_path / "empty")
    with pytest.raises(NotPermitted, match=r"^The folder in which the store would lie belongs to"):
        set_up_store(tmp_path / "empty" / "ce-tui" / "hub")
    assert list((tmp_path / "empty").iterdir()) == []


# -- older counts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("put_back", [True, False])
def test_older_counts_put_back_make_no_wait_shorter(home: Path, put_back: bool) -> None:
    new_store(home)[0].close()
    older = (home / "throttle.json").read_bytes()
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            entered(home, ADA, WRONG, terminal="kiosk")
    for _ in range(3):
        (home / "throttle.json").write_bytes(older) if put_back else (home / "throttle.json").unlink(
            missing_ok=True
        )
        with pytest.raises(Busy):
            entered(home, ADA, PASSPHRASE, terminal="kiosk")
    entered(home, ADA, PASSPHRASE, terminal="another").close()


def test_they_keep_nobody_at_the_same_terminal_from_trying_in_another_process(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered is this process's own."""
    new_store(home)[0].close()
    older = (home / "throttle.json").read_bytes()
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            entered(home, ADA, WRONG, terminal="kiosk")
    (home / "throttle.json").write_bytes(older)
    monkeypatch.setattr(Throttle, "_own", {})
    entered(home, ADA, PASSPHRASE, terminal="kiosk").close()


def test_a_right_passphrase_ends_it(home: Path) -> None:
    new_store(home)[0].close()
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            entered(home, ADA, WRONG, terminal="kiosk")
    entered(home, ADA, PASSPHRASE, terminal="kiosk").close()
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            entered(home, ADA, WRONG, terminal="kiosk")
    entered(home, ADA, PASSPHRASE, terminal="kiosk").close()


# -- a list of slots that the log's head does not name --------------------------------------------------------------


def test_a_list_of_slots_of_before_stops_what_a_session_does(home: Path) -> None:
    """Ben is suspended, and an older list is put back before his session looks: it goes on as if nothing had been."""
    ada, ben = with_people(home), entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers(notes="before"))
    older = (home / "slots.json").read_bytes()
    ada.people.suspend(BEN)
    newest = (home / "slots.json").read_bytes()
    (home / "slots.json").write_bytes(older)
    changed = msgspec.structs.replace(screening, answers=answers(notes="after"))
    for act in (
        lambda: ben.screenings.save(changed),
        lambda: ben.screenings.begin(answers()),
        lambda: ben.screenings.read(screening.ref),
        lambda: ben.index.all(),
        lambda: ben.index.search("before"),
        lambda: ada.people.resume(BEN),
        lambda: ada.index.all(),
    ):
        with pytest.raises(Damaged) as refused:
            act()
        assert refused.value.words == NOT_THE_LIST or "slots.json is not the one" in refused.value.words
    assert ben.shut_out == "" and not ben.asked_out_words, "what was typed stays in sight"
    (home / "slots.json").write_bytes(newest)
    assert ben.shut_out == "suspended"
    assert ada.index.all() == [] or ada.index.all()[0].ref == screening.ref
    found = [each.detail for each in ada.log.entries(kinds=["refusal"])]
    assert found.count("the list of accounts is not the one that the log names") == 2  # each session once
    ada.close()
    ben.close()


def test_so_does_one_that_was_taken_away_or_damaged(home: Path) -> None:
    ada = with_people(home)
    content = (home / "slots.json").read_bytes()
    for harm in (lambda: (home / "slots.json").unlink(), lambda: (home / "slots.json").write_bytes(b"{}")):
        harm()
        with pytest.raises(Damaged):
            ada.index.all()
        (home / "slots.json").write_bytes(content)
        assert ada.index.all() == []
    ada.close()


def test_the_very_file_of_before_put_back_lets_nobody_go_on(home: Path) -> None:
    """Kept by a second name, it is the same file of the same moment: Ben's session had looked at it."""
    ada, ben = with_people(home), entered(home, BEN, OTHER)
    (home / "kept").hardlink_to(home / "slots.json")
    assert ben.index.all() == []
    ada.people.suspend(BEN)
    (home / "kept").replace(home / "slots.json")
    with pytest.raises(Damaged, match=r"slots\.json, is not the one"):
        ben.screenings.begin(answers())
    ben.close()
    ada.close()


def test_one_that_an_act_in_the_log_changes_at_the_same_time_stops_nobody(home: Path) -> None:
    """Ben looks at his list again and again, while roles are given and taken."""
    ada, ben = with_people(home), entered(home, BEN, OTHER)
    failed: list[BaseException] = []
    is_over = threading.Event()

    def look() -> None:
        try:
            while not is_over.is_set():
                ben.index.all()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(30):
        ada.people.change_roles(BEN, ["practitioner", *(["lead"] if number % 2 else [])])
    is_over.set()
    thread.join()
    assert failed == []
    ada.close()
    ben.close()


async def test_what_is_typed_meanwhile_stays_and_is_saved_once_the_right_list_is_back(home: Path) -> None:
    async with app_at(home, "notes") as door:
        newest = (home / "slots.json").read_bytes()
        (home / "slots.json").write_bytes(b"{}\n")
        door.draft.type_notes(f"Typed by {NAME} in the middle of")
        assert not door.draft.flush()
        assert door.draft.trouble.startswith("The list of accounts, slots.json, is not the one")
        (home / "slots.json").write_bytes(newest)
        assert door.draft.flush() and door.draft.trouble == ""


async def test_at_home_it_is_said_and_the_app_goes_on(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        newest = (home / "slots.json").read_bytes()
        (home / "slots.json").write_bytes(b"{}\n")
        await door.press("enter")
        await until(door, lambda: "The list of accounts, slots.json" in door.words(), "why nothing opens")
        await door.press("slash", *"seen", "enter", "escape", "ctrl+o")
        assert door.app.seat.kept_session is not None and door.app.seat.open_draft is None
        (home / "slots.json").write_bytes(newest)
        await door.press("ctrl+o", "down", "enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the screening")
