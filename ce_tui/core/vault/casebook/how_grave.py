"""How grave a screening stands by its row, and stood before by its document: so a late record answers nothing new."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.core.pathway.actions.stood import Stood, stood
from ce_tui.core.pathway.actions.stood_then import standing_since
from ce_tui.core.pathway.answers.screening import Screening, StoodSince
from ce_tui.core.vault.store.records import Row


def stood_by_list(tier: str, danger: Iterable[str], *, missing_now: bool) -> Stood:
    """How grave it stands by what a list says of it: the tier acted on, and what holds of `Row.danger`."""
    alerts = ["harm" if name == "harm_today" else name for name in danger]
    return stood(tier, [*alerts, *(["missing_now"] if missing_now else [])])


def stood_by_row(row: Row) -> Stood:
    """The same by its row."""
    return stood_by_list(row.acting_on or row.outcome, row.danger.split(), missing_now=bool(row.missing_now))


def remembered(screening: Screening, row: Row) -> tuple[StoodSince, ...]:
    """What is remembered of how grave it stood. `row`: as it was last saved; of one of before that alone is known, from
    its last save on.
    """
    return screening.stood or standing_since((), stood_by_row(row), row.updated)
