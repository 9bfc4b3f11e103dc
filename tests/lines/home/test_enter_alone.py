"""Enter alone goes on, and never round in a circle: from Review Home, and there it opens and begins nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE, talk
from support.people.screens import CHEAP

pytestmark = pytest.mark.usefixtures("store")


def how_many(home: Path) -> int:
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    try:
        return len(casebook.index.all())
    finally:
        casebook.close()


def test_from_review_home_and_there_it_reads_the_list(home: Path) -> None:
    heard = talk(home, "new", "", "go review", "", "", "", "")
    after = heard.partition("[go on to Home]\n")[2]
    assert after.count("Home. 1 draft, none completed.\n") == 1
    assert after.count("new, list, find, or a number? [list]\n1. CE-") == 3
    assert "Opened" not in after and "Review" not in after and how_many(home) == 1


def test_the_same_after_one_that_was_completed_or_discarded(home: Path) -> None:
    heard = talk(
        home, "new", "", "go review", "discard", "yes", "", "", "new", "", "complete", "y", "", "", ""
    )
    assert "No screenings yet. new begins the first one." in heard
    assert heard.count("Begun: CE-") == 2 and how_many(home) == 1


def test_at_the_sign_in_it_opens_what_it_says_and_a_number_opens_it_again(home: Path) -> None:
    talk(home, "new", "", "home")
    heard = talk(home, "", "home", "1", "home", "")
    assert heard.count("Opened where you left it.") == 2
    assert "or a number? [open CE-" in heard.partition("Opened")[0]
    assert heard.count("or a number? [list]\n") == 3
