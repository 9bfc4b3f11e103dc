"""Marking what the notes cite: each as the practitioner says, none by itself."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.completing import mark_cited
from ce_tui.session.words.sharing import CLOSED
from support.people.asker import Answers as Given


def cite(draft: Draft, notes: str, known: bool | None = True) -> None:
    def changed(answers: Answers) -> Answers:
        return msgspec.structs.replace(answers, notes=notes, known_to_practitioner=known)

    draft.apply(changed)


async def test_each_is_asked_in_its_own_marks_and_marked_as_it_is_answered(draft: Draft) -> None:
    cite(draft, "Y1 and R2, and A3 by hearsay.")
    asker = Given("yes", "suspected", "unmarked")
    assert await mark_cited(asker, draft) == JobResult(
        True, "Marked: Y1 and A3. Not looked at besides: Yellow and Amber."
    )
    assert asker.choices[0] == ["yes", "unmarked"]
    assert asker.choices[1] == ["suspected", "reasonably believe", "unmarked"]
    assert draft.answers.marks == {"Y1": "yes", "A3": "suspected"}
    assert draft.outcome.cited_unmarked == ("R2",)


async def test_whoever_goes_back_is_asked_of_no_more_and_what_was_marked_stays(draft: Draft) -> None:
    cite(draft, "Y1 and A3.")
    assert await mark_cited(Given("yes", None), draft) == JobResult(
        True, "Marked: Y1. Not looked at besides: Yellow."
    )
    assert await mark_cited(Given(None), draft) == JobResult(False)
    assert draft.answers.marks == {"Y1": "yes"}


async def test_at_a_first_meeting_what_is_closed_stays_unmarked_and_says_why(draft: Draft) -> None:
    cite(draft, "R2 by hearsay.", known=False)
    result = await mark_cited(Given(), draft)
    assert not result.done and "first meeting" in result.words
    assert draft.answers.marks == {}


async def test_of_one_that_is_only_shown_nothing_is_asked(draft: Draft) -> None:
    cite(draft, "Y1.")
    draft.complete()
    assert await mark_cited(Given(), draft) == JobResult(False, CLOSED)


async def test_what_the_marks_make_matter_is_asked_once_after_them(draft: Draft) -> None:
    cite(draft, "R3 and R10, and A9.")
    asker = Given("suspected", "suspected", "suspected", "yes")
    assert (await mark_cited(asker, draft)).done
    assert [asked for asked in asker.asked if "under 13" in asked] == asker.asked[-1:]
    assert draft.answers.under_13 is True


async def test_where_nothing_new_matters_nothing_more_is_asked(draft: Draft) -> None:
    cite(draft, "A3.")
    assert (await mark_cited(Given("suspected"), draft)).done
