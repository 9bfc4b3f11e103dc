"""The lock in the line mode: by a word, by a key, by itself; what is begun is kept, what is written is out of view."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.config import Config, IdleTimes
from support.people.conversation import CONFIG, NAME, PASSPHRASE, Conversation
from support.people.screens import CHEAP

pytestmark = pytest.mark.usefixtures("store")

TIMES = IdleTimes(idle=180, warn=30, end=900)


def config(**lock: float) -> Config:
    return msgspec.structs.replace(CONFIG, lock=msgspec.structs.replace(TIMES, **lock))


def sign_in_to(talk: Conversation) -> None:
    talk.answer("Your name?\n", NAME)
    talk.answer("Passphrase?\n", PASSPHRASE)


def at_a_name(talk: Conversation) -> None:
    """At the child's name, which was just typed."""
    sign_in_to(talk)
    talk.answer("number? [new]\n", "new")
    talk.answer("1 to 4? [Essex]\n")
    talk.answer("or no, I have checked? Now: not answered.\n", "go details")
    talk.answer("Your name? Now: empty.\n", "Pat Example")
    talk.hear("Your organisation? Now: empty.\n")


def test_a_word_locks_and_the_passphrase_leads_back_to_the_question(home: Path) -> None:
    with Conversation(home, config()) as talk:
        at_a_name(talk)
        talk.type("lock")
        heard = talk.hear("Passphrase?\n")
        assert "\n" * 40 in heard
        assert f"Locked. {NAME} is signed in." in heard
        talk.type("some other passphrase")
        talk.hear("The passphrase is not right.\n")
        talk.hear(
            "Forgotten it? The recovery code leads to a new one: type other, and lost at the sign-in.\n"
        )
        talk.answer("Passphrase?\n", PASSPHRASE)
        talk.answer("Your organisation? Now: empty.\n", "Imaginary Hub")
        talk.hear("phone? Now: empty.\n")
        talk.hang_up()
        assert talk.end() == 0


def test_at_the_lock_contacts_and_guidance_are_open_and_nothing_of_the_case_is_said(home: Path) -> None:
    with Conversation(home, config()) as talk:
        at_a_name(talk)
        talk.type("lock")
        talk.hear("Locked.")
        for word in ("where", "list", "go red", "notes", "home", "risk", "?", "back", "skip", "help"):
            talk.answer("Passphrase?\n", word)
        while "Passphrase?" not in (heard := talk.hear("?")):
            talk.type("stop")
        talk.type("contacts")
        talk.answer("1 to 4? [Essex]\n")
        heard = talk.hear("more. Enter goes on")
        talk.type("stop")
        heard += talk.hear("Passphrase?\n")
        assert "999: day and night" in heard
        talk.type("quit")
        assert talk.end() == 0
        locked = talk.text[talk.text.index("Locked.") :]
        assert "Pat Example" not in locked and "CE-" not in locked


def test_it_warns_then_locks_by_itself_and_a_line_in_time_stays(home: Path) -> None:
    with Conversation(home, config()) as talk:
        at_a_name(talk)
        talk.now += 151
        talk.hear(
            "Nothing was typed for a while: this locks in 29 seconds. Everything is kept. Enter stays.\n"
        )
        talk.hear("Your organisation? Now: empty.\n")
        talk.type("")
        talk.hear("Your organisation? Now: empty.\n")
        talk.now += 151
        talk.answer("Enter stays.\n", "Imaginary Hub")
        talk.hear("phone? Now: empty.\n")
        talk.now += 181
        talk.hear("Locked.")
        talk.answer("Passphrase?\n", PASSPHRASE)
        talk.hear("phone? Now: empty.\n")
        talk.hang_up()
        assert talk.end() == 0
    [summary] = (casebook := sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))).index.all()
    assert casebook.screenings.open(summary.ref).answers.practitioner.organisation == "Imaginary Hub"
    casebook.close()


