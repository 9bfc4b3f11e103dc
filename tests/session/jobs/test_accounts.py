"""An account is added, and gets other roles: exactly those; what is wrong is said in words."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.accounts import NO_ROLE, add_account, change_roles
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.office import BEN, SECRET
from support.people.screens import CHEAP, NAME


async def test_it_is_added_with_exactly_the_roles_that_were_given(station: JobContext, home: Path) -> None:
    asker = Answers()
    result = await add_account(asker, station, " Ottoline  Example ", ["lead"], SECRET)
    assert result == JobResult(done=True)
    assert asker.told == ["The account Ottoline Example is added. Roles: lead."]
    casebook = sign_in(home, "Ottoline Example", SECRET, CasebookSettings(argon=CHEAP))
    assert casebook.account.roles == ("lead",)
    casebook.close()


async def test_a_name_that_is_taken_is_told_and_nothing_is_added(in_hub: JobContext) -> None:
    asker = Answers()
    assert await add_account(asker, in_hub, BEN, ["lead"], SECRET) == JobResult(done=False)
    assert "name" in asker.told[0]
    assert len(in_hub.session.casebook.people.accounts()) == 4


async def test_a_name_that_looks_like_anothers_is_told_with_that_one_and_nothing_is_added(
    in_hub: JobContext,
) -> None:
    asker = Answers()
    alike = BEN.replace("e", "\u0435")  # the Cyrillic letter
    assert alike != BEN and await add_account(asker, in_hub, alike, ["lead"], SECRET) == JobResult(done=False)
    assert f"an account whose name looks the same: {BEN}." in asker.told[0]
    assert len(in_hub.session.casebook.people.accounts()) == 4


async def test_roles_are_changed_and_never_to_none(in_hub: JobContext) -> None:
    assert await change_roles(Answers(), in_hub, BEN, []) == JobResult(done=False, words=NO_ROLE)
    result = await change_roles(Answers(), in_hub, BEN, ["practitioner", "lead"])
    assert result == JobResult(done=True, words=f"The roles of {BEN} are now: practitioner, lead.")
    [changed] = [each for each in in_hub.session.casebook.people.accounts() if each.name == BEN]
    assert changed.roles == ("practitioner", "lead")


async def test_the_last_administrator_keeps_the_role_and_is_told(station: JobContext) -> None:
    asker = Answers()
    assert await change_roles(asker, station, NAME, ["lead"]) == JobResult(done=False)
    assert asker.told[0].startswith("This is the last administrator who can sign in")
