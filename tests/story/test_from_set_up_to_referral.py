"""The main job by keyboard alone in a real terminal: from an empty machine to a referral PDF, and back another day."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pypdf import PdfReader

from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, SPACE, UP, PtyScreen, ctrl

AS_STARTED = (sys.executable, "-m", "ce_tui")
PASSPHRASE = b"violet lantern orbit mosaic"


def terminal(folder: Path, columns: int = 80, rows: int = 24, app: Sequence[str] = CE_TUI) -> PtyScreen:
    env = {"CE_TUI_HOME": str(folder / "store"), "HOME": str(folder)}
    return PtyScreen(app, env, columns=columns, rows=rows, cwd=folder)


def set_up(term: PtyScreen) -> None:
    term.wait_for("Set up, step 1 of 3")
    term.press(b"Pat Example\tImaginary Hub\t2" + SPACE + b"\t" + ENTER)
    term.wait_for("step 2 of 3")
    term.press(b"2" + SPACE + b"\t" + PASSPHRASE + b"\t" + PASSPHRASE + ENTER)
    term.wait_for("step 3 of 3")
    code = re.search(r"(?:[0-9A-Z]{5}-){6}([0-9A-Z]{5})", term.text)
    assert code is not None
    term.press(code[1].encode() + ENTER)
    term.wait_for("No screenings yet")


def sign_in(term: PtyScreen) -> None:
    term.wait_for("Passphrase")
    term.press(b"Pat Example\t" + PASSPHRASE + ENTER)
    term.wait_for("Home")


def sign_out(term: PtyScreen) -> None:
    term.press(ctrl("q"))
    term.wait_until(lambda: term.text.strip() == "", "an empty screen")


def screen_the_child(term: PtyScreen) -> str:
    """A new screening through all tiers with a note: its reference."""
    term.press(b"n")
    term.wait_for("Where does the child live?")
    term.press(ENTER)
    term.wait_for("3 Start")
    found = re.search(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}", term.text)
    assert found is not None
    term.press(UP + SPACE + b"\t" + UP + SPACE + b"\t" + UP + SPACE + b"\t\t" + SPACE)
    term.wait_for("(x) Yes, from working with them")
    term.press(ctrl("n"))
    term.wait_for("4 Yellow")
    term.press(SPACE + b"v2" + SPACE)
    term.wait_for("V2")
    term.press(ctrl("n"))
    term.wait_for("5 Amber")
    term.press(b"3s")
    term.wait_for("[S] Suspected")
    term.press(ctrl("n"))
    term.wait_for("6 Red")
    term.press(b"2b")
    term.wait_for("exploitation or immediate risk indicated")
    term.press(b"ntold by the school nurse on Monday. A3 seen at the station twice.")
    term.wait_for("R2: told by the school nurse on Monday. A3 seen at the station twice.")
    return found[0]


def read_the_result(term: PtyScreen) -> None:
    term.press(ctrl("n"))
    term.wait_for("RED: Exploitation or immediate risk indicated.")
    assert "999" in term.text


def fill_in_the_details(term: PtyScreen) -> None:
    term.press(ctrl("n"))
    term.wait_for("9 Details")
    term.press(
        ctrl("u")
        + b"Pat Example\t"
        + ctrl("u")
        + b"Imaginary School\t01632 960123\t\t\tSam Brackenshaw\t3\t4\t2010\t"
    )
    term.wait_for("2010")


def export(term: PtyScreen, folder: Path, ref: str) -> bytes:
    """Complete and export the referral: the PDF, opened with the passphrase that was shown."""
    term.press(ctrl("n"))
    term.wait_for("10 Review")
    term.press(b"1" + ENTER)
    term.wait_for("Complete it all the same?")  # of a red, what is left open
    term.press(b"2" + ENTER)
    term.wait_for(f"completed {ref}")
    term.press(b"2" + ENTER)
    term.wait_for("Where should the file be?")
    term.press(ENTER)
    term.wait_for("Its passphrase", timeout=60)
    shown = re.search(r"^\s+([a-z]+(?:-[a-z]+){4,})\s*$", term.text, re.MULTILINE)
    assert shown is not None
    term.press(DOWN + ENTER)
    term.wait_for("Still to be done, in order")
    assert shown[1] not in term.text
    (file,) = folder.glob("*.pdf")
    assert ref in file.name and "Sam" not in file.name
    assert file.stat().st_mode & 0o777 == 0o600
    with pikepdf.open(file, password=shown[1]) as pdf:
        opened = io.BytesIO()
        pdf.save(opened, encryption=False)
    return opened.getvalue()


def files_that_hold(word: str, folder: Path, since: float) -> list[Path]:
    """Every file that holds the word: under the person's home, and what came into the machine's temporary folders.

    What the tests themselves keep in a temporary folder, beside this one's own, is not looked at.
    """
    places = [folder]
    for temporary in (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")):
        for entry in temporary.iterdir() if temporary.is_dir() else ():
            if not entry.name.startswith("pytest-of-") and entry not in folder.parents:
                places.append(entry)
    found = []
    for place in places:
        inside = [Path(top) / name for top, _, names in os.walk(place) for name in names] or [place]
        found += [each for each in inside if _holds(each, word, 0.0 if place == folder else since)]
    return found


def _holds(file: Path, word: str, since: float) -> bool:
    try:
        about = file.lstat()
        return stat.S_ISREG(about.st_mode) and about.st_mtime >= since and word.encode() in file.read_bytes()
    except OSError:  # somebody else's, or gone meanwhile
        return False


def test_the_look_for_names_finds_one(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "left.txt").write_text("a Brackenshaw, left behind")
    assert files_that_hold("Brackenshaw", tmp_path, time.time()) == [tmp_path / "kept" / "left.txt"]


def test_from_an_empty_machine_to_a_referral_and_back(tmp_path: Path) -> None:
    """As it is started and with what a passphrase costs; on 80 by 24 Pat does the like, in test_a_whole_screening."""
    began = time.time()
    with terminal(tmp_path, 120, 40, AS_STARTED) as term:
        set_up(term)
        ref = screen_the_child(term)
        read_the_result(term)
        fill_in_the_details(term)
        pdf = export(term, tmp_path, ref)
        sign_out(term)

    paper = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for words in (
        " Result RED, by the marks. R2, reasonably believed: Holding drugs or weapons (for others) ",
        "told by the school",
        "Sam Brackenshaw",
        "3 April 2010",
        "OFFICIAL-SENSITIVE",
        "Page 1 of",
        ref,
    ):
        assert words in paper
    # It is the hour of the test: out of hours the service that answers is named, and when the hub opens.
    asked = r" Asked of: the [^.]*Children & Families' Hub[^.]*\. No call recorded\. Police: not recorded\. "
    assert re.search(asked, paper), paper
    assert "DRAFT" not in paper

    with terminal(tmp_path, 120, 40, AS_STARTED) as term:
        sign_in(term)
        term.wait_for("Sam Brackenshaw")
        term.press(b"/station")
        term.press(ENTER)
        term.wait_for("seen at the station")
        assert ref in term.text
        assert files_that_hold("Brackenshaw", tmp_path, began) == []
        sign_out(term)
        assert "Brackenshaw" not in term.text
    assert files_that_hold("Brackenshaw", tmp_path, began) == []


def test_a_draft_that_was_left_comes_back_where_it_was(tmp_path: Path) -> None:
    with terminal(tmp_path) as term:
        set_up(term)
        screen_the_child(term)
        sign_out(term)
    with terminal(tmp_path) as term:
        sign_in(term)
        term.wait_for("Drafts")
        term.press(ENTER)
        term.wait_for("Opened where you left it")
        assert "R2: told by the school nurse on Monday. A3 seen at the station twice." in term.text
        sign_out(term)


def test_a_draft_that_was_only_looked_at_comes_back_where_it_was(tmp_path: Path) -> None:
    with terminal(tmp_path) as term:
        set_up(term)
        screen_the_child(term)
        term.press(ctrl("p"))
        term.wait_for("6 Red")
        term.press(b"5")
        term.wait_for("R5, 5 of 11")
        sign_out(term)
    with terminal(tmp_path) as term:
        sign_in(term)
        term.wait_for("Drafts")
        term.press(ENTER)
        term.wait_for("Opened where you left it. R5, 5 of 11")
        sign_out(term)
