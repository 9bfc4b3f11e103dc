"""`ce-tui completion` and `manual`: bash's completion and the manual page, from the commands themselves.

All that bash offers stands in the script. So completing starts no process of ours, opens no store, and what was typed
reaches nobody: neither a process's arguments nor its environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from shlex import quote
from textwrap import wrap
from typing import Any

import click

from ce_tui import __version__, exit_codes
from ce_tui.cli.options import OfferedText, pathway_to_call, summary
from ce_tui.cli.running import say
from ce_tui.core.pathway.dates import LONDON


@dataclass(frozen=True)
class ShellOffer:
    """The words or files that a shell offers in one place; neither: nothing."""

    words: tuple[str, ...] = ()
    files: bool = False


@dataclass(frozen=True)
class ParameterHelp:
    """An option, or an argument, which has no names. `takes`: what its value is called, empty where it takes none.

    `many`: it takes all that follow.
    """

    takes: str
    offer: ShellOffer
    names: tuple[str, ...] = ()
    help: str = ""
    many: bool = False


@dataclass(frozen=True)
class CommandHelp:
    """A command. `path` is what is typed after `ce-tui`, empty for itself; `below`: the names of a group's commands."""

    path: str
    summary: str
    usage: str
    arguments: tuple[ParameterHelp, ...]
    help: str = ""
    options: tuple[ParameterHelp, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def option_names(self) -> list[str]:
        """All of its options, as they are typed."""
        return [name for option in self.options for name in option.names]


def commands(top: click.Group, localities: tuple[str, ...] = ()) -> list[CommandHelp]:
    """All that can be typed, in the order of the help; hidden ones are left out. `localities`: what can be one."""
    return list(_below(click.Context(top, info_name="ce-tui", **top.context_settings), "", localities))


def _below(context: click.Context, path: str, localities: tuple[str, ...]) -> Iterator[CommandHelp]:
    command = context.command
    below: dict[str, click.Command] = {}
    if isinstance(command, click.Group):
        named = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        below = {name: each for name, each in named if each is not None and not each.hidden}
    options, arguments = [], []
    for each in command.get_params(context):
        offer = _offer(each.type, localities)
        if isinstance(each, click.Argument):
            called = each.make_metavar(context).strip("[].")
            arguments.append(ParameterHelp(called, offer, many=each.nargs == -1))
        elif isinstance(each, click.Option) and (record := each.get_help_record(context)):  # none: hidden
            takes = "" if each.is_flag or each.count else each.make_metavar(context)
            names = (*each.opts, *each.secondary_opts)
            options.append(ParameterHelp(takes, offer, names, record[1]))
    yield CommandHelp(
        path=path,
        summary=summary(command),
        help=command.help or "",
        usage=" ".join(command.collect_usage_pieces(context)),
        options=tuple(options),
        arguments=tuple(arguments),
        below=tuple(below),
    )
    for name, under in below.items():
        yield from _below(click.Context(under, context, info_name=name), f"{path} {name}".strip(), localities)


def _offer(kind: click.ParamType[Any], localities: tuple[str, ...]) -> ShellOffer:
    if isinstance(kind, click.Choice):
        return ShellOffer(tuple(map(str, kind.choices)))
    if not isinstance(kind, OfferedText):
        return ShellOffer()
    if kind.offers == "localities":
        return ShellOffer(localities)
    return ShellOffer(kind.words, files=kind.offers == "files")


ADMIN = "/opt/ce-tui/admin"
_ADD_KEY = CommandHelp(
    path="add-key",
    summary="Let the key in FILE open the app over ssh.",
    usage="FILE",
    arguments=(ParameterHelp("FILE", ShellOffer(files=True)),),
)

_SCRIPT = """\
# Completes @PROGRAM@ in bash, as `ce-tui completion bash` prints it. All that is offered stands here: nothing is
# started, nothing read and nothing kept, so no reference and nobody's name is ever offered.
@FUNCTION@() {
    local typed=${COMP_WORDS[COMP_CWORD]} at='' word wanted='' plain='' given=0 files='' quoted='' i
    local -a offered=()
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == = ]]; then
            continue # between an option and its value
        elif [[ -n $wanted ]]; then
            wanted=''
        elif [[ -z $plain && $word == -- ]]; then
            plain=yes
        elif [[ -z $plain && $word == -?* ]]; then
            case $word in
                @TAKING@) wanted=$word ;;
            esac
        else
            case $at in
@GROUPS@
                *) given=$((given + 1)) ;;
            esac
        fi
    done
    [[ $typed != = ]] || typed=''
    if [[ -n $wanted ]]; then
        case $wanted in
@VALUES@
        esac
    elif [[ -z $plain && $typed == -* ]]; then
        case $at in
@NAMES@
        esac
    else
        case $at in
@BELOW@
@ARGUMENTS@
        esac
    fi
    if [[ -n $files ]]; then
        compopt -o default 2>/dev/null # the shell's own way with files
        return
    fi
    case $typed in
        [\\"\\']*) quoted=yes typed=${typed:1} ;;
    esac
    for word in "${offered[@]}"; do
        if [[ $word == "$typed"* ]]; then
            [[ -n $quoted ]] || printf -v word %q "$word"
            COMPREPLY+=("$word")
        fi
    done
}
complete -F @FUNCTION@ @PROGRAM@
"""
"""A name between two @ alone on its line stands for lines, another for a word."""


@click.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash"]))
@click.option("--admin", is_flag=True, help=f"For {ADMIN} of a deployment, instead of ce-tui.")
def completion(shell: str, admin: bool) -> None:
    """Print the script that completes commands in a shell.

    SHELL is bash. It offers commands, options, files and words to choose from, such as the areas of the pathway in use;
    never a reference, and nobody's name.
    """
    from ce_tui.cli.group import cli

    pathway, _ = pathway_to_call()
    top, *others = commands(cli, tuple(each.id for each in pathway.localities))
    if admin:
        top = replace(top, below=(*top.below, _ADD_KEY.path))
        others.append(_ADD_KEY)
    say(bash_script(ADMIN if admin else "ce-tui", [top, *others]).rstrip("\n"))


def bash_script(program: str, found: list[CommandHelp]) -> str:
    """The whole script. `program`: what is typed; `found`: itself, then every command."""
    groups = [each for each in found if each.below]
    values = {  # each option is the same in every command
        name: option.offer
        for each in found
        for option in each.options
        if option.takes
        for name in option.names
    }
    parts = {
        "FUNCTION": "_ce_tui_admin" if program == ADMIN else "_ce_tui",
        "PROGRAM": quote(program),
        "TAKING": "|".join(values),
        "GROUPS": "".join(map(_step, groups)),
        "VALUES": "".join(_values(values)),
        "NAMES": "".join(_arm(each.path, _offered(each.option_names)) for each in found),
        "BELOW": "".join(_arm(each.path, _offered(each.below)) for each in groups),
        "ARGUMENTS": "".join(map(_arguments, found)),
    }
    return re.sub(r"^@(\w+)@\n|@(\w+)@", lambda name: parts[name[1] or name[2]], _SCRIPT, flags=re.MULTILINE)


def _arm(pattern: str, does: str) -> str:
    return f"            {quote(pattern)}) {does} ;;\n"


def _step(group: CommandHelp) -> str:
    """Into a group; a name that there is none of in it ends the completion."""
    names = "|".join(map(quote, group.below))
    path = f"'{group.path} '$word" if group.path else "$word"
    return f"                {quote(group.path)}) case $word in {names}) at={path} ;; *) return ;; esac ;;\n"


def _values(values: dict[str, ShellOffer]) -> Iterator[str]:
    """The lines of options that take a value, a line for all that offer the same."""
    together: dict[str, list[str]] = {}
    for name, offer in values.items():
        if does := _does(offer):
            together.setdefault(does, []).append(name)
    for does, names in together.items():
        yield f"            {'|'.join(names)}) {does} ;;\n"


def _arguments(command: CommandHelp) -> str:
    """The line of a command's arguments, each in its place."""
    places = [
        f"{'*' if argument.many else number}) {does} ;;"
        for number, argument in enumerate(command.arguments)
        if (does := _does(argument.offer))
    ]
    return _arm(command.path, f"case $given in {' '.join(places)} esac") if places else ""


def _does(offer: ShellOffer) -> str:
    return "files=yes" if offer.files else _offered(offer.words) if offer.words else ""


def _offered(words: Iterable[str]) -> str:
    return f"offered=({' '.join(map(quote, words))})"


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


def page(found: list[CommandHelp], printed: date) -> list[str]:
    """The manual page as lines for man, in ASCII. `found`: the program, then every command; `printed`: on which day."""
    top, *others = found
    named = top.summary.removesuffix(".")
    return [
        ".ds AD l",  # no gaps to fill the rows, and no word taken apart: who hears or feels it would be told of each
        ".nr HY 0",
        f'.TH CE\\-TUI 1 "{printed}" "ce\\-tui {_text(__version__)}" "Commands of ce\\-tui"',
        ".SH NAME",
        f"ce\\-tui \\- {_text(named[0].lower() + named[1:])}",
        ".SH SYNOPSIS",
        _usage(top),
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


def _command(command: CommandHelp) -> Iterator[str]:
    yield from (f".SS ce\\-tui {_text(command.path)}", _usage(command), ".PP")
    yield from _paragraphs(command.help)
    yield from _options(command.options)


def _usage(command: CommandHelp) -> str:
    return f"\\fBce\\-tui{_text(f' {command.path}' if command.path else '')}\\fR {_text(command.usage)}"


def _options(options: Iterable[ParameterHelp]) -> Iterator[str]:
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
