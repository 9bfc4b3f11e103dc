"""The log as a list: what can be done, what is shown of it, then the entries day by day, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_date
from ce_tui.screens.office.office_list import what_can_be_done
from ce_tui.session.words.log import VERIFY, entry_words, local_moment, narrowed_words, said_of
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.room import COLUMNS_FROM, TABLE_FROM
from ce_tui.widgets.table_rows import Column, ItemTable

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.session.log_filter import LogPage


NO_TIME = "--:--"
_COLUMNS = (
    Column("Who", least=14, wraps=True),
    Column("What", least=40, wraps=True),
    Column("Record", least=10, tone="hint"),
)


def audit_items(page: LogPage, width: int) -> Iterator[Item]:
    """All of it."""
    yield from what_can_be_done([("verify", VERIFY), *narrowed_words(page.filter)])
    yield from entry_items(page.lines, width)
    if not page.lines:
        yield Item("", "No entries.", heading=True)
    if page.older:
        yield Item("older", f"Show {page.older} older entries", flush=True)


def entry_items(lines: Sequence[AuditLine], width: int) -> Iterator[Item]:
    """The entries, the newest first, each day under a heading of its own."""
    table = _table(lines, width) if width >= TABLE_FROM and lines else None
    day: date | None = None
    for line in reversed(lines):
        moment = local_moment(line.at)
        if moment is not None and moment.date() != day:
            titled = day is None and table is not None  # the columns, once
            day = moment.date()
            yield table.heading(say_date(day)) if table is not None and titled else _heading(say_date(day))
        head = f"{moment:%H:%M}" if moment else NO_TIME
        said = f"{entry_words(line)} Enter shows what belongs with it."
        id = f"entry:{line.seq}"
        if table is not None:
            yield Item(id, table.text(_cells(line)), head=head, said=said, columns=table)
        elif width >= COLUMNS_FROM:
            yield Item(id, _words(line), head=head, tail=line.ref, said=said)
        else:
            yield Item(id, f"{_words(line)}{f' ({line.ref})' if line.ref else ''}", head=head, said=said)


def _heading(words: str) -> Item:
    return Item("", words, heading=True)


def _words(line: AuditLine) -> str:
    return f"{line.by} {said_of(line)}"


def _table(lines: Sequence[AuditLine], width: int) -> ItemTable:
    return ItemTable(_COLUMNS, [_cells(each) for each in lines], width, heads=("Time", len(NO_TIME)))


def _cells(line: AuditLine) -> tuple[str, ...]:
    return line.by, said_of(line), line.ref
