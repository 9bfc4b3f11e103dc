"""What others did to an account, and what a lead has to know, is told until it was heard; never to who did it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.backups import read_beginning
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover, restore
from ce_tui.core.vault.casebook.own_account import AccountNews
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import RecoveryCode
from ce_tui.session.words.log import news_words
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, answers, around, entered, set_up_store

LENA = "Lena Example"
NEW = "copper kettles on a quiet pier"


class Hub:
    """Ada and Cleo, administrators alone; Ben, a practitioner; Lena, a lead. Everyone has been here once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ada, self.code = set_up_store(home, roles=("administrator",))
        self.ada.people.add_account(CLEO, OTHER, ["administrator"])
        self.ada.people.add_account(BEN, OTHER, ["practitioner"])
        self.ada.people.add_account(LENA, OTHER, ["lead"])
        for name in (CLEO, BEN, LENA):
            assert self.told(name) == []

    def come(self, name: str, passphrase: str = OTHER, **changes: object) -> Casebook:
        return entered(self.home, name, passphrase, **changes)

    def told(self, name: str, passphrase: str = OTHER, *, hears: bool = True) -> list[AccountNews]:
        """What somebody is told as they come in, and whether they hear it."""
        casebook = self.come(name, passphrase)
        news = casebook.telling.unheard()
        if hears:
            casebook.telling.heard()
        casebook.close()
        return news

    def recovered(self, name: str, terminal: str = "tty9") -> Casebook:
        return recover(self.home, name, str(self.code), NEW, around(terminal=terminal))


@pytest.fixture
def hub(home: Path) -> Iterator[Hub]:
    made = Hub(home)
    yield made
    made.ada.close()


def test_a_recovery_is_told_to_whose_it_is_and_to_each_lead_once(hub: Hub) -> None:
    hub.recovered(BEN).close()
    (lena,) = hub.told(LENA)
    assert (lena.what, lena.whose, lena.by, lena.where, lena.mine) == (
        "recovered",
        BEN,
        "",
        "at terminal tty9",
        False,
    )
    assert hub.told(LENA) == []
    (ben,) = hub.told(BEN, NEW)
    assert ben.mine and hub.told(BEN, NEW) == []
    assert hub.told(CLEO) == [], "it is no lead's"
    assert "somebody with the recovery code" in news_words(lena) and "tty9" in news_words(lena)


def test_whoever_came_in_by_the_code_takes_no_news_from_whose_account_it_is(hub: Hub) -> None:
    first = hub.recovered(BEN)
    assert first.telling.unheard() == [], "what was done to come in is no news to who did it"
    first.telling.heard()
    first.close()
    second = hub.recovered(BEN)
    assert [each.what for each in second.telling.unheard()] == ["recovered"]
    second.telling.heard()
    second.close()
    assert [each.what for each in hub.told(BEN, NEW)] == ["recovered", "recovered"]


def test_roles_that_somebody_gives_themselves_are_told_to_every_lead_and_not_to_them(hub: Hub) -> None:
    hub.ada.people.change_roles(ADA, ["administrator", "lead"])
    (told,) = hub.told(LENA)
    assert (told.what, told.by, told.whose, told.roles) == ("roles", ADA, ADA, ("lead", "administrator"))
    assert "changed the roles of their own account" in news_words(told)
    assert hub.told(ADA, PASSPHRASE) == [] and hub.told(BEN) == []


def test_roles_that_somebody_is_given_are_told_to_them_and_to_each_lead(hub: Hub) -> None:
    hub.ada.people.change_roles(BEN, ["practitioner", "lead"])
    (ben,) = hub.told(BEN)
    assert ben.mine and "changed the roles of your account to: practitioner and lead." in news_words(ben)
    (lena,) = hub.told(LENA)
    assert not lena.mine and f"the account {BEN}" in news_words(lena)


@pytest.mark.parametrize(("roles", "told"), [(["lead"], 1), (["administrator"], 0), (["practitioner"], 0)])
def test_an_account_that_reads_all_cases_is_told_to_the_leads_as_it_is_added(
    hub: Hub, roles: list[str], told: int
) -> None:
    hub.ada.people.add_account("Dora Example", OTHER, roles)
    assert [each.what for each in hub.told(LENA)] == ["added"] * told
    assert hub.told("Dora Example") == [], "not even to a lead who was not there then"


def test_it_is_told_again_until_it_was_heard_and_what_comes_later_is_told_too(hub: Hub) -> None:
    hub.ada.people.change_roles(BEN, ["practitioner", "lead"])
    for _ in range(2):
        assert len(hub.told(LENA, hears=False)) == 1
    hub.ada.people.change_roles(BEN, ["practitioner"])
    assert [each.roles for each in hub.told(LENA)] == [("practitioner", "lead"), ("practitioner",)]
    assert hub.told(LENA) == []


def test_what_is_done_while_somebody_is_here_is_told_the_next_time(hub: Hub) -> None:
    lena = hub.come(LENA)
    hub.ada.people.change_roles(BEN, ["practitioner", "lead"])
    assert lena.telling.unheard() == []
    lena.telling.heard()
    lena.close()
    assert len(hub.told(LENA)) == 1


