"""A call that a lost line cut off is told first at the next sign-in, and `record` goes on with it from Home."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from support.people.conversation import CONFIG, cut_off, talk
from support.people.screens import NOON, second_terminal

OFFICE = "Children & Families' Hub"
TOLD = "A call begun at 12:00 is not recorded yet: record goes on with it.\n"
LATER = NOON + timedelta(minutes=8)
ON_THE_CALL = ("phone", "write", "2")


@pytest.fixture(autouse=True)
def refs(home: Path, store: None) -> list[str]:
    """Two red drafts: their references, as the list numbers them."""
    casebook = second_terminal(home)
    found = []
    for mark in ("R2", "R4"):
        answers = Answers(
            pathway=CONFIG.pathways().current.id,
            locality="essex",
            known_to_practitioner=True,
            screened_on="2026-11-25",
            marks={mark: "reasonably believe"},
        )
        screening = casebook.screenings.begin(answers)
        found.append(screening.ref)
        casebook.screenings.leave(screening)
    casebook.close()
    return found


def told(heard: str) -> str:
    """What is heard after the sign-in, before Home."""
    return heard.partition("Passphrase?\n")[2].partition("Home. ")[0]


@pytest.mark.parametrize("word", ["record", "d"])
def test_it_is_told_first_and_keeps_the_time_at_which_it_was_begun(
    home: Path, refs: list[str], word: str
) -> None:
    assert TOLD not in talk(home, "list")
    cut_off(home, refs[0], *ON_THE_CALL, typing="They send somebody at f")
    heard = talk(home, word, "", OFFICE, "accepted", "", "home", now=LATER)
    first, due = told(heard).split("\n", 1)
    assert f"{first}\n" == TOLD and due.startswith("What is due: ")
    assert "Said: They send somebody at f." in heard
    assert heard.count(TOLD) == 1, "it is recorded when Home comes again"
    casebook = second_terminal(home)
    (recorded,) = casebook.actions.of(refs[0])
    casebook.close()
    assert recorded.action.at == "2026-11-25T12:00"


def test_of_two_the_last_is_told_and_that_there_is_another(home: Path, refs: list[str]) -> None:
    cut_off(home, refs[0], *ON_THE_CALL, typing="They send")
    talk(home, refs[1], *ON_THE_CALL, "They ring back", "quit", now=LATER)
    told_first = "A call begun at 12:08 is not recorded yet: record goes on with it. 1 more after that.\n"
    heard = talk(home, "record", "", OFFICE, "accepted", "", "home", now=LATER)
    assert told(heard).startswith(told_first)
    assert heard.partition(told_first)[2].count(TOLD) == 1


def test_record_says_what_it_needs_where_nothing_was_begun(home: Path) -> None:
    assert "record needs an open screening: open one or begin one with new, then type it.\n" in talk(
        home, "record"
    )
