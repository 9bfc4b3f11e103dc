"""The main job by someone who only reads lines: set-up, a screening, its referral; and back on another day."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pikepdf
from pypdf import PdfReader

from support.terminal.listener import NAME, Listener, set_up, sign_in

PASSPHRASE = r"\n([a-z]+(?:-[a-z]+){4})\n"


def test_from_set_up_to_the_referral_and_back_another_day(tmp_path: Path) -> None:
    home = tmp_path / "store"
    with Listener(home) as person:
        passphrase = set_up(person)
        ref = begin(person)
        mark(person)
        read_the_result_and_decide(person)
        fill_in_the_details(person)
        file, password = complete_and_export(person)
        person.answer("Review:", "")
        person.answer("number? [list]", "quit")
        assert person.end() == 0
        assert person.heard[-1] == "Signed out. Everything is saved."

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    words = words_of(file, password)
    for expected in (ref, "A3 seen at the station twice.", "Zephyrine Quillfeather", "3 April 2010", NAME):
        assert expected in words

    with Listener(home) as person:
        sign_in(person, passphrase)
        assert "No drafts, 1 completed" in person.hear("Home.")
        person.answer("number? [new]", ref)
        person.answer("more. Enter goes on", "where")
        person.hear(f"{ref}, completed, saved")
        person.hang_up()
        assert person.end() == 0
        assert person.heard[-1] == "Signed out. Everything is saved."


def begin(person: Listener) -> str:
    """A new screening, Start answered: its reference."""
    person.answer("number? [new]", "new")
    person.answer("1 to 4? [Essex]")
    person.answer("Is the child at immediate risk? Yes, or no, I have checked? Now: not answered.", "n")
    person.answer("harm today? Yes or no? Now: not answered.", "n")
    person.answer("Is the child missing now? Yes or no? Now: not answered.")
    person.answer("Which council placed the child here, if another one did? Now: empty.")
    person.answer("1 to 3? Now: not answered.", "1")
    person.answer("Date of the screening? Now: ")
    return person.found(r"Begun: (CE-[0-9A-Z]{4}-[0-9A-Z]{2})")


def mark(person: Listener) -> None:
    """Marks in each tier, by going on and by jumping; a note in between; `where` says what it comes to."""
    person.answer("Y1 of 15. ", "y")
    assert "Y1: yes. So far: vulnerabilities raised." in person.answer("Y2 of 15. ", "next")
    person.answer("A1 of 11. ", "A3")
    person.answer("A3 of 11. ", "s")
    person.answer("A4 of 11. ", "go red")
    person.answer("R1 of 11. ", "skip")
    person.answer("R2 of 11. ", "b")
    person.answer("R3 of 11. ", "where")
    where = person.hear("R3. Suspected, believe or no? Now: not marked.")
    assert "6 Red. R3 of 11. Marked: R2 believe." in where
    assert "So far: exploitation or immediate risk indicated." in where
    person.type("notes")
    person.answer(
        "Enter to go on. Now: no lines.",
        "Told by the school on Monday, by their nurse. A3 seen at the station twice.",
    )
    assert "A3: " in person.answer("Another line?")
    person.answer("R3 of 11. ", "go result")


def read_the_result_and_decide(person: Listener) -> None:
    heard = person.answer("more. Enter goes on", "stop")
    assert heard.index("Result: RED") < heard.index("1. Phone 999") < heard.index("2. Phone ")
    person.answer("Now: not answered.", "red")


def fill_in_the_details(person: Listener) -> None:
    said = person.answer(f"Your name? Now: {NAME}.")
    assert "Your own details are filled in as you gave them at the set-up; you can change them." in said
    person.answer("Your organisation? Now: Imaginary Hub.", "Imaginary School")
    person.answer("phone? Now: empty.", "back")
    person.answer("Your organisation? Now: Imaginary School.", "Imaginary Hub")
    for label in ("Your phone", "Your other contact details", "Your email"):
        person.answer(f"{label}? Now: empty.")
    person.answer("Child's name? Now: empty.", "Zephyrine Quillfeather")
    person.answer("Child's date of birth? Now: empty.", "31 4 2010")
    assert "must be a real date" in person.answer("Typed and not taken: “31 4 2010”.", "3 apr 2010")
    assert "Read as 3 April 2010, 16 years old at the screening." in person.answer("phone? Now: empty.")
    person.answer("other contact details? Now: empty.", "next")


def complete_and_export(person: Listener) -> tuple[Path, str]:
    """Complete, export, have the passphrase once more in Review, confirm it: the file and its passphrase."""
    person.answer("Review: 1 complete", "complete")
    person.answer("Complete it all the same? Yes or no? [no]", "yes")
    person.answer("Review: 1 reopen", "pdf")
    person.answer("File? [")
    person.answer("I have it: do not show it again?", "no")
    told = person.answer("more. Enter goes on")
    assert told.index("Still to be done, in order:\n1. Phone 999") < told.index("\n2. Phone ")
    assert person.everything.count("Exported") == 1
    file = Path(person.found(r"The PDF is (.+\.pdf)"))
    password = person.found(PASSPHRASE)
    person.hear("passphrase not confirmed?")
    person.type(person.found(r"(\d+) passphrase not confirmed"))
    person.answer("I have it: do not show it again?", "yes")
    assert person.found(PASSPHRASE) == password
    return file, password


def words_of(file: Path, password: str) -> str:
    with pikepdf.open(file, password=password) as opened:
        plain = io.BytesIO()
        opened.save(plain)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(plain).pages)
