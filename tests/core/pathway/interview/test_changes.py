"""Changes to answers follow the pathway's rules, lose nothing, and say when a red result would go."""

from __future__ import annotations

from operator import attrgetter

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.replies import keeps_red, lowers_red
from ce_tui.core.pathway.shape import MAX_NOTES, MAX_REASON
from ce_tui.core.pathway.words import DecisionName
from support.documents.made_up import PATHWAY, answers


def marked(**marks: str) -> Answers:
    return answers(marks=marks)


def test_a_new_screening_records_from_the_start_what_was_looked_at() -> None:
    fresh = replies.begin(PATHWAY, "northmoor", "2026-11-25")
    assert (fresh.pathway, fresh.looked_at, fresh.screened_on) == ("made-up", (), "2026-11-25")
    assert replies.look_at(replies.look_at(fresh, "amber"), "amber").looked_at == ("amber",)


def test_a_mark_goes_round_and_back_to_none() -> None:
    made, seen = answers(), []
    for _ in range(3):
        made = replies.cycle(made, PATHWAY, "h1")
        seen.append(made.marks.get("H1"))
    assert seen == ["suspected", "reasonably believe", None]
    assert replies.cycle(replies.cycle(made, PATHWAY, "G1"), PATHWAY, "G1") == made


def test_a_change_leaves_what_it_came_from_alone() -> None:
    before = marked(G1="yes")
    replies.mark(before, PATHWAY, "G2", "yes")
    replies.clear(before, PATHWAY, "G1")
    assert before.marks == {"G1": "yes"}


def test_a_mark_that_a_factor_does_not_take_is_refused_in_words() -> None:
    with pytest.raises(NotAccepted) as refused:
        replies.mark(answers(), PATHWAY, "G1", "suspected")
    assert refused.value.words == "G1 cannot be marked “Suspected”. It takes Yes."
    with pytest.raises(NotAccepted) as refused:
        replies.mark(answers(), PATHWAY, "H1", "yes")
    assert refused.value.words == "H1 cannot be marked “Yes”. It takes Suspected or Reasonably believe."
    with pytest.raises(NotAccepted) as refused:
        replies.mark(answers(), PATHWAY, "Z1", "yes")
    assert refused.value.words == "The pathway has no factor with this ID."


@pytest.mark.parametrize(("factor_id", "tier"), [("H1", "Amber"), ("K12", "Red")])
def test_a_closed_tier_takes_no_mark_and_says_why(factor_id: str, tier: str) -> None:
    closed = answers(known_to_practitioner=False)
    for change in (replies.cycle, replies.clear):
        with pytest.raises(NotAccepted) as refused:
            change(closed, PATHWAY, factor_id)
        assert refused.value.words == (
            f"{tier} is closed: you said that this is your first meeting with the child. Change that answer in Start "
            "if you knew the child before."
        )
    assert replies.cycle(closed, PATHWAY, "W1").marks == {"W1": "noted"}


def test_a_first_meeting_sets_marks_aside_and_they_come_back() -> None:
    before = marked(G1="yes", H2="suspected", K1="reasonably believe")
    assert replies.marks_to_set_aside(before, PATHWAY) == ("H2", "K1")
    aside = replies.set_known(before, PATHWAY, False)
    assert aside.marks == {"G1": "yes"}
    assert aside.set_aside == {"H2": "suspected", "K1": "reasonably believe"}
    assert replies.set_known(aside, PATHWAY, False) == aside
    assert replies.set_known(aside, PATHWAY, True) == before
    assert replies.set_known(aside, PATHWAY, None).marks == before.marks


def test_a_mark_made_since_stays_where_an_older_one_comes_back() -> None:
    both = answers(marks={"K1": "reasonably believe"}, set_aside={"K1": "suspected", "H2": "suspected"})
    back = replies.set_known(both, PATHWAY, True)
    assert back.marks == {"K1": "reasonably believe", "H2": "suspected"} and back.set_aside == {}


@pytest.mark.parametrize(
    ("before", "after", "lowers"),
    [
        (marked(K1="suspected"), marked(G1="yes"), True),
        (marked(K1="suspected"), marked(), True),
        (marked(K1="suspected", K12="suspected"), marked(K12="suspected"), False),
        (marked(K1="reasonably believe"), marked(K1="suspected"), False),
        (answers(immediate_risk=True), answers(), True),
        (answers(immediate_risk=True, marks={"K1": "suspected"}), marked(K1="suspected"), False),
        (answers(harm_today=True), answers(), True),
        (answers(harm_today=True, marks={"K1": "suspected"}), answers(harm_today=True), False),
        (answers(decision=Decision("red")), answers(decision=Decision("amber")), True),
        (answers(decision=Decision("red")), answers(decision=Decision("red")), False),
        (marked(K1="suspected"), answers(marks={"K1": "suspected"}, decision=Decision("none")), False),
        (marked(H1="suspected"), marked(), False),
        (marked(), marked(K1="suspected"), False),
    ],
)
def test_what_takes_a_red_result_or_the_red_steps_away_is_known(
    before: Answers, after: Answers, lowers: bool
) -> None:
    assert lowers_red(before, after, PATHWAY) is lowers


