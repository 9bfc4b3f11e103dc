"""How grave a screening stands by its row, and stood before by its document: so a late record answers nothing new."""

from __future__ import annotations

from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.stood_then import standing_since
from ce_tui.core.pathway.answers.screening import Screening, StoodSince
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.vault.store.records import Row


def stood_by_row(row: Row) -> Stood:
    """How grave it stands by its row: the tier acted on, and the alerts that say to phone now."""
    held = [*row.danger.split(), *(["missing_now"] if row.missing_now else [])]
    danger = tuple(key for key, now in urgent().items() if now.kept in held) if held else ()
    return Stood(row.acting_on or row.outcome, danger)


def remembered(screening: Screening, row: Row) -> tuple[StoodSince, ...]:
    """What is remembered of how grave it stood. `row`: as it was last saved; of one of before that alone is known, from
    its last save on.
    """
    return screening.stood or standing_since((), stood_by_row(row), row.updated)
