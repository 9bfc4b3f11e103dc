"""The log for reading: by record, person, kind and from a day on, verified in words; by keys, for those who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.at_the_door import NAME, at_home, until
from support.people.office import (
    BEN,
    LEAD,
    SECRET,
    choose,
    entered,
    go_to,
    hub,
    offered,
    say,
    screening_of,
)
from support.people.screens import App


async def to_log(door: App) -> None:
    await go_to(door, "audit", "Verify: is the log whole")


async def test_the_newest_entry_stands_first_with_who_what_and_when_whatever_the_width(home: Path) -> None:
    hub(home)
    ref = screening_of(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_log(door)
        words = door.words()
        assert words.index(f"{LEAD} signed in") < words.index(f"{BEN} began a screening")
        assert ref in words
        for width, height in ((60, 20), (80, 24)):
            await door.pilot.resize_terminal(width, height)
            await door.settle()
            assert f"{BEN} began a screening" in door.words() and ref in door.words(), width
            assert all(len(line) <= width for line in door.text().splitlines()), width
            assert door.text().splitlines()[-1].endswith(("? help", "F1 help")), width
        await door.press("down", "down", "down", "down", "down")
        assert "Entry " in door.said and " at " in door.said and "Enter shows" in door.said


async def test_the_entries_of_a_record_of_a_person_of_some_kinds_and_from_a_day_on_are_shown(
    home: Path,
) -> None:
    hub(home)
    other, ref = screening_of(home), screening_of(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_log(door)
        await door.press("r")
        await say(door, ref.lower().replace("-", " "))
        await until(door, lambda: f"of {ref}" in door.said, "the entries of the record")
        assert ref in door.text() and other not in door.text() and "signed in" not in door.text()
        await door.press("escape")
        await until(door, lambda: other in door.text(), "everything again")

        await door.press("p")
        await until(door, lambda: door.app.front.in_dialog, "the question whose")
        await choose(door, BEN)
        await until(door, lambda: f"by {BEN}" in door.said, "the entries of the person")
        assert f"{LEAD} signed in" not in door.text() and f"{BEN} began a screening" in door.text()
        await door.press("k")
        await until(door, lambda: door.app.front.in_dialog, "the question which")
        await choose(door, "Sign-ins")
        await until(door, lambda: "sign-ins, sign-outs" in door.said, "the entries of those kinds")
        assert f"{BEN} signed in" in door.text() and "began a screening" not in door.text()
        await door.press("x")
        await until(door, lambda: f"{LEAD} signed in" in door.text(), "everything again")

        assert "Since: the beginning" in door.text()
        keys = door.text().splitlines()[-1]
        assert "r record" in keys and "^G go to   ^L lock" in keys, "the list has the others"
        await door.press("s")
        await say(door, "soon")
        await until(door, lambda: "Give a date, or a date with a time" in door.words(), "what is wrong")
        await door.press("ctrl+u")
        await say(door, "1 1 2100")
        await until(door, lambda: "No entries since 1 January 2100." in door.said, "none of them")
        assert "> Since: 1 January 2100" in door.text()
        await door.press("enter")
        await until(door, lambda: "[ 2100-01-01" in door.text(), "what was chosen")
        await door.press("ctrl+u", "enter")
        await until(door, lambda: f"{LEAD} signed in" in door.text(), "everything again")


async def test_the_log_is_said_to_be_whole_and_an_entry_leads_to_what_belongs_with_it(home: Path) -> None:
    hub(home)
    ref = screening_of(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_log(door)
        await door.press("v")
        await until(door, lambda: "The log is whole" in door.text(), "the verdict")
        await door.press("escape")
        await until(door, lambda: "Verify: is the log whole" in door.text(), "the log")
        await choose(door, f"{BEN} began a screening")
        await until(door, lambda: door.app.front.in_dialog, "the entry")
        assert ref in door.words() and "began a screening" in door.words()
        await choose(door, "Only the entries of")
        await until(door, lambda: f"of {ref}" in door.said, "the entries of the record")


async def test_the_reason_that_a_lead_gave_stands_in_the_entry(home: Path) -> None:
    hub(home)
    ref = screening_of(home)
    lead = entered(home, LEAD)
    lead.screenings.open(ref, "Supervision of May")
    lead.close()
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_log(door)
        await choose(door, f"{LEAD} looked at a screening")
        await until(door, lambda: door.app.front.in_dialog, "the entry")
        assert f"{LEAD} looked at a screening: Supervision of May." in door.words()


async def test_an_older_store_that_was_put_back_is_said_with_what_it_means(home: Path) -> None:
    hub(home)
    older = home.joinpath("store.db").read_bytes()
    screening_of(home)
    home.joinpath("store.db").write_bytes(older)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await until(door, lambda: "This store is older than its anchors" in door.words(), "what is wrong")
        await door.press("enter")
        await until(door, lambda: not door.app.front.in_dialog, "Home")
        await to_log(door)
        await door.press("v")
        await until(door, lambda: "not as it was written" in door.text(), "the verdict")
        words = door.words()
        assert "Older store:" in words and "What to do" in words
        assert "not as it was written" in door.said
        await door.press("end")
        assert "Nothing was changed by looking." in door.words()


async def test_a_practitioner_is_not_offered_the_log_and_a_key_of_their_own_is_refused(home: Path) -> None:
    hub(home)
    async with at_home(home, name=BEN, passphrase=SECRET) as door:
        assert not offered(door, "audit")
        await door.app.run_action("app.audit")
        await door.settle()
        assert "This takes the role lead or administrator" in door.said


async def test_older_entries_are_shown_when_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub(home)
    monkeypatch.setattr("ce_tui.session.jobs.keeping.PAGE", 3)
    async with at_home(home) as door:
        await to_log(door)
        assert f"{NAME} set the store up" not in door.text()
        for _ in range(5):
            if "older entries" not in door.text():
                break
            await choose(door, "Show 3 older")
            await door.settle()
        await door.press("end")  # of two days, past midnight, it is below the screen
        await until(door, lambda: f"{NAME} set the store up" in door.text(), "the first entry")
