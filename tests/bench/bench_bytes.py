"""Bytes over the line on a walk through the demo at 80×24, in every colour depth; the processor's time while idle."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.terminal.demo_bytes import (
    BACK,
    DEPTHS,
    FIRST_SCREEN,
    IN_TONES,
    LETTER,
    MARK,
    MOVE,
    SCREEN_CHANGE,
    Sent,
    walk,
)
from support.terminal.pty_screen import TAB, PtyScreen

_STOCK = Path(__file__).resolve().parent / "apps" / "stock_form.py"


def rows() -> list[str]:
    """A row a kind of step, the colour depths beside one another."""
    walks = {depth: walk(env) for depth, env in DEPTHS.items()}
    screen_change = round(SCREEN_CHANGE * IN_TONES)
    stock_first, stock_move, stock_letter, stock_idle = _stock()
    return [
        _row("first screen", FIRST_SCREEN, [[w.first_screen] for w in walks.values()], stock_first),
        _row("change of screen", screen_change, [w.screen_changes.values() for w in walks.values()]),
        f"| bytes: coming back from help or guidance | {_backs(walks)} | ≤ {BACK:g} for each of what was not there | |",
        _row("move in a list of factors", MOVE, [w.moves for w in walks.values()], stock_move),
        _row("move that scrolls the list", None, [w.scrolls for w in walks.values()]),
        _row("mark", MARK, [w.marks for w in walks.values()]),
        _row("letter in the notes", LETTER, [w.letters for w in walks.values()], stock_letter),
        _row(f"{1.5:g} s idle: Home, tier, notes", 0, [w.idle.values() for w in walks.values()], stock_idle),
    ]


def _row(what: str, budget: int | None, counts: Iterable[Iterable[int]], stock: str = "") -> str:
    said = ", ".join(f"{depth} {_range(each)}" for depth, each in zip(DEPTHS, counts, strict=True))
    return f"| bytes: {what} | {said} | {'–' if budget is None else f'≤ {budget:,}'} | {stock} |"


def _backs(walks: Mapping[str, Sent]) -> str:
    said = []
    for depth, sent in walks.items():
        most = max(back.for_a_letter for back in sent.backs.values())
        said.append(f"{depth} {_range(back.count for back in sent.backs.values())} ({most:.2f} a letter)")
    return ", ".join(said)


def _range(counts: Iterable[int]) -> str:
    low, high = min(all_counts := list(counts)), max(all_counts)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _stock() -> tuple[str, str, str, str]:
    """The same of a stock Textual form in 256 colours: first screen, a move, a letter, a while of nothing."""
    with PtyScreen([sys.executable, str(_STOCK)], DEPTHS["256"]) as term:
        term.wait_for("Passphrase")
        term.settle(0.3)
        first = len(term.raw)
        letter = term.type("S", quiet=0.1)
        move = term.press(TAB, quiet=0.1)
        before = len(term.raw)
        term.settle(2.0, longest=1.5)
        idle = len(term.raw) - before
    return tuple(f"stock form {count:,}" for count in (first, move, letter, idle))  # type: ignore[return-value]


if __name__ == "__main__":
    print("\n".join(rows()))
