"""Every screen and every text field, fed with what would do harm on a terminal, over a store that is full of it.

The bytes that reach the terminal hold letters, looks and movements, and nothing else; and a made-up name that was in
every field is in no file afterwards. A screen or a field that the walk does not come to fails it: add a place for it to
tests/support/people/places.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.code import fuzz_sites
from support.people.harm import HARM, SURROGATES, TYPED
from support.people.places import TOURS, Tour
from support.stores.full_store import Full, fill
from support.terminal.own_world import World, world
from support.terminal.pty_screen import DOWN, TAB, ctrl
from support.terminal.raw_output import strays
from support.terminal.walker import Walker

CANARY = "Wrenfeather"
MOST_STOPS = 60  # of one screen; then its focus goes round and round


@dataclass
class Seen:
    """What the walk came to."""

    screens: set[str] = field(default_factory=set)
    fed: set[str] = field(default_factory=set)
    """Screens that were gone round, and lines of code of whose fields one was fed."""
    said: str = ""


def harmful(what: str) -> str:
    return f"{HARM} {what}"


@pytest.fixture
def place(tmp_path: Path) -> World:
    return world(tmp_path / "world")


@pytest.fixture
def store(place: World) -> Full:
    return fill(place.tmp / "home", harmful, names_too=True)


def feed(walker: Walker, seen: Seen, *, again: bool) -> None:
    """Go round a screen: harm into every field, each list moved through; what is not reached is a fault.

    Without `again` a line of code whose fields were fed elsewhere is left alone.
    """
    stops: list[int] = []
    reached: set[str] = set()
    while walker.state.focus and walker.state.focus not in stops and len(stops) < MOST_STOPS:
        stops.append(walker.state.focus)
        if walker.state.takes_text:
            reached.add(str(walker.state.focus))
            if again or not seen.fed.issuperset(walker.state.made_at):
                seen.fed.update(walker.state.made_at)
                walker.paste(f"{CANARY} {HARM} {SURROGATES}")
                walker.press(TYPED.encode())
        elif walker.state.items:
            walker.press(*[DOWN] * min(len(walker.state.items), 12 if again else 3))
        walker.press(TAB)
    seen.fed.add(walker.state.front)
    unreached = [each for each in walker.state.texts if each not in reached]
    assert not unreached, f"Tab does not come to {len(unreached)} fields:\n{walker.term.text}"


def is_new(walker: Walker, seen: Seen) -> bool:
    """Whether this is a screen that was not gone round, or has a field of a line of code that none was fed of."""
    state = walker.state
    return state.front not in seen.fed or not all(map(seen.fed.issuperset, state.texts.values()))


def visit(tour: Tour, place: World, store: Full, seen: Seen, *, again: bool) -> None:
    """Walk a tour."""
    home = place.inside(store.home if tour.with_store else place.tmp / "none")
    person = str(place.inside(place.person))
    variables = {"HOME": person, "XDG_CONFIG_HOME": person}
    with Walker(home, *tour.arguments, start=place.start, env=variables, cwd=place.person) as walker:
        walker.until(lambda state: state.focus != 0, "the first screen")
        tour.begin(walker, store)
        for stop in tour.places:
            stop.way(walker, store)
            walker.until_front(stop.screen)
            if stop.takes_keys and (again or is_new(walker, seen)):
                feed(walker, seen, again=again)
            seen.said += walker.term.text
            found = strays(walker.term.raw)
            assert not found, f"{tour.name}, {stop.name}: {found[:3]}"
            assert walker.term.screen.title == ""
            tour.back(walker)
            seen.screens.update(walker.state.visited)
        walker.send(ctrl("q"))
        assert walker.term.wait_for_end() == tour.code
        assert walker.term.text.strip() == "" or tour.code
    assert strays(walker.term.raw) == []


@pytest.mark.parametrize(
    "again", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["each line of code", "each field"]
)
def test_nothing_harmful_reaches_the_terminal_from_any_screen_or_field(
    again: bool, place: World, store: Full
) -> None:
    seen = Seen()
    for tour in TOURS:
        visit(tour, place, store, seen, again=again)
    assert "evil" in seen.said and "[b]x[/b]" in seen.said, "the harm was shown, less what makes it harm"
    assert fuzz_sites.screens() - seen.screens == set(), (
        "screens without a place in tests/support/people/places.py"
    )
    assert fuzz_sites.not_among(seen.fed) == [], (
        "text fields without a place in tests/support/people/places.py"
    )
    assert CANARY in seen.said
    assert place.files_with(CANARY) == [], "what was typed is in no file"
