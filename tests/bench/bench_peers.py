"""The same eleven boxes to tick, ours and other people's, key by key at 80×24 in 256 colours, in one run.

Each is measured in turn, round after round, so that all see the same machine. What is told apart: start to the last
byte of the first paint; bytes of that paint; bytes and time to the last byte of the answer for a move and for a mark,
and in how many pieces it comes; memory. The budget is about the last byte: twice urwid's in the same run. A program
that this machine lacks is named in the table, and measured as nothing.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

from ce_tui.core.pathway.document.loading import default_pathway
from support.terminal.pty_screen import DOWN, ENTER, SPACE, PtyScreen, ctrl

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).resolve().parent / "apps"
OURS = "ce-tui, Amber"
ROUNDS = 7
MOVES = 6
_QUIET = 0.08
_LONGEST = 3.0
_DOWN = b"\x1bOB"  # what a terminal sends that was asked for application keys, which dialog insists on


@dataclass
class Figures:
    """What was measured of one program, over all rounds. Times in ms, memory in MiB."""

    start: list[float] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    rss: list[float] = field(default_factory=list)
    pss: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Peer:
    """One program: how it is started, how one comes to the list, the words at which it stands."""

    name: str
    command: list[str]
    words: str
    prepare: Callable[[PtyScreen], None] | None = None
    down: bytes = DOWN
    term: str = "xterm-256color"


def peers(items: list[str], home: str) -> list[Peer]:
    """Ours first, then the others, in the order in which they are measured."""
    python = sys.executable
    short = [item[:60] for item in items]  # none of the others wraps a text: what they show is cut
    ticked = [word for number, item in enumerate(short, 1) for word in (str(number), item, "off")]
    first = short[0][:20]
    # gum asks other terminals for their colours, and waits 5 s where none answers
    return [
        Peer(OURS, [python, "-m", "ce_tui", "demo"], "Enter opens it", _to_amber),
        Peer("whiptail", ["whiptail", "--checklist", "Which?", "22", "76", "12", *ticked], first),
        Peer("dialog", ["dialog", "--checklist", "Which?", "22", "76", "12", *ticked], first, down=_DOWN),
        Peer("gum", ["gum", "choose", "--no-limit", "--height", "14", *short], first, term="screen-256color"),
        Peer("urwid", [python, str(APPS / "peer_urwid.py"), *short], first),
        Peer("prompt_toolkit", [python, str(APPS / "peer_prompt_toolkit.py"), *short], first),
        Peer("questionary", [python, str(APPS / "peer_questionary.py"), *short], first),
        Peer("stock Textual", [python, str(APPS / "peer_stock_textual.py"), *short], first),
    ]


def rows() -> list[str]:
    """One row a program."""
    amber = next(tier for tier in default_pathway().tiers if tier.name == "amber")
    items = [factor.text for factor in amber.all_factors]
    with tempfile.TemporaryDirectory() as home:
        all_peers = peers(items, home)
        found = [peer for peer in all_peers if which(peer.command[0])]
        measured = {peer.name: Figures() for peer in found}
        for round_ in range(ROUNDS + 1):
            for peer in found:
                figures = _measure(peer, home)
                if round_:  # the first warms the caches
                    _add(measured[peer.name], figures)
    lacking = [peer.name for peer in all_peers if peer not in found]
    said = [_row(name, figures) for name, figures in measured.items()]
    said += _beside_urwid(measured)
    return said + [f"| {len(items)} boxes: {name} | not on this machine | | |" for name in lacking]


def _beside_urwid(measured: dict[str, Figures]) -> list[str]:
    """Our time from a key to the last byte of its answer, beside urwid's."""
    ours, theirs = (_median(measured[name].answers) if name in measured else 0.0 for name in (OURS, "urwid"))
    if not ours or not theirs:
        return []
    return [
        f"| key to last byte | {ours:.1f} ms, {ours / theirs:.1f} × | ≤ 2 × urwid | urwid {theirs:.1f} ms |"
    ]


def _to_amber(term: PtyScreen) -> None:
    term.press(ENTER, quiet=_QUIET)
    for _ in range(2):
        term.press(ctrl("N"), quiet=_QUIET)
    term.wait_for("A1, 1 of 11")


def _measure(peer: Peer, home: str) -> Figures:
    env: dict[str, str | None] = {"TERM": peer.term, "PYTHONPATH": str(CHECKOUT), "HOME": home}
    figures = Figures()
    began = time.perf_counter()
    with PtyScreen(peer.command, env) as term:
        term.wait_for(peer.words)
        figures.start.append(_last_byte(term, began)[0])
        figures.first.append(len(term.raw))
        if peer.prepare is not None:
            peer.prepare(term)
        for key, counts in [(peer.down, figures.moves)] * MOVES + [(SPACE, figures.marks)]:
            _last_byte(term, 0)  # whatever still comes
            before, pressed = len(term.raw), time.perf_counter()
            term.send(key)
            answered, pieces = _last_byte(term, pressed)
            figures.answers.append(answered)
            figures.pieces.append(pieces)
            counts.append(len(term.raw) - before)
        rss, pss = _memory(term.pid)
        figures.rss.append(rss)
        figures.pss.append(pss)
    return figures


def _last_byte(term: PtyScreen, since: float) -> tuple[float, int]:
    """Milliseconds from `since` to the last byte before a while of nothing, and in how many pieces all came."""
    last = began = time.perf_counter()
    pieces = 0
    while last - began < _LONGEST and term.read(_QUIET) > 0:
        last = time.perf_counter()
        pieces += 1
    return (last - since) * 1000, pieces


def _memory(pid: int) -> tuple[float, float]:
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, amount = line.partition(":")
        if name in ("Rss", "Pss"):
            found[name] = int(amount.split()[0]) / 1024
    return found["Rss"], found["Pss"]


def _add(to: Figures, more: Figures) -> None:
    for name in vars(to):
        getattr(to, name).extend(getattr(more, name))


def _row(name: str, figures: Figures) -> str:
    return (
        f"| 11 boxes: {name} | start {_spread(figures.start)} ms, first screen {_median(figures.first):,.0f} B; "
        f"a move {_spread(figures.moves)} B, a mark {_spread(figures.marks)} B; "
        f"key to last byte {_spread(figures.answers)} ms, pieces {max(figures.pieces)}; "
        f"RSS {_median(figures.rss):.0f}, PSS {_median(figures.pss):.0f} MiB | | |"
    )


def _median(values: list[float] | list[int]) -> float:
    return statistics.median(values)


def _spread(values: list[float] | list[int]) -> str:
    """The median, and the middle half where it is any wider."""
    low, middle, high = statistics.quantiles(values, n=4)
    digits = 1 if middle < 10 else 0
    said = [f"{value:.{digits}f}" for value in (middle, low, high)]
    return said[0] if said[1] == said[2] else f"{said[0]} ({said[1]}–{said[2]})"


if __name__ == "__main__":
    print("\n".join(rows()))
