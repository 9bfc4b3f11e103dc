"""The log as one person reads it: what of it, from when on, and how far back; a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import LONDON, DateInvalid, parse_at, parse_date
from ce_tui.session.log_filter import LogFilter, LogPage
from ce_tui.session.words.log import GROUPS, local_moment

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

PAGE = 200
"""Entries that are read at first, and added each time."""


class LogReading:
    """What of the log is wanted: `filter`, and so many pages of it."""

    def __init__(self, ref: str = "") -> None:
        self.filter = LogFilter(ref=ref)
        self._most = PAGE

    @property
    def wanted(self) -> tuple[LogFilter, int]:
        """Which entries, and how many at most."""
        return self.filter, self._most

    def narrow(self, filter: LogFilter) -> None:
        """Want other entries, the newest page of them."""
        self.filter, self._most = filter, PAGE

    def go_further_back(self) -> None:
        """Want one more page."""
        self._most += PAGE

    def read(self, casebook: Casebook) -> LogPage:
        """Read what is wanted. Raises VaultError: it takes the administrator or the lead."""
        wanted, most = self.wanted
        kinds = GROUPS[wanted.group][1]
        lines = casebook.log.entries(
            ref=wanted.ref, person=wanted.person, kinds=kinds, since=wanted.since, last=most
        )
        return LogPage(filter=wanted, lines=tuple(lines), older=PAGE if len(lines) == most else 0)


def since_of(typed: str) -> str:
    """The moment that someone typed, as the log has it: "3 apr 2026", "2026-04-03", "2026-04-03 14:30".

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
