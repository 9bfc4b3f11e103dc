"""An empty draft is thrown away after a question that says what goes; whatever is not empty is not asked about."""

from __future__ import annotations

from ce_tui.session.draft import Draft
from ce_tui.session.jobs.opening import discard_draft
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers

WAY = "A made-up way leads there."


def refs(station: JobContext) -> list[str]:
    return [each.ref for each in station.session.casebook.index.all()]


async def test_the_open_draft_is_discarded_after_a_question(station: JobContext, draft: Draft) -> None:
    ref = draft.screening.ref
    asker = Answers(True)
    result = await discard_draft(asker, station, ref, WAY)
    assert asker.asked == [
        f"Discard {ref} for good? Nothing in it was marked, typed or answered. What goes is the area (Essex), the day "
        "(25 November 2026) and the reference; nobody can bring it back."
    ]
    assert asker.offered == [["Discard it", "Keep it"]]
    assert (result.done, result.words) == (
        True,
        f"{ref} is discarded. The log keeps that it was there, and empty.",
    )
    assert station.session.draft is None and refs(station) == []


async def test_a_no_keeps_it_open(station: JobContext, draft: Draft) -> None:
    assert not (await discard_draft(Answers(False), station, draft.screening.ref, WAY)).done
    assert station.session.draft is draft and refs(station) == [draft.screening.ref]


async def test_what_is_still_being_typed_keeps_it(station: JobContext, draft: Draft) -> None:
    draft.type_notes("not saved yet")
    result = await discard_draft(Answers(), station, draft.screening.ref, WAY)
    assert not result.done and "is not empty" in result.words
    assert station.session.draft is draft


async def test_what_somebody_changes_during_the_question_stays(station: JobContext, draft: Draft) -> None:
    ref = draft.screening.ref
    station.session.close_draft()

    class Meanwhile(Answers):
        async def confirm(self, *arguments: object, **named: object) -> bool:
            opened = station.session.open(ref)
            opened.type_notes("typed meanwhile")
            station.session.close_draft()
            return True

    result = await discard_draft(Meanwhile(), station, ref, WAY)
    assert not result.done and "was changed elsewhere in the meantime" in result.words
    assert refs(station) == [ref]


async def test_review_offers_it_only_for_an_empty_draft(station: JobContext, draft: Draft) -> None:
    assert station.session.is_empty(draft)
    draft.type_notes("words")
    assert not station.session.is_empty(draft)


async def test_a_lead_hears_where_what_is_not_discarded_is_decided(station: JobContext, draft: Draft) -> None:
    draft.type_notes("words")
    result = await discard_draft(Answers(), station, draft.screening.ref, WAY)
    assert result.words.endswith(f"As a lead you decide in Keeping what is kept and what is deleted. {WAY}")
    unknown = await discard_draft(Answers(), station, "CE-0000-00", WAY)
    assert WAY not in unknown.words
