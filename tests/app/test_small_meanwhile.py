"""What goes on while the window is too small is seen once it is large enough: no key answers it unseen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.referral.worker import Renderer
from ce_tui.core.vault.casebook.own_account import OwnAccess
from ce_tui.screens.base import TooSmallScreen
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.reading.help import HelpScreen
from ce_tui.screens.screening.review import ReviewScreen
from ce_tui.screens.screening.tier import TierScreen
from ce_tui.session import reviewing
from ce_tui.widgets.dialogs import ConfirmDialog, InputDialog, MessageDialog
from ce_tui.widgets.field import Field
from support.people.marking import amber
from support.people.screens import PASSPHRASE, App, app_at

SMALL, USUAL = (20, 5), (80, 24)
WORDS = "What was shown once: imaginary words."


async def shrink(app: App) -> None:
    """Drag the window so small that it says so, and press keys in it that would answer a question."""
    await app.pilot.resize_terminal(*SMALL)
    await app.until(lambda: isinstance(app.app.screen, TooSmallScreen), "a window that is too small")


async def is_still_small(app: App) -> None:
    """Nothing but that stands there, and keys do nothing."""
    for _ in range(10):
        await app.pilot.pause()
    assert app.words().startswith("In danger now: phone 999.")
    await app.pilot.press("enter", "y", "escape")
    await app.pilot.pause()
    assert isinstance(app.app.screen, TooSmallScreen)
    assert sum(isinstance(each, TooSmallScreen) for each in app.app.screen_stack) == 1


async def grow(app: App) -> None:
    await app.pilot.resize_terminal(*USUAL)
    await app.settle()
    assert not any(isinstance(each, TooSmallScreen) for each in app.app.screen_stack)


async def test_what_must_be_read_is_there_once_it_is_large_again_and_enter_takes_it_away(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        go = asyncio.Event()

        async def job() -> None:
            await go.wait()
            await app.app.push_screen_wait(MessageDialog(WORDS))

        app.app.run_worker(job())
        await shrink(app)
        go.set()
        await is_still_small(app)
        await grow(app)
        assert isinstance(app.app.screen, MessageDialog) and WORDS in app.words()
        await app.press("enter")
        assert isinstance(app.app.screen, TierScreen) and "Y1" in app.text()


@pytest.mark.parametrize(
    ("what", "front"),
    [("push", MessageDialog), ("over", HelpScreen), ("place", HomeScreen), ("pop", TierScreen)],
)
async def test_whatever_is_shown_or_taken_away_meanwhile_is_so_beneath(
    home: Path, what: str, front: type[object]
) -> None:
    async with app_at(home, "yellow") as app:
        if what == "pop":
            app.app.navigator.open("keys")
            await app.settle()
        do: dict[str, Callable[[], object]] = {
            "push": lambda: app.app.push_screen(MessageDialog(WORDS)),
            "over": lambda: app.app.navigator.over(HelpScreen("yellow")),
            "place": lambda: app.app.navigator.place(HomeScreen()),
            "pop": app.app.pop_screen,
        }
        await shrink(app)
        do[what]()
        await is_still_small(app)
        await grow(app)
        assert isinstance(app.app.screen, front)


async def test_what_is_said_meanwhile_is_said_once_it_is_large_again(home: Path) -> None:
    async with app_at(home, "result", change=amber) as app:
        await shrink(app)
        app.app.front.say(WORDS)
        await grow(app)
        assert app.said.startswith(f"{WORDS} ")


async def test_nobody_is_asked_to_wait_for_what_is_done_once_it_is_large_again(home: Path) -> None:
    async with app_at(home, "result", change=amber) as app:
        ready = threading.Event()
        await shrink(app)
        app.app.run_worker(app.app.front.patiently("Looking.", lambda: ready.wait(60)))
        await asyncio.sleep(0.8)
        ready.set()
        await app.until(lambda: not app.app.workers, "the end of it")
        await grow(app)
        assert "Please wait" not in app.words()


async def test_a_sign_out_that_would_lose_a_passphrase_is_asked_about_once_it_is_large_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "lost_words", lambda _: [WORDS])
    async with app_at(home, "yellow") as app:
        await shrink(app)
        await app.pilot.press("ctrl+q")
        await is_still_small(app)
        assert app.app.seat.session is not None
        await grow(app)
        assert isinstance(app.app.screen, ConfirmDialog) and WORDS in app.words()


async def test_a_passphrase_that_is_tried_meanwhile_opens_what_is_seen_once_it_is_large(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_at(home, "yellow") as app:
        tried = threading.Event()
        verify = OwnAccess.verify

        def verify_at_length(self: OwnAccess, secret: str) -> bool:
            assert tried.wait(60)
            return verify(self, secret)

        monkeypatch.setattr(OwnAccess, "verify", verify_at_length)
        await app.pilot.press("ctrl+l")
        await app.until(lambda: isinstance(app.app.screen, LockScreen), "the lock")
        app.app.screen.query_one(Field).value = PASSPHRASE
        await app.pilot.press("enter")
        await shrink(app)
        tried.set()
        await app.until(lambda: not app.app.seat.locked, "unlocking")
        await is_still_small(app)
        await grow(app)
        assert isinstance(app.app.screen, TierScreen)


async def test_a_lock_in_a_small_window_hides_what_ends_meanwhile_too(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        go = asyncio.Event()

        async def job() -> None:
            await go.wait()
            app.app.front.say(WORDS)
            await app.app.push_screen_wait(MessageDialog(WORDS))

        app.app.run_worker(job())
        await shrink(app)
        await app.pilot.press("ctrl+l")
        await app.until(lambda: app.app.seat.locked, "the lock")
        go.set()
        await is_still_small(app)
        await app.pilot.resize_terminal(*USUAL)
        await app.until(lambda: isinstance(app.app.screen, LockScreen), "the lock")
        assert WORDS not in app.words()
        app.app.screen.query_one(Field).value = PASSPHRASE
        await app.pilot.press("enter")
        await app.until(lambda: isinstance(app.app.screen, MessageDialog), "what was to be read")
        assert WORDS in app.words()


async def test_the_passphrase_of_an_export_that_ends_meanwhile_is_shown_once_it_is_large_again(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, target = threading.Event(), tmp_path / "referral.pdf"

    def render(*_: object) -> bytes:
        assert ready.wait(60)
        return b"%PDF-made up"

    monkeypatch.setattr(ReviewScreen, "render_ahead", lambda _: None)
    monkeypatch.setattr(Renderer, "render", render)
    monkeypatch.setattr(Renderer, "encrypt", lambda _self, pdf, _password: pdf)
    async with app_at(home, "review", "pdf") as app:
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, InputDialog), "the question where to")
        app.app.screen.query_one(Field).value = str(target)
        await app.pilot.press("enter")
        await app.until(lambda: not isinstance(app.app.screen, InputDialog), "the export")
        await shrink(app)
        ready.set()
        await app.until(target.exists, "the file")
        await is_still_small(app)
        await app.pilot.resize_terminal(*USUAL)
        await app.until(lambda: "letter by letter as shown" in app.words(), "the passphrase of the PDF")
        assert str(target) in app.words().replace(" ", "")
