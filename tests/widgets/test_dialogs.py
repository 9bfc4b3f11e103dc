"""Questions over a screen, in windows that are too small for all of their answers."""

from __future__ import annotations

from textual.app import App

from ce_tui.resources import STYLES
from ce_tui.widgets.dialogs import ChooseDialog, InputDialog
from ce_tui.widgets.item_list import Item


class AskingApp(App[None]):
    CSS_PATH = [STYLES / "app.tcss"]

    def seen(self) -> str:
        lines = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


async def test_a_list_of_answers_says_where_there_are_more() -> None:
    app = AskingApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(ChooseDialog("Which one?", [Item(str(n), f"Answer {n}") for n in range(40)]))
        await pilot.pause()
        assert "--- more below ---" in app.seen()
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "--- more above and below ---" in app.seen()
        await pilot.press("end")
        await pilot.pause()
        assert "--- more above ---" in app.seen() and "Answer 39" in app.seen()
        await pilot.resize_terminal(60, 60)
        await pilot.pause()
        assert "more" not in app.seen()


async def test_a_question_whose_answer_is_longer_than_its_line_shows_the_end_where_one_types_on() -> None:
    app = AskingApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(InputDialog("Where to?", "File", start="/a/long/way/" * 8 + "the-file.pdf"))
        await pilot.pause()
        await pilot.pause()
        assert "the-file.pdf" in app.seen() and "< " in app.seen()
