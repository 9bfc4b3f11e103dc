"""Drawing only what has changed shows the same as drawing all of it: at random edits, cell by cell."""

from __future__ import annotations

import random
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static, TextArea

from ce_tui.terminal.picture import draw_what_changed, pieces
from ce_tui.widgets.text_area import FrugalTextArea, SoundTextArea

SIZE = (40, 12)
Cell = tuple[str, object]


class _Frugal(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    def compose(self) -> ComposeResult:
        yield from _body(FrugalTextArea)


class _Whole(Screen[None]):
    def compose(self) -> ComposeResult:
        yield from _body(SoundTextArea)


def _body(kind: type[TextArea]) -> ComposeResult:
    yield Static("0 letters", id="count", markup=False)
    with Vertical():
        yield kind("", soft_wrap=True, compact=True, highlight_cursor_line=False, id="text")
    yield Static("below", markup=False)


class _Painted(App[None]):
    """Keeps what a terminal would show, painted piece by piece as it comes."""

    CSS = "#text { height: 1fr; } Static { height: 1; }"

    def __init__(self, kind: type[Screen[None]]) -> None:
        super().__init__()
        self._kind = kind
        self.grid: list[list[Cell]] = [[(" ", None)] * SIZE[0] for _ in range(SIZE[1])]
        self.painted = 0

    def get_default_screen(self) -> Screen[None]:
        return self._kind()

    def on_text_area_changed(self) -> None:
        self.query_one("#count", Static).update(f"{len(self.text_area.text)} letters")

    @property
    def text_area(self) -> TextArea:
        return self.query_one("#text", TextArea)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            for x, y, segments in pieces(renderable):
                for at, cell in enumerate(_cells(segments), x):
                    self.grid[y][at] = cell
                    self.painted += 1
        super()._display(screen, renderable)


def _cells(segments: list[Segment]) -> list[Cell]:
    return [(letter, segment.style) for segment in segments for letter in segment.text]


def _edit(chance: random.Random) -> tuple[str, Any]:
    """What is done next, and with what."""
    kind = chance.choices(
        ("type", "delete", "move", "select", "line", "paste", "undo", "lower"), (60, 12, 12, 4, 6, 3, 2, 1)
    )[0]
    if kind == "type":
        return kind, chance.choice("abc defg (hij) [k] é ")
    if kind == "paste":
        return kind, "".join(chance.choices("word and word\n ", k=chance.randint(1, 60)))
    if kind == "move":
        return kind, chance.choice(("left", "right", "up", "down", "line_start", "line_end"))
    return kind, chance.random()


def _do(area: TextArea, kind: str, what: Any) -> None:
    if kind in ("type", "paste"):
        area._replace_via_keyboard(what, *area.selection)
    elif kind == "delete":
        area.action_delete_left() if what < 0.7 else area.action_delete_right()
    elif kind == "move":
        getattr(area, f"action_cursor_{what}")()
    elif kind == "select":
        area.action_cursor_left(select=True) if what < 0.8 else area.action_cursor_up(select=True)
    elif kind == "line":
        area._replace_via_keyboard("\n", *area.selection)
    elif kind == "undo":
        area.undo()
    else:
        area.read_only = not area.read_only


async def _drawn(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize(("seed", "edits"), [(1, 80), pytest.param(2, 2500, marks=pytest.mark.soak)])
async def test_what_is_drawn_line_by_line_is_what_drawing_all_of_it_shows(seed: int, edits: int) -> None:
    chance = random.Random(seed)
    ours, whole = _Painted(_Frugal), _Painted(_Whole)
    async with ours.run_test(size=SIZE) as one, whole.run_test(size=SIZE) as other:
        await _drawn(one)
        await _drawn(other)
        for app in (ours, whole):
            app.text_area.cursor_blink = False
            app.text_area.focus()
        for number in range(edits):
            kind, what = _edit(chance)
            for app, pilot in ((ours, one), (whole, other)):
                _do(app.text_area, kind, what)
                await _drawn(pilot)
            assert ours.text_area.text == whole.text_area.text
            assert ours.grid == whole.grid, f"after {number}: {kind} {what!r}"
        assert ours.painted * 3 < whole.painted * 2, "and far fewer cells were drawn"


class _Asking(Widget):
    """Asks where it is as it is drawn, as a list does for whether another one has the focus."""

    DEFAULT_CSS = "_Asking { height: 1; }"

    def render_lines(self, crop: Region) -> list[Strip]:
        return [Strip([Segment(type(self.screen).__name__.ljust(crop.width))])]


class _Leaving(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    def compose(self) -> ComposeResult:
        yield _Asking(id="asking")


async def test_what_was_taken_out_and_is_laid_out_still_is_not_asked_to_draw() -> None:
    async with _Painted(_Leaving).run_test(size=SIZE) as pilot:
        screen, asking = pilot.app.screen, pilot.app.screen.query_one(_Asking)
        await _drawn(pilot)
        place = asking.region
        await asking.remove()
        assert asking in screen._compositor.visible_widgets, "it is not laid out anew yet"
        screen._compositor._dirty_regions.add(place)
        assert screen._compositor.render_update() is not None
