"""A fault of ours on any screen: a reference and the way on for the person, a trace for the log, no value in either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.people.places import TOURS, Place, Tour
from support.stores.full_store import NAME, OTHER_NAME, Full, fill
from support.terminal.pty_screen import TAB
from support.terminal.walker import Walker

CANARY = "Wrenfeather"
EVERY = [(tour, place) for tour in TOURS if not tour.arguments for place in tour.places]
SOME = EVERY[3::9]
"""A few of each tour, for every day; all of them in the long runs."""


@pytest.fixture
def store(tmp_path: Path) -> Full:
    return fill(tmp_path / "home", lambda what: f"{CANARY} {what}")


def walk_to(walker: Walker, tour: Tour, place: Place, store: Full) -> None:
    walker.until(lambda state: state.focus != 0, "the first screen")
    tour.begin(walker, store)
    for each in tour.places if not tour.with_store else (place,):  # the set-up's steps follow one another
        each.way(walker, store)
        walker.until_front(each.screen)
        if each is place:
            return
        tour.back(walker)


@pytest.mark.parametrize(
    ("tour", "place"),
    [
        pytest.param(tour, place, marks=() if (tour, place) in SOME else pytest.mark.soak)
        for tour, place in EVERY
    ],
    ids=[f"{tour.name}, {place.name}" for tour, place in EVERY],
)
def test_a_fault_shows_and_logs_a_reference_and_no_value(
    tour: Tour, place: Place, store: Full, tmp_path: Path
) -> None:
    home = store.home if tour.with_store else tmp_path / "none"
    with Walker(home) as walker:
        walk_to(walker, tour, place, store)
        walker.press(CANARY.encode(), TAB)
        walker.fail(f"Xanthe {CANARY}")
        assert walker.term.wait_for_end() == 70
        shown = walker.term.text
        assert walker.term.screen.title == ""
        after = bytes(walker.term.raw[walker.term.raw.rindex(b"\x1b[?1049l") :]).decode()
    reference = re.search(r"Reference (E-\w{3}-\w{3})", shown)
    assert reference is not None
    assert "Start ce-tui again" in shown
    logs = sorted(tmp_path.rglob("crash.log"))
    assert home.exists() == tour.with_store, "a fault makes no store's folder"
    log = "".join(each.read_text() for each in logs)
    assert reference[1] in log and "builtins.ValueError" in log
    for text in (shown, after, log):
        for secret in (CANARY, NAME, OTHER_NAME, "no such child", str(tmp_path), store.draft):
            assert secret not in text, secret
