"""Accounts a line at a time, for an administrator and a lead; what is done is told by the jobs' own tests."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE, listen, talk
from support.people.screens import CHEAP

pytestmark = pytest.mark.usefixtures("store")

BEN = "Ben Example"
BENS = "quiet gravel under nine bicycles"
ADD_BEN = ("accounts", "add", BEN, "1 2", "own", BENS, BENS)


def test_an_administrator_adds_an_account_and_changes_its_roles(home: Path) -> None:
    heard = talk(home, *ADD_BEN, "list", BEN, "roles", "9", "3 1", "", "")
    assert f"The account {BEN} is added. Roles: practitioner, lead." in heard
    assert f"2. {BEN}: practitioner, lead. Active." in heard
    assert "Mark at least one role" in heard
    assert f"The roles of {BEN} are now: practitioner, administrator." in heard
    casebook = sign_in(home, BEN, BENS, CasebookSettings(argon=CHEAP))
    assert casebook.account.roles == ("practitioner", "administrator")
    casebook.close()
    assert BENS not in heard


def test_each_step_is_asked_first_and_can_be_left(home: Path) -> None:
    talk(home, *ADD_BEN)
    heard = talk(
        home,
        "accounts",
        "2",
        "suspend",
        "n",
        "2",
        "suspend",
        "y",
        "2",
        "where",
        "back",
        "2",
        "resume",
        "y",
        "nobody",
    )
    assert f"Suspend {BEN}?" in heard
    assert f"{BEN} is suspended and cannot sign in" in heard
    assert "Nothing was changed." in heard
    assert f"{BEN} can sign in again." in heard
    assert "Type a number or a name from the list, or ? for more." in heard


def test_revoking_says_each_step_once_and_hands_over_what_was_left(home: Path) -> None:
    talk(home, *ADD_BEN)
    listen(home, BEN, BENS, "new", "", "", "", "", "", "1")
    heard = talk(home, "accounts", "2", "revoke", "y", "2", "hand-over", "1", "y", "", "list")
    assert f"{BEN} is revoked and shut out for good" in heard
    assert f"{BEN} no longer sees them. Hand them over to {NAME}? Yes or no? [no]" in heard
    assert f"One screening of {BEN} now belongs to {NAME}." in heard
    assert ", draft, " in heard.rpartition("Home.")[2]
    lines = heard.split("\n")
    assert all(one != other for one, other in pairwise(lines) if one), "no step is said twice in a row"


def test_the_recovery_code_is_replaced_once_it_was_confirmed(home: Path) -> None:
    from ce_tui.core.vault.casebook.open_store import CasebookSettings
    from ce_tui.core.vault.casebook.opening import recover
    from support.people.conversation import Conversation

    with Conversation(home) as person:
        person.answer("Your name?\n", NAME)
        person.answer("Passphrase?\n", PASSPHRASE)
        person.answer("number? [new]\n", "accounts")
        person.answer("number? [back]\n", "code")
        person.answer("Make a new recovery code? Yes or no? [no]\n", "y")
        person.answer("to confirm that you have it:\n", "XXXXX")
        person.hear("This is not the code's last group.")
        assert person.text.rstrip().partition("The code: ")[0].endswith("I and L the digit 1.\n")
        person.answer("Its last group, to confirm that you have it:\n", "?")
        person.hear("The code has no letters O, I, L, U")
        person.hear("Type the last five letters or digits, or all of it.")
        code = person.text.partition("The code: ")[2].partition("\n")[0]
        person.answer("to confirm that you have it:\n", code.rpartition("-")[2].lower())
        person.hear("The recovery code is replaced.")
        person.hang_up()
        assert person.end() == 0
    recover(home, NAME, code, "seven odd lanterns over a harbour", CasebookSettings(argon=CHEAP)).close()


def test_the_hub_gets_a_name_and_a_usual_area(home: Path) -> None:
    talk(home, "accounts", "hub", "Another Hub", "thurrock")
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    assert (casebook.people.hub.name, casebook.people.hub.locality) == ("Another Hub", "thurrock")
    casebook.close()


def test_a_lead_hears_the_accounts_and_opens_anothers_screening_with_a_reason(home: Path) -> None:
    talk(home, *ADD_BEN)
    talk(home, "new", "", "", "", "", "", "1", "", "y")
    heard = listen(home, BEN, BENS, "accounts", "add", "1", "", "list", "1", "", "1", "Taken on in a meeting")
    assert "Only an administrator can change it." in heard
    assert "Others in the hub: 1." in heard
    assert f"by {NAME}" in heard
    assert "Give your reason for opening it; it is logged. Your reason?" in heard
    assert f"\n3 Start. By {NAME}.\n" in heard


def test_a_practitioner_has_no_words_for_accounts_and_the_log(home: Path) -> None:
    talk(home, "accounts", "add", "Cy Example", "1", "own", BENS, BENS)
    heard = listen(home, "Cy Example", BENS, "accounts", "log", "?")
    assert heard.count("Type new, list, find and words, a number, or a reference.") == 2
    assert "accounts" not in heard.rpartition("At any question:")[2]


def test_whoever_takes_the_administrators_role_away_is_offered_a_new_recovery_code_at_once(
    home: Path,
) -> None:
    talk(home, "accounts", "add", BEN, "1 3", "own", BENS, BENS)
    heard = " ".join(talk(home, "accounts", BEN, "suspend", "y", "y", "back").split())
    suspended, _, after = heard.partition(f"{BEN} is suspended and cannot sign in")
    assert f"{BEN} is no administrator any more, and may know the recovery code." not in suspended
    assert f"{BEN} is no administrator any more, and may know the recovery code." in after
    assert "This is the new recovery code." in after
    due = f"{BEN} is no administrator any more, and may know the recovery code, which still opens the store."
    assert due in " ".join(talk(home).split()), "it was not confirmed"
    heard = talk(home, "accounts", BEN, "resume", "y", "", "")
    assert due not in " ".join(talk(home).split())


def test_what_others_did_is_heard_once_at_the_sign_in(home: Path) -> None:
    talk(home, "accounts", "add", BEN, "1 2", "own", BENS, BENS)
    listen(home, BEN, BENS)
    talk(home, "accounts", BEN, "roles", "1 2 3", "", "")
    told = f"{NAME} changed the roles of your account to: practitioner, lead and administrator."
    assert told in " ".join(listen(home, BEN, BENS).split())
    assert told not in " ".join(listen(home, BEN, BENS).split())
    assert told not in talk(home)
