"""A reply as a job: taken, refused in words, and asked about first where marks or a red result would go with it."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer, ask_in_turn
from ce_tui.session.words.sharing import CLOSED
from support.people.asker import Answers
from support.people.marking import known, red

LOWERED = "This takes the red result away."


async def test_a_reply_is_taken_and_saved_without_a_question(draft: Draft) -> None:
    assert await answer(Answers(), draft, "locality", "thurrock") == JobResult(True)
    assert draft.answers.locality == "thurrock" and draft.saved


async def test_what_is_not_accepted_is_said_and_changes_nothing(draft: Draft) -> None:
    assert await answer(Answers(), draft, "locality", "") == JobResult(False, "Select where the child lives")
    assert draft.answers.locality == "essex"


async def test_a_first_meeting_sets_marks_aside_only_after_a_question_and_they_come_back(
    draft: Draft,
) -> None:
    draft.apply(red)
    asker = Answers(False)
    assert await answer(asker, draft, "known_to_practitioner", "no") == JobResult(False)
    assert "these marks do not count: R2. They are set aside, not deleted" in asker.asked[0]
    assert "no longer red" in asker.asked[0]
    assert draft.answers.marks == {"R2": "suspected"} and draft.answers.known_to_practitioner is True
    assert await answer(Answers(True), draft, "known_to_practitioner", "no") == JobResult(True, LOWERED)
    assert draft.answers.marks == {} and draft.answers.set_aside == {"R2": "suspected"}
    assert (await answer(Answers(), draft, "known_to_practitioner", "work")).done
    assert draft.answers.marks == {"R2": "suspected"}


async def test_a_first_meeting_without_marks_asks_nothing(draft: Draft) -> None:
    draft.apply(known)
    assert (await answer(Answers(), draft, "known_to_practitioner", "no")).done


async def test_where_harm_keeps_the_result_red_nothing_is_asked_and_it_is_said_that_it_stays(
    draft: Draft,
) -> None:
    for name in ("immediate_risk", "harm_today"):
        draft.apply(lambda answers, name=name: say_danger(answers, name, True))  # type: ignore[misc]
    result = await answer(Answers(), draft, "immediate_risk", "no")
    assert result == JobResult(True, "The result stays red: harm was told.")
    assert draft.outcome.acting_on == "red"


@pytest.mark.parametrize("question", ["immediate_risk", "harm_today"])
async def test_what_takes_red_away_is_asked_about_and_says_what_is_left(draft: Draft, question: str) -> None:
    draft.apply(lambda answers: say_danger(answers, question, True))  # type: ignore[arg-type]
    asker = Answers(False, True)
    assert await answer(asker, draft, question, "no") == JobResult(False)
    assert "takes the red result, or the red steps, away. After it: nothing marked." in asker.asked[0]
    assert getattr(draft.answers, question) is True
    assert await answer(asker, draft, question, "no") == JobResult(True, LOWERED)
    assert getattr(draft.answers, question) is False, "the No was given"


async def test_what_is_only_shown_is_not_even_asked_about(draft: Draft) -> None:
    draft.apply(red)
    draft.complete()
    assert await answer(Answers(), draft, "known_to_practitioner", "no") == JobResult(False, CLOSED)


DOUBTFUL = (
    "You said that it is safe to contact the family. Someone in it may be involved. Is it safe all the same?"
)


@pytest.mark.parametrize(
    ("first", "then"), [("family_involved", "contact_family"), ("contact_family", "family_involved")]
)
async def test_a_family_that_is_safe_to_contact_with_someone_in_it_involved_is_asked_about(
    draft: Draft, first: str, then: str
) -> None:
    """Whichever was said last: both are kept first, and only a meant Yes to contact stays."""
    draft.apply(lambda answers: say_danger(answers, "immediate_risk", True))  # asks of the family
    assert (await answer(Answers(), draft, first, "yes")).done
    asker = Answers(False)
    taken_back = JobResult(True, "Is it safe to contact the family? Not answered.")
    assert await answer(asker, draft, then, "yes") == taken_back
    assert asker.asked == [DOUBTFUL]
    assert (draft.answers.family_involved, draft.answers.contact_family) == (True, "")
    asker = Answers(True)
    assert await answer(asker, draft, "contact_family", "yes") == JobResult(True)
    assert asker.asked == [DOUBTFUL] and draft.answers.contact_family == "yes"


@pytest.mark.parametrize("typed", ["no", "do not know", ""])
async def test_another_answer_about_contact_is_taken_without_a_question(draft: Draft, typed: str) -> None:
    draft.apply(lambda answers: say_danger(answers, "family_involved", True))
    assert await answer(Answers(), draft, "contact_family", typed) == JobResult(True)
    kept = {"no": "no", "do not know": "not known", "": ""}
    assert draft.answers.contact_family == kept[typed]


async def test_a_no_to_harm_that_becomes_a_yes_on_the_call_says_what_is_not_said_of_it_yet(
    draft: Draft,
) -> None:
    draft.apply(lambda answers: say_danger(answers, "harm_today", False))
    result = await ask_in_turn(Answers("yes"), draft, "harm_today")
    missing = "Not said yet: what was seen or said and who could be involved."
    assert result == JobResult(True, f"Harm is said and kept. {missing} Start asks it.")


async def test_what_is_asked_with_yes_and_no_alone_takes_no_third_answer(draft: Draft) -> None:
    refused = JobResult(False, "Answer yes or no")
    assert await answer(Answers(), draft, "immediate_risk", "do not know") == refused
    third = JobResult(False, "Answer yes, no or do not know")
    assert await answer(Answers(), draft, "contact_family", "perhaps") == third
