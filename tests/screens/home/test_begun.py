"""A call that was begun and is not recorded yet leads Home at the next sign-in, with the time at which it was begun."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.settings.preferences import DISPLAY, FOR_SCREEN_READERS
from ce_tui.widgets.item_list import ItemList
from support.people.acting import OFFICE, Hour, at_work, begun, record_it, reply
from support.people.at_the_door import at_home, until
from support.people.marking import red
from support.people.screens import CHEAP, NAME, App, second_terminal

EARLY = datetime(2026, 11, 25, 6, 55, tzinfo=UTC)
BEGUN = "A call begun at 06:55 is not recorded yet: d goes on with it"
NEW = "copper kettles on a quiet pier"


def cut_off(home: Path, at: datetime = EARLY, kind: str = "phone") -> str:
    """Somebody types who answered, and the line drops: the screening's reference."""
    station = at_work(home, Hour(at))
    draft = station.session.begin("essex")
    draft.apply(red)
    begun(draft, kind=kind, person="K. Worker").keep()
    ref = draft.screening.ref
    station.session.close()
    return ref


def first_row(door: App) -> str:
    item = door.app.screen.query_one("#screenings", ItemList).items[0]
    return f"{item.head} {item.text}"


async def at_the_list(door: App) -> None:
    await until(
        door, lambda: isinstance(door.app.screen, HomeScreen) and not door.app.front.in_dialog, "Home"
    )
    await until(door, lambda: "What is due: " in door.text(), "what is due")
    await door.settle()


async def test_it_is_told_first_and_d_goes_on_with_it_at_the_time_when_it_was_begun(home: Path) -> None:
    ref = cut_off(home)
    async with at_home(home) as door:
        await at_the_list(door)
        assert first_row(door) == f"{ref} ! {BEGUN}"
        assert door.said.startswith(f"{ref} ! {BEGUN}")
        await door.press("d")
        await until(door, lambda: isinstance(door.app.screen, ActionScreen), "the record")
        await reply(door, to=OFFICE, came_of_it="accepted")
        await record_it(door)
        await until(door, lambda: not isinstance(door.app.screen, ActionScreen), "that it is recorded")
        await door.press("ctrl+o")
        await at_the_list(door)
        assert BEGUN not in door.text()
    casebook = second_terminal(home)
    (recorded,) = casebook.actions.of(ref)
    casebook.close()
    assert (recorded.action.at, recorded.action.person) == ("2026-11-25T06:55", "K. Worker")


async def test_a_recovery_is_told_before_it(home: Path) -> None:
    cut_off(home)
    casebook = second_terminal(home)
    code = casebook.access.new_recovery_code()
    casebook.access.confirm_recovery_code(code)
    casebook.close()
    recover(home, NAME, str(code), NEW, CasebookSettings(argon=CHEAP)).close()
    async with at_home(home, passphrase=NEW) as door:
        await until(door, lambda: door.app.front.in_dialog, "what is told")
        assert "gave your account a new passphrase" in door.words()
        await door.press("enter")
        await at_the_list(door)
        assert BEGUN in door.said


async def test_it_is_heard_in_the_display_for_screen_readers(home: Path) -> None:
    ref = cut_off(home)
    casebook = second_terminal(home)
    DISPLAY.keep(casebook, FOR_SCREEN_READERS)
    casebook.close()
    async with at_home(home) as door:
        await at_the_list(door)
        assert door.said.startswith(f"{ref} ! {BEGUN}")


async def test_of_another_day_the_day_is_said_and_what_is_no_call_is_not_called_one(home: Path) -> None:
    ref = cut_off(home, datetime(2026, 11, 24, 23, 50, tzinfo=UTC), kind="form")
    async with at_home(home) as door:
        await at_the_list(door)
        assert first_row(door) == (
            f"{ref} ! A record begun on 24 November 2026, 23:50, is not recorded yet: d goes on with it"
        )
