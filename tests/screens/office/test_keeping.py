"""Keeping and letting go: the lead's queue, holds, deletion with its undo; the administrator's rules; all by keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ce_tui.core.vault.retention_rules import Retention, Rule
from support.people.at_the_door import at_home, until
from support.people.office import (
    ADMIN,
    BEN,
    CHILD,
    LEAD,
    SECRET,
    agree,
    choose,
    entered,
    go_to,
    hub,
    offered,
    say,
    screening_of,
)
from support.people.screens import App

LONG_AGO = datetime.now(UTC) - timedelta(days=400)


def old_draft(home: Path) -> str:
    """A draft of Ben's that was last changed more than a year ago: its reference."""
    return screening_of(home, clock=lambda: LONG_AGO)


def rule(home: Path, drafts: str = "90 days") -> None:
    """The rule that drafts are due after a while."""
    casebook = entered(home, ADMIN)
    casebook.reviews.set_rules(Retention(drafts=Rule(after=drafts)))
    casebook.close()


async def to_queue(door: App) -> None:
    await go_to(door, "keeping", "Due for a decision")


async def pick(door: App, ref: str, words: str) -> None:
    """Enter on a screening, then choose what is to become of it."""
    await choose(door, ref)
    await until(door, lambda: door.app.front.in_dialog, "the question")
    await choose(door, words)


async def test_what_is_due_stands_in_the_leads_queue_whatever_the_width_with_why_and_without_the_childs_name(
    home: Path,
) -> None:
    hub(home)
    ref = old_draft(home)
    rule(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_queue(door)
        words = door.words()
        assert "Due for a decision: 1" in words and ref in words and "kept for 90 days" in words
        assert CHILD not in words
        assert "1 due for a decision, 0 on hold, 0 marked for deletion." in door.said
        for width, height in ((60, 20), (80, 24)):
            await door.pilot.resize_terminal(width, height)
            await door.settle()
            await door.press("home")
            assert all(len(line) <= width for line in door.text().splitlines()), width
            assert door.text().splitlines()[-1].endswith(("? help", "F1 help")), width
            await door.press("end")
            assert ref in door.text() and "kept for 90 days" in door.said, width


async def test_a_screening_that_is_kept_until_a_day_leaves_the_queue(home: Path) -> None:
    hub(home)
    ref = old_draft(home)
    rule(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_queue(door)
        await pick(door, ref, "Keep it until a day")
        await say(door, "someday")
        await until(door, lambda: "The day must" in door.words(), "what is wrong with the day")
        await door.press("ctrl+u")
        await say(door, "3 april 2100")
        await until(door, lambda: "Your reason" in door.text(), "the question why")
        await say(door, "An inquiry is under way")
        await until(door, lambda: "Due for a decision: 0" in door.text(), "the empty queue")
        assert f"{ref} is kept until 3 April 2100" in door.said


async def test_a_screening_can_be_read_before_it_is_decided_on_and_that_is_logged(home: Path) -> None:
    hub(home)
    ref = old_draft(home)
    rule(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_queue(door)
        await pick(door, ref, "Read it first")
        await say(door, "To decide whether it is kept")
        await until(door, lambda: door.app.seat.open_draft is not None, "the screening")
        assert door.draft.answers.child.name == CHILD
        session = door.app.seat.kept_session
        assert session is not None
        views = session.casebook.log.entries(ref=ref, kinds=("view",))
        assert [each.detail for each in views] == ["To decide whether it is kept"]


async def test_after_a_decision_the_next_in_the_queue_is_current(home: Path) -> None:
    hub(home)
    refs = sorted(old_draft(home) for _ in range(3))
    rule(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_queue(door)
        await pick(door, refs[1], "Put it on hold")
        await say(door, "An inquiry")
        await until(door, lambda: "Due for a decision: 2" in door.text(), "the shorter queue")
        assert f"> {refs[2]}" in door.text() and f"{refs[1]} is on hold" in door.said
        await door.press("enter")
        await choose(door, "Put it on hold")
        await say(door, "An inquiry")
        await until(door, lambda: "Due for a decision: 1" in door.text(), "the shorter queue")
        assert f"> {refs[0]}" in door.text()


async def test_a_lead_is_offered_no_backup_and_no_rules_and_can_decide_by_reference_unless_it_is_unknown(
    home: Path,
) -> None:
    hub(home)
    ref = old_draft(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await to_queue(door)
        assert "Back the store up" not in door.text() and "Rules of keeping:" not in door.text()
        assert (
            "Rules, not changed in this store. Drafts: kept until someone decides otherwise" in door.words()
        )
        await choose(door, "Decide on a screening")
        await say(door, "nonsense")
        await until(door, lambda: "This is no reference" in door.said, "the refusal")
        await choose(door, "Decide on a screening")
        await say(door, ref)
        await until(door, lambda: f"What is to become of {ref}" in door.words(), "the question")
        await choose(door, "Put it on hold")
        await say(door, "An inquiry")
        await until(door, lambda: "On hold, nothing deletes them: 1" in door.text(), "the hold")
        await choose(door, ref)
        await until(door, lambda: f"Release {ref}?" in door.words(), "what can be done with a hold")


async def test_the_administrator_sets_rules_that_can_be_followed_makes_backups_and_sees_no_queue(
    home: Path,
) -> None:
    hub(home)
    old_draft(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "keeping", "Rules of keeping")
        assert "Due for a decision" not in door.text()
        await choose(door, "Rules of keeping", "After the last change")
        await door.type("soon")
        await door.press("tab")
        await door.type("xx")
        await door.press("tab", "tab", "tab", "tab", "tab", "home", "enter")
        await until(door, lambda: "not an age" in door.said, "what is wrong with the age")
        await door.press("ctrl+u", "tab", "tab", "tab", "tab", "tab", "home", "enter")
        await until(door, lambda: "not a length of time" in door.said, "what is wrong with the time")
        assert "After the last change" in door.text()
        await door.press("escape")
        await until(door, lambda: "After the last change" not in door.text(), "the keeping, unchanged")
        await choose(door, "Rules of keeping", "After the last change")
        await door.type("18 months")
        await door.press("tab")
        await door.type("25")
        await door.press("tab", "tab", "tab", "tab", "tab", "home", "enter")
        await until(
            door, lambda: "for review 18 months after the last change" in door.words(), "the question"
        )
        await agree(door)
        await until(door, lambda: "The rules of keeping are set." in door.said, "that they are set")
        assert "set in this store" in door.words()
        session = door.app.seat.kept_session
        assert session is not None
        assert session.casebook.reviews.rules().drafts == Rule(after="18 months", birthday=25)
        await choose(door, "Back the store up")
        await until(door, lambda: "Where should the backup be?" in door.words(), "the question where")
        await door.press("escape")
        await until(door, lambda: "No backup was made." in door.said, "that none was made")


async def test_a_practitioner_is_not_offered_the_queue(home: Path) -> None:
    hub(home)
    async with at_home(home, name=BEN, passphrase=SECRET) as door:
        assert not offered(door, "keeping")
