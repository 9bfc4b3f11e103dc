"""From a screen that lies over others straight to another place: what lies between is not shown, and ends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ce_tui.app.app import CeApp
from ce_tui.session.reviewing import UnconfirmedPassphrases
from ce_tui.session.session import Session
from ce_tui.settings.config import Config
from ce_tui.widgets.item_list import ItemList
from support.people.screens import NOON, PASSPHRASE, App, app_at, new_casebook, second_terminal
from support.stores.vault import read_only, replace_store


@contextmanager
def read_only_store(home: Path) -> Iterator[CeApp]:
    """The app over a store that cannot be written to, with a passphrase that nobody has confirmed."""
    begun = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    ref = begun.begin("essex").screening.ref
    begun.close()
    with read_only(home):
        session = Session(second_terminal(home), Config().pathways(), lambda: NOON)
        UnconfirmedPassphrases(session.open(ref).casebook, ref).add("a.pdf", "imaginary-words-for-tests")
        app = CeApp(Config(), home, session)
        app.seat.demo = False
        yield app


@pytest.mark.parametrize("over", ["guidance", "phone"])
@pytest.mark.parametrize("section", ["start", "amber", "notes"])
async def test_home_from_a_screen_over_a_section_is_home(home: Path, section: str, over: str) -> None:
    async with app_at(home, section) as app:
        await app.app.run_action(f"app.{over}")
        await app.settle()
        await app.press("ctrl+o")
        await app.until(lambda: "Home" in app.text().splitlines()[0], "Home")
        assert app.app.crash is None


async def test_a_message_that_comes_after_the_draft_was_put_away_ends_nothing(home: Path) -> None:
    async with app_at(home, "result") as app:
        screen = app.app.screen
        listed = screen.query_one(ItemList)
        app.app.seat.session.close_draft()
        screen.on_item_list_moved(ItemList.Moved(listed, listed.items[0]))
        await app.settle()
        assert app.app.crash is None


async def test_before_a_passphrase_goes_that_a_read_only_store_cannot_keep_it_is_asked(home: Path) -> None:
    with read_only_store(home) as app:
        async with app.run_test(size=(60, 20)) as pilot:
            person = App(app, pilot)
            await person.press("enter", "f10", "f10")  # what is wrong with the store was read
            assert "imaginary-words-for-tests" in person.text() and "Write it down" in person.words()
            assert "I have it: sign out" in person.text() and "Stay signed in" in person.text()
            await person.press("enter")
            assert not person.app.front.in_dialog and app.seat.kept_session is not None
            await person.press("f9", "f10")
            assert "imaginary" not in person.text()
            await person.until(
                lambda: app.seat.kept_session is None, "a sign-out from the lock, which asks nothing"
            )


async def test_who_has_it_signs_out_from_the_question(home: Path) -> None:
    with read_only_store(home) as app:
        async with app.run_test() as pilot:
            person = App(app, pilot)
            await person.press("f10", "down", "enter")
            await person.until(lambda: app.seat.kept_session is None, "the sign-out")


async def test_where_the_stores_file_was_replaced_what_is_typed_stays_and_leaving_says_what_goes(
    home: Path,
) -> None:
    async with app_at(home, "notes") as person:
        app = person.app
        await person.press(*"kept ")
        await person.until(lambda: app.seat.open_draft.saved, "the save")
        replace_store(home)
        await person.press(*"words")
        await person.until(lambda: "NOT SAVED" in person.text().splitlines()[0], "that it is not saved")
        assert (
            "The file of the store was taken away or replaced, so nothing more can be saved here."
            in person.words()
        )
        assert "kept words" in person.text()
        await person.press("f10")
        assert "This is not saved, and goes when you sign out: words" in person.words()
        await person.press("enter")
        assert not app.front.in_dialog and "kept words" in person.text()
        await person.press("f9")
        await person.until(lambda: app.seat.locked, "the lock")
        await person.press("f10")
        await person.settle()
        assert app.seat.kept_session is not None, "whoever is at the lock may be somebody else"
        await person.press(*PASSPHRASE.replace(" ", "|").split("|")[0])
        for word in PASSPHRASE.split()[1:]:
            await person.press("space", *word)
        await person.press("enter")
        await person.until(lambda: not app.seat.locked, "the unlocking")
        assert "kept words" in person.text()
        await person.press("f10", "down", "enter")
        await person.until(lambda: app.seat.kept_session is None, "the sign-out")


async def test_whether_a_key_had_an_effect_is_not_asked_once_the_app_has_ended(home: Path) -> None:
    async with app_at(home, "review") as app:
        unanswered = app.app.front.unanswered
    unanswered._keys, unanswered._sent = ["ctrl+q"], app.app.picture.times_sent
    unanswered._look()
    assert not app.app.screen_stack
