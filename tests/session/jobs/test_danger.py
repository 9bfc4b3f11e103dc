"""Danger as a job: said at once, taken back to not answered only after a question."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.danger import DANGERS, DangerName
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.danger import say_or_take_back
from ce_tui.session.words.screening import CLOSED, LOWERED
from support.people.asker import Answers


@pytest.mark.parametrize("name", DANGERS)
async def test_it_is_said_at_once_and_taken_back_only_after_a_question(
    draft: Draft, name: DangerName
) -> None:
    assert await say_or_take_back(Answers(), draft, name) == JobResult(True)
    assert getattr(draft.answers, name) is True and draft.outcome.acting_on == "red"
    asker = Answers(False, True)
    assert await say_or_take_back(asker, draft, name) == JobResult(False)
    assert asker.asked[0].endswith("Take that back?")
    assert getattr(draft.answers, name) is True
    assert await say_or_take_back(asker, draft, name) == JobResult(True, LOWERED)
    assert getattr(draft.answers, name) is None, "no No that nobody gave"


@pytest.mark.parametrize("name", DANGERS)
async def test_of_one_that_is_only_shown_nothing_is_asked(draft: Draft, name: DangerName) -> None:
    await say_or_take_back(Answers(), draft, name)
    draft.complete()
    assert await say_or_take_back(Answers(), draft, name) == JobResult(False, CLOSED)
