"""Lines to type in and choices in words, as a person uses them by keyboard alone."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from ce_tui.core.pathway.words import Choice
from ce_tui.resources import STYLES
from ce_tui.widgets.field import Field, LineInput, PassphraseField
from ce_tui.widgets.forms import CheckList, ChoiceList, MarkedList
from ce_tui.widgets.text_area import DateField

AREAS = [
    Choice("north", "Northmoor"),
    Choice("south", "Southfen", "the hub's own"),
    Choice("west", "Westering"),
]


class FormApp(App[None]):
    CSS_PATH = [STYLES / "app.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.picked: list[str] = []
        self.submitted: list[str] = []
        self.left: list[str] = []
        self.changed: list[str] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Field("Your name:", hint="As colleagues know you.", widget_id="name")
            yield PassphraseField("Passphrase", widget_id="secret", max_length=20)
            yield ChoiceList(AREAS, "south", label="Where?", widget_id="area")
            yield DateField("When?", widget_id="when")
            yield CheckList(
                [Choice("a", "Apples"), Choice("b", "Bread")], ["b"], label="What?", widget_id="what"
            )

    def on_field_entered(self, event: Field.Entered) -> None:
        self.words.append(event.field.words)

    def on_field_left(self, event: Field.Left) -> None:
        self.left.append(event.field.value)

    def on_field_changed(self, event: Field.Changed) -> None:
        self.changed.append(event.value)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.submitted.append(event.field.value)

    def on_line_input_said(self, event: LineInput.Said) -> None:
        self.words.append(event.words)

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        self.picked.append(event.id)

    def screen_text(self) -> str:
        lines = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


async def test_a_field_says_its_name_what_it_holds_and_its_hint() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#name", Field).focus()
        await pilot.press("P", "a", "t", "tab", "shift+tab")
        await pilot.pause()
        assert app.words[0] == "Your name: empty. As colleagues know you."
        assert app.words[-1] == "Your name: Pat. As colleagues know you."


async def test_a_passphrase_is_neither_drawn_nor_said() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        secret = app.query_one("#secret", Field)
        secret.focus()
        await pilot.press(*"hidden")
        await pilot.pause()
        assert secret.value == "hidden"
        assert "******" in app.screen_text()
        assert "hidden" not in app.screen_text() + secret.words


async def test_an_error_is_shown_and_said_in_words() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        name = app.query_one("#name", Field)
        name.error = "Enter your name"
        await pilot.pause()
        assert "! Error: Enter your name" in app.screen_text()
        assert "Error: Enter your name." in name.words
        name.error = ""
        await pilot.pause()
        assert "Error" not in app.screen_text()


async def test_square_brackets_in_what_is_typed_stay_text() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        name = app.query_one("#name", Field)
        name.value = "[A1] [/b] [bold]"
        name.error = "[A1] is no name"
        await pilot.pause()
        assert "[A1] [/b] [bold]" in app.screen_text()
        assert "[A1] is no name" in app.screen_text()


async def test_a_paste_is_cleaned_and_cut_and_says_so() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        secret, name = app.query_one("#secret", Field), app.query_one("#name", Field)
        name.focus()
        await pilot.pause()
        name.query_one(LineInput).post_message(events.Paste("Pat\x00\u202e\nDoe"))
        await pilot.pause()
        assert name.value == "Pat Doe"
        assert "taken out" in app.words[-1]
        secret.query_one(LineInput).post_message(events.Paste("x" * 1_000_000))
        await pilot.pause()
        assert secret.value == "x" * 20
        assert "was cut: 20 characters" in app.words[-1]


async def test_what_does_not_fit_any_more_is_said() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#secret", Field).focus()
        await pilot.press(*"x" * 21)
        await pilot.pause()
        assert app.words[-1] == "Not added: no more than 20 characters fit here."


async def test_ctrl_z_takes_changes_back_one_by_one() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        name = app.query_one("#name", Field)
        name.focus()
        await pilot.press("a", "b", "c", "ctrl+z", "ctrl+z")
        assert name.value == "a"
        await pilot.press("ctrl+z", "ctrl+z")
        await pilot.pause()
        assert name.value == ""
        assert app.words[-1] == "Nothing to take back."


async def test_a_long_line_keeps_the_end_in_sight_and_the_cursor_within() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        name = app.query_one("#name", Field)
        name.focus()
        await pilot.press(*"abcdefghij" * 10, "Z")
        await pilot.pause()
        assert "hijZ" in app.screen_text()
        line = name.query_one(LineInput)
        assert line.region.contains_point(line.cursor_screen_offset)
        await pilot.press("home")
        await pilot.pause()
        assert "[ abcdefghij" in app.screen_text()


async def test_enter_hands_the_field_in() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#name", Field).focus()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert app.submitted == ["x"]


async def test_moving_in_a_choice_chooses_nothing_and_space_chooses_one() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        area = app.query_one("#area", ChoiceList)
        area.focus()
        await pilot.press("down")
        assert area.chosen == "south"
        assert app.picked == []
        await pilot.press("space")
        await pilot.pause()
        assert area.chosen == "west"
        assert app.picked == ["west"]
        assert "(x) Westering" in app.screen_text()
        assert "( ) Southfen (the hub's own)" in app.screen_text()
        assert area.current is not None and area.current.words == "Where: Westering: chosen"


async def test_a_choice_begins_at_what_is_chosen() -> None:
    app = FormApp()
    async with app.run_test():
        area = app.query_one("#area", ChoiceList)
        assert area.current is not None and area.current.id == "south"
        assert area.position == (2, 3)


async def test_a_check_list_marks_and_unmarks() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        what = app.query_one("#what", CheckList)
        what.focus()
        await pilot.press("home", "space")
        assert what.chosen == ("a", "b")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert what.chosen == ("a",)
        assert "[x] Apples" in app.screen_text()
        assert "[ ] Bread" in app.screen_text()


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_choosing_the_chosen_one_again_changes_nothing(key: str) -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        area = app.query_one("#area", ChoiceList)
        area.focus()
        await pilot.press(key)
        assert area.chosen == "south"


async def test_a_text_that_goes_on_beyond_its_line_shows_on_which_side() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#name", Field).focus()
        await pilot.press(*"abcdefghij" * 8)
        await pilot.pause()
        row = app.screen_text().splitlines()[0]
        assert "< " in row and row.rstrip().endswith("]")
        await pilot.press("home")
        await pilot.pause()
        row = app.screen_text().splitlines()[0]
        assert "[ abc" in row and row.rstrip().endswith(">")


async def test_a_line_shows_where_its_cursor_is_and_that_there_is_more() -> None:
    app = FormApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.query_one("#name", Field).focus()
        await pilot.press(*"abcdefghijklmnopqrstuvwxyz" * 2)
        await pilot.pause()
        assert "< " in app.screen_text() and "uvwxyz" in app.screen_text()
        await pilot.press("home")
        await pilot.pause()
        assert "[ abcdef" in app.screen_text() and " >" in app.screen_text()


async def test_a_date_is_left_once_and_only_as_a_whole() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#when", DateField).focus()
        await pilot.pause()
        app.left.clear()
        await pilot.press("3", "tab", "4", "tab", *"2010", "shift+tab")
        await pilot.pause()
        assert app.left == []
        assert app.changed == ["3", "3/4/", "3/4/2", "3/4/20", "3/4/201", "3/4/2010"]
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert app.left == ["3/4/2010"]


async def test_a_date_in_one_field_is_left_once_too() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#when", DateField).focus()
        await pilot.pause()
        app.left.clear()
        await pilot.press(*"3apr", "shift+tab")
        await pilot.pause()
        assert app.left == ["3apr"]


async def test_a_line_that_is_left_says_so_once() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.query_one("#name", Field).focus()
        await pilot.press("P", "tab")
        await pilot.pause()
        assert (app.left, app.changed) == (["P"], ["P"])
