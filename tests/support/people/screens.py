"""The app in Textual's test harness, signed in over a real store of its own, for tests of screens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from textual.pilot import Pilot

from ce_tui.app.app import CeApp
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.replies import set_notes
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.screens.base import CeScreen
from ce_tui.session.draft import ENOUGH_TO_READ, Draft, DraftNews
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.header_line import StatusLine
from support.stores.copies import QUICK, copied

CHEAP = QUICK
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAME = "Made-up Practitioner"
PASSPHRASE = "imaginary words for tests only"
WAITED_FOR = (
    "choose",
    "decide",
    "review",
    "conflict",
    "answer",
    "record",
    "done",
    "known",
)  # groups of workers

Change = Callable[[Answers], Answers]


def new_casebook(home: Path) -> Casebook:
    """A store with one account, signed in. It is a copy: see `copied`."""
    copied(home, _set_up)
    return second_terminal(home)


def _set_up(home: Path) -> None:
    new = NewStore(name=NAME, passphrase=PASSPHRASE, hub="Imaginary Hub", locality="essex")
    casebook, _ = set_up(home, new, CasebookSettings(argon=CHEAP))
    casebook.close()


def second_terminal(home: Path) -> Casebook:
    """The same account, signed in once more."""
    return sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))


def save_elsewhere(home: Path, ref: str, notes: str) -> None:
    """A screening is taken over and saved on another terminal."""
    other = second_terminal(home)
    try:
        there = other.screenings.take_over(ref)
        other.screenings.save(msgspec.structs.replace(there, answers=set_notes(there.answers, notes)))
    finally:
        other.close()


class App:
    """The app under test, with what tests ask of it."""

    def __init__(self, app: CeApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self._seconds = 0.0

    def time_to_read(self) -> None:
        """What stands there now could be read: until this is said no time passes for what is told at the marks."""
        self._seconds += ENOUGH_TO_READ

    def seconds(self) -> float:
        """The clock of what is told."""
        return self._seconds

    @property
    def draft(self) -> Draft:
        """The open draft."""
        assert self.app.seat.open_draft is not None
        return self.app.seat.open_draft

    @property
    def answers(self) -> Answers:
        """What is recorded."""
        return self.draft.answers

    @property
    def screen(self) -> CeScreen:
        """The screen in front."""
        assert isinstance(self.app.screen, CeScreen)
        return self.app.screen

    @property
    def said(self) -> str:
        """What the status line says."""
        assert isinstance(self.app.screen, CeScreen | Dialog)
        return self.app.screen.query_one(StatusLine).words

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all that they caused is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, words: str) -> None:
        """Type words, letter by letter."""
        names = {" ": "space", ".": "full_stop", ",": "comma", "/": "slash", "-": "minus", "_": "underscore"}
        await self.press(*(names.get(letter, letter) for letter in words))

    async def settle(self) -> None:
        """Wait until nothing is under way that does not itself wait for an answer."""
        await self.pilot.pause()
        await self.until(lambda: self._waits_for_someone or not self._busy, "coming to rest")
        await self.pilot.pause()

    @property
    def _waits_for_someone(self) -> bool:
        return self.app.front.in_dialog or self.app.seat.locked

    @property
    def _busy(self) -> bool:
        return any(worker.group in WAITED_FOR and not worker.is_finished for worker in self.app.workers)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        for _ in range(1000):
            if condition():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"{what} did not happen:\n{self.text()}")

    def text(self) -> str:
        """The screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def words(self) -> str:
        """The screen's words in one line: where a line is broken does not matter."""
        return " ".join(self.text().split())


@asynccontextmanager
async def app_at(
    home: Path,
    section: str,
    at: str = "",
    *,
    change: Change | None = None,
    size: tuple[int, int] = (80, 24),
    config: Config | None = None,
    locality: str = "essex",
) -> AsyncIterator[App]:
    """The app with a new draft, open at a section. `change` is made to its answers before."""
    config = config or Config()
    session = Session(new_casebook(home), config.pathways(), lambda: NOON)
    draft = session.begin(locality)
    if change is not None:
        draft.apply(change)
    ref = draft.screening.ref
    async with app_over(home, session, ref, section, at, size=size, config=config) as app:
        yield app


@asynccontextmanager
async def app_over(
    home: Path,
    session: Session,
    ref: str,
    section: str,
    at: str = "",
    *,
    size: tuple[int, int] = (80, 24),
    config: Config | None = None,
) -> AsyncIterator[App]:
    """The app of a session, with a screening open at a section."""
    app = CeApp(config or Config(), home, session)
    app.seat.demo = False
    async with app.run_test(size=size) as pilot:
        if session.draft is None:
            session.open(ref)
        under_test = App(app, pilot)
        under_test.draft.told = DraftNews(under_test.seconds)
        app.navigator.show_section(section, at)
        await under_test.settle()
        try:
            yield under_test
        finally:
            await app.ending.end_session()
