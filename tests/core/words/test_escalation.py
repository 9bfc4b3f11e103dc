"""What is said where nothing moves: first what never waits, then where to read how it is taken further."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.due import DueWhat, FollowUp
from ce_tui.core.pathway.document.guidance import NOT_FILLED_IN, NOT_MOVING, procedure_blocks
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import EscalationStage, Locality
from ce_tui.core.words.actions import escalation_lines, when_it_does_not_move
from support.documents.made_up import PATHWAY

SET = default_pathway()
ESSEX = SET.locality("essex")
HUB = "Essex Children & Families' Hub"
DANGER = (
    "A child in danger does not wait for a stage: phone 999 now. What cannot wait: phone the numbers in Contacts "
    "again."
)
STAGES = (
    EscalationStage(who="You, with the desk"),
    EscalationStage(who="Your manager, with theirs", within="a week", note="In writing", source="page 3"),
)


def filled_in(**changes: Any) -> Locality:
    """An area of a made-up partnership that has filled its stages in."""
    return msgspec.structs.replace(
        PATHWAY.localities[0], escalation_at="Our procedures, chapter 9", escalation=STAGES, **changes
    )


def actions(*done: dict[str, Any]) -> list[Recorded]:
    """What was recorded, an hour after each other unless it says when."""
    return [
        Recorded(
            id=str(number),
            recorded_at=f"2026-11-25T{8 + number:02}:00:00+00:00",
            recorded_by="J. Example",
            action=Action(**{"at": f"2026-11-25T{8 + number:02}:00", "kind": "phone", "to": HUB, **each}),
        )
        for number, each in enumerate(done, 1)
    ]


def due(what: DueWhat, *, overdue: bool = True) -> list[FollowUp]:
    return [FollowUp(what=what, by="2026-11-26", overdue=overdue, to=HUB)]


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock"])
def test_an_area_without_stages_says_where_to_read_them(area: str) -> None:
    assert escalation_lines(SET.locality(area)) == [
        DANGER,
        "If nothing happens, or you do not agree with what was decided, take it further. Read how in SET Child "
        "Protection Procedures 2025, chapter 11: Professional conflict resolution.",
        "The stages are not filled in here: read them there; your lead can have them filled in.",
    ]


def test_another_councils_area_leads_to_that_councils_own_procedures() -> None:
    assert escalation_lines(SET.locality("elsewhere")) == [
        DANGER,
        "If nothing happens, or you do not agree with what was decided, take it further. Read how in the procedures of "
        "the safeguarding partnership of the council where the child lives.",
    ]


def test_stages_that_are_filled_in_stand_in_their_order_with_their_limits() -> None:
    first, where, *stages = escalation_lines(filled_in())
    assert first == DANGER
    assert where.endswith("Read how in Our procedures, chapter 9.")
    assert stages == ["1. You, with the desk", "2. Your manager, with theirs, within a week. In writing"]


def test_the_number_in_danger_is_the_areas() -> None:
    contacts = tuple(
        msgspec.structs.replace(each, phone="01632 960999") if each.role == "emergency" else each
        for each in filled_in().contacts
    )
    assert "phone 01632 960999 now" in escalation_lines(filled_in(contacts=contacts))[0]


@pytest.mark.parametrize("what", ["unanswered", "answer", "next", "ask"])
def test_it_is_said_once_somebody_is_late_and_not_before(what: DueWhat) -> None:
    asked = actions({})
    assert when_it_does_not_move(ESSEX, asked, due(what)) == escalation_lines(ESSEX)
    assert when_it_does_not_move(ESSEX, asked, due(what, overdue=False)) == []


@pytest.mark.parametrize("what", ["call", "act", "form", "screen again"])
def test_what_is_ones_own_to_do_is_done_not_taken_further(what: DueWhat) -> None:
    assert when_it_does_not_move(ESSEX, [], due(what)) == []


@pytest.mark.parametrize("came_of_it", ["not accepted", "no further action"])
def test_it_is_said_once_something_is_not_accepted(came_of_it: str) -> None:
    turned_down = actions({"came_of_it": came_of_it})
    assert when_it_does_not_move(ESSEX, turned_down, []) == escalation_lines(ESSEX)


@pytest.mark.parametrize(
    "came_of_it",
    ["", "no answer", "advice", "early help", "accepted", "assessment", "strategy discussion", "other"],
)
def test_of_any_other_answer_nothing_is_said(came_of_it: str) -> None:
    assert when_it_does_not_move(ESSEX, actions({"came_of_it": came_of_it}), []) == []


def test_nothing_done_and_nothing_due_says_nothing() -> None:
    assert when_it_does_not_move(ESSEX, [], []) == []


def test_the_last_word_of_each_counts() -> None:
    refused, took_it = {"came_of_it": "not accepted"}, {"came_of_it": "accepted"}
    tried = {"came_of_it": "no answer"}
    asked_again = {"to": f" {HUB.upper()} ", **took_it}
    others = {"to": "Example Family Centre", **took_it}
    assert when_it_does_not_move(ESSEX, actions(refused, asked_again), []) == []
    for later in (tried, {}, others):
        assert when_it_does_not_move(ESSEX, actions(refused, later), []) != []
    assert when_it_does_not_move(ESSEX, actions(took_it, refused), []) != []


def test_what_was_corrected_counts_for_nothing() -> None:
    refused = {"came_of_it": "not accepted"}
    corrected = actions(refused, {"came_of_it": "accepted", "corrects": "1"})
    by_mistake = actions(refused, {"kind": "other", "to": "", "corrects": "1", "settles": "mistake"})
    for recorded in (corrected, by_mistake):
        assert when_it_does_not_move(ESSEX, recorded, []) == []


def test_once_it_was_ended_nothing_is_said_until_something_is_done_again() -> None:
    refused = {"came_of_it": "not accepted"}
    ended = {"kind": "other", "to": "", "settles": "ended", "said": "the family moved away"}
    assert when_it_does_not_move(ESSEX, actions(refused, ended), []) == []
    assert when_it_does_not_move(ESSEX, actions(refused, ended, refused), []) != []
    passed_on = {**ended, "settles": "passed on"}
    assert when_it_does_not_move(ESSEX, actions(refused, passed_on), []) != []


def test_guidance_says_it_in_the_softwares_own_words_with_where_it_comes_from() -> None:
    for area, source in (
        (ESSEX, [f"Source: {ESSEX.escalation_source}"]),
        (SET.locality("elsewhere"), []),
        (filled_in(), ["Source of the stages: the pathway document", "Source of the stages: page 3"]),
    ):
        pathway = PATHWAY if area.id == PATHWAY.localities[0].id else SET
        blocks = list(procedure_blocks(area, pathway))
        at = next(number for number, block in enumerate(blocks) if block.text == NOT_MOVING)
        said = blocks[at + 1 : at + 1 + len(escalation_lines(area)) + len(source)]
        assert {block.own for block in blocks[at : at + len(said) + 1]} == {True}
        assert [block.text for block in said if block.kind != "note"] == escalation_lines(area)
        assert [block.text for block in said if block.kind == "note"] == source
    assert NOT_FILLED_IN not in escalation_lines(filled_in())
