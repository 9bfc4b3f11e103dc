"""A new screening as a job: the area is asked, the hub's usual one proposed; who may not begins none."""

from __future__ import annotations

from pathlib import Path

from ce_tui.session.jobs.opening import begin_screening
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers
from support.people.office import LEAD, entered, hub
from support.people.station import station_of
from support.stores.changing_pathways import deployed


async def test_it_begins_at_start_in_the_area_that_is_chosen(station: JobContext) -> None:
    asker = Answers("thurrock")
    begun = await begin_screening(asker, station)
    assert asker.asked == [
        "Where does the child live? Contacts and steps follow from it; it can be changed at Start."
    ]
    assert asker.choices == [["southend", "essex", "thurrock", "elsewhere"]]
    assert begun.draft is not None and begun.draft is station.session.draft
    assert (begun.section, begun.draft.answers.locality, begun.words) == ("start", "thurrock", "")


async def test_who_chooses_no_area_begins_none(station: JobContext) -> None:
    begun = await begin_screening(Answers(None), station)
    assert begun.draft is None and begun.words.startswith("Nothing was begun")
    assert station.session.casebook.index.all() == []


async def test_only_a_practitioner_begins_one(tmp_path: Path) -> None:
    hub(tmp_path / "hub")
    lead = station_of(entered(tmp_path / "hub", LEAD), tmp_path / "hub")
    assert "role practitioner" in (await begin_screening(Answers(), lead)).words
    lead.session.close()


async def test_without_a_pathway_that_can_be_used_it_is_said_which_file(tmp_path: Path) -> None:
    hub(tmp_path / "hub")
    made = deployed(tmp_path / "made-up")
    made.configure("other.toml")
    (made.folder / "other.toml").write_text("[[")
    from support.people.screens import second_terminal

    station = station_of(second_terminal(tmp_path / "hub"), tmp_path / "hub", made.config)
    begun = await begin_screening(Answers(), station)
    assert begun.draft is None and "other.toml" in begun.words
    station.session.close()
