"""`ce-tui store retention|due|keep|hold|release|delete|undo|purge`, as a person types them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from support.people.cli import answers, ce_tui
from support.people.cli_people import Hub


@pytest.fixture
def ref(staffed: Hub) -> str:
    """A draft of Ben's."""
    return staffed.imports("Ben", answers())[0]


def test_the_log_is_shown_by_londons_clock_wherever_the_machine_stands(staffed: Hub) -> None:
    first = staffed.run("Ada", "audit", "show", "--json").json[0]
    at = f"{datetime.fromisoformat(first['at']).astimezone(ZoneInfo('Europe/London')):%Y-%m-%d %H:%M:%S}"
    shown = staffed.run("Ada", "audit", "show", afresh=True, TZ="Asia/Tokyo").out
    assert at in shown.splitlines()[1]


def test_a_screening_is_held_released_marked_and_brought_back(staffed: Hub, ref: str) -> None:
    sloppy = ref.lower().replace("-", "")
    held = staffed.run("Lea", "store", "hold", sloppy, "--reason-file", "-", stdin="the police\nasked\n")
    assert (held.code, held.out) == (0, f"{ref} is on hold. Nothing deletes it.\n")
    assert staffed.run("Lea", "store", "release", ref, "--reason", "closed").code == 0
    marked = staffed.run("Lea", "store", "delete", ref, "--reason", "made twice")
    assert marked.code == 0
    assert re.search(rf"^{ref} is deleted from \d+ \w+ \d{{4}} at \d\d:\d\d on\.", marked.out)
    left = staffed.run("Ben", "list", "--json")
    assert left.json == [] and f"{ref} was marked for deletion by Lea" in left.err
    listed = staffed.run("Lea", "store", "due", "--json").json
    assert listed["due"] == listed["on_hold"] == []
    assert [(each["ref"], each["owner"], each["reason"]) for each in listed["marked"]] == [
        (ref, "Ben", "made twice")
    ]
    purged = staffed.run("Ada", "store", "purge", "--json")
    assert purged.json == {"deleted": [], "marked": 1}
    back = staffed.run("Lea", "store", "undo", ref)
    assert (back.code, back.out) == (0, f"{ref} is back, as it was.\n")
    assert [each["ref"] for each in staffed.run("Ben", "list", "--json").json] == [ref]
    log = staffed.run(
        "Lea", "audit", "show", "--ref", ref, "--kind", "keeping", "--kind", "deletion", "--json"
    )
    assert [each["kind"] for each in log.json] == ["keeping", "keeping", "deletion", "deletion"]


def test_the_administrator_sets_the_rules_and_the_lead_keeps_by_day(staffed: Hub, ref: str) -> None:
    default = staffed.run("Lea", "store", "retention")
    assert default.code == 0
    assert default.out.count("kept until someone decides otherwise") == 2
    assert staffed.run("Lea", "store", "retention", "--drafts", "1 day").code == 77
    wrong = staffed.run("Ada", "store", "retention", "--drafts", "soon")
    assert (wrong.code, wrong.out) == (65, "") and "6 years" in wrong.err
    given = ("--drafts", "1 year", "--completed", "6 years", "--birthday", "25", "--whichever", "later")
    rules = staffed.run("Ada", "store", "retention", *given, "--json").json
    assert rules["drafts"] == {"after": "1 year", "birthday": 0, "whichever": "later"}
    assert rules["completed"] == {"after": "6 years", "birthday": 25, "whichever": "later"}
    assert rules["set_in"] == "store"
    changed = staffed.run("Ada", "store", "retention", "--drafts", "", "--json").json
    assert changed["drafts"]["after"] == "" and changed["completed"]["birthday"] == 25
    both = staffed.run("Ada", "store", "retention", "--as-configured", "--birthday", "3")
    assert both.code == 2
    kept = staffed.run("Lea", "store", "keep", ref, "--until", "3 April 2040", "--reason", "court")
    assert (kept.code, kept.out) == (0, f"{ref} is kept until 3 April 2040.\n")
    slip = staffed.run("Lea", "store", "keep", ref, "--until", "someday", "--reason", "court")
    assert (slip.code, slip.out) == (2, "")


