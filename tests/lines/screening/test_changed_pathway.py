"""A pathway file that changes, breaks or goes, in the line mode: what is stored is as it was, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.lines.run import converse
from support.people.conversation import Heard, Script, at_noon
from support.people.screens import CHEAP, NAME, PASSPHRASE
from support.stores.changing_pathways import MARKED, Deployment, deployed, renumber_into_red
from support.terminal.streams import Streams

NEW_ID = "This file changed since it was first used: give it a new id"


@pytest.fixture
def made(tmp_path: Path) -> Deployment:
    return deployed(tmp_path / "made-up")


def filled(home: Path, made: Deployment) -> str:
    """A store with one draft of the made-up pathway: its reference."""
    pathways = made.config.pathways()
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE, locality="southvale"),
        CasebookSettings(argon=CHEAP, rules=PathwayRules(pathways)),
    )
    ref = casebook.screenings.begin(Answers(**MARKED)).ref
    casebook.close()
    return ref


def heard(home: Path, made: Deployment, *lines: str, code: int = 0) -> str:
    """What is heard while these lines are typed, in one line of words."""
    told = Heard()
    assert converse(Streams(Script(lines), told), at_noon(home, made.config)) == code
    return " ".join(told.text.split())


def test_a_draft_reads_as_it_did_and_the_change_is_said(home: Path, made: Deployment) -> None:
    ref = filled(home, made)
    renumber_into_red(made)
    said = heard(home, made, NAME, PASSPHRASE, "list", ref, "go result", "quit")
    assert NEW_ID in said and "pathway.toml" in said
    assert f"{ref}, draft, Green, Southvale" in said
    assert "Left school early" in said and "2. Green" in said
    assert "Has been held against their will" not in said


def test_a_new_one_goes_on_with_what_was_first_used_and_says_so(home: Path, made: Deployment) -> None:
    filled(home, made)
    renumber_into_red(made)
    said = heard(home, made, NAME, PASSPHRASE, "new", "", "quit")
    assert NEW_ID in said.partition("Begun:")[2]


@pytest.mark.parametrize("how", ["area gone", "not configured", "file gone"])
def test_an_area_an_edition_or_a_file_that_is_gone_ends_nothing(
    home: Path, made: Deployment, how: str
) -> None:
    ref = filled(home, made)
    if how == "area gone":
        made.change(', "localities/southvale.toml"]', "]")
    elif how == "file gone":
        made.pathway.unlink()
    else:
        made.configure()
    said = heard(home, made, NAME, PASSPHRASE, ref, "contacts", "", "go yellow", "n", "go result", "quit")
    assert "Southvale night line" in said
    assert "NOT SAVED" not in said and "Signed out. Everything is saved." in said


def test_without_a_usable_pathway_whom_to_call_is_open_and_the_file_is_named(
    home: Path, made: Deployment
) -> None:
    ref = filled(home, made)
    made.configure("other.toml")
    (made.folder / "other.toml").write_text(
        made.pathway.read_text().replace("northvale-2027", "other") + "\n[[\n"
    )
    said = heard(
        home, made, "contacts", "essex", "stop", NAME, PASSPHRASE, "new", ref, "go result", "quit", code=78
    )
    assert "other.toml cannot be used" in said
    assert "999" in said and "0345 603 7627" in said
    assert said.count("No new screening can be begun") == 2
    assert "Left school early" in said
    assert "A pathway of the configuration cannot be used." in said


def test_a_store_is_not_set_up_with_a_pathway_that_cannot_be_used(home: Path, made: Deployment) -> None:
    made.pathway.write_text("[[")
    said = heard(home, made, "Ada Example", "contacts", "essex", "quit", code=78)
    assert "Nothing is set up before that is mended." in said and "0345 603 7627" in said
    assert not home.exists()
