"""Commands as Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ce_tui.commands import Command, Where, commands_in


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


def _binding(command: Command, priority: bool) -> Binding:
    return Binding(command.key, command.action, command.words, id=command.id, priority=priority, show=False)
