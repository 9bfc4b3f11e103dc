"""The same situations (`tests/data/situations.md`): in every place all of the numbers and all of the steps, in order.

On red the first call is what matters, and nobody who is closed stands before one who answers. Nothing here depends on
how a step is worded: only on its numbers, and on its standing where it should.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.outcome.evaluation import to_json
from ce_tui.core.pathway.outcome.following import is_support_alone, worried_words
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeStep
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.words import TIERS
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import Bullets, ListItem, Table, as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.screening.result_lines import result_lines_of
from ce_tui.screens.screening.result_items import first_page, result_items
from ce_tui.session.words.sharing import CALL
from support.people.situations import PATHWAY, Situation, evaluated, heard_first, numbers_in, rows

AT = datetime(2026, 11, 25, 10, tzinfo=LONDON)
AT_ONCE = 3  # numbers that a list of whom to phone now has
CALLS = 2  # steps with which red begins: 999, then the call
IN_DANGER, POLICE = "999", "101"
LEAD_TO_RED = ("immediate_risk", "harm", "under_13")
NEVER = (
    "no immediate risk",
    "no immediate concerns",
    "no harm was",
    "is not missing",
    "family is not",
    "family does not",
)
"""What nobody answered is never said so."""


class Place(NamedTuple):
    """What a place says: whom to phone now; its whole list of contacts; its steps; all of it. Empty: it has none."""

    now: list[str]
    contacts: list[str]
    steps: list[str]
    words: str


@cache
def places(row: Situation) -> dict[str, Place]:
    """What each place says of a situation."""
    answers, outcome = evaluated(row)
    return {
        "Result": _result(answers, outcome),
        "line mode": _lines(answers, outcome),
        "phone script": _script(answers, outcome),
        "evaluate": _evaluate(outcome),
        "annex": _annex(answers, outcome),
        "still to be done": _to_do(answers, outcome),
    }


def _result(answers: Answers, outcome: Outcome) -> Place:
    """Without what can be decided: the document's words for a choice, which nobody has made."""
    page, items = first_page(answers, outcome, PATHWAY), result_items(answers, outcome, PATHWAY, AT)
    return Place(
        [item.text for item in page if item.id.startswith("phone:")],
        [item.text.partition("\n")[0] for item in items if item.id.startswith("contact:")],
        [item.text for item in items if item.id.startswith("step:")],
        " ".join(f"{item.words} {item.text}" for item in items if not item.id.startswith("decide:")),
    )


def _lines(answers: Answers, outcome: Outcome) -> Place:
    """On red its steps begin with whom to phone: they stand in what is heard before it asks to go on."""
    whole, first = result_lines_of(answers, outcome, PATHWAY, editable=True), heard_first(answers, outcome)
    steps = [line for line in whole if line.partition(". ")[0].isdigit()]
    if outcome.acting_on == "red":
        called = [
            phone
            for each in outcome.contacts[:AT_ONCE]
            if each.open_now is not False
            for phone in numbers_in(each.phone)
        ]
        assert set(called) <= set(numbers_in(" ".join(first))), "whom to phone is heard at once"
        return Place([], [], steps, " ".join(whole))
    if is_support_alone(outcome):
        return Place(
            [worried_words(outcome)] if worried_words(outcome) in first else [], [], steps, " ".join(whole)
        )
    after = first.index(f"{CALL}:") + 1
    return Place(first[after : after + AT_ONCE], [], steps, " ".join(whole))


def _script(answers: Answers, outcome: Outcome) -> Place:
    said = dict(read_on_the_phone(answers, outcome, PATHWAY))
    whom, others = said["Who to phone"], said["Other numbers"]
    words = " ".join(line for lines in said.values() for line in lines)
    listed = others if is_support_alone(outcome) else [*whom, *others]
    return Place(whom, listed, said["Your steps (for you, not to be read out)"], words)


def _evaluate(outcome: Outcome) -> Place:
    """The document's heading is a field of its own there, under its name."""
    said = to_json(outcome) | {"heading": ""}
    contacts = [f"{each['name']} {each['phone']}" for each in said["contacts"]]
    steps = [f"{step['text']} {step['now']}" for step in said["steps"]]
    return Place([], contacts, steps, json.dumps(said, ensure_ascii=False))


