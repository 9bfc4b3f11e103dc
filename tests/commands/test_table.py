"""Every command as its table has it, kept as text: ids, which configurations and accounts hold keys by, and words.

After a change: `CE_TUI_RECORD=yes pytest tests/commands/test_table.py`, and look at what `git diff` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ce_tui.commands.keymap import KEY_WORDS, say_keys
from ce_tui.commands.table import COMMANDS, PLACES, TYPED, Command, TypedCommand, Where, commands_in
from support.checkout import CHECKOUT
from support.recorded import compare

KEPT = CHECKOUT / "tests" / "data" / "commands.txt"


def lines() -> Iterator[str]:
    for place, words in PLACES.items():
        yield f"{words} ({place})"
        for command in commands_in(place):
            yield f"  {say_keys(command.key) or '-'}: {command.words} [{command.id}: {command.action}{needs(command)}]"
    yield "Typed, a line at a time"
    for typed in TYPED:
        yield f"  {', '.join(typed.typed)}: {typed.words or '-'} [{typed.id}{needs(typed)}]"
    yield f"Keys: {', '.join(f'{key}: {words}' for key, words in KEY_WORDS.items())}"


def needs(command: Command | TypedCommand) -> str:
    """Where it is shown, and what it needs."""
    flags = [name for name in command._fields if getattr(command, name) is True]
    brief = [f"brief “{command.brief}”"] if isinstance(command, Command) and command.brief else []
    return "".join(f"; {each}" for each in (*brief, *flags, *command.roles))


def test_the_commands_are_as_they_were_recorded() -> None:
    found = "".join(f"{line}\n" for line in lines())
    compare(found, KEPT)


def test_every_command_has_a_place_of_its_own_and_nothing_is_there_twice() -> None:
    assert {command.where for command in COMMANDS} <= set(PLACES) == set(get_args(Where))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    words = [word for each in TYPED for word in each.typed]
    assert len(set(words)) == len(words)
