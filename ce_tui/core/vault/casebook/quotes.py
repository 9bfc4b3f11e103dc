"""Kept PDFs that quote another screening, as one that is compared with it does: they go once that one is deleted, or is
said to be of the same child no more. The screening that they are of stays, and another PDF can be made of it.

What a PDF quotes stands in what it is kept under (`referrals`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.referrals import quoted
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.store.records import Attached

TAKEN_AWAY = "kept PDF taken away: it quoted {quoted}"


def take_away_quotes(desk: Desk, refs: Iterable[str], others: Callable[[str], Collection[str]]) -> None:
    """Within a transaction: of these screenings, take away what quotes one that is not among the `others` of its child.

    Logged with each. Nothing goes of one that is on hold. What cannot be read goes with its screening alone.
    """
    store = desk.store
    held = {stand.ref for stand in store.keeping.stands("hold")}
    for ref in sorted(set(refs) - held):
        theirs = others(ref)
        for each in _files(desk, ref):
            gone = [other for other in quoted(each.kind) if other not in theirs]
            if gone:
                detail = TAKEN_AWAY.format(quoted=", ".join(gone))
                entry = desk.entry("deletion", ref=ref, detail=detail)
                store.screenings.detach(ref, each.revision, each.kind, [entry])


def _files(desk: Desk, ref: str) -> list[Attached]:
    try:
        return desk.store.screenings.attached(ref, "")
    except Damaged:
        return []
