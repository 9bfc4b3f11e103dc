"""What is due in a hub of 10,000 screenings with 20,000 actions, as Home asks for it each time it is shown."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.followed import as_kept, followed
from ce_tui.core.pathway.actions.reading import dump_kept
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import NewStore, set_up, sign_in
from ce_tui.core.vault.store.records import KeptAction

NAME, PASSPHRASE = "Ada Example", "seven odd lanterns over a harbour"
SCREENINGS = 10_000
AT_ONCE = 500
RED = Stood("red")
SERVICE = "Essex Children & Families' Hub"
MARKS = ({"Y1": "yes"}, {"A1": "suspected"}, {"R1": "suspected"})
RECORDED = (
    Action(at="2026-11-24T14:05", kind="phone", to=SERVICE, came_of_it="no answer"),
    Action(at="2026-11-24T15:05", kind="phone", to=SERVICE, came_of_it="", next="they ring back"),
    Action(at="2026-11-24T16:05", kind="form", to=SERVICE, came_of_it="accepted"),
)


def rows() -> list[str]:
    """Markdown rows: what, measured, budget, beside."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE))
        refs = casebook.screenings.import_answers([_answers(number) for number in range(SCREENINGS)])
        for first in range(0, SCREENINGS, AT_ONCE):
            _record(casebook, refs[first : first + AT_ONCE])
        casebook.close()
        casebook = sign_in(home, NAME, PASSPHRASE)
        listed = casebook.index.all()
        listing = _milliseconds(casebook.index.all)
        due = _milliseconds(lambda: casebook.follow_ups.among(listed))
        found = len(casebook.follow_ups.among(listed))
        casebook.close()
    what = f"{SCREENINGS:,} screenings with {2 * SCREENINGS:,} actions"
    return [
        f"| list {what} | {listing:.0f} ms | | |",
        f"| what is due among {what} | {due:.0f} ms | ≤ 60 ms | {found:,} of them have something due |",
    ]


def _answers(number: int) -> Answers:
    child = Child(name=f"Made-up Child {number}", date_of_birth="2010-04-03")
    marks = MARKS[number % len(MARKS)]
    return Answers(pathway="set-2026-06", locality="essex", child=child, marks=marks, notes="words")


def _record(casebook: Casebook, refs: list[str]) -> None:
    """Two actions about each, past the casebook: one after the other it would take minutes."""
    store, by = casebook._desk.store, casebook._desk.account.id
    with store.together():
        for number, ref in enumerate(refs):
            recorded = list[Recorded]()
            for place in (1, 2):
                action = RECORDED[(number + place) % len(RECORDED)]
                now = casebook._desk.now()
                recorded.append(
                    Recorded(id=f"{place}", recorded_at=now, recorded_by=by, action=action, stood=RED)
                )
                content = dump_kept(action, RED)
                kept = KeptAction(number=place, recorded_at=now, recorded_by=by, content=content)
                listed = as_kept(followed(recorded, [by] * place, [SERVICE]))
                store.actions.add(ref, kept, listed, [])


def _milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    print("\n".join(rows()))
