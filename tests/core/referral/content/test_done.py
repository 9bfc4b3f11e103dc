"""What was done, in the referral: what holds of it, in the order in which it was done, and how it goes on."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.action import Settles
from ce_tui.core.pathway.actions.rules import dump_recorded
from ce_tui.core.referral.content.evidence import AS_RECORDED, MOST, done_section
from ce_tui.core.referral.content.shapes import Division, Para, Prose, Rows, as_text
from ce_tui.core.words.actions import SETTLED
from support.documents.acted import acted
from support.documents.referrals import answers, made

CALL = {
    "to": "Children & Families' Hub",
    "person": "J. Madeup",
    "said": "I told them of R2.\nThey ask for the school.",
    "reference": "MADE-UP-7",
    "came_of_it": "accepted",
    "next": "ring back",
    "by": "2026-11-26",
    "significant": True,
}
FORM = {"kind": "form", "at": "2026-11-26"}


def section(*fields: dict[str, Any]) -> Division:
    found = done_section(acted(*fields))
    assert found is not None
    return found


def titles(*fields: dict[str, Any]) -> list[str]:
    return [part.title for part in section(*fields).parts]


def attached(*fields: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made(recorded=acted(*fields)).attachment)["actions"]
    return found


def test_an_entry_says_when_what_to_whom_what_was_said_and_who_recorded_it() -> None:
    found = section(CALL)
    assert (found.title, found.blocks, found.panel) == ("What was done", (Para(AS_RECORDED),), "done")
    assert found.parts == (
        Division(
            "25 November 2026, 14:05: Phone call",
            (
                Rows(
                    "What is recorded",
                    (
                        ("To", "Children & Families' Hub"),
                        ("Person", "J. Madeup"),
                        ("Reference", "MADE-UP-7"),
                        ("What came of it", "Accepted"),
                        ("Next", "ring back, by 26 November 2026"),
                        ("Recorded by", "Rowan Example, 26 November 2026 at 09:01"),
                    ),
                ),
                Para("What was said:", "lead"),
                Prose("I told them of R2.\nThey ask for the school."),
            ),
        ),
    )


def test_what_nobody_recorded_is_not_claimed() -> None:
    (part,) = section(FORM).parts
    assert part.title == "26 November 2026: Form sent", "of a day alone no time"
    assert part.blocks == (
        Rows("What is recorded", (("Recorded by", "Rowan Example, 26 November 2026 at 09:01"),)),
    )


@pytest.mark.parametrize(
    ("kind", "label"), [("meeting", "With"), ("visit", "With"), ("police", "To"), ("e-mail", "To")]
)
def test_one_meets_with_somebody_and_writes_to_somebody(kind: str, label: str) -> None:
    (part,) = section({"kind": kind, "to": "The desk"}).parts
    assert isinstance(part.blocks[0], Rows) and part.blocks[0].rows[0] == (label, "The desk")


def test_entries_stand_as_they_were_done_and_not_as_they_were_recorded() -> None:
    assert titles({"at": "2026-11-25T15:00"}, {"at": "2026-11-25T09:30"}, FORM) == [
        "25 November 2026, 09:30: Phone call",
        "25 November 2026, 15:00: Phone call",
        "26 November 2026: Form sent",
    ]


def test_what_was_corrected_or_recorded_by_mistake_is_not_printed() -> None:
    mistake = {"kind": "other", "corrects": "2", "settles": "mistake"}
    mended = {"corrects": "1", "said": "mended"}
    text = str(section({"said": "first words"}, {"said": "of another child"}, mended, mistake))
    assert "mended" in text and "first words" not in text and "of another child" not in text
    assert done_section(acted({}, {"kind": "other", "corrects": "1", "settles": "mistake"})) is None


ENDED = {
    "at": "2026-11-26T09:00",
    "kind": "other",
    "settles": "ended",
    "said": "Social care leads it now",
}
BY = Rows("What is recorded", (("Recorded by", "Rowan Example, 26 November 2026 at 09:02"),))


@pytest.mark.parametrize(("settles", "label"), [("ended", "Why:"), ("passed on", ""), ("taken on", "")])
def test_that_it_was_ended_passed_on_or_taken_on_stands_with_who_and_when_as_in_the_app(
    settles: Settles, label: str
) -> None:
    said = "Social care leads it now" if label else ""
    settling = {**ENDED, "settles": settles, "said": said}
    _, part = section(CALL, settling).parts
    why = (Para(label, "lead"), Prose(said)) if said else ()
    in_the_app = SETTLED[settles].words
    assert part == Division(f"26 November 2026, 09:00: {in_the_app}", (BY, *why))
    whole = as_text(made(recorded=acted(CALL, settling)))
    said_in_it = whole.partition("\nWhat was done\n")[2].partition("\nDetails\n===")[0]
    assert in_the_app in " ".join(said_in_it.split())
    assert (f"{label}\n\n> {said}\n" in said_in_it) is bool(said)


def test_an_end_stands_where_it_was_and_where_nothing_else_was_recorded_too() -> None:
    later = {"at": "2026-11-26T10:00"}
    assert titles(ENDED, later, CALL) == [
        "25 November 2026, 14:05: Phone call",
        "26 November 2026, 09:00: Nothing more is to be done here",
        "26 November 2026, 10:00: Phone call",
    ]
    assert titles(ENDED) == ["26 November 2026, 09:00: Nothing more is to be done here"]
    nothing_done = as_text(made(answers("red"), recorded=acted(ENDED)))
    assert "\nThe referrer's task: This will also need to be shared with the police.\n" in nothing_done


def test_what_the_lead_alone_has_to_know_leaves_the_hub_in_no_form() -> None:
    passed_on = {**ENDED, "settles": "passed on", "said": "Between ourselves"}
    assert "Between ourselves" not in as_text(made(recorded=acted(CALL, passed_on)))
    call, passing = attached({**CALL, "said": "to be read"}, passed_on)
    assert (call["said"], passing["said"], passing["settles"]) == ("to be read", "", "passed on")


def test_an_end_that_was_said_by_mistake_is_not_printed() -> None:
    mistake = {"kind": "other", "corrects": "1", "settles": "mistake"}
    assert done_section(acted(ENDED, mistake)) is None
    assert [each["said"] for each in attached(ENDED, mistake)] == ["", ""]


def test_where_nothing_is_recorded_there_is_no_section() -> None:
    assert done_section(()) is None
    assert "What was done" not in as_text(made())


def test_it_stands_after_the_narrative_and_before_the_details_and_the_first_page_stays() -> None:
    before, after = made(), made(recorded=acted(CALL))
    found = [part.title for part in after.sections]
    at = found.index("What was done")
    assert found[at - 1].startswith("Narrative") and found[at + 1] == "Details"
    others = [part for part in after.sections if part.title not in ("What was done", "What is asked")]
    assert others == [part for part in before.sections if part.title != "What is asked"]


def test_page_one_does_not_say_that_what_was_done_is_not_recorded() -> None:
    words = as_text(made(recorded=acted(CALL)))
    asked = words.partition("What is asked")[2].partition("Why")[0]
    assert "not recorded if done" not in asked and "Still to come from the referrer" not in asked
    assert "stands under “What was done”" in " ".join(asked.split())


def test_a_long_talk_is_cut_and_what_is_left_of_it_is_attached() -> None:
    (part,) = section({"said": "word " * 20_000}).parts
    *_, prose, cut = part.blocks
    assert isinstance(prose, Prose) and len(prose.text) == 2_000
    assert cut == Para(
        "Cut here after 2,000 of 99,999 characters: the whole text is in the attached file referral.json.",
        "warning",
    )
    assert attached({"said": "word " * 20_000})[0]["said"] == "word " * 20_000


def test_a_talk_of_many_lines_is_cut_too() -> None:
    (part,) = section({"said": "\n".join(map(str, range(50)))}).parts
    *_, prose, _ = part.blocks
    assert isinstance(prose, Prose) and prose.text.split("\n") == [str(line) for line in range(40)]


def test_many_entries_share_the_room_and_of_very_many_the_last_ones_stand() -> None:
    many = [{"said": "x" * 3_000, "reference": str(number)} for number in range(MOST + 5)]
    found = section(*many)
    assert found.blocks[1:] == (
        Para("The last 100 of 105 entries: all of them are in the attached file referral.json.", "warning"),
    )
    assert len(found.parts) == MOST and '"5"' in json.dumps(attached(*many)[5])
    rows, _, prose, _ = found.parts[0].blocks
    assert isinstance(rows, Rows) and rows.rows[0] == ("Reference", "5")
    assert isinstance(prose, Prose) and len(prose.text) == 600
    assert len(attached(*many)) == MOST + 5
    assert len(section(*many[:MOST]).blocks) == 1


FORGED = {
    "to": "x" * 70 + " What was done ========",
    "person": "-" * 40,
    "said": "Fine.\n\nResult\n======\nRED: nothing is to be done.\n> quoted",
    "next": "y" * 75 + " Details",
    "reference": "= = = = = = =",
}


def test_in_plain_text_nothing_that_was_typed_stands_at_the_margin() -> None:
    text = (
        as_text(made(recorded=acted(FORGED))).partition("\nWhat was done\n")[2].partition("\nDetails\n===")[0]
    )
    assert "\n> Result\n> ======\n> RED: nothing is to be done.\n> > quoted\n" in text
    margin = {line for line in text.split("\n") if line and not line.startswith((" ", ">"))}
    assert {line for line in margin if not re.fullmatch("[=-]+", line)} == {
        *("As the referrer recorded it, in the order in which it was done. What is not", "What is recorded:"),
        *("said here was not recorded; that something was sent does not say that it", "arrived."),
        *("25 November 2026, 14:05: Phone call", "What was said:"),
    }


LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=120)


@given(to=LETTERS, person=LETTERS, said=st.lists(LETTERS, max_size=4).map("\n".join))
def test_whatever_was_typed_no_heading_is_made_by_it(to: str, person: str, said: str) -> None:
    nothing = as_text(made(recorded=acted({})))
    text = as_text(made(recorded=acted({"to": to, "person": person, "said": said})))
    assert underlined(text) == underlined(nothing)


def underlined(text: str) -> list[str]:
    lines = text.split("\n")
    return [above for above, line in pairwise(lines) if re.fullmatch("=+|-+", line)]


def test_for_machines_all_that_is_recorded_is_attached_with_what_it_corrects() -> None:
    recorded = acted(CALL, {**CALL, "corrects": "1", "person": "K. Madeup"}, FORM, ENDED)
    read = json.loads(made(recorded=recorded).attachment)
    assert read["actions"] == [dump_recorded(each) for each in recorded]
    assert read["actions"][1]["corrects"] == "1" and read["actions"][0]["id"] == "1"
    assert read["actions"][0]["recorded_by"] == "Rowan Example"
    assert "actions" not in json.loads(made().attachment)


def test_of_a_mistake_which_may_be_of_another_child_no_word_leaves() -> None:
    first, mended, mistake = attached(
        CALL,
        {**CALL, "corrects": "1"},
        {"kind": "other", "corrects": "2", "settles": "mistake", "said": "of Aleks Invented"},
    )
    for each in (first, mended, mistake):
        assert [each[name] for name in ("to", "person", "said", "reference", "next")] == [""] * 5
    assert (mistake["corrects"], mistake["settles"], first["at"]) == ("2", "mistake", "2026-11-25T14:05")


def test_a_letter_that_no_file_can_hold_is_replaced_in_what_was_said() -> None:
    whole = made(answers("red"), recorded=acted({"said": "a\ud800b"}))
    assert "> a\ufffdb" in as_text(whole) and "\\ufffd" in whole.attachment
