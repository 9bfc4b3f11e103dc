"""The notes under any hand: what is typed, pasted, taken away and brought back is what a plain text would have become.

A person's own way first; then any way at all, against a model of the text (tests/support/documents/text_model.py), in
windows of three sizes, with and without the display for screen readers.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import _character_to_key
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Region

from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.shape import MAX_NOTES, clean_text
from ce_tui.widgets.keyed_dialog import GoToDialog
from ce_tui.widgets.notes_editor import CompletionPopup, NotesEditor
from support.documents.text_model import Spot, TextModel
from support.people.screens import App, app_at

SIZES = [(60, 20), (80, 24), (120, 40)]
PASTED = "".join(f"Line {number} of what somebody told me.\n" for number in range(1, 46))


def editor(app: App) -> NotesEditor:
    return app.screen.query_one(NotesEditor)


async def paste(app: App, text: str) -> None:
    editor(app).post_message(events.Paste(text))
    await app.settle()


async def select_all(app: App) -> None:
    """From the last letter back to the first, as Shift and the arrows do it."""
    editor(app).action_select_all()
    await app.settle()


# -- as a person does it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_45_lines_pasted_and_taken_back_leave_the_notes_as_they_were(
    home: Path, size: tuple[int, int]
) -> None:
    before = "Seen at the harbour. "
    async with app_at(
        home, "notes", size=size, change=lambda answers: replies.set_notes(answers, before)
    ) as app:
        await paste(app, PASTED)
        assert app.answers.notes == before + PASTED
        await app.press("ctrl+z")
        assert editor(app).text == before == app.answers.notes
        assert before.strip() in app.text() and "Line 45" not in app.text()
        await app.type("Alone")
        assert app.answers.notes == f"{before}Alone"
        await app.until(lambda: app.draft.saved, "saving")
        assert app.app.seat.kept_session is not None
        stored = app.app.seat.kept_session.casebook.screenings.open(app.draft.screening.ref)
        assert stored.answers.notes == f"{before}Alone"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_what_was_taken_back_comes_again_and_goes_again(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "notes", size=size) as app:
        await paste(app, PASTED)
        for _ in range(2):
            await app.press("ctrl+z")
            assert app.answers.notes == "" == editor(app).text
            await app.press("ctrl+y")
            assert app.answers.notes == PASTED == editor(app).text
            assert "Line 45" in app.text(), "the end of it, where the cursor is, is in view"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_of_it_cut_and_brought_back_stands_as_it_stood(home: Path, size: tuple[int, int]) -> None:
    async with app_at(
        home, "notes", size=size, change=lambda answers: replies.set_notes(answers, PASTED)
    ) as app:
        await select_all(app)
        await app.press("ctrl+x")
        assert app.answers.notes == ""
        await app.press("ctrl+z")
        assert app.answers.notes == PASTED
        await app.press("ctrl+y")
        assert app.answers.notes == ""
        await app.press("ctrl+v")
        assert app.answers.notes == PASTED


async def test_a_letter_after_an_undo_does_not_take_what_stood_before_it_back_with_it(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await paste(app, PASTED)
        await app.type("x")
        await app.press("ctrl+z")
        assert app.answers.notes == PASTED
        await app.type("y")
        await app.press("ctrl+z")
        assert app.answers.notes == PASTED, "the pasted lines stay: nobody took them back"


async def test_the_last_line_taken_away_comes_back_as_one_line(home: Path) -> None:
    async with app_at(
        home, "notes", change=lambda answers: replies.set_notes(answers, "First.\nLast.")
    ) as app:
        await app.press("ctrl+x")
        assert app.answers.notes == "First.\n"
        await app.press("ctrl+z")
        assert app.answers.notes == "First.\nLast."


async def test_nothing_is_shown_that_is_not_kept_because_the_notes_are_full(home: Path) -> None:
    async with app_at(
        home, "notes", change=lambda answers: replies.set_notes(answers, "x" * (MAX_NOTES - 3))
    ) as app:
        app.app.copy_to_clipboard("abcdef")
        await app.press("ctrl+v")
        assert app.answers.notes == editor(app).text and app.answers.notes.endswith("xabc")
        assert "cut" in app.said
        await app.press("enter")
        assert app.answers.notes == editor(app).text and len(app.answers.notes) == MAX_NOTES
        assert "Not added" in app.said


async def test_ctrl_v_with_nothing_to_paste_takes_nothing_away(home: Path) -> None:
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, "Kept.")) as app:
        await select_all(app)
        await app.press("ctrl+v")
        assert app.answers.notes == "Kept."


async def test_notes_that_are_only_shown_stay_whatever_is_pressed(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await paste(app, PASTED)
        app.draft.complete()
        editor(app).read_only = True
        await app.press("ctrl+z", "ctrl+y")
        await select_all(app)
        await app.press("ctrl+x", "ctrl+v", "enter", "backspace", "ctrl+k")
        assert editor(app).text == PASTED


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_line_begun_at_the_end_of_a_full_screen_is_in_view(home: Path, size: tuple[int, int]) -> None:
    async with app_at(
        home, "notes", size=size, change=lambda answers: replies.set_notes(answers, PASTED.strip())
    ) as app:
        area = editor(app)
        await app.press("enter")
        assert area.cursor_location[0] == 45
        assert area.cursor_offset().y < area.scrollable_content_region.height
        await paste(app, "Two\nmore\nlines")
        assert "more" in app.text() and "lines" in app.text()


# -- any way at all ----------------------------------------------------------------------------------------------

LETTERS = ["a", "A", "r", "1", "3", " ", ".", "(", ")", "[", "é", "e\u0301", "漢", "👩\u200d👧"]
WORDS = ["A3", "worried", "at the harbour", "(he said)", "漢字", "[b]", "x" * 90, "  ", "\tso"]
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), min_size=1, max_size=60)
TEXTS = LINES.map("\n".join)
MOVES = [
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "ctrl+left", "ctrl+right"),
    *("shift+left", "shift+right", "shift+up", "shift+down", "shift+home", "shift+end"),
    *("ctrl+shift+left", "ctrl+shift+right", "ctrl+home", "ctrl+end", "escape", "ctrl+c"),
]
CHANGES = ["backspace", "delete", "enter", "ctrl+w", "alt+delete", "ctrl+u", "ctrl+k", "ctrl+x", "ctrl+v"]
STEPS = st.one_of(
    st.tuples(st.just("type"), st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4)),
    st.tuples(st.just("paste"), TEXTS),
    st.tuples(st.just("move"), st.sampled_from(MOVES)),
    st.tuples(st.just("change"), st.sampled_from([*CHANGES, "ctrl+shift+k"])),
    st.tuples(st.sampled_from(["undo", "undo", "redo"]), st.none()),
    st.tuples(st.just("resize"), st.sampled_from(SIZES)),
)


class Desk:
    """The app, open at the notes: one after the other may write there, each on an empty page of their own."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._runner = asyncio.Runner()
        self._open: AbstractAsyncContextManager[App] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._leave())
        self._runner.close()

    def write(self, text: str, steps: list[tuple[str, Any]]) -> None:
        """Do all of the steps on a page with a text, and compare after each."""
        self._runner.run(self._write(text, steps))

    async def _write(self, text: str, steps: list[tuple[str, Any]]) -> None:
        if self._open is None:
            self._open = app_at(Path(tempfile.mkdtemp()) / "home", "notes")
            self._app = await self._open.__aenter__()
            self._app.app.appearance.show_for_screen_readers(self._quiet)
        try:
            writer = Writer(self._app)
            await writer.begin(text)
            for step in steps:
                await writer.do(*step)
        except BaseException:
            await self._leave()
            raise

    async def _leave(self) -> None:
        desk, self._open = self._open, None
        if desk is not None:
            try:
                await desk.__aexit__(None, None, None)
            except Exception as ended:
                assert self._app.app.crash is not None, ended


