"""What someone at the sign-in can find out: nothing of who there is, however the accounts have changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Busy, WrongCredentials
from ce_tui.core.vault.keys import keyring
from ce_tui.core.vault.keys.slots import Derivation, Derived
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, entered, with_people

WRONG = "not the passphrase of anyone here"
NOBODY = "Nobody Example"


def _nothing(_: Casebook) -> None:
    pass


def _suspended(casebook: Casebook) -> None:
    casebook.people.suspend(BEN)


def _resumed(casebook: Casebook) -> None:
    casebook.people.suspend(BEN)
    casebook.people.resume(BEN)


def _revoked(casebook: Casebook) -> None:
    casebook.revoking.revoke(BEN)


def _another_revoked(casebook: Casebook) -> None:
    casebook.revoking.revoke(CLEO)


CHANGES: list[Callable[[Casebook], None]] = [_nothing, _suspended, _resumed, _revoked, _another_revoked]


class Derivations:
    """What was derived, by its cost: that is what a try takes, all but a millisecond of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.costs: list[str] = []
        real = keyring.derive

        def counting(secret: str, derivation: Derivation, folder: Path) -> Derived:
            self.costs.append(str(derivation.argon))
            return real(secret, derivation, folder)

        monkeypatch.setattr(keyring, "derive", counting)

    def of_a_try(self, home: Path, name: str, passphrase: str, number: int) -> tuple[str, tuple[str, ...]]:
        self.costs.clear()
        with pytest.raises(WrongCredentials) as wrong:
            entered(home, name, passphrase, terminal=f"terminal {number}")
        return wrong.value.words, tuple(self.costs)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_words_for_the_same_work(
    home: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Casebook], None]
) -> None:
    casebook = with_people(home)
    change(casebook)
    casebook.close()
    derivations = Derivations(monkeypatch)
    tries = [(ADA, WRONG), (BEN, WRONG), (CLEO, WRONG), (NOBODY, WRONG), (NOBODY, OTHER)]
    if change is _revoked:
        tries.append((BEN, OTHER))
    found = {derivations.of_a_try(home, *each, number) for number, each in enumerate(tries)}
    assert len(found) == 1
    words, costs = found.pop()
    assert words == "The name or the passphrase is not right."
    assert len(costs) == 1


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_tries_are_counted_for_each_name_whoever_it_is_and_whatever_became_of_it(
    home: Path, change: Callable[[Casebook], None]
) -> None:
    casebook = with_people(home)
    change(casebook)
    casebook.close()
    for name in (BEN, NOBODY):
        assert tried_until_told_to_wait(home, [(name, f"{name}'s desk")] * 20) >= 5
        assert tried_until_told_to_wait(home, [(name, f"{name} {number}") for number in range(60)]) <= 45
    entered(home, ADA, PASSPHRASE, terminal="yet another").close()


def tried_until_told_to_wait(home: Path, tries: list[tuple[str, str]]) -> int:
    """How many wrong tries were let through. The wait doubles, so however slow the machine is, one comes too early."""
    for number, (name, terminal) in enumerate(tries):
        try:
            entered(home, name, WRONG, terminal=terminal)
        except Busy as busy:
            assert busy.words.startswith("Too many wrong tries. Try again in ")
            return number
        except WrongCredentials:
            continue
        raise AssertionError("let in")
    raise AssertionError("never told to wait")


def test_tries_made_before_a_change_of_the_keys_still_count_after_it(home: Path) -> None:
    casebook = with_people(home)
    tries = [(CLEO, "kiosk")] * 40
    count = tried_until_told_to_wait(home, tries)
    casebook.revoking.revoke(BEN)
    casebook.close()
    more = tried_until_told_to_wait(home, tries[count:])
    assert more <= 4, "the five free ones are used up"


def test_tries_are_counted_per_terminal_for_names_that_there_are_not_too(home: Path) -> None:
    with_people(home).close()
    assert tried_until_told_to_wait(home, [(f"Nobody {number}", "kiosk") for number in range(25)]) == 20
    entered(home, ADA, PASSPHRASE, terminal="another").close()
