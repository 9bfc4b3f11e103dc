"""The whole document to read and to search, without a screening; its pointers lead somewhere or say why not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ce_tui.core.pathway.document.guidance import chapters
from ce_tui.screens.reading.guidance import GuidanceScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.text_view import TextView
from support.people.at_the_door import CONFIG, at_home, fill, signed_out, until
from support.people.screens import App

CHAPTERS = chapters(CONFIG.pathways().current)


async def open_guidance(door: App, chapter: str = "") -> GuidanceScreen:
    screen = GuidanceScreen(chapter)
    door.app.push_screen(screen)
    await door.settle()
    return screen


async def test_every_chapter_can_be_read_to_its_last_word_without_a_sign_in(home: Path) -> None:
    async with signed_out(home) as door:
        screen = await open_guidance(door)
        view = screen.query_one("#text", TextView)
        for chapter in CHAPTERS:
            screen.open_chapter(chapter.id)
            await door.settle()
            read = " ".join(part.text for part in view.parts)
            assert all(block.text.split("  ")[-1] in read for block in chapter.blocks), chapter.id
            await door.press("end")
            assert view.position[0] == view.position[1]
            assert view.parts[-1].text.split()[-1] in door.text()


async def test_n_and_p_lead_from_chapter_to_chapter_and_escape_back_to_the_list(home: Path) -> None:
    async with signed_out(home) as door:
        await open_guidance(door)
        await door.press("enter", "n")
        assert f"{CHAPTERS[1].title}: chapter 2 of {len(CHAPTERS)}" in door.said
        await door.press("p", "p")
        assert "This is the first chapter." in door.said
        await door.press("escape")
        current = door.app.screen.query_one("#chapters", ItemList).current
        assert current is not None and current.id == f"chapter:{CHAPTERS[0].id}"


async def test_how_to_list_the_chapters_is_said_with_the_key_that_does_it(home: Path) -> None:
    async with signed_out(home) as door:
        for letters, said in ((True, "C lists all."), (False, "the go-to menu lists all.")):
            door.app.keys.use(door.app.surroundings.keys.with_letters(letters))
            await open_guidance(door, CHAPTERS[0].id)
            assert f"Esc goes back to where you were; {said}" in door.said


async def test_a_search_opens_the_chapter_at_the_paragraph_that_was_found(home: Path) -> None:
    async with signed_out(home) as door:
        screen = await open_guidance(door)
        await door.press("slash", *"sudden", "space", *"hygiene", "enter")
        assert "1 paragraph with: sudden hygiene" in door.text()
        await door.press("enter")
        part = screen.query_one("#text", TextView).part
        assert part is not None and "sudden change in hygiene" in part.text
        await door.press("escape")
        assert "1 paragraph with" in door.text()
        await door.press("escape")
        assert "Table of Contents" in door.text()


async def test_what_was_searched_for_is_marked_in_what_was_found_and_in_the_chapter_until_all_are_listed(
    home: Path,
) -> None:
    async with signed_out(home) as door:
        screen = await open_guidance(door)
        await door.press("slash", *"SUDDEN", "space", *"hygiene", "enter")
        item = screen.query_one("#chapters", ItemList).current
        assert item is not None and item.hits == ("SUDDEN", "hygiene")
        await door.press("enter")
        view = screen.query_one("#text", TextView)
        await until(door, lambda: "sudden change in hygiene" in door.words(), "the paragraph")
        bold = [
            segment.text
            for y in range(view.size.height)
            for segment in view.render_line(y)
            if segment.style is not None and segment.style.bold
        ]
        assert {"sudden", "hygiene"} <= {words.lower() for words in bold}
        await door.press("escape", "escape", "enter")
        assert view.parts and view._hits == ()


async def test_from_a_paragraph_that_was_found_escape_leads_back_to_it_among_all_that_were_found(
    home: Path,
) -> None:
    async with signed_out(home) as door:
        await open_guidance(door)
        await door.press("slash", *"county", "enter", "down")
        assert "(2 of 2)" in door.said
        await door.press("enter", "escape")
        assert "(2 of 2)" in door.said
        await door.press("slash", "ctrl+u", *"county", "enter")
        assert "(1 of 2)" in door.said, "what is searched for anew begins at the first"


async def test_a_search_without_a_hit_says_so(home: Path) -> None:
    async with signed_out(home) as door:
        await open_guidance(door)
        await door.press("slash", *"xylophone", "enter")
        assert "No paragraph with: xylophone" in door.said


async def test_a_link_whose_address_was_lost_says_so(home: Path) -> None:
    async with signed_out(home) as door:
        screen = await open_guidance(door, "guidance")
        text = " ".join(part.text for part in screen.query_one("#text", TextView).parts)
        assert "We do not have this web address. Ask the service or your safeguarding lead for it" in text


async def test_without_a_screening_page_10_is_explained(home: Path) -> None:
    async with signed_out(home) as door:
        await open_guidance(door, "guidance")
        await door.press("right", "right", "enter")
        await until(door, lambda: door.app.front.in_dialog, "the question which pointer to follow")
        await door.press("1", "enter")
        await until(door, lambda: "none is open" in door.text(), "the explanation")
        await door.press("enter")
        assert isinstance(door.app.screen, GuidanceScreen)


async def test_local_procedures_lead_to_the_procedure_of_the_area_that_is_chosen(home: Path) -> None:
    async with signed_out(home) as door:
        await open_guidance(door, "guidance")
        await door.press("right", "right", "enter")
        await until(door, lambda: door.app.front.in_dialog, "the question which pointer to follow")
        await door.press("2", "enter")
        await until(door, lambda: "Where does the child live?" in door.text(), "the question which area")
        await door.press("3", "enter")
        await until(door, lambda: "Thurrock CE Procedure" in door.text(), "Thurrock's procedure")


async def test_with_a_screening_open_the_pointers_lead_to_result_and_notes(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")
        for pointer, section in (("section at the end", "notes"), ("page 10", "result")):
            await open_guidance(door, "guidance")
            await door.press("right")
            if pointer == "page 10":
                await door.press("right")
            await door.press("enter")
            if pointer == "page 10":
                await until(door, lambda: door.app.front.in_dialog, "the question which pointer to follow")
                await door.press("enter")
            await until(
                door, lambda section=section: door.app.navigator.section == section, f"the section {section}"
            )


async def test_the_empty_form_of_an_area_is_written_for_its_owner_alone(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    fill(home)
    async with at_home(home) as door:
        screen = await open_guidance(door)
        screen.query_one("#chapters", ItemList).go_to("form:southend")
        await door.press("enter")
        await until(door, lambda: "Write it to this file" in door.text(), "the question which file")
        await door.press("ctrl+u", *str(target), "enter")
        await until(door, lambda: "Written:" in door.text(), "the form")
        await door.app.ending.end_session()
    assert target.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


async def test_a_file_that_is_there_is_replaced_only_after_a_question(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    target.write_text("mine")
    fill(home)
    async with at_home(home) as door:
        screen = await open_guidance(door)
        screen.query_one("#chapters", ItemList).go_to("form:essex")
        await door.press("enter")
        await until(door, lambda: "Write it to this file" in door.text(), "the question which file")
        await door.press("ctrl+u", *str(target), "enter")
        await until(door, lambda: "already" in door.text(), "the question whether to replace it")
        await door.press("enter")  # the safe answer comes first
        await until(door, lambda: "Write it to this file" in door.text(), "the question for another name")
        await door.press("escape")
        await until(door, lambda: not door.app.front.in_dialog, "the guidance again")
    assert target.read_text() == "mine"


@pytest.mark.parametrize("typed", ["~nosuchuser/x.pdf", "/proc/1/nope/x.pdf", "x" * 300, "slots.json"])
async def test_a_form_goes_nowhere_where_it_must_not_or_cannot(home: Path, typed: str) -> None:
    fill(home)
    slots = (home / "slots.json").read_bytes()
    async with at_home(home) as door:
        screen = await open_guidance(door)
        screen.query_one("#chapters", ItemList).go_to("form:essex")
        await door.press("enter")
        await until(door, lambda: "Write it to this file" in door.text(), "the question which file")
        door.app.screen.query_one(Field).value = str(home / typed) if typed == "slots.json" else typed
        await door.press("enter")
        await until(door, lambda: "Nothing was written" in door.words(), "why not")
        await door.press("enter", "escape")
        await until(door, lambda: not door.app.front.in_dialog, "the guidance again")
    assert (home / "slots.json").read_bytes() == slots


async def test_no_file_is_written_for_somebody_who_has_not_signed_in(home: Path) -> None:
    async with signed_out(home) as door:
        screen = await open_guidance(door)
        screen.query_one("#chapters", ItemList).go_to("form:essex")
        await door.press("enter")
        assert not door.app.front.in_dialog
        assert "Sign in first" in door.said


async def test_no_file_is_written_from_beneath_or_over_a_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        screen = await open_guidance(door)
        screen.query_one("#chapters", ItemList).go_to("form:essex")
        await door.press("enter")
        assert not door.app.front.in_dialog
        assert "Sign in first" in door.said
