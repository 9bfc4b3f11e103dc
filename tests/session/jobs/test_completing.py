"""Completing as a job: what holds it up is said, what is merely missing is asked about; and reopening."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import SafetyName, say_danger
from ce_tui.core.pathway.answers.screening import Answers as Given
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import can_complete
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.completing import complete, reopen
from ce_tui.session.words.sections import short_narrative
from support.people.asker import Answers
from support.people.marking import amber, filled_in, known, marked, no_danger, red, robin


async def test_amber_without_a_narrative_is_held_up_without_a_question(draft: Draft) -> None:
    draft.apply(amber)
    result = await complete(Answers(), draft)
    assert result.words.startswith("Not completed. Amber marks need a narrative") and not result.done
    assert draft.screening.state == "draft"


async def test_a_child_under_13_holds_nothing_up_though_the_day_of_the_screening_was_cleared(
    draft: Draft,
) -> None:
    draft.apply(lambda answers: replace(answers, marks={"A9": "suspected"}, screened_on=""))
    draft.apply(lambda answers: replace(answers, child=replace(answers.child, date_of_birth="2020-01-01")))
    assert (await complete(Answers(True, True), draft)).done
    assert draft.screening.state == "completed" and not draft.screening.answers.judged_on


async def test_all_that_holds_it_up_is_said_in_sentences(draft: Draft) -> None:
    draft.apply(amber)
    draft.apply(lambda answers: replies.set_decision(answers, "yellow"))
    narrative, reason = can_complete(draft.answers, draft.pathway)
    assert (await complete(Answers(), draft)).words == f"Not completed. {narrative} {reason}"


async def test_what_is_merely_missing_is_asked_about_danger_first_and_holds_nothing_up(draft: Draft) -> None:
    asker = Answers(False, True)
    assert not (await complete(asker, draft)).done
    assert draft.screening.state == "draft"
    begins = (
        "Nothing is marked and nothing is written.\nNot answered: immediate risk, harm told and missing now. "
    )
    assert asker.asked[0].startswith(begins)
    assert "whether you know the child already, from working with them.\n" in asker.asked[0]
    assert asker.asked[0].endswith(" Complete it all the same?")
    result = await complete(asker, draft)
    assert result.words.startswith("Completed as revision 1.") and result.done
    assert draft.screening.state == "completed"


async def test_tiers_that_were_not_looked_at_are_asked_about_once_and_at_a_first_meeting_not(
    draft: Draft,
) -> None:
    draft.apply(filled_in)
    draft.apply(
        lambda answers: replace(
            answers, looked_at=("yellow",), marks={"Y1": "yes"}, notes="Y1: twice this week, at school."
        )
    )
    asker = Answers(True)
    assert (await complete(asker, draft)).done
    assert asker.asked == ["Amber and Red were not looked at. Complete it all the same?"]
    assert (await reopen(Answers(True), draft)).done
    draft.apply(lambda answers: replace(answers, known_to_practitioner=False, known_from=""))
    assert (await complete(Answers(), draft)).done, "nothing is asked"


async def test_what_was_just_said_is_not_said_once_more(draft: Draft) -> None:
    asker = Answers(False)
    await complete(asker, draft, heard=True)
    assert asker.asked == [
        "Nothing is marked and nothing is written.\nLeft open: as just said. Complete it all the same?"
    ]
    draft.apply(amber)
    held = await complete(Answers(), draft, heard=True)
    assert held.words == "Not completed. Needed first, as was just said: your narrative."


async def test_where_nothing_is_missing_nothing_is_asked_and_it_is_reopened_as_the_next_revision(
    draft: Draft,
) -> None:
    draft.apply(filled_in)
    assert (await complete(Answers(), draft)).done
    again = await complete(Answers(), draft)
    assert again.words.startswith("Not completed. This screening is completed")
    asker = Answers(False, True)
    assert not (await reopen(asker, draft)).done and draft.screening.state == "completed"
    assert asker.asked[0] == "Revision 1 stays as it was completed. Reopen it as the draft of revision 2?"
    assert (await reopen(asker, draft)).words == "Reopened: this is the draft of revision 2."
    assert (draft.screening.state, draft.screening.revision) == ("reopened", 2)


async def test_a_decision_for_less_is_completed_only_after_a_question_that_says_so(draft: Draft) -> None:
    def lower(answers: Given) -> Given:
        decided = replies.set_decision(filled_in(answers), "yellow")
        return replies.set_field(decided, "decision.reason", "the team knows")

    draft.apply(lower)
    asker = Answers(False)
    assert not (await complete(asker, draft)).done
    assert asker.asked[0].endswith(" indicated, decided Yellow, because: the team knows. Complete it so?")
    assert draft.screening.state == "draft"
    done = await complete(Answers(True), draft)
    assert done.done and " indicated, decided Yellow, because: the team knows." in done.words


async def test_what_is_completed_is_always_said(draft: Draft) -> None:
    draft.apply(filled_in)
    assert (await complete(Answers(), draft)).words == (
        "Completed as revision 1. Amber indicated, no decision made. It is not changed any more."
    )


@pytest.mark.parametrize(("marks", "title"), [(robin, "Amber"), (red, "Red")])
async def test_what_is_open_of_danger_is_asked_about_on_amber_and_red_and_said_after_it(
    draft: Draft, marks: Callable[[Given], Given], title: str
) -> None:
    draft.apply(lambda answers: replies.set_decision(marks(answers), "red"))
    open_ = (
        "Not answered: whether the child is at immediate risk; whether you saw or were told of harm today; "
        "whether the child is missing now; whether someone in the family could be involved"
    )
    asker = Answers(False, True)
    assert not (await complete(asker, draft)).done and draft.screening.state == "draft"
    assert "Not answered: immediate risk, harm told, missing now" in asker.asked[0]
    assert "Start asks." in asker.asked[0]
    words = (await complete(asker, draft)).words
    assert words.startswith(f"Completed as revision 1. {title} indicated, decided Red. {open_}.")


async def test_a_danger_that_was_said_says_why_it_is_what_it_is(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(no_danger(robin(answers)), "harm_today", True))
    draft.apply(lambda answers: replies.set_field(answers, "harm.on", "2026-11-25"))
    done = await complete(Answers(True), draft)
    assert "Red: harm told on 25 November 2026, no decision made." in done.words


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ("A3: seen twice today, late.", "This is short: what did you see or hear, when, from whom?"),
        ("A3: at the station on Monday and again on Friday, she told me.", ""),
    ],
)
async def test_a_short_narrative_is_asked_about_once_and_holds_nothing_up(
    draft: Draft, notes: str, words: str
) -> None:
    draft.apply(lambda answers: replies.set_notes(filled_in(answers), notes))
    asker = Answers(*([True] if words else []))
    assert (await complete(asker, draft)).done
    assert asker.asked == ([f"{words} Complete it all the same?"] if words else [])


async def test_on_red_a_narrative_is_asked_for_and_never_required(draft: Draft) -> None:
    draft.apply(red)
    draft.apply(lambda answers: replies.set_notes(answers, "R2"))
    asker = Answers(True)
    assert (await complete(asker, draft)).done
    assert asker.asked[0].startswith("Nothing is written: what did you see or hear, when, from whom?")


async def test_completing_a_red_says_all_that_is_left_open(draft: Draft) -> None:
    draft.apply(
        lambda answers: replies.set_notes(red(answers), "R2 and A3. She told me on Friday at school.")
    )
    draft.keep_unfinished("screened_on", "2728")
    asker = Answers(False)
    assert not (await complete(asker, draft)).done
    (asked,) = asker.asked
    for words in (
        "Not answered: immediate risk, harm told, missing now and whether someone in the family may be ",
        "Date of the screening: what you typed is not right yet, and is left out.",
        "Your notes cite A3, which is not marked. Result marks them.",
        "Not filled in: child's name, your name, your phone number, consent.",
    ):
        assert words in asked


async def test_that_the_child_is_missing_now_is_said_before_it_is_completed(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(robin(answers), "missing_now", True))
    asker = Answers(False)
    assert not (await complete(asker, draft)).done
    assert asker.asked[0].startswith("The child is missing now: phone 101")


@pytest.mark.parametrize(
    ("said", "alert", "decided"),
    [
        (
            "missing_now",
            "The child is missing now: phone 101",
            "Nothing marked, decided no action under this pathway.",
        ),
        (
            "harm_today",
            "Harm was seen or told of",
            "Red: harm told on 25 November 2026, decided no action under this pathway.",
        ),
    ],
)
async def test_no_action_about_a_child_of_whom_an_alert_is_said_is_named_before_it_is_completed(
    draft: Draft, said: SafetyName, alert: str, decided: str
) -> None:
    draft.apply(lambda answers: replies.set_decision(known(answers), "none"))
    assert "no action" not in " ".join(await rows_before_completing(draft))
    draft.apply(lambda answers: say_danger(answers, said, True))
    rows = await rows_before_completing(draft)
    assert rows[0].startswith(alert) and decided in rows
    draft.apply(lambda answers: replies.set_decision(answers, ""))
    assert not [row for row in await rows_before_completing(draft) if "no action" in row or "decision" in row]


async def test_a_decision_for_nothing_that_is_lower_than_the_result_is_named_once(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(robin(answers), "missing_now", True))
    draft.apply(lambda answers: replies.set_decision(answers, "none"))
    draft.apply(lambda answers: replies.set_field(answers, "decision.reason", "the team knows"))
    asker = Answers(True, False)
    assert not (await complete(asker, draft)).done
    assert "decided no action under this pathway, because: the team knows." in asker.asked[0]
    assert "decided" not in asker.asked[1] and "The child is missing now" in asker.asked[1]


async def rows_before_completing(draft: Draft) -> list[str]:
    """What is asked about, a row each; nothing is completed."""
    asker = Answers(False)
    assert not (await complete(asker, draft)).done and draft.screening.state == "draft"
    return asker.asked[0].split("\n")


async def test_every_alert_is_named_the_gravest_first_and_whom_to_phone_once(draft: Draft) -> None:
    def in_danger(answers: Given) -> Given:
        answers = marked(marked(filled_in(answers), "A8"), "A9")
        answers = replies.set_field(answers, "child.date_of_birth", "2015-01-02")
        for name in ("immediate_risk", "missing_now"):
            answers = say_danger(answers, name, True)
        return replies.set_field(answers, "screened_on", "2026-11-25")

    draft.apply(in_danger)
    rows = await rows_before_completing(draft)
    assert rows[:2] == [
        "The child is at immediate risk.",
        "The child is under 13, and there are signs of a sexual kind.",
    ]
    assert rows[2:] == [
        "Phone 999 now. Then 0345 603 7627, else 101.",
        "Someone in the family may be involved.",
        "The child is missing now. Complete it all the same?",
    ]


async def test_what_is_not_filled_in_is_said_on_amber_too(draft: Draft) -> None:
    draft.apply(lambda answers: no_danger(robin(answers)))
    assert (await rows_before_completing(draft))[-1] == (
        "Not filled in: your name, your phone number, consent. Complete it all the same?"
    )


async def test_a_yellow_is_not_completed_in_silence_while_danger_is_open(draft: Draft) -> None:
    yellow = replies.mark(known(draft.answers), draft.pathway, "Y1", "yes")
    draft.apply(lambda _: replies.set_notes(yellow, "Worried about how she looks since the summer."))
    rows = await rows_before_completing(draft)
    assert (
        rows[0] == "Not answered: immediate risk, harm told and missing now. In danger now: 999. Start asks."
    )


async def test_a_harm_that_was_written_and_taken_back_is_asked_about(draft: Draft) -> None:
    def taken_back(answers: Given) -> Given:
        told = say_danger(filled_in(answers), "harm_today", True)
        return say_danger(
            replies.set_field(told, "harm.words", "said that her uncle makes her"), "harm_today", False
        )

    draft.apply(taken_back)
    rows = await rows_before_completing(draft)
    assert "was written down: “said that her uncle makes her”; whether it was told is answered No." in rows[0]


async def test_what_was_said_of_a_harm_is_a_narrative_too(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(answers, "harm_today", True))
    words = "She said that a man in a blue car waits for her."
    draft.apply(lambda answers: replies.set_field(answers, "harm.words", words))
    assert short_narrative(draft) == ""


async def test_a_store_that_takes_nothing_is_said(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreFull

    draft.apply(filled_in)
    monkeypatch.setattr(draft.casebook.screenings, "complete", full)
    result = await complete(Answers(), draft)
    assert result.words == f"Not completed. {StoreFull().words}" and draft.screening.state == "draft"
    monkeypatch.undo()
    await complete(Answers(), draft)
    monkeypatch.setattr(draft.casebook.screenings, "reopen", full)
    assert (await reopen(Answers(True), draft)).words == f"Not reopened. {StoreFull().words}"


async def test_a_family_said_to_be_safe_with_someone_in_it_involved_is_asked_about_once_more(
    draft: Draft,
) -> None:
    """A mark says it too, and asks nothing as it is made."""
    draft.apply(lambda answers: replace(answers, marks={"A8": "suspected"}, contact_family="yes"))
    draft.apply(lambda answers: replies.set_notes(answers, "Seen with an uncle at the made-up station."))
    asker = Answers(False)
    await complete(asker, draft)
    row = "You said that it is safe to contact the family, and someone in it may be involved."
    assert row in asker.asked[0].splitlines()
