"""First use, by keyboard: nothing is written before the recovery code is confirmed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import recover, sign_in
from ce_tui.screens.gate.setup import NewPassphrase, SetupScreen
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList
from support.people.at_the_door import new_casebook, signed_out, until
from support.people.screens import App
from support.stores.half_made import half_made

NAME = "Made-up Practitioner"
OWN = "seven odd lanterns over a harbour"
ITS_GROUP = re.compile(r"^ +Its last group(?: {2}|$)", re.MULTILINE)
CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}")


async def go_on(door: App) -> None:
    actions = door.app.screen.query_one("#actions", ActionList)
    actions.focus()
    actions.go_to("next")
    await door.press("enter")


async def to_passphrase(door: App) -> None:
    await door.press(*NAME, "tab", *"Imaginary Hub", "tab", "home", "down", "space")
    await go_on(door)
    await until(door, lambda: "step 2 of 3" in door.text(), "the passphrase")


async def to_code(door: App) -> str:
    await to_passphrase(door)
    door.app.screen.query_one("#first", Field).value = door.app.screen.query_one(NewPassphrase).words
    await go_on(door)
    await until(door, lambda: "step 3 of 3" in door.text(), "the recovery code")
    found = CODE.search(door.text())
    assert found is not None
    return found.group()


async def test_a_set_up_that_was_killed_half_way_is_offered_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(home, monkeypatch)
    async with signed_out(home) as door:
        assert isinstance(door.app.screen, SetupScreen)


async def test_the_first_person_is_told_that_they_hold_all_three_roles(home: Path) -> None:
    async with signed_out(home) as door:
        assert isinstance(door.app.screen, SetupScreen)
        words = " ".join(door.text().split())
        assert "you get all three roles: practitioner, lead" in words and "administrator" in words


async def test_before_the_code_it_is_said_which_letters_are_none(home: Path) -> None:
    async with signed_out(home) as door:
        code = await to_code(door)
        words = " ".join(door.text().split())
        assert "The code has no letters O, I, L, U: O is the digit 0" in words
        assert words.index("The code has no letters") < words.index(code)
        assert "I have written it down" in words, "all of it in 24 rows"


async def test_without_a_name_it_does_not_go_on(home: Path) -> None:
    async with signed_out(home) as door:
        await go_on(door)
        await until(door, lambda: "! Error: Type your name" in door.text(), "the field with its error")
        assert "step 1 of 3" in door.text()


async def test_the_whole_way_with_six_words_leads_home_and_the_code_and_words_open_the_store(
    home: Path,
) -> None:
    async with signed_out(home) as door:
        await to_passphrase(door)
        words = door.app.screen.query_one(NewPassphrase).words
        assert len(words.split()) == 6
        assert words in door.text()
        await door.press("tab", *words, "enter")
        await until(door, lambda: "step 3 of 3" in door.text(), "the recovery code")
        code = CODE.search(door.text())
        assert code is not None
        await door.press(*code.group().rpartition("-")[2].lower(), "enter")
        await until(door, lambda: "No screenings yet" in door.text(), "Home")
        assert "Imaginary Hub" in door.text()
    casebook = sign_in(home, NAME, words)
    assert casebook.account.roles == ("practitioner", "lead", "administrator")
    assert casebook.people.hub.locality == "essex"
    casebook.close()
    recover(home, NAME, code.group(), OWN).close()


async def test_nothing_is_written_before_the_code_is_confirmed(home: Path) -> None:
    async with signed_out(home) as door:
        await to_code(door)
        assert not home.exists()
        await door.press(*"ZZZZZ", "enter")
        assert "This is not the code's last group" in door.text()
        assert not home.exists()
        await door.press("ctrl+q")
    assert not home.exists()


async def test_ones_own_passphrase_is_typed_twice_and_checked(home: Path) -> None:
    async with signed_out(home) as door:
        await to_passphrase(door)
        await door.press("down", "space")
        first, second = (
            door.app.screen.query_one("#first", Field),
            door.app.screen.query_one("#second", Field),
        )
        for typed, again, words in (
            ("", "", "Type a passphrase of 15 characters or more"),
            ("too short", "too short", "15 characters or more"),
            ("passwordpassword", "passwordpassword", "too easy to guess"),
            (OWN, "", "Type the passphrase once more"),
            (OWN, OWN + "!", "not what you typed the first time"),
        ):
            first.value, second.value = typed, again
            await go_on(door)
            await until(door, lambda words=words: words in door.said, words)
            assert "step 2 of 3" in door.text()
            if typed:
                assert typed not in door.text()
        first.value = second.value = OWN
        await go_on(door)
        await until(door, lambda: "step 3 of 3" in door.text(), "the recovery code")


async def test_escape_goes_back_a_step_and_keeps_what_was_answered(home: Path) -> None:
    async with signed_out(home) as door:
        code = await to_code(door)
        await door.press("escape")
        await until(door, lambda: "step 2 of 3" in door.text(), "the passphrase")
        await door.press("escape")
        await until(door, lambda: "step 1 of 3" in door.text(), "the name")
        screen = door.app.screen
        assert screen.query_one("#name", Field).value == NAME
        assert "(x) Essex" in door.text()
        await go_on(door)
        await until(door, lambda: "step 2 of 3" in door.text(), "the passphrase")
        screen.query_one("#first", Field).value = screen.query_one(NewPassphrase).words
        await go_on(door)
        await until(door, lambda: code in door.text(), "the same recovery code")


async def test_contacts_and_guidance_are_open_and_setting_up_goes_on_afterwards(home: Path) -> None:
    async with signed_out(home) as door:
        await door.press(*"Ada", "ctrl+g", "1", "1", "enter")
        assert "999" in door.text()
        await door.press("escape")
        assert door.app.screen.query_one("#name", Field).value == "Ada"


async def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_lost(home: Path) -> None:
    home.parent.joinpath("home").write_text("a file where the folder should be")
    async with signed_out(home) as door:
        code = await to_code(door)
        await door.press(*code.rpartition("-")[2], "enter")
        await until(door, lambda: "Nothing is set up yet." in door.text(), "what went wrong")
        assert code in door.text()


async def test_where_somebody_else_was_quicker_one_signs_in(home: Path) -> None:
    async with signed_out(home) as door:
        code = await to_code(door)
        new_casebook(home).close()
        await door.press(*code.rpartition("-")[2], "enter")
        await until(door, lambda: isinstance(door.app.screen, SignInScreen), "the sign-in")
        assert "There is a store here already." in door.words()


async def test_the_six_words_stand_alone_and_how_to_get_others_stands_at_the_choice(home: Path) -> None:
    async with signed_out(home) as door:
        await to_passphrase(door)
        asked = door.app.screen.query_one(NewPassphrase)
        lines = door.text().splitlines()
        at = next(number for number, line in enumerate(lines) if line.strip() == asked.words)
        assert lines[at - 1] == lines[at + 1] == ""
        assert lines[at - 2].strip() == (
            "Write these six words down and keep them to yourself, then type them below."
        )
        before = asked.words
        assert "Six words made up for you (chosen again: six others): chosen" in door.said
        await door.press("space")
        assert asked.words != before and asked.words in door.text()


@pytest.mark.parametrize("display", [(), ("ctrl+r",)], ids=["drawn", "for screen readers"])
async def test_in_a_small_window_the_code_and_the_field_for_its_last_group_are_seen_together(
    home: Path, display: tuple[str, ...]
) -> None:
    async with signed_out(home, size=(60, 20)) as door:
        await door.press(*display)
        code = await to_code(door)
        await until(door, lambda: bool(code in door.text() and ITS_GROUP.search(door.text())), "both")
        assert "It opens the store if a passphrase is lost" in door.words() or not display
        await door.press("z", "enter")
        await until(door, lambda: "This is not the code's last group" in door.words(), "what is wrong")
        await door.settle()
        assert code in door.text() and ITS_GROUP.search(door.text())


@pytest.mark.parametrize("display", [(), ("ctrl+r",)], ids=["drawn", "for screen readers"])
async def test_in_a_small_window_the_six_words_and_the_line_for_them_are_seen_together(
    home: Path, display: tuple[str, ...]
) -> None:
    async with signed_out(home, size=(60, 20)) as door:
        await door.press(*display)
        await to_passphrase(door)
        words = door.app.screen.query_one(NewPassphrase).words
        await door.press("tab")
        await until(door, lambda: words in door.words(), "the words")
        await door.type("xyz")
        assert "Passphrase" in door.text() and "xyz" in door.text()
        assert words in door.words() or display
        if display:
            await door.press("shift+tab", "space")
            others = door.app.screen.query_one(NewPassphrase).words
            assert others != words and others in door.words(), "chosen again they are said at once"


async def test_in_a_small_window_what_is_wrong_with_the_six_words_is_seen_whole(home: Path) -> None:
    async with signed_out(home, size=(60, 20)) as door:
        await to_passphrase(door)
        await door.press("tab", "x", "enter")
        await until(door, lambda: "! Error: These are not the six" in door.text(), "what is wrong")
        await door.settle()
        assert "Type them exactly as they were given." in door.words().partition("─── more below")[0]


async def test_whoever_goes_back_finds_the_six_words_that_were_written_down(home: Path) -> None:
    async with signed_out(home) as door:
        await to_passphrase(door)
        words = door.app.screen.query_one(NewPassphrase).words
        door.app.screen.query_one("#first", Field).value = words
        await go_on(door)
        await until(door, lambda: "step 3 of 3" in door.text(), "the recovery code")
        await door.press("escape")
        await until(door, lambda: words in door.text(), "the same words")
        await door.press("escape")
        await until(door, lambda: "step 1 of 3" in door.text(), "the name")
        await go_on(door)
        await until(door, lambda: words in door.text(), "the same words again")
        await door.press("space")
        assert words not in door.text(), "chosen again they are others"


@pytest.mark.parametrize("size", [(60, 20), (66, 21), (80, 24)])
@pytest.mark.parametrize("typed", ["", "wrong words here"])
async def test_six_words_that_are_wrong_are_in_sight_with_the_line_to_put_them_right(
    home: Path, size: tuple[int, int], typed: str
) -> None:
    async with signed_out(home, size=size) as door:
        await to_passphrase(door)
        await door.press("tab", *typed, "tab", "enter")
        await until(door, lambda: "Error: " in door.said, "what is wrong, said")
        await door.pilot.pause(0.3)
        first = door.app.screen.query_one("#first", Field)
        assert first.has_focus_within_line
        rows = door.text().splitlines()
        at = next((row for row in rows if row.startswith(" Passphrase  ")), "no line to type in")
        assert typed in at and "[" in at, door.text()
        assert "! Error: " in rows[rows.index(at) + 1], door.text()


async def test_six_words_and_a_passphrase_typed_again_that_were_put_right_are_wrong_no_more(
    home: Path,
) -> None:
    async with signed_out(home) as door:
        await to_passphrase(door)
        words = door.app.screen.query_one(NewPassphrase).words
        await door.press("tab", "x", "enter")
        await until(door, lambda: "! Error: These are not the six" in door.text(), "what is wrong")
        await door.press("y", "tab")
        await door.settle()
        assert "! Error: These are not the six" in door.text(), "still other words"
        await door.press("shift+tab", "backspace", "backspace", *words, "tab")
        await door.settle()
        assert "Error: " not in door.text() and "There is a problem" not in door.text()

        await door.press("shift+tab", "shift+tab", "down", "space", "tab")
        first, second = (door.app.screen.query_one(field, Field) for field in ("#first", "#second"))
        first.value = OWN
        await door.press("tab", *OWN, "!", "enter")
        await until(door, lambda: "not what you typed the first time" in door.text(), "what is wrong")
        await door.press("backspace", "tab")
        await door.settle()
        assert second.value == OWN and "Error: " not in door.text()
