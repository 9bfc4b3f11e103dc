"""Saying whether a listed screening is of the same child, as a job: what is asked, what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers as Given
from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.words import MarkName
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import ReadOnly
from ce_tui.core.words.plain import NAMES
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.opening import (
    ACTS,
    FAMILY_CARRIED,
    FAMILY_STAYS,
    FOLLOWS,
    ask_about_pair,
    look_and_say,
    look_for_child,
    settle_pair,
)
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.known import KnownRow, known_list
from ce_tui.session.words.people import NO_REASON
from support.people import office
from support.people.acting import Hour, at_work
from support.people.asker import Answers
from support.people.at_the_door import CONFIG
from support.people.screens import NAME, second_terminal
from support.people.station import station_of
from support.stores.vault import read_only

ZEPHYRINE = Child(name="Zephyrine Quillfeather", date_of_birth="2011-04-03")
ON_SCREEN = "Go to: Known here already."
TODAY = "25 November 2026"


@pytest.fixture
def station(home: Path, hour: Hour) -> Iterator[JobContext]:
    """One person with all roles, at noon on Wednesday 25 November 2026."""
    made = at_work(home, hour)
    yield made
    made.session.close()


@pytest.fixture
def draft(station: JobContext) -> Draft:
    """A draft about Zephyrine, open."""
    return about_zephyrine(station)


def about_zephyrine(station: JobContext) -> Draft:
    draft = station.session.begin("essex")
    draft.apply(lambda answers: msgspec.structs.replace(answers, child=ZEPHYRINE))
    return draft


def also_screened(
    casebook: Casebook, child: Child = ZEPHYRINE, marks: dict[str, MarkName] | None = None
) -> str:
    """A completed screening of a week before, with an amber mark: its reference."""
    answers = Given(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        child=child,
        screened_on="2026-11-18",
        marks=marks or {"A3": "suspected"},
        known_to_practitioner=True,
        notes="Seen at the station.",
    )
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(casebook.screenings.complete(screening))
    return screening.ref


def listed(draft: Draft) -> list[KnownRow]:
    return known_list(draft, look_for_child(draft), CONFIG.pathways().naming, NAMES).rows


def only_row(draft: Draft) -> KnownRow:
    [row] = listed(draft)
    return row


async def chooses(draft: Draft, *answers: str | bool | None, row: KnownRow | None = None) -> JobResult:
    """Ask what to do with the only one that is listed, or another, and answer: what came of it."""
    asker = Answers(*answers)
    came = await ask_about_pair(asker, draft, row or only_row(draft))
    assert asker.all_given
    assert came is not None, "it is not opened"
    return came


async def test_what_is_listed_is_asked_about_and_may_just_be_opened(draft: Draft) -> None:
    other = also_screened(draft.casebook)
    asker = Answers("open")
    assert await ask_about_pair(asker, draft, only_row(draft)) is None
    assert asker.asked[0].startswith(f"{other}. Probably the same child (birth date: the same; forename")
    assert asker.asked[0].endswith(
        "Zephyrine Quillfeather, born 3 April 2011, completed, screened 18 November 2026."
    )
    assert asker.offered == [["Open it", "It is the same child", "It is not the same child"]]


@pytest.mark.parametrize("answers", [(None,), ("same", False)])
async def test_who_leaves_a_question_changes_nothing(draft: Draft, answers: tuple[str | bool | None]) -> None:
    also_screened(draft.casebook)
    assert await chooses(draft, *answers) == JobResult(False)
    assert only_row(draft).words.startswith("Probably the same child")


async def test_the_same_child_is_said_after_what_follows_and_stands_first_from_then_on(draft: Draft) -> None:
    ref, other = draft.screening.ref, also_screened(draft.casebook)
    assert draft.before.key == ""
    asker = Answers("same", True)
    came = await ask_about_pair(asker, draft, only_row(draft))
    assert asker.asked[1] == f"{FOLLOWS} Are {ref} and {other} of the same child?"
    assert asker.offered[1] == ["Yes, they are of the same child", "Go back"]
    assert came == JobResult(
        True, f"{ref} and {other} are of the same child now. It can be taken back in the same place."
    )
    assert draft.before.key.split()[0] == other, "the screening before is read anew"
    possible = also_screened(draft.casebook)
    assert [row.ref for row in listed(draft)] == [other, possible]
    assert listed(draft)[0].words == (
        f"The same child, as {NAME} said on {TODAY}. Amber, Zephyrine Quillfeather, born 3 April 2011, completed, "
        "screened 18 November 2026"
    )
    assert look_and_say(draft, ON_SCREEN) == (
        f"The same child: 1 screening. This child may be known: 1 screening (1 probably). {ON_SCREEN}"
    )


async def test_it_is_taken_back_where_it_was_said(draft: Draft) -> None:
    ref, other = draft.screening.ref, also_screened(draft.casebook)
    await chooses(draft, "same", True)
    assert draft.before.key.split()[0] == other
    asker = Answers("take back")
    came = await ask_about_pair(asker, draft, only_row(draft))
    assert asker.offered == [["Open it", "Take that back: it stands by itself again"]]
    assert came == JobResult(
        True, f"Taken back: it is open again whether {ref} and {other} are of the same child."
    )
    assert draft.before.key == ""
    assert only_row(draft).words.startswith("Probably the same child")


async def test_not_the_same_is_asked_again_only_once_the_name_is_another(draft: Draft) -> None:
    ref, other = draft.screening.ref, also_screened(draft.casebook)
    came = await chooses(draft, "not same")
    assert came.done and came.words.startswith(
        f"{ref} and {other} are not of the same child. It is not asked"
    )
    assert look_and_say(draft, ON_SCREEN) == ""
    assert only_row(draft).words.startswith(f"Not the same child, as {NAME} said on {TODAY}. Amber, ")
    respelled = msgspec.structs.replace(ZEPHYRINE, name="Zephyrin Quillfeather")
    draft.apply(lambda answers: msgspec.structs.replace(answers, child=respelled))
    assert "This child may be known: 1 screening" in look_and_say(draft, ON_SCREEN)
    assert only_row(draft).words.endswith(
        f". Before, on {TODAY}, {NAME} said: not the same child; what it is known by is another since"
    )
    assert (await chooses(draft, "not same")).done
    asker = Answers("take back")
    assert (await ask_about_pair(asker, draft, only_row(draft))).done
    assert asker.offered == [["Open it", "Take that back: it may be asked about again"]]
    assert only_row(draft).words.startswith("Probably the same child")


async def test_one_that_is_not_listed_is_asked_about_by_its_reference(draft: Draft) -> None:
    quite_otherwise = Child(name="Peregrine Marshmallow", date_of_birth="2012-01-02")
    other = also_screened(draft.casebook, quite_otherwise)
    assert listed(draft) == []
    asker = Answers("same", True)
    assert (await ask_about_pair(asker, draft, KnownRow(other, ""))).done
    assert asker.asked[0] == f"{other}."
    assert only_row(draft).words.startswith("The same child, as ")
    came = await chooses(draft, "same", True, row=KnownRow("CE-0000-00", ""))
    assert not came.done and came.words.startswith("There is no screening with this reference")


async def test_what_was_said_otherwise_meanwhile_is_refused_in_words(draft: Draft) -> None:
    ref, other = draft.screening.ref, also_screened(draft.casebook)
    row = only_row(draft)
    draft.casebook.pairings.say(other, ref, same=False)
    came = await ask_about_pair(Answers("same", True), draft, row)
    assert came is not None and not came.done
    assert came.words.endswith("Nothing was changed: take that back first.")
    assert draft.before.key == ""


async def test_a_completed_one_and_one_that_is_only_shown_can_be_said_of_as_well(
    draft: Draft, station: JobContext
) -> None:
    other = also_screened(draft.casebook)
    draft.apply(lambda answers: msgspec.structs.replace(answers, known_to_practitioner=True))
    draft.complete()
    version = draft.screening.version
    assert (await chooses(draft, "same", True)).done
    assert draft.casebook.screenings.again(draft.screening).version == version, "nothing in it changed"
    draft.reopen()
    draft.view_only = "View only."
    assert (await settle_pair(Answers(), draft, "take back", other)).done


async def test_where_too_little_is_typed_what_was_said_is_listed_and_nobody_is_looked_for(
    draft: Draft,
) -> None:
    other, _ = also_screened(draft.casebook), also_screened(draft.casebook)
    assert (await settle_pair(Answers(True), draft, "same", other)).done
    draft.apply(lambda answers: msgspec.structs.replace(answers, child=Child(name="Zephyrine")))
    assert [row.ref for row in listed(draft)] == [other]
    assert look_and_say(draft, ON_SCREEN) == f"The same child: 1 screening. {ON_SCREEN}"


async def test_where_nothing_can_be_saved_it_says_so_before_anything_is_asked(home: Path) -> None:
    second = station_of(office_of_one(home), home)
    draft = about_zephyrine(second)
    ref, other = draft.screening.ref, also_screened(second.session.casebook)
    second.session.close()
    with read_only(home):
        made = station_of(second_terminal(home), home)
        draft = made.session.open(ref)
        for act in ACTS:
            asker = Answers()
            assert await settle_pair(asker, draft, act, other) == (False, ReadOnly().words)
        made.session.close()


def office_of_one(home: Path) -> Casebook:
    office.hub(home)
    return second_terminal(home)


# Two colleagues, and a lead


@pytest.fixture
def two(home: Path) -> tuple[str, str]:
    """Two practitioners of a hub have screened the child: the references, Ben's last."""
    ada = office_of_one(home)
    adas = also_screened(ada)
    ada.close()
    ben = office.entered(home, office.BEN)
    bens = also_screened(ben)
    ben.close()
    return adas, bens