def _annex(answers: Answers, outcome: Outcome) -> Place:
    paper = alone(referral(answers, outcome, PATHWAY, ReferralContext(at=AT)), outcome, PATHWAY)
    blocks = [block for part in paper.sections for block in part.blocks]
    table = next(block for block in blocks if isinstance(block, Table))
    steps = next(block for block in blocks if isinstance(block, Bullets))
    contacts = [" ".join(whom.split("\n")[:1] + reach.split("\n")[:1]) for whom, reach, _ in table.rows]
    return Place([], contacts, [_entry(step) for step in steps.entries], as_text(paper))


def _entry(step: ListItem) -> str:
    return " ".join((step.label, step.text, *step.remarks))


def _to_do(answers: Answers, outcome: Outcome) -> Place:
    lines = still_to_do(answers, outcome, PATHWAY)
    return Place([], [], lines, " ".join(lines))


def lines_of(steps: Sequence[OutcomeStep], lines: Sequence[str]) -> list[int]:
    """In which line each step stands, with whom to phone for it: -1 where it does not."""
    wanted = [(_even(step.text), _even(step.now)) for step in steps]
    said = [_even(line) for line in lines]
    return [
        next((at for at, line in enumerate(said) if text in line and now in line), -1) for text, now in wanted
    ]


def _even(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("row", rows(), ids=Situation.title)
def test_every_place_has_the_numbers_in_the_same_order(row: Situation) -> None:
    red, shut = row.acting_on == "red", set(row.closed_phones)
    _, outcome = evaluated(row)
    for name, place in places(row).items():
        if is_support_alone(outcome):
            assert numbers_in(" ".join(place.now)) == ([IN_DANGER, row.phones[0]] if place.now else []), name
            assert name not in ("Result", "line mode", "phone script") or len(place.now) == 1, name
        else:
            assert place.now == [] or [*map(_number, place.now)] == row.phones[:AT_ONCE], name
        listed = [number for line in place.contacts for number in numbers_in(line)[:1]]
        listed = [
            number for number in listed if number in (*row.phones, *shut)
        ]  # others are not phoned about this
        assert [number for number in listed if number not in shut] == (row.phones if listed else []), name
        assert not listed or set(listed) >= shut, f"{name}: who is closed is said too"
        if red:
            assert not listed or listed == [*row.phones, *row.closed_phones], f"{name}: who is closed, last"
            assert numbers_in(" ".join(place.steps[:CALLS])) == [*row.phones, *row.closed_phones], name
        else:
            for line in lines_of(outcome.steps, place.steps):
                order = [phone for phone in numbers_in(place.steps[line]) if phone not in (*shut, IN_DANGER)]
                assert order == [phone for phone in row.phones if phone in order], name
                assert not _offices(order) or _offices(order)[0] == _offices(row.phones)[0], name
    for alert in outcome.alerts:
        if alert.key in LEAD_TO_RED:
            with_number = [phone for phone in row.phones if phone[0].isdigit()]
            assert [*alert.phones] == numbers_in(alert.text) == with_number


def _offices(phones: Sequence[str]) -> list[str]:
    return [phone for phone in phones if phone not in (IN_DANGER, POLICE)]


def _number(line: str) -> str:
    """The number of a line: after it may stand another that is tried before it."""
    return numbers_in(line)[0]


@pytest.mark.parametrize("row", rows(), ids=Situation.title)
def test_every_place_has_all_of_the_steps_in_their_order(row: Situation) -> None:
    _, outcome = evaluated(row)
    assert len(outcome.steps) == int(row.steps)
    for name, place in places(row).items():
        found = lines_of(outcome.steps, place.steps)
        assert -1 not in found and found == sorted(set(found)), (name, found)


@pytest.mark.parametrize("row", rows(), ids=Situation.title)
def test_no_place_claims_what_nobody_answered(row: Situation) -> None:
    """The document's reassuring words stand only where they hold, on paper as elsewhere."""
    answers, outcome = evaluated(row)
    page_one = as_text(referral(answers, outcome, PATHWAY, ReferralContext(at=AT)))
    said = {**{name: place.words for name, place in places(row).items()}, "page 1": page_one}
    for name, words in said.items():
        claimed = _even(words)
        for tier in TIERS:
            heading = PATHWAY.heading(tier)
            claimed = claimed.replace(f"“{heading}”", "") if outcome.heading_holds else claimed
        denied = [never for never in NEVER if never in claimed.casefold()]
        assert denied == (["is not missing"] if _says_no_to_missing(answers, name) else []), name


def _says_no_to_missing(answers: Answers, name: str) -> bool:
    """Whether somebody answered that No, which the phone script reads out."""
    return name == "phone script" and answers.missing_now is False
