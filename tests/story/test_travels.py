"""A mark and an export, walked as CONTRIBUTING's page tells it: by these stops, in this order, at most eight."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ce_tui.core.referral.worker import Renderer
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import export_pdf
from support.checkout import CHECKOUT
from support.people.asker import Answers
from support.people.marking import known, robin
from support.people.screens import app_at, new_casebook
from support.people.station import station_of


def stops(what: str) -> list[str]:
    """The module or folder that each stop names first."""
    page = (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8")
    [told] = re.findall(rf"\*\*How {what} travels\*\*(.*?)\n\n", page, re.DOTALL)
    return [re.findall(r"`([a-z_/]+)`", stop)[0] for stop in told.split("→")]


@contextmanager
def walked(passed: list[str]) -> Iterator[None]:
    """What is called of the app meanwhile, in this thread: each module where another was before."""

    def call(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_code.co_filename.partition("/ce_tui/")[2]
        if event == "call" and module and passed[-1:] != [module]:
            passed.append(module)

    sys.setprofile(call)
    try:
        yield
    finally:
        sys.setprofile(None)


def in_this_order(expected: list[str], passed: list[str]) -> list[str]:
    """As many of the stops as were passed, one after the other."""
    rest = iter(passed)
    return [stop for stop in expected if any(each.startswith(stop) for each in rest)]


async def test_a_mark_travels_by_the_stops_that_the_page_names(home: Path) -> None:
    expected, passed = stops("a mark"), list[str]()
    async with app_at(home, "yellow", change=known) as app:
        with walked(passed):
            await app.press("y")
    assert len(expected) <= 8
    assert in_this_order(expected, passed) == expected


async def test_an_export_travels_by_the_stops_that_the_page_names(
    home: Path, tmp_path: Path, renderer: Renderer
) -> None:
    (_, *expected), passed = stops("an export"), list[str]()
    station = station_of(new_casebook(home), home, renderer=lambda: renderer)
    draft = station.session.begin("essex")
    draft.apply(robin)
    exporter = Exporter(draft, station.renderer, station.config.referral.marking)
    with walked(passed):
        await export_pdf(Answers(str(tmp_path / "a.pdf"), True), station, exporter, protect=True)
    station.session.close()
    assert len(expected) <= 7
    assert in_this_order(expected, passed) == expected
