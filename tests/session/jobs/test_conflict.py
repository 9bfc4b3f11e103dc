"""Someone else saved first, as a job: nothing was overwritten, nothing is dropped without a question; taking over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.interview.replies import set_notes
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.completing import settle_conflict, take_over
from ce_tui.session.words.sharing import CLOSED
from support.people.asker import Answers
from support.people.screens import NAME, second_terminal


@pytest.fixture
def elsewhere(draft: Draft, tmp_path: Path) -> Iterator[Casebook]:
    """The same account on another terminal, where the draft was taken over and saved; words of ours came too late."""
    other = second_terminal(tmp_path / "home")
    there = other.screenings.take_over(draft.screening.ref)
    other.screenings.save(msgspec.structs.replace(there, answers=set_notes(there.answers, "theirs")))
    draft.apply(lambda answers: set_notes(answers, "mine"))
    assert draft.conflict is not None
    yield other
    other.close()


async def test_both_are_kept_each_under_a_reference_of_its_own(draft: Draft, elsewhere: Casebook) -> None:
    theirs = draft.screening.ref
    asker = Answers("both")
    result = await settle_conflict(asker, draft)
    assert NAME in asker.asked[0] and "Nothing was overwritten" in asker.asked[0]
    assert asker.choices == [["both", "theirs", "later"]]
    mine = draft.screening.ref
    assert result.words.startswith(f"Yours is kept as {mine}.") and result.done and mine != theirs
    assert draft.answers.notes == "mine" and draft.saved
    assert elsewhere.screenings.open(theirs).answers.notes == "theirs"


async def test_what_was_saved_there_is_taken_only_after_a_second_question(
    draft: Draft, elsewhere: Casebook
) -> None:
    asker = Answers("theirs", False, "theirs", True)
    assert not (await settle_conflict(asker, draft)).done
    assert "gone for good. Drop it?" in asker.asked[1]
    assert draft.answers.notes == "mine" and draft.put_off
    assert (await settle_conflict(asker, draft)).words == "This is what was saved there."
    assert draft.answers.notes == "theirs" and draft.conflict is None


@pytest.mark.parametrize("answer", ["later", None])
async def test_it_can_be_left_for_now_and_is_asked_again_when_one_wants_to_change_it(
    draft: Draft, elsewhere: Casebook, answer: str | None
) -> None:
    result = await settle_conflict(Answers(answer), draft)
    assert result.words.startswith("Not saved:") and not result.done and draft.put_off
    assert draft.answers.notes == "mine" and not draft.saved
    assert (await take_over(Answers("both"), draft)).done
    assert draft.saved and not draft.put_off


async def test_where_nobody_came_first_nothing_is_asked(draft: Draft) -> None:
    assert not (await settle_conflict(Answers(), draft)).done


async def test_one_that_is_only_shown_is_taken_over_once_it_is_free(draft: Draft, tmp_path: Path) -> None:
    other = second_terminal(tmp_path / "home")
    theirs = other.screenings.take_over(draft.screening.ref)
    draft.look()
    assert draft.view_only
    other.screenings.leave(theirs)
    assert (await take_over(Answers(), draft)).words == "From now on you can change it here."
    assert draft.editable
    other.close()


async def test_where_there_is_nothing_to_take_over_that_is_said(draft: Draft) -> None:
    assert (await take_over(Answers(), draft)).words == "You can change this screening here already."
    draft.complete()
    assert (await take_over(Answers(), draft)).words == CLOSED
