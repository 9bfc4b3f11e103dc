"""Opening a screening as a job: who has it open is asked about, a lead gives a reason; then it is where it was left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.interview.replies import set_notes
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.casebook import permission
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session.jobs.opening import OpenedDraft, open_screening
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.office import BEN, CHILD, LEAD, entered, hub, screening_of
from support.people.screens import NAME, second_terminal
from support.people.station import station_of


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds since the machine started, which the test moves."""
    now = [1000.0]
    monkeypatch.setattr(permission, "since_start", lambda: now[0])
    return now


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Casebook]:
    """A practitioner of a hub who has a screening open and has changed it."""
    home = tmp_path / "hub"
    hub(home)
    ref = screening_of(home)
    casebook = entered(home, BEN)
    opened = casebook.screenings.open(ref)
    casebook.screenings.save(msgspec.structs.replace(opened, answers=set_notes(opened.answers, "by Ben")))
    yield casebook
    casebook.close()


@pytest.fixture
def lead(ben: Casebook, tmp_path: Path) -> Iterator[JobContext]:
    """A lead of the same hub."""
    made = station_of(entered(tmp_path / "hub", LEAD), tmp_path / "hub")
    yield made
    made.session.close()


def only_one(casebook: Casebook) -> str:
    (found,) = casebook.index.all()
    return found.ref


async def test_a_lead_gives_a_reason_and_reads_what_another_has_open(ben: Casebook, lead: JobContext) -> None:
    asker = Answers("read", "Supervision")
    opened = await open_screening(asker, lead, only_one(ben))
    assert asker.asked[0].startswith(f"{BEN} has had it open since ")
    assert "It can be taken over once nothing was changed in it for a while: in 2 minutes" in asker.asked[0]
    assert asker.choices == [["read", "cancel"]], "not to be taken over yet"
    assert "Give your reason" in asker.asked[1]
    assert opened.draft is not None and opened.draft.answers.child.name == CHILD
    assert opened.draft.view_only.startswith(f"View only. {BEN} has had it open since")
    assert (opened.section, opened.words) == ("start", "")


@pytest.mark.parametrize("answers", [("cancel",), (None,), ("read", None)])
async def test_a_question_that_is_left_opens_nothing(
    ben: Casebook, lead: JobContext, answers: tuple[str | None, ...]
) -> None:
    asker = Answers(*answers)
    assert await open_screening(asker, lead, only_one(ben)) == OpenedDraft()
    assert lead.session.draft is None and asker.all_given


async def test_it_is_taken_over_when_nothing_was_changed_for_two_minutes(
    ben: Casebook, lead: JobContext, clock: list[float]
) -> None:
    clock[0] += 121
    asker = Answers("take", "Ben is ill")
    opened = await open_screening(asker, lead, only_one(ben))
    assert asker.choices == [["read", "take", "cancel"]]
    assert opened.draft is not None and opened.draft.editable and opened.draft.answers.notes == "by Ben"
    held = ben.presence.holder(only_one(ben))
    assert held is not None and held.name == LEAD


async def test_what_was_typed_there_while_it_was_asked_is_told_before_it_is_taken_over(
    station: JobContext, tmp_path: Path, clock: list[float]
) -> None:
    there = station_of(second_terminal(tmp_path / "home"), tmp_path / "home")
    ref = there.session.begin("essex").screening.ref

    class Slow(Answers):
        async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
            if not self.asked:
                assert there.session.draft is not None
                there.session.draft.apply(lambda answers: set_notes(answers, "typed meanwhile"))
            return await super().choose(question, choices, safe=safe)

    asker = Slow("take", "take")
    opened = await open_screening(asker, station, ref)
    assert len(asker.asked) == 2, "once more, because something was typed meanwhile"
    assert opened.draft is not None and opened.draft.answers.notes == "typed meanwhile"
    there.session.close()


async def test_ones_own_on_another_terminal_is_taken_over_first(station: JobContext, tmp_path: Path) -> None:
    there = station_of(second_terminal(tmp_path / "home"), tmp_path / "home")
    ref = there.session.begin("essex").screening.ref
    asker = Answers("take")
    opened = await open_screening(asker, station, ref)
    assert asker.asked[0].startswith("You have it open yourself on another terminal, since")
    assert asker.choices == [["take", "read", "cancel"]]
    assert opened.draft is not None and opened.draft.editable
    there.session.close()


async def test_a_draft_opens_where_it_was_left_and_a_completed_one_at_its_result(station: JobContext) -> None:
    draft = station.session.begin("essex")
    ref = draft.screening.ref
    draft.keep_place("yellow:Y4")
    station.session.close_draft()
    opened = await open_screening(Answers(), station, ref)
    assert (opened.section, opened.at, opened.words) == ("yellow", "Y4", "Opened where you left it.")
    assert opened.draft is not None
    opened.draft.complete()
    station.session.close_draft()
    opened = await open_screening(Answers(), station, ref)
    assert (opened.section, opened.at, opened.words) == ("result", "", "")


async def test_a_place_that_no_section_has_any_more_opens_at_the_first(station: JobContext) -> None:
    draft = station.session.begin("essex")
    draft.keep_place("purple:P1")
    station.session.close_draft()
    opened = await open_screening(Answers(), station, draft.screening.ref)
    assert (opened.section, opened.at) == ("start", "")


async def test_what_cannot_be_opened_is_said_and_what_is_open_stays_away(station: JobContext) -> None:
    opened = await open_screening(Answers(), station, "CE-0000-00")
    assert opened.draft is None and opened.words.startswith("There is no screening with this reference")
    assert station.session.casebook.account.name == NAME
