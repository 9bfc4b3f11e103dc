"""A draft that was begun by mistake is thrown away by a word, at Home or in its Review; nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.people.conversation import listen, talk

BEN = "Ben Example"
BENS = "quiet gravel under nine bicycles"


@pytest.mark.usefixtures("store")
def test_at_home_by_its_number_after_a_question(home: Path) -> None:
    heard = talk(home, "new", "", "home", "discard", "discard 1", "no", "discard 1", "yes", "list")
    assert "Type discard and a number, or a reference." in heard
    assert len(re.findall(r"Discard CE-\S+ for good\?", heard)) == 2
    _, gone, after = heard.partition("is discarded. The log keeps that it was there, and empty.\n")
    assert gone and "No screenings yet." in after


@pytest.mark.usefixtures("store")
def test_what_has_words_in_it_stays_and_it_is_said_why(home: Path) -> None:
    heard = talk(home, "new", "", "risk", "yes", "home", "discard 1", "list")
    _, why, after = heard.partition("is not empty, so it is not discarded")
    assert why and "1. CE-" in after


@pytest.mark.usefixtures("store")
def test_in_review_it_leads_home(home: Path) -> None:
    heard = talk(home, "new", "", "go review", "discard", "yes", "list")
    _, gone, after = heard.partition("is discarded. The log keeps that it was there, and empty.\n")
    assert gone and after.startswith("Home. ") and "No screenings yet." in after


@pytest.mark.usefixtures("store")
def test_a_lead_hears_whose_it_is_and_that_keeping_decides(home: Path) -> None:
    talk(home, "accounts", "add", BEN, "1", "own", BENS, BENS)
    listen(home, BEN, BENS, "new", "")
    heard = talk(home, "discard 1", "keeping")
    assert f"is {BEN}'s. Only whoever a draft belongs to discards it, while it is empty." in heard
    assert (
        "As a lead you decide in Keeping what is kept and what is deleted. Type keeping to go there." in heard
    )
    assert "no screening with this reference" not in heard
    assert heard.rpartition("go there.")[2].count("\nKeeping: 0 due for a decision") == 1
