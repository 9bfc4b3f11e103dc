"""What goes on beneath a lock stays beneath it, and is there when it is unlocked."""

from __future__ import annotations

import asyncio
import inspect
import threading
from pathlib import Path

import pytest
from textual.app import App as TextualApp
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

from ce_tui.core.referral.worker import Renderer
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.reading.help import KeysScreen
from ce_tui.screens.screening.review import ReviewScreen
from ce_tui.widgets.dialogs import ChooseDialog, InputDialog, MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_rows import Item
from support.people.screens import PASSPHRASE, App, app_at

SECRET = "words that only the person signed in may read"


async def lock(door: App) -> None:
    await door.pilot.press("ctrl+l")
    await door.until(lambda: isinstance(door.app.screen, LockScreen), "the lock")


async def unlock(door: App) -> None:
    await door.until(lambda: bool(door.app.screen.query("#passphrase")), "the lock")
    field = door.app.screen.query_one("#passphrase", Field)
    field.value = PASSPHRASE
    field.focus()
    await door.press("enter")
    await door.until(lambda: not door.app.seat.locked, "the place before the lock")


async def test_the_passphrase_of_an_export_that_ends_meanwhile_is_shown_after_the_lock(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = threading.Event()

    def render(*_: object) -> bytes:
        assert ready.wait(60)
        return b"%PDF-made up"

    def encrypt(_: Renderer, pdf: bytes, password: str) -> bytes:
        assert len(password) > 10
        return pdf

    monkeypatch.setattr(ReviewScreen, "render_ahead", lambda _: None)
    monkeypatch.setattr(Renderer, "render", render)
    monkeypatch.setattr(Renderer, "encrypt", encrypt)
    target = tmp_path / "referral.pdf"
    async with app_at(home, "review", "pdf") as door:
        await door.press("enter")
        await door.until(lambda: isinstance(door.app.screen, InputDialog), "the question where to")
        door.app.screen.query_one(Field).value = str(target)
        await door.pilot.press("enter")
        await door.until(lambda: not door.app.front.in_dialog, "the export")
        await lock(door)
        ready.set()
        await door.until(target.exists, "the file")
        for _ in range(20):
            await door.pilot.pause()
        assert isinstance(door.app.screen, LockScreen)
        assert not [screen for screen in door.app.screen_stack if isinstance(screen, ChooseDialog)]
        assert "passphrase, letter by letter" not in door.text()
        await unlock(door)
        await door.until(lambda: door.app.front.in_dialog, "the passphrase of the PDF")
        assert "Its passphrase, letter by letter as shown" in door.words()
        assert str(target) in door.words().replace(" ", "")


async def test_a_question_that_is_shown_when_it_locks_is_shown_again_with_its_answer_typed_so_far(
    home: Path,
) -> None:
    async with app_at(home, "review", "text") as door:
        await door.press("enter")
        await door.until(lambda: isinstance(door.app.screen, InputDialog), "the question where to")
        door.app.screen.query_one(Field).value = "/nowhere/half typed"
        await lock(door)
        assert "half typed" not in door.text()
        await unlock(door)
        assert isinstance(door.app.screen, InputDialog)
        assert door.app.screen.query_one(Field).value == "/nowhere/half typed"


@pytest.mark.parametrize("by", ["screen", "app"])
@pytest.mark.parametrize("what", ["push", "over", "place", "pop"])
async def test_whatever_a_job_wants_to_show_or_take_away_waits_for_the_passphrase(
    home: Path, by: str, what: str
) -> None:
    async with app_at(home, "yellow") as door:
        app, section, go = door.app, door.screen, asyncio.Event()
        if what == "pop":
            app.navigator.open("keys")
            await door.settle()

        async def job() -> None:
            await go.wait()
            app.front.say(SECRET)
            app.front.greet(SECRET)
            if what == "push":
                app.push_screen(MessageDialog(SECRET))
            elif what == "pop":
                app.pop_screen()
            else:
                getattr(app.navigator, what)(KeysScreen())

        (section if by == "screen" else app).run_worker(job())
        await door.pilot.pause()
        await lock(door)
        stack = list(app.screen_stack)
        go.set()
        for _ in range(20):
            await door.pilot.pause()
        assert app.screen_stack == stack
        assert "only the person" not in door.text()
        await unlock(door)
        wanted = {"push": MessageDialog, "pop": type(section)}.get(what, KeysScreen)
        await door.until(lambda: isinstance(app.screen, wanted), "what the job wanted")


async def test_a_job_that_asks_meanwhile_gets_its_answer_after_the_lock(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        app, go, done = door.app, asyncio.Event(), asyncio.Event()

        async def job() -> None:
            await go.wait()
            assert await app.push_screen_wait(ChooseDialog(SECRET, [Item("yes", SECRET)])) == "yes"
            done.set()

        door.screen.run_worker(job())
        await door.pilot.pause()
        await lock(door)
        go.set()
        for _ in range(20):
            await door.pilot.pause()
        assert "only the person" not in door.text()
        await unlock(door)
        await door.until(lambda: isinstance(app.screen, ChooseDialog), "the question")
        await door.pilot.press("enter")
        await door.until(done.is_set, "the answer")


async def test_a_question_that_a_job_takes_away_meanwhile_is_gone_after_the_lock(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        app, go = door.app, asyncio.Event()
        dialog = MessageDialog("Step one of a long job.")

        async def job() -> None:
            await go.wait()
            dialog.dismiss(None)

        app.push_screen(dialog)
        await door.pilot.pause()
        app.run_worker(job())
        await door.pilot.pause()
        await lock(door)
        go.set()
        for _ in range(20):
            await door.pilot.pause()
        assert isinstance(app.screen, LockScreen) and app.seat.locked
        await unlock(door)
        await door.until(lambda: not app.front.in_dialog, "the section")
        assert app.navigator.section == "yellow"


async def test_what_is_opened_from_the_lock_itself_waits_for_nothing(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        await lock(door)
        await door.press("ctrl+g")
        assert door.app.front.in_dialog
        await door.press("1", "enter")
        await door.until(lambda: "999" in door.text(), "whom to call")
        await door.press("a")
        assert door.app.front.in_dialog
        await door.press("escape", "escape")
        assert isinstance(door.app.screen, LockScreen)


async def test_the_menu_can_lock_too(home: Path) -> None:
    async with app_at(home, "yellow", "Y3") as door:
        await door.press("ctrl+g")
        await door.until(lambda: door.app.front.in_dialog, "the menu")
        door.app.screen.query_one("#dialog-list").go_to("command:app.lock")  # type: ignore[attr-defined]
        await door.pilot.press("enter")
        await door.until(lambda: isinstance(door.app.screen, LockScreen), "the lock")
        await unlock(door)
        assert door.app.navigator.section == "yellow"


def test_what_it_relies_on_in_textual() -> None:
    assert list(inspect.signature(TextualApp.push_screen).parameters) == [
        "self",
        "screen",
        "callback",
        "wait_for_dismiss",
        "mode",
    ]
    assert "self.app.pop_screen()" in inspect.getsource(Screen.dismiss)
    assert "self.push_screen(screen, wait_for_dismiss=True, mode=mode)" in inspect.getsource(
        TextualApp.push_screen_wait
    )
    assert "active_worker.set(self)" in inspect.getsource(Worker)
    assert "active_message_pump.set(self)" in inspect.getsource(MessagePump)


async def test_a_place_that_takes_a_sign_in_does_not_open_over_the_lock(home: Path) -> None:
    async with app_at(home, "result") as door:
        await lock(door)
        door.app.navigator.open("account")
        await door.settle()
        assert isinstance(door.app.screen, LockScreen)
