"""What the call taker says is written down where the script is read, and stands in the record of the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.phone import PhoneScreen
from ce_tui.session.jobs.recording import CUT_OFF
from ce_tui.widgets.field import Field
from ce_tui.widgets.text_view import TextView
from support.people import office
from support.people.acting import OFFICE, at_noon, done, record_it, reply
from support.people.marking import marked
from support.people.screens import App, app_at


def red(answers: Answers) -> Answers:
    return marked(answers, "R2")


async def phoning(app: App) -> None:
    app.app.navigator.open("phone")
    await app.settle()
    assert isinstance(app.app.screen, PhoneScreen)


def rows(app: App) -> list[str]:
    parts = app.screen.query_one("#phone", TextView).parts
    return [part.text for part in parts if part.id.startswith(("note=", "record="))]


async def writes_down(app: App, reply: str, typed: str) -> None:
    app.screen.query_one("#phone", TextView).go_to(f"note={reply}")
    await app.press("enter")
    await app.until(lambda: app.app.front.in_dialog, "what is asked")
    await app.type(typed)
    await app.press("enter")
    await app.settle()


async def test_while_one_phones_it_is_written_down_row_by_row_and_stands_in_the_record(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await phoning(app)
        assert rows(app) == [
            "The person's name: not written down yet",
            "What was said: not written down yet",
            "What came of it: not written down yet",
            "What happens next: not written down yet",
            "By when: not written down yet",
            "Their reference: not written down yet",
            "Record this call",
        ]
        await writes_down(app, "person", "K. Worker")
        assert "Written down: The person's name: K. Worker." in app.said
        await writes_down(app, "by", "tomorrow")
        assert rows(app)[0] == "The person's name: K. Worker" and rows(app)[4] == "By when: 26 November 2026"
        app.screen.query_one("#phone", TextView).go_to("note=came_of_it")
        await app.press("enter")
        await app.until(lambda: app.app.front.in_dialog, "what came of it")
        await office.choose(app, "Accepted")
        await app.settle()
        assert rows(app)[2].startswith("What came of it: Accepted")
        app.screen.query_one("#phone", TextView).go_to("record=")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")
        await app.settle()
        assert "K. Worker" in app.said
        await reply(app, to=OFFICE)
        await record_it(app)
        await app.until(lambda: not isinstance(app.app.screen, ActionScreen), "that it is recorded")
        await app.settle()
        (action,) = done(app.draft)
        assert (action.to, action.person, action.by, action.came_of_it) == (
            OFFICE,
            "K. Worker",
            "2026-11-26",
            "accepted",
        )
        if not isinstance(app.app.screen, PhoneScreen):
            await phoning(app)
        assert rows(app)[0] == "The person's name: not written down yet", "the next call begins afresh"


@pytest.mark.parametrize(
    ("reply", "typed"), [("person", "Dana Duty"), ("reference", "5512"), ("by", "Friday")]
)
async def test_what_is_typed_on_a_row_that_takes_text_stands_in_its_field(
    home: Path, reply: str, typed: str
) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await phoning(app)
        app.screen.query_one("#phone", TextView).go_to(f"note={reply}")
        await app.settle()
        assert "d record" not in app.text() and "F1 help" in app.text()
        await app.type(typed)
        assert app.app.screen.query_one(Field).value == typed
        await app.press("enter")
        await app.settle()
        written = "27 November 2026" if reply == "by" else typed
        assert written in [row.partition(": ")[2] for row in rows(app)]
        await app.type("x")
        await app.press("escape")
        await app.settle()
        left = written if reply == "by" else f"{typed}; changed, and {CUT_OFF}: “{typed}x”"
        assert left in [row.partition(": ")[2] for row in rows(app)]


async def test_on_a_row_that_takes_a_choice_a_letter_is_a_key(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await phoning(app)
        app.screen.query_one("#phone", TextView).go_to("note=came_of_it")
        await app.settle()
        assert "d record" in app.text()
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")


@pytest.mark.parametrize("row", ["note=came_of_it", "Danger"])
async def test_what_is_typed_on_a_row_that_takes_none_is_said_to_be_lost(home: Path, row: str) -> None:
    async with app_at(home, "result", change=red) as app:
        await phoning(app)
        app.screen.query_one("#phone", TextView).go_to(row)
        await app.press("down", "up")
        stood = app.said
        for key in ("S", "5"):
            await app.press(key)
            lost = "Not written: this row takes no text. Tab leads to the rows that do."
            assert app.said.partition("  ")[0] == lost
        await app.press("down", "up")
        assert app.said == stood
        assert all(each.endswith(": not written down yet") for each in rows(app)[:-1])


async def test_whoever_comes_back_from_help_reads_on_where_they_were(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await phoning(app)
        await app.press(*["down"] * 12)
        here = app.said
        await app.press("f1")
        await app.press("escape")
        assert isinstance(app.app.screen, PhoneScreen) and app.said == here


async def test_a_day_that_is_none_is_asked_for_again_and_esc_keeps_what_was_there(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        await phoning(app)
        await writes_down(app, "by", "31 feb")
        assert app.app.front.in_dialog and "By when" in app.words()
        await app.press("escape")
        await app.settle()
        assert rows(app)[4] == "By when: not written down yet"


async def test_over_a_record_that_is_open_it_leads_back_there(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        at_noon(app)
        app.app.navigator.record()
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")
        await app.settle()
        await reply(app, person="K. Worker")
        await phoning(app)
        assert rows(app) == ["Record this call"]
        app.screen.query_one("#phone", TextView).go_to("record=")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")
        await app.settle()
        assert "K. Worker" in app.said


async def test_what_becomes_of_it_in_the_record_is_what_leads_there_afterwards(home: Path) -> None:
    async with app_at(home, "result", change=red) as app:
        await phoning(app)
        await writes_down(app, "person", "K. Worker")
        assert rows(app)[-1] == "Record this call"
        app.screen.query_one("#phone", TextView).go_to("record=")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the record")
        await reply(app, kind="form")
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, PhoneScreen), "the script")
        assert rows(app)[-1].startswith("Record it: begun before as form sent")
        assert rows(app)[-1].endswith("K. Worker, not as a call")
