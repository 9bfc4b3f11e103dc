"""Whatever a command lists it gives as JSON, too: strictly, and in the shape that the page for partners says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ce_tui.cli import group
from ce_tui.cli.completion import commands
from ce_tui.core.strict_json import parse
from ce_tui.core.vault.casebook.keeping import DueReview
from support.checkout import CHECKOUT
from support.documents.documentation import in_backticks, page
from support.people.cli import Ended, answers, ce_tui
from support.people.cli_people import Hub

PARTNERS = page("docs/for-scripts-and-partners.md")
LISTS_NOTHING = {
    "refer", "blank", "export",  # write a file
    "evaluate",  # JSON alone
    "account add", "account hand-over", "account passphrase", "account recover", "account recovery-code",
    "account resume", "account revoke", "account roles", "account suspend", "action add", "child not-same",
    "child same", "child take-back", "store accept-older", "store backup", "store delete", "store hold",
    "store keep", "store release", "store restore", "store undo",  # do one thing, and say in a line that it is done
    "demo", "lines", "completion", "manual",
}  # fmt: skip


def documented(table: str) -> set[str]:
    """The keys that the page's table of this heading names."""
    return {key for row in PARTNERS.table(table) for key in in_backticks(row[0])}


def strict(ended: Ended, code: int = 0) -> Any:
    """What a program reads, where it reads strictly."""
    assert (ended.code, ended.err) == (code, "")
    return parse(ended.out.encode())


@pytest.fixture
def worked(staffed: Hub) -> Hub:
    """A hub in which something was done: Ben's screening is marked for deletion, another is on hold."""
    first, second = staffed.imports("Ben", answers(), answers())
    why = staffed.folder / "why"
    why.write_text("As the family asked\n")
    for verb, ref in (("delete", first), ("hold", second)):
        assert staffed.run("Lea", "store", verb, ref, "--reason-file", why).code == 0
    return staffed


def test_every_command_that_lists_something_has_it() -> None:
    without = {
        each.path for each in commands(group.cli) if not each.below and "--json" not in each.option_names
    }
    assert without == LISTS_NOTHING


def test_the_accounts(staffed: Hub) -> None:
    listed = strict(staffed.run("Ada", "account", "list", "--json"))
    assert [each["name"] for each in listed] == ["Ada", "Ben", "Cy", "Lea"]
    assert all(set(each) == documented("of an account") for each in listed)
    assert listed[1] == {"name": "Ben", "roles": ["practitioner"], "state": "active"}


def test_the_log_and_whether_it_is_whole(worked: Hub) -> None:
    entries = strict(worked.run("Lea", "audit", "show", "--kind", "deletion", "--json"))
    assert entries and all(set(each) == documented("of an entry") for each in entries)
    assert {each["kind"] for each in entries} == {"deletion"}
    for command in (("audit", "verify"), ("store", "check")):
        verdict = strict(worked.run("Ada", *command, "--json"))
        assert set(verdict) == documented("of a verdict")
        assert (verdict["sound"], verdict["findings"]) == (True, [])
        assert verdict["head"].startswith(f"{verdict['entries']}:")


def test_a_damaged_store_is_told_in_the_same_shape(staffed: Hub) -> None:
    anchors = staffed.home / "anchors.log"
    anchors.write_bytes(anchors.read_bytes()[:-2])
    for command in (("audit", "verify"), ("store", "check")):
        ended = staffed.run("Ada", *command, "--json")
        verdict = parse(ended.out.encode())
        assert ended.code == 65
        assert verdict["sound"] is False
        assert all(set(each) == documented("of a finding") for each in verdict["findings"])


def test_what_is_to_be_kept_and_deleted(worked: Hub) -> None:
    assert documented("of one due for review") == set(DueReview.__struct_fields__)  # which takes months
    due = strict(worked.run("Lea", "store", "due", "--json"))
    assert set(due) == {"due", "on_hold", "marked"}
    assert set(due["on_hold"][0]) == documented("of one on hold")
    assert set(due["marked"][0]) == documented("of one to be deleted")
    rules = strict(worked.run("Ada", "store", "retention", "--json"))
    assert set(rules) == documented("of the rules")
    assert strict(worked.run("Lea", "store", "purge", "--json")) == {"deleted": [], "marked": 1}


def test_drafts_that_are_made_of_answers(staffed: Hub) -> None:
    given = json.dumps([answers(), answers()])
    made = strict(staffed.run("Ben", "import", "-", "--json", stdin=given))
    listed = strict(staffed.run("Ben", "list", "--json"))
    assert sorted(made) == sorted(each["ref"] for each in listed)
    assert all(set(each) == documented("of a screening in the list") for each in listed)


def test_whom_to_call() -> None:
    one = strict(ce_tui("contacts", "essex", "--json"))
    assert set(one) == documented("of an area")
    assert all(set(each) == documented("of a contact") for each in one["contacts"])
    assert [each["locality"] for each in strict(ce_tui("contacts", "--json"))] == [
        "southend", "essex", "thurrock", "elsewhere",
    ]  # fmt: skip


def test_the_keys() -> None:
    keys = strict(ce_tui("keys", "--json"))
    assert all(set(each) == documented("of a key") for each in keys)
    assert {
        "id": "section.next",
        "keys": ["ctrl+n", "f2"],
        "words": "Next section",
        "where": "Anywhere",
    } in keys
    assert keys == strict(ce_tui("keys", "--ids", "--json"))


def test_what_the_doctor_finds() -> None:
    found = strict(ce_tui("doctor", "--json"))
    assert found and all(set(each) == documented("of what the doctor finds") for each in found)


def test_whether_a_pathway_is_sound(tmp_path: Path) -> None:
    (sound,) = (CHECKOUT / "data" / "pathways").glob("*.toml")
    found = strict(ce_tui("pathway", "check", sound, "--json"))
    assert set(found) == documented("of a check")
    assert (found["sound"], found["faults"]) == (True, [])
    (wrong := tmp_path / "wrong.toml").write_text("surprise = 1\n")
    found = strict(ce_tui("pathway", "check", wrong, "--json"), code=65)
    assert found["sound"] is False and found["remarks"] == []
    assert all(set(each) == {"where", "what", "expected"} for each in found["faults"])
    assert {"where": "id", "what": "is missing", "expected": ""} in found["faults"]
