"""What Home leads with: what is overdue or due today with whoever is signed in, and how much is due in the hub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ce_tui.commands.key_names import say_key
from ce_tui.core.words.due import WHAT_IS_DUE
from ce_tui.screens.home.due_rows import DueRows, HowDue
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from textual.geometry import Size

    from ce_tui.screens.home.reading import Known
    from ce_tui.screens.host import Host

DUE = "due:"
"""How the ids begin of what is due; its own id follows, which begins with a reference."""
ALL_DUE = "go:follow_ups"
_AT_MOST = 3  # rows: the rest is one key away
_TALL = 24  # rows of a window from which more than one stands there: the first draft is in sight, too


def due_first(app: Host, known: Known, by: str, size: Size) -> Iterator[Item]:
    """What was begun and is not recorded yet; then the first of what is due, and where all of it is.

    `by`: how the list shows children; `size`: of the window.
    """
    way = say_key(app.surroundings.keys.key_of("action.record")) or "Enter"
    for begun in known.begun:
        yield Item(f"{DUE}{begun.ref}:begun", f"! {begun.words(app.seat.clock(), way)}", head=begun.ref)
    found, now, at_most = known.following, app.seat.clock(), _AT_MOST if size.height >= _TALL else 1
    mine, hub = found.with_me(now), found.hub_head(now, app.seat.pathways.naming)
    if mine:
        rows = DueRows(mine[:at_most], HowDue(app.seat.pathways.naming, by, now), size.width)
        yield rows.heading(f"{WHAT_IS_DUE}: {found.head(now)}")
        for each in mine[:at_most]:
            yield rows.item(f"{DUE}{each.id}", each)
    if len(mine) > at_most:
        words = f"All that is due: {len(mine) - at_most} more. Enter shows it"
        yield Item(ALL_DUE, words, flush=True)
    if hub:
        words = f"! Due in the hub: {hub}. Enter shows it"
        yield Item(ALL_DUE if len(mine) <= at_most else f"{ALL_DUE}:hub", words, flush=True)
