"""Several people at once on one store, each at a terminal, typing: nobody is told off, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.config import Config
from support.terminal.crowd import PASSPHRASE, Person, all_leave, all_type, bytes_within, hub

LONG = 300.0


@pytest.mark.parametrize(("people", "seconds"), [(5, 6.0), pytest.param(20, 30.0, marks=pytest.mark.soak)])
def test_everybodys_words_are_saved_and_nobody_is_told_of_the_others(
    tmp_path: Path, people: int, seconds: float
) -> None:
    home = tmp_path / "home"
    names = hub(home, people)
    crowd = [Person.sits_down(name, home) for name in names]
    try:
        for step in (Person.signs_in, Person.begins, Person.goes_to_the_notes):
            for person in crowd:
                step(person, LONG)
        bytes_within(crowd, 1.0)
        came_back = all_type(crowd, seconds)
        letters = sum(len(bytes(person.typed).replace(b" ", b"")) for person in crowd)
        assert len(came_back) == letters > people * seconds
        bytes_within(crowd, 3.0)
        for person in crowd:
            assert b"NOT SAVED" not in person.term.raw and b"database is locked" not in person.term.raw
    finally:
        all_leave(crowd)
    for person in crowd:
        casebook = sign_in(
            home, person.name, PASSPHRASE, CasebookSettings(rules=PathwayRules(Config().pathways()))
        )
        (row,) = casebook.index.all()
        assert casebook.screenings.open(row.ref).answers.notes == person.typed.decode()
        casebook.close()


def test_a_crowd_that_does_nothing_is_sent_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    crowd = [Person.sits_down(name, home) for name in hub(home, 3)]
    try:
        for step in (Person.signs_in, Person.begins, Person.goes_to_the_notes):
            for person in crowd:
                step(person, LONG)
        bytes_within(crowd, 1.0)
        all_type(crowd, 1.0)
        for _ in range(60):  # until what was typed is saved, and has been said to be
            if bytes_within(crowd, 2.0) == 0:
                break
        assert bytes_within(crowd, 3.0) == 0
    finally:
        all_leave(crowd)
