"""`ce-tui child`: whether the hub knows a child already, and which screenings are of one (rule 18 of the design)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.groups import Commands
from ce_tui.cli.options import Command, account_options, json_option
from ce_tui.cli.output import say, say_json
from ce_tui.cli.reasons import for_a_reason, reason_options
from ce_tui.cli.signing_in import session_of
from ce_tui.cli.takes import FILE
from ce_tui.core.pathway.children.reading import read_person, typed_person
from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.matching import LEVEL_WORDS, NOTHING_FOUND, reasons
from ce_tui.exit_codes import Stop
from ce_tui.session.words.known import (
    NOTHING_SAID,
    as_said,
    of_colleagues,
    of_others,
    said_now,
    taken_back_now,
)

if TYPE_CHECKING:
    from ce_tui.core.pathway.children.matching import Person
    from ce_tui.core.vault.casebook.index import ChildHit, ChildrenFound, SaidOf

reason_option = reason_options(
    "A lead gives one about another's screening; it is logged. Asked for if left out."
)


@click.group(cls=Commands)
def child() -> None:
    """Find a child, and say which screenings are of the same one."""


@child.command()
@click.option(
    "--file",
    type=FILE,
    metavar="F.json",
    help='The child as JSON, {"name": "…", "date_of_birth": "2011-04-03"}; may be -. Asked for if left out.',
)
@click.option("--names", is_flag=True, help="With the names and birth dates, of your own screenings.")
@account_options
@json_option
def find(file: str | None, names: bool, name: str, passphrase_file: str | None, as_json: bool) -> None:
    """Find out whether a child is known here, and what fits.

    Of the screenings that you may see it says which a child may be in. Of the others, and only for a whole name with a
    birth date: that the hub knows one like this. That is logged, and answered twenty times an hour. A name is never an
    argument, so that it stays in no history of commands.
    """
    one_standard_input(file, passphrase_file)
    if file is not None and file.lstrip().startswith("{"):
        raise Stop(
            exit_codes.USAGE, "--file takes the name of a file, or - for standard input: nothing was read."
        )
    wanted = read_person(read_input(file), _today()) if file is not None else _asked()
    with session_of(name, passphrase_file) as session:
        found = session.casebook.children.find(wanted)
    if as_json:
        say_json(_for_programs(found))
        return
    hits = [_for_people(hit, names=names) for hit in found.hits]
    say(*filter(None, [of_others(found)]), *(hits or [NOTHING_FOUND]))


def _about_two(command: Command) -> Command:
    """What every command takes that says something of two screenings."""
    for decorate in (reason_option, account_options, click.argument("other"), click.argument("ref")):
        command = decorate(command)
    return command


def _saying(command: str, words: str, *, same: bool) -> None:
    """A command by which somebody says of two screenings whether they are of the same child."""

    @child.command(command, help=words)
    @_about_two
    def say_it(ref: str, other: str, name: str, passphrase_file: str | None, reason: str) -> None:
        with session_of(name, passphrase_file) as session:
            pairings = session.casebook.pairings
            for_a_reason(
                lambda why: pairings.say(ref, other, same=same, reason=why),
                reason,
                may_ask=passphrase_file is None,
            )
        say(said_now(*_written(ref, other), same=same))


_saying(
    "same",
    """Say that REF and OTHER are of the same child.

    Both are screenings. Nothing in them is changed. From now on they stand together, with all others that are of the
    same child.
    """,
    same=True,
)
_saying(
    "not-same",
    """Say that REF and OTHER are not of the same child.

    Both are screenings. It holds as long as the names, birth dates and addresses stay as they are.
    """,
    same=False,
)


@child.command("take-back")
@_about_two
def take_back(ref: str, other: str, name: str, passphrase_file: str | None, reason: str) -> None:
    """Take back what was said of the screenings REF and OTHER.

    Where it was that they are of the same child, OTHER stands by itself again.
    """
    with session_of(name, passphrase_file) as session:
        pairings = session.casebook.pairings
        for_a_reason(lambda why: pairings.take_back(ref, other, why), reason, may_ask=passphrase_file is None)
    say(taken_back_now(*_written(ref, other)))


@child.command("list")
@click.argument("ref")
@account_options
@reason_option
@json_option
def list_(ref: str, name: str, passphrase_file: str | None, reason: str, as_json: bool) -> None:
    """List what was said to be of the same child as REF.

    What was said not to be stands there, too. No names of children. Of colleagues' screenings that you may not see:
    whether one was said to be of this child.
    """
    with session_of(name, passphrase_file) as session:
        casebook = session.casebook
        screening = for_a_reason(
            lambda why: casebook.screenings.read(ref, why), reason, may_ask=passphrase_file is None
        )
        found = casebook.children.said_of(screening.ref)
    if as_json:
        colleagues: list[dict[str, object]] = [{"colleagues": True}] if found.colleagues else []
        say_json([*map(_said_for_programs, found.said), *colleagues])
        return
    lines = [*filter(None, [of_colleagues(found, screening.ref)]), *map(_said_for_people, found.said)]
    say(*(lines or [NOTHING_SAID]))


def _written(*refs: str) -> list[str]:
    """References that were found, in their one spelling."""
    return [read_reference(ref) or ref for ref in refs]


def _said_for_programs(each: SaidOf) -> dict[str, object]:
    return {
        "ref": each.screening.ref,
        "same": each.same,
        "by": each.by,
        "at": each.at,
        "screened_on": each.screening.screened_on,
    }


def _said_for_people(each: SaidOf) -> str:
    """ "CE-7K3M-2Q, screened 25 November 2026. The same child, as Ben said on 3 October 2026."""
    on = f"screened {say_iso(each.screening.screened_on)}" if each.screening.screened_on else ""
    return f"{', '.join(filter(None, [each.screening.ref, on]))}. {as_said(each)}."


def _asked() -> Person:
    """Typed unseen, so that no name is left on the terminal."""
    typed = asking.unseen("The child's name, as far as you know it (not shown): ", "--file")
    born = asking.unseen("Date of birth, or nothing (not shown): ", "--file")
    return typed_person(typed, born, _today())


def _today() -> date:
    return datetime.now(LONDON).date()


def _for_programs(found: ChildrenFound) -> list[dict[str, object]]:
    hits: list[dict[str, object]] = [
        {
            "refs": list(hit.refs),
            "name": hit.name,
            "date_of_birth": hit.date_of_birth,
            "level": hit.match.level,
            "reasons": reasons(hit.match),
        }
        for hit in found.hits
    ]
    if found.others == "known":
        hits.append({"known_here": True})
    elif found.others not in ("seen", "not known"):
        hits.append({"not_looked_up": found.others, "again_at": found.again_at})
    return hits


def _for_people(hit: ChildHit, *, names: bool) -> str:
    """ "CE-7K3M-2Q, Ben. Probably the same child: birth date: the same; forename: the same"."""
    who = [hit.name, say_iso(hit.date_of_birth) if hit.date_of_birth else ""] if names else []
    whose = ", ".join(filter(None, [*hit.refs, *who, "" if hit.mine else hit.owner]))
    return f"{whose}. {LEVEL_WORDS[hit.match.level]} ({'; '.join(reasons(hit.match))})."
