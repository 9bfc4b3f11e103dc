"""Words that could not be saved in a screening that was passed on: the new owner takes or dismisses them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Harm
from ce_tui.core.pathway.interview import replies
from ce_tui.core.vault.casebook.permission import UnsavedWords
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.asker import at_once
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.opening import OpenedDraft, open_screening, settle_left_words
from ce_tui.session.session import NotSaved, Session
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.sharing import NOT_IN_COMPLETED, words_not_saved
from support.people.asker import Answers
from support.people.office import ADMIN, BEN, entered, screening_of
from support.people.screens import NAME
from support.people.station import station_of

LAST = "He was collected by a car again."


@pytest.fixture
def ref(in_hub: JobContext, home: Path) -> str:
    """One that was passed on from Ben to who is signed in, with words that Ben could not save."""
    ref = screening_of(home)
    bens = station_of(entered(home, BEN), home).session
    draft = bens.open(ref)
    hand_over(home)
    draft.type_notes(LAST)
    assert draft.flush() and draft.saved and draft.left_words
    bens.close()
    return ref


def hand_over(home: Path) -> None:
    administrator = entered(home, ADMIN)
    administrator.people.hand_over(BEN, NAME)
    administrator.close()


def opened(station: JobContext, ref: str, *answers: str | bool | None) -> tuple[OpenedDraft, Answers]:
    asker = Answers(*answers)
    return at_once(open_screening(asker, station, ref)), asker


def of(opened: OpenedDraft) -> Draft:
    assert opened.draft is not None
    return opened.draft


def test_they_are_taken_into_the_notes_with_who_typed_them(in_hub: JobContext, ref: str) -> None:
    found, asker = opened(in_hub, ref, "take")
    draft = of(found)
    assert asker.asked[0].startswith(f"Words that {BEN} typed on ") and asker.asked[0].endswith(LAST)
    assert f"Words that {BEN} typed on" in draft.answers.notes and draft.answers.notes.endswith(LAST)
    assert found.words == "They stand at the end of the notes now." and draft.saved
    in_hub.session.close_draft()
    assert opened(in_hub, ref)[1].asked == []


def test_they_are_dismissed_only_after_a_second_question(in_hub: JobContext, ref: str) -> None:
    _, asker = opened(in_hub, ref, "dismiss", False)
    assert "gone for good" in asker.asked[1]
    in_hub.session.close_draft()
    found, _ = opened(in_hub, ref, "dismiss", True)
    assert of(found).answers.notes == ""
    in_hub.session.close_draft()
    assert opened(in_hub, ref)[1].asked == []


@pytest.mark.parametrize("answer", ["later", None])
def test_they_can_wait_and_come_again(in_hub: JobContext, ref: str, answer: str | None) -> None:
    for _ in range(2):
        found, _ = opened(in_hub, ref, answer)
        assert of(found).answers.notes == ""
        in_hub.session.close_draft()


def test_of_a_completed_one_they_are_shown_and_not_taken(in_hub: JobContext, ref: str) -> None:
    draft = of(opened(in_hub, ref, "later")[0])
    draft.complete()
    asker = Answers("later")
    assert at_once(settle_left_words(asker, draft)) == ""
    assert NOT_IN_COMPLETED in asker.asked[0] and asker.choices == [["later", "dismiss"]]


def test_whoever_typed_them_is_told_where_they_are_as_it_is_closed(in_hub: JobContext, home: Path) -> None:
    ref = screening_of(home)
    session: Session = station_of(entered(home, BEN), home).session
    draft = session.open(ref)
    draft.type_notes(LAST)
    hand_over(home)
    assert draft.look() == "" and draft.ended and not draft.editable and draft.why_closed == draft.ended
    said = session.close_draft()
    assert said.startswith(f"This screening was passed on to {NAME}, so it is closed here.")
    assert said.endswith("it is kept beside it, for whoever it belongs to and for a lead.")
    assert session.draft is None
    session.close()


def test_where_nothing_was_typed_nothing_is_left(in_hub: JobContext, home: Path) -> None:
    ref = screening_of(home)
    session = station_of(entered(home, BEN), home).session
    session.open(ref)
    hand_over(home)
    assert not session.draft or not session.draft.ask_anew()
    assert "kept beside it" not in session.close_draft()
    session.close()
    assert opened(in_hub, ref)[1].asked == []


def test_all_that_was_not_saved_is_said_with_its_label(draft: Draft) -> None:
    saved = draft.screening
    answers = replies.mark(saved.answers, draft.pathway, "Y1", "yes")
    answers = msgspec.structs.replace(
        answers,
        notes="Two lines\nof notes.",
        harm_today=True,
        harm=Harm(words="a bruise"),
        child=Child(name="Zephyrine Quillfeather", date_of_birth="2010-04-03"),
    )
    now = msgspec.structs.replace(saved, answers=answers, unfinished={"child.phone": "01632 960"})
    said = words_not_saved(saved, now, draft.pathway).split("\n")
    assert said[:3] == ["Two lines", "of notes.", "Y1: Yes"]
    rest = "\n".join(said[3:])
    for words in ("a bruise", "Zephyrine Quillfeather", "3 April 2010", ": 01632 960"):
        assert words in rest
    assert words_not_saved(now, now, draft.pathway) == ""
    assert words_not_saved(now, saved, draft.pathway).startswith("Y1: not marked")


def test_of_notes_only_what_was_added_is_left(draft: Draft) -> None:
    before = msgspec.structs.replace(
        draft.screening, answers=replies.set_notes(draft.screening.answers, "Saved.")
    )
    after = msgspec.structs.replace(before, answers=replies.set_notes(before.answers, "Saved. And since."))
    assert words_not_saved(before, after, draft.pathway) == "And since."
    other = msgspec.structs.replace(before, answers=replies.set_notes(before.answers, "Written anew."))
    assert words_not_saved(before, other, draft.pathway) == "Written anew."


def test_on_a_full_disk_it_is_closed_all_the_same_and_the_words_are_kept_once_there_is_room(
    in_hub: JobContext, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = screening_of(home)
    session = station_of(entered(home, BEN), home).session
    draft = session.open(ref)
    draft.type_notes(LAST)
    hand_over(home)

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(UnsavedWords, "keep", full)
        assert not draft.flush() and draft.ended
        said = session.close_draft()
        assert "NOT KEPT YET is what you had typed last. The disk is full." in said
        assert session.draft is None and not session.keep_behind()
        with pytest.raises(NotSaved, match="NOT KEPT YET"):
            session.close_draft_at_the_end()
    assert session.keep_behind() and session.behind_words == ""
    session.close()
    assert LAST in opened(in_hub, ref, "later")[1].asked[0]
