"""What goes wrong meanwhile: someone else has it open, the disk is full, the store is read-only, a fault of ours."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import StoreFull
from ce_tui.lines.dialogue import dialogue
from ce_tui.lines.run import converse
from ce_tui.lines.screening import tier
from support.people.conversation import CONFIG, NAME, PASSPHRASE, Conversation, Heard, Script, at_noon, talk
from support.people.screens import CHEAP
from support.stores.vault import read_only, replace_store
from support.terminal.streams import Streams

pytestmark = pytest.mark.usefixtures("store")


def sign_in_to(person: Conversation) -> None:
    person.answer("Your name?\n", NAME)
    person.answer("Passphrase?\n", PASSPHRASE)


def at_y1(person: Conversation) -> str:
    """At Y1 of a new screening: its reference."""
    sign_in_to(person)
    for question, line in (("[new]\n", "new"), ("[Essex]\n", ""), ("Now: not answered.\n", "go yellow")):
        person.answer(question, line)
    person.hear("Y1 of 15.")
    return person.text.partition("Begun: ")[2][:10]


def elsewhere(home: Path) -> Casebook:
    return sign_in(
        home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP, rules=PathwayRules(CONFIG.pathways()))
    )


def test_what_someone_else_has_open_is_said_and_can_be_read(home: Path) -> None:
    with Conversation(home) as first:
        ref = at_y1(first)
        first.answer("Now: not marked.\n", "y")
        first.hear("Y2 of 15.")
        heard = talk(home, ref, "")
        assert "? [none]" in heard and "View only." not in heard, "Enter alone opens and takes over nothing"
        heard = talk(home, ref, "2", "go yellow", "y", "where", "take", "home")
        assert "You have it open yourself on another terminal, since" in heard
        assert "2. Read it: nothing can be changed here meanwhile" in heard
        assert "View only." in heard
        first.type("n")
        first.hear("Y3 of 15.")
        first.hang_up()
        assert first.end() == 0


def test_one_who_lost_it_is_told_and_keeps_what_was_not_saved_apart(home: Path) -> None:
    with Conversation(home) as first:
        ref = at_y1(first)
        other = elsewhere(home)
        other.presence.take_over_after = 0
        other.screenings.open(ref)
        taken = other.screenings.take_over(ref)
        first.hear("You took this screening over on another terminal")
        other.screenings.save(
            msgspec.structs.replace(taken, answers=msgspec.structs.replace(taken.answers, notes="Theirs."))
        )
        first.type("y")
        first.hear("Here it is only shown")
        other.close()
        first.hang_up()
        assert first.end() == 0
    casebook = elsewhere(home)
    assert casebook.screenings.open(ref).answers.notes == "Theirs."
    casebook.close()


def test_a_full_disk_is_said_once_tried_again_by_itself_and_holds_up_the_sign_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = [True]
    save = Screenings.save

    def refuse(casebook: Casebook, *args: object, **options: object) -> object:
        if full[0]:
            raise StoreFull
        return save(casebook, *args, **options)  # type: ignore[arg-type]

    with Conversation(home) as person:
        ref = at_y1(person)
        monkeypatch.setattr(Screenings, "save", refuse)
        person.type("y")
        person.hear("NOT SAVED:")
        person.answer("Y2 of 15.", "y")
        person.answer("Y3 of 15.", "quit")
        person.hear("Not signed out:")
        assert person.text.count("NOT SAVED:") == 1
        person.answer("Y3.", "where")
        person.hear("NOT SAVED.")
        full[0] = False
        person.hear("Everything is saved again.")
        person.type("quit")
        assert person.end() == 0
    casebook = elsewhere(home)
    assert casebook.screenings.open(ref).answers.marks == {"Y1": "yes", "Y2": "yes"}
    casebook.close()


def test_a_read_only_store_is_read_and_exported_and_it_is_said_that_nothing_is_logged(
    home: Path, tmp_path: Path
) -> None:
    talk(home, "new", "", "", "", "", "", "1", "", "y")
    lines = ("1", "go yellow", "n", "where", "phone", "stop", "go review", "text", str(tmp_path / "a.txt"))
    with read_only(home):
        heard = talk(home, *lines, "home", "new", "")
    assert "View only. The store is read-only" in heard
    assert "Marked: Y1 yes" in heard
    assert (
        "This is not logged, because the store is read-only.\n"
        "While you phone it locks 20 minutes after the last key here; lock locks at once.\n"
        "Your steps (for you, not to be read out):\n"
    ) in heard
    assert "This is not logged, because the store is read-only. Exported: the text is" in heard


def test_a_passphrase_that_a_read_only_store_cannot_keep_is_said_once_more_before_it_goes(
    home: Path, tmp_path: Path
) -> None:
    talk(home, "new", "")
    with read_only(home):
        heard = talk(home, "1", "go review", "pdf", str(tmp_path / "a.pdf"), "", "quit", "quit")
    shown, again = heard.split("Not signed out yet: the store is read-only")
    assert "write it down now" in shown and "stays in Review" not in shown
    passphrase = shown.partition("letter by letter as shown:")[2].split()[0]
    assert f"The PDF is {tmp_path / 'a.pdf'}" in again and passphrase in again
    assert "quit once more leaves without it." in again


@pytest.mark.parametrize("elsewhere", ["contacts", "go 5"])
def test_that_it_is_exported_is_heard_by_who_goes_elsewhere_instead_of_confirming_the_passphrase(
    home: Path, tmp_path: Path, elsewhere: str
) -> None:
    target = tmp_path / "a.pdf"
    heard = talk(home, "new", "", "go review", "pdf", str(target), elsewhere, "home")
    exported = heard.index(f"Exported, marked as a draft. The PDF is {target}\n")
    stays = heard.index("It stays in Review until you confirm that you have it", exported)
    assert heard.index("I have it: do not show it again?", stays)
    assert target.exists()


def test_after_a_file_name_that_is_refused_enter_takes_the_one_that_was_proposed(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    heard = talk(home, "new", "", "go review", "text", "/nowhere/a.txt", "", "home")
    assert "There is no folder /nowhere." in heard
    [made] = tmp_path.glob("*.txt")
    assert heard.count(f"File? [{made}]") == 2
    assert f"Exported: the text is {made}." in heard


def test_a_fault_of_ours_saves_hides_and_goes_on_to_the_reference(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError("Zephyrine Quillfeather")

    monkeypatch.setattr(tier, "citing_sentences", fail)
    heard = Heard()
    lines = ["new", "", "go details", *["skip"] * 5, "Zephyrine Quillfeather", "go yellow", "cited"]
    with pytest.raises(RuntimeError):
        converse(Streams(Script([NAME, PASSPHRASE, *lines]), heard), at_noon(home))
    assert heard.text.endswith("\n" * 60)
    casebook = elsewhere(home)
    [summary] = casebook.index.all()
    assert summary.child == "Zephyrine Quillfeather"
    casebook.close()


def test_words_that_someone_elses_save_came_before_can_be_left_and_are_asked_about_again_on_request(
    home: Path,
) -> None:
    with Conversation(home) as first:
        ref = at_y1(first)
        save_finds_out(first)
        save_elsewhere(home, ref)
        first.type("y")
        first.answer("1. Keep both: mine becomes a screening of its own, with a new reference", "later")
        first.hear("Not saved: go to, then “Change it here”, asks again.")
        first.answer("Y2 of 15.", "y")
        assert "Keep both" not in first.hear("Y3 of 15."), (
            "it was left for later, so nobody is asked again and again"
        )
        first.type("take")
        first.answer("2. Go on with what was saved there", "2")
        first.answer("gone for good. Drop it? Yes or no? [no]", "n")
        first.answer("Y3.", "take")
        first.answer("1 to 3?", "")
        first.hear("Not saved: go to, then “Change it here”, asks again.")
        first.answer("Y3.", "take")
        first.answer("1 to 3?", "1")
        first.hear("Yours is kept as CE-")
        first.hang_up()
        assert first.end() == 0


def save_finds_out(person: Conversation) -> None:
    """From the next question on nothing is looked at between the questions: it is the save that finds out."""
    dialogue.TICK = 1000.0
    person.answer("Now: not marked.\n", "where")
    person.hear("Y1. Yes or no? Now: not marked.\n")


def save_elsewhere(home: Path, ref: str) -> None:
    """The screening is taken over and changed on another terminal."""
    other = elsewhere(home)
    other.presence.take_over_after = 0
    other.screenings.open(ref)
    taken = other.screenings.take_over(ref)
    answers = msgspec.structs.replace(taken.answers, notes="Theirs.")
    other.screenings.save(msgspec.structs.replace(taken, answers=answers))
    other.close()


def test_what_someone_elses_save_came_before_is_kept_apart_at_the_end(home: Path) -> None:
    with Conversation(home) as first:
        ref = at_y1(first)
        save_finds_out(first)
        save_elsewhere(home, ref)
        first.type("y")
        first.hear("1. Keep both: mine becomes a screening of its own, with a new reference")
        first.hang_up()
        assert first.end() == 0
    assert f"Someone else had changed {ref}: what you had not saved in it is kept apart, as CE-" in first.text
    casebook = elsewhere(home)
    kept = {each.ref: casebook.screenings.open(each.ref).answers for each in casebook.index.all()}
    casebook.close()
    assert kept.pop(ref).notes == "Theirs."
    assert [each.marks for each in kept.values()] == [{"Y1": "yes"}]


def test_where_the_stores_file_was_replaced_it_is_said_and_so_is_what_goes_with_leaving(home: Path) -> None:
    with Conversation(home) as person:
        at_y1(person)
        person.answer("Now: not marked.\n", "y")
        person.hear("Y2 of 15.")
        replace_store(home)
        person.answer("Now: not marked.\n", "y")
        taken = (
            "The file of the store was taken away or replaced, so nothing more can be saved here. Copy down what you "
            "typed, and tell whoever looks after the store: what was saved before lies in the file that was taken away."
        )
        person.hear(f"NOT SAVED: {taken}")
        person.hear("Y3 of 15.")
        person.type("quit")
        for said in (
            taken,
            "This is not saved, and goes when you sign out:",
            "Y2: Yes",
            "quit once more leaves without it.",
        ):
            person.hear(f"{said}\n")
        person.type("quit")
        person.hear(f"Signed out. {taken}\n")
        assert person.end() == 0
