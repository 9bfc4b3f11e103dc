"""Questions over a screen, in windows that are too small for all of their answers."""

from __future__ import annotations

import pytest
from textual.app import App

from ce_tui.core.pathway.shape import Line
from ce_tui.resources import STYLES
from ce_tui.widgets.dialogs import ChooseDialog, ConfirmDialog, Dialog, InputDialog, MessageDialog
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.keyed_dialog import KeyDialog, ProgressDialog


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
        app.push_screen(InputDialog("Where to?", Line("File", "/a/long/way/" * 8 + "the-file.pdf")))
        await pilot.pause()
        await pilot.pause()
        assert "the-file.pdf" in app.seen() and "< " in app.seen()


@pytest.mark.parametrize(
    "dialog",
    [
        MessageDialog("Read this."),
        InputDialog("Where to?", Line("File")),
        ProgressDialog("Exporting."),
        KeyDialog("Which key?", lambda _: ""),
    ],
    ids=lambda dialog: type(dialog).__name__,
)
async def test_a_question_that_is_taken_away_before_it_is_there_ends_nothing(dialog: Dialog[str]) -> None:
    app = AskingApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(dialog)
        if isinstance(dialog, ProgressDialog):
            dialog.step("Writing the file.")
        app.pop_screen()
        await pilot.pause()
        await pilot.pause()
        assert app.screen is not dialog


LONG = "\n".join(f"Row {n} of a long question." for n in range(1, 31))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_of_a_long_question_both_answers_are_seen_and_its_words_are_read_on_to_their_end(
    size: tuple[int, int],
) -> None:
    app = AskingApp()
    async with app.run_test(size=size) as pilot:
        app.push_screen(ConfirmDialog(LONG, "I have it: do not show it again", "Not yet: show it again"))
        await pilot.pause()
        answers = ("Not yet: show it again", "I have it: do not show it again")
        read = ""
        while "Row 30 of" not in app.seen():
            read += app.seen()
            assert all(answer in app.seen() for answer in answers)
            assert "below ---" in app.seen() and "Page Down read on" in app.seen()
            await pilot.press("pagedown")
            await pilot.pause()
        read += app.seen()
        assert all(f"Row {n} of a long question." in read for n in range(1, 31))
        assert "--- more above ---" in app.seen() and "Page Down" not in app.seen()
        assert all(answer in app.seen() for answer in answers)
        await pilot.press("up", "up", "up", "up", "up")
        await pilot.pause()
        assert "Row 1 of" in app.seen()


async def test_down_on_the_last_answer_reads_on_too() -> None:
    app = AskingApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(MessageDialog(LONG))
        await pilot.pause()
        assert "Row 1 of" in app.seen() and "Go on" in app.seen()
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "Row 30 of" in app.seen() and "Go on" in app.seen()


async def test_a_long_question_above_a_line_to_type_in_is_read_on_and_what_is_typed_stays() -> None:
    app = AskingApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(InputDialog(LONG, Line("Your reason")))
        await pilot.pause()
        await pilot.press("w", "h", "y", "pagedown", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert (
            "Row 30 of" in app.seen()
            and "Your reason" in app.seen()
            and "[why" in app.seen().replace(" ", "")
        )
