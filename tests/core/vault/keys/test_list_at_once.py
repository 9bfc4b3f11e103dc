"""Several people change the list of slots at once: every change holds, and none takes another back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import NotPermitted, Refused, VaultError
from ce_tui.core.vault.keys import keyring
from ce_tui.core.vault.keys.slots import Derivation, Derived
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, entered, with_people

NEW = "eleven copper owls in the pantry"


def at_once(*work: Callable[[], object]) -> None:
    """Do all of it at the same time. Raises the first failure."""
    failed: list[BaseException] = []
    ready = threading.Barrier(len(work))

    def begin(job: Callable[[], object]) -> None:
        ready.wait()
        try:
            job()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(job,)) for job in work]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if failed:
        raise failed[0]


def test_two_administrators_who_add_people_at_once_add_all_of_them(home: Path) -> None:
    ada, cleo = with_people(home), entered(home, CLEO, OTHER)

    def adds(casebook: object, letter: str) -> Callable[[], None]:
        def add() -> None:
            for number in range(4):
                casebook.people.add_account(f"{letter} Example {number}", NEW, ["practitioner"])  # type: ignore[attr-defined]

        return add

    at_once(adds(ada, "Dora"), adds(cleo, "Emil"))
    names = {each.name for each in ada.people.accounts()}
    assert names == {ADA, BEN, CLEO} | {
        f"{who} Example {number}" for who in ("Dora", "Emil") for number in range(4)
    }
    assert ada.log.verify().faults == []
    for number in range(4):
        entered(home, f"Emil Example {number}", NEW).close()
    ada.close()
    cleo.close()


def test_two_administrators_who_add_the_same_name_at_once_add_one(home: Path) -> None:
    ada, cleo = with_people(home), entered(home, CLEO, OTHER)
    refused = []

    def adds(casebook: object) -> Callable[[], None]:
        def add() -> None:
            try:
                casebook.people.add_account("Dora Example", NEW, ["practitioner"])  # type: ignore[attr-defined]
            except VaultError as error:
                refused.append(error)

        return add

    at_once(adds(ada), adds(cleo))
    assert len(refused) == 1
    assert [each.name for each in ada.people.accounts()].count("Dora Example") == 1
    assert ada.log.verify().faults == []
    ada.close()
    cleo.close()


def changed_while_the_passphrase_is_derived(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]
) -> None:
    """The administrator's change comes in the third of a second that the other's new passphrase takes."""
    real, times = keyring.derive, []

    def derive(secret: str, how: Derivation, folder: Path) -> Derived:
        times.append(1)
        if len(times) == 2:  # the first is of the old passphrase
            change()
        return real(secret, how, folder)

    monkeypatch.setattr(keyring, "derive", derive)


def test_roles_that_change_while_somebody_changes_their_passphrase_are_the_new_ones(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = with_people(home), entered(home, BEN, OTHER)
    changed_while_the_passphrase_is_derived(monkeypatch, lambda: ada.people.change_roles(BEN, ["lead"]))
    ben.access.change_passphrase(OTHER, NEW)
    ben.close()
    again = entered(home, BEN, NEW)
    assert again.account.roles == ("lead",)
    assert ada.log.verify().faults == []
    again.close()
    ada.close()


def test_who_is_suspended_while_changing_their_passphrase_stays_suspended_with_the_old_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = with_people(home), entered(home, BEN, OTHER)
    changed_while_the_passphrase_is_derived(monkeypatch, lambda: ada.people.suspend(BEN))
    with pytest.raises(NotPermitted, match="suspended"):
        ben.access.change_passphrase(OTHER, NEW)
    ben.close()
    with pytest.raises(NotPermitted):
        entered(home, BEN, OTHER)
    ada.people.resume(BEN)
    entered(home, BEN, OTHER).close()
    assert ada.log.verify().faults == []
    ada.close()


def test_twenty_who_sign_in_while_accounts_change_all_come_in(home: Path) -> None:
    ada = with_people(home)

    def changes() -> None:
        for number in range(6):
            ada.people.add_account(f"Dora Example {number}", NEW, ["practitioner"])

    def comes(number: int) -> Callable[[], None]:
        who = (BEN, OTHER) if number % 2 else (ADA, PASSPHRASE)
        return lambda: entered(home, *who, terminal=f"terminal {number}").close()

    at_once(changes, *(comes(number) for number in range(20)))
    assert len(ada.people.accounts()) == 9
    assert ada.log.verify().faults == []
    ada.close()


def test_two_sessions_that_change_the_passphrase_of_one_account_leave_it_one_that_works(home: Path) -> None:
    with_people(home).close()
    here, there = entered(home), entered(home)
    chosen, changed = {"here": NEW, "there": "seven paper kites over the estuary"}, []

    def change(casebook: Casebook, where: str) -> Callable[[], None]:
        def job() -> None:
            try:
                casebook.access.change_passphrase(PASSPHRASE, chosen[where])
            except VaultError:
                return
            changed.append(where)

        return job

    at_once(change(here, "here"), change(there, "there"))
    here.close()
    there.close()
    works = [words for words in (PASSPHRASE, *chosen.values()) if lets_in(home, words)]
    assert len(works) == 1
    assert [chosen[where] for where in changed] in ([], works)


@pytest.mark.parametrize("seen", [False, True])
def test_a_passphrase_that_another_session_has_replaced_by_then_changes_nothing_any_more(
    home: Path, monkeypatch: pytest.MonkeyPatch, *, seen: bool
) -> None:
    """Else somebody who knows the old one could undo the change that was made against them."""
    with_people(home).close()
    here, there = entered(home), entered(home)
    changed_while_the_passphrase_is_derived(
        monkeypatch, lambda: there.access.change_passphrase(PASSPHRASE, NEW, seen=seen)
    )
    with pytest.raises(Refused, match="changed somewhere else at the same time"):
        here.access.change_passphrase(PASSPHRASE, "seven paper kites over the estuary")
    monkeypatch.undo()
    there.close()
    here.close()
    assert lets_in(home, NEW)
    assert not lets_in(home, "seven paper kites over the estuary") and not lets_in(home, PASSPHRASE)


def test_a_sign_in_with_the_old_passphrase_while_it_is_changed_leaves_the_account_one_that_works(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_people(home).close()
    casebook = entered(home)
    real, times = keyring.derive, []

    def derive(secret: str, how: Derivation, folder: Path) -> Derived:
        times.append(1)
        if len(times) == 3:  # the new slot lies beside the old one, and is being verified
            entered(home, terminal="another").close()
        return real(secret, how, folder)

    monkeypatch.setattr(keyring, "derive", derive)
    with pytest.raises(Refused, match="changed somewhere else at the same time"):
        casebook.access.change_passphrase(PASSPHRASE, NEW)
    monkeypatch.undo()
    casebook.close()
    assert lets_in(home, PASSPHRASE) and not lets_in(home, NEW)


def lets_in(home: Path, passphrase: str) -> bool:
    try:
        entered(home, passphrase=passphrase, terminal=passphrase).close()
    except VaultError:
        return False
    return True
