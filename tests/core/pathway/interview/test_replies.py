"""What is typed in reply to a question: what is taken, refused or remarked upon, word for word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.replies import answer, remarks, shown, value

SET = default_pathway()
TODAY = date(2026, 11, 25)


def answers(**fields: Any) -> Answers:
    given: dict[str, Any] = {"pathway": SET.id, "locality": "essex", "known_to_practitioner": True}
    return Answers(**(given | fields))


NO_EMAIL = "This does not look like an email address. It is kept as you typed it."
NO_NUMBER = "There is no number in this. It is kept as you typed it."
TAKEN_OUT = "Characters that cannot be shown were taken out."


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("child.email", "robin at example.org", [NO_EMAIL]),
        ("practitioner.email", "x", [NO_EMAIL]),
        ("child.email", " ", []),
        ("child.email", "robin@example.org", []),
        ("child.name", "robin", []),
        ("child.phone", "none", [NO_NUMBER]),
        ("child.phone", "extension 4", []),
        ("child.phone", "  ", []),
        ("child.phone", "none\x07", [TAKEN_OUT, NO_NUMBER]),
        ("child.email", "\x07" + "x" * 501, ["Too long: kept to the first 500 characters.", TAKEN_OUT, NO_EMAIL]),
        ("notes", "one\ntwo", []),
        ("consent.reason", "x" * 2_000, []),
        ("consent.reason", "x" * 2_001, ["Too long: kept to the first 2,000 characters."]),
        ("council", "x" * 501, ["Too long: kept to the first 500 characters."]),
    ],
)  # fmt: skip
def test_what_is_remarked_of_a_text_that_is_kept(field: str, typed: str, said: list[str]) -> None:
    assert remarks(field, typed) == said


@pytest.mark.parametrize("typed", ["n", "no", "None", " none. ", "nobody", "No one", "-", "n/a", "N/A."])
def test_who_says_that_no_council_placed_the_child_names_none(typed: str) -> None:
    assert answer(answers(placed_by="Kent"), SET, "placed_by", typed).placed_by == ""
    assert answer(answers(), SET, "child.name", typed).child.name == typed.strip()


def test_a_council_that_is_named_is_kept() -> None:
    assert answer(answers(), SET, "placed_by", "Northumberland").placed_by == "Northumberland"


YES_OR_NO = "Answer yes or no"
WAYS = "Select one of: Yes, from working with them, Yes, from our file or team, No, Yes; how well is not recorded"
ONE_OF_THREE = "Enter a number between 1 and 3"


@pytest.mark.parametrize(
    ("question_id", "typed", "words"),
    [
        ("immediate_risk", "perhaps", YES_OR_NO),
        ("immediate_risk", "3", YES_OR_NO),
        ("consent.child_told", "perhaps", YES_OR_NO),
        ("locality", "", "Select where the child lives"),
        ("locality", "0", "Enter a number between 1 and 4"),
        ("locality", "5", "Enter a number between 1 and 4"),
        ("locality", "10000", "Enter a number between 1 and 4"),
        ("locality", "kent", "Select one of: Southend, Essex, Thurrock, Elsewhere"),
        ("locality", "e", "Select one of: Southend, Essex, Thurrock, Elsewhere"),
        ("marks.A1", "4", ONE_OF_THREE),
        ("marks.A1", "believed", "Select one of: Not marked, Suspected, Reasonably believe"),
        ("known_to_practitioner", "maybe", WAYS),
        ("consent.status", "given", "Select one of: Agreed, Refused, Not sought, Not yet asked"),
        ("screened_on", "32 11 2026", "Date of the screening must be a real date"),
        ("child.date_of_birth", "26 11 2026", "Date of birth must be on or before 25 November 2026"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_refused_in_words_that_say_what_is(
    question_id: str, typed: str, words: str
) -> None:
    with pytest.raises(NotAccepted) as refused:
        answer(answers(), SET, question_id, typed, TODAY)
    assert (refused.value.words, str(refused.value)) == (words, words)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("immediate_risk", "y", True), ("immediate_risk", " YES ", True), ("immediate_risk", "true", True),
        ("immediate_risk", "1", True), ("immediate_risk", "n", False), ("immediate_risk", "no", False),
        ("immediate_risk", "False", False), ("immediate_risk", "2", False), ("immediate_risk", " ", None),
        ("locality", "3", "thurrock"), ("locality", "southend", "southend"), ("locality", "ELSE", "elsewhere"),
        ("locality", "0002", "essex"), ("known_to_practitioner", "3", False), ("known_to_practitioner", "", None),
        ("screened_on", "today", "2026-11-25"), ("screened_on", " Yesterday ", "2026-11-24"),
        ("screened_on", "3 nov 2026", "2026-11-03"), ("notes", "one\ntwo ", "one\ntwo "),
    ],
)  # fmt: skip
def test_what_is_taken_of_what_is_typed(field: str, typed: str, kept: object) -> None:
    assert getattr(answer(answers(), SET, field, typed, TODAY), field) == kept


def test_the_ways_of_knowing_a_child_are_taken_by_number_and_word() -> None:
    for typed, known in (("1", "work"), ("file", "file"), ("Yes, from our file", "file"), ("no", "")):
        taken = answer(answers(known_to_practitioner=None), SET, "known_to_practitioner", typed)
        assert taken.known_from == known
        assert value(taken, "known_to_practitioner") == (known or "no")
    assert value(answers(known_to_practitioner=None), "known_to_practitioner") == ""
    assert value(answers(), "known_to_practitioner") == "yes"
    assert value(answers(known_to_practitioner=False, known_from="work"), "known_to_practitioner") == "no"


def test_a_decision_by_its_name_is_refused_with_why() -> None:
    with pytest.raises(NotAccepted, match="This cannot be decided down"):
        answer(answers(immediate_risk=True), SET, "decision.outcome", "Amber")
    assert answer(answers(), SET, "decision.outcome", "AMBER").decision.outcome == "amber"
    assert answer(answers(), SET, "decision.outcome", "uns").decision.outcome == "unsure"
    assert answer(answers(decision=Decision("red")), SET, "decision.outcome", "").decision.outcome == ""


@pytest.mark.parametrize(
    ("field", "fields", "words"),
    [
        ("locality", {}, "Essex"),
        ("immediate_risk", {"immediate_risk": False}, "No, I have checked"),
        ("immediate_risk", {"immediate_risk": False, "by_file": {"immediate_risk": "2026-11-24"}},
         "No, as given in the answers imported on 24 November 2026"),
        ("immediate_risk", {"immediate_risk": False, "by_file": {"immediate_risk": ""}}, "No, as given in the answers"),
        ("harm_today", {}, ""),
        ("screened_on", {"screened_on": "2026-11-25"}, "25 November 2026"),
        ("screened_on", {}, ""),
        ("consent.status", {"consent": Consent("not sought")}, "Not sought"),
        ("consent.child_told", {"consent": Consent(child_told=True)}, "Yes"),
        ("decision.outcome", {"immediate_risk": True, "decision": Decision("amber")},
         "Amber: early or potential exploitation indicated"),
        ("child.name", {"child": Child(name="Robin")}, "Robin"),
        ("marks.A1", {"marks": {"A1": "suspected"}}, "Suspected"),
        ("marks.A1", {}, "Not marked"),
    ],
)  # fmt: skip
def test_what_is_recorded_is_shown_in_the_questions_words(
    field: str, fields: dict[str, Any], words: str
) -> None:
    assert shown(answers(**fields), SET, field) == words


@pytest.mark.parametrize("field", ["child.age", "child.name.first", "nothing"])
def test_what_no_question_asks_has_no_value(field: str) -> None:
    with pytest.raises(KeyError, match=rf"^'{field}'$"):
        value(answers(), field)


def test_a_mark_is_refused_in_words() -> None:
    first_meeting = answers(known_to_practitioner=False)
    for given, factor_id, mark, words in (
        (answers(), "Z9", "yes", "The pathway has no factor with this ID."),
        (answers(), "y1", "suspected", "Y1 cannot be marked “Suspected”. It takes Yes."),
        (answers(), "A1", "yes", "A1 cannot be marked “Yes”. It takes Suspected or Reasonably believe."),
        (
            first_meeting,
            "A1",
            "suspected",
            "Amber is closed: you said that this is your first meeting with the child. Change that answer in Start if "
            "you knew the child before.",
        ),
    ):
        with pytest.raises(NotAccepted) as refused:
            replies.mark(given, SET, factor_id, mark)  # type: ignore[arg-type]
        assert (refused.value.words, str(refused.value)) == (words, words)


def test_a_date_of_birth_takes_the_place_of_an_answer_and_no_date_does_not() -> None:
    said = answers(under_13=True)
    assert replies.set_field(said, "child.date_of_birth", "2010-04-03").under_13 is None
    assert replies.set_field(said, "child.date_of_birth", "").under_13 is True
    assert replies.set_field(said, "screened_on", "2010-04-03").under_13 is True
    assert replies.set_field(said, "harm.on", "2010-04-03") == replace(
        said, harm=replace(said.harm, on="2010-04-03")
    )
