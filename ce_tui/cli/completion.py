"""`ce-tui completion` and `manual`: bash's completion and the manual page, from the commands themselves.

All that bash offers stands in the script. So completing starts no process of ours, opens no store, and what was typed
reaches nobody: neither a process's arguments nor its environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from shlex import quote
from textwrap import wrap
from typing import NamedTuple

import click

from ce_tui import __version__, exit_codes
from ce_tui.cli.options import FILE, LOCALITY, OfferedText, pathway_to_call, summary
from ce_tui.cli.running import say
from ce_tui.core.pathway.dates import LONDON


class ShellCommand(NamedTuple):
    """A command as it is typed. `below`: the names of a group's commands."""

    context: click.Context
    below: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """What is typed after `ce-tui`, empty for itself."""
        return self.context.command_path.partition(" ")[2]

    @property
    def arguments(self) -> list[click.Argument]:
        """All of its arguments, in their places."""
        return [each for each in self.context.command.params if isinstance(each, click.Argument)]

    @property
    def options(self) -> list[click.Option]:
        """All of its options but hidden ones."""
        every = self.context.command.get_params(self.context)
        return [each for each in every if isinstance(each, click.Option) and not each.hidden]

    @property
    def option_names(self) -> list[str]:
        """Its options as they are typed."""
        return [name for option in self.options for name in names_of(option)]


def names_of(option: click.Option) -> list[str]:
    """An option as it is typed."""
    return [*option.opts, *option.secondary_opts]


def takes_value(option: click.Option) -> bool:
    """Whether a value follows the option."""
    return not (option.is_flag or option.count)


def commands(top: click.Group) -> list[ShellCommand]:
    """All that can be typed, in the order of the help; hidden ones are left out."""
    return list(_commands(click.Context(top, info_name="ce-tui", **top.context_settings)))


def _commands(context: click.Context) -> Iterator[ShellCommand]:
    group, below = context.command, list[click.Context]()
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command is not None and not command.hidden:
                below.append(click.Context(command, context, info_name=name))
    yield ShellCommand(context, tuple(str(each.info_name) for each in below))
    for each in below:
        yield from _commands(each)


ADMIN = "/opt/ce-tui/admin"
_ADD_KEY = click.Command("add-key", params=[click.Argument(["file"], type=FILE)], add_help_option=False)

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
    top, *others = commands(cli)
    if admin:
        top = ShellCommand(top.context, (*top.below, str(_ADD_KEY.name)))
        others.append(ShellCommand(click.Context(_ADD_KEY, top.context, info_name=_ADD_KEY.name)))
    areas = [each.id for each in pathway.localities]
    say(bash_script(ADMIN if admin else "ce-tui", [top, *others], areas).rstrip("\n"))


def bash_script(program: str, found: list[ShellCommand], areas: list[str]) -> str:
    """The whole script. `program`: what is typed; `found`: itself, then every command; `areas`: what can be one."""
    groups = [each for each in found if each.below]
    values = {  # each option is the same in every command
        name: _offer(option, areas)
        for each in found
        for option in each.options
        if takes_value(option)
        for name in names_of(option)
    }
    parts = {
        "FUNCTION": "_ce_tui_admin" if program == ADMIN else "_ce_tui",
        "PROGRAM": quote(program),
        "TAKING": "|".join(values),
        "GROUPS": "".join(map(_step, groups)),
        "VALUES": "".join(_values(values)),
        "NAMES": "".join(_arm(each.path, _offered(each.option_names)) for each in found),
        "BELOW": "".join(_arm(each.path, _offered(each.below)) for each in groups),
        "ARGUMENTS": "".join(_arguments(each, areas) for each in found),
    }
    return re.sub(r"^@(\w+)@\n|@(\w+)@", lambda name: parts[name[1] or name[2]], _SCRIPT, flags=re.MULTILINE)


def _arm(pattern: str, does: str) -> str:
    return f"            {quote(pattern)}) {does} ;;\n"


def _step(group: ShellCommand) -> str:
    """Into a group; a name that there is none of in it ends the completion."""
    names = "|".join(map(quote, group.below))
    path = f"'{group.path} '$word" if group.path else "$word"
    return f"                {quote(group.path)}) case $word in {names}) at={path} ;; *) return ;; esac ;;\n"


def _values(values: dict[str, str]) -> Iterator[str]:
    """The lines of options that take a value, a line for all that offer the same."""
    together: dict[str, list[str]] = {}
    for name, offer in values.items():
        if offer:
            together.setdefault(offer, []).append(name)
    for offer, names in together.items():
        yield f"            {'|'.join(names)}) {offer} ;;\n"


def _arguments(command: ShellCommand, areas: list[str]) -> str:
    """The line of a command's arguments, each in its place."""
    places = [
        f"{'*' if argument.nargs == -1 else number}) {offer} ;;"
        for number, argument in enumerate(command.arguments)
        if (offer := _offer(argument, areas))
    ]
    return _arm(command.path, f"case $given in {' '.join(places)} esac") if places else ""


def _offer(parameter: click.Parameter, areas: list[str]) -> str:
    """What is offered in the place of a parameter, for the script; empty: nothing."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return _offered(map(str, kind.choices))
    if kind is FILE:
        return "files=yes"
    if kind is LOCALITY:
        return _offered(areas) if areas else ""
    return _offered(kind.words) if isinstance(kind, OfferedText) else ""


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


def page(found: list[ShellCommand], printed: date) -> list[str]:
    """The manual page as lines for man, in ASCII. `found`: the program, then every command; `printed`: on which day."""
    top, *others = found
    named = summary(top.context.command).removesuffix(".")
    return [
        ".ds AD l",  # no gaps to fill the rows, and no word taken apart: who hears or feels it would be told of each
        ".nr HY 0",
        f'.TH CE\\-TUI 1 "{printed}" "ce\\-tui {_text(__version__)}" "Commands of ce\\-tui"',
        ".SH NAME",
        f"ce\\-tui \\- {_text(named[0].lower() + named[1:])}",
        ".SH SYNOPSIS",
        _usage(top),
        ".SH DESCRIPTION",
        *_paragraphs(top),
        ".SH OPTIONS",
        *_options(top),
        ".SH COMMANDS",
        *(line for each in others for line in _command(each)),
        ".SH EXIT STATUS",
        *(line for code, means in exit_codes.MEANS.items() for line in _item(f"\\fB{code}\\fR", means)),
        ".SH ENVIRONMENT",
        *(line for name, words in _ENVIRONMENT.items() for line in _item(f"\\fB{name}\\fR", words)),
    ]


def _command(command: ShellCommand) -> Iterator[str]:
    yield from (f".SS {_text(command.context.command_path)}", _usage(command), ".PP")
    yield from _paragraphs(command)
    yield from _options(command)


def _usage(command: ShellCommand) -> str:
    usage = " ".join(command.context.command.collect_usage_pieces(command.context))
    return f"\\fB{_text(command.context.command_path)}\\fR {_text(usage)}"


def _options(command: ShellCommand) -> Iterator[str]:
    for option in command.options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in names_of(option))
        takes = f" \\fI{_text(option.make_metavar(command.context))}\\fR" if takes_value(option) else ""
        _, words = option.get_help_record(command.context) or ("", "")
        yield from _item(names + takes, words)


def _item(named: str, words: str) -> Iterator[str]:
    yield from (".TP", named)
    yield from _sentences(words)


def _paragraphs(command: ShellCommand) -> Iterator[str]:
    for number, paragraph in enumerate((command.context.command.help or "").split("\n\n")):
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
