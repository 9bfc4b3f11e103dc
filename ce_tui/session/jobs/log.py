"""The log: which entries are wanted, what belongs with one of them, and whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at, parse_date
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.plain import Choice
from ce_tui.session.asker import Asker, Line
from ce_tui.session.cut_off import words_kept_apart
from ce_tui.session.jobs.recording import ask_when, given
from ce_tui.session.office import LogFilter, LogPage
from ce_tui.session.seat import JobContext
from ce_tui.session.session import Session
from ce_tui.session.words.log import (
    GROUPS,
    LOG_KINDS,
    NO_REFERENCE,
    entry_words,
    kinds_of,
    local_moment,
    news_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.store.verdict import Verdict


_ONE_BY_ONE = 4


def unheard(casebook: Casebook) -> list[str]:
    """The news that is to be told, in words. A store that cannot say so is no reason not to come in."""
    try:
        return [news_words(each) for each in casebook.telling.unheard()]
    except VaultError:
        return []


def was_heard(casebook: Casebook) -> None:
    """Keep that the news was read. If that cannot be kept it is told again the next time."""
    with suppress(VaultError):
        casebook.telling.heard()


async def tell_news(asker: Asker, casebook: Casebook) -> None:
    """Tell the news one by one; if there are many, all at once.

    Whoever is cut off before the last is told again the next time.
    """
    news = unheard(casebook)
    for words in news if len(news) <= _ONE_BY_ONE else ["\n\n".join(news)]:
        await asker.tell(words)
    if news:
        was_heard(casebook)


PAGE = 200
"""Entries that are read at first, and added each time."""


class LogReading:
    """The entries of the log that are wanted: `filter`, and so many pages of them."""

    def __init__(self, ref: str = "") -> None:
        self.filter = LogFilter(ref=ref)
        self._most = PAGE

    @property
    def wanted(self) -> tuple[LogFilter, int]:
        """The filter of the wanted entries, and how many at most."""
        return self.filter, self._most

    def narrow(self, wanted: LogFilter) -> None:
        """Want other entries, the newest page of them."""
        self.filter, self._most = wanted, PAGE

    def go_further_back(self) -> None:
        """Want one more page."""
        self._most += PAGE

    def read(self, casebook: Casebook) -> LogPage:
        """Read the wanted entries. Raises VaultError: it takes the administrator or the lead."""
        wanted, most = self.wanted
        lines = casebook.log.entries(
            ref=wanted.ref,
            person=wanted.person,
            kinds=kinds_of(wanted.group),
            since=wanted.since,
            last=most,
        )
        return LogPage(filter=wanted, lines=tuple(lines), older=PAGE if len(lines) == most else 0)


def since_of(typed: str) -> str:
    """The moment that was typed, as the log has it: "3 apr 2026", "2026-04-03", "2026-04-03 14:30".

    London's, unless it has an offset; a day begins at midnight. Raises DateInvalid.
    """
    try:
        moment = parse_at(typed)
    except DateInvalid as invalid:
        try:
            moment = datetime.combine(parse_date(typed), time(), LONDON)
        except DateInvalid:
            raise invalid from None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def typed_since(since: str) -> str:
    """A moment of the log as one could have typed it; empty: none."""
    moment = local_moment(since)
    if moment is None:
        return ""
    day = moment.date().isoformat()
    return day if moment.time() == time() else f"{day} {moment:%H:%M}"


_ANY = "*"  # the choice that narrows nothing


async def narrow(asker: Asker, station: JobContext, reading: LogReading, by: str) -> str:
    """Want other entries: by "record", "person", "kind" or "since", or "all" again. What is left to say."""
    wanted = reading.filter
    match by:
        case "record":
            line = Line("Reference", wanted.ref, longest=40, may_be_empty=True)
            typed = await asker.text("Which record? Type its reference; nothing shows all.", line)
            if typed is None:
                return ""
            ref = read_reference(typed) if typed.strip() else ""
            if ref is None:
                return f"{NO_REFERENCE} Showing the same entries as before."
            reading.narrow(replace(wanted, ref=ref))
        case "person":
            accounts = await given(asker, "Reading the accounts.", station.session.casebook.people.accounts)
            if accounts is None:
                return ""
            choices = [Choice(_ANY, "Everybody"), *(Choice(each.name, each.name) for each in accounts)]
            if chosen := await asker.choose("Whose entries?", choices, safe=wanted.person or _ANY):
                reading.narrow(replace(wanted, person=chosen.removeprefix(_ANY)))
        case "kind":
            choices = [Choice(group or _ANY, with_capital(words)) for group, words in GROUPS.items()]
            if chosen := await asker.choose("Which entries?", choices, safe=wanted.group or _ANY):
                reading.narrow(replace(wanted, group=chosen.removeprefix(_ANY)))
        case "since":
            example = ["For example 25 11 2026, or 2026-11-25 14:30."]
            line = Line("Since", typed_since(wanted.since), hint=example, longest=40, may_be_empty=True)
            question = "From when on? A date, or a date with a time; nothing shows all."
            since = await ask_when(
                asker, question, line, lambda typed: since_of(typed) if typed.strip() else ""
            )
            if since is not None:
                reading.narrow(replace(wanted, since=since))
        case "all":
            reading.narrow(LogFilter())
    return ""


async def look_at(asker: Asker, line: AuditLine, reading: LogReading) -> str:
    """Say all of an entry, and go on to others that belong with it. Nothing is left to say."""
    _, group = LOG_KINDS.get(line.kind, ("", ""))
    choices = [
        Choice("back", "Back to the log"),
        *([Choice("record", f"Only the entries of {line.ref}")] if line.ref else []),
        Choice("person", f"Only what {line.by} did"),
        *([Choice("kind", f"Only {GROUPS[group]}")] if group else []),
    ]
    leads_to = {
        "record": LogFilter(ref=line.ref),
        "person": LogFilter(person=line.by),
        "kind": LogFilter(group=group),
    }
    chosen = await asker.choose(entry_words(line), choices)
    if chosen in leads_to:
        reading.narrow(leads_to[chosen])
    return ""


async def verify(asker: Asker, station: JobContext) -> Verdict | None:
    """Whether the log is whole and the store as it was written. None: refused, which has been told."""
    casebook = station.session.casebook
    try:
        return await asker.steps(
            "Verifying every entry and every record.", casebook.log.verify, only_seen=True
        )
    except VaultError as error:
        await asker.tell(error.words)
        return None


_AT_THE_FOOT = 180  # characters: three lines of 60 columns


def words_on_entry(session: Session) -> list[str]:
    """All that is said at the entry: what became of their words, what is wrong with the store, with the pathways.

    That words were kept apart is said once: to be called where it is heard.
    """
    return [
        *filter(None, [words_kept_apart(session.casebook)]),
        *session.casebook.alerts,
        *session.pathways.remarks,
    ]


def alerts_for_a_box(session: Session) -> Sequence[str]:
    """The store's alerts, if the foot of a screen would cut them or news hides them."""
    alerts = list(session.casebook.alerts)
    is_long = len(" ".join(alerts)) > _AT_THE_FOOT
    return alerts if alerts and (is_long or unheard(session.casebook)) else []
