"""What the call taker says is written down where one reads: kept at once, beside what else is begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.pathway.shape import Line
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.begun_action import BegunAction
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import note, noted, record_words
from support.people.asker import Answers
from support.people.office import BEN, administrator_does, entered, hub
from support.people.screens import NAME, second_terminal
from support.people.station import station_of

HALF = "They send somebody at f"


class LetterByLetter(Answers):
    """Types half of it, which is kept within a second; then something happens, then the answer comes."""

    def __init__(self, answer: str | None, then: Callable[[], object] = lambda: None) -> None:
        super().__init__(answer)
        self._then = then

    async def text(self, question: str, line: Line) -> str | None:
        assert line.keep is not None
        for now in (False, True):
            line.keep(HALF, now)
        self._then()
        return await super().text(question, line)


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
    assert draft.beside.keep_now() is None
    assert noted(draft)["person"] == "The person's name: K. Worker"


async def test_what_was_begun_before_as_something_else_is_not_called_this_call(draft: Draft) -> None:
    assert record_words(draft) == "Record this call"
    await note(Answers("K. Worker"), draft, "person")
    assert record_words(draft) == "Record this call"
    begun = BegunAction(draft)
    begun.put("kind", "form")
    assert draft.beside.keep_now() is None
    assert record_words(draft) == "Record it: begun before as form sent, K. Worker, not as a call"
    begun.put("kind", "police")
    assert draft.beside.keep_now() is None and record_words(draft) == "Record this call"


async def test_of_a_screening_that_was_passed_on_nothing_is_written_down(home: Path) -> None:
    hub(home)
    ben = station_of(entered(home, BEN), home)
    draft = ben.session.begin("essex")
    administrator_does(home, lambda admin: admin.people.hand_over(BEN, NAME))
    result = await note(Answers(), draft, "person")
    assert not result.done and "passed on" in result.words
    ben.session.close()


@pytest.mark.parametrize(
    ("typed", "left"),
    [(f"{HALF}ive.", [f"What was said: {HALF}ive."]), ("five", ["What was said: five"]), ("", [])],
)
async def test_what_is_written_down_of_one_that_was_passed_on_meanwhile_is_left_for_whose_it_is_now(
    home: Path, typed: str, left: list[str]
) -> None:
    hub(home)
    ben = station_of(entered(home, BEN), home)
    draft = ben.session.begin("essex")
    asker = LetterByLetter(
        typed, lambda: administrator_does(home, lambda admin: admin.people.hand_over(BEN, NAME))
    )
    result = await note(asker, draft, "said")
    assert not result.done and "passed on" in result.words
    ben.session.close()
    heir = second_terminal(home)
    assert [each.text for each in heir.words_left.of(draft.screening.ref)] == left
    heir.close()


async def test_what_was_cut_off_and_recorded_at_another_terminal_does_not_come_back(
    draft: Draft, tmp_path: Path
) -> None:
    await note(LetterByLetter(None), draft, "said")
    assert HALF in noted(draft)["said"]
    key = f"begun action.{draft.screening.ref}"
    other = second_terminal(tmp_path / "home")
    assert HALF in other.preferences.get(key)
    other.preferences.set(key, "")  # as it is once it was recorded
    other.close()
    assert draft.flush() and draft.casebook.preferences.get(key) == ""
