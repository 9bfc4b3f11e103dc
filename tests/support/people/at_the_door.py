"""The app in Textual's test harness before the sign-in and at Home, over a real store with made-up screenings."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from ce_tui.app.app import CeApp
from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from ce_tui.widgets.item_list import ItemList
from support.people.screens import CHEAP, NAME, NOON, PASSPHRASE, App, new_casebook
from support.stores.copies import copied

__all__ = ["CHEAP", "NAME", "NOON", "PASSPHRASE", "at_home", "new_casebook", "signed_out", "until"]

CONFIG = Config()
LONGEST = 120.0  # seconds, for a machine with much else to do
CHILDREN = {
    "Zephyrine Quillfeather": "amber",
    "Bartholomew Thistledown": "none",
    "Peregrine Marshmallow": "red",
}
MARKS = {"amber": {"A3": "suspected"}, "none": {}, "red": {"R2": "reasonably believe"}}


def fill(home: Path) -> list[str]:
    """A store with a screening of each of the made-up children; the last one is completed. Their references.

    It is a copy: see `copied`.
    """
    return list(copied(home, _filled))


def _filled(home: Path) -> list[str]:
    casebook = new_casebook(home)
    refs = []
    for child, outcome in CHILDREN.items():
        answers = Answers(
            pathway=CONFIG.pathways().current.id,
            locality="thurrock",
            known_to_practitioner=True,
            screened_on="2026-11-24",
            marks=MARKS[outcome],
            notes="Seen at the lighthouse with someone older.",
            child=Child(name=child),
        )
        screening = casebook.screenings.begin(answers)
        refs.append(screening.ref)
    casebook.screenings.complete(screening)
    casebook.close()
    return refs


async def until(app: App, condition: Callable[[], bool], what: str) -> None:
    """Wait until something holds; what it is stands in the failure."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        await app.pilot.pause()
        if condition():
            return
        await app.pilot.pause(0.01)
    raise AssertionError(f"waited in vain for {what}; the screen:\n{app.text()}")


@asynccontextmanager
async def signed_out(
    home: Path, size: tuple[int, int] = (80, 24), at: datetime = NOON, config: Config = CONFIG
) -> AsyncIterator[App]:
    """The app as it starts: set-up where there is no store, else the sign-in."""
    app = CeApp(config, home)
    app.seat.clock = lambda: at.astimezone(UTC)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield App(app, pilot)
        app.ending.sign_out_at_once()


def _listed(app: CeApp) -> list[ItemList]:
    """Home's list, also where something to be read lies over it."""
    return [each for screen in app.screen_stack for each in screen.query("#screenings").results(ItemList)]


@asynccontextmanager
async def at_home(
    home: Path,
    size: tuple[int, int] = (80, 24),
    name: str = NAME,
    passphrase: str = PASSPHRASE,
    config: Config = CONFIG,
    clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[App]:
    """The app at Home of a store that is there already. `clock`: the store's."""
    pathways = config.pathways()
    session = Session(
        sign_in(
            home, name, passphrase, CasebookSettings(rules=PathwayRules(pathways), argon=CHEAP, clock=clock)
        ),
        pathways,
        lambda: NOON,
    )
    app = CeApp(config, home, session)
    app.seat.demo = False
    async with app.run_test(size=size) as pilot:
        shown = App(app, pilot)
        await until(shown, lambda: bool(_listed(app)), "Home")
        await until(shown, lambda: bool(_listed(app)[0].items), "Home's list")
        yield shown
        app.ending.sign_out_at_once()
        session.close()