def test_a_red_that_harm_or_a_decision_keeps_is_known_to_stay() -> None:
    both = answers(immediate_risk=True, harm_today=True)
    assert keeps_red(both, answers(harm_today=True), PATHWAY)
    decision = answers(decision=Decision("red"))
    assert keeps_red(answers(immediate_risk=True, decision=Decision("red")), decision, PATHWAY)
    assert not keeps_red(answers(immediate_risk=True), answers(), PATHWAY)
    assert not keeps_red(answers(harm_today=True), answers(harm_today=True), PATHWAY)


def test_a_first_meeting_that_sets_red_aside_is_known_to_lower_it() -> None:
    before = marked(K1="suspected")
    assert lowers_red(before, replies.set_known(before, PATHWAY, False), PATHWAY)


@pytest.mark.parametrize("decision", ["none", "yellow", "amber"])
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("immediate_risk", "You said that the child is at immediate risk."),
        ("harm_today", "You said that you saw or were told of harm."),
    ],
)
def test_immediate_risk_and_harm_today_cannot_be_decided_down(
    said: str, words: str, decision: DecisionName
) -> None:
    with pytest.raises(NotAccepted) as refused:
        replies.set_decision(answers(**{said: True}), decision)
    assert refused.value.words == f"{words} This cannot be decided down: take it back first."
    for allowed in ("red", "unsure", ""):
        assert replies.set_decision(answers(**{said: True}), allowed).decision.outcome == allowed  # type: ignore[arg-type]


def test_a_changed_decision_keeps_its_reason() -> None:
    before = answers(decision=Decision("yellow", "seen by the school"))
    assert replies.set_decision(before, "amber").decision == Decision("amber", "seen by the school")


def test_every_field_takes_a_cleaned_line() -> None:
    made = answers()
    for field in replies.TEXT_FIELDS:
        made = replies.set_field(made, field, f" {field}\x00\n\u202eok ")
    assert made.placed_by == "placed_by ok"
    assert made.child.address == "child.address, ok"
    assert made.practitioner.other == "practitioner.other ok"
    assert made.consent.reason == "consent.reason ok"
    with pytest.raises(KeyError, match=r"^'child.age'$"):
        replies.set_field(made, "child.age", "15")


@pytest.mark.parametrize("field", replies.TEXT_FIELDS)
def test_each_field_is_cut_at_its_own_length(field: str) -> None:
    kept = attrgetter(field)
    made = kept(replies.set_field(answers(), field, "x" * 3_000))
    assert len(made) == (2_000 if field in ("decision.reason", "consent.reason") else 500)
    spread = kept(replies.set_field(answers(), field, " a \n b "))
    assert spread == ("a, b" if field == "child.address" else "a b")


def test_long_texts_are_cut_where_they_are_kept() -> None:
    assert len(replies.set_notes(answers(), "x" * 1_000_000).notes) == MAX_NOTES
    assert len(replies.set_field(answers(), "decision.reason", "x" * 9_000).decision.reason) == MAX_REASON


def test_a_road_is_marked_as_no_id_once_and_can_come_back() -> None:
    made = replies.mark_not_id(replies.mark_not_id(answers(), "a12"), "A12")
    assert made.not_ids == ("A12",)
    assert replies.unmark_not_id(made, "a12").not_ids == ()


def test_a_yes_is_noted_where_a_factor_is_noted() -> None:
    assert replies.as_taken(PATHWAY.factors["W1"], "yes") == "noted"
    assert replies.as_taken(PATHWAY.factors["G1"], "yes") == "yes"
    assert replies.as_taken(PATHWAY.factors["W1"], "suspected") == "suspected"


def test_who_was_told_is_recorded_apart() -> None:
    made = replies.answer(answers(), PATHWAY, "consent.child_told", "yes")
    made = replies.answer(made, PATHWAY, "consent.family_told", "no")
    assert (made.consent.child_told, made.consent.family_told) == (True, False)
    assert replies.answer(made, PATHWAY, "consent.child_told", "").consent.child_told is None
