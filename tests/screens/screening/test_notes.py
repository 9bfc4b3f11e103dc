"""The notes: typing, completion of factor IDs, what is not an ID, saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.shape import MAX_NOTES
from ce_tui.screens.screening.notes import NotesScreen
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from ce_tui.widgets.notes_editor import CompletionPopup, NotesEditor
from support.people.screens import App, app_at, second_terminal

PATHWAY = default_pathway()


def amber(answers: Answers) -> Answers:
    return replies.mark(replies.set_known(answers, PATHWAY, True), PATHWAY, "A3", "suspected")


def editor(app: App) -> NotesEditor:
    return app.screen.query_one(NotesEditor)


def popup(app: App) -> CompletionPopup:
    return app.screen.query_one(CompletionPopup)


async def paste(app: App, text: str) -> None:
    editor(app).post_message(events.Paste(text))
    await app.settle()


async def test_what_fits_an_id_is_not_said_any_more_where_one_has_typed_past_it(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        for letter in "Late. R1 seen":  # at once, as on a slow line
            editor(app).post_message(events.Key(letter, letter))
        await app.settle()
        assert app.answers.notes == "Late. R1 seen"
        assert app.said.startswith("Notes, line 1 of 1.") and "Down chooses" not in app.said


async def test_what_is_typed_behind_an_id_that_was_taken_leaves_it_an_id(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        await app.type("R1")
        await app.press("down", "enter")
        await app.type("boy")
        assert app.answers.notes == "R1 boy" and app.draft.outcome.citations == {"R1": 1}
        await app.press("enter")
        await app.type("Y1")
        await app.press("down", "enter")
        await app.type(", and A3")
        await app.press("down", "enter")
        await app.type(". Then")
        assert app.answers.notes == "R1 boy\nY1, and A3. Then"


async def test_behind_an_id_that_was_typed_letters_go_where_they_are_typed(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        await app.type("R1")
        await app.press("down", "enter", "left", "right")
        await app.type("a")
        assert app.answers.notes == "R1a", "one was elsewhere meanwhile"


async def test_the_documents_own_hint_stands_above_the_notes(home: Path) -> None:
    async with app_at(home, "notes") as app:
        assert PATHWAY.details.notes_title in app.words()
        assert PATHWAY.details.notes_hint in app.words()


async def test_an_id_being_typed_shows_what_fits_and_chooses_nothing(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("a")
        assert not popup(app).is_open, "a letter alone opens nothing"
        await app.type("1")
        assert popup(app).is_open and popup(app).chosen is None
        assert "A10  Carrying weapons" in app.text()
        await app.press("enter")
        assert app.answers.notes == "a1\n", "Enter stays a new line"
        assert not popup(app).is_open


async def test_down_chooses_and_enter_or_tab_take_it(home: Path) -> None:
    async with app_at(home, "notes") as app:
        for key in ("enter", "tab"):
            await app.type("a1")
            await app.press("down", "down")
            assert "> A10  Carrying weapons" in app.text()
            assert "A10, 2 of 3: Carrying weapons" in app.said
            await app.press(key)
            assert editor(app).has_focus
            await app.type(" ")
        assert app.answers.notes == "a10 a10 "


async def test_an_id_that_is_complete_is_never_replaced(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("a1")
        await app.press("down", "enter")
        assert app.answers.notes == "a1", "what was typed stays as it was typed"


async def test_esc_closes_what_fits_and_the_next_esc_opens_the_menu_and_does_no_harm(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("r1")
        await app.press("escape")
        assert not popup(app).is_open and app.answers.notes == "r1"
        await app.press("escape")
        assert isinstance(app.app.screen, GoToDialog) and "Go to" in app.words()
        await app.press("escape")
        assert app.screen.section == "notes" and app.answers.notes == "r1"


async def test_an_id_within_a_word_or_number_completes_nothing(home: Path) -> None:
    async with app_at(home, "notes") as app:
        for words in ("ta1", "1a1", "q7"):
            await app.type(f"{words} ")
        await app.type("ta1")
        assert not popup(app).is_open


async def test_undo_takes_back_what_was_typed(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("calm")
        await app.press("enter")
        await app.type("not")
        await app.press("ctrl+z")
        assert "not" not in app.answers.notes


async def test_the_factor_under_the_cursor_is_explained(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        await app.type("see A3")
        await app.press("escape", "left", "right")
        assert app.said.startswith("A3, Suspected: Is the young person spending time far away")
        await app.press("home")
        assert app.said.startswith("Notes, line 1 of 1.")


async def test_a_road_is_shown_as_unknown_and_can_be_said_to_be_no_id(home: Path) -> None:
    async with app_at(
        home, "notes", change=lambda answers: replies.set_notes(answers, "Seen on the A12, near A127. Y1.")
    ) as app:
        assert "A12 not in this pathway" in app.text()
        assert app.draft.outcome.unknown_ids == ("A12",)
        await app.press("tab", "down", "enter")
        assert app.answers.not_ids == ("A12",) and app.draft.saved
        assert app.draft.outcome.unknown_ids == ()
        assert "A12 you said that this is not an ID" in app.words()
        await app.press("end", "enter")
        assert app.answers.not_ids == ()


async def test_of_what_the_notes_cite_the_gravest_stands_first_and_what_the_pathway_lacks_last(
    home: Path,
) -> None:
    def noted(answers: Answers) -> Answers:
        return replies.set_notes(answers, "Seen: A14, then y1, A5 and R2.")

    async with app_at(home, "notes", change=noted) as app:
        ids = app.screen.query_one("#ids", ItemList)
        assert [item.head for item in ids.items] == ["R2", "A5", "Y1", "A14"]
        assert "R2 not marked" in app.words()
    async with app_at(home.with_name("tall"), "notes", change=noted, size=(80, 60)) as app:
        assert all(f"{factor_id} not " in app.words() for factor_id in ("R2", "A5", "Y1", "A14"))


async def test_from_a_citation_to_its_factor_and_back(home: Path) -> None:
    async with app_at(
        home, "notes", change=lambda answers: replies.set_notes(amber(answers), "Y1 at first. Then A3 often.")
    ) as app:
        editor(app).go_to_offset(20)
        await app.settle()
        await app.press("tab", "enter")
        assert app.screen.section == "amber" and app.screen.here == "A3"
        await app.press("ctrl+t")
        assert app.screen.section == "notes" and app.screen.here == "@20"


@pytest.mark.parametrize("over", ["f6", "f1"])
async def test_out_of_what_lies_over_the_notes_f5_leads_to_the_notes_where_what_is_typed_marks_nothing(
    home: Path, over: str
) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f5", over)
        assert app.screen.section == ""
        await app.press("f5")
        await app.type("saw him")
        assert app.screen.section == "notes" and app.answers.marks == {}
        await app.press("f5")
        assert app.answers.notes == "saw him" and app.screen.section == "yellow"


@pytest.mark.parametrize("way", [("ctrl+p",), ("f4", "7", "enter"), ("f6", "f5")])
async def test_from_the_notes_f5_leads_back_to_the_section_that_was_left_whatever_key_left_it(
    home: Path, way: tuple[str, ...]
) -> None:
    async with app_at(home, "result") as app:
        await app.press(*way)
        assert app.screen.section == "notes"
        await app.press("f5")
        assert app.screen.section == "result"


async def test_who_came_straight_to_the_notes_is_told_that_there_is_nothing_to_go_back_to(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.press("f5")
        assert app.screen.section == "notes" and "no section to go back to" in app.said


async def test_ctrl_r_picks_an_id_from_the_list_of_all(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        await app.type("about")
        await app.press("ctrl+r")
        assert "Alcohol and/or substance use" in app.text()
        await app.press("end", "enter")
        assert app.answers.notes == "about R11 "


async def test_amber_asks_for_a_narrative_and_ids_alone_are_none(home: Path) -> None:
    async with app_at(home, "notes", change=amber) as app:
        assert "a narrative is needed before this can be completed" in app.words()
        assert "the child's current context" in app.words() and "your professional opinion" in app.words()
        await app.type("A3")
        await app.until(lambda: app.draft.saved, "saving")
        assert "a narrative is needed" in app.words()
        await app.press("escape")
        await app.type(" worries me a lot")
        await app.until(lambda: "There is a narrative" in app.words(), "seeing the narrative")


async def test_on_red_the_narrative_is_asked_for_and_not_required(home: Path) -> None:
    async with app_at(
        home, "notes", change=lambda answers: say_danger(amber(answers), "immediate_risk", True)
    ) as app:
        assert "Asked for, not required" in app.words()


async def test_what_is_typed_is_in_the_store_within_a_second_without_leaving(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.type("kept")
        await app.until(lambda: app.draft.saved, "saving")
        assert app.app.seat.kept_session is not None
        assert (
            app.app.seat.kept_session.casebook.screenings.open(app.draft.screening.ref).answers.notes
            == "kept"
        )


async def test_what_was_typed_right_before_signing_out_is_kept_and_the_app_ends_in_order(home: Path) -> None:
    async with app_at(home, "notes") as app:
        ref, screen = app.draft.screening.ref, app.screen
        assert isinstance(screen, NotesScreen)
        await app.type("last")
        await app.app.ending.end_session()
        await app.until(lambda: screen._saving is None, "the moment at which it would have been saved")
        assert app.app.crash is None
    assert second_terminal(home).screenings.open(ref).answers.notes == "last"


async def test_a_paste_of_a_megabyte_survives_is_cut_and_says_so(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await paste(app, "x" * 20_000 + " y" * 490_000)
        assert len(app.answers.notes) == MAX_NOTES
        assert "cut" in app.said and "100,000" in app.said
        await app.type("z")
        assert "Not added" in app.said and len(app.answers.notes) == MAX_NOTES


async def test_a_paste_is_cleaned_of_what_cannot_be_shown(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await paste(app, "a\x00b\x1b[31mc\u202ed\ud800e\r\nf")
        assert app.answers.notes == "ab[31mcde\nf"
        assert "taken out" in app.said


async def test_coming_back_to_a_note_does_not_put_the_id_in_again(home: Path) -> None:
    async with app_at(home, "notes", "+A3") as app:
        assert app.answers.notes == "A3: "
        assert not app.draft.place.startswith("notes:+")


async def test_notes_of_a_completed_screening_are_only_shown(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        app.draft.complete()
        app.app.navigator.show_section("notes")
        await app.settle()
        await app.type("x")
        assert app.answers.notes == ""
        assert "completed" in app.said or editor(app).read_only


async def test_of_many_ids_each_can_be_seen(home: Path) -> None:
    ids = " ".join(f"A{number}" for number in range(1, 12))
    async with app_at(home, "notes", change=lambda answers: replies.set_notes(answers, ids)) as app:
        await app.press("tab", "end")
        assert "> A11 not marked" in app.text()
        await app.press("home")
        assert "> A1  not marked" in app.text()


async def test_an_id_with_a_nought_is_asked_about_offered_and_never_replaced_by_itself(home: Path) -> None:
    async with app_at(home, "notes") as app:
        await app.press(*"r03")
        assert popup(app).is_open and popup(app).chosen is None
        await app.press("space")
        assert app.answers.notes == "r03 "
        await app.until(lambda: "R03 not in this pathway. R3 meant?" in app.words(), "what is unknown")
        await app.press("left")
        assert "R03 is not in this pathway. R3 meant?" in app.said
        await app.press("end", *"a09", "down", "enter")
        assert app.answers.notes == "r03 A9"
        await app.press("ctrl+z")
        assert app.answers.notes == "r03 a09"
