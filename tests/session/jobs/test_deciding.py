"""The decision as a job: for less than is indicated it wants its reason, which nobody is held to."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.shape import MAX_REASON
from ce_tui.core.pathway.words import DecisionName
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import WHY_NOTHING, decide, give_reason
from ce_tui.session.words.sharing import CLOSED
from support.people.asker import Answers
from support.people.marking import amber, known

LOWERED = "This takes the red result away."


async def test_deciding_on_less_asks_for_the_reason(draft: Draft) -> None:
    draft.apply(amber)
    asker = Answers("seen by the team")
    assert (await decide(asker, draft, "yellow")).done
    assert asker.asked[0].startswith("Why do you decide so?")
    assert (draft.answers.decision.outcome, draft.answers.decision.reason) == ("yellow", "seen by the team")


@pytest.mark.parametrize(
    ("before", "stands"), [("", "none is made"), ("amber", "Amber"), ("unsure", "unsure")]
)
@pytest.mark.parametrize("left", [None, ""])
async def test_who_gives_none_has_not_decided_and_is_told_what_stands(
    draft: Draft, before: DecisionName, stands: str, left: str | None
) -> None:
    draft.apply(lambda answers: replies.set_decision(amber(answers), before))
    result = await decide(Answers(left), draft, "none")
    assert result.words == f"No reason was given, so your decision stays as it was: {stands}."
    assert draft.answers.decision.outcome == before and draft.outcome.missing == ("notes",)


async def test_a_reason_that_is_too_short_is_refused_at_its_own_question(draft: Draft) -> None:
    draft.apply(amber)
    asker = Answers("seen it", "seen by the team")
    assert (await decide(asker, draft, "yellow")).done
    assert asker.asked[1].startswith("This is short: a reason has three words or more. Why do you decide so?")
    assert asker.lines[1].refused == "seen it", "it can be mended"
    assert draft.answers.decision.reason == "seen by the team"


async def test_why_nothing_is_done_is_asked_and_may_be_left(draft: Draft) -> None:
    asker = Answers("")
    assert (await decide(asker, draft, "none")).done
    assert asker.asked == ["Why do you decide so? It is printed in the referral. It may be left empty."]
    assert draft.answers.decision.outcome == "none"
    assert (await decide(Answers("at home"), draft, "none")).done
    assert draft.answers.decision.reason == "at home"


@pytest.mark.parametrize("decision", ["amber", "red", "unsure"])
async def test_no_reason_is_asked_for_where_it_is_not_less(draft: Draft, decision: str) -> None:
    draft.apply(amber)
    assert (await decide(Answers(), draft, decision)).done
    assert draft.answers.decision.outcome == decision


async def test_a_reason_that_is_there_is_not_asked_for_again(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_field(amber(answers), "decision.reason", "seen by the team"))
    assert (await decide(Answers(), draft, "yellow")).done


async def test_taking_a_red_decision_back_is_asked_first(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_decision(known(answers), "red"))
    assert not (await decide(Answers(False), draft, "none")).done
    assert draft.answers.decision.outcome == "red"
    assert (await decide(Answers(True, ""), draft, "none")).words == LOWERED


async def test_immediate_risk_cannot_be_decided_down(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(answers, "immediate_risk", True))
    result = await decide(Answers(), draft, "yellow")
    assert not result.done and "cannot be decided down" in result.words


async def test_a_reason_is_changed_taken_away_and_cut_with_a_word_about_it(draft: Draft) -> None:
    draft.apply(amber)
    long = "x x " * MAX_REASON
    for typed, kept in (("one", "one"), ("", ""), (long, long[:MAX_REASON].strip())):
        result = await give_reason(Answers(typed), draft)
        assert result.done and draft.answers.decision.reason == kept
    assert result.words == f"Too long: kept to the first {MAX_REASON:,} characters."


async def test_no_reason_is_asked_for_where_it_is_only_shown(draft: Draft) -> None:
    draft.complete()
    assert (await give_reason(Answers(), draft)).words == CLOSED


async def test_where_danger_was_said_nothing_is_told_of_a_decision_for_less(draft: Draft) -> None:
    draft.apply(lambda answers: say_danger(amber(answers), "harm_today", True))
    asker = Answers("seen by the team")
    assert (await give_reason(asker, draft)).done
    assert asker.asked == [WHY_NOTHING]
    draft.apply(lambda answers: say_danger(answers, "harm_today", None))
    asker = Answers("seen by the team")
    await give_reason(asker, draft)
    assert "A decision for less than the marks indicate needs a reason" in asker.asked[0]
