"""Commands as Textual bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from ce_tui.commands.table import COMMANDS, Command, Where, commands_in

if TYPE_CHECKING:
    from ce_tui.commands.keymap import Keys


def bindings_for(where: Where, priority: bool = False) -> list[BindingType]:
    """The bindings of a place. Those with `priority` work from a text field too."""
    return [_binding(command, priority) for command in commands_in(where) if command.key]


def app_bindings() -> list[BindingType]:
    """What works anywhere: control and function keys from a text field too, single characters outside one."""
    return [
        _binding(command, priority=len(command.key) > 1 and command.key != "question_mark")
        for command in commands_in("anywhere")
        if command.key
    ]


def bindings_given(keys: Keys) -> list[Binding]:
    """Bindings for the commands that come without a key and were given one; a keymap puts the key in."""
    return [
        Binding(_no_key(command.id), command.action, command.words, id=command.id, priority=True, show=False)
        for command in commands_in("anywhere")
        if not command.key and keys.key_of(command.id)
    ]


def keymap_of(keys: Keys) -> dict[str, str]:
    """The keys that are not as they come, as Textual takes them: for none a key that nobody can press."""
    return {
        command.id: keys.key_of(command.id) or _no_key(command.id)
        for command in COMMANDS
        if keys.key_of(command.id) != command.key
    }


def _no_key(command_id: str) -> str:
    return f"no-key-{command_id}"


def _binding(command: Command, priority: bool) -> Binding:
    return Binding(command.key, command.action, command.words, id=command.id, priority=priority, show=False)
