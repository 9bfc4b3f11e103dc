"""The log: which entries are wanted, what belongs with one of them, and whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import DateInvalid
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, Line
from ce_tui.session.jobs.doing import given
from ce_tui.session.log_filter import LogFilter
from ce_tui.session.log_reading import LogReading, since_of, typed_since
from ce_tui.session.station import Station
from ce_tui.session.words.log import (
    GROUPS,
    NO_REFERENCE,
    SAME_ENTRIES,
    entry_words,
    group_of,
    group_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.store.verdict import Verdict

_ANY = "*"  # the choice that narrows nothing


async def only_record(asker: Asker, _station: Station, reading: LogReading) -> str:
    """Only one record's entries, by its reference. What is left to say."""
    typed = await asker.text(
        "Which record? Type its reference; nothing shows all.",
        Line("Reference", reading.filter.ref, longest=40, may_be_empty=True),
    )
    if typed is None:
        return ""
    ref = read_reference(typed) if typed.strip() else ""
    if ref is None:
        return f"{NO_REFERENCE} {SAME_ENTRIES}"
    return _narrowed(reading, ref=ref)


async def only_person(asker: Asker, station: Station, reading: LogReading) -> str:
    """Only one person's entries. What is left to say."""
    accounts = await given(asker, "Reading the accounts.", station.session.casebook.people.accounts)
    if accounts is None:
        return ""
    choices = [Choice(_ANY, "Everybody"), *(Choice(each.name, each.name) for each in accounts)]
    chosen = await asker.choose("Whose entries?", choices, safe=reading.filter.person or _ANY)
    return _narrowed(reading, person=chosen.removeprefix(_ANY)) if chosen else ""


async def only_kind(asker: Asker, _station: Station, reading: LogReading) -> str:
    """Only entries of some kinds. What is left to say."""
    choices = [Choice(id or _ANY, group_words(id, begins=True)) for id in GROUPS]
    chosen = await asker.choose("Which entries?", choices, safe=reading.filter.group or _ANY)
    return _narrowed(reading, group=chosen.removeprefix(_ANY)) if chosen else ""


async def only_since(asker: Asker, _station: Station, reading: LogReading) -> str:
    """Only entries from a day, or a time, on. What is left to say."""
    example = ["For example 25 11 2026, or 2026-11-25 14:30."]
    line = Line("Since", typed_since(reading.filter.since), hint=example, longest=40, may_be_empty=True)
    while True:
        typed = await asker.text("From when on? A date, or a date with a time; nothing shows all.", line)
        if typed is None:
            return ""
        try:
            return _narrowed(reading, since=since_of(typed) if typed.strip() else "")
        except DateInvalid as invalid:
            line = line.mended(typed, invalid.words)


async def all_entries(_asker: Asker, _station: Station, reading: LogReading) -> str:
    """Everything again. Nothing is left to say."""
    reading.narrow(LogFilter())
    return ""


_BY = {
    "record": only_record,
    "person": only_person,
    "kind": only_kind,
    "since": only_since,
    "all": all_entries,
}


async def narrow(asker: Asker, station: Station, reading: LogReading, by: str) -> str:
    """Want other entries: by "record", "person", "kind" or "since", or "all" again. What is left to say."""
    return await _BY[by](asker, station, reading)


def _narrowed(reading: LogReading, **changes: str) -> str:
    reading.narrow(msgspec.structs.replace(reading.filter, **changes))
    return ""


async def look_at(asker: Asker, line: AuditLine, reading: LogReading) -> str:
    """Say all of an entry, and go on to what belongs with it, where that is wanted. Nothing is left to say."""
    group = group_of(line.kind)
    choices = [Choice("back", "Back to the log")]
    if line.ref:
        choices.append(Choice("record", f"Only the entries of {line.ref}"))
    choices.append(Choice("person", f"Only what {line.by} did"))
    if group:
        choices.append(Choice("kind", f"Only {group_words(group)}"))
    chosen = await asker.choose(entry_words(line), choices)
    if chosen == "record":
        reading.narrow(LogFilter(ref=line.ref))
    elif chosen == "person":
        reading.narrow(LogFilter(person=line.by))
    elif chosen == "kind":
        reading.narrow(LogFilter(group=group))
    return ""


async def verify(asker: Asker, station: Station) -> Verdict | None:
    """Whether the log is whole and the store as it was written. None: refused, which has been told."""
    casebook = station.session.casebook
    try:
        return await asker.steps(
            "Verifying every entry and every record.", casebook.log.verify, only_seen=True
        )
    except VaultError as error:
        await asker.tell(error.words)
        return None
