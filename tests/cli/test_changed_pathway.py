"""A pathway file that changes, breaks or goes: what was screened with it stays what it was, at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from support.people.cli import ce_tui
from support.people.cli_people import Hub
from support.stores.changing_pathways import (
    ID,
    MARKED,
    RENUMBERED,
    Deployment,
    Desk,
    deployed,
    renumber_into_red,
    words_of,
)

NEW_ID = "This file changed since it was first used: give it a new id"


@pytest.fixture
def desk(staffed: Hub) -> Desk:
    return Desk(staffed, deployed(staffed.folder / "made-up"))


def reword(made: Deployment) -> None:
    made.change("Carries a second phone", "Owns a mobile phone")
    made.change('result = "Keep an eye on it."', 'result = "Nothing to do."')
    made.change('text = "Ask the school."', 'text = "Do nothing."', "localities/southvale.toml")


def lose_locality(made: Deployment) -> None:
    made.change('"localities/northvale.toml", "localities/southvale.toml"', '"localities/northvale.toml"')


def break_file(made: Deployment) -> None:
    made.change('id = "G2"\n', 'id = "G1"\n')


def make_no_toml(made: Deployment) -> None:
    made.pathway.write_text("[[[\n")


def configure_another(made: Deployment) -> None:
    made.configure()


@pytest.mark.parametrize(
    "change",
    [reword, renumber_into_red, lose_locality, make_no_toml, configure_another],
    ids=["reworded", "renumbered into red", "locality gone", "no TOML", "not configured"],
)
def test_a_stored_screening_says_what_it_said(desk: Desk, change: Callable[[Deployment], None]) -> None:
    ref = desk.imports()
    before, paper = words_of(desk.shown(ref)), desk.exported(ref)
    assert before["outcome"] == "yellow" and len(before["because"]) == 2
    change(desk.made)
    assert words_of(desk.shown(ref)) == before
    assert desk.exported(ref) == paper
    [row] = desk.run("list", "--json").json
    assert row["outcome"] == "yellow"


def test_a_new_number_in_the_file_is_the_one_to_phone_whatever_the_words(desk: Desk) -> None:
    ref = desk.imports(marks={"K1": "suspected"})
    reword(desk.made)
    desk.made.change("01632 960002", "01632 960777", "localities/southvale.toml")
    desk.made.change(
        'about = "Northvale\'s own form"', 'about = "Northvale\'s own form"\nurl = "https://example.org/f"'
    )
    shown = desk.shown(ref)
    assert "01632 960777" in [contact["phone"] for contact in shown["contacts"]]
    assert "01632 960002" not in json.dumps([contact["phone"] for contact in shown["contacts"]])
    assert shown["forms_due"][0]["url"] == "https://example.org/f"


def test_an_import_goes_on_with_what_was_first_used_and_says_so(desk: Desk) -> None:
    desk.imports()
    desk.made.change(*RENUMBERED)
    ended = desk.run("import", "-", stdin=json.dumps(MARKED))  # the changed file lacks G2
    assert ended.code == 0
    assert NEW_ID in ended.err and "pathway.toml" in ended.err
    assert words_of(desk.shown(ended.out.strip()))["because"][1]["text"] == "Left school early"
    refused = desk.run("import", "-", stdin=json.dumps({**MARKED, "marks": {"G7": "yes"}}))
    assert refused.code == 65 and "marks.G7" in refused.err


def test_a_file_that_broke_goes_on_as_it_was_in_an_import_too(desk: Desk) -> None:
    desk.imports()
    make_no_toml(desk.made)
    ended = desk.run("import", "-", stdin=json.dumps(MARKED))
    assert ended.code == 0 and "pathway.toml" in ended.err and ID in ended.err


def test_contacts_alone_may_change_without_a_new_id(desk: Desk) -> None:
    desk.imports()
    desk.made.change("01632 960002", "01632 960777", "localities/southvale.toml")
    ended = desk.run("import", "-", stdin=json.dumps(MARKED))
    assert (ended.code, ended.err) == (0, "")
    examined = ce_tui("doctor", CE_TUI_CONFIG=str(desk.made.settings))
    assert "new id" not in examined.out


def test_the_doctor_names_a_file_that_changed_and_one_that_broke(desk: Desk) -> None:
    environment = {"CE_TUI_CONFIG": str(desk.made.settings)}
    assert "new id" not in ce_tui("doctor", **environment).out
    desk.imports()
    assert "new id" not in ce_tui("doctor", **environment).out
    desk.made.change(*RENUMBERED)
    ended = ce_tui("doctor", **environment)
    assert ended.code == 78
    assert NEW_ID in ended.out and str(desk.made.pathway) in ended.out
    break_file_again = ('id = "G7"\n', 'id = "G1"\n')
    desk.made.change(*break_file_again)
    ended = ce_tui("doctor", **environment)
    assert ended.code == 78
    assert f"{desk.made.pathway}: tiers[0].factors[1].id: " in ended.out
    assert "go on with it as it was" in ended.out


def test_a_file_that_was_never_sound_is_named_and_whom_to_call_stays_open(desk: Desk) -> None:
    break_file(desk.made)
    called = ce_tui("contacts", "essex", CE_TUI_CONFIG=str(desk.made.settings))
    assert called.code == 78
    assert "999" in called.out and "0345 603 7627" in called.out
    assert "pathway.toml" in called.err and "tiers[0].factors[1].id" in called.err
    refused = desk.run("import", "-", stdin=json.dumps(MARKED))
    assert (refused.code, refused.out) == (78, "")
    assert "pathway.toml" in refused.err
    evaluated = ce_tui("evaluate", "-", stdin=json.dumps(MARKED), CE_TUI_CONFIG=str(desk.made.settings))
    assert evaluated.code == 78 and "pathway.toml" in evaluated.err
    listed = desk.run("list", "--json")
    assert (listed.code, listed.json) == (0, [])


def test_a_store_is_not_set_up_with_a_pathway_that_cannot_be_used(tmp_path: Path) -> None:
    made = deployed(tmp_path / "made-up")
    break_file(made)
    words = tmp_path / "words"
    words.write_text("velvet anchor pebble orchard\n")
    ended = ce_tui(
        *("account", "add", "Ada", "--passphrase-file", words, "--recovery-file", tmp_path / "recovery"),
        CE_TUI_HOME=str(tmp_path / "home"),
        CE_TUI_CONFIG=str(made.settings),
    )
    assert ended.code == 78 and "pathway.toml" in ended.err
    assert not (tmp_path / "home" / "store.db").exists() and not (tmp_path / "recovery").exists()
