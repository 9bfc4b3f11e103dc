"""Screening a child again: who they are comes along, everything else is asked anew, and the two stand together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers as Given
from ce_tui.core.pathway.answers.screening import Child, Consent, Decision, Harm, Practitioner
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.opening import DRAFT_IS_THERE, GO_ON_THERE, begin_again
from ce_tui.session.reviewing import RESCREEN, can_be_done
from ce_tui.session.terminal_state import JobContext
from support.people.acting import Hour, at_work
from support.people.asker import Answers
from support.people.office import BEN, LEAD, entered, hub
from support.people.screens import second_terminal
from support.stores.vault import read_only

ZEPHYRINE = Child(
    name="Zephyrine Quillfeather",
    date_of_birth="2011-04-03",
    phone="01632 960123",
    other="by letter",
    email="z@home.example",
    address="1 Example Street, CM1 1AA",
)
EVERYTHING = {
    "known_to_practitioner": True,
    "known_from": "file",
    "council": "Madeup Council",
    "placed_by": "Madeup Council",
    "immediate_risk": False,
    "harm_today": True,
    "harm": Harm("2026-10-03", "my uncle makes me"),
    "family_involved": True,
    "missing_now": True,
    "marks": {"Y1": "yes", "A3": "suspected", "R2": "reasonably believe"},
    "looked_at": ("yellow", "amber", "red"),
    "notes": "A3 was seen.",
    "not_ids": ("A12",),
    "decision": Decision("red", "as it is"),
    "consent": Consent("refused", "afraid", True, True),
    "practitioner": Practitioner(name="Somebody Else"),
}


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def station(home: Path, hour: Hour) -> Iterator[JobContext]:
    made = at_work(home, hour)
    yield made
    made.session.close()


def screened(station: JobContext, hour: Hour, **answers: object) -> Draft:
    """A completed screening of six weeks ago, open."""
    given = {
        "screened_on": "2026-10-03",
        "child": ZEPHYRINE,
        "notes": "What was seen: nothing yet.",
        **answers,
    }
    draft = station.session.begin("thurrock")
    draft.apply(lambda answers: msgspec.structs.replace(answers, **given))
    draft.complete()
    hour.passes(hours=1)
    return draft


async def test_who_they_are_comes_along_and_nothing_else(station: JobContext, hour: Hour) -> None:
    earlier = screened(station, hour, **EVERYTHING)
    asker = Answers("essex")
    begun = await begin_again(asker, station, earlier)
    draft = begun.draft
    assert draft is not None and draft is station.session.draft and begun.section == "start"
    assert draft.screening.answers == Given(
        pathway=earlier.answers.pathway,
        locality="essex",
        screened_on="2026-11-25",
        looked_at=(),
        child=ZEPHYRINE,
        family_before="2026-10-03",
    )
    assert begun.words.startswith(f"A new screening of the child of {earlier.screening.ref}.")


async def test_the_two_are_said_to_be_of_one_child_and_the_earlier_one_is_put_away(
    station: JobContext, hour: Hour
) -> None:
    earlier = screened(station, hour, marks={"A3": "suspected"})
    draft = (await begin_again(Answers("thurrock"), station, earlier)).draft
    assert draft is not None
    assert draft.before.key.split()[0] == earlier.screening.ref
    assert draft.before.marks(draft.pathway) == {"A3": "Before, 3 October 2026: suspected, not confirmed"}
    assert draft.comparison is not None and [each.id for each in draft.comparison.gone] == []
    assert station.session.casebook.presence.holder(earlier.screening.ref) is None
    kinds = [each.kind for each in station.session.casebook.log.entries(ref=draft.screening.ref)]
    assert kinds[:2] == ["created", "child"]


async def test_the_family_is_an_alert_with_its_date_until_it_is_answered_anew(
    station: JobContext, hour: Hour
) -> None:
    earlier = screened(station, hour, marks={"A8": "suspected"})
    draft = (await begin_again(Answers("essex"), station, earlier)).draft
    assert draft is not None
    (alert,) = draft.outcome.alerts
    assert alert.key == "family_involved"
    assert "on 3 October 2026 it was said that someone in it may be involved" in alert.text
    assert alert.fact == (
        "Someone in the family may be involved, as the screening of 3 October 2026 said; not answered anew."
    )
    assert "family_involved" in draft.outcome.not_answered
    draft.complete()
    again = (await begin_again(Answers("essex"), station, draft)).draft
    assert again is not None and again.answers.family_before == "2026-10-03", "it is handed on, with its day"
    again.apply(lambda answers: msgspec.structs.replace(answers, family_involved=False))
    assert not again.outcome.alerts and "family_involved" not in again.outcome.not_answered


async def test_of_one_that_said_no_of_the_family_nothing_comes_along(station: JobContext, hour: Hour) -> None:
    earlier = screened(station, hour, family_involved=False, immediate_risk=True)
    draft = (await begin_again(Answers("essex"), station, earlier)).draft
    assert draft is not None and draft.answers.family_before == "" and not draft.outcome.alerts


async def test_that_the_childs_details_are_those_of_before_is_said_until_one_is_changed(
    station: JobContext, hour: Hour
) -> None:
    draft = (await begin_again(Answers("essex"), station, screened(station, hour))).draft
    assert draft is not None
    words = "As in the screening before, 3 October 2026: are these details still right?"
    assert draft.before.came_along(draft.answers) == words
    moved = msgspec.structs.replace(ZEPHYRINE, address="2 Example Street")
    draft.apply(lambda answers: msgspec.structs.replace(answers, child=moved))
    assert draft.before.came_along(draft.answers) == ""


async def test_one_that_was_begun_by_mistake_is_discarded_by_whoever_began_it(
    station: JobContext, hour: Hour
) -> None:
    earlier = screened(station, hour, family_involved=True)
    draft = (await begin_again(Answers("essex"), station, earlier)).draft
    assert draft is not None and station.session.is_empty(draft)
    draft.apply(lambda answers: msgspec.structs.replace(answers, notes="Something."))
    assert not station.session.is_empty(draft)
    draft.apply(lambda answers: msgspec.structs.replace(answers, notes=""))
    station.session.discard(draft.screening.ref, draft.screening.version)
    (left,) = station.session.casebook.index.all()
    assert left.ref == earlier.screening.ref and not left.screened_again


async def test_where_a_draft_of_the_child_is_there_already_that_is_said_before_another_is_begun(
    station: JobContext, hour: Hour
) -> None:
    earlier = screened(station, hour).screening.ref
    draft = (await begin_again(Answers("essex"), station, station.session.open(earlier))).draft
    assert draft is not None
    begun = await begin_again(asker := Answers("go on"), station, station.session.open(earlier))
    assert asker.asked == [DRAFT_IS_THERE.format(ref=draft.screening.ref)]
    assert asker.offered == [[GO_ON_THERE.format(ref=draft.screening.ref), "Begin another one"]]
    assert begun.draft is None and (begun.words, begun.opens) == ("", draft.screening.ref)
    neither = await begin_again(Answers(None), station, station.session.open(earlier))
    assert neither.draft is None and (neither.words, neither.opens) == ("Nothing was begun.", "")
    assert len(station.session.casebook.index.all()) == 2
    another = await begin_again(Answers("another", "essex"), station, station.session.open(earlier))
    assert another.draft is not None and len(station.session.casebook.index.all()) == 3


async def test_whoever_says_no_area_has_what_was_open_open(station: JobContext, hour: Hour) -> None:
    earlier = screened(station, hour)
    begun = await begin_again(Answers(None), station, earlier)
    assert begun.draft is None and begun.words.startswith("Nothing was begun")
    assert station.session.draft is earlier and len(station.session.casebook.index.all()) == 1


async def test_it_is_offered_of_what_was_completed(station: JobContext, hour: Hour) -> None:
    def is_offered(draft: Draft) -> bool:
        return RESCREEN in [each.id for each in can_be_done(draft, can_print=True)]

    assert not is_offered(station.session.begin("essex"))
    earlier = screened(station, hour)
    assert is_offered(earlier)
    earlier.reopen()
    assert is_offered(earlier)


async def test_a_lead_who_screens_no_one_begins_none_and_is_not_offered_it(home: Path, hour: Hour) -> None:
    hub(home)
    ben = at_work(home, hour, entered(home, BEN))
    earlier = screened(ben, hour)
    ben.session.close()
    lead = at_work(home, hour, entered(home, LEAD))
    draft = lead.session.open(earlier.screening.ref, "To see how it stands")
    assert RESCREEN not in [each.id for each in can_be_done(draft, can_print=True)]
    assert "role practitioner" in (await begin_again(Answers(), lead, draft)).words
    lead.session.close()


async def test_what_cannot_be_kept_begins_none_and_leaves_what_was_open(
    home: Path, station: JobContext, hour: Hour
) -> None:
    ref = screened(station, hour).screening.ref
    station.session.close()
    with read_only(home):
        late = at_work(home, hour, second_terminal(home))
        draft = late.session.open(ref)
        begun = await begin_again(Answers(), late, draft)
        assert (begun.draft is None and "only be read" in begun.words) or "read-only" in begun.words
        assert late.session.draft is draft
        late.session.close()
