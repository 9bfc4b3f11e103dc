"""Recording what was done, in tests: the hour, what is filled in, what is kept of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session.begun_action import BegunAction
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import recorded_of
from ce_tui.session.terminal_state import JobContext
from ce_tui.widgets.question_form import QuestionForm
from support.people.screens import NOON, App, new_casebook, second_terminal
from support.people.station import station_of
from support.stores.vault import set_clock

OFFICE, NIGHT_LINE = "Children & Families' Hub", "Out of hours Emergency Duty Team"
POLICE, DANGER = "Essex Police, not an emergency", "Emergency: police, ambulance"
NIGHT = NOON + timedelta(hours=11)


class Hour:
    """The moment that it is, for a store and whoever works in it: a test moves it."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        """Let time pass: `hours=1`."""
        self.at += timedelta(**time)


def at_work(home: Path, hour: Hour, casebook: Casebook | None = None) -> JobContext:
    """One person with all roles, signed in to a new store (or to a casebook) at an hour."""
    casebook = casebook or new_casebook(home)
    set_clock(casebook, hour)
    return station_of(casebook, home, clock=hour)


def signed_in_again(home: Path, hour: Hour, ref: str) -> JobContext:
    """The same person, later, with the same screening open."""
    station = at_work(home, hour, second_terminal(home))
    station.session.open(ref)
    return station


def begun(draft: Draft, **replies: str) -> BegunAction:
    """An action that is filled in so far; what was begun before stands in it."""
    found = BegunAction(draft)
    for item_id, typed in replies.items():
        found.put(item_id, typed)
    return found


def done(draft: Draft) -> list[Action]:
    """What was recorded, in that order."""
    return [each.action for each in recorded_of(draft)]


# On the screens


def at_noon(app: App) -> Hour:
    """The store's clock stands at noon, as the app's does: what is recorded is of that hour."""
    hour = Hour()
    session = app.app.seat.kept_session
    assert session is not None
    set_clock(session.casebook, hour)
    return hour


async def tab_to(app: App, question: str) -> None:
    """Tab to a question of the form that records, or to "now" or "ways" in it."""
    form = app.app.screen.query_one(QuestionForm)
    for _ in range(30):
        focused = app.app.screen.focused
        if question in (form.current, focused.id if focused else ""):
            return
        await app.press("tab")
    raise AssertionError(f"Tab does not lead to {question}:\n{app.text()}")


async def reply(app: App, **replies: str) -> None:
    """Answer questions of the form that records, by keyboard: a choice by its id, else what is typed."""
    form = app.app.screen.query_one(QuestionForm)
    for question, value in replies.items():
        await tab_to(app, question)
        asked = form.questions[question]
        if asked.options:
            at = [option.id for option in asked.options].index(value)
            await app.press("home", *["down"] * at, "space")
        else:
            await app.press("ctrl+u")
            await app.type(value)


async def record_it(app: App) -> None:
    """The way to record at the end of the form."""
    await tab_to(app, "ways")
    await app.press("home", "enter")
