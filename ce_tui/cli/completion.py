"""`ce-tui completion`: the script that completes commands in bash. No store, no sign-in.

All that bash offers stands in the script. So completing starts no process of ours, opens no store, and what was typed
reaches nobody: neither a process's arguments nor its environment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from shlex import quote

import click

from ce_tui.cli.options import pathway_to_call
from ce_tui.cli.output import say
from ce_tui.cli.tree import ArgumentOf, CommandOf, Offer, commands

ADMIN = "/opt/ce-tui/admin"
_ADD_KEY = CommandOf(
    path="add-key",
    summary="Let the key in FILE open the app over ssh.",
    help="",
    usage="FILE",
    options=(),
    arguments=(ArgumentOf("FILE", Offer(files=True), many=False),),
    below=(),
)

_HEAD = """\
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
"""

_AFTER_OPTIONS = """\
            esac
        else
            case $at in
"""

_AFTER_GROUPS = """\
                *) given=$((given + 1)) ;;
            esac
        fi
    done
    [[ $typed != = ]] || typed=''
    if [[ -n $wanted ]]; then
        case $wanted in
"""

_AFTER_VALUES = """\
        esac
    elif [[ -z $plain && $typed == -* ]]; then
        case $at in
"""

_AFTER_NAMES = """\
        esac
    else
        case $at in
"""

_FOOT = """\
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


def bash_script(program: str, found: list[CommandOf]) -> str:
    """The whole script. `program`: what is typed; `found`: itself, then every command."""
    groups = [each for each in found if each.below]
    values = {  # each option is the same in every command
        name: option.offer
        for each in found
        for option in each.options
        if option.takes
        for name in option.names
    }
    parts = [
        _HEAD,
        f"                {'|'.join(values)}) wanted=$word ;;\n",
        _AFTER_OPTIONS,
        *map(_step, groups),
        _AFTER_GROUPS,
        *_values(values),
        _AFTER_VALUES,
        *(_arm(each.path, _offered(each.option_names)) for each in found),
        _AFTER_NAMES,
        *(_arm(each.path, _offered(each.below)) for each in groups),
        *(line for each in found for line in _arguments(each)),
        _FOOT,
    ]
    function = "_ce_tui_admin" if program == ADMIN else "_ce_tui"
    return "".join(parts).replace("@FUNCTION@", function).replace("@PROGRAM@", quote(program))


def _arm(pattern: str, does: str) -> str:
    return f"            {quote(pattern)}) {does} ;;\n"


def _step(group: CommandOf) -> str:
    """Into a group; a name that there is none of in it ends the completion."""
    names = "|".join(map(quote, group.below))
    path = f"'{group.path} '$word" if group.path else "$word"
    return f"                {quote(group.path)}) case $word in {names}) at={path} ;; *) return ;; esac ;;\n"


def _values(values: dict[str, Offer]) -> Iterator[str]:
    """What the options that take a value offer for it, those that offer the same together."""
    together: dict[str, list[str]] = {}
    for name, offer in values.items():
        if does := _does(offer):
            together.setdefault(does, []).append(name)
    for does, names in together.items():
        yield f"            {'|'.join(names)}) {does} ;;\n"


def _arguments(command: CommandOf) -> Iterator[str]:
    """What the arguments of a command offer, each in its place."""
    places = [
        f"{'*' if argument.many else number}) {does} ;;"
        for number, argument in enumerate(command.arguments)
        if (does := _does(argument.offer))
    ]
    if places:
        yield _arm(command.path, f"case $given in {' '.join(places)} esac")


def _does(offer: Offer) -> str:
    return "files=yes" if offer.files else _offered(offer.words) if offer.words else ""


def _offered(words: Iterable[str]) -> str:
    return f"offered=({' '.join(map(quote, words))})"
