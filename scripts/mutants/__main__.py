"""Changes the code a little, again and again, and prints which changes no test notices, by room.

The changes are drawn by a seed; only the tests near the room that run the changed line are tried, until the first
fails. Lines that none of those runs, but perhaps a screen's, the line mode's or a story, are counted as "elsewhere" and
left out of the rate. A room may be a folder within one, or a module.
Run it with the development environment: `.venv/bin/python scripts/mutants core/pathway session --seed 7 --count 60`.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from pathlib import Path

from sampling import Mutant, sample
from time_limit import Limits
from trying import outcome, place_to_try
from which_tests import NEAR, Tests

_COLUMNS = ("tried", "killed", "timed out", "survived", "equivalent", "elsewhere")


def main() -> None:
    """Print the survivors of each room, then one row a room."""
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument(
        "rooms",
        nargs="*",
        default=[*NEAR],
        help="core/pathway, session, cli/keys.py …",
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=50, help="how many are tried in each room")
    parser.add_argument(
        "--patience",
        type=float,
        default=30,
        help="seconds that a test may take beyond four times what it took",
    )
    parser.add_argument("--checkout", type=Path, default=here, help="the checkout that is changed, in a copy")
    given = parser.parse_args()
    kept = given.checkout.resolve() / ".mutants"
    rows = []
    with place_to_try(given.checkout) as tree:
        for room in given.rooms:
            print(f"{room}, seed {given.seed}: what no test notices", flush=True)
            rows.append(_row(room, _tried(tree, Tests(tree, room, kept), room, given)))
    print(f"\n{'room':<16}" + "".join(f"{each:>14}" for each in (*_COLUMNS, "rate")))
    print("\n".join(rows))


def _tried(tree: Path, tests: Tests, room: str, given: argparse.Namespace) -> Counter[str]:
    """How many mutants of a room came to what; prints each survivor."""
    found: Counter[str] = Counter()
    for mutant in sample(tree, room, given.seed):
        if found["tried"] == given.count:
            break
        running = tests.of(mutant.file, mutant.line)
        if _equivalent(mutant, tree):
            found["equivalent"] += 1
        elif not running:
            found["elsewhere"] += 1
        else:
            what = outcome(tree, mutant, running, Limits(tests.seconds, given.patience))
            found.update([what, "tried"])
            if what == "survived":
                words = f"{mutant.file}:{mutant.line}  ({len(running)} tests)"
                print("  " + "\n      ".join([words, *mutant.diff]), flush=True)
    return found


def _equivalent(mutant: Mutant, tree: Path) -> bool:
    """Whether equivalent.toml says why nobody could notice it."""
    listed = tomllib.loads((tree / "scripts" / "mutants" / "equivalent.toml").read_text("utf-8"))
    return any(
        each["file"] in (mutant.file, "any") and each["diff"] == mutant.diff for each in listed["mutant"]
    )


def _row(room: str, found: Counter[str]) -> str:
    noticed = found["killed"] + found["timed out"]
    rate = f"{100 * noticed / found['tried']:.0f} %" if found["tried"] else "–"
    return f"{room:<16}" + "".join(f"{found[each]:>14}" for each in _COLUMNS) + f"{rate:>14}"


if __name__ == "__main__":
    main()
