"""Details in a wide window: yours beside the child's. The keys, and what is read, go as in one column."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import pytest
from textual.geometry import Offset, Region
from textual.widget import Widget

from ce_tui.screens.screening.form import FormScreen
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from ce_tui.widgets.field import Field
from ce_tui.widgets.question_form import FoldingField, QuestionForm, widget_id
from support.people.screens import App, app_at

WIDE = [(130, 40), (200, 60)]
wide_windows = pytest.mark.parametrize("size", WIDE, ids=["130x40", "200x60"])
YOURS = [f"practitioner.{name}" for name in ("name", "organisation", "phone", "other", "email")]
CHILDS = [f"child.{name}" for name in ("name", "date_of_birth", "phone", "other", "email", "address")]


def form(app: App) -> QuestionForm:
    return app.screen.query_one(QuestionForm)


def at(app: App, question: str) -> Region:
    """Where a question stands in the form, seen or not."""
    widget = form(app).widget(question)
    assert widget is not None
    inner = takewhile(lambda each: each is not form(app), widget.ancestors_with_self)
    offsets = [each.virtual_region.offset for each in inner if isinstance(each, Widget)]
    return Region.from_offset(sum(offsets, Offset(0, 0)), widget.size)


def stands_in_columns(app: App) -> bool:
    return at(app, "practitioner.name").right < at(app, "child.name").x


async def walked(app: App, key: str, count: int) -> list[str]:
    """The questions that the key leads through, each once; every one of them is in sight with the cursor in it."""
    seen = [form(app).current]
    for _ in range(count):
        await app.press(key)
        cursor, focused = app.app.picture.cursor_now(), app.screen.focused
        assert focused is not None and focused.content_region.contains(cursor.x, cursor.y)
        assert form(app).region.contains_region(focused.region), form(app).current
        if form(app).current != seen[-1]:
            seen.append(form(app).current)
    return seen


@wide_windows
async def test_yours_stand_beside_the_childs_and_consent_below_both(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", size=size) as app:
        heading = next(row for row in app.text().splitlines() if row.startswith(" Your details"))
        assert "About the child" in heading
        assert stands_in_columns(app)
        lowest = max(at(app, question).bottom for question in YOURS + CHILDS)
        assert at(app, "consent.status").y > lowest
        edge = at(app, "practitioner.name").x - 1  # choices begin where lists do
        assert at(app, "consent.status").x == edge == 0


@wide_windows
@pytest.mark.parametrize("key", ["tab", "down"])
async def test_the_keys_go_through_all_of_yours_and_then_all_of_the_childs(
    home: Path, size: tuple[int, int], key: str
) -> None:
    async with app_at(home, "details", size=size) as app:
        assert await walked(app, key, 13) == [*YOURS, *CHILDS, "consent.status"]
        assert app.said.startswith("Consent: what has happened so far: Agreed")
        await app.press("shift+tab")
        back = {"tab": "shift+tab", "down": "up"}[key]
        assert await walked(app, back, 12) == [*CHILDS[::-1], *YOURS[::-1]]
        assert app.said.startswith("Your details. Your name: empty. Question 1 of 16.")


async def test_a_page_key_passes_over_nothing_that_does_not_come_into_sight(home: Path) -> None:
    async with app_at(home, "details", size=(130, 21)) as app:
        assert stands_in_columns(app)
        stops = [each for each in app.screen.focus_chain if form(app) in each.ancestors]
        seen: set[int] = set()
        before = -1
        while (now := next(i for i, each in enumerate(stops) if each.has_focus)) != before:
            seen |= {i for i, each in enumerate(stops) if form(app).region.overlaps(each.region)}
            before = now
            assert set(range(now + 1)) <= seen
            await app.press("pagedown")
        assert before == len(stops) - 1


@wide_windows
async def test_each_line_has_room_and_the_date_holds_a_year(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "details", "child.date_of_birth", size=size) as app:
        assert all(line.content_size.width >= 18 for line in form(app).query("FoldingField LineInput"))
        await app.type("13")
        await app.press("tab")
        await app.type("11")
        await app.press("tab")
        await app.type("2010")
        row = next(row for row in app.text().splitlines() if "Month [" in row)
        assert [part.split("]")[0].strip() for part in row[row.index("Day [") :].split("[")[1:]] == [
            "13",
            "11",
            "2010",
        ]


@wide_windows
async def test_what_is_wrong_with_a_line_stands_below_it_in_its_own_column(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", "practitioner.phone", size=size) as app:
        field = form(app).widget("practitioner.phone")
        assert isinstance(field, Field)
        field.error = "Imaginary reason that is long enough for more rows than one of this column"
        await app.settle()
        words = field.query_one(".field-error").region
        assert words.height > 1
        assert words.y == field.query_one("LineInput").region.bottom
        assert words.right <= form(app).query_one(f"#{widget_id('child.name')}").region.x


async def test_a_label_stands_beside_its_line_where_there_is_room_and_else_above_it(home: Path) -> None:
    async with app_at(home, "details", size=(130, 40)) as app:
        for size in ((130, 40), (200, 60), (80, 24), (60, 20)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            for field in form(app).query(FoldingField):
                if len(field.label) > 24:
                    continue  # the label stands above its line at every width
                label, line = field.query_one(".field-label").region, field.query_one("LineInput").region
                assert (label.bottom == line.y) == (field.content_size.width < 24 + 22), (size, field.label)


@pytest.mark.parametrize("size", [(80, 24), (109, 40), (60, 20)])
async def test_below_110_columns_it_is_one_column(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "details", size=size) as app:
        assert not stands_in_columns(app)
        assert at(app, "child.name").x == at(app, "practitioner.name").x


async def test_where_something_stands_beside_the_form_it_is_one_column_again(home: Path) -> None:
    async with app_at(home, "details", size=(130, 40)) as app:
        assert stands_in_columns(app)
        form(app).styles.width = 87
        await app.settle()
        assert not stands_in_columns(app)
        form(app).styles.width = 88
        await app.settle()
        assert stands_in_columns(app)


async def test_for_screen_readers_it_is_one_column_in_every_window(home: Path) -> None:
    async with app_at(home, "details", size=(130, 40)) as app:
        app.app.appearance.choose("display", FOR_SCREEN_READERS)
        await app.settle()
        assert not stands_in_columns(app)


@wide_windows
async def test_what_is_half_typed_is_kept_over_a_resize_that_folds_two_columns_into_one(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", "child.address", size=size) as app:
        await app.type("1 Imaginary")
        for now in ((60, 20), (80, 24), size, (60, 20), size):
            await app.pilot.resize_terminal(*now)
            await app.settle()
            assert isinstance(app.screen, FormScreen) and form(app).current == "child.address"
            assert stands_in_columns(app) == (now == size)
            row = app.text().splitlines()[app.app.picture.cursor_now().y]
            assert "1 Imaginary" in row, (now, app.text())
        await app.type(" Lane")
        assert app.answers.child.address == "1 Imaginary Lane"