@pytest.fixture
def lead(home: Path, two: tuple[str, str]) -> Iterator[JobContext]:
    """A lead who has opened Ben's."""
    made = station_of(office.entered(home, office.LEAD), home)
    made.session.open(two[1], "Ben asked me")
    yield made
    made.session.close()


def bens_draft(home: Path, ref: str) -> Draft:
    return station_of(office.entered(home, office.BEN), home).session.open(ref)


async def test_a_lead_joins_what_two_colleagues_screened_and_they_hear_of_it_without_the_reference(
    home: Path, two: tuple[str, str], lead: JobContext
) -> None:
    adas, bens = two
    draft = lead.session.draft
    assert draft is not None
    asker = Answers("same", True, "Both name the same school")
    came = await ask_about_pair(asker, draft, only_row(draft))
    assert came is not None and came.done
    assert came.words.startswith(f"{bens} and {adas} are of the same child now.")
    assert "Zephyrine" not in "".join(asker.asked) and f"by {NAME}" in asker.asked[0]
    assert asker.asked[2].startswith(
        "This is about a colleague's screening. Why do you say that? It is logged"
    )
    lead.session.close_draft()
    bens_own = bens_draft(home, bens)
    found = look_for_child(bens_own)
    assert (found.colleagues, found.said, found.hits) == (1, (), ())
    told = (
        "It was said that a colleague's screening is of this child: ask your lead. Give them this reference: "
        f"{bens}."
    )
    assert known_list(bens_own, found, CONFIG.pathways().naming, NAMES).first == [told]
    assert look_and_say(bens_own, ON_SCREEN) == told
    assert adas not in repr(found)
    bens_own.casebook.close()


