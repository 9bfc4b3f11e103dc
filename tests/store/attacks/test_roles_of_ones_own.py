"""An administrator takes the lead's role from somebody, is lead, reads cases and gives it back: the others are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.session.jobs.keeping import unheard, was_heard
from support.stores.vault import ADA, BEN, CLEO, OTHER, answers, entered, set_up_store

LENA = "Lena Example"
DORA = "Dora Example"
OWN_LEAD = (
    f"{ADA} changed the roles of their own account to: lead and administrator. As a lead they can open every screening "
    "of the hub: the log says which they opened, and why."
)
OWN_BACK = f"{ADA} changed the roles of their own account to: administrator."
NO_LEAD = "That left the hub without a lead."


class Hub:
    """Ada, an administrator, is in; Lena is the lead; Ben and Dora screen. Everyone has been here once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ada, _ = set_up_store(home, roles=("administrator",))
        for name, role in ((LENA, "lead"), (BEN, "practitioner"), (DORA, "practitioner")):
            self.add(name, role)

    def add(self, name: str, role: str) -> None:
        self.ada.people.add_account(name, OTHER, [role])
        assert self.told(name) == []

    def told(self, name: str, *, reads: bool = True) -> list[str]:
        """What somebody is told as they come in, without its day."""
        casebook = entered(self.home, name, OTHER)
        words = [each[each.index(ADA) :] for each in unheard(casebook)]
        if reads:
            was_heard(casebook)
        casebook.close()
        return words

    def roles(self, name: str, *roles: str) -> None:
        self.ada.people.change_roles(name, roles)

    def read_a_case_of_bens(self) -> None:
        """What Ada does it for."""
        ben = entered(self.home, BEN, OTHER)
        ref = ben.screenings.begin(answers()).ref
        ben.close()
        self.roles(ADA, "lead", "administrator")
        self.ada.screenings.leave(self.ada.screenings.open(ref, reason="looking at it"))
        self.roles(ADA, "administrator")


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path / "home")


def test_the_lead_who_is_none_meanwhile_is_told_of_it_all_and_so_are_the_practitioners(hub: Hub) -> None:
    hub.roles(LENA, "practitioner")
    assert hub.told(LENA) == [f"{ADA} changed the roles of your account to: practitioner. {NO_LEAD}"]
    assert hub.told(BEN) == [], "the lead is told of it"
    hub.read_a_case_of_bens()
    assert hub.told(LENA) == [OWN_LEAD, f"{OWN_BACK} {NO_LEAD}"]
    hub.roles(LENA, "lead")
    assert hub.told(LENA) == [f"{ADA} changed the roles of your account to: lead."]
    for name in (BEN, DORA):
        assert hub.told(name) == [OWN_LEAD, f"{OWN_BACK} {NO_LEAD}"], "nobody else was there to be told"
        assert hub.told(name) == []
    assert hub.told(LENA) == []


def test_what_a_lead_was_not_shown_while_they_were_none_is_told_when_they_are_one_again(hub: Hub) -> None:
    hub.roles(LENA, "practitioner")
    hub.roles(BEN, "lead")
    hub.roles(BEN, "practitioner")
    assert hub.told(LENA) == [
        f"{ADA} changed the roles of your account to: practitioner. {NO_LEAD}",
        f"{ADA} changed the roles of the account {BEN} to: practitioner. {NO_LEAD}",
    ]
    hub.roles(LENA, "lead")
    for reads in (False, True):
        assert hub.told(LENA, reads=reads) == [
            f"{ADA} changed the roles of the account {BEN} to: lead.",
            f"{ADA} changed the roles of your account to: lead.",
        ]
    assert hub.told(LENA) == []


def test_another_administrator_is_told_and_then_the_practitioners_are_not(hub: Hub) -> None:
    hub.add(CLEO, "administrator")
    hub.roles(LENA, "practitioner")
    hub.read_a_case_of_bens()
    hub.roles(LENA, "lead")
    assert hub.told(CLEO) == [
        f"{ADA} changed the roles of the account {LENA} to: practitioner. {NO_LEAD}",
        OWN_LEAD,
        f"{OWN_BACK} {NO_LEAD}",
    ]
    assert hub.told(CLEO) == hub.told(BEN) == []
    assert hub.told(LENA) == [
        f"{ADA} changed the roles of your account to: practitioner. {NO_LEAD}",
        OWN_LEAD,
        f"{OWN_BACK} {NO_LEAD}",
        f"{ADA} changed the roles of your account to: lead.",
    ]


def test_whoever_is_a_lead_or_an_administrator_only_later_is_told_of_it_then(hub: Hub) -> None:
    hub.read_a_case_of_bens()
    assert hub.told(LENA) == [OWN_LEAD, OWN_BACK]
    assert hub.told(BEN) == hub.told(DORA) == []
    hub.roles(BEN, "lead")
    assert hub.told(BEN) == [OWN_LEAD, OWN_BACK, f"{ADA} changed the roles of your account to: lead."]
    hub.roles(DORA, "administrator")
    assert hub.told(DORA) == [
        OWN_LEAD,
        OWN_BACK,
        f"{ADA} changed the roles of your account to: administrator.",
    ]


@pytest.mark.parametrize("what", ["suspended", "revoked"])
def test_a_lead_who_is_shut_out_hears_nothing_so_the_practitioners_do(hub: Hub, what: str) -> None:
    if what == "suspended":
        hub.ada.people.suspend(LENA)
    else:
        hub.ada.revoking.revoke(LENA)
    for name in (BEN, DORA):
        assert hub.told(name) == [f"{ADA} {what} the account {LENA}. {NO_LEAD}"]
    if what == "suspended":
        hub.ada.people.resume(LENA)
        assert hub.told(LENA) == [f"{ADA} suspended your account. {NO_LEAD}"]


def test_a_hub_that_keeps_a_lead_tells_its_practitioners_nothing(hub: Hub) -> None:
    hub.add("Kim Example", "lead")
    hub.ada.people.suspend(LENA)
    hub.roles(ADA, "administrator", "practitioner")
    assert hub.told(BEN) == hub.told(DORA) == []
    assert hub.told("Kim Example") == [
        f"{ADA} changed the roles of their own account to: practitioner and administrator."
    ]
