"""Accounts that are shut out, let in or leave: each step is asked first, and what came of it is said or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.people import Revoking
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.jobs.accounts import change_account
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.office import ADMIN, BEN, LEAD, entered, screening_of
from support.people.screens import NAME


def shut_out(home: Path, name: str) -> bool:
    try:
        entered(home, name).close()
    except VaultError:
        return True
    return False


async def test_suspending_is_asked_first_and_is_taken_back_by_resuming(
    in_hub: JobContext, home: Path
) -> None:
    asker = Answers(True)
    said = await change_account(asker, in_hub, "suspend", BEN)
    assert said == f"{BEN} is suspended and cannot sign in or unlock until you resume the account."
    assert asker.asked == [
        f"Suspend {BEN}? They cannot sign in or unlock from now on, until you resume the account. If they are at work "
        "now, what they typed is kept and they are signed out. Nothing of theirs is deleted or moved."
    ]
    assert asker.offered == [["Suspend the account", "Leave it as it is"]]
    assert shut_out(home, BEN)
    asker = Answers(True)
    assert await change_account(asker, in_hub, "resume", BEN) == f"{BEN} can sign in again."
    assert asker.asked == [f"Resume {BEN}? They can sign in again, with the passphrase that they had."]
    assert asker.offered == [["Resume the account", "Leave it as it is"]]
    assert not shut_out(home, BEN)


@pytest.mark.parametrize("action", ["suspend", "resume", "revoke", "hand-over"])
async def test_a_no_changes_nothing_and_says_nothing(in_hub: JobContext, action: str) -> None:
    casebook = in_hub.session.casebook
    if action == "resume":
        casebook.people.suspend(BEN)
    before = casebook.people.accounts()
    asker = Answers(NAME, False) if action == "hand-over" else Answers(False)
    assert await change_account(asker, in_hub, action, BEN) == ""
    assert asker.all_given and asker.told == []
    assert casebook.people.accounts() == before


async def test_revoking_says_its_steps_and_what_is_left_to_do_which_is_then_done(
    in_hub: JobContext, home: Path
) -> None:
    ref = screening_of(home)
    asker = Answers(True)
    assert await change_account(asker, in_hub, "revoke", BEN) == ""
    assert asker.asked == [
        f"Revoke {BEN}? This cannot be taken back: they are shut out at once and for good. Then the store gets new "
        "keys. For that everybody else who is signed in is asked to save and sign out, and can sign in again a "
        "moment later. Their screenings stay. Backups that were made before still open with their passphrase."
    ]
    assert asker.offered == [["Revoke the account for good", "Leave it as it is"]]
    assert asker.waited[:2] == [
        f"Revoking {BEN}.",
        "The account is shut out: nobody can sign in with it any more.",
    ]
    assert f"{BEN} is revoked and shut out for good, and the store has new keys." in asker.told[0]
    assert "hand it over" in asker.told[0]
    assert shut_out(home, BEN)
    asker = Answers(NAME, True)
    said = await change_account(asker, in_hub, "hand-over", BEN)
    assert said == f"One screening of {BEN} now belongs to {NAME}."
    assert asker.asked == [
        f"Who gets the screenings of {BEN}? They will own them and can read and change them; it is logged.",
        f"All of {BEN}'s screenings, drafts and completed ones, become {NAME}'s. {BEN} no longer sees them.",
    ]
    assert asker.offered[1] == [f"Hand them over to {NAME}", "Leave them where they are"]
    assert asker.choices == [[NAME]], "neither whoever leaves nor who cannot screen"
    assert [each.ref for each in in_hub.session.casebook.index.all() if each.mine] == [ref]


async def test_while_someone_else_is_in_the_account_is_shut_out_and_the_keys_are_changed_later(
    in_hub: JobContext, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = Revoking.revoke
    monkeypatch.setattr(
        Revoking,
        "revoke",
        lambda self, name, *, progress: patient(self, name, progress=progress, patience=0.2),
    )
    other = entered(home, LEAD)
    asker = Answers(True)
    assert await change_account(asker, in_hub, "revoke", BEN) == ""
    assert "Waiting for 1 other to leave." in asker.waited
    assert "still signed in, so the keys of the store are not changed yet" in asker.told[0]
    assert shut_out(home, BEN)
    other.close()
    for told in ("The store has other keys from now on", "there is nothing left to do"):
        asker = Answers()
        assert await change_account(asker, in_hub, "finish", BEN) == ""
        assert told in asker.told[0]


async def test_what_the_store_refuses_is_told_and_nothing_more_is_said(in_hub: JobContext) -> None:
    casebook = in_hub.session.casebook
    for action in ("suspend", "revoke"):
        asker = Answers(True)
        assert await change_account(asker, in_hub, action, NAME) == ""
        assert asker.told == ["This is your own account. Another administrator can do that."]
    casebook.people.change_roles(NAME, ["practitioner"])
    asker = Answers()
    assert await change_account(asker, in_hub, "finish", BEN) == ""
    assert len(asker.told) == 1


async def test_with_nobody_who_could_get_them_nothing_is_asked(in_hub: JobContext) -> None:
    in_hub.session.casebook.people.suspend(BEN)
    asker = Answers()
    assert await change_account(asker, in_hub, "hand-over", NAME) == ""
    assert asker.told[0].startswith("There is nobody to hand them over to")


async def test_how_many_were_handed_over_is_said(in_hub: JobContext, home: Path) -> None:
    for _ in range(2):
        screening_of(home)
    said = await change_account(Answers(NAME, True), in_hub, "hand-over", BEN)
    assert said == f"2 screenings of {BEN} now belong to {NAME}."
    said = await change_account(Answers(NAME, True), in_hub, "hand-over", ADMIN)
    assert said == f"{ADMIN} has no screenings: nothing was handed over."
