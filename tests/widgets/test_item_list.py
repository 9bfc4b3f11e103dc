"""A list with one focus stop, as a person moves through it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from ce_tui.widgets.dialogs import AnswerList
from ce_tui.widgets.forms import ActionList
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item

LONG = "Change in personal behaviour, such as conduct issues, or regularly missing appointments. " * 12


class ListApp(App[None]):
    def __init__(self, items: list[Item]) -> None:
        super().__init__()
        self.list = ItemList(items)
        self.moved: list[str] = []
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        self.moved.append(event.item.id)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        self.chosen.append(event.item.id)


def numbered(count: int) -> list[Item]:
    return [Item(str(n), f"item number {n}", head=f"{n:>2}") for n in range(1, count + 1)]


def rows(app: ListApp) -> list[str]:
    return [app.list.render_line(y).text.rstrip() for y in range(app.list.size.height)]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def resize(pilot: Pilot[None], app: ListApp, columns: int, rows: int) -> None:
    """Make the window another size, and wait until the list has it and is laid out in it."""
    await pilot.resize_terminal(columns, rows)
    while app.list.size.width != columns:
        await pilot.pause(0.01)
    await pilot.pause()


async def test_down_moves_to_the_next_item_and_stops_at_the_last() -> None:
    app = ListApp(numbered(3))
    async with app.run_test() as pilot:
        await press(pilot, "down", "down", "down")
        assert app.list.current is not None and app.list.current.id == "3"
        assert app.list.position == (3, 3)


async def test_a_list_that_goes_away_as_its_size_changes_ends_nothing() -> None:
    app = ListApp([])
    app.list = ActionList(numbered(3))
    async with app.run_test() as pilot:
        gone = app.list
        await gone.remove()
        gone._show_current()  # as a change of size has it done a moment later
        await pilot.pause()
        assert gone.current is not None and gone.current.id == "1"


async def test_home_and_end_go_to_the_first_and_the_last() -> None:
    app = ListApp(numbered(30))
    async with app.run_test() as pilot:
        await press(pilot, "end")
        assert app.list.position == (30, 30)
        await press(pilot, "home")
        assert app.list.position == (1, 30)


async def test_digits_typed_one_after_another_make_one_number() -> None:
    app = ListApp(numbered(12))
    async with app.run_test() as pilot:
        await press(pilot, "1")
        assert app.list.position[0] == 1
        await press(pilot, "1")
        assert app.list.position[0] == 11


async def test_another_key_between_two_digits_begins_a_new_number() -> None:
    app = ListApp(numbered(12))
    async with app.run_test() as pilot:
        await press(pilot, "1", "down", "1")
        assert app.list.position[0] == 1


async def test_a_number_that_cannot_go_on_begins_afresh() -> None:
    app = ListApp(numbered(12))
    async with app.run_test() as pilot:
        await press(pilot, "3", "4")
        assert app.list.position[0] == 4


async def test_enter_and_space_choose_the_current_item() -> None:
    app = ListApp(numbered(3))
    async with app.run_test() as pilot:
        await press(pilot, "down", "enter", "space")
        assert app.chosen == ["2", "2"]


async def test_a_heading_is_passed_over_and_has_no_number() -> None:
    app = ListApp(
        [
            Item("h", "Heading", heading=True),
            *numbered(2),
            Item("g", "More", heading=True),
            Item("last", "last"),
        ]
    )
    async with app.run_test() as pilot:
        assert app.list.current is not None and app.list.current.id == "1"
        await press(pilot, "down", "down")
        assert app.list.current.id == "last"
        assert app.list.position == (3, 3)
        await press(pilot, "up", "up", "up")
        assert app.list.current.id == "1"
        assert "Heading" in rows(app)[0]


async def test_an_item_that_has_room_is_left_by_one_key_although_a_row_of_it_is_not_shown_yet() -> None:
    """Rows came above it, or the window grew smaller, in the moment in which the key was pressed."""
    app = ListApp([*numbered(9), Item("tall", "three rows of words " * 10), *numbered(9)])
    async with app.run_test(size=(80, 10)) as pilot:
        app.list.go_to("tall")
        await pilot.pause()
        app.list.scroll_to(y=app.list.scroll_offset.y - 1, animate=False, immediate=True)
        await press(pilot, "down")
        assert app.moved[-1] == "1", "the one after it"
        app.list.go_to("tall")
        app.list.scroll_to(y=app.list.scroll_offset.y + 9, animate=False, immediate=True)
        await press(pilot, "up")
        assert app.moved[-1] == "9", "the one before it"


@pytest.mark.parametrize("kind", [ActionList, AnswerList, ItemList])
async def test_a_key_that_comes_when_the_list_is_gone_ends_nothing(kind: type[ItemList]) -> None:
    app = ListApp([])
    app.list = kind(numbered(5))
    async with app.run_test() as pilot:
        await app.list.remove()
        for by in (1, -1):
            app.list.action_page(by)
            app.list.action_move(by)
        app.list.action_choose()
        await pilot.pause()
        assert app.chosen == []


async def test_an_item_taller_than_the_view_is_read_to_its_end_before_the_next() -> None:
    app = ListApp([Item("a", LONG), Item("b", "the next one")])
    async with app.run_test(size=(40, 10)) as pilot:
        seen = "\n".join(rows(app))
        for _ in range(40):
            await press(pilot, "down")
            seen += "\n".join(rows(app))
            if app.list.current is not None and app.list.current.id == "b":
                break
        assert app.list.current is not None and app.list.current.id == "b"
        for row in app.list._laid.rows:
            assert row.text in seen


async def test_the_cursor_stands_on_the_current_items_head() -> None:
    app = ListApp(numbered(3))
    async with app.run_test() as pilot:
        await press(pilot, "down")
        offset = app.list.cursor_offset()
        assert offset is not None
        assert rows(app)[offset.y][offset.x :].startswith("2 ")


async def test_markup_in_an_item_is_shown_as_typed() -> None:
    app = ListApp([Item("a", "[A1] and [/b] and [red]x")])
    async with app.run_test():
        assert "[A1] and [/b] and [red]x" in rows(app)[0]


async def test_new_items_keep_the_current_one_where_it_is_still_there() -> None:
    app = ListApp(numbered(5))
    async with app.run_test() as pilot:
        await press(pilot, "4")
        app.list.set_items(numbered(9)[2:])
        assert app.list.current is not None and app.list.current.id == "4"
        app.list.set_items([Item("other", "other")])
        assert app.list.current.id == "other"


async def test_an_empty_list_takes_every_key() -> None:
    app = ListApp([])
    async with app.run_test() as pilot:
        await press(pilot, "down", "up", "end", "home", "pagedown", "enter", "1")
        assert app.list.current is None
        assert app.chosen == []


async def test_a_tail_that_would_leave_a_text_little_room_stands_below_it() -> None:
    long = Item(
        "a", "Something that takes more than one row of this list", head="1", tail="Reasonably believe"
    )
    app = ListApp([long, Item("b", "Short", head="2", tail="Reasonably believe")])
    async with app.run_test(size=(50, 8)) as pilot:
        assert rows(app)[:4] == [
            "> 1 Something that takes more than one row of",
            "    this list",
            f"{'Reasonably believe':>49}",
            f"  2 Short{'Reasonably believe':>40}",
        ]
        await resize(pilot, app, 70, 8)
        assert rows(app)[0].startswith("> 1 Something that") and rows(app)[0].endswith("Reasonably believe")


@pytest.mark.parametrize(("head", "close"), [("01632 960123 extension 7", False), ("01632 960123", True)])
async def test_texts_begin_behind_their_own_heads_where_the_longest_would_leave_them_little_room(
    head: str, close: bool
) -> None:
    items = [
        Item("a", "Hub: should be open\nAsk for advice on what is to be done today", head=head, close=close),
        Item("b", "Emergency: day and night", head="999"),
        Item("c", "Another area"),
    ]
    app = ListApp(items)
    async with app.run_test(size=(60, 8)) as pilot:
        assert rows(app)[:4] == [
            f"> {head}  Hub: should be open",
            "      Ask for advice on what is to be done today",
            "  999  Emergency: day and night",
            "  Another area",
        ]
        await press(pilot, "down", "down")
        assert rows(app)[3] == "> Another area"
        await resize(pilot, app, 80, 8)
        assert rows(app)[2].startswith(f"  {'999':{len(head)}} Emergency")


async def test_the_cursor_of_a_list_without_items_is_where_the_first_ones_mark_will_be() -> None:
    app = ListApp([])
    async with app.run_test(size=(40, 8)) as pilot:
        before = app.list.cursor_offset()
        app.list.set_items([Item("a", "One"), Item("b", "Two")])
        await pilot.pause()
        assert app.list.cursor_offset() == before
