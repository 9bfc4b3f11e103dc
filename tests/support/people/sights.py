"""Every place of the app, as it is at a noon that is always the same, over a store that is always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from support.checkout import CHECKOUT
from support.people.places import TOURS, Place, Tour
from support.stores.full_store import Full
from support.terminal.eight_bits import EIGHT_BITS
from support.terminal.walker import Walker

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
AT_NOON = CHECKOUT / "tests" / "terminal" / "apps" / "at_noon.py"
NO_PRINTER = {"PATH": "/nowhere"}
"""Whether there is one is said too."""


def sights(
    folder: Path,
    store: Full,
    size: tuple[int, int],
    *,
    tours: Sequence[Tour] = TOURS,
    eight_bits: bool = False,
    afterwards: Callable[[Walker], None] = lambda _: None,
) -> Iterator[tuple[Place, Walker]]:
    """Come to every place of these tours, one after the other, in a window of so many columns and rows.

    `folder` is the store's; `eight_bits`: of a terminal without a locale; `afterwards` comes at each tour's end.
    """
    encoding = EIGHT_BITS if eight_bits else "utf-8"
    env = NO_PRINTER | ({"TERM": "vt220", "LC_ALL": "C"} if eight_bits else {})
    columns, rows = size
    for tour in tours:
        home = store.home if tour.with_store else folder / "none"
        with Walker(
            home, *tour.arguments, env=env, columns=columns, rows=rows, program=AT_NOON, encoding=encoding
        ) as walker:
            walker.until(lambda state: state.focus != 0, "the first screen")
            tour.begin(walker, store)
            for place in tour.places:
                place.way(walker, store)
                walker.until_front(place.screen)
                yield place, walker
                tour.back(walker)
            afterwards(walker)
