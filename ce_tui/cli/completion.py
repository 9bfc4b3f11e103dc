"""`ce-tui completion`: the script that completes commands in a shell. No store, no sign-in.

All that a shell offers stands in the script. So completing starts no process of ours, opens no store, and what was
typed reaches nobody: neither a process's arguments nor its environment.
"""

from __future__ import annotations

from dataclasses import replace

import click

from ce_tui.cli.options import pathway_to_call
from ce_tui.cli.output import say
from ce_tui.cli.tree import ArgumentOf, CommandOf, Offer, Program, commands

ADMIN = "/opt/ce-tui/admin"
_ADD_KEY = CommandOf(
    path="add-key",
    summary="Let the key in FILE open the app over ssh.",
    help="",
    usage="FILE",
    options=(),
    arguments=(ArgumentOf("FILE", Offer(files=True), needed=True, many=False),),
    below=(),
)


@click.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@click.option("--admin", is_flag=True, help=f"For {ADMIN} of a deployment, instead of ce-tui.")
def completion(shell: str, admin: bool) -> None:
    """Print the script that completes commands in a shell.

    SHELL is bash, zsh or fish. It offers commands, options, files and words to choose from, such as the areas of the
    pathway in use; never a reference, and nobody's name.
    """
    from ce_tui.cli.completing_bash import bash_script
    from ce_tui.cli.completing_fish import fish_script
    from ce_tui.cli.completing_zsh import zsh_script

    write = {"bash": bash_script, "zsh": zsh_script, "fish": fish_script}[shell]
    say(write(_program(admin=admin)).rstrip("\n"))


def _program(*, admin: bool) -> Program:
    from ce_tui.cli.group import cli

    pathway, _ = pathway_to_call()
    top, *others = commands(cli, tuple(each.id for each in pathway.localities))
    if not admin:
        return Program("ce-tui", "ce-tui", [top, *others])
    top = replace(top, below=(*top.below, (_ADD_KEY.path, _ADD_KEY.summary)))
    return Program(ADMIN, "ce-tui-admin", [top, *others, _ADD_KEY])
