"""A backup as a job: where to, what came of it; the file's inside is told by the tests of the casebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.session.jobs.target import back_up
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers as Person
from support.people.office import CHILD
from support.people.screens import NAME


async def test_it_is_made_where_one_says_names_nobody_and_what_it_is_is_told(
    station: JobContext, tmp_path: Path
) -> None:
    station.session.casebook.screenings.begin(
        Answers(pathway=station.session.pathways.current.id, locality="essex", child=Child(name=CHILD))
    )
    target = tmp_path / "elsewhere.backup"
    asker = Person(str(target))
    assert await back_up(asker, station) == ""
    assert target.stat().st_size > 0
    assert target.stat().st_mode & 0o077 == 0
    assert asker.asked == [
        "Where should the backup be? Best on another disk: what is lost with this one is lost with it."
    ]
    assert asker.waited == ["Making the backup."]
    assert str(target) in asker.told[0]
    assert "encrypted" in asker.told[0]
    content = target.read_bytes()
    assert CHILD.encode() not in content and NAME.encode() not in content
    assert [each.detail for each in station.session.casebook.log.entries(kinds=("backup",))] == ["taken"]


async def test_the_name_that_is_proposed_is_the_days(
    station: JobContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await back_up(Person(""), station)
    assert (tmp_path / "ce-tui-2026-11-25.backup").exists()


async def test_who_cancels_is_told_that_none_was_made(station: JobContext) -> None:
    assert await back_up(Person(None), station) == "No backup was made."


async def test_who_may_not_is_told_and_nothing_is_left(station: JobContext, tmp_path: Path) -> None:
    casebook = station.session.casebook
    casebook.people.add_account("Ben Example", "quiet gravel under nine bicycles", ["administrator"])
    casebook.people.change_roles(casebook.account.name, ["practitioner"])
    target = tmp_path / "elsewhere.backup"
    asker = Person(str(target))
    assert await back_up(asker, station) == ""
    assert asker.told[0].startswith("No backup was made. ")
    assert not target.exists()
