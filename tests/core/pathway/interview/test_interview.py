"""The interview: what is open, what is done, what is missing, which questions are asked and which replies taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS, SectionState, can_complete, sections
from ce_tui.core.pathway.interview.questions import question, questions, section_of
from ce_tui.core.pathway.interview.replies import answer, remarks, shown, value
from ce_tui.core.pathway.words import MISSING_ON_PAPER, MISSING_WORDS, missing_words
from support.documents.made_up import PATHWAY as MADE_UP

SET = default_pathway()


def answers(**fields: Any) -> Answers:
    given: dict[str, Any] = {
        "pathway": SET.id,
        "locality": "essex",
        "known_to_practitioner": True,
        "looked_at": (),
    }
    return Answers(**(given | fields))


def state(section_id: str, **fields: Any) -> SectionState:
    return next(section for section in sections(answers(**fields), SET) if section.id == section_id)


def refusal(question_id: str, typed: str | Sequence[str], today: date | None = None, **fields: Any) -> str:
    with pytest.raises(NotAccepted) as refused:
        answer(answers(**fields), SET, question_id, typed, today)
    return refused.value.words


# ---------------------------------------------------------------------------------------------- sections


def test_the_sections_come_in_the_order_of_the_design() -> None:
    found = sections(answers(), SET)
    assert tuple(section.id for section in found) == SECTIONS
    titles = ["Start", "Yellow", "Amber", "Red", "Notes", "Result", "Details", "Review and export"]
    assert [section.title for section in found] == titles


def test_a_tiers_marks_are_counted_unless_it_is_closed_or_was_not_looked_at() -> None:
    assert state("yellow").marked is None
    assert state("yellow", looked_at=("yellow",)).marked == 0
    assert state("yellow", looked_at=None).marked == 0, "not recorded, so nothing is claimed"
    assert state("yellow", marks={"Y1": "yes", "Y2": "yes", "A1": "suspected"}).marked == 2
    assert state("amber", known_to_practitioner=False, looked_at=("amber",)).marked is None
    assert [each.id for each in sections(answers(looked_at=None), SET) if each.marked is not None] == [
        "yellow", "amber", "red",
    ]  # fmt: skip


def test_start_says_where_and_how_well_the_child_is_known() -> None:
    fresh = state("start", known_to_practitioner=None)
    assert fresh.state_words == (
        "Essex, not answered: immediate risk, harm told, missing now, how well the child is known"
    )
    assert (fresh.done, fresh.missing) == (False, ("known_to_practitioner",))
    told = state("start", known_to_practitioner=False, immediate_risk=True, harm_today=True)
    assert told.state_words == (
        "Essex, first meeting, immediate risk, harm told, not answered: missing now, "
        "whether someone in the family may be involved"
    )
    assert (told.done, told.missing) == (False, ())
    all_told = state("start", immediate_risk=True, harm_today=True, family_involved=False, missing_now=True)
    words = "Essex, known, immediate risk, harm told, missing now"
    assert (all_told.state_words, all_told.done) == (words, True)
    checked = state("start", immediate_risk=False, harm_today=None, missing_now=False)
    assert (checked.state_words, checked.done) == ("Essex, known, not answered: harm told", False)
    for known_from, words in (("work", "known from work"), ("file", "known from a file or the team")):
        assert words in state("start", known_from=known_from).state_words


def test_a_no_that_only_a_file_has_given_is_asked_again() -> None:
    imported = as_from_file(answers(immediate_risk=False, harm_today=True), "2026-11-24")
    assert state("start", **structs.asdict(imported)).state_words.endswith(
        "not answered: immediate risk, missing now, whether someone in the family may be involved"
    )
    asked = question("immediate_risk", imported, SET)
    assert asked.hint.startswith(
        "No, as given in the answers imported on 24 November 2026. Nobody here has said so yet."
    )
    assert value(imported, "immediate_risk") == "" and value(imported, "harm_today") == "yes"
    assert (
        shown(imported, SET, "immediate_risk") == "No, as given in the answers imported on 24 November 2026"
    )
    here = answer(imported, SET, "immediate_risk", "no")
    assert (here.immediate_risk, here.by_file) == (False, {})
    assert shown(here, SET, "immediate_risk") == "No, I have checked"


def test_a_tier_says_what_is_marked_with_the_two_marks_apart() -> None:
    marks = {"A1": "suspected", "A2": "reasonably believe", "A3": "suspected"}
    assert state("amber", marks=marks).state_words == "3 of 11 marked: 1 reasonably believe, 2 suspected"
    assert state("yellow", marks={"Y1": "yes", "V1": "noted"}).state_words == "2 of 15 marked"


@pytest.mark.parametrize(
    ("looked_at", "words", "done"),
    [((), "not looked at", False), (("red",), "nothing marked", True), (None, "nothing marked", False)],
)
def test_a_tier_without_a_mark_says_whether_it_was_looked_at(looked_at: Any, words: str, done: bool) -> None:
    red = state("red", looked_at=looked_at)
    assert (red.state_words, red.done) == (words, done)


@pytest.mark.parametrize("tier", ["amber", "red"])
def test_a_first_meeting_closes_amber_and_red_and_says_why(tier: str) -> None:
    closed = state(tier, known_to_practitioner=False)
    assert (closed.open, closed.done, closed.state_words) == (False, False, "not asked (first meeting)")
    for words in ("first meeting", "only Yellow is asked", "told of harm today"):
        assert words in closed.why_closed
    assert questions(tier, answers(known_to_practitioner=False), SET) == []
    assert state("yellow", known_to_practitioner=False).open


def test_marks_set_aside_are_spoken_of() -> None:
    aside = state("amber", known_to_practitioner=False, set_aside={"A1": "suspected"})
    assert aside.state_words == "not asked (first meeting), 1 mark set aside"
    assert "set aside, not deleted" in aside.why_closed


def test_notes_say_what_they_cite_and_what_they_need() -> None:
    assert state("notes").state_words == "empty"
    amber = state("notes", marks={"A1": "suspected"}, notes="A1 A14")
    assert amber.state_words == "2 words, 1 factor cited, unknown: A14, a narrative is needed"
    assert amber.missing == ("notes",)
    red = state("notes", marks={"A1": "suspected", "R1": "suspected"})
    assert red.state_words == "empty, a narrative helps, and is not required"
    assert (red.missing, red.done) == ((), False)
    assert state("notes", marks={"A1": "suspected"}, notes="A1 seen after school").done


def test_the_result_says_outcome_and_decision() -> None:
    assert state("result").state_words == "nothing marked, no decision yet"
    lower = state("result", marks={"R1": "suspected"}, decision=Decision("amber"))
    assert (lower.done, lower.missing) == (False, ("decision.reason",))
    assert lower.state_words.endswith("decision: Amber, a reason is needed")
    told = state("result", harm_today=True)
    assert (told.state_words, told.done) == (
        "harm told, red steps, by the marks alone: nothing marked",
        True,
    )
    nothing = state("result", decision=Decision("none"))
    assert nothing.state_words == "nothing marked, decision: No action under this pathway"
    unsure = state("result", marks={"Y1": "yes"}, decision=Decision("unsure"))
    assert unsure.state_words.endswith(", decision: unsure")


def test_only_rules_4_and_6_hold_completion_up() -> None:
    assert can_complete(answers(known_to_practitioner=None, consent=Consent("not sought")), SET) == []
    held_up = can_complete(answers(marks={"A1": "suspected"}, decision=Decision("yellow")), SET)
    assert len(held_up) == 2
    assert held_up[0].startswith("Amber marks need a narrative in the notes")
    assert held_up[1] == (
        "You decide on less (Yellow) than is indicated (Amber): this needs your reason, in three words or more."
    )
    assert can_complete(answers(marks={"A1": "suspected"}, immediate_risk=True), SET) == []


def test_review_names_what_is_missing_in_words() -> None:
    review = state("review", known_to_practitioner=None, consent=Consent("not sought"))
    assert review.missing == ("known_to_practitioner", "consent.reason")
    for words in missing_words(review.missing):
        assert words in review.state_words
    assert review.state_words.startswith("can be completed")
    answered = answers(known_to_practitioner=True, consent=Consent("agreed"))
    done = next(each for each in sections(answered, SET, completed=True) if each.id == "review")
    assert done.state_words.startswith("completed") and done.done
    open_ = state("review", known_to_practitioner=None).state_words
    dangers = "not answered: immediate risk, harm told, missing now"
    assert 0 < open_.index(dangers) < open_.index("missing: whether you know the child already")


def test_what_is_missing_is_said_to_the_practitioner_and_on_paper() -> None:
    assert MISSING_WORDS == {
        "known_to_practitioner": "whether you know the child already, from working with them",
        "notes": "a narrative: the child's current context, your professional opinion",
        "decision.reason": "your reason for deciding on less than is indicated, in three words or more",
        "consent.reason": "why consent was not sought",
    }
    assert MISSING_ON_PAPER == {
        "known_to_practitioner": "whether the practitioner knows the child already",
        "notes": "the narrative on the child's current context, which the marks need",
        "decision.reason": "the reason for deciding on less than is indicated",
        "consent.reason": "the reason why consent was not sought",
    }


# --------------------------------------------------------------------------------------------- questions


def test_the_details_are_asked_in_the_documents_words() -> None:
    asked = [q for q in questions("details", answers(), SET) if q.source == "document"]
    assert [(q.group, q.heading, q.label) for q in asked] == [
        ("yours", "", "Your name:"),
        ("yours", "", "Your organisation:"),
        ("yours", "Contact details:", "Phone"),
        ("yours", "", "Other"),
        ("yours", "", "Email"),
        ("child", "", "Child's name:"),
        ("child", "", "Child's date of birth:"),
        ("child", "Child's contact details:", "Phone"),
        ("child", "", "Other"),
        ("child", "", "Email"),
        ("child", "", "Child's home address:"),
    ]


def test_start_says_what_each_of_its_answers_leads_to() -> None:
    asked = {each.id: each for each in questions("start", answers(), SET)}
    assert asked["locality"].hint == "This decides whose steps and numbers are shown."
    assert asked["immediate_risk"].hint == (
        "Yes makes the result red, whatever is marked. In danger now: phone 999 first."
    )
    assert asked["harm_today"].hint == "Yes shows the red steps and whom to phone, at a first meeting too."
    assert [option.words for option in asked["immediate_risk"].options] == ["Yes", "No, I have checked"]
    assert [option.words for option in asked["known_to_practitioner"].options] == [
        "Yes, from working with them",
        "Yes, from our file or team",
        "No",
        "Yes; how well is not recorded",
    ]
    assert len(question("known_to_practitioner", answers(known_to_practitioner=None), SET).options) == 3


def test_danger_is_asked_first_then_where_the_child_lives_then_how_well_it_is_known() -> None:
    fresh = [asked.id for asked in questions("start", answers(), SET)]
    assert fresh == [
        "immediate_risk", "harm_today", "missing_now", "locality", "placed_by", "known_to_practitioner", "screened_on",
    ]  # fmt: skip
    told = [asked.id for asked in questions("start", answers(harm_today=True, locality="elsewhere"), SET)]
    assert told == [
        "immediate_risk", "harm_today", "harm.on", "harm.words", "family_involved", "missing_now", "locality",
        "council", "placed_by", "known_to_practitioner", "screened_on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({}, False),
        ({"marks": {"Y1": "yes"}}, False),
        ({"marks": {"A8": "suspected"}}, True),
        ({"known_to_practitioner": False, "set_aside": {"A8": "suspected"}}, True),
        ({"notes": "A8 from the school"}, True),
        ({"marks": {"R2": "suspected"}}, True),
        ({"decision": Decision("red")}, True),
        ({"immediate_risk": True}, True),
        ({"harm_today": True}, True),
        ({"family_involved": False}, True),
    ],
)
def test_whether_the_family_could_be_involved_is_asked_where_it_matters(fields: Any, asked: bool) -> None:
    assert ("family_involved" in [each.id for each in questions("start", answers(**fields), SET)]) is asked


@pytest.mark.parametrize("mark", ["A9", "R3", "R10"])
def test_under_13_is_asked_where_there_is_no_date_of_birth(mark: str) -> None:
    def is_asked(**fields: Any) -> bool:
        given = answers(marks={mark: "suspected"}, **fields)
        return "under_13" in [each.id for each in questions("start", given, SET)]

    assert is_asked()
    assert not is_asked(child=Child(date_of_birth="2015-01-01"))
    assert "under_13" not in [each.id for each in questions("start", answers(marks={"R1": "suspected"}), SET)]


def test_a_date_of_birth_stands_in_place_of_what_was_answered() -> None:
    said = answer(answers(marks={"R3": "suspected"}), SET, "under_13", "yes")
    assert said.under_13 is True
    assert answer(said, SET, "child.date_of_birth", "3 4 2010").under_13 is None


def test_harm_is_of_the_day_of_the_screening_until_another_is_given() -> None:
    told = answer(answers(screened_on="2026-11-25"), SET, "harm_today", "yes")
    assert told.harm.on == "2026-11-25"
    told = answer(told, SET, "harm.on", "23 11 2026", date(2026, 11, 25))
    told = answer(told, SET, "harm.words", " my uncle makes me ", date(2026, 11, 25))
    assert (told.harm.on, told.harm.words) == ("2026-11-23", "my uncle makes me")
    with pytest.raises(NotAccepted):
        answer(told, SET, "harm.on", "26 11 2026", date(2026, 11, 25))


def test_every_factor_is_a_question_in_its_own_words() -> None:
    asked = [q for tier in ("yellow", "amber", "red") for q in questions(tier, answers(), SET)]
    assert [q.label for q in asked] == [factor.text for factor in SET.factors.values()]
    assert [option.words for option in question("marks.A1", answers(), SET).options] == [
        "Not marked",
        "Suspected",
        "Reasonably believe",
    ]


def test_every_question_knows_its_section() -> None:
    for section in SECTIONS:
        for asked in questions(section, answers(), SET):
            assert section_of(asked.id, SET) == section


def test_another_partnerships_tiers_are_named_as_it_names_them() -> None:
    fresh = replies.begin(MADE_UP, "southfen")
    assert [q.label for q in questions("yellow", fresh, MADE_UP)] == [
        "A new phone", "Away at night", "Alone a great deal",
    ]  # fmt: skip
    with pytest.raises(KeyError, match=r"^'green'$"):
        questions("green", fresh, MADE_UP)


def test_where_the_family_may_be_involved_nothing_prompts_to_tell_it() -> None:
    consent = {q.id: q for q in questions("details", answers(), SET) if q.group == "consent"}
    assert consent["consent.status"].hint == SET.locality("essex").consent
    assert "consent.family_told" in consent
    for fields in ({"marks": {"A8": "suspected"}}, {"set_aside": {"A8": "suspected"}}):
        quiet = {q.id: q for q in questions("details", answers(**fields), SET) if q.group == "consent"}
        assert "Do not ask or tell the family yet" in quiet["consent.status"].hint
        assert "consent.family_told" not in quiet
    for fields in ({"marks": {"R2": "suspected"}}, {"immediate_risk": True}, {"notes": "A8 from the school"}):
        open_ = {q.id: q for q in questions("details", answers(**fields), SET) if q.group == "consent"}
        assert open_["consent.status"].hint.startswith("Ask the service before the family is told")
        assert "consent.family_told" not in open_
        answered = answers(**fields, family_involved=False)
        assert "consent.family_told" in [q.id for q in questions("details", answered, SET)]
    told = answers(marks={"A8": "suspected"}, consent=Consent(family_told=True))
    assert value(told, "consent.family_told") == "yes"
    assert question("consent.family_told", told, SET)


@pytest.mark.parametrize("said", ["immediate_risk", "harm_today"])
def test_no_lower_decision_is_offered_where_it_would_not_count(said: str) -> None:
    (asked, _) = questions("result", answers(**{said: True}), SET)
    assert [option.id for option in asked.options] == ["red", "unsure"]


# ----------------------------------------------------------------------------------------------- replies


@pytest.mark.parametrize("typed", ["2", "essex", "Essex", " ESSEX ", "ess"])
def test_a_choice_is_taken_by_number_value_words_or_beginning(typed: str) -> None:
    assert answer(answers(locality="southend"), SET, "locality", typed).locality == "essex"


@pytest.mark.parametrize("typed", ["0", "5", "99999", "00010", "²", "kent", "-1"])
def test_a_choice_that_there_is_not_is_refused(typed: str) -> None:
    assert refusal("locality", typed).startswith(
        ("Enter a number between 1 and 4", "Select one of: Southend")
    )


def test_a_beginning_that_fits_two_choices_is_refused() -> None:
    assert refusal("locality", "e").startswith("Select one of:")
    assert refusal("consent.status", "not").startswith("Select one of:")


def test_a_locality_cannot_be_taken_back_and_a_decision_can() -> None:
    assert refusal("locality", " ") == "Select where the child lives"
    assert answer(answers(decision=Decision("red")), SET, "decision.outcome", "").decision.outcome == ""
    assert answer(answers(marks={"A1": "suspected"}), SET, "marks.A1", "").marks == {}


@pytest.mark.parametrize(
    ("typed", "said"), [("y", True), ("YES ", True), ("n", False), ("No", False), ("", None)]
)
def test_yes_and_no(typed: str, said: bool | None) -> None:
    assert answer(answers(), SET, "missing_now", typed).missing_now is said
    assert answer(answers(), SET, "consent.child_told", typed).consent.child_told is said


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert refusal("missing_now", "perhaps") == "Answer yes or no"


@pytest.mark.parametrize(
    ("typed", "known", "known_from"),
    [
        ("1", True, "work"),
        ("file", True, "file"),
        ("n", False, ""),
        ("", None, ""),
        ("yes, from our", True, "file"),
    ],
)
def test_how_well_the_child_is_known(typed: str, known: bool | None, known_from: str) -> None:
    after = answer(answers(known_to_practitioner=None), SET, "known_to_practitioner", typed)
    assert (after.known_to_practitioner, after.known_from) == (known, known_from)
    assert answer(after, SET, "known_to_practitioner", value(after, "known_to_practitioner")) == after


def test_a_bare_yes_to_knowing_the_child_is_asked_how() -> None:
    assert refusal("known_to_practitioner", "yes", known_to_practitioner=None).startswith(
        "Select one of: Yes, from"
    )


@pytest.mark.parametrize("said", ["immediate_risk", "harm_today"])
@pytest.mark.parametrize(("typed", "recorded"), [("y", True), ("n", False), ("", None)])
def test_danger_is_answered_with_yes_or_no_or_the_answer_is_taken_back(
    said: str, typed: str, recorded: bool | None
) -> None:
    for before in (True, False, None):
        assert getattr(answer(answers(**{said: before}), SET, said, typed), said) is recorded


def test_no_to_knowing_the_child_sets_marks_aside() -> None:
    after = answer(answers(marks={"R1": "suspected"}), SET, "known_to_practitioner", "no")
    assert (after.marks, after.set_aside) == ({}, {"R1": "suspected"})


@pytest.mark.parametrize(
    "typed", ["3 apr 2010", "3 April 2010", "03/04/2010", "2010-04-03", ("3", "4", "2010")]
)
def test_a_date_is_taken_as_people_write_it(typed: str | Sequence[str]) -> None:
    after = answer(answers(), SET, "child.date_of_birth", typed)
    assert after.child.date_of_birth == value(after, "child.date_of_birth") == "2010-04-03"
    assert shown(after, SET, "child.date_of_birth") == "3 April 2010"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31 feb 2010", "Date of birth must be a real date"),
        ("13/13/2010", "Date of birth must be a real date"),
        ("3 april", "Date of birth must include a year"),
        (("", "4", "2010"), "Date of birth must include a day"),
        ("26 nov 2026", "Date of birth must be on or before 25 November 2026"),
    ],
)
def test_a_date_that_is_none_is_refused_as_gov_uk_says_it(typed: str | Sequence[str], words: str) -> None:
    before = answers(screened_on="2026-11-25")
    with pytest.raises(NotAccepted) as refused:
        answer(before, SET, "child.date_of_birth", typed)
    assert refused.value.words.startswith(words)


def test_nobody_is_born_after_today_or_after_the_screening() -> None:
    assert "25 November 2026" in refusal("child.date_of_birth", "26 nov 2026", today=date(2026, 11, 25))
    earlier = refusal("child.date_of_birth", "2 jan 2026", today=date(2026, 11, 25), screened_on="2026-01-01")
    assert "1 January 2026" in earlier
    born = Child(date_of_birth="2010-04-03")
    assert refusal("screened_on", "2 apr 2010", child=born) == (
        "Date of the screening must be on or after the date of birth, 3 April 2010"
    )


@pytest.mark.parametrize("typed", ["", " ", ("", " ", "")])
def test_an_empty_date_takes_the_date_back(typed: str | Sequence[str]) -> None:
    before = answers(child=Child(date_of_birth="2010-04-03"))
    assert answer(before, SET, "child.date_of_birth", typed).child.date_of_birth == ""


@pytest.mark.parametrize(
    "typed", ["not a number", "01632 960123", "+44 1632 960123 ext. 4", "robin at example.org"]
)
def test_phones_and_emails_are_never_refused(typed: str) -> None:
    for field in ("child.phone", "child.email", "practitioner.phone", "practitioner.email"):
        assert value(answer(answers(), SET, field, typed), field) == typed


def test_what_looks_mistyped_is_remarked_upon() -> None:
    assert remarks("child.email", "robin at example.org") != []
    assert remarks("child.email", "robin@example.org") == []
    assert remarks("child.phone", "none") != []
    assert remarks("child.phone", "") == []
    assert remarks("child.name", "x" * 600) == ["Too long: kept to the first 500 characters."]
    assert remarks("notes", "a\x1bb") == ["Characters that cannot be shown were taken out."]
    assert remarks("decision.reason", "x" * 600) == []
    assert remarks("decision.reason", "x" * 2001) == ["Too long: kept to the first 2,000 characters."]
    assert remarks("notes", "x" * 100_001) == ["Too long: kept to the first 100,000 characters."]


def test_a_decision_that_cannot_count_is_refused_in_words() -> None:
    assert refusal("decision.outcome", "Amber", immediate_risk=True).startswith(
        "You said that the child is at immediate"
    )
    assert refusal("decision.outcome", "none", harm_today=True).startswith(
        "You said that you saw or were told of harm"
    )


def test_what_is_recorded_is_shown_in_the_questions_words() -> None:
    made = answers(known_to_practitioner=False, consent=Consent("not sought", child_told=False))
    assert shown(made, SET, "known_to_practitioner") == "No"
    assert shown(made, SET, "locality") == "Essex"
    assert shown(made, SET, "consent.status") == "Not sought"
    assert shown(made, SET, "consent.child_told") == "No"
    assert shown(made, SET, "marks.Y1") == "Not marked"


@pytest.mark.parametrize("asked", ["child.age", "consent.family_told.x", "nothing", "marks.Z1"])
def test_a_question_that_is_not_asked_is_no_question(asked: str) -> None:
    with pytest.raises(KeyError, match=rf"^'{asked.removeprefix('marks.')}'$"):
        answer(answers(), SET, asked, "x")


def test_what_can_be_decided_claims_nothing_that_nobody_answered() -> None:
    asked = question("decision.outcome", answers(), SET)
    assert [option.words for option in asked.options] == [
        "No action under this pathway",
        "Yellow: vulnerabilities raised",
        "Amber: early or potential exploitation indicated",
        "Red: exploitation or immediate risk indicated",
        "Unsure: keep these steps, and ask the area for advice",
    ]


def test_a_decision_of_before_the_danger_is_shown_in_the_editions_words() -> None:
    given = Answers(pathway="made-up", locality="southfen", harm_today=True, decision=Decision("amber"))
    assert shown(given, MADE_UP, "decision.outcome") == "Amber: early or potential exploitation indicated"
    none = structs.replace(given, decision=Decision("none"))
    assert shown(none, MADE_UP, "decision.outcome") == "No action under this pathway"


@pytest.mark.parametrize(
    ("risk", "number"),
    [(True, "999 now."), (False, "101, or 999 if in danger."), (None, "101, or 999 if in danger.")],
)
def test_of_a_missing_child_at_immediate_risk_it_says_999_alone(risk: bool | None, number: str) -> None:
    assert question("missing_now", answers(immediate_risk=risk), SET).hint == f"Missing now: phone {number}"
