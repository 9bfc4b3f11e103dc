"""`ce-tui child find`: whether a child is known here, as a script and a person ask it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ce_tui.core.vault.casebook.index import ASKS
from ce_tui.core.words.comparison import KNOWN_HERE, NOT_WHOLE, NOTHING_FOUND
from ce_tui.session.words.known import NOTHING_SAID
from support.people.cli import Ended, answers
from support.people.cli_people import WORDS, Hub
from support.terminal.pty_screen import ENTER

CHILD = {"name": "Zephyrine Quillfeather", "date_of_birth": "2011-04-03"}
WHY = ["birth date: the same", "forename: the same", "surname: the same"]


def finds(hub: Hub, who: str, given: dict[str, Any] = CHILD, *options: object) -> Ended:
    return hub.run(who, "child", "find", "--file", "-", *options, stdin=json.dumps(given))


@pytest.fixture
def ref(staffed: Hub) -> str:
    """A screening of Ben's of the child."""
    [found] = staffed.imports("Ben", answers(child=CHILD))
    return found


def test_ones_own_are_listed_with_the_reasons_and_no_name_unless_it_is_asked_for(
    staffed: Hub, ref: str
) -> None:
    ended = finds(staffed, "Ben")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{ref}. Probably the same child ({'; '.join(WHY)}).\n"
    named = finds(staffed, "Ben", CHILD, "--names").out
    assert named.startswith(f"{ref}, Zephyrine Quillfeather, 3 April 2011. Probably")


def test_as_json_it_has_the_contracts_keys(staffed: Hub, ref: str) -> None:
    assert finds(
        staffed, "Ben", {"name": "Quillfeather, Zephyrin", "date_of_birth": "2011-03-04"}, "--json"
    ).json == [
        {
            "refs": [ref],
            **CHILD,
            "level": "possible",
            "reasons": [
                "birth date: day and month exchanged",
                "forename: nearly the same",
                "surname: the same",
            ],
        }
    ]


def test_a_lead_sees_whose_it_is_and_a_colleague_only_that_the_hub_knows_one(staffed: Hub, ref: str) -> None:
    assert finds(staffed, "Lea").out.startswith(f"{ref}, Ben. Probably the same child")
    assert finds(staffed, "Lea", CHILD, "--json").json[0]["name"] == ""
    assert finds(staffed, "Cy").out == f"{KNOWN_HERE}\n{NOTHING_FOUND}\n"
    assert finds(staffed, "Cy", CHILD, "--json").json == [{"known_here": True}]
    not_whole = {"name": CHILD["name"]}
    assert finds(staffed, "Cy", not_whole).out == f"{NOT_WHOLE}\n{NOTHING_FOUND}\n"
    assert finds(staffed, "Cy", not_whole, "--json").json == [{"not_looked_up": "not whole", "again_at": ""}]
    nobody = {"name": "Peregrine Marshmallow", "date_of_birth": "2012-01-02"}
    assert finds(staffed, "Cy", nobody, "--json").json == []
    assert finds(staffed, "Ada").code == 77


