"""What was to be shown a moment later does no harm where the screen, or what stood on it, was left meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.app.app import CeApp
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.reading.help import HelpScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from ce_tui.widgets.notes_editor import CompletionPopup, NotesEditor
from ce_tui.widgets.room import form_of, once_scrolled
from support.people.at_the_door import at_home, fill
from support.people.screens import app_at

OVER: dict[str, Callable[[CeApp], object]] = {
    "account": lambda app: app.navigator.open("account"),
    "contacts": lambda app: app.navigator.open("contacts"),
    "display": lambda app: app.navigator.open("display"),
    "follow_ups": lambda app: app.navigator.open("follow_ups"),
    "guidance": lambda app: app.navigator.guidance(),
    "lock": lambda app: app.lock.lock(),
}


@pytest.mark.parametrize("place", OVER)
async def test_a_place_can_be_left_before_anything_stands_on_it(place: str, home: Path) -> None:
    async with app_at(home, "yellow") as app:
        OVER[place](app.app)
        app.app.lock.unlock() if place == "lock" else app.app.pop_screen()
        await app.settle()
        assert app.screen.section == "yellow"
        assert app.said.startswith("Y1, 1 of ")


async def test_a_lock_that_is_open_again_says_nothing_more_of_what_was_saved(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        lock = door.app.screen
        assert isinstance(lock, LockScreen)
        door.app.lock.unlock()
        await door.settle()
        assert not lock.is_attached
        door.app.lock.save_and_say()
        await door.press("down")
        assert not door.app.seat.locked


async def test_a_question_that_was_left_with_its_section_is_not_scrolled_to(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    waiting: list[Callable[[], object]] = []
    async with app_at(home, "details") as app:
        field = app.screen.query("Field").first(Field)
        form = form_of(field)
        once_scrolled(field, lambda: shown.append("there"))
        await app.settle()
        assert shown == ["there"]
        with monkeypatch.context() as held:
            held.setattr(app.screen, "call_after_refresh", lambda call, show: waiting.append(show))
            held.setattr(form, "call_after_refresh", lambda show: show())
            once_scrolled(field, lambda: shown.append("gone"))
        await field.remove()
        waiting.pop()()
        assert shown == ["there"]


async def test_notes_that_were_left_as_the_window_was_resized_look_for_nothing(home: Path) -> None:
    async with app_at(home, "notes") as app:
        editor = app.screen.query_one(NotesEditor)
        await app.screen.query_one(CompletionPopup).remove()
        editor._stay_in_view()
        editor.put_id("Y2")
        app.app.navigator.show_section("yellow")
        await app.settle()
        assert not editor.is_attached
        editor.put_note_on("Y3")
        assert app.screen.section == "yellow"
        assert app.answers.notes == "Y2 \nY3: ", "what was asked for before is written all the same"


async def test_a_list_that_lost_what_was_to_be_read_stays_where_it_is(home: Path) -> None:
    async with app_at(home, "review") as app:
        review = app.screen.query_one("#review", ItemList)
        before = review.scroll_offset
        review.show_through("no such item")
        hidden = ItemList([review.items[0]])  # as one that a window had no room for
        hidden.show_through(review.items[0].id)
        assert review.scroll_offset == before


@pytest.mark.parametrize("over", ["f1", "ctrl+g"])
async def test_what_is_half_taken_down_says_no_more_of_what_cannot_be_seen(over: str, home: Path) -> None:
    async with app_at(home, "yellow", size=(60, 20)) as app:
        await app.press(over)
        left = app.app.screen
        assert isinstance(left, HelpScreen | GoToDialog)
        left._tell_more_now()
        app.app.pop_screen()
        await left.query("StatusLine, ItemList").remove()
        left._tell_more_now()
        await app.settle()
        assert app.screen.section == "yellow"