def test_the_configuration_gives_the_rules_and_a_slip_in_it_is_refused(
    staffed: Hub, ref: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[retention.drafts]\nafter = "1 year"\n[retention.completed]\nbirthday = 25\n')
    said = staffed.run("Lea", "store", "retention", CE_TUI_CONFIG=str(config))
    assert said.code == 0 and "1 year after the last change" in said.out and "25th birthday" in said.out
    due = staffed.run("Lea", "store", "due", CE_TUI_CONFIG=str(config))
    assert due.out == "Due for review: none\nOn hold: none\nMarked for deletion: none\n"
    for slip in (
        '[retention.drafts]\nafter = "soon"\n',
        "[retention]\ndraft = 1\n",
        "[retention.drafts]\nage = 3\n",
    ):
        config.write_text(slip)
        refused = ce_tui("contacts", "essex", CE_TUI_CONFIG=str(config))
        assert (refused.code, refused.out) == (78, ""), slip
        assert "retention" in refused.err.lower()


def test_only_a_lead_decides_and_a_strange_reference_is_like_anothers(staffed: Hub, ref: str) -> None:
    given = ("--reason", "why not")
    assert staffed.run("Ben", "store", "delete", ref, *given).code == 77
    unknown = staffed.run("Lea", "store", "undo", "CE-0000-00", *given)
    assert (unknown.code, unknown.out) == (77, "")


def test_a_reason_is_needed_and_names_no_child(staffed: Hub) -> None:
    ref = staffed.imports("Ben", answers(child={"name": "Zephyrine Quillfeather"}))[0]
    assert ce_tui("store", "delete", ref, "--as", "Lea").code == 2
    assert staffed.run("Lea", "store", "delete", ref, "--reason", " ").code == 65
    named = staffed.run("Lea", "store", "delete", ref, "--reason", "about Zephyrine")
    assert named.code == 65 and "Zephyrine" not in named.err
    again = staffed.run("Lea", "store", "delete", ref, "--reason-file", "-", stdin="about Zephyrine")
    assert again.code == 65 and "Zephyrine" not in again.err


def test_a_reason_comes_from_a_file_and_is_in_no_argument(staffed: Hub, ref: str, tmp_path: Path) -> None:
    why = tmp_path / "why"
    why.write_text("a court\r\nhas asked\n\n", "utf-8")
    assert staffed.run("Lea", "store", "hold", ref, "--reason-file", why).code == 0
    assert "a court has asked" in staffed.run("Lea", "store", "due").out


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [(b"", "is empty; expected the reason", 65), (b" \n\n", "is empty", 65), (b"\xff", "not UTF-8", 65)],
)
def test_a_file_without_a_reason_is_refused(
    staffed: Hub, ref: str, tmp_path: Path, content: bytes, said: str, code: int
) -> None:
    (tmp_path / "why").write_bytes(content)
    for command in (("store", "hold", ref), ("store", "undo", ref), ("show", ref)):
        ended = staffed.run("Lea", *command, "--reason-file", tmp_path / "why")
        assert ended.code == code and said in ended.err
    assert staffed.run("Lea", "store", "hold", ref, "--reason-file", tmp_path / "none").code == 66


def test_one_reason_is_given_and_one_standard_input(staffed: Hub, ref: str) -> None:
    both = staffed.run("Lea", "store", "hold", ref, "--reason", "why", "--reason-file", "-", stdin="why")
    assert both.code == 2 and "one of them" in both.err
    twice = ce_tui(
        *("store", "hold", ref, "--as", "Lea", "--passphrase-file", "-", "--reason-file", "-"), stdin="why"
    )
    assert twice.code == 2 and "Standard input" in twice.err
    neither = staffed.run("Lea", "store", "hold", ref)
    assert neither.code == 2 and "--reason-file" in neither.err, "given a passphrase file nothing is asked"
