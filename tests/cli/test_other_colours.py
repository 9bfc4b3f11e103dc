"""The commands of a partnership whose tiers are called Green, Violet and Black."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.documents.other_colours import TITLES, assert_own_colours, own_copy
from support.people.cli import ce_tui
from support.people.cli_people import Hub
from support.stores.changing_pathways import Desk, deployed

MARKS = {
    "none": {},
    "yellow": {"G1": "yes"},
    "amber": {"H1": "suspected"},
    "red": {"K1": "reasonably believe"},
}


@pytest.fixture
def desk(staffed: Hub) -> Desk:
    return Desk(staffed, deployed(staffed.folder / "made-up"))


def test_list_show_and_export_have_its_own_names(desk: Desk) -> None:
    for marks in MARKS.values():
        ref = desk.imports(marks=marks)
        assert_own_colours(desk.exported(ref), *TITLES)
        assert_own_colours(desk.run("show", ref).out, *TITLES)
    assert_own_colours(desk.run("list").out, *TITLES)


def test_for_scripts_the_list_keeps_the_names_of_the_contract(desk: Desk) -> None:
    for marks in MARKS.values():
        desk.imports(marks=marks)
    listed = [(each["outcome"], each["acting_on"]) for each in desk.run("list", "--json").json]
    assert sorted(listed) == sorted((each, each) for each in MARKS)


def test_a_copy_of_the_bundled_pathway_says_whom_to_call_with_its_own_names(tmp_path: Path) -> None:
    file = own_copy(tmp_path)
    config = tmp_path / "config.toml"
    config.write_text(f'pathways = ["{file}"]\n', "utf-8")
    assert ce_tui("pathway", "check", file).code == 0
    said = ce_tui("contacts", CE_TUI_CONFIG=str(config)).out
    assert_own_colours(said)
    assert "the Priority Line for a black result" in said
