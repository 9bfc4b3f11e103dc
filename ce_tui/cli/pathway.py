"""`ce-tui pathway` and `contacts`: the pathway in use, whether a file is sound, whom to call now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from ce_tui import exit_codes
from ce_tui.cli.files import in_pathway, read_input
from ce_tui.cli.options import (
    FILE,
    LOCALITY,
    CommandGroup,
    at_option,
    current_pathway,
    json_option,
    pathway_to_call,
)
from ce_tui.cli.running import say, say_found, say_json, say_on_stderr
from ce_tui.core.pathway.dates import ADULT_SERVICES_FROM, LONDON, say_date
from ce_tui.core.pathway.document import guidance, loading
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.outcome.whom_to_phone import contact_notes, contacts_now, to_be_shown
from ce_tui.core.pathway.shape import Fault
from ce_tui.core.pathway.words import say_source


@click.group(cls=CommandGroup)
def pathway() -> None:
    """Print the pathway in use, or check a pathway file."""


@pathway.command()
@json_option
def show(as_json: bool) -> None:
    """Print the pathway in use: the whole document, every area."""
    if as_json:
        say_json(guidance.as_json(current_pathway()))
    else:
        say(guidance.as_text(current_pathway()))


@pathway.command()
@click.argument("file", type=FILE)
@json_option
def check(file: str, as_json: bool) -> int:
    """Say whether the pathway in FILE is sound.

    Every fault is named with its place. FILE may be - (read as if it lay here).
    """
    faults: Sequence[Fault]
    try:
        text = read_input(file).decode("utf-8")
    except UnicodeDecodeError as error:
        faults = [Fault("", f"byte {error.start} is not UTF-8", "UTF-8 text")]
    else:
        faults = loading.check_file(text, Path() if file == "-" else Path(file).parent)
    remarks = [] if faults or file == "-" else loading.remarks(loading.load_pathway(Path(file)))
    if as_json:
        say_json({"sound": not faults, "faults": faults, "remarks": remarks})
    elif faults:
        say_on_stderr(*(str(fault) for fault in faults))
    else:
        say("The pathway is sound.", *remarks)
    return exit_codes.INPUT_WRONG if faults else exit_codes.DONE


@click.command()
@click.argument("locality", required=False, type=LOCALITY)
@at_option
@json_option
def contacts(locality: str | None, at: datetime, as_json: bool) -> int:
    """Say whom to call now, in LOCALITY or in every area.

    LOCALITY is an area of the pathway in use. Where the configured pathway cannot be used, the contacts are those of
    another one; the exit code is then 78.
    """
    pathway, wrong = pathway_to_call()
    if wrong:
        say_on_stderr(wrong)
    chosen = pathway.localities if locality is None else (in_pathway(pathway, locality),)
    lists = [(each, contacts_now(each, at, "red")) for each in chosen]
    minute = at.isoformat(timespec="minutes")
    values = [
        {"locality": each.id, "name": each.name, "at": minute, "contacts": found} for each, found in lists
    ]
    lines = [line for each, found in lists for line in ("", *_numbers(each, at, found))][1:]
    lines += [line for each, found in lists for line in ("", *_where_from(each, found))]
    say_found(as_json, values if locality is None else values[0], [*lines, "", *contact_notes(at)])
    return exit_codes.CONFIGURATION if wrong else exit_codes.DONE


def _numbers(locality: Locality, at: datetime, contacts: tuple[OutcomeContact, ...]) -> list[str]:
    """How to reach each contact: the number first, whether to expect an answer, no sources."""
    local = at.astimezone(LONDON)
    lines = [f"{locality.name}: whom to call on {local:%A} {say_date(local.date())} at {local:%H:%M}"]
    for contact in sorted(contacts, key=_is_for_some_ages):
        to_reach = [
            "   ".join((contact.phone, contact.state)) if contact.phone else contact.state,
            f"For a young person of {ADULT_SERVICES_FROM} or over" if _is_for_some_ages(contact) else "",
            f"Ask for {contact.ask_for}" if contact.ask_for else "",
            contact.email,
            contact.url,
            f"Hours: {contact.hours}" if contact.hours else "",
            contact.note if _is_note_on_calling(contact) else "",
        ]
        lines += _under_name(contact, to_reach)
    return lines


def _is_for_some_ages(contact: OutcomeContact) -> bool:
    """Whether it concerns only those of some ages: nobody's is known here, so it stands last and says for whom."""
    return contact not in to_be_shown([contact], None)


def _where_from(locality: Locality, contacts: tuple[OutcomeContact, ...]) -> list[str]:
    """Sources, checks and disputes, which never stand between two numbers (rule 12 of the design)."""
    lines = [f"{locality.name}: where they come from, and what is disputed"]
    for contact in contacts:
        sources = [
            contact.source_note if _is_note_on_calling(contact) else contact.whole_note,
            f"Disputed: {contact.disputed}" if contact.disputed else "",
            f"Hours from: {say_source(contact.hours_source)}"
            if contact.hours and contact.hours_source
            else "",
            *(f"Also given: {other.phone} ({say_source(other.source)})" for other in contact.alternatives),
            f"Source: {say_source(contact.source)}"
            + (f", checked {contact.checked}" if contact.checked else ""),
        ]
        lines += _under_name(contact, sources)
    return lines


def _under_name(contact: OutcomeContact, said: list[str]) -> list[str]:
    return ["", contact.name, *(f"  {line}" for line in said if line)]


def _is_note_on_calling(contact: OutcomeContact) -> bool:
    """Whether its note says when it is to be called, or what its mailbox is not for."""
    return contact.role in ("emergency", "police") or not contact.phone
