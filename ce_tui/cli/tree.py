"""Every command with what it takes, for what is written of all of them: completion and the manual page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from ce_tui.cli.groups import summary
from ce_tui.cli.takes import Completed


@dataclass(frozen=True)
class Offer:
    """What a shell offers in one place: words to choose from, or files. Neither: nothing."""

    words: tuple[str, ...] = ()
    files: bool = False


@dataclass(frozen=True)
class OptionOf:
    """An option. `takes` is what its value is called, empty where it takes none."""

    names: tuple[str, ...]
    help: str
    takes: str
    offer: Offer


@dataclass(frozen=True)
class ArgumentOf:
    """An argument. `many`: it takes all that follow."""

    name: str
    offer: Offer
    many: bool


@dataclass(frozen=True)
class CommandOf:
    """A command. `path` is what is typed after `ce-tui`, empty for itself; `below`: the names of a group's commands."""

    path: str
    summary: str
    help: str
    usage: str
    options: tuple[OptionOf, ...]
    arguments: tuple[ArgumentOf, ...]
    below: tuple[str, ...]

    @property
    def option_names(self) -> list[str]:
        """All of its options, as they are typed."""
        return [name for option in self.options for name in option.names]


def commands(top: click.Group, localities: tuple[str, ...] = ()) -> list[CommandOf]:
    """All that can be typed, in the order of the help; hidden ones are left out. `localities`: what can be one."""
    return list(_below(top, click.Context(top, info_name="ce-tui", **top.context_settings), "", localities))


def _below(
    command: click.Command, context: click.Context, path: str, localities: tuple[str, ...]
) -> Iterator[CommandOf]:
    shown = [
        each for each in command.get_params(context) if not (isinstance(each, click.Option) and each.hidden)
    ]
    found: list[tuple[str, click.Command]] = []
    if isinstance(command, click.Group):
        named = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        found = [(name, each) for name, each in named if each is not None and not each.hidden]
    yield CommandOf(
        path=path,
        summary=summary(command),
        help=command.help or "",
        usage=" ".join(command.collect_usage_pieces(context)),
        options=tuple(_option(each, localities) for each in shown if isinstance(each, click.Option)),
        arguments=tuple(
            _argument(each, context, localities) for each in shown if isinstance(each, click.Argument)
        ),
        below=tuple(name for name, _ in found),
    )
    for name, each in found:
        below = click.Context(each, context, info_name=name)
        yield from _below(each, below, f"{path} {name}".strip(), localities)


def _option(option: click.Option, localities: tuple[str, ...]) -> OptionOf:
    names = (*option.opts, *option.secondary_opts)
    takes_none = option.is_flag or option.count
    record = option.get_help_record(click.Context(click.Command("")))
    return OptionOf(
        names=names,
        help=record[1] if record else "",
        takes="" if takes_none else option.make_metavar(click.Context(click.Command(""))),
        offer=_offer(option.type, localities),
    )


def _argument(argument: click.Argument, context: click.Context, localities: tuple[str, ...]) -> ArgumentOf:
    name = argument.make_metavar(context).strip("[].")
    return ArgumentOf(name, _offer(argument.type, localities), argument.nargs == -1)


def _offer(kind: click.ParamType[Any], localities: tuple[str, ...]) -> Offer:
    if isinstance(kind, click.Choice):
        return Offer(tuple(map(str, kind.choices)))
    if not isinstance(kind, Completed):
        return Offer()
    if kind.offers == "localities":
        return Offer(localities)
    return Offer(kind.words, files=kind.offers == "files")
