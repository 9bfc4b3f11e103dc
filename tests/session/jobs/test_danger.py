"""Danger as a job: said, and taken back to not answered, only after a question; more is asked of harm."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.danger import DANGERS, DangerName, as_from_file, say_danger
from ce_tui.core.pathway.answers.screening import Harm
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import say_or_take_back
from ce_tui.session.words.sharing import CLOSED, STORE_READ_ONLY
from support.people.asker import BACK, SKIP, Answers

NO_MORE: tuple[str | None, ...] = (None,)
"""What is asked of a harm besides, gone back from at the first."""

PHONE: dict[DangerName, str] = {
    "immediate_risk": (
        "Phone 999 now. Then the Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101."
    ),
    "harm_today": (
        "Phone 999 in danger, else the Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101."
    ),
}
LOWERED = "This takes the red result away."
LEFT: dict[DangerName, str] = {
    "immediate_risk": "Left not answered: whether the child is at immediate risk.",
    "harm_today": "Left not answered: whether you saw or were told of harm today.",
}


@pytest.mark.parametrize("name", DANGERS)
async def test_it_is_said_and_taken_back_only_after_a_question(draft: Draft, name: DangerName) -> None:
    asker = Answers("unsaid")
    assert await say_or_take_back(asker, draft, name) == JobResult(False, LEFT[name])
    assert "999" in asker.asked[0] and getattr(draft.answers, name) is None, "a key alone says nothing"
    assert (await say_or_take_back(Answers("yes", *NO_MORE), draft, name)).done
    assert getattr(draft.answers, name) is True and draft.outcome.acting_on == "red"
    asker = Answers(False, True)
    assert await say_or_take_back(asker, draft, name) == JobResult(False, "Left as it was: Yes.")
    assert asker.asked[0].endswith("Take that back?")
    lowers = "This takes the red result, or the red steps, away. After it: nothing marked."
    assert lowers in asker.asked[0], "in the one question"
    assert getattr(draft.answers, name) is True
    assert await say_or_take_back(asker, draft, name) == JobResult(True, LOWERED)
    assert getattr(draft.answers, name) is None, "no No that nobody gave"


async def test_going_back_leaves_what_was_answered_before_and_says_what_that_was(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(answers, "immediate_risk", False))
    asker = Answers("unsaid")
    left = JobResult(False, "Left as it was: No, I have checked.")
    assert await say_or_take_back(asker, draft, "immediate_risk") == left
    assert asker.offered[0][0] == "Leave it as it is: No, I have checked"
    assert asker.choices == [["unsaid", "yes"]], "a No that stands is not asked for again"
    assert draft.answers.immediate_risk is False


@pytest.mark.parametrize(("name", "no"), [("immediate_risk", "No, I have checked"), ("harm_today", "No")])
async def test_it_asks_for_three_answers_and_a_no_is_kept_and_said_as_one(
    draft: Draft, name: DangerName, no: str
) -> None:
    asker = Answers("no")
    result = await say_or_take_back(asker, draft, name)
    assert asker.choices == [["unsaid", "yes", "no"]] and asker.offered[0][0] == "Leave it not answered"
    question, _, _ = asker.asked[0].partition(" In danger now: ")
    assert result == JobResult(True, f"{question} {no}.")
    assert getattr(draft.answers, name) is False
    assert name not in draft.outcome.not_answered, "a No is an answer"


@pytest.mark.parametrize("name", DANGERS)
async def test_esc_answers_nothing_and_says_so(draft: Draft, name: DangerName) -> None:
    assert await say_or_take_back(Answers(None), draft, name) == JobResult(False, LEFT[name])
    assert getattr(draft.answers, name) is None and name in draft.outcome.not_answered


async def test_a_no_that_came_in_given_answers_can_be_made_ones_own(draft: Draft) -> None:
    draft.apply(lambda answers: as_from_file(say_danger(answers, "immediate_risk", False), "2026-11-24"))
    asker = Answers("no")
    assert (await say_or_take_back(asker, draft, "immediate_risk")).done
    assert asker.offered[0][0] == (
        "Leave it as it is: No, as given in the answers imported on 24 November 2026"
    )
    assert draft.answers.immediate_risk is False and not draft.answers.by_file


async def test_of_harm_it_asks_the_day_one_line_and_the_family(draft: Draft) -> None:
    asker = Answers("yes", "31 2 2026", "25 11 2026", "“He hits me”", "yes")
    assert await say_or_take_back(asker, draft, "harm_today") == JobResult(True)
    whom, _, day = asker.asked[1].partition("\n\n")
    assert day == "On which day was it seen or told?"
    assert whom.startswith("Harm was seen or told of on 25 November 2026. Phone now: 999 in danger, else ")
    assert "must be a real date" in asker.asked[2] and asker.asked[2].endswith(day)
    assert "999" in asker.asked[2] and "999" not in asker.asked[3], "the numbers stay until the day is taken"
    assert draft.answers.harm == Harm("2026-11-25", "“He hits me”")
    assert draft.answers.family_involved is True
    assert "family_involved" in [each.key for each in draft.outcome.alerts]


async def test_harm_is_of_the_day_on_which_it_is_said_not_of_the_screening(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_field(answers, "screened_on", "2026-11-24"))
    asker = Answers("yes", *NO_MORE)
    await say_or_take_back(asker, draft, "harm_today")
    assert asker.lines[0].start == "25 November 2026" and draft.answers.harm == Harm("2026-11-25")
    assert "Harm was seen or told of on 25 November 2026." in [each.fact for each in draft.outcome.alerts]
    await say_or_take_back(Answers(True), draft, "harm_today")
    assert draft.answers.harm == Harm(), "nobody gave that day"


@pytest.mark.parametrize(
    ("typed", "on", "read"),
    [
        ("24 nov", "2026-11-24", "24 November 2026"),
        ("26 11", "2025-11-26", "26 November 2025"),
        ("yesterday", "2026-11-24", "24 November 2026"),
    ],
)
async def test_a_day_without_its_year_is_the_latest_such_day_and_is_said_back(
    draft: Draft, typed: str, on: str, read: str
) -> None:
    asker = Answers("yes", typed, None)
    await say_or_take_back(asker, draft, "harm_today")
    assert draft.answers.harm.on == on and asker.asked[2].startswith(f"Read as {read}.")


@pytest.mark.parametrize(
    ("given", "open_"),
    [
        (("", "", "unsaid"), "on which day, what was seen or said and who could be involved"),
        (("25 11 2026", "", "unsaid"), "what was seen or said and who could be involved"),
        (("25 11 2026", None), "what was seen or said and who could be involved"),
        ((None,), "what was seen or said and who could be involved"),
    ],
)
async def test_whoever_goes_back_at_what_is_asked_of_harm_has_said_it_and_hears_what_is_open(
    draft: Draft, given: tuple[str | None, ...], open_: str
) -> None:
    words = f"Harm is said and kept. Not said yet: {open_}. Start asks it."
    assert await say_or_take_back(Answers("yes", *given), draft, "harm_today") == JobResult(True, words)
    assert draft.answers.harm_today and draft.answers.family_involved is None
    assert draft.answers.harm.words == ""


async def test_back_goes_to_the_question_before_which_proposes_what_was_answered(draft: Draft) -> None:
    asker = Answers("yes", "24 11 2026", BACK, "23 11 2026", "“He hits me”", BACK, "“They hit me”", "yes")
    assert await say_or_take_back(asker, draft, "harm_today") == JobResult(True)
    assert asker.all_given and draft.answers.harm == Harm("2026-11-23", "“They hit me”")
    assert [line.start for line in asker.lines] == [
        "25 November 2026",
        "",
        "24 November 2026",
        "",
        "“He hits me”",
    ]
    assert "999" in asker.asked[1] and not any("999" in each for each in asker.asked[2:])


async def test_back_at_the_first_leaves_them_and_skip_goes_on(draft: Draft) -> None:
    asker = Answers("yes", "24 11 2026", BACK, BACK)
    result = await say_or_take_back(asker, draft, "harm_today")
    assert result.words.startswith(
        "Harm is said and kept. Not said yet: what was seen or said and who could be"
    )
    assert asker.all_given and draft.answers.harm.on == "2026-11-24"
    await say_or_take_back(Answers(True), draft, "harm_today")
    asker = Answers("yes", SKIP, SKIP, "no")
    result = await say_or_take_back(asker, draft, "harm_today")
    assert result.words == "Harm is said and kept. Not said yet: what was seen or said. Start asks it."
    assert asker.all_given and draft.answers.family_involved is False


async def test_a_refused_day_that_is_mended_after_going_back_is_no_longer_kept_beside(draft: Draft) -> None:
    asker = Answers("yes", "24 13 2026", SKIP, BACK, "24 11 2026", "", "unsaid")
    await say_or_take_back(asker, draft, "harm_today")
    assert draft.answers.harm.on == "2026-11-24" and draft.screening.unfinished == {}


async def test_a_day_that_was_refused_is_kept_and_no_other_day_is_said_for_it(draft: Draft) -> None:
    result = await say_or_take_back(Answers("yes", "24 13 2026", None), draft, "harm_today")
    assert result.done and "on which day" in result.words
    assert draft.answers.harm.on == "" and draft.screening.unfinished == {"harm.on": "24 13 2026"}
    assert "Harm was seen or told of." in [alert.fact for alert in draft.outcome.alerts]


async def test_harm_of_an_earlier_day_is_not_called_todays(draft: Draft) -> None:
    await say_or_take_back(Answers("yes", "24 11 2026", "seen at the gate", "unsaid"), draft, "harm_today")
    asker = Answers(False)
    await say_or_take_back(asker, draft, "harm_today")
    assert asker.asked[0].startswith(
        "You said that you saw or were told of harm on 24 November 2026. This takes"
    )
    assert "harm told, red steps." in status_words(draft.answers, draft.pathway)


@pytest.mark.parametrize("name", DANGERS)
async def test_of_one_that_is_only_shown_nothing_is_asked(draft: Draft, name: DangerName) -> None:
    await say_or_take_back(Answers("yes", *NO_MORE), draft, name)
    draft.complete()
    asker = Answers()
    assert await say_or_take_back(asker, draft, name) == JobResult(False)
    assert asker.told == [f"{PHONE[name]} Not written down. {CLOSED}"]


@pytest.mark.parametrize("name", DANGERS)
async def test_where_someone_else_has_it_open_whom_to_phone_comes_before_why_and_how(
    draft: Draft, name: DangerName
) -> None:
    draft.view_only = "View only. Lee Example has had it open since 10:42."
    asker = Answers()
    assert await say_or_take_back(asker, draft, name) == JobResult(False)
    assert asker.told[0].startswith(f"{PHONE[name]} Not written down. View only. Lee Example has had it open")
    assert asker.told[0].endswith("go to, then “Change it here”.") and asker.told[0].count("View only") == 1
    draft.view_only = STORE_READ_ONLY
    await say_or_take_back(asker, draft, name)
    assert asker.told[1] == f"{PHONE[name]} Not written down. {STORE_READ_ONLY}", "nobody can change it here"
