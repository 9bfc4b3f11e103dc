"""At a real terminal: a disk that fills up while someone types, and a store that can only be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.settings.config import Config
from support.stores.vault import (
    PASSPHRASE,
    QUICK,
    fill,
    needs_mount,
    needs_mount_as_root,
    read_only,
    small_disk,
)
from support.terminal.pty_screen import ENTER, SPACE, PtyScreen, ctrl

NAME = "Pat Example"
PATHWAYS = Config().pathways()


def with_a_draft(home: Path) -> str:
    """A store with one draft; its reference."""
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE),
        CasebookSettings(argon=QUICK, rules=PathwayRules(PATHWAYS)),
    )
    answers = Answers(pathway=PATHWAYS.current.id, locality="essex", child=Child(name="Made Up"))
    ref = casebook.screenings.begin(answers).ref
    casebook.close()
    return ref


def entered(home: Path) -> Casebook:
    return sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=QUICK, rules=PathwayRules(PATHWAYS)))


@contextmanager
def at_the_terminal(home: Path, folder: Path, first: str = "Drafts: 1") -> Iterator[PtyScreen]:
    """Signed in, at Home, or where something else is to be read `first`."""
    environment = {"CE_TUI_HOME": str(home), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "none")}
    with PtyScreen([sys.executable, "-m", "ce_tui"], environment, cwd=folder) as terminal:
        terminal.wait_for("Sign in")
        terminal.send(f"{NAME}\t{PASSPHRASE}\r".encode())
        terminal.wait_for(first)
        yield terminal


def wait_for_words(terminal: PtyScreen, words: str) -> None:
    """Wherever the lines are broken."""
    terminal.wait_until(lambda: words in " ".join(terminal.text.split()), repr(words))


def fill_beside(terminal: PtyScreen, disk: Path) -> Path:
    """Fill the disk but for the room kept back. Where the app saved something meanwhile, it gave that up: once more."""
    kept_back = disk / "home" / "headroom"
    while True:
        ballast = fill(disk)
        if kept_back.exists():
            return ballast
        ballast.unlink()
        terminal.wait_until(kept_back.exists, "room kept back again")


@needs_mount
def test_who_begins_a_screening_on_a_disk_that_filled_meanwhile_is_told_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        with_a_draft(disk / "home")
        with at_the_terminal(disk / "home", tmp_path) as terminal:
            terminal.settle()
            fill(disk)
            (disk / "home" / "headroom").unlink()
            fill(disk, "more")
            terminal.press(b"n")
            terminal.wait_for("Where does the child live?")
            terminal.press(b"\x1b[B", ENTER)
            wait_for_words(terminal, "Nothing was begun. The disk is full")
            terminal.press(ENTER)
            terminal.wait_for("Start")
            terminal.press(ctrl("o"))
            terminal.wait_for("Drafts: 1")


@needs_mount
def test_who_comes_in_the_morning_after_the_disk_filled_sees_their_own(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        ref = with_a_draft(disk / "home")
        fill(disk)
        (disk / "home" / "headroom").unlink()
        fill(disk, "more")
        with at_the_terminal(disk / "home", tmp_path, "THE DISK IS FULL") as terminal:
            wait_for_words(terminal, "Your own screenings, what is due and Contacts open all the same")
            assert "NEARLY" not in terminal.text
            terminal.press(ENTER)
            terminal.wait_for("Drafts: 1")
            terminal.press(ENTER)
            terminal.wait_for("Start")
            assert ref in terminal.text
            for name in ("ballast", "more"):
                (disk / name).unlink()
            terminal.press(ctrl("o"))
            terminal.wait_for("Drafts: 1")
            terminal.press(ctrl("q"))
            assert terminal.wait_for_end() == 0
        casebook = entered(disk / "home")
        assert ref in {each.entry.ref for each in casebook._desk.store.log.find(kinds=("view",))}
        assert not any("views may be missing" in words for words in casebook.alerts)
        casebook.close()


@needs_mount
def test_typing_goes_on_while_the_disk_is_full_and_is_saved_by_itself_when_there_is_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        home = disk / "home"
        ref = with_a_draft(home)
        with at_the_terminal(home, tmp_path) as terminal:
            terminal.send(ENTER)
            terminal.wait_for(f"draft {ref}   saved")
            terminal.send(ctrl("t"))
            terminal.wait_for("7 Notes")
            ballast = fill_beside(terminal, disk)
            terminal.send(b"first ")
            wait_for_words(terminal, "THE DISK IS NEARLY FULL")
            assert not (home / "headroom").exists(), "the room kept back was given up"
            rest = fill(disk, "rest")
            for number in range(200):  # until the write-ahead log has no room of its own left
                terminal.send(f"word{number} ".encode() * 300)
                terminal.settle(0.8)
                if "NOT SAVED" in terminal.text:
                    break
            wait_for_words(terminal, "NOT SAVED: The disk is full.")
            terminal.send(b"last")
            terminal.settle()
            terminal.send(ctrl("o"))
            wait_for_words(terminal, "Not left: The disk is full.")
            ballast.unlink()
            rest.unlink()
            terminal.wait_until_gone("NOT SAVED")
            terminal.wait_until((home / "headroom").exists, "room kept back again")
            terminal.wait_until_gone("THE DISK IS NEARLY FULL")
            terminal.send(ctrl("q"))
            assert terminal.wait_for_end() == 0
        casebook = entered(home)
        notes = casebook.screenings.open(ref).answers.notes
        assert notes.startswith("first word0") and notes.endswith("last")
        assert casebook.log.verify().faults == []
        casebook.close()


@needs_mount_as_root
def test_a_store_that_cannot_be_written_is_read_and_exported_and_says_what_it_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ref = with_a_draft(home)
    with read_only(home):
        with at_the_terminal(home, tmp_path) as terminal:
            terminal.wait_for("VIEW ONLY")
            wait_for_words(terminal, "The store is read-only: you can read and export")
            terminal.send(ENTER)
            terminal.wait_for(f"draft {ref}   VIEW ONLY")
            terminal.press(ctrl("n"))
            terminal.wait_for("4 Yellow")
            terminal.press(SPACE)
            wait_for_words(terminal, "View only. The store is read-only")
            assert "[x]" not in terminal.text
            terminal.press(ctrl("g"))
            terminal.wait_for("Go to: a number")
            terminal.send(b"10" + ENTER)
            terminal.wait_for("10 Review")
            terminal.press(b"3", ENTER)
            terminal.wait_for("Where should the file be?")
            terminal.press(ENTER)
            wait_for_words(terminal, "This is not logged, because the store is read-only. Exported")
            terminal.press(ctrl("l"))
            terminal.wait_for("Locked.")
            terminal.send(f"{PASSPHRASE}\r".encode())
            terminal.wait_for("10 Review")
            terminal.send(ctrl("q"))
            assert terminal.wait_for_end() == 0
        assert len(list(tmp_path.glob("*.txt"))) == 1
    casebook = entered(home)
    assert casebook.screenings.open(ref).answers.marks == {}
    assert casebook.log.verify().faults == []
    casebook.close()
