"""Every section fits 80 by 24, works on 60 columns and fills 200 by 60; each focus has words and a cursor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from support.people.screens import App, app_at

PATHWAY = default_pathway()
SIZES = [(60, 24), (80, 24), (120, 40), (200, 60)]


def full(answers: Answers) -> Answers:
    answers = replies.set_known(answers, PATHWAY, True)
    for item_id in ("Y1", "A8", "R3"):
        answers = replies.cycle(answers, PATHWAY, item_id)
    return replies.set_notes(answers, "Worried: A8, R3 and the A12.")


async def in_every_section(app: App) -> AsyncIterator[str]:
    """Each section in turn, from Start on."""
    for section in SECTIONS:
        app.app.navigator.show_section(section)
        await app.settle()
        yield section


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_each_section_fits_and_says_where_the_focus_is(home: Path, size: tuple[int, int]) -> None:
    width, height = size
    async with app_at(home, SECTIONS[0], change=full, size=size) as app:
        async for section in in_every_section(app):
            lines = app.text().splitlines()
            assert len(lines) <= height and all(len(line) <= width for line in lines), section
            assert app.screen.section_words() in lines[0]
            assert lines[-1].strip().endswith(("? help", "F1 help")), section
            assert "^L lock" in lines[-1] and "^Q leave" in lines[-1], section
            assert app.screen.focused is not None, section
            assert app.said.replace("So far:", "").strip(), section
            cursor = app.app.picture.cursor_now()
            assert app.screen.focused.content_region.contains(cursor.x, cursor.y), section
            for _ in range(4):
                await app.press("tab")
                assert app.screen.focused is not None and app.said, section


async def test_without_colours_each_section_says_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_at(home, SECTIONS[0], change=full) as app:
        colourful = {section: app.text() async for section in in_every_section(app)}
    monkeypatch.setenv("NO_COLOR", "1")
    async with app_at(home.with_name("other"), SECTIONS[0], change=full) as app:
        async for section in in_every_section(app):
            drawn = colourful[section].replace("─", "-")
            assert app.text().splitlines()[1:] == drawn.splitlines()[1:], section
