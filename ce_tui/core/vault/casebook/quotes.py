"""Kept PDFs that quote another screening, as one that is compared with it does: they go once that one is deleted.

The screening that they are of stays, and another PDF can be made of it. What a PDF quotes stands in what it is kept
under (`kept_under`), so it is found whatever was said of the two since. Where it was only said that they are not of one
child after all, what was sent stays, as the proof of what was sent, and goes out no more.
"""

from __future__ import annotations

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.kept_under import COMPARED, quoted
from ce_tui.core.vault.store.records import Named

TAKEN_AWAY = "kept PDF taken away: it quoted {quoted}"


def take_away_quotes(desk: Desk, deleted: str) -> None:
    """Within the transaction of its deletion: take away what quotes a screening, but of one that is on hold.

    Logged with each.
    """
    held = {stand.ref for stand in desk.store.keeping.stands("hold")}
    for each in desk.store.kept.named(deleted):
        if deleted in quoted(each.kind) and each.ref not in held:
            _take_away(desk, each, [deleted])


def take_away_what_a_hold_kept(desk: Desk, released: str) -> None:
    """Within the transaction that ends a hold: of that screening, take away what quotes one that is deleted by now."""
    for each in desk.store.kept.named(COMPARED):
        if each.ref == released:
            gone = [ref for ref in quoted(each.kind) if not desk.store.screenings.is_there(ref)]
            if gone:
                _take_away(desk, each, gone)


def _take_away(desk: Desk, file: Named, gone: list[str]) -> None:
    entry = desk.entry("deletion", ref=file.ref, detail=TAKEN_AWAY.format(quoted=", ".join(gone)))
    desk.store.kept.detach(file.ref, file.revision, file.kind, [entry])
