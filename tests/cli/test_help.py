"""Every command's help as it is read, and what it must be given, kept as text.

After a change: `CE_TUI_RECORD=yes pytest tests/cli/test_help.py`, and look at what `git diff` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from ce_tui.cli.completion import commands
from ce_tui.cli.group import cli
from ce_tui.cli.options import summary
from support.checkout import CHECKOUT
from support.recorded import compare

KEPT = CHECKOUT / "tests" / "data" / "help.txt"
SENTENCE = re.compile(r"[A-Z][a-z]+ (?!.*(\.\.|…))[^.]+(\.[a-z]+)?[^.]*\.")
"""It begins with a word that says what is done, goes on, and ends with its full stop."""


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """The help of a command and of all below it."""
    context = click.Context(command, parent, info_name=name, terminal_width=100, **command.context_settings)
    yield f"$ {context.command_path} --help\n{command.get_help(context)}\n{''.join(needs(command))}"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from helps(below, each, context)


def needs(command: click.Command) -> Iterator[str]:
    """What has to be given, and what can be given more than once."""
    for parameter in command.params:
        rules = [
            rule for rule in ("required", "multiple", "is_eager") if getattr(parameter, rule, False) is True
        ]
        if rules:
            yield f"  [{'/'.join(parameter.opts)}: {', '.join(rules)}]\n"


def test_the_help_is_as_it_was_recorded() -> None:
    found = "\n".join(helps(cli, "ce-tui"))
    compare(found, KEPT)


def groups(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """The help of each group, as somebody reads it in 80 columns."""
    if isinstance(command, click.Group):
        context = click.Context(
            command, parent, info_name=name, terminal_width=78, **command.context_settings
        )
        yield command.get_help(context)
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            yield from groups(below, each, context)


def test_each_summary_is_one_whole_sentence_in_one_row_of_80_columns() -> None:
    every = commands(cli)
    wrong = [each.path for each in every if not SENTENCE.fullmatch(summary(each.context.command))]
    assert wrong == []
    shown = list(groups(cli, "ce-tui"))
    assert len(shown) == len([each for each in every if each.below])
    for text in shown:
        rows = text.partition("Commands:\n")[2].splitlines()
        assert rows and all(re.fullmatch(r"  [a-z-]+ +[A-Z].*\.", row) and len(row) <= 80 for row in rows), (
            text
        )


def test_on_a_narrow_terminal_a_summary_goes_on_in_the_next_row() -> None:
    context = click.Context(cli, info_name="ce-tui", terminal_width=50, **cli.context_settings)
    text = cli.get_help(context)
    assert "..." not in text.partition("Commands:")[2]
    assert "Say whom to call now, in LOCALITY or in every area." in " ".join(text.split())


@pytest.mark.parametrize("words", ["Accounts.", "Say whom to call in...", "Say it. Twice.", "say it", "Say"])
def test_what_is_no_whole_sentence_would_be_noticed(words: str) -> None:
    assert not SENTENCE.fullmatch(words)
