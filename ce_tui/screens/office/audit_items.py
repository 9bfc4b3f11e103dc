"""The log as a list: what can be done, what is shown of it, then the entries day by day, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_date
from ce_tui.screens.office.office_list import what_can_be_done
from ce_tui.session.words.log import VERIFY, entry_words, local_moment, narrowed_words, said_of
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.session.log_filter import LogPage


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
    day: date | None = None
    for line in reversed(lines):
        moment = local_moment(line.at)
        if moment is not None and moment.date() != day:
            day = moment.date()
            yield Item("", say_date(day), heading=True)
        text = f"{line.by} {said_of(line)}"
        head = f"{moment:%H:%M}" if moment else "--:--"
        said = f"{entry_words(line)} Enter shows what belongs with it."
        if width >= 72:
            yield Item(f"entry:{line.seq}", text, head=head, tail=line.ref, said=said)
        else:
            yield Item(
                f"entry:{line.seq}", f"{text}{f' ({line.ref})' if line.ref else ''}", head=head, said=said
            )