def test_a_restored_backup_is_told_to_everybody_but_who_restored_it(hub: Hub, tmp_path: Path) -> None:
    file = BytesIO()
    hub.ada.backups.make(file, tmp_path)
    hub.ada.close()
    file.seek(0)
    hub.home = tmp_path / "elsewhere"
    restore(read_beginning(file), hub.home, ADA, PASSPHRASE, around()).close()
    for name in (BEN, LENA, CLEO):
        (told,) = hub.told(name)
        assert (told.what, told.by) == ("restored", ADA)
        assert "put a backup back (made on " in news_words(told)
        assert hub.told(name) == []
    assert hub.told(ADA, PASSPHRASE) == []


def test_one_who_has_not_been_told_for_long_costs_no_walk_over_the_whole_log(hub: Hub) -> None:
    lena = hub.come(LENA)
    lena._desk.store.log.add([lena._desk.entry("search")] * 600)
    lena.close()
    again = hub.come(LENA)
    assert again.telling.unheard() == []
    kept = again._desk.store.settings.preference(again.account.id, "heard up to")
    assert kept is not None and int(kept) > 600
    again.close()


def test_a_hand_over_is_told_once_to_whom_it_was_taken_from_to_the_heir_and_to_each_lead(hub: Hub) -> None:
    ben = hub.come(BEN)
    for _ in range(3):
        ben.screenings.leave(ben.screenings.begin(answers()))
    ben.close()
    hub.ada.people.add_account("Dora Example", OTHER, ["practitioner"])
    assert hub.ada.people.hand_over(BEN, "Dora Example") == 3
    for name in (BEN, "Dora Example", LENA):
        (news,) = hub.told(name)
        assert (news.what, news.by, news.whose, news.to, news.times) == (
            "handed over",
            ADA,
            BEN,
            "Dora Example",
            3,
        )
        assert "handed 3 screenings of Ben Example over to Dora Example" in news_words(news)
        assert hub.told(name) == []
    assert hub.told(CLEO) == []


def test_the_log_says_at_which_terminal_somebody_came_in_and_by_what(hub: Hub) -> None:
    hub.come(BEN, terminal="tty3").close()
    hub.recovered(BEN).close()
    came = [line.detail for line in hub.ada.log.entries(person=BEN, kinds=["sign-in", "key"])]
    assert came[-3:] == [
        "at terminal tty3",
        "recovered with the recovery code; at terminal tty9",
        "after the recovery; at terminal tty9",
    ]


def test_a_terminals_name_writes_one_line_into_the_log(hub: Hub) -> None:
    hub.come(BEN, terminal="tty\n3\x1b[0m" + "x" * 200).close()
    detail = hub.ada.log.entries(person=BEN, kinds=["sign-in"])[-1].detail
    assert detail.startswith("at terminal tty 3[0mxxx") and len(detail) < 100


# A new recovery code is due


def due(hub: Hub) -> str:
    """What Ada is told of it as she comes in."""
    casebook = entered(hub.home)
    words = [each for each in casebook.alerts if "may know the recovery code" in each]
    assert words == [each for each in [casebook.access.code_due_words] if each]
    casebook.close()
    return " ".join(words)


@pytest.mark.parametrize("how", ["suspend", "revoke", "roles"])
def test_whoever_is_no_administrator_any_more_may_know_the_code_until_another_is_confirmed(
    hub: Hub, how: str
) -> None:
    assert due(hub) == ""
    if how == "suspend":
        hub.ada.people.suspend(CLEO)
    elif how == "revoke":
        hub.ada.revoking.revoke(CLEO)
    else:
        hub.ada.people.change_roles(CLEO, ["practitioner"])
    for _ in range(2):
        assert due(hub).startswith(f"{CLEO} is no administrator any more, and may know the recovery code")
    lena = hub.come(LENA)
    assert lena.access.code_due_words == "" and not any("code" in each for each in lena.alerts)
    lena.close()
    made: RecoveryCode = hub.ada.access.new_recovery_code()
    assert due(hub), "until it is confirmed"
    hub.ada.access.confirm_recovery_code(made)
    assert due(hub) == ""
    assert hub.ada.log.verify().sound


def test_it_is_not_due_any_more_where_the_role_comes_back(hub: Hub) -> None:
    hub.ada.people.suspend(CLEO)
    hub.ada.people.change_roles(CLEO, ["practitioner"])
    hub.ada.people.resume(CLEO)
    assert due(hub)
    hub.ada.people.change_roles(CLEO, ["administrator"])
    assert due(hub) == ""
    hub.ada.people.suspend(CLEO)
    hub.ada.people.resume(CLEO)
    assert due(hub) == ""


def test_of_whoever_was_none_nothing_is_due(hub: Hub) -> None:
    hub.ada.people.suspend(BEN)
    hub.ada.people.change_roles(LENA, ["practitioner"])
    hub.ada.revoking.revoke(LENA)
    assert due(hub) == ""


def test_nothing_is_due_where_the_change_was_refused(hub: Hub) -> None:
    hub.ada.people.suspend(CLEO)
    before = hub.ada.access.code_known_to
    with pytest.raises(Refused, match="last administrator"):
        hub.ada.people.change_roles(ADA, ["practitioner"])
    assert hub.ada.access.code_known_to == before == (CLEO,)
