"""How every group of commands speaks: summaries that are whole, and a guess at what a mistyped command was to be."""

from __future__ import annotations

import click


class Commands(click.Group):
    """A group whose help cuts no summary off, and which says the name that is nearest to one that there is none of."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its whole summary; on a narrow terminal it goes on in the next row."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, summary(command)) for name, command in found if command and not command.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The same as click's, which looks for names like the one that was typed among loaded commands alone."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from error


def summary(command: click.Command) -> str:
    """The first sentence of a command's help, with its full stop."""
    first = " ".join((command.help or "").partition("\n\n")[0].split())
    sentence, stop, _ = first.partition(". ")
    return f"{sentence}." if stop else first
