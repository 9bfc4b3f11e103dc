"""Which screenings are of one child was changed by hand, taken out or added: it is found, and none of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store.database import connect
from support.stores.vault import ADA, PASSPHRASE, answers, entered, looked_over, set_up_store

CHANGES = {
    "what was said": "UPDATE pairings SET content = CAST(replace(content, 'true', 'false') AS BLOB)",
    "its seal": "UPDATE pairings SET seal = zeroblob(32)",
    "one taken out": "DELETE FROM pairings WHERE (ref, other) = (SELECT ref, other FROM pairings LIMIT 1)",
    "all taken out": "DELETE FROM pairings",
    "one added": "INSERT INTO pairings SELECT 'CE-0000-00', other, content, seal FROM pairings LIMIT 1",
    "of which": "UPDATE OR REPLACE pairings SET ref = 'CE-0000-00' WHERE ref = (SELECT min(ref) FROM pairings)",
}


def by_hand(home: Path, statement: str, *values: Any) -> None:
    """What someone who has the key could do to the database."""
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    db.execute(statement, values)
    db.close()


@pytest.fixture
def refs(home: Path) -> list[str]:
    """Three screenings of one child."""
    casebook, _ = set_up_store(home)
    made = [casebook.screenings.begin(answers()) for _ in range(3)]
    for each in made:
        casebook.screenings.leave(each)
    refs = [each.ref for each in made]
    casebook.pairings.say(refs[0], refs[1], same=True)
    casebook.pairings.say(refs[1], refs[2], same=True)
    casebook.close()
    return refs


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_signs_in_over_it_and_verifying_names_it(home: Path, refs: list[str], change: str) -> None:
    by_hand(home, CHANGES[change])
    with pytest.raises(Damaged, match="which screenings are of one child"):
        entered(home)
    casebook = looked_over(home)
    faults = " ".join(casebook.log.verify().faults)
    casebook.close()
    assert "of one child" in faults


def test_what_is_changed_while_one_is_signed_in_is_not_read(home: Path, refs: list[str]) -> None:
    casebook = entered(home)
    by_hand(home, CHANGES["all taken out"])
    with pytest.raises(NotAsWritten, match="Which screenings are of one child"):
        casebook.pairings.say(refs[0], refs[1], same=False)
    with pytest.raises(NotAsWritten):
        casebook.children.find(Person("Zephyrine Quillfeather"), refs[0])
    with pytest.raises(NotAsWritten):
        casebook.earlier.before(refs[1])
    casebook.close()