class Writer:
    """Writes in the notes, and beside them in the model."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def begin(self, text: str) -> None:
        """A page with a text, the cursor at its end."""
        text = clean_text(text).text
        self.app.app.copy_to_clipboard("")
        await self._resize(SIZES[1])
        self.app.draft.apply(lambda answers: replies.set_notes(answers, text))
        self.app.draft.notes_at = None
        self.app.app.navigator.show_section("notes")
        await self.app.pilot.pause()
        await self._rest()
        self.editor = editor(self.app)
        self.model = TextModel(text)
        self._compare("at the beginning")

    async def do(self, kind: str, what: Any) -> None:
        """One step, and a look at what came of it."""
        await getattr(self, f"_{kind}")(what)
        self._compare(f"{kind} {what!r}")

    # Steps

    async def _type(self, letters: list[str]) -> None:
        for letter in "".join(letters):
            await self._press(_character_to_key(letter), letter)
            if letter.isprintable():
                self.model.put(letter)

    async def _paste(self, text: str) -> None:
        self.editor.post_message(events.Paste(text))
        await self._rest()
        if text:
            self.model.put(clean_text(text).text)

    async def _undo(self, _: None) -> None:
        await self._press("ctrl+z")
        self.model.undo(self._shown())

    async def _redo(self, _: None) -> None:
        await self._press("ctrl+y")
        self.model.redo(self._shown())

    async def _move(self, key: str) -> None:
        model, before = self.model, self.model.now
        in_box = key in ("up", "down", "escape") and self._popup.is_open
        start, end = model.selected
        await self._press(key)
        if key == "escape" and not in_box:
            await self._leave_menu()
        after = self._shown()
        if in_box or key == "escape":
            assert after in (before, Spot(before.text, after.anchor, after.cursor))
        elif key == "ctrl+c":
            model.clipboard = before.text[start:end] or model.clipboard
            assert after == before
        elif key in ("left", "right"):
            if key == "right":
                to = end if model.is_selected else model.letter_after(before.cursor)
            else:
                to = start if model.is_selected else model.letter_before(before.cursor)
            assert (after.anchor, after.cursor) == (to, to)
        elif "shift" in key:
            assert after.anchor == before.anchor
        elif key not in ("ctrl+home", "ctrl+end"):
            assert after.anchor == after.cursor or after == before
        assert not model.is_within_a_letter(after.cursor), "between a letter and its accent"
        model.move(after.anchor, after.cursor, apart=after != before)

    async def _change(self, key: str) -> None:
        model, before = self.model, self.model.now
        cursor, (start, end) = before.cursor, model.selected
        popup = self._popup
        taken = None
        if key == "enter" and popup.is_open and popup.chosen is not None:
            taken = popup.chosen_id[len(self.editor.typed_id()) :]
        row, _ = model.place(cursor)
        line_is_empty = not before.text.split("\n")[row]
        await self._press(key)
        removed = len(before.text) - len(self.editor.text)
        if key == "enter":
            model.put("\n" if taken is None else taken)
        elif key == "ctrl+v":
            if model.clipboard:
                model.put(model.clipboard)
        elif key == "ctrl+x" and not model.is_selected:
            model.clipboard = model.take_lines_away()
        elif key == "ctrl+x":
            model.clipboard = before.text[start:end]
            model.take_away(start, end)
        elif key == "ctrl+shift+k" or (key == "ctrl+k" and line_is_empty):
            model.take_lines_away()
        elif key in ("backspace", "delete"):
            if not model.is_selected:
                start, end = (
                    (model.letter_before(cursor), cursor)
                    if key == "backspace"
                    else (cursor, model.letter_after(cursor))
                )
            model.take_away(start, end)
        elif not removed:
            after = self._shown()
            model.move(after.anchor, after.cursor, apart=False)
        elif model.is_selected and (key in ("ctrl+w", "alt+delete") or removed == end - start):
            model.take_away(start, end)
        elif key in ("ctrl+w", "ctrl+u"):
            model.take_away(cursor - removed, cursor)
        else:  # to the end of the word or the row
            model.take_away(cursor, cursor + removed)

    async def _resize(self, size: tuple[int, int]) -> None:
        await self.app.pilot.resize_terminal(*size)
        await self._rest()

    async def _leave_menu(self) -> None:
        """Out of the go-to menu, to which Esc leads from a section."""
        while not isinstance(self.app.app.screen, GoToDialog):
            await self.app.pilot.pause(0)
        await self._press("escape")
        while isinstance(self.app.app.screen, GoToDialog):
            await self.app.pilot.pause(0)
        await self._rest()

    async def _press(self, key: str, character: str | None = None) -> None:
        driver = self.app.app._driver
        assert driver is not None
        event = events.Key(key, character)
        event.set_sender(self.app.app)
        driver.send_message(event)
        await self._rest()

    async def _rest(self) -> None:
        for _ in range(2):
            await self.app.pilot.pause(0)
        while self.app.app.picture.calm.is_at_work():
            await self.app.pilot.pause(0)

    # What is seen

    @property
    def _popup(self) -> CompletionPopup:
        return self.app.screen.query_one(CompletionPopup)

    def _shown(self) -> Spot:
        text = self.editor.text
        model = TextModel(text)
        start, end = self.editor.selection
        return Spot(text, model.offset(start), model.offset(end))

    def _compare(self, after: str) -> None:
        """The text, where the cursor is, what was told and what is drawn are what they ought to be."""
        assert self.app.app.crash is None and self.app.screen.section == "notes", after
        assert self._shown() == self.model.now, after
        assert self.app.answers.notes == self.model.now.text, f"told after {after}"
        self._compare_rows(after)

    def _compare_rows(self, after: str) -> None:
        size, (_, scrolled) = self.editor.scrollable_content_region.size, self.editor.scroll_offset
        wrapped = WrappedDocument(Document(self.model.now.text), width=size.width - 1)
        wrapped.wrap(size.width - 1)
        rows = [row for line in wrapped.lines for row in line]
        x, y = wrapped.location_to_offset(self.editor.cursor_location)
        assert scrolled <= y < scrolled + size.height, f"the cursor is out of view after {after}"
        assert self.editor.cursor_offset() == (x, y - scrolled), after
        within = Region.from_offset(self.editor.content_region.offset - self.editor.region.offset, size)
        shown = [strip.crop(0, size.width).text for strip in self.editor.render_lines(within)]
        for at, row in enumerate(shown, scrolled):
            if not self.app.app.surroundings.for_screen_readers or at == y:
                expected = rows[at] if at < len(rows) else ""
                row = (
                    row.rstrip() if expected else row.strip(" ▌")
                )  # which says that an empty line is selected
                assert row == expected.rstrip(), f"row {at} is {row!r}, not {expected!r}, after {after}"


@pytest.fixture(params=[False, True], ids=["drawn", "for screen readers"])
def desk(request: pytest.FixtureRequest) -> Iterator[Callable[[str, list[tuple[str, Any]]], None]]:
    with Desk(request.param) as desk:
        yield desk.write


_PROFILE = settings.get_profile(settings.get_current_profile_name())


def test_whatever_is_done_the_notes_are_what_a_plain_text_would_be(
    desk: Callable[[str, list[tuple[str, Any]]], None],
) -> None:
    @settings(_PROFILE, max_examples=_PROFILE.max_examples // 6)
    @given(TEXTS, st.lists(STEPS, min_size=15, max_size=30))
    def check(text: str, steps: list[tuple[str, Any]]) -> None:
        desk(text, steps)

    check()
