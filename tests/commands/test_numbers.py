"""The numbers of the go-to menu: fixed for ever, and none for what signs out, leaves, discards or deletes."""

from __future__ import annotations

from ce_tui.commands.table import COMMANDS, NUMBERS
from ce_tui.core.pathway.interview.interview import SECTIONS

FOR_EVER = {
    1: "immediate_risk", 2: "harm_today",
    3: "start", 4: "yellow", 5: "amber", 6: "red", 7: "notes", 8: "result", 9: "details", 10: "review",
    11: "contacts", 12: "guidance", 13: "home", 14: "lock", 15: "help", 16: "search", 17: "complete", 18: "phone",
    19: "done", 20: "follow_ups", 21: "known", 22: "keys", 23: "account", 24: "display", 25: "lock_time",
    26: "accounts", 27: "keeping", 28: "audit", 29: "redraw", 30: "take_over",
}  # fmt: skip
"""People have these in their fingers. One may be added at the end; none is changed, and none given to another place."""
WITHOUT = {"quit"}
"""In the menu without a number."""


def test_each_number_stays_with_its_place() -> None:
    assert {number: place for place, number in NUMBERS.items()} == FOR_EVER
    assert [NUMBERS[section] for section in SECTIONS] == list(range(3, 11))


def test_every_place_of_the_menu_has_one_but_what_leaves_it() -> None:
    assert {each.id for each in COMMANDS if each.menu} == NUMBERS.keys() - set(SECTIONS) | WITHOUT
