"""Which key a command has, what it cannot have, and what an account keeps."""

from __future__ import annotations

import pytest
from textual.keys import _character_to_key

from ce_tui.commands.keymap import SIGNS, KeyRefused, Keys, can_meet, is_letter, say_keys, tidy_keys
from ce_tui.commands.table import COMMANDS
from ce_tui.settings.preferences import kept_keys, keys_with

CANNOT = "cannot be one: it takes a letter without Shift, a sign, Ctrl and a letter, or F1 to F12."
NEVER_NONE = "may have another key, never none."
WHILE_TYPING = "works while you type, too: it takes Ctrl and a letter, or F1 to F12."


def faults(keys: Keys) -> list[str]:
    return [words for command in COMMANDS for words in keys.faults_of(command.id)]


def test_no_key_that_a_command_comes_with_clashes() -> None:
    assert faults(Keys()) == []


def test_a_sign_has_the_name_that_its_key_has() -> None:
    assert {name: _character_to_key(sign) for name, sign in SIGNS.items()} == {name: name for name in SIGNS}


def test_a_command_gets_another_key_and_its_old_one_is_free() -> None:
    keys = Keys().with_key("section.next", "ctrl+y")
    assert keys.key_of("section.next") == "ctrl+y"
    assert [each.id for each in COMMANDS if keys.is_own(each.id)] == ["section.next"]
    assert keys.changed and not Keys().changed
    assert keys.with_key("section.back", "ctrl+n").key_of("section.back") == "ctrl+n"


@pytest.mark.parametrize(
    ("command", "key", "words"),
    [
        ("section.next", "ctrl+p", 'Ctrl+P is the key of "Previous section" already (anywhere).'),
        (
            "lock",
            "ctrl+b",
            'Ctrl+B is the key of "A line at a time: no screen, for screen readers and braille lines" already (where '
            "you set up, sign in or unlock).",
        ),
        ("home.new", "slash", '/ is the key of "Search" already (on home).'),
        ("tier.note", "y", 'y is the key of "Mark: yes, or noted" already (in a list of factors).'),
        ("home.new", "question_mark", '? is the key of "Help, outside a text field" already (anywhere).'),
        ("audit.all", "escape", f"Esc {CANNOT}"),
        ("lock", "", f'"Hide, save and lock" {NEVER_NONE}'),
        ("list.choose", "", f'"Choose" {NEVER_NONE}'),
        ("dialog.cancel", "", f'"Close or cancel; else back, in a section: go to" {NEVER_NONE}'),
        ("section.next", "n", f'"Next section" {WHILE_TYPING}'),
        ("section.next", "space", f'"Next section" {WHILE_TYPING}'),
        ("notes.pick", "ctrl+w", "Ctrl+W belongs to text fields, or is another key by custom."),
        ("home.new", "ctrl+i", "Ctrl+I belongs to text fields, or is another key by custom."),
        ("home.new", "3", "Digits go to the item of that number."),
        ("tier.note", "v", "V begins the number of a vulnerability."),
        ("home.new", "down", "Down moves and chooses in lists and texts."),
        ("home.new", "N", f"N {CANNOT}"),
        ("home.new", "alt+n", f"ALT+N {CANNOT}"),
        ("home.new", "ctrl+shift+n", f"Ctrl+SHIFT+N {CANNOT}"),
        ("home.new", "tab", f"Tab {CANNOT}"),
    ],
)
def test_what_cannot_be_is_refused_in_words(command: str, key: str, words: str) -> None:
    with pytest.raises(KeyRefused) as refused:
        Keys().with_key(command, key)
    assert refused.value.words == words


def test_enter_and_esc_stay_what_they_are_beside_another_key() -> None:
    keys = Keys({"dialog.cancel": "f3"}).with_key("list.choose", "j")
    assert say_keys(keys.key_of("list.choose")) == "j, Enter"
    assert say_keys(keys.key_of("dialog.cancel")) == "F3, Esc"
    assert keys.with_letters(False).key_of("list.choose") == "enter"
    with pytest.raises(KeyRefused):
        keys.with_key("home.new", "enter")
    assert keys.with_key("list.choose", keys.as_deployed("list.choose")).key_of("list.choose") == "enter"


