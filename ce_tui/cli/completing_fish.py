"""What completes a command in fish: all that it offers stands in it, so it starts nothing and reads nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ce_tui.cli.tree import CommandOf, Offer, OptionOf, Program

_PLAIN = re.compile("[a-z0-9-]+")

_HEAD = """\
# Completes @PROGRAM@ in fish, as `ce-tui completion fish` prints it. All that is offered stands here: nothing is
# started, nothing read and nothing kept, so no reference and nobody's name is ever offered.

# Whether a command is typed, named by its words, with so many arguments where a number follows.
function @FUNCTION@_at
    set -l at
    set -l given 0
    set -l wanted no
    set -l plain no
    for word in (commandline -opc)[2..-1]
        if test $wanted = yes
            set wanted no
        else if test $plain = no; and string match -q -- -- "$word"
            set plain yes
        else if test $plain = no; and string match -qr -- '^-.' "$word"
            if contains -- "$word" @VALUES@
                set wanted yes
            end
        else if contains -- "$at" @GROUPS@
            set at (string trim -- "$at $word")
        else
            set given (math $given + 1)
        end
    end
    test "$at" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $given = "$argv[2]"
end

complete @OF@ -e
complete @OF@ -f
"""


def fish_script(program: Program) -> str:
    """The whole script."""
    of = f"-p {_quoted(program.name)}" if "/" in program.name else f"-c {_quoted(program.name)}"
    groups = [each.path for each in program.commands if each.below]
    head = (
        _HEAD.replace("@VALUES@", " ".join(program.values))
        .replace("@GROUPS@", " ".join(map(_quoted, groups)))
        .replace("@OF@", of)
    )
    lines = (line for each in program.commands for line in _lines(each))
    return (
        "".join([head, *(f"complete {of} {line}\n" for line in lines)])
        .replace("@FUNCTION@", program.function)
        .replace("@PROGRAM@", program.name)
    )


def _lines(command: CommandOf) -> Iterator[str]:
    here = f"@FUNCTION@_at {_quoted(command.path)}"
    for name, summary in command.below:
        yield f"-n {_quoted(here)} -a {_quoted(name)} -d {_quoted(summary)}"
    for option in command.options:
        yield f"-n {_quoted(here)} {_option(option)} -d {_quoted(option.short_help)}"
    for number, argument in enumerate(command.arguments):
        place = here if argument.many else f"{here} {number}"
        if offered := _offered(argument.offer):
            yield f"-n {_quoted(place)} {offered}"


def _option(option: OptionOf) -> str:
    names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
    if not option.takes:
        return names
    if option.offer.files:
        return f"{names} -r -F"
    return " ".join(filter(None, [names, "-x", _offered(option.offer)]))


def _offered(offer: Offer) -> str:
    if offer.files:
        return "-F"
    return f"-a {_quoted(_list(offer.words))}" if offer.words else ""


def _list(words: Iterable[str]) -> str:
    """Words as fish takes a list of them, which it reads as it reads a line that is typed."""
    return " ".join(word if _PLAIN.fullmatch(word) else _quoted(word) for word in words)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
