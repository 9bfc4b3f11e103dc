"""The `ce-tui` command and its subcommands; a subcommand's module is imported when it is asked for."""

from __future__ import annotations

import errno
import signal
import sys
from pkgutil import resolve_name

import click

from ce_tui import __version__
from ce_tui.cli.options import CommandGroup
from ce_tui.cli.running import open_app, refused
from ce_tui.exit_codes import Misuse
from ce_tui.files.shown import shown
from ce_tui.terminal.safety import take_over

# Where each is; the order is the one of the help.
_COMMANDS = {
    "contacts": "pathway:contacts",
    "evaluate": "screenings:evaluate_command",
    "refer": "screenings:refer",
    "blank": "screenings:blank",
    "compare": "screenings:compare_",
    "pathway": "pathway:pathway",
    "account": "account:account",
    "import": "screenings:import_",
    "list": "screenings:list_",
    "show": "screenings:show",
    "export": "screenings:export",
    "action": "action:action",
    "child": "action:child",
    "follow-up": "action:follow_up",
    "store": "store:store",
    "audit": "store:audit",
    "keys": "demo:keys",
    "doctor": "store:doctor",
    "demo": "demo:demo",
    "lines": "demo:lines",
    "completion": "completion:completion",
    "manual": "completion:manual",
}


class _Lazy(CommandGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = resolve_name(f"ce_tui.cli.{_COMMANDS[name]}")
        return command


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="ce-tui")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Screen a child or young person for exploitation along the CE Pathway.

    Without a command the full-screen app opens. Whom to call now, without a sign-in: ce-tui contacts.
    """
    if ctx.invoked_subcommand is None:
        return open_app()
    return None


def _take_signals_over() -> None:
    """Take signals over as the app does, but let a command be stopped and interrupted as any other.

    A script that begins it with `&` has it ignore the terminal's Ctrl+C and Ctrl+\\: questions alone hear the first.
    """
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT)}
    # Ended from outside: what the command had begun is cleared away on the way out.
    take_over(lambda number, _: sys.exit(128 + number))
    for each, handler in before.items():
        if each != signal.SIGQUIT or handler == signal.SIG_IGN:
            signal.signal(each, handler)


def command_line(arguments: list[str]) -> int | None:
    """Run one command. Raises Stop for wrong usage, and whatever the command raises."""
    _take_signals_over()
    try:
        # `complete_var`: click's own variable for shells would change what a command does
        result = cli.main(arguments, prog_name="ce-tui", complete_var="", standalone_mode=False)
    except OSError as error:  # of help and the like, which click writes by itself
        if error.filename is None and error.errno in (errno.EBADF, errno.ENOSPC, errno.EIO):
            raise refused(error) from error
        raise
    except click.exceptions.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        words = error.format_message()
        for given in filter(None, arguments):  # those that click repeats add no lines to it
            words = words.replace(given, shown(given))
        if isinstance(error, click.UsageError) and error.ctx:
            words += f" Help: {error.ctx.command_path} --help"
        raise Misuse(words) from error
    return result if isinstance(result, int) else None
