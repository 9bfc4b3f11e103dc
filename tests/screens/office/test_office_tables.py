"""The office's lists in a wide window: tables with heads, days to the right; in others as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import at_home
from support.people.office import (
    ADMIN,
    BEN,
    LEAD,
    SECRET,
    administrator_does,
    entered,
    go_to,
    hub,
    screening_of,
)
from support.people.screens import App

WIDE = [(120, 40), (200, 60)]
SIZES = [(80, 24), *WIDE]
LONG_AGO = datetime(2020, 4, 3, 10, 42, tzinfo=UTC)
WHY = "An inquiry is under way"


def line_of(door: App, words: str) -> str:
    return next(line for line in door.text().splitlines() if line[2:].startswith(words))


def below(door: App, heading: str) -> list[str]:
    """The lines from a heading on."""
    lines = door.text().splitlines()
    return lines[next(at for at, line in enumerate(lines) if line.startswith(f" {heading}")) :]


def lead_does(home: Path, job: Callable[[Casebook], object]) -> None:
    casebook = entered(home, LEAD)
    job(casebook)
    casebook.close()


# Accounts


@pytest.mark.parametrize("size", WIDE)
async def test_accounts_are_a_table_of_roles_state_and_since_when(home: Path, size: tuple[int, int]) -> None:
    hub(home)
    administrator_does(home, lambda casebook: casebook.people.suspend(BEN))
    async with at_home(home, size, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        head = below(door, "Accounts: 4")[0]
        assert head.split() == ["Accounts:", "4", "Roles", "State", "Since"]
        rows = [line_of(door, name) for name in (LEAD, BEN, f"{ADMIN} (you)")]
        assert [row[head.index("State") :].split()[0] for row in rows] == ["active", "suspended", "active"]
        assert [row[head.index("Roles") :].split()[0] for row in rows] == [
            "lead",
            "practitioner",
            "administrator",
        ]
        assert {len(row) for row in rows} == {len(head)}  # the days end where their title does
        await door.press("end")
        assert f"{ADMIN}: administrator. Active. Since" in door.said and "This is you." in door.said


async def test_in_eighty_columns_an_account_stands_as_it_did(home: Path) -> None:
    hub(home)
    administrator_does(home, lambda casebook: casebook.people.suspend(BEN))
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        assert below(door, "Accounts: 4")[0] == " Accounts: 4"
        assert line_of(door, BEN) == f"  {BEN:<27}practitioner{'suspended':>38}"


async def test_a_long_name_is_cut_and_said_whole(home: Path) -> None:
    hub(home)
    name = "Ottoline Example of a rather long and made-up name"
    administrator_does(home, lambda casebook: casebook.people.add_account(name, SECRET, ["lead"]))
    async with at_home(home, (120, 40), name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 5")
        assert f"{name[:37]}... lead" in " ".join(door.text().split())
        await door.press("end")
        while name not in door.said:
            await door.press("up")


# The log


@pytest.mark.parametrize("size", SIZES)
async def test_the_log_is_a_table_with_its_heads_once(home: Path, size: tuple[int, int]) -> None:
    hub(home)
    ref = screening_of(home)
    async with at_home(home, size, name=LEAD, passphrase=SECRET) as door:
        await go_to(door, "audit", "Verify: is the log whole")
        items = door.app.screen.query_one(ItemList).items
        assert sum(item.heading and item.columns is not None for item in items) == int(size in WIDE)
        begun = next(line for line in door.text().splitlines() if "began a screening" in line)
        if size in WIDE:
            head = next(
                line for line in door.text().splitlines() if line.split() == ["Time", "Who", "What", "Record"]
            )
            assert begun.index(BEN) == head.index("Who") and begun.index("began") == head.index("What")
            assert begun.index(ref) == head.index("Record")
        else:
            assert (
                f"{BEN} began a screening" in begun and begun.endswith(ref) and "Record  " not in door.text()
            )
        place = door.app.screen.query_one(ItemList).position[1]
        await door.press("6")  # five things to do, then the newest
        assert f"{LEAD} " in door.said and "Enter shows what belongs with it." in door.said
        assert door.app.screen.query_one(ItemList).position == (6, place)


# Keeping


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_due_held_and_marked_are_tables(home: Path, size: tuple[int, int]) -> None:
    hub(home)
    due, held, marked = (screening_of(home, clock=lambda: LONG_AGO) for _ in range(3))
    administrator_does(
        home, lambda casebook: casebook.reviews.set_rules(Retention(drafts=Rule(after="90 days")))
    )
    lead_does(home, lambda casebook: casebook.keeping.hold(held, WHY))
    lead_does(home, lambda casebook: casebook.keeping.mark(marked, WHY))
    async with at_home(home, size, name=LEAD, passphrase=SECRET) as door:
        await go_to(door, "keeping", "Due for a decision")
        heads = {
            "Due for a decision: 1": (due, "Reference State Owner Due since Why", "2 Jul 2020"),
            "On hold, nothing deletes them: 1": (held, "Reference State Owner Held by Since Reason", WHY),
            "Marked for deletion: 1": (marked, "Reference State Owner Marked by Deleted from Reason", WHY),
        }
        for heading, (ref, titles, words) in heads.items():
            found, first, *_ = below(door, heading)
            assert found == f" {heading}"
            row = line_of(door, ref)
            if size in WIDE:
                assert first.split() == titles.split()
                assert row.index("draft") == first.index("State") and row.index(BEN) == first.index("Owner")
                assert words in row
            else:
                assert first == row and row[13:].startswith(f"draft, {BEN}")
        if size in WIDE:
            _, first, row, *_ = below(door, "Due for")
            assert first.index("since") + 5 == row.index("2020") + 4
        await door.press("end")
        assert door.said.startswith(
            f"{marked}, marked for deletion, draft, {BEN}; marked by {LEAD}, deleted from"
        )
        assert WHY in door.said and "Enter leads to undo." in door.said


async def test_columns_come_and_go_with_the_width(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        await door.press("end")
        for width in (99, 100, 60, 160):
            await door.pilot.resize_terminal(width, 30)
            await door.settle()
            assert ("State" in door.text()) is (width >= 100), width
            assert all(len(line) <= width for line in door.text().splitlines())
            assert door.said.startswith(f"{ADMIN}: administrator.")