def test_after_so_many_times_within_an_hour_it_says_when_it_can_be_asked_again(
    staffed: Hub, ref: str
) -> None:
    for _ in range(ASKS):
        assert KNOWN_HERE in finds(staffed, "Cy").out
    ended = finds(staffed, "Cy")
    told, nothing = ended.out.splitlines()
    assert (ended.code, ended.err, nothing) == (0, "", NOTHING_FOUND)
    assert told.startswith("Colleagues' screenings were not looked at: ") and "or ask your lead" in told
    [found] = finds(staffed, "Cy", CHILD, "--json").json
    assert found["not_looked_up"] == "too often" and found["again_at"].startswith("20")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "names nobody"),
        ({"name": "Zephyrine", "Quillfeather": "x"}, "a key that is unknown here"),
        ({"date_of_birth": "3 April"}, "date_of_birth: is no date"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_looked_for(
    given: dict[str, str], says: str, staffed: Hub, ref: str
) -> None:
    ended = finds(staffed, "Ben", given)
    assert (ended.code, ended.out) == (65, "") and says in ended.err
    assert "Quillfeather" not in ended.err
    typed = staffed.run("Ben", "child", "find", "--file", json.dumps(CHILD))
    assert typed.code == 2 and "Zephyrine" not in typed.err
    assert "children found" not in staffed.run("Lea", "audit", "show").out


def test_at_a_terminal_the_name_is_typed_unseen(staffed: Hub, ref: str) -> None:
    with staffed.on_terminal("child", "find", "--as", "Ben") as terminal:
        for question, line in (
            ("The child's name", CHILD["name"]),
            ("Date of birth", "3 apr 2011"),
            ("Passphrase of Ben:", WORDS["Ben"]),
        ):
            terminal.wait_for(question)
            terminal.press(line.encode() + ENTER)
        assert terminal.wait_for_end() == 0
        assert "Probably the same child" in terminal.text
        assert "Zephyrine" not in terminal.text and "2011" not in terminal.text


def test_ones_own_are_said_to_be_of_the_same_child_listed_and_taken_back(staffed: Hub) -> None:
    one, two = staffed.imports("Ben", answers(child=CHILD), answers(child=CHILD, screened_on="2026-11-25"))
    ended = staffed.run("Ben", "child", "same", one.lower(), two)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{one} and {two} are of the same child now.\n"
    listed = staffed.run("Ben", "child", "list", one).out
    assert re.fullmatch(
        rf"{two}, screened 25 November 2026\. The same child, as Ben said on \d+ \w+ \d{{4}}\.\n", listed
    )
    [found] = staffed.run("Ben", "child", "list", one, "--json").json
    assert found.pop("at").startswith("20")
    assert found == {"ref": two, "same": True, "by": "Ben", "screened_on": "2026-11-25"}
    again = staffed.run("Ben", "child", "same", one, two)
    assert again.code == 65 and "Nothing was changed." in again.err
    ended = staffed.run("Ben", "child", "take-back", one, two)
    assert ended.out == f"Taken back: it is open again whether {one} and {two} are of the same child.\n"
    assert staffed.run("Ben", "child", "take-back", one, two).code == 65
    assert staffed.run("Ben", "child", "list", one).out == f"{NOTHING_SAID}\n"
    assert staffed.run("Ben", "child", "list", one, "--json").json == []
    ended = staffed.run("Ben", "child", "not-same", one, two)
    assert ended.out.startswith(f"{one} and {two} are not of the same child. ")
    assert [each["same"] for each in staffed.run("Ben", "child", "list", two, "--json").json] == [False]
    assert staffed.run("Ben", "child", "same", one, "CE-0000-00").code == 77


def test_a_lead_joins_two_colleagues_with_a_reason_and_they_hear_how_many_alone(
    staffed: Hub, ref: str
) -> None:
    [other] = staffed.imports("Cy", answers(child=CHILD))
    assert staffed.run("Ben", "child", "same", ref, other).code == 77
    without = staffed.run("Lea", "child", "same", ref, other)
    assert without.code == 77 and "Give your reason" in without.err
    assert staffed.run("Lea", "child", "same", ref, other, "--reason", "One school").code == 0
    told = staffed.run("Cy", "child", "list", other)
    assert told.out == (
        "It was said that a colleague's screening is of this child: ask your lead. Give them this reference: "
        f"{other}.\n"
    )
    assert staffed.run("Cy", "child", "list", other, "--json").json == [{"colleagues": 1}]
    assert staffed.run("Ben", "child", "list", other).code == 77
    assert staffed.run("Lea", "child", "list", other).code == 77
    [found] = staffed.run("Lea", "child", "list", other, "--json", "--reason", "One school").json
    assert (found["ref"], found["by"]) == (ref, "Lea")