def test_a_line_that_comes_too_late_answers_nothing(home: Path) -> None:
    """Whoever types first after the time is over may be somebody else."""
    with Conversation(home, config(warn=0)) as talk:
        at_a_name(talk)
        talk.now += 1000
        talk.type("Someone else's words")
        talk.hear("Locked.")
        talk.answer("Passphrase?\n", PASSPHRASE)
        talk.hear("Your organisation? Now: empty.\n")
        talk.hang_up()
        assert talk.end() == 0


def test_a_lock_that_nobody_opens_ends_in_an_orderly_sign_out(home: Path) -> None:
    with Conversation(home, config()) as talk:
        at_a_name(talk)
        talk.now += 181
        talk.hear("Passphrase?\n")
        talk.now += 901
        talk.hear("Nobody unlocked it, so it has ended. Everything is saved.\n")
        assert talk.end() == 0


def test_the_account_chooses_how_long_and_never(home: Path) -> None:
    with Conversation(home, config()) as talk:
        sign_in_to(talk)
        talk.answer("number? [new]\n", "account")
        talk.answer("1 to 4? [back]\n", "time")
        talk.answer("? [As set for this terminal: after 3 minutes without a key]\n", "never")
        talk.answer("Kept for your account.\n")
        talk.now += 100_000
        talk.answer("[new]\n", "where")
        talk.hear("Home. No drafts")
        talk.hang_up()
        assert talk.end() == 0
    with Conversation(home, config()) as talk:
        sign_in_to(talk)
        talk.hear("number? [new]\n")
        talk.now += 100_000
        talk.type("where")
        talk.hear("Home. No drafts")
        talk.hang_up()
        assert talk.end() == 0


def test_before_the_sign_in_there_is_nothing_to_lock(home: Path) -> None:
    with Conversation(home, config()) as talk:
        talk.hear("Your name?\n")
        talk.now += 10_000
        talk.type(NAME)
        talk.hear("Passphrase?\n")
        talk.hang_up()
        assert talk.end() == 0


def test_whoever_phones_is_told_when_it_locks_and_has_that_time_until_the_call_is_left(home: Path) -> None:
    told = "While you phone it locks 20 minutes after the last key here; lock locks at once.\n"
    with Conversation(home, config()) as talk:
        at_a_name(talk)
        talk.type("go phone")
        talk.hear(told)
        talk.answer("[Not answered: it can be answered at Start]\n", "write")
        talk.answer("1 to 7? [go on]\n", "1")
        talk.answer("The person's name? [none]\n", "K. Worker")
        talk.answer("1 to 7? [go on]\n", "7")
        talk.hear("1 to 7? Now: nobody named.\n")
        assert talk.text.count(told) == 1, "the record within the script does not say it again"
        talk.now += 1171
        talk.hear("this locks in 29 seconds. Everything is kept. Enter stays.\n")
        talk.type("", "back", "stop")
        talk.hear("The reading is ended.\n")
        talk.hear("Your organisation? Now: empty.\n")
        talk.now += 151
        talk.hear("Nothing was typed for a while: this locks in 29 seconds.")
        talk.type("", "quit")
        assert talk.end() == 0


def test_a_record_begun_without_the_script_is_a_call_too_and_that_of_a_form_is_none(home: Path) -> None:
    told = "While you phone it locks 5 minutes after the last key here; lock locks at once.\n"
    with Conversation(home, config(call=300)) as talk:
        at_a_name(talk)
        talk.type("go record")
        talk.hear(told)
        talk.type("again")
        talk.hear("1 to 7? Now: Phone call.\n")
        talk.hear("1 to 7? Now: Phone call.\n")
        talk.now += 271
        talk.hear("this locks in 29 seconds. Everything is kept. Enter stays.\n")
        talk.type("", "form")
        talk.hear("To whom, or with whom:")
        talk.now += 151
        talk.hear("Nothing was typed for a while: this locks in 29 seconds.")
        talk.type("", "quit")
        assert talk.end() == 0
