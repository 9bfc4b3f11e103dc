"""Going to a place and back leaves nothing behind: neither a screen, nor a widget, nor what one has drawn.

A session lasts a whole shift; what each visit left would add up, and hold words of a case that was closed long ago.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.people.places import INSIDE, OFFICE, Place, back_inside, home, open_draft, sign_in
from support.stores.full_store import Full, fill
from support.terminal.pty_screen import UP
from support.terminal.walker import Walker

BETWEEN = "section:yellow"
"""Where one comes back to: of all sections the one that is drawn with the fewest widgets."""
NOT_VISITED = ("sign_out", "lock", "lines", "take_over", "complete", "immediate_risk", "harm_today")
"""What leads away from the session, changes the screening, or asks."""
ONCE = (
    "start: immediate risk",
    "notes: taken over meanwhile",
    "a person: revoke",
    "review: passphrase once",
    "too small",
)
"""Places that cannot be come to again and again in the same way."""


@pytest.fixture
def store(tmp_path: Path) -> Full:
    return fill(tmp_path / "home")


@pytest.fixture
def walker(store: Full) -> Iterator[Walker]:
    with Walker(store.home) as walker:
        sign_in(walker, store)
        open_draft(walker, store)
        walker.until(lambda _: "PassphraseField" not in walker.live(), "what the sign-in had to be let go of")
        yield walker


def at_rest(walker: Walker) -> None:
    """Until nothing goes on any more beside the screen: what reads a list, or renders a referral ahead, needs it."""
    walker.until(
        lambda state: state.workers == 0 or "Dialog" in state.front, "an end to what goes on beside it"
    )


def visit_again_and_again(walker: Walker, visit: Callable[[], None], times: int, what: str) -> None:
    """Go somewhere and back, and then so many times more: as much is in memory after it as before."""
    visit()
    before = Counter(walker.live())
    for _ in range(times):
        visit()
    after = Counter(walker.live())
    assert after == before, f"{what}, {times} times: more {after - before}, fewer {before - after}"


@pytest.mark.parametrize("times", [2, pytest.param(10, marks=pytest.mark.soak)])
def test_going_somewhere_and_back_leaves_no_screen_no_widget_and_nothing_drawn(
    times: int, walker: Walker, store: Full
) -> None:
    """Ten times to each place are more than two hundred visits."""
    walker.go(BETWEEN)
    places = [
        item for item in walker.rest().menu if not item.startswith("here:")
    ]  # those are done, not gone to
    there = [item for item in places if item.removeprefix("command:app.") not in NOT_VISITED]
    assert len(there) >= 20
    for item in there:

        def visit(item: str = item) -> None:
            walker.go(item)
            at_rest(walker)
            if walker.state.front == "HomeScreen":
                walker.choose(store.draft)
                walker.until(lambda state: state.front != "HomeScreen", "the draft")
            walker.go("command:app.back" if len(walker.state.stack) > 1 else BETWEEN)
            walker.press(UP)  # a key, so that it does not lock by itself

        visit_again_and_again(walker, visit, times, item)


@pytest.mark.soak
def test_nor_does_going_to_any_place_by_keyboard(walker: Walker, store: Full) -> None:
    for place in INSIDE + OFFICE:
        if place.name in ONCE:
            continue

        def visit(place: Place = place) -> None:
            place.way(walker, store)
            walker.until_front(place.screen)
            at_rest(walker)
            back_inside(walker)
            home(walker, store)

        visit_again_and_again(walker, visit, 3, place.name)


def test_no_node_is_kept_for_a_tone(walker: Walker) -> None:
    """As Textual keeps them, each widget that draws held one for each tone of the theme: a MiB of every session."""
    walker.go(BETWEEN)
    at_rest(walker)
    assert walker.live()["DOMNode"] == 1  # the screen's, for a selection
