"""Finding a child among 5,000 made-up ones: how many who are written down again are found, and how fast."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.children.matching import LEVELS, ChildRegister, Person
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from support.documents.made_up_children import children, written_again

NAME, PASSPHRASE = "Ada Example", "seven odd lanterns over a harbour"
CHILDREN, AGAIN, SEED = 5_000, 1_000, 7


def rows() -> list[str]:
    """Markdown rows: what, measured, budget, beside."""
    known = children(CHILDREN, SEED)
    chance = random.Random(SEED)
    again = [(at, written_again(known[at], chance)) for at in chance.sample(range(CHILDREN), AGAIN)]
    return [*_found(known, again), *_times(known, [each for _, each in again])]


def _found(known: list[Person], again: list[tuple[int, Person]]) -> list[str]:
    """Recall, and false alarms for each look-up, by level."""
    register = ChildRegister[int]()
    register.hold(dict(enumerate(known)))
    right, wrong = dict.fromkeys(LEVELS, 0), dict.fromkeys(LEVELS, 0)
    for at, each in again:
        for key, match in register.find(each):
            (right if key == at else wrong)[match.level] += 1
    recall = sum(right.values()) / len(again)
    levels = ", ".join(f"{level} {right[level] / len(again):.1%}" for level in LEVELS)
    alarms = ", ".join(f"{level} {wrong[level] / len(again):.2f}" for level in LEVELS)
    what = f"of {len(again):,} of {len(known):,} made-up children written down again"
    return [
        f"| {what}: found | {recall:.1%} | | {levels} |",
        f"| {what}: others shown, each time | {sum(wrong.values()) / len(again):.2f} | | {alarms} |",
    ]


def _times(known: list[Person], wanted: list[Person]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE))
        casebook.screenings.import_answers([_answers(each) for each in known])
        casebook.close()
        casebook = sign_in(home, NAME, PASSPHRASE)
        first = _milliseconds(lambda: casebook.children.find(wanted[0]), 1)
        later = [_milliseconds(lambda each=each: casebook.children.find(each), 1) for each in wanted[:200]]
        nameless = [replace(each, date_of_birth="", address="") for each in wanted[:50]]
        by_name = [_milliseconds(lambda each=each: casebook.children.find(each), 1) for each in nameless]
        after_a_save = [_after_a_save(casebook, each) for each in wanted[200:220]]
        casebook.close()
    what = f"look for a child among {len(known):,} screenings"
    return [
        f"| {what}, the first time | {first:.0f} ms | | |",
        f"| {what} | {statistics.median(later):.1f} ms | ≤ 20 ms | worst of 200: {max(later):.0f} ms |",
        f"| {what}, by the name alone | {statistics.median(by_name):.1f} ms | ≤ 20 ms | |",
        f"| {what}, after somebody saved | {statistics.median(after_a_save):.1f} ms | ≤ 20 ms | |",
    ]


def _after_a_save(casebook: Casebook, wanted: Person) -> float:
    casebook.screenings.leave(casebook.screenings.begin(_answers(Person("Made-up Child"))))
    return _milliseconds(lambda: casebook.children.find(wanted), 1)


def _answers(each: Person) -> Answers:
    child = Child(name=each.name, date_of_birth=each.date_of_birth, address=each.address)
    return Answers(pathway="set-2026-06", locality="essex", child=child, notes="words " * 200)


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    print("\n".join(rows()))
