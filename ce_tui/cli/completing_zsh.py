"""What completes a command in zsh: all that it offers stands in it, so it starts nothing and reads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_tui.cli.tree import ArgumentOf, CommandOf, Offer, OptionOf, Program

_OBEYED = re.compile(r"""[ \t$`'"();&|<>*?~#!{}^=]""")
"""What zsh obeys in the words of a list: `_arguments` reads them as a line that is typed."""

_HEAD = """\
#compdef @PROGRAM@
# Completes @PROGRAM@ in zsh, as `ce-tui completion zsh` prints it. All that is offered stands here: nothing is
# started, nothing read and nothing kept, so no reference and nobody's name is ever offered.
"""

_FOOT = """\

if [[ ${funcstack[1]-} == @FUNCTION@ ]]; then # found in fpath, under this name
    @FUNCTION@ "$@"
else
    compdef @FUNCTION@ @PROGRAM@
fi
"""


def zsh_script(program: Program) -> str:
    """The whole script, to be loaded from a folder of `fpath` or read into a shell."""
    parts = [_HEAD, *(_function(each) for each in reversed(program.commands)), _FOOT]
    # In a folder of fpath the file has the function's name, by which zsh makes the one of the other.
    return "".join(parts).replace("@FUNCTION@", f"_{program.id}").replace("@PROGRAM@", program.name)


def _function(command: CommandOf) -> str:
    """The function that completes one command: what is typed after its own name."""
    name = _name(command.path)
    specs = [_quoted(spec) for spec in _options(command)]
    if not command.below:
        specs += [_quoted(spec) for spec in map(_argument, command.arguments)]
        return f"\n{name}() {{\n    _arguments -s -S {_rows(specs)}\n}}\n"
    specs += ["'1: :->command'", "'*:: :->rest'"]
    rows = "\n".join(f"                {_quoted(f'{each}:{words}')}" for each, words in command.below)
    arms = "\n".join(
        f"                {each}) {_name(f'{command.path} {each}'.strip())} && code=0 ;;"
        for each, _ in command.below
    )
    return f"""
{name}() {{
    local curcontext=$curcontext state line code=1
    local -a found
    typeset -A opt_args
    _arguments -C -S {_rows(specs)} && code=0
    case $state in
        command)
            found=(
{rows}
            )
            _describe -t commands command found && code=0
            ;;
        rest)
            case $line[1] in
{arms}
            esac
            ;;
    esac
    return code
}}
"""


def _rows(specs: list[str]) -> str:
    return "".join(f"\\\n        {spec} " for spec in specs).rstrip()


def _name(path: str) -> str:
    return "@FUNCTION@" + "".join(f"_{word.replace('-', '_')}" for word in path.split())


def _options(command: CommandOf) -> Iterator[str]:
    for option in command.options:
        for name in option.names:
            yield _option(option, name)


def _option(option: OptionOf, name: str) -> str:
    """An option of `_arguments`: it is offered once, unless it repeats."""
    once = "*" if option.repeats else f"({' '.join(option.names)})"
    if option.takes and name.startswith("--"):
        name += "="
    value = f":{_plain(option.takes)}:{_action(option.offer)}" if option.takes else ""
    return f"{once}{name}[{_plain(option.short_help)}]{value}"


def _argument(argument: ArgumentOf) -> str:
    before = "*:" if argument.many else ":" if argument.needed else "::"
    return f"{before}{_plain(argument.name)}:{_action(argument.offer)}"


def _action(offer: Offer) -> str:
    if offer.files:
        return "_files"
    words = (_OBEYED.sub(r"\\\g<0>", _plain(word)) for word in offer.words)
    return (
        f"({' '.join(words)})" if offer.words else " "
    )  # a space: something must be typed, and nothing is offered


def _plain(text: str) -> str:
    """Text without a meaning within a specification."""
    for sign in "\\[]:":
        text = text.replace(sign, f"\\{sign}")
    return text


def _quoted(text: str) -> str:
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"
