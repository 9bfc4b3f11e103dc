"""Help, key card, display, account, and a window that is too small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui import screens as all_screens
from ce_tui.app.app import CeApp
from ce_tui.app.appearance import Appearance
from ce_tui.commands.keymap import say_keys
from ce_tui.commands.table import COMMANDS, commands_in
from ce_tui.core.pathway.document.help_texts import topics
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.screens.gate.setup import NewPassphrase
from ce_tui.screens.office.accounts import AccountScreen
from ce_tui.screens.reading.display import DisplayScreen
from ce_tui.screens.reading.help import HelpScreen, KeysScreen
from ce_tui.settings.config import Config
from ce_tui.settings.preferences import THEME
from ce_tui.settings.themes import themes
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.text_view import TextView
from support.people.at_the_door import NAME, PASSPHRASE, at_home, fill, new_casebook, signed_out, until
from support.people.screens import App, app_at


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    "theme", [theme for theme in themes() if not theme.ansi], ids=lambda theme: theme.name
)
def test_text_has_a_contrast_of_seven_to_one_in_every_theme(theme: object) -> None:
    for text in (theme.foreground, theme.primary):
        for behind in (theme.background, theme.surface):
            assert contrast(text, behind) >= 7, (text, behind)


def test_every_theme_that_can_be_chosen_is_there(home: Path) -> None:
    assert set(THEME.words) <= {"", *CeApp(Config(), home).available_themes}


async def test_every_key_of_every_command_stands_on_the_key_card(home: Path) -> None:
    async with signed_out(home) as door:
        door.app.push_screen(KeysScreen())
        await door.settle()
        card = {(item.head, item.text) for item in door.app.screen.query_one(ItemList).items}
        assert {(say_keys(each.key) or "no key", each.words) for each in COMMANDS} <= card


async def test_a_key_that_the_configuration_changes_is_shown_as_changed(home: Path) -> None:
    async with signed_out(home, config=Config(keys={"lock": "f9", "notes": ""})) as door:
        door.app.push_screen(KeysScreen())
        await door.settle()
        lines = {item.text: item.head for item in door.app.screen.query_one(ItemList).items}
        assert lines["Hide, save and lock"] == "F9"
        assert lines["Notes, and back to where you were"] == "no key"


async def test_a_changed_key_works(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        door.app.set_keymap({"lock": "ctrl+b"})
        await door.press("ctrl+b")
        assert door.app.seat.locked


async def test_help_shows_what_the_screen_is_for_and_its_keys(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("f1")
        assert isinstance(door.app.screen, HelpScreen)
        text = "\n".join(part.head + part.text for part in door.app.screen.query_one("#text", TextView).parts)
        assert text.startswith("Home")
        assert re.search(r"N +New screening|n +New screening", text)
        assert "Ctrl+G" in text
        await door.press("escape")
        assert "Drafts: 2" in door.text()


def listed(app: App) -> list[str]:
    """The keys that the help in front lists."""
    assert isinstance(app.app.screen, HelpScreen)
    return [part.head.strip() for part in app.app.screen.query_one("#text", TextView).parts if part.head]


@pytest.mark.parametrize("opens", ["f7", "f4"])
async def test_the_help_of_a_question_lists_the_keys_that_work_there_and_no_others(
    home: Path, opens: str
) -> None:
    async with app_at(home, "yellow") as app:
        tier = app.app.screen
        await app.press(opens, "f1")
        keys = listed(app)
        assert {"Esc", "Enter", "Ctrl+L, F9", "Ctrl+Q, F10", "F1"} <= set(keys)
        for command in commands_in("anywhere"):
            while app.app.screen is not tier:
                await app.press("escape")
            if not command.key or command.id in ("lock", "quit"):
                continue
            await app.press(opens)
            question = app.app.screen
            await app.press(command.key.partition(",")[0])
            assert (app.app.screen is not question) == (say_keys(command.key) in keys), command.id


async def test_the_help_of_a_line_to_type_leaves_out_the_keys_of_a_list(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f8", "2", "enter")
        await app.until(lambda: bool(app.app.screen.query("#dialog-input")), "the question of the day")
        await app.press("f1")
        assert "F1" in listed(app) and not {"?", "Space", "F8"} & set(listed(app))


async def test_a_question_mark_in_a_field_is_text_and_help_elsewhere(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("slash", "question_mark")
        assert door.app.screen.query_one("#search", Field).value == "?"
        await door.press("tab", "question_mark")
        assert isinstance(door.app.screen, HelpScreen)


def test_every_screens_help_topic_has_a_text() -> None:
    sources = "".join(file.read_text() for file in Path(all_screens.__file__).parent.rglob("*.py"))
    wanted = set(re.findall(r'(?:help_topic|section)(?:: ClassVar\[str\])? = "([a-z_-]+)"', sources))
    wanted -= {"tier"}  # each tier's screen takes its own name
    assert wanted
    assert {topic.replace("-", "_") for topic in wanted} - set(topics()) == set()


async def test_a_chosen_theme_shows_at_once_and_is_the_accounts(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        door.app.push_screen(DisplayScreen())
        await door.settle()
        await door.press("tab", "home", "down", "down", "down", "down", "space")
        assert door.app.surroundings.theme == "ce-contrast"
    async with at_home(home) as door:
        assert door.app.surroundings.theme == "ce-contrast"


_SUITS = "As suits this terminal: light on dark where it has 256 colours"


@pytest.mark.parametrize(
    ("deployed", "usual"),
    [
        ("", _SUITS),
        ("ce-light", "As set for this terminal: dark text on light"),
        ("nord", "As set for this terminal: nord"),
        ("no such theme", _SUITS),
    ],
)
async def test_who_has_chosen_no_colours_is_told_whether_this_terminal_has_some_set_for_it(
    home: Path, deployed: str, usual: str
) -> None:
    async with signed_out(home, config=Config(theme=deployed)) as door:
        await door.press("f4", *"display", "enter")
        colours = door.screen.query_one("#theme", ItemList)
        assert next(item.text for item in colours.items if not item.heading) == usual
        assert colours.current is not None and colours.current.text == usual


async def test_colours_are_shown_where_the_cursor_is_and_kept_only_where_they_are_chosen(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        look = door.app.theme
        door.app.push_screen(DisplayScreen())
        await door.settle()
        await door.press("tab", "home", "down", "down", "down")
        assert (door.app.theme, door.app.surroundings.theme) == ("ce-light", "")
        await door.press("tab")
        assert door.app.theme == look, "the cursor is elsewhere"
        await door.press("shift+tab")
        assert door.app.theme == "ce-light"
        await door.press("ctrl+l")
        await door.settle()
        assert door.app.theme == look, "the lock is not shown in what was only looked at"
        for reader in (True, False):
            await door.press("ctrl+r")
            assert door.app.surroundings.for_screen_readers is reader
            assert door.app.theme == look, "nor once the display was another one there"


async def test_an_arrow_at_the_end_of_its_choices_says_which_key_leads_on_and_changes_nothing(
    home: Path,
) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        door.app.push_screen(DisplayScreen())
        await door.settle()
        for keys, here in (
            (("end", "down"), "Display: A line at a time"),
            (("tab", "end", "down"), "Colours: No colour: not chosen (6 of 6)"),
        ):
            await door.press(*keys)
            assert door.said.startswith(f"Tab leads to what else can be chosen. {here}")
        await door.press("up")
        assert "Tab leads" not in door.said and door.app.surroundings.theme == ""


async def test_leaving_display_without_choosing_leaves_the_colours_as_they_were(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        look = door.app.theme
        door.app.push_screen(DisplayScreen())
        await door.settle()
        await door.press("tab", "home", "down", "down", "down", "down")
        assert door.app.theme == "ce-contrast"
        await door.press("escape")
        await door.settle()
        assert (door.app.theme, door.app.surroundings.theme) == (look, "")


async def test_going_over_the_colours_changes_no_rule_which_would_be_read_out_until_one_is_chosen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Appearance, "_has_lines", True)
    new_casebook(home).close()
    async with at_home(home) as door:
        door.app.appearance.choose("theme", "ce-dark")
        door.app.push_screen(DisplayScreen())
        await door.settle()
        assert "───" in door.text() and "---" not in door.text()
        await door.press("tab", "home")
        for theme in ("ansi-dark", "ce-dark", "ce-light", "ce-contrast", "none"):
            await door.press("down")
            assert door.app.theme == theme
            assert "───" in door.text() and "---" not in door.text()
        await door.press("space")
        assert "───" not in door.text() and "---" in door.text(), "it is chosen"


async def test_the_theme_that_suits_the_terminal_can_be_had_back(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        look = door.app.theme
        door.app.appearance.choose("theme", "ce-light")
        door.app.push_screen(DisplayScreen())
        await door.settle()
        await door.press("tab", "home", "space")
        assert (door.app.theme, door.app.surroundings.theme) == (look, "")


async def test_without_colours_no_colour_is_drawn(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        door.app.appearance.choose("theme", "none")
        await door.settle()
        filters = door.app.get_line_filters()
        for strip in door.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(filters[-1], door.app.screen.background_colors[1]):
                if segment.style is not None and segment.style.color is not None:
                    assert segment.style.color.is_default


async def test_the_passphrase_can_be_changed_and_the_old_one_opens_nothing(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        door.app.push_screen(AccountScreen())
        await door.settle()
        await door.press("enter")
        await until(door, lambda: "Passphrase now" in door.text(), "the form")
        screen = door.app.screen
        screen.query_one("#old", Field).value = "not this one"
        chosen = screen.query_one(NewPassphrase).words
        screen.query_one("#first", Field).value = chosen
        screen.query_one("#actions", ActionList).focus()
        await door.press("enter")
        await until(door, lambda: "Could somebody have seen" in door.text(), "the question")
        await door.press("enter")
        await until(
            door, lambda: "The passphrase that you have now is not right." in door.said, "the refusal"
        )
        screen.query_one("#old", Field).value = PASSPHRASE
        screen.query_one("#actions", ActionList).focus()
        await door.press("enter")
        await until(door, lambda: "Could somebody have seen" in door.text(), "the question again")
        await door.press("enter")
        await until(door, lambda: "Your passphrase is changed." in door.text(), "that it is changed")
        await door.press("enter")
        await until(door, lambda: "Change your passphrase" in door.text(), "the menu")
    sign_in(home, NAME, chosen).close()
    with pytest.raises(Exception, match="not right"):
        sign_in(home, NAME, PASSPHRASE)


async def test_the_smallest_window_that_shows_a_sentence_shows_that_of_999(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.pilot.resize_terminal(30, 4)
        await door.settle()
        assert " ".join(door.text().split()).startswith("In danger now: phone 999.")


async def test_a_window_that_is_too_small_says_so_and_keeps_everything(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("down")
        before = door.text()
        for size in ((59, 24), (80, 19), (1, 1)):
            await door.pilot.resize_terminal(*size)
            await door.settle()
            shown = " ".join(door.text().split())
            assert ("too small" in shown and "phone 999" in shown) or size == (1, 1)
            assert ("nothing that you type now arrives" in shown and "Ctrl+L locks." in shown) or size == (
                1,
                1,
            )
            await door.press("down", "n", "enter", "ctrl+g", "ctrl+o")
            await door.pilot.resize_terminal(80, 24)
            await door.settle()
            assert door.text() == before


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_place_fits_the_window_with_its_words_and_keys(home: Path, size: tuple[int, int]) -> None:
    fill(home)
    async with at_home(home, size) as door:
        for action in ("contacts", "guidance", "help", "keys", "display", "account", "lock"):
            await door.app.run_action(f"app.{action}")
            await door.settle()
            lines = door.text().splitlines()
            assert all(len(line) <= size[0] for line in lines), action
            assert lines[-1].endswith(("? help", "F1 help")), action
            assert door.said, action
            if action != "lock":
                await door.press("escape")
                assert "New screening" in door.text(), action
