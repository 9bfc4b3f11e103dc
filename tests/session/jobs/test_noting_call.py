"""What the call taker says is written down where one reads: kept at once, beside what else is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.begun_action import BegunAction
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.noting_call import note, noted
from support.people.asker import Answers
from support.people.office import BEN, administrator_does, entered, hub
from support.people.screens import NAME
from support.people.station import station_of


async def test_each_is_kept_at_once_and_stands_in_what_is_begun(draft: Draft) -> None:
    assert (await note(Answers("K. Worker"), draft, "person")).words == (
        "Written down: The person's name: K. Worker."
    )
    assert (await note(Answers("accepted"), draft, "came_of_it")).done
    begun = BegunAction(draft)
    assert (begun.value("person"), begun.value("came_of_it")) == ("K. Worker", "accepted")
    assert noted(draft)["person"] == "The person's name: K. Worker"


async def test_who_cancels_or_leaves_it_as_it_is_changes_nothing(draft: Draft) -> None:
    await note(Answers("K. Worker"), draft, "person")
    for answer in (None, "K. Worker"):
        assert not (await note(Answers(answer), draft, "person")).done
    assert noted(draft)["person"] == "The person's name: K. Worker"


async def test_a_day_that_is_none_is_asked_for_again(draft: Draft) -> None:
    asker = Answers("31 feb", "27 11 2026")
    assert (await note(asker, draft, "by")).done and len(asker.asked) == 2
    assert noted(draft)["by"] == "By when: 27 November 2026"


async def test_what_another_terminal_wrote_down_meanwhile_stays(draft: Draft) -> None:
    class Meanwhile(Answers):
        async def text(self, *asked: object, **more: object) -> str | None:
            other = BegunAction(draft)
            other.put("said", "They ring back.")
            other.keep()
            return await super().text(*asked, **more)  # type: ignore[arg-type]

    assert (await note(Meanwhile("K. Worker"), draft, "person")).done
    assert noted(draft)["said"] == "What was said: They ring back."
    assert noted(draft)["person"] == "The person's name: K. Worker"


async def test_on_a_full_disk_it_is_said_and_kept_as_soon_as_there_is_room(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    with monkeypatch.context() as disk:
        disk.setattr(draft.casebook.preferences, "set", full)
        result = await note(Answers("K. Worker"), draft, "person")
        assert not result.done and "Your words are still here" in result.words
        noted(draft)
    assert draft.beside.is_kept()
    assert noted(draft)["person"] == "The person's name: K. Worker"


async def test_of_a_screening_that_was_passed_on_nothing_is_written_down(home: Path) -> None:
    hub(home)
    ben = station_of(entered(home, BEN), home)
    draft = ben.session.begin("essex")
    administrator_does(home, lambda admin: admin.people.hand_over(BEN, NAME))
    result = await note(Answers(), draft, "person")
    assert not result.done and "passed on" in result.words
    ben.session.close()
