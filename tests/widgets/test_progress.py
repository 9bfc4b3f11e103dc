"""A long job says its steps, with a bar where their number is known; whoever hears it hears the steps alone."""

from __future__ import annotations

import pytest
from textual.app import App

from ce_tui.core.words.plain import CountedStep
from ce_tui.resources import STYLES
from ce_tui.settings.themes import themes
from ce_tui.widgets.header_line import StatusLine
from ce_tui.widgets.keyed_dialog import ProgressDialog, progress_bar
from ce_tui.widgets.room import Surroundings


class BusyApp(App[None]):
    CSS_PATH = sorted(STYLES.glob("*.tcss"))

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self.surroundings = surroundings
        for theme in themes(with_tones=True):
            self.register_theme(theme)
        self.theme = "ce-dark"
        self.set_class(surroundings.for_screen_readers, "-for-screen-readers")

    def screen_text(self) -> str:
        lines = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


@pytest.mark.parametrize(
    ("done", "of", "thin", "drawn"),
    [
        (0, 4, False, "[..........]"),
        (2, 4, False, "[#####.....]"),
        (2, 7, False, "[##........]"),
        (7, 7, False, "[##########]"),
        (2, 4, True, "[━━━━━─────]"),
    ],
)
def test_a_bar_is_as_full_as_steps_are_done(done: int, of: int, thin: bool, drawn: str) -> None:
    assert "".join(text for text, _ in progress_bar(done, of, thin=thin)) == drawn


async def test_the_bar_stands_with_its_words_below_the_steps_before_it() -> None:
    app = BusyApp(Surroundings())
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = ProgressDialog("Putting it back.")
        await app.push_screen(dialog)
        dialog.step("Looking.")
        await pilot.pause()
        assert "1. Looking." in app.screen_text() and "[" not in app.screen_text()
        dialog.step(CountedStep("Copying.", 1, 4))
        dialog.step(CountedStep("Writing.", 3, 4))
        dialog.step("Wrote 10 of 20.")
        await pilot.pause()
        assert "[#####.....] 3 of 4: Wrote 10 of 20." in app.screen_text()
        assert "3. Writing." in app.screen_text()
        assert dialog.query_one(StatusLine).words == "Wrote 10 of 20."


async def test_for_screen_readers_the_words_are_said_and_no_bar_is_drawn() -> None:
    app = BusyApp(Surroundings(for_screen_readers=True))
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = ProgressDialog("Putting it back.")
        await app.push_screen(dialog)
        dialog.step(CountedStep("Writing.", 3, 4))
        await pilot.pause()
        assert dialog.query_one(StatusLine).words == "Writing."
        assert "[" not in app.screen_text() and "3 of 4" not in app.screen_text()
        assert not dialog.query_one("#progress-bar").display
