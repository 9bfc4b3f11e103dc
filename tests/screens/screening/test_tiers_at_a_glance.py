"""The tiers at a glance above Result and Review: where the window has room, never in place of what must be known."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import replies
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.session.session import Session
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import ItemRows
from support.documents.boards import SET, read, wanted
from support.people.marking import marked
from support.people.screens import CHEAP, NAME, NOON, PASSPHRASE, App, app_at, app_over
from support.stores.changing_pathways import deployed

KEPT = 17
"""Rows of a list in a terminal of 24 rows."""
both = pytest.mark.parametrize("section", ["result", "review"])


def some(answers: Answers) -> Answers:
    return marked(replies.mark(answers, SET, "Y1", "yes"), "R2")


def everything(answers: Answers) -> Answers:
    """All that can stand there at once."""
    for factor_id, factor in SET.factors.items():
        answers = replies.mark(replies.set_known(answers, SET, True), SET, factor_id, factor.marks[-1])
    for name in ("immediate_risk", "harm_today", "family_involved", "missing_now"):
        answers = say_danger(answers, name, True)
    return answers


def set_aside(answers: Answers) -> Answers:
    return replies.set_known(marked(some(answers), "A3"), SET, False)


def board(app: App) -> list[str]:
    """The rows of the board, as they are on the screen; without the rule between it and the list."""
    shown = app.screen.query_one("#tier-board")
    lines = app.text().splitlines()[shown.region.y : shown.region.bottom] if shown.display else []
    rows = [line[: shown.region.width].rstrip() for line in lines]
    return [row for row in rows if not row or set(row) - set("-─")]


def the_list(app: App) -> ItemList:
    return app.screen.query_one(f"#{app.screen.section}", ItemList)


@both
async def test_in_24_rows_there_is_none_and_from_25_on_one_row(home: Path, section: str) -> None:
    async with app_at(home, section, change=some) as app:
        assert board(app) == [] and the_list(app).size.height == KEPT
        await app.pilot.resize_terminal(80, 25)
        await app.settle()
        assert board(app) == [" Yellow Y········ ······  Amber ···········  Red ·S·········"]
        await app.pilot.resize_terminal(80, 24)
        await app.settle()
        assert board(app) == [] and the_list(app).size.height == KEPT


@both
@pytest.mark.parametrize("size", [(80, 30), (120, 40), (200, 60)], ids=["80x30", "120x40", "200x60"])
async def test_in_30_rows_each_factor_has_a_box_and_the_signs_are_explained(
    home: Path, section: str, size: tuple[int, int]
) -> None:
    async with app_at(home, section, change=some, size=size) as app:
        ruler, yellow, _, red, legend = board(app)
        assert ruler.split() == [*map(str, range(1, 12)), "V1", "V2", "V3", "V4", "V5", "V6"]
        assert yellow.startswith(" Yellow [Y] · ") and red.startswith(" Red     · [S] · ")
        assert legend == " Y yes  N noted  S suspected  B reasonably believe  · not marked"
        assert the_list(app).size.height >= KEPT
        signs, _ = read(board(app), SET)
        assert signs == wanted(app.answers, SET)


async def test_all_of_the_first_page_is_in_sight_below_it_or_there_is_no_board(home: Path) -> None:
    async with app_at(home, "result", change=everything) as app:
        result, seen = the_list(app), set()
        first = next(at for at, item in enumerate(result.items) if item.heading)
        for columns, rows in product((60, 66, 72, 78, 80, 100), (20, 24, 25, 27, 30, 36, 44)):
            await app.pilot.resize_terminal(columns, rows)
            await app.settle()
            page, height = ItemRows(result.items, columns).tops[first], result.size.height
            kept = max(page, KEPT, -(-KEPT * 80 // columns))
            seen.add(bool(board(app)))
            fits = height <= kept or columns < 80  # in words it takes more than a row
            assert (height >= kept) if board(app) else fits, f"{columns}x{rows}: {app.text()}"
            assert result.scroll_offset.y == 0
        assert seen == {True, False}


async def test_where_an_alert_leads_the_list_it_stands_below_it(home: Path) -> None:
    def yellow(answers: Answers) -> Answers:
        return replies.mark(answers, SET, "Y1", "yes")

    async with app_at(home, "result", change=yellow, size=(80, 30)) as app:
        shown, result = app.screen.query_one("#tier-board"), the_list(app)
        assert shown.region.y < result.region.y and board(app)
        result.go_to("say:risk")
        await app.press("enter", "2", "enter")
        assert app.answers.immediate_risk
        await app.press("ctrl+p", "ctrl+n")
        shown, result = app.screen.query_one("#tier-board"), the_list(app)
        assert result.items[0].id == "alert:immediate_risk"
        below_the_header = app.text().splitlines()[2]
        assert below_the_header.endswith("!!  The child is at immediate risk."), app.text()
        assert shown.region.y == result.region.bottom and len(board(app)) > 4
        assert set(app.text().splitlines()[shown.region.y]) <= set("-─"), "a rule parts them"
        app.draft.apply(lambda answers: say_danger(answers, "immediate_risk", False))
        app.screen.show()
        await app.settle()
        assert shown.region.y < result.region.y and app.screen.focused is result


@both
async def test_below_80_columns_it_is_words_alone(home: Path, section: str) -> None:
    async with app_at(home, section, change=some, size=(60, 40)) as app:
        assert board(app) == [
            " Yellow: 1 yes (Y1 yes).",
            " Amber: Not looked at.",
            " Red: 1 suspected (R2 suspected).",
        ]


@both
async def test_it_follows_every_change(home: Path, section: str) -> None:
    def cites(answers: Answers) -> Answers:
        return replies.set_notes(
            some(answers), "What was seen: R5, in May, at the station, late, with an older man."
        )

    async with app_at(home, section, change=cites, size=(100, 40)) as app:
        assert " Red     · [S] ·  ·  · " in "\n".join(board(app))
        at = (
            "cited-unmarked"
            if section == "result"
            else next(item.id for item in the_list(app).items if "R5" in item.text)
        )
        the_list(app).go_to(at)
        await app.press("enter")
        await app.press("2", "enter")
        assert app.answers.marks["R5"]
        signs, _ = read(board(app), SET)
        assert signs == wanted(app.answers, SET), app.text()
        await app.press("ctrl+p")
        assert app.screen.section != section
        app.draft.apply(lambda answers: replies.clear(answers, SET, "Y1"))
        await app.press("ctrl+n")
        signs, _ = read(board(app), SET)
        assert dict(signs)["Y1"] == "·" and signs == wanted(app.answers, SET)


async def test_at_a_first_meeting_what_was_set_aside_is_seen_as_that(home: Path) -> None:
    async with app_at(home, "result", change=set_aside, size=(80, 30)) as app:
        _, yellow, amber, red, legend = board(app)
        assert yellow.startswith(" Yellow [Y]")
        assert amber.startswith(" Amber   -  - (s) - ") and amber.endswith("  Set aside: A3")
        assert red.startswith(" Red     - (s) - ") and red.endswith("  Set aside: R2")
        assert legend.endswith("  - not asked  (s) set aside")
        await app.pilot.resize_terminal(80, 25)
        await app.settle()
        assert board(app) == [" Yellow Y········ ······  Amber --s--------  Red -s---------"]


@both
async def test_the_display_for_screen_readers_has_none_and_gives_it_back(home: Path, section: str) -> None:
    async with app_at(home, section, change=some, size=(80, 40)) as app:
        before = board(app)
        app.app.appearance.show_for_screen_readers(True)
        await app.settle()
        assert board(app) == [] and "[Y]" not in app.text() and "noted" not in app.text()
        app.app.appearance.show_for_screen_readers(False)
        await app.settle()
        assert board(app) == before != []


@both
async def test_the_focus_and_the_order_of_tab_pass_over_it(home: Path, section: str) -> None:
    async with app_at(home, section, change=some, size=(80, 40)) as app:
        assert app.screen.focused is the_list(app)
        for key in ("up", "home", "shift+tab", "tab", "up"):
            await app.press(key)
            assert app.screen.focused is the_list(app)


async def test_another_edition_s_tiers_and_letters_stand_there(home: Path, tmp_path: Path) -> None:
    made = deployed(tmp_path / "made-up")
    pathways = made.config.pathways()
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=PASSPHRASE, locality="southvale"),
        CasebookSettings(argon=CHEAP, rules=PathwayRules(pathways)),
    )
    session = Session(casebook, pathways, lambda: NOON)
    draft = session.begin("southvale")
    pathway = draft.pathway

    def change(answers: Answers) -> Answers:
        answers = replies.set_known(answers, pathway, True)
        return replies.mark(replies.mark(answers, pathway, "W1", "noted"), pathway, "K1", "suspected")

    draft.apply(change)
    ref = draft.screening.ref
    async with app_over(home, session, ref, "result", size=(80, 30), config=made.config) as app:
        assert board(app)[:4] == [
            "           1  2  W1",
            " Green     ·  ·  [N]  1 noted",
            " Violet H  ·  ·       Not looked at",
            " Black K  [S]         1 suspected",
        ]
