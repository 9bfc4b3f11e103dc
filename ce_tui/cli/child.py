"""`ce-tui child find`: whether the hub knows a child already (rule 18 of the design)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from ce_tui import exit_codes
from ce_tui.cli import asking
from ce_tui.cli.files import one_standard_input, read_input
from ce_tui.cli.options import account_options, json_option
from ce_tui.cli.output import say, say_json
from ce_tui.cli.signing_in import session_of
from ce_tui.core.pathway.children.reading import read_person, typed_person
from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.words.matching import LEVEL_WORDS, NOTHING_FOUND, reasons
from ce_tui.exit_codes import Stop
from ce_tui.session.words.known import of_others

if TYPE_CHECKING:
    from ce_tui.core.pathway.children.matching import Person
    from ce_tui.core.vault.casebook.children import ChildHit, ChildrenFound


@click.group()
def child() -> None:
    """Children: whether one is known here already."""


@child.command()
@click.option(
    "--file",
    metavar="F.json",
    help='The child as JSON, {"name": "…", "date_of_birth": "2011-04-03"}; may be -. Asked for if left out.',
)
@click.option("--names", is_flag=True, help="With the names and birth dates, of your own screenings.")
@account_options
@json_option
def find(file: str | None, names: bool, name: str, passphrase_file: str | None, as_json: bool) -> None:
    """Which children of the screenings that you may see a child may be, and why.

    Of the others, and only for a whole name with a birth date: that the hub knows one like this. That is logged, and
    answered twenty times an hour. A name is never an argument, so that it stays in no history of commands.
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
