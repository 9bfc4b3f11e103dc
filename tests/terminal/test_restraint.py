"""What Textual offers and our app does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult, SuspendNotSupported
from textual.screen import Screen
from textual.widgets import Input

from ce_tui.terminal.app_base import TerminalApp


class Plain(TerminalApp):
    def compose(self) -> ComposeResult:
        yield Input("typed")


async def test_no_palette_screenshot_selection_suspend_browser_or_delivery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    app = Plain()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        app.action_command_palette()
        app.action_screenshot()
        app.deliver_screenshot()
        app.save_screenshot()
        app.deliver_text(__file__)
        app.deliver_binary(__file__)
        app.open_url("https://example.org")
        app.action_suspend_process()
        with pytest.raises(SuspendNotSupported):
            app.suspend()
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert not app.ALLOW_SELECT
        assert list(app.get_system_commands(app.screen)) == []
        assert app.animation_level == "none"
    assert list(tmp_path.iterdir()) == []


async def test_the_clipboard_is_the_apps_own_and_is_emptied() -> None:
    app = Plain()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+a", "shift+end", "ctrl+c", "end", "ctrl+v")
        assert app.query_one(Input).value == "typedtyped"
        app.forget()
        await pilot.press("ctrl+v")
        assert app.query_one(Input).value == "typedtyped"


async def test_a_notice_goes_to_the_screens_own_line_and_never_to_a_toast() -> None:
    class Saying(Screen[None]):
        said = ""

        def say(self, words: str) -> None:
            self.said = words

    app = Plain()
    async with app.run_test() as pilot:
        await app.push_screen(screen := Saying())
        app.notify("saved\x1b[2J")
        await pilot.pause()
        assert screen.said == "saved[2J"
        assert not app.query("Toast")


async def test_fields_do_not_blink() -> None:
    app = Plain()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.query_one(Input).has_focus
        assert app.query_one(Input).cursor_blink is False


async def test_nothing_is_bound_that_we_did_not_bind() -> None:
    app = Plain()
    async with app.run_test():
        assert app._bindings.key_to_bindings == {}