def test_letters_can_be_switched_off_and_on_again() -> None:
    off = Keys(own={"home.new": "ctrl+y"}).with_letters(False)
    assert [command.id for command in COMMANDS if is_letter(off.key_of(command.id))] == []
    assert off.key_of("home.new") == "ctrl+y"
    assert off.key_of("tier.cycle") == "space"
    assert off.key_of("tier.note") == ""
    assert off.given("tier.note") == "n"
    assert off.with_letters(True).key_of("tier.note") == "n"


def test_what_an_account_chose_is_kept() -> None:
    chosen = Keys({"help": "f2"}, letters=False).with_key("lock", "f9").with_key("help", "f1")
    again = keys_with(kept_keys(chosen), {"help": "f2"})
    assert [again.key_of(each.id) for each in COMMANDS] == [chosen.key_of(each.id) for each in COMMANDS]
    assert kept_keys(again.all_as_they_come()) == ""
    assert again.with_key("help", again.as_deployed("help")).key_of("help") == "f2"


def test_a_command_whose_key_another_has_now_does_not_get_it_back() -> None:
    keys = Keys().with_key("section.next", "ctrl+y").with_key("section.back", "ctrl+n")
    with pytest.raises(KeyRefused, match="Previous section"):
        keys.with_key("section.next", keys.as_deployed("section.next"))


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        "[]",
        '{"keys": {"nothing.such": "f3"}}',
        '{"keys": {"lock": ""}}',
        '{"keys": {"section.next": "ctrl+p"}}',
        '{"keys": {"section.next": "q", "section.back": "ctrl+q"}}',
        '{"keys": 3}',
    ],
)
def test_what_does_not_fit_any_more_is_left_out(kept: str) -> None:
    keys = keys_with(kept, {})
    assert faults(keys) == []
    assert [keys.key_of(each.id) for each in COMMANDS] == [each.key for each in COMMANDS]


def test_what_an_account_chose_gives_way_to_what_the_configuration_gives_since() -> None:
    keys = keys_with('{"keys": {"guidance": "f5", "keys": "f6"}}', {"contacts": "f5"})
    assert (keys.key_of("contacts"), keys.key_of("guidance"), keys.key_of("keys")) == ("f5", "", "f6")
    assert faults(keys) == []


@pytest.mark.parametrize(
    ("written", "key", "said"),
    [
        ("?", "question_mark", "?"),
        ("/", "slash", "/"),
        (",", "comma", ","),
        ("Ctrl+Y", "ctrl+y", "Ctrl+Y"),
        ("F5", "f5", "F5"),
        ("f5, ctrl+y", "f5,ctrl+y", "F5, Ctrl+Y"),
        ("", "", ""),
    ],
)
def test_a_key_is_written_in_more_than_one_way(written: str, key: str, said: str) -> None:
    assert (tidy_keys(written), say_keys(tidy_keys(written))) == (key, said)


def test_places_that_are_never_there_together_may_share_a_key() -> None:
    assert not can_meet("home", "guidance")
    assert not can_meet("tier", "form")
    assert not can_meet("list", "text")
    assert can_meet("tier", "list")
    assert can_meet("list", "home")
    assert can_meet("anywhere", "notes")


def test_no_key_needs_more_than_ctrl_and_a_letter() -> None:
    """Sticky keys, one hand, slow repeat: no chord beyond Ctrl and one letter, and nothing twice or held."""
    for command in COMMANDS:
        for key in command.key.split(","):
            modifiers, _, letter = key.rpartition("+")
            assert modifiers in ("", "ctrl"), command.id
            assert not modifiers or len(letter) == 1, command.id
            assert key == key.lower(), command.id


def test_everything_that_works_while_typing_has_a_way_without_ctrl() -> None:
    """With one finger and no sticky keys: by a function key, or through the go-to menu, which has one."""
    anywhere = [command for command in COMMANDS if command.where == "anywhere" and command.key]
    without = [each.id for each in anywhere if not any(key.startswith("f") for key in each.key.split(","))]
    assert without == ["home", "help.letter"]  # in the menu; F1 is help
    assert faults(Keys()) == []


def test_function_keys_stand_beside_and_yield_to_whatever_else_is_given_them() -> None:
    keys = Keys({"home": "f2"}, {"guidance": "f7", "contacts": "f1"})
    assert (keys.key_of("section.next"), keys.key_of("immediate_risk")) == ("ctrl+n", "")
    assert keys.key_of("section.back") == "ctrl+p,f3"
    assert keys.key_of("help") == "f1", "what cannot be done without keeps the one that it has"
    assert [words for words in faults(keys) if "F1 " not in words] == []
