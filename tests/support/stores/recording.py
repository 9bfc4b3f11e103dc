"""Records what was done about the one screening of a store, again and again: work for `killing`."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.pathway.actions.action import Action
from support.stores.vault import entered

TIMES = 40


def said_beside(home: Path) -> Path:
    """The file with a letter for each action that was recorded, as the casebook said."""
    return home.with_name(f"{home.name}.said")


def work(home: Path) -> None:
    """Sign in, record, and out again."""
    casebook = entered(home)
    (summary,) = casebook.index.all()
    with said_beside(home).open("ab", buffering=0) as said:
        for number in range(TIMES):
            came = "no answer" if number % 2 else "advice"
            action = Action(at="2020-01-01T10:00", kind="phone", to="words " * number, came_of_it=came)
            casebook.actions.record(summary.ref, action)
            said.write(b".")
    casebook.close()
