"""Accounts that are suspended, resumed, revoked, given other roles, and whose screenings go to someone else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    NotPermitted,
    Refused,
    RightEnded,
    StoreFull,
    StoreUnreadable,
    WrongCredentials,
)
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import rekeying, slots
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.keys.passphrases import RecoveryCode
from ce_tui.core.vault.store.database import connect
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    QUICK,
    PlainRules,
    answers,
    entered,
    needs_mount,
    new_store,
    small_disk,
    with_people,
)

DORA = "Dora Example"


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    casebook = with_people(home)
    yield casebook
    casebook.close()


def states(casebook: Casebook) -> dict[str, str]:
    return {each.name: each.state for each in casebook.people.accounts()}


def details(casebook: Casebook, *kinds: str) -> list[str]:
    return [line.detail for line in casebook.log.entries() if line.kind in kinds]


def test_a_suspended_account_is_shut_out_until_it_is_resumed_with_the_same_passphrase(
    home: Path, ada: Casebook
) -> None:
    ada.people.suspend(BEN)
    assert states(ada) == {ADA: "active", BEN: "suspended", CLEO: "active"}
    with pytest.raises(NotPermitted, match="suspended"):
        entered(home, BEN, OTHER)
    with pytest.raises(WrongCredentials):
        entered(home, BEN, PASSPHRASE)
    ada.people.resume(BEN)
    assert states(ada)[BEN] == "active"
    ben = entered(home, BEN, OTHER)
    assert ben.account.roles == ("practitioner",)
    ben.close()
    said = details(ada, "account")
    assert [words.split()[0] for words in said[-2:]] == ["suspended", "resumed"]
    assert not any("Example" in each.entry.detail for each in ada._desk.store.log.entries())


def test_a_suspended_accounts_key_is_gone_from_the_key_file(home: Path, ada: Casebook) -> None:
    ada.people.suspend("ben  EXAMPLE")
    slot = next(slot for slot in slots.read(Home(home)).slots if slot.state == "suspended")
    assert slot.key == b""


def test_what_is_done_already_and_who_is_not_there_is_said_and_changes_nothing(
    home: Path, ada: Casebook
) -> None:
    before = (home / "slots.json").read_bytes()
    with pytest.raises(Refused, match="This account is active"):
        ada.people.resume(BEN)
    for change in (ada.people.suspend, ada.people.resume, ada.revoking.revoke):
        with pytest.raises(Refused, match="no account of this name"):
            change("Nobody Example")
    with pytest.raises(Refused, match="your own account"):
        ada.people.suspend(ADA)
    with pytest.raises(Refused, match="your own account"):
        ada.revoking.revoke(ADA)
    assert (home / "slots.json").read_bytes() == before


def test_only_an_administrator_changes_accounts_and_a_lead_sees_them(home: Path, ada: Casebook) -> None:
    ada.people.add_account(DORA, OTHER, ["lead", "practitioner"])
    dora = entered(home, DORA, OTHER)
    assert set(states(dora)) == {ADA, BEN, CLEO, DORA}
    for change in (
        lambda: dora.people.suspend(BEN),
        lambda: dora.people.resume(BEN),
        lambda: dora.revoking.revoke(BEN),
        lambda: dora.revoking.finish(),
        lambda: dora.people.change_roles(BEN, ["lead"]),
        lambda: dora.people.hand_over(BEN, DORA),
        lambda: dora.access.new_recovery_code(),
        lambda: dora.access.confirm_recovery_code("x"),
    ):
        with pytest.raises(NotPermitted, match="takes the role administrator"):
            change()
    dora.close()
    assert details(ada, "refusal")[-8:] == [
        "suspend an account",
        "resume an account",
        "revoke an account",
        "revoke an account",
        "change roles",
        "hand screenings over",
        "replace the recovery code",
        "replace the recovery code",
    ]


def test_the_last_administrator_who_can_sign_in_stays_one(home: Path) -> None:
    casebook, _ = new_store(home)
    casebook.people.add_account(CLEO, OTHER, ["administrator"])
    cleo = entered(home, CLEO, OTHER)
    cleo.people.suspend(ADA)
    cleo.close()
    cleo = entered(home, CLEO, OTHER)
    with pytest.raises(Refused, match="last administrator"):
        cleo.people.change_roles(CLEO, ["lead"])
    casebook.close()
    cleo.revoking.revoke(ADA)
    with pytest.raises(Refused, match="last administrator"):
        cleo.people.change_roles(CLEO, ["practitioner"])
    with pytest.raises(Refused, match="one or more of the roles"):
        cleo.people.change_roles(CLEO, [])
    cleo.close()


def test_roles_change_at_the_next_step_of_whoever_is_signed_in_and_outlast_a_suspension(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    ada.people.change_roles(BEN, ["administrator", "lead"])
    assert {each.name for each in ben.people.accounts()} == {ADA, BEN, CLEO}
    assert ben.account.roles == ("lead", "administrator")
    ada.people.change_roles(BEN, ["practitioner"])
    with pytest.raises(NotPermitted):
        ben.people.accounts()
    ben.close()
    ada.people.suspend(BEN)
    ada.people.change_roles(BEN, ["lead"])
    ada.people.resume(BEN)
    ben = entered(home, BEN, OTHER)
    assert ben.account.roles == ("lead",)
    ben.close()
    assert {each.name: each.roles for each in ada.people.accounts()}[BEN] == ("lead",)
    assert ada.log.verify().faults == []


def test_ones_own_roles_can_be_changed_where_another_administrator_stays(ada: Casebook) -> None:
    ada.people.change_roles(ADA, ["practitioner"])
    with pytest.raises(NotPermitted):
        ada.people.accounts()


def test_whoever_is_suspended_while_signed_in_is_asked_out_opens_nothing_more_and_keeps_what_is_typed(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers(notes="before"))
    other = ben.screenings.begin(answers())
    ben.screenings.leave(other)
    assert not ben.asked_out_words
    ada.people.suspend(BEN)
    assert ben.asked_out_words
    assert "suspended this account" in ben.asked_out_words
    with pytest.raises(NotPermitted, match="has suspended this account"):
        ben.screenings.open(other.ref)
    with pytest.raises(NotPermitted):
        ben.access.verify(OTHER)
    changed = msgspec.structs.replace(screening, answers=answers(notes="typed since"))
    with pytest.raises(RightEnded, match="has suspended this account"):
        ben.screenings.save(changed)
    ben.words_left.keep(screening.ref, "typed since")
    ben.close()
    ada.people.resume(BEN)
    ben = entered(home, BEN, OTHER)
    assert ben.screenings.open(screening.ref).answers.notes == "before"
    assert [each.text for each in ben.words_left.of(screening.ref)] == ["typed since"]
    ben.close()


def test_a_revoked_account_is_nobody_and_the_key_of_the_database_is_another(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    ref = ben.screenings.begin(answers(notes="kept")).ref
    ben.close()
    before = unlock(Home(home), ADA, PASSPHRASE)
    said: list[str] = []
    ada.revoking.revoke(BEN, progress=said.append)
    assert said[0].startswith("The account is shut out")
    assert said[1:] == [
        "Copying the database.",
        "Putting the copy under another key.",
        "Looking the copy over.",
        "Putting the copy in the database's place.",
    ]
    assert states(ada) == {ADA: "active", BEN: "revoked", CLEO: "active"}
    with pytest.raises(WrongCredentials):
        entered(home, BEN, OTHER)
    after = unlock(Home(home), CLEO, OTHER)
    assert after.database_key != before.database_key
    assert (after.listed.epoch, after.listed.due) == (2, msgspec.UNSET)
    with pytest.raises(Damaged):
        connect(home / "store.db", before.database_key)
    assert ada.log.verify().faults == []
    assert ada.access.verify(PASSPHRASE) and not ada.access.verify(OTHER)
    assert details(ada, "key") == ["the key of the database changed"]
    assert [words.split()[0] for words in details(ada, "account")][-1] == "revoked"
    ada.people.add_account(DORA, OTHER, ["practitioner"])
    for name, words in ((CLEO, OTHER), (DORA, OTHER), (ADA, PASSPHRASE)):
        entered(home, name, words).close()
    assert ada.people.hand_over(BEN, DORA) == 1
    dora = entered(home, DORA, OTHER)
    assert dora.screenings.open(ref).answers.notes == "kept"
    assert dora.screenings.open(ref).owner == DORA
    dora.close()
    assert sorted(path.name for path in home.glob("s*") if path.is_file()) == [
        *("sessions.lock", "slots.json", "slots.lock", "store.db", "store.db-shm", "store.db-wal"),
    ]


@pytest.mark.parametrize("name", ["\u0412en Example", "Ben Examp1e", "Ben Exarnple", "Ｂｅｎ Examp\u0406e"])
@pytest.mark.parametrize("revoked", [False, True])
def test_no_account_is_added_whose_name_looks_like_anothers(ada: Casebook, name: str, revoked: bool) -> None:
    if revoked:
        ada.revoking.revoke(BEN)
    before = ada.people.accounts()
    with pytest.raises(Refused, match=f"an account whose name looks the same: {BEN}"):
        ada.people.add_account(name, OTHER, ["lead"])
    assert ada.people.accounts() == before
    ada.people.add_account("Ben J Example", OTHER, ["lead"])


@pytest.mark.parametrize("name", ["Ben  Example", "ben example", " BEN EXAMPLE"])
def test_spaces_and_capitals_make_no_other_name(ada: Casebook, name: str) -> None:
    with pytest.raises(Refused, match="an account of this name already"):
        ada.people.add_account(name, OTHER, ["lead"])


def test_a_revoked_name_is_not_given_to_someone_else_and_revoking_twice_is_said(ada: Casebook) -> None:
    ada.revoking.revoke(BEN)
    with pytest.raises(Refused, match="is revoked"):
        ada.revoking.revoke(BEN)
    with pytest.raises(Refused, match="is revoked"):
        ada.people.suspend(BEN)
    with pytest.raises(Refused, match="was an account of this name"):
        ada.people.add_account(BEN.upper(), OTHER, ["practitioner"])


def test_a_suspended_account_outlasts_a_change_of_the_key_and_can_be_revoked(
    home: Path, ada: Casebook
) -> None:
    ada.people.add_account(DORA, OTHER, ["practitioner"])
    ada.people.suspend(DORA)
    ada.revoking.revoke(BEN)
    with pytest.raises(NotPermitted, match="suspended"):
        entered(home, DORA, OTHER)
    ada.people.resume(DORA)
    entered(home, DORA, OTHER).close()
    ada.people.suspend(DORA)
    ada.revoking.revoke(DORA)
    with pytest.raises(WrongCredentials):
        entered(home, DORA, OTHER)
    assert slots.read(Home(home)).epoch == 3


def test_the_recovery_code_and_a_changed_passphrase_work_after_a_change_of_the_key(home: Path) -> None:
    casebook, code = new_store(home)
    casebook.people.add_account(BEN, OTHER, ["practitioner"])
    casebook.people.add_account(CLEO, OTHER, ["practitioner"])
    casebook.revoking.revoke(BEN)
    casebook.access.change_passphrase(PASSPHRASE, "another set of quiet lanterns")
    casebook.close()
    entered(home, ADA, "another set of quiet lanterns").close()
    again = recover(
        home, CLEO, code, "ribbon glacier pantry yodel", CasebookSettings(argon=QUICK, rules=PlainRules())
    )
    again.close()
    entered(home, CLEO, "ribbon glacier pantry yodel").close()


def test_others_who_are_signed_in_are_asked_out_and_the_key_changes_when_they_have_gone(
    home: Path, ada: Casebook
) -> None:
    cleo = entered(home, CLEO, OTHER)
    said: list[str] = []

    def progress(words: str) -> None:
        said.append(words)
        if words.startswith("Waiting"):
            assert cleo.asked_out_words
            assert "changing the keys" in cleo.asked_out_words
            with pytest.raises(Busy, match="keys of this store are being changed"):
                entered(home, CLEO, OTHER)
            with pytest.raises(WrongCredentials):
                unlock(Home(home), BEN, OTHER)
            ada.screenings.begin(answers())  # whoever waits goes on working
            cleo.close()

    ada.revoking.revoke(BEN, progress=progress, patience=600)
    assert said[:3] == [said[0], "Waiting for 1 other to leave.", "Copying the database."]
    entered(home, CLEO, OTHER).close()


def test_who_does_not_leave_holds_up_the_key_but_not_the_shutting_out(home: Path, ada: Casebook) -> None:
    cleo = entered(home, CLEO, OTHER)
    with pytest.raises(
        Busy, match=r"shut out: nobody can sign in.*one other person is still signed in"
    ) as busy:
        ada.revoking.revoke(BEN, patience=0.2)
    assert busy.value.exit_code == 75
    assert not cleo.asked_out_words
    assert states(ada)[BEN] == "revoked"
    with pytest.raises(WrongCredentials):
        entered(home, BEN, OTHER)
    assert slots.read(Home(home)).due is True
    with pytest.raises(Busy, match="one other person"):
        ada.revoking.finish(patience=0)
    second = entered(home, CLEO, OTHER)
    assert any("still to be changed" in words for words in second.alerts)
    second.close()
    cleo.close()
    ada.revoking.revoke(BEN, patience=0)
    assert slots.read(Home(home)).due is msgspec.UNSET
    assert ada.revoking.finish() is False


def test_an_administrators_sign_in_finishes_what_was_cut_short(home: Path, ada: Casebook) -> None:
    cleo = entered(home, CLEO, OTHER)
    with pytest.raises(Busy):
        ada.revoking.revoke(BEN, patience=0)
    cleo.close()
    ada.people.add_account(DORA, OTHER, ["practitioner"])
    ada.close()
    dora = entered(home, DORA, OTHER)
    assert dora.alerts == []
    dora.close()
    assert slots.read(Home(home)).due is True
    cleo = entered(home, CLEO, OTHER)
    assert cleo.alerts == [
        "The keys of the store were still to be changed. That is done now, and everyone signs in as before."
    ]
    assert slots.read(Home(home)).due is msgspec.UNSET
    assert cleo.log.verify().faults == []
    cleo.close()
    entered(home, DORA, OTHER).close()


def test_whoever_has_the_database_open_without_a_session_is_found_too(home: Path, ada: Casebook) -> None:
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    db.execute("SELECT count(*) FROM screenings").fetchone()
    with pytest.raises(Busy, match="has the store open"):
        ada.revoking.revoke(BEN)
    assert ada.log.verify().faults == []
    ada.screenings.begin(answers())
    db.close()
    ada.revoking.revoke(BEN)
    assert ada.log.verify().faults == []


def test_two_administrators_who_revoke_at_once_end_with_one_key(home: Path) -> None:
    casebook = with_people(home)
    for name in (DORA, "Eve Example"):
        casebook.people.add_account(name, OTHER, ["practitioner"])
    casebook.close()
    both = [entered(home, ADA, PASSPHRASE), entered(home, CLEO, OTHER)]
    troubles: list[Busy] = []

    def revoke(casebook: Casebook, name: str) -> None:
        try:
            casebook.revoking.revoke(name, patience=1)
        except Busy as busy:
            troubles.append(busy)

    threads = [
        threading.Thread(target=revoke, args=each) for each in zip(both, (DORA, "Eve Example"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles
    for each in both:
        each.close()
    again = entered(home, ADA, PASSPHRASE)
    assert states(again)[DORA] == states(again)["Eve Example"] == "revoked"
    assert slots.read(Home(home)).due is msgspec.UNSET
    assert again.log.verify().faults == []
    again.close()


def test_handing_over_is_logged_for_each_screening_and_needs_someone_who_screens(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    refs = {ben.screenings.begin(answers()).ref for _ in range(3)}
    held = ben.screenings.begin(answers(notes="open still"))
    ada.people.add_account(DORA, OTHER, ["practitioner"])
    with pytest.raises(Refused, match="role practitioner"):
        ada.people.hand_over(BEN, CLEO)
    with pytest.raises(Refused, match="same account"):
        ada.people.hand_over(BEN, BEN)
    with pytest.raises(Refused, match="no account"):
        ada.people.hand_over("Nobody Example", DORA)
    assert ada.people.hand_over(BEN, DORA) == 4
    assert ada.people.hand_over(BEN, DORA) == 0
    lines = [line for line in ada.log.entries() if line.detail.startswith("handed over")]
    assert {line.ref for line in lines} == refs | {held.ref}
    with pytest.raises(RightEnded, match=f"passed on to {DORA}"):
        ben.screenings.save(msgspec.structs.replace(held, answers=answers(notes="and saved")))
    ben.close()
    dora = entered(home, DORA, OTHER)
    assert {each.ref for each in dora.index.all()} == refs | {held.ref}
    assert dora.screenings.open(held.ref).answers == held.answers
    dora.close()
    assert ada.log.verify().faults == []


def test_the_log_knows_accounts_by_their_ids_and_shows_them_by_name(home: Path, ada: Casebook) -> None:
    ada.people.suspend(BEN)
    assert details(ada, "account")[-1] == f"suspended {BEN}"
    kept = [each.entry.detail for each in ada._desk.store.log.entries()]
    assert BEN not in " ".join(kept)


def test_a_new_recovery_code_counts_only_once_it_was_confirmed(home: Path) -> None:
    casebook, old = new_store(home)
    thrown_away = casebook.access.new_recovery_code()
    coming = casebook.access.new_recovery_code()
    assert len({old, thrown_away, coming}) == 3
    with pytest.raises(Refused, match="old one still opens"):
        casebook.access.confirm_recovery_code(thrown_away)
    with pytest.raises(Refused, match="slip"):
        casebook.access.confirm_recovery_code(("2" if coming[0] != "2" else "3") + coming[1:])
    with pytest.raises(WrongCredentials):
        _recovered(home, coming)
    _recovered(home, old)
    casebook.access.confirm_recovery_code(coming.lower().replace("-", " "))
    with pytest.raises(WrongCredentials):
        _recovered(home, old)
    _recovered(home, coming)
    with pytest.raises(Refused):
        casebook.access.confirm_recovery_code(coming)
    casebook.close()


def _recovered(home: Path, code: RecoveryCode) -> None:
    recover(
        home, ADA, code, "ribbon glacier pantry yodel", CasebookSettings(argon=QUICK, rules=PlainRules())
    ).close()


@needs_mount
def test_a_disk_without_room_shuts_the_account_out_and_says_what_is_to_do(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        casebook = with_people(disk / "home")
        with pytest.raises(StoreUnreadable, match=r"shut out.*too little room") as full:
            casebook.revoking.revoke(BEN)
        assert full.value.exit_code == 74
        assert not (disk / "home" / "store.rekeying.db").exists()
        casebook.screenings.begin(answers())
        with pytest.raises(WrongCredentials):
            entered(disk / "home", BEN, OTHER)
        casebook.close()
        entered(disk / "home", ADA, PASSPHRASE).close()


def test_a_write_that_fails_half_way_leaves_the_old_key_and_is_made_good_later(
    home: Path, ada: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    screening = ada.screenings.begin(answers(notes="kept"))

    def full(*_: object) -> None:
        raise StoreFull

    for where in ("_copy", "_change_key"):
        with monkeypatch.context() as patch, pytest.raises(StoreFull, match="shut out"):
            patch.setattr(rekeying, where, full)
            ada.revoking.revoke(BEN)
        assert not list(home.glob("store.rekeying*"))
        assert ada.screenings.open(screening.ref).answers.notes == "kept"
    with monkeypatch.context() as patch, pytest.raises(StoreFull, match="shut out"):
        patch.setattr(rekeying, "_take_place", full)
        ada.revoking.revoke(BEN)
    assert ada.screenings.open(screening.ref).answers.notes == "kept"
    ada.close()
    again = entered(home)
    assert again.log.verify().faults == []
    again.close()
    entered(home, CLEO, OTHER).close()
