"""Every place of the app in the display for screen readers: what stands there is said whole, and nothing else is drawn.

With Fenrir between (a soak run) each place is heard to say where one is, and each stop of Tab what it is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.widgets.wrapping import CUT
from support.people.places import TOURS
from support.stores.full_store import fill
from support.terminal.fenrir import Listener, needs_fenrir
from support.terminal.pty_screen import TAB, ctrl

pytestmark = [needs_fenrir, pytest.mark.soak]
INSIDE = next(tour for tour in TOURS if tour.name == "inside")


def test_every_place_says_where_one_is_and_every_stop_what_it_is(tmp_path: Path) -> None:
    store = fill(tmp_path / "home")
    with Listener(store.home, folder=tmp_path) as listener:
        listener.until_front("SignInScreen")
        listener.press(ctrl("r"))
        INSIDE.begin(listener, store)
        for place in INSIDE.places:
            if not place.takes_keys or place.screen == "TooSmallScreen":
                continue
            place.way(listener, store)
            listener.until_front(place.screen)
            assert listener.all_heard(), place.name
            for _ in range(min(listener.state.stops, 6)):
                before = listener.state.focus
                said = " ".join(listener.hear(TAB))
                assert said or listener.state.focus == before, f"{place.name}: {listener.state}"
                assert CUT not in said or CUT in listener.state.said, (
                    f"{place.name} says less than there is: {said}"
                )
            INSIDE.back(listener)