async def test_a_lead_without_a_reason_or_with_one_that_names_the_child_changes_nothing(
    home: Path, two: tuple[str, str], lead: JobContext
) -> None:
    draft = lead.session.draft
    assert draft is not None
    assert await chooses(draft, "same", True, None) == JobResult(False, NO_REASON)
    came = await chooses(draft, "not same", "Zephyrine told me so")
    assert not came.done and came.words.startswith("A word of the reason is in the child's name")
    assert look_for_child(draft).said == ()


async def test_what_a_lead_said_of_a_colleagues_a_practitioner_does_not_take_back(
    home: Path, two: tuple[str, str], lead: JobContext
) -> None:
    adas, bens = two
    draft = lead.session.draft
    assert draft is not None
    assert (await settle_pair(Answers(True, "One school"), draft, "same", adas)).done
    lead.session.close_draft()
    bens_own = bens_draft(home, bens)
    result = await settle_pair(Answers(), bens_own, "take back", adas)
    assert not result.done and result.words.startswith("There is no screening with this reference")
    bens_own.casebook.close()
    lead.session.open(bens, "Ben asked me")
    draft = lead.session.draft
    assert draft is not None
    assert (await chooses(draft, "take back", "It was another school")).done
    assert look_for_child(draft).said == ()


async def test_that_the_family_may_be_involved_is_carried_into_the_draft_however_they_are_joined(
    station: JobContext, draft: Draft
) -> None:
    other = also_screened(draft.casebook, marks={"A8": "suspected"})
    came = await chooses(draft, "same", True)
    assert came.words.endswith(FAMILY_CARRIED) and draft.answers.family_before == "2026-11-18"
    assert [alert.key for alert in draft.outcome.alerts] == ["family_involved"]
    came = await chooses(draft, "take back")
    assert came.words.endswith(FAMILY_STAYS) and draft.answers.family_before == "2026-11-18"
    another = about_zephyrine(station)
    another.casebook.pairings.say(another.screening.ref, other, same=True)
    assert not another.answers.family_before, "another terminal said so"
    opened = station.session.open(another.screening.ref)
    assert opened.answers.family_before == "2026-11-18"


async def test_a_completed_one_is_not_changed_by_it(draft: Draft) -> None:
    also_screened(draft.casebook, marks={"A8": "suspected"})
    draft.complete()
    came = await chooses(draft, "same", True)
    assert came.done and FAMILY_CARRIED not in came.words and not draft.answers.family_before
