"""What stands beside a section in a wide window: which blocks, in what room, and that it takes no key."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.vault.errors import ReadOnly
from ce_tui.core.words.board import board
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.words.side_blocks import NOT_WRITTEN
from ce_tui.settings.preferences import BESIDE
from ce_tui.widgets.goto_dialog import GoToDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.notes_editor import NotesEditor
from ce_tui.widgets.room import panes_beside
from ce_tui.widgets.side_pane import SidePane
from support.people.beside import beside, blocks, leads, panes
from support.people.marking import first_meeting, red, robin
from support.people.screens import app_at

PATHWAY = default_pathway()
LARGE, HUGE, USUAL = (120, 40), (200, 60), (80, 24)
NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def bare(answers: Answers) -> Answers:
    """Nothing was answered yet."""
    return answers


@pytest.mark.parametrize("size", [LARGE, HUGE])
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("change", [robin, bare])
async def test_at_least_half_of_the_rows_beside_each_section_are_used(
    home: Path, section: str, size: tuple[int, int], change: object
) -> None:
    async with app_at(home, section, size=size, change=change) as app:  # type: ignore[arg-type]
        for _ in range(3):  # whatever leads
            rows = panes(app)[0]
            used = sum(1 for row in rows if row.strip("-─"))
            assert used * 2 >= len(rows) == app.screen.query_one("#body").size.height, app.text()
            app.screen.action_beside()  # type: ignore[attr-defined]
            await app.settle()


@pytest.mark.parametrize("size", [LARGE, HUGE, (110, 24), (160, 24), (300, 70)])
async def test_no_row_of_a_pane_is_wider_than_is_read_well(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "result", size=size, change=robin) as app:
        shown = panes(app)
        assert len(shown) == panes_beside(size[0]) and all(any(rows) for rows in shown[:1])
        assert "..." in shown[-1] or "this software's assumption." in beside(app), (
            "all is shown, or it says so"
        )
        assert max(len(row) for rows in shown for row in rows) <= 90
        assert app.screen.query_one("#result").size.width == min(app.screen.columns, 90)  # type: ignore[attr-defined]


@pytest.mark.parametrize("section", SECTIONS)
async def test_below_110_columns_nothing_stands_beside_and_nothing_is_made_for_it(
    home: Path, section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ce_tui.screens.screening.sides", "ce_tui.widgets.side_pane", "ce_tui.widgets.side_rows"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    async with app_at(home, section, size=(109, 40), change=robin) as app:
        await app.press("f2", "f3")
        assert not app.screen.query("#beside")
        assert "ce_tui.screens.screening.sides" not in sys.modules
        assert "ce_tui.widgets.side_pane" not in sys.modules


async def test_for_screen_readers_nothing_stands_beside_until_that_display_is_switched_off(
    home: Path,
) -> None:
    async with app_at(home, "amber", size=HUGE, change=robin) as app:
        assert panes(app)
        app.app.appearance.show_for_screen_readers(True)
        await app.settle()
        assert not panes(app) and "About" not in app.text()
        await app.press("w")
        assert app.app.appearance.beside == ""
        await app.press("f2")
        assert not app.screen.query(SidePane), "it is not even made"
        app.app.appearance.show_for_screen_readers(False)
        await app.press("f3")
        assert leads(app) == "About Amber"


async def test_on_a_tier_the_notes_on_the_factor_at_the_cursor_stand_there_and_follow_it(home: Path) -> None:
    async with app_at(home, "amber", size=LARGE, change=robin) as app:
        await app.press("w")
        assert leads(app) == "Your notes on A1" and "No sentence in your notes cites A1." in beside(app)
        await app.press("down", "down")
        assert leads(app) == "Your notes on A3" and "Worried since May: A3." in beside(app)
        assert "Twice this week" not in beside(app)
        await app.press("f2")
        assert leads(app) == "Your notes on R1"


async def test_elsewhere_the_notes_stand_there_and_beside_the_notes_what_is_marked(home: Path) -> None:
    async with app_at(home, "result", size=LARGE, change=robin) as app:
        await app.press("w")
        assert leads(app) == "Your notes" and "Twice this week, at the station" in beside(app)
        await app.press("f5")
        assert leads(app) == "Marked so far" and "A3 Suspected: " in beside(app)
        assert "Twice this week" not in beside(app), "it stands in its section already"
    async with app_at(home, "start", size=LARGE) as app:
        await app.press("w")
        assert NOT_WRITTEN in beside(app)


async def test_whom_to_phone_follows_the_marks_the_area_and_the_hour(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=robin) as app:
        await app.press("w", "w")
        assert panes(app)[0][0] == "Whom to call now: Essex", (
            "what was chosen stands first, above the board too"
        )
        assert panes(app)[0][1].startswith("0345 603 7627 ")
        await app.press("s")
        assert blocks(app)[1].startswith("999 ") and panes(app)[0][3].startswith("0345 603 7627 ")
        app.draft.clock = lambda: NIGHT
        app.screen._tick()  # type: ignore[attr-defined]
        await app.settle()
        assert blocks(app)[3].startswith("0345 606 1212")
        app.draft.apply(lambda answers: changes.set_locality(answers, PATHWAY, "thurrock"))
        app.screen.refresh_frame()
        assert app.draft.outcome.locality == "thurrock"
        await app.settle()
        assert leads(app) == "Whom to call now: Thurrock" and "01375 652 802" in beside(app)


@pytest.mark.parametrize("size", [LARGE, USUAL])
async def test_the_result_says_no_other_hours_than_what_stands_beside_it(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "result", size=size, change=lambda answers: red(robin(answers))) as app:
        result = app.screen.query_one("#result", ItemList)
        await app.press("down", "down")
        here = result.current
        assert here is not None and "should be open" in app.words()
        app.draft.clock = lambda: NIGHT
        app.screen._tick()  # type: ignore[attr-defined]
        await app.settle()
        phones = [item for item in result.items if item.id.startswith("phone:")]
        assert [item.text[:13] for item in phones] == ["999  Emergenc", "0345 606 1212", "101  Essex Po"]
        assert "Children & Families' Hub: should be open" not in app.words()
        assert result.current is not None and result.current.id == here.id


async def test_w_changes_which_block_leads_says_so_and_keeps_it_for_the_account(home: Path) -> None:
    async with app_at(home, "yellow", size=LARGE, change=robin) as app:
        assert leads(app) == "About Yellow" and "w beside" in app.text()
        for heading, said in (
            ("Your notes on Y1", "Beside it first: your notes."),
            ("Whom to call now: Essex", "Beside it first: whom to phone."),
            ("", "Nothing is beside it now; on red whom to phone will be."),
            ("About Yellow", "Beside it first: the explanation."),
            ("Your notes on Y1", "Beside it first: your notes."),
        ):
            await app.press("w")
            assert leads(app) == heading and app.said.startswith(f"{said} Y1, 1 of ")
        assert BESIDE.of(app.draft.casebook) == "notes"
        await app.press("f2")
        assert leads(app) == "Your notes on A1"


async def test_whoever_hears_each_row_whole_has_nothing_beside_it_until_it_is_chosen_again(
    home: Path,
) -> None:
    async with app_at(home, "amber", size=HUGE, change=robin) as app:
        await app.press("w", "w", "w")
        assert "Nothing is beside it now; on red whom to phone will be." in app.said
        assert beside(app) == "" and BESIDE.of(app.draft.casebook) == "nothing"
        await app.press("s", "f2")
        assert beside(app) == "", "not by a mark, nor in the next section"
        await app.press("w")
        assert "Beside it first: the explanation." in app.said and leads(app) == "About Red"
        assert BESIDE.of(app.draft.casebook) == ""


async def test_where_it_cannot_be_kept_it_leads_for_now_and_that_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_at(home, "yellow", size=LARGE, change=robin) as app:
        keep = app.draft.casebook.preferences.set

        def refuse(name: str, value: str, **named: bool) -> object:
            if name == BESIDE.name:
                raise ReadOnly
            return keep(name, value, **named)

        monkeypatch.setattr(app.draft.casebook.preferences, "set", refuse)
        await app.press("w", "w")
        assert leads(app) == "Whom to call now: Essex" and "Not kept for next time: " in app.said
        await app.press("f2")
        assert leads(app) == "Whom to call now: Essex"
        assert BESIDE.of(app.draft.casebook) == ""


async def test_what_an_account_has_chosen_leads_when_it_signs_in(home: Path) -> None:
    async with app_at(home, "yellow", size=LARGE) as app:
        session = app.app.kept_session
        assert session is not None
        for kept, heading in (("phone", "Whom to call now: Essex"), ("nonsense", "About Yellow")):
            BESIDE.keep(session.casebook, kept)
            app.app.appearance.use_that_of(session)
            app.screen.refresh_frame()
            await app.settle()
            assert leads(app) == heading


async def test_in_a_text_field_w_is_a_letter_and_the_menu_has_it(home: Path) -> None:
    async with app_at(home, "notes", size=LARGE) as app:
        assert "w beside" not in app.text()
        await app.type("who")
        assert app.answers.notes == "who" and leads(app) == "About Notes"
        await app.press("f4", *"beside")
        assert [item.text for item in app.app.screen.query_one(ItemList).items] == [
            "Beside: explanation, notes, whom to phone, nothing"
        ]
        await app.press("enter")
        assert leads(app) == "Marked so far" and app.screen.query_one(NotesEditor).has_focus
        assert app.said.startswith("Beside it first: what is marked. Notes, line 1 of 1.")
        await app.type("m")
        assert app.answers.notes == "whom"
        assert app.said.startswith("Notes, line 1 of 1."), "what was said is over with the next letter"


@pytest.mark.parametrize("section", ["notes", "details", "amber", "result"])
async def test_chosen_in_the_menu_again_and_again_it_says_what_leads_now_and_comes_back_to_where_one_was(
    home: Path, section: str
) -> None:
    async with app_at(home, section, size=LARGE, change=robin) as app:
        where, focus = app.screen.here, app.screen.focused  # type: ignore[attr-defined]
        said = []
        for _ in range(5):
            await app.press("f4", *"bes", "enter")
            said.append(app.said)
            assert (app.screen.here, app.screen.focused) == (where, focus)  # type: ignore[attr-defined]
        assert [each.count("eside it") for each in said] == [1] * 5, said
        assert said[2].startswith("Nothing is beside it now; on red") and said[3].startswith(
            "Beside it first: the"
        )


@pytest.mark.parametrize(("size", "quiet"), [(USUAL, False), (LARGE, True)])
async def test_where_nothing_stands_beside_neither_the_menu_nor_the_help_nor_the_key_has_it(
    home: Path, size: tuple[int, int], quiet: bool
) -> None:
    async with app_at(home, "yellow", size=size) as app:
        app.app.appearance.show_for_screen_readers(quiet)
        await app.press("w", "f4")
        assert isinstance(app.app.screen, GoToDialog)
        assert not any("Beside:" in item.text for item in app.app.screen.query_one(ItemList).items)
        await app.press("escape", "f1")
        assert app.app.screen.query_one("#text").parts  # type: ignore[attr-defined]
        assert not any("Beside:" in part.text for part in app.app.screen.query_one("#text").parts)  # type: ignore[attr-defined]
        assert app.app.appearance.beside == ""


@pytest.mark.parametrize("key", ["w", "W"])
@pytest.mark.parametrize("section", ["start", "red", "result", "review"])
async def test_in_a_narrow_window_its_key_says_why_nothing_stands_there(
    home: Path, section: str, key: str
) -> None:
    async with app_at(home, section, size=USUAL, change=robin) as app:
        before = app.said
        await app.press(key)
        assert app.said == f"Nothing stands beside this in a window of fewer than 110 columns. {before}"
        assert app.app.appearance.beside == ""
        await app.press("x" if section == "start" else "down", "up")
        assert "110 columns" not in app.said


async def test_in_a_narrow_window_w_in_a_text_is_a_letter_and_for_screen_readers_nothing_more_is_said(
    home: Path,
) -> None:
    async with app_at(home, "notes", size=USUAL) as app:
        await app.type("w")
        assert app.answers.notes == "w" and "110 columns" not in app.said
    async with app_at(home, "yellow", size=USUAL) as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("w")
        assert "110 columns" not in app.said


async def test_in_a_wide_window_the_menu_and_the_help_have_it(home: Path) -> None:
    async with app_at(home, "yellow", size=(110, 24)) as app:
        await app.press("f1")
        parts = app.app.screen.query_one("#text").parts  # type: ignore[attr-defined]
        assert any("Beside: explanation" in part.text for part in parts)


@pytest.mark.parametrize("section", SECTIONS)
async def test_no_pane_of_any_section_shows_the_childs_name(home: Path, section: str) -> None:
    def named(answers: Answers) -> Answers:
        answers = changes.set_field(robin(answers), "child.name", "Alex Sample")
        return changes.set_notes(answers, "A3: Alex was late. Alex Sample's brother, and ALEX, say so.")

    async with app_at(home, section, size=HUGE, change=named) as app:
        for _ in range(3):
            assert "alex" not in beside(app).casefold() and "sample" not in beside(app).casefold()
            app.screen.action_beside()  # type: ignore[attr-defined]
            await app.settle()


async def test_beside_review_a_child_called_amber_is_hidden_and_the_tier_is_not(home: Path) -> None:
    def named(answers: Answers) -> Answers:
        answers = changes.set_field(robin(answers), "child.name", "Amber O’Sample")
        answers = changes.set_field(answers, "child.address", "1 Made-up Road")
        return changes.set_notes(answers, "A3: Amber was late, and Osample's brother said so.")

    async with app_at(home, "review", size=HUGE, change=named) as app:
        words = beside(app)
        assert (
            "AMBER so far. Yellow and Red were not looked at." in words and "The child: [name]; born" in words
        )
        assert "address: [address]" in words and "Made-up" not in words
        assert (
            "A3: [name] was late, and [name]'s brother said so." in words and "sample" not in words.casefold()
        )


async def test_a_lock_shows_nothing_of_it(home: Path) -> None:
    async with app_at(home, "amber", size=HUGE, change=robin) as app:
        assert "Worried since May" in app.text() or "About Amber" in app.text()
        await app.press("ctrl+l")
        await app.until(lambda: app.app.seat.locked, "the lock")
        await app.pilot.pause()
        assert not app.app.screen.query(SidePane)
        for words in ("About", "Your notes", "Worried", "Whom to call now", "Essex"):
            assert words not in app.text()


async def test_at_a_first_meeting_a_closed_tier_has_its_panes_too(home: Path) -> None:
    async with app_at(home, "amber", size=HUGE, change=first_meeting) as app:
        assert (
            leads(app) == "About Amber" and NOT_WRITTEN in beside(app) and "Whom to call now" in beside(app)
        )


async def test_a_screening_that_is_only_shown_has_them_and_w_works_there(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=red) as app:
        app.draft.view_only = "Someone else has it open."
        app.screen.refresh_frame()
        await app.press("w", "w")
        assert leads(app) == "Your notes on R1"


@pytest.mark.parametrize("section", SECTIONS)
async def test_nothing_beside_has_the_focus_and_tab_goes_the_same_way_as_ever(
    home: Path, section: str
) -> None:
    async def stops(size: tuple[int, int]) -> list[str]:
        async with app_at(home / f"{size[0]}", section, size=size, change=robin) as app:
            return [f"{type(each).__name__} {each.id}" for each in app.screen.focus_chain]

    assert await stops(HUGE) == await stops(USUAL)


async def test_it_is_made_larger_and_smaller_amid_a_note_and_nothing_is_lost(home: Path) -> None:
    async with app_at(home, "notes", size=HUGE, change=robin) as app:
        before = app.answers.notes
        at = 0
        for size in (HUGE, (60, 20), HUGE, USUAL, LARGE, (109, 30), (40, 10), HUGE):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            small = size == (40, 10)
            if not small:
                assert bool(panes(app)) == (size[0] >= 110), size
                await app.type(f"word{at} ")
                at += 1
                assert app.screen.query_one(NotesEditor).has_focus
        typed = "".join(f"word{number} " for number in range(at))
        assert app.answers.notes == before + typed
        assert app.screen.query_one(NotesEditor).text == before + typed
        assert len(app.screen.query(SidePane)) == 1 and len(panes(app)) == 2


async def test_rows_over_the_blocks_stand_at_the_top_of_the_first_pane(home: Path) -> None:
    async with app_at(home, "amber", size=HUGE, change=robin) as app:
        assert isinstance(app.screen, SectionScreen)
        pane, blocks = app.screen.query_one(SidePane), app.screen._sides._words.blocks("", "about")  # type: ignore[union-attr]
        pane.say(blocks, board(app.answers, app.draft.outcome, PATHWAY))
        await app.settle()
        first, second = panes(app)
        assert first[0].startswith("1 ") and first[1].startswith("Yellow") and leads(app) == "About Amber"
        assert not second[0].startswith("1 ") and second[0]


async def test_beside_the_list_of_a_tier_stand_all_tiers_at_a_glance_and_follow_a_mark(home: Path) -> None:
    async with app_at(home, "amber", size=LARGE, change=bare) as app:
        before = panes(app)[0][: panes(app)[0].index("")]
        assert any(row.startswith("Amber") for row in before) and "S suspected" in " ".join(before)
        await app.press("down", "down", "s")
        after = panes(app)[0][: panes(app)[0].index("")]
        assert [row for row in after if row.startswith("Amber")] != [
            row for row in before if row.startswith("Amber")
        ]
        assert any(row.startswith("Amber") and "S" in row and "1 suspected" in row for row in after)


@pytest.mark.parametrize("section", ["start", "notes", "result", "details", "review"])
async def test_elsewhere_the_pane_begins_with_its_blocks(home: Path, section: str) -> None:
    async with app_at(home, section, size=LARGE, change=robin) as app:
        assert not panes(app)[0][0][:1].isdigit()


async def test_beside_review_stands_what_the_pdf_will_say_without_the_childs_name(home: Path) -> None:
    async with app_at(home, "review", size=HUGE, change=robin) as app:
        name = app.answers.child.name
        assert name and leads(app) == "What the PDF will say"
        assert "Child exploitation referral" in beside(app)
        assert name not in beside(app)
        assert name in " ".join(item.text for item in app.screen.query_one("#review", ItemList).items)
        app.screen.action_beside()  # type: ignore[attr-defined]
        await app.settle()
        assert leads(app) == "Your notes"
        assert beside(app).index("Your notes") < beside(app).index("What the PDF will say")


@pytest.mark.parametrize("section", ["yellow", "red", "result", "review"])
async def test_what_was_said_of_what_stands_beside_is_said_no_more_in_a_window_where_it_is_wrong(
    home: Path, section: str
) -> None:
    async with app_at(home, section, size=USUAL, change=robin) as app:
        here = app.said.partition(".")[0]
        await app.press("w")
        assert app.said.startswith("Nothing stands beside this")
        await app.pilot.resize_terminal(*LARGE)
        await app.settle()
        assert beside(app) and app.said.startswith(here)
        await app.press("w")
        assert app.said.startswith("Beside it first: ")
        await app.pilot.resize_terminal(130, 40)
        await app.settle()
        assert app.said.startswith("Beside it first: "), "it still stands there"
        await app.pilot.resize_terminal(*USUAL)
        await app.settle()
        assert app.said.startswith(here)
