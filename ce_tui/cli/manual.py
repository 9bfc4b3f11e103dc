"""`ce-tui manual`: the manual page, made of what the commands' own help says. No store, no sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from textwrap import wrap

import click

from ce_tui import __version__, exit_codes
from ce_tui.cli.output import say
from ce_tui.cli.tree import CommandOf, OptionOf, commands
from ce_tui.core.pathway.dates import LONDON

_ENVIRONMENT = {
    "CE_TUI_HOME": "The folder of the store. Left out, it is the platform's folder for data.",
    "CE_TUI_CONFIG": "The configuration file. Left out, it is the platform's, where there is one.",
    "NO_COLOR": "Not empty: nothing is drawn in colour. Commands never print any.",
    "TERM": "What the terminal is. On one that is dumb or unknown the app opens a line at a time.",
}
_SIGNS = {
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq",
}  # fmt: skip
_AFTER_A_SENTENCE = re.compile(r"(?<=[.?!]) +(?=[A-Z“])")


@click.command()
def manual() -> None:
    """Print the manual page, for man to show.

    It has the help of every command. Where it is put in place, man ce-tui shows it.
    """
    from ce_tui.cli.group import cli

    say(*page(commands(cli), datetime.now(LONDON).date()))


def page(found: list[CommandOf], printed: date) -> list[str]:
    """The page as lines for man, in ASCII. `found`: the program itself, then every command; `printed`: on which day."""
    top, *others = found
    named = top.summary.removesuffix(".")
    return [
        ".ds AD l",  # no gaps to fill the rows, and no word taken apart: who hears or feels it would be told of each
        ".nr HY 0",
        f'.TH CE\\-TUI 1 "{printed}" "ce\\-tui {_text(__version__)}" "Commands of ce\\-tui"',
        ".SH NAME",
        f"ce\\-tui \\- {_text(named[0].lower() + named[1:])}",
        ".SH SYNOPSIS",
        *_usage(top),
        ".SH DESCRIPTION",
        *_paragraphs(top.help),
        ".SH OPTIONS",
        *_options(top.options),
        ".SH COMMANDS",
        *(line for each in others for line in _command(each)),
        ".SH EXIT STATUS",
        *(line for code, means in exit_codes.MEANS.items() for line in _item(f"\\fB{code}\\fR", means)),
        ".SH ENVIRONMENT",
        *(line for name, words in _ENVIRONMENT.items() for line in _item(f"\\fB{name}\\fR", words)),
    ]


def _command(command: CommandOf) -> Iterator[str]:
    yield f".SS ce\\-tui {_text(command.path)}"
    yield from _usage(command)
    yield ".PP"
    yield from _paragraphs(command.help)
    yield from _options(command.options)


def _usage(command: CommandOf) -> Iterator[str]:
    yield f"\\fBce\\-tui{_text(f' {command.path}' if command.path else '')}\\fR {_text(command.usage)}"


def _options(options: Iterable[OptionOf]) -> Iterator[str]:
    for option in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in option.names)
        yield from _item(f"{names} \\fI{_text(option.takes)}\\fR" if option.takes else names, option.help)


def _item(named: str, words: str) -> Iterator[str]:
    yield from (".TP", named)
    yield from _sentences(words)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        yield from ([".PP"] if number else [])
        yield from _sentences(paragraph)


def _sentences(text: str) -> Iterator[str]:
    """Lines of 80 characters or fewer, a new one for each sentence: so man knows where one ends."""
    for sentence in _AFTER_A_SENTENCE.split(" ".join(text.split())):
        for line in wrap(_text(sentence), 78, break_long_words=False, break_on_hyphens=False):
            yield f"\\&{line}" if line.startswith(".") else line


def _text(words: str) -> str:
    """Words that mean nothing to man but themselves. A hyphen stays the one that can be typed."""
    return "".join(
        _SIGNS.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in words
    )
