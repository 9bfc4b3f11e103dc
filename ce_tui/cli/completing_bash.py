"""What completes a command in bash: all that it offers stands in it, so it starts nothing and reads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote

from ce_tui.cli.tree import CommandOf, Offer, Program

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


def bash_script(program: Program) -> str:
    """The whole script."""
    commands = program.commands
    values = program.values
    groups = [each for each in commands if each.below]
    parts = [
        _HEAD,
        f"                {'|'.join(values)}) wanted=$word ;;\n",
        _AFTER_OPTIONS,
        *map(_step, groups),
        _AFTER_GROUPS,
        *_values(values),
        _AFTER_VALUES,
        *(_arm(each.path, _offered(each.option_names)) for each in commands),
        _AFTER_NAMES,
        *(_arm(each.path, _offered(name for name, _ in each.below)) for each in groups),
        *(line for each in commands for line in _arguments(each)),
        _FOOT,
    ]
    return "".join(parts).replace("@FUNCTION@", program.function).replace("@PROGRAM@", quote(program.name))


def _arm(pattern: str, does: str) -> str:
    return f"            {quote(pattern)}) {does} ;;\n"


def _step(group: CommandOf) -> str:
    """Into a group; a name that there is none of in it ends the completion."""
    names = "|".join(quote(name) for name, _ in group.below)
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
