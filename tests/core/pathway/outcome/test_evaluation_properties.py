"""What must hold for every screening, in every area of the real pathway and of a made-up one."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_tui.core.pathway.answers.answers import dump, read_answers
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON, NotAccepted
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS, can_complete, sections
from ce_tui.core.pathway.interview.questions import questions
from ce_tui.core.pathway.interview.replies import answer, names_no_council, value
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.indication import cause
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.pathway.words import OUTCOMES, TIERS, rank
from support.documents.made_screenings import screenings
from support.documents.made_up import PATHWAY as MADE_UP
from support.documents.made_up import Registry

SET = default_pathway()
REGISTRY = Registry(SET, MADE_UP)
START = datetime(2026, 11, 23, tzinfo=LONDON)
MOMENTS = st.integers(0, 60 * 24 * 40).map(lambda minutes: START + timedelta(minutes=minutes))

AREAS = [(pathway, area.id) for pathway in (SET, MADE_UP) for area in pathway.localities]


def in_every_area(holds: Callable[[Pathway, str, st.DataObject], None]) -> Callable[[], None]:
    """A test that it holds in all of these areas: in each about twenty examples, and three hundred in the soak."""

    @settings(max_examples=3 * settings.default.max_examples)  # type: ignore[union-attr]
    @given(where=st.sampled_from(AREAS), data=st.data())
    def test(where: tuple[Pathway, str], data: st.DataObject) -> None:
        holds(*where, data)

    test.__name__, test.__doc__ = holds.__name__, holds.__doc__
    return test


def parsed(given: dict[str, Any]) -> Answers:
    return read_answers(json.dumps(given), REGISTRY).one


@in_every_area
def test_the_outcome_is_the_highest_tier_with_a_mark(
    pathway: Pathway, area: str, data: st.DataObject
) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    outcome = evaluate(answers, pathway, data.draw(MOMENTS))
    tiers_with_marks = [
        tier for tier in TIERS if any(pathway.tier_of[factor_id] == tier for factor_id in answers.marks)
    ]
    expected = "red" if answers.immediate_risk else (tiers_with_marks or ["none"])[-1]
    assert outcome.outcome == expected
    assert outcome.heading == pathway.heading(expected)  # type: ignore[arg-type]


@in_every_area
def test_a_further_mark_never_lowers_the_outcome(pathway: Pathway, area: str, data: st.DataObject) -> None:
    before = parsed(data.draw(screenings(pathway, area)) | {"known_to_practitioner": True})
    factor = pathway.factors[data.draw(st.sampled_from(sorted(pathway.factors)))]
    after = replies.mark(before, pathway, factor.id, data.draw(st.sampled_from(factor.marks)))
    first, second = (evaluate(answers, pathway, START) for answers in (before, after))
    assert rank(second.outcome) >= rank(first.outcome)
    assert rank(second.acting_on) >= rank(first.acting_on)
    assert not replies.lowers_red(before, after, pathway)


@in_every_area
def test_the_order_of_marks_and_keys_changes_nothing(
    pathway: Pathway, area: str, data: st.DataObject
) -> None:
    given = data.draw(screenings(pathway, area))
    shuffled = _shuffled(given, random.Random(data.draw(st.integers(0, 9))))
    outcomes = [to_json(evaluate(parsed(one), pathway, START)) for one in (given, shuffled)]
    assert json.dumps(outcomes[0]) == json.dumps(outcomes[1])


def _shuffled(given: dict[str, Any], order: random.Random) -> dict[str, Any]:
    items = [
        (key, _shuffled(value, order) if isinstance(value, dict) else value) for key, value in given.items()
    ]
    order.shuffle(items)
    return dict(items)


@in_every_area
def test_every_mark_is_shown_once_as_it_was_made(pathway: Pathway, area: str, data: st.DataObject) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    outcome = evaluate(answers, pathway, START)
    shown = [*outcome.because, *outcome.also_marked]
    assert len(shown) == len(answers.marks)
    assert {reason.id: reason.mark for reason in shown} == answers.marks
    assert all(pathway.tier_of[reason.id] == outcome.outcome for reason in outcome.because)
    assert all(pathway.tier_of[reason.id] != outcome.outcome for reason in outcome.also_marked)
    in_order = list(pathway.factors)
    for reasons in (outcome.because, outcome.also_marked):
        places = [in_order.index(reason.id) for reason in reasons]
        assert places == sorted(places)


@in_every_area
def test_what_is_suspected_is_never_read_out_as_believed(
    pathway: Pathway, area: str, data: st.DataObject
) -> None:
    answers = parsed(data.draw(screenings(pathway, area)) | {"notes": ""})
    script = dict(read_on_the_phone(answers, evaluate(answers, pathway, START), pathway))
    for mark, heading in (
        ("suspected", "I suspect (not confirmed)"),
        ("reasonably believe", "I reasonably believe"),
    ):
        ids = {factor_id for factor_id, made in answers.marks.items() if made == mark}
        assert {line.partition(":")[0] for line in script.get(heading, [])} == ids


@in_every_area
def test_only_the_areas_own_contacts_are_shown(pathway: Pathway, area: str, data: st.DataObject) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    outcome = evaluate(answers, pathway, data.draw(MOMENTS))
    own = pathway.locality(area).contacts
    assert {contact.id for contact in outcome.contacts} == {contact.id for contact in own}
    if outcome.acting_on == "red":
        assert outcome.contacts[0].phone == "999"
    said = json.dumps(
        msgspec.to_builtins((outcome.steps, outcome.notices, outcome.contacts)), ensure_ascii=False
    )
    mine = {phone for contact in own for phone in _phones(contact)}
    for other in pathway.localities:
        for phone in {phone for contact in other.contacts for phone in _phones(contact)} - mine:
            assert phone not in said


def _phones(contact: Any) -> list[str]:
    return [
        phone for phone in (contact.phone, *(other.phone for other in contact.alternatives)) if len(phone) > 3
    ]


@in_every_area
def test_steps_follow_the_higher_of_outcome_and_decision(
    pathway: Pathway, area: str, data: st.DataObject
) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    outcome = evaluate(answers, pathway, START)
    decision = "red" if answers.harm_today else answers.decision.outcome
    assert outcome.decision == decision
    higher = max((outcome.outcome, decision if decision in OUTCOMES else "none"), key=rank)
    assert outcome.acting_on == higher
    texts = [step.text for step in outcome.steps]
    own = [
        step.text
        for step in pathway.locality(area).procedure.steps(higher)  # type: ignore[arg-type]
        if not (higher == "red" and step.call)
    ]
    calls = [step for step in outcome.steps if step.phones][:2] if higher == "red" else []
    assert [step.text for step in outcome.steps[: len(calls)]] == [step.text for step in calls]
    assert (outcome.steps[0].phones == ("999",)) is (higher == "red")
    advice = next(step.text for step in pathway.locality(area).procedure.amber if step.advice)
    of_the_area = [text for text in texts[len(calls) :] if text in own]
    above = [factor_id for factor_id in answers.set_aside if rank(pathway.tier_of[factor_id]) > rank(higher)]
    advised = higher == "none" and (answers.decision.outcome == "unsure" or above)
    assert of_the_area == (own[:1] if advised else own), "verbatim, and in their order"
    added = [step for step in outcome.steps[len(calls) :] if step.text not in (*own, advice)]
    assert all(step.provenance == "own" for step in added)
    alerts = {alert.key for alert in outcome.alerts}
    cautioned = bool(cause(answers, pathway)) and any("the family's consent" in text for text in own)
    missing = "missing_now" in alerts or any(notice.id == "missing-now" for notice in outcome.notices)
    called = ("under_13" in alerts and higher != "red") + missing
    assert len(added) == called + cautioned + bool(answers.placed_by.strip()) + bool(above)
    asked = answers.decision.outcome == "unsure" or cautioned or above
    assert texts.count(advice) == bool(asked or advice in own)


@in_every_area
def test_no_tier_is_passed_over_in_silence(pathway: Pathway, area: str, data: st.DataObject) -> None:
    given = data.draw(screenings(pathway, area))
    answers = parsed(given)
    outcome = evaluate(answers, pathway, START)
    for tier in pathway.tiers:
        marked = any(pathway.tier_of[factor_id] == tier.name for factor_id in answers.marks)
        closed = given.get("known_to_practitioner") is False and tier.needs_relationship
        unseen = "looked_at" in given and tier.name not in given["looked_at"] and not marked and not closed
        assert (tier.name in outcome.not_asked) is closed
        assert (tier.name in outcome.not_looked_at) is unseen
        assert (tier.title in status_words(answers, pathway)) is (closed or unseen)


@in_every_area
def test_what_is_written_out_reads_back_the_same(pathway: Pathway, area: str, data: st.DataObject) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    assert read_answers(json.dumps(dump(answers)), REGISTRY).one == answers


@in_every_area
def test_the_interview_takes_back_what_it_shows(pathway: Pathway, area: str, data: st.DataObject) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    assert [state.id for state in sections(answers, pathway)] == list(SECTIONS)
    for section in SECTIONS:
        for asked in questions(section, answers, pathway):
            recorded = value(answers, asked.id)
            none = asked.id == "placed_by" and names_no_council(recorded)
            try:
                taken = value(answer(answers, pathway, asked.id, recorded), asked.id)
                assert taken == ("" if none else recorded)
            except NotAccepted:  # a decision that was made before immediate risk or harm was said
                assert asked.id == "decision.outcome"
                assert answers.immediate_risk or answers.harm_today


@in_every_area
def test_only_a_narrative_or_a_reason_holds_completion_up(
    pathway: Pathway, area: str, data: st.DataObject
) -> None:
    answers = parsed(data.draw(screenings(pathway, area)))
    missing = evaluate(answers, pathway, START).missing
    assert len(can_complete(answers, pathway)) == len({"notes", "decision.reason"} & set(missing))


@in_every_area
def test_a_first_meeting_loses_no_mark(pathway: Pathway, area: str, data: st.DataObject) -> None:
    given = data.draw(screenings(pathway, area)) | {"known_to_practitioner": True, "set_aside": {}}
    answers = parsed(given)
    first_meeting = replies.set_known(answers, pathway, False)
    assert first_meeting.marks | first_meeting.set_aside == answers.marks
    assert evaluate(first_meeting, pathway, START).not_asked == ("amber", "red")
    parsed(dump(first_meeting))
    assert replies.set_known(first_meeting, pathway, True) == answers
