"""Makes the README's pictures: the real app over the demo's made-up screenings, in a real pty, as SVG.

python scripts/pictures.py docs
"""

from __future__ import annotations

import html
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.terminal.pty_screen import ENTER, ESCAPE, PtyScreen, ctrl

CELL_WIDTH, CELL_HEIGHT, SIZE = 9, 20, 15
PAPER, INK = "#ffffff", "#111111"


def as_svg(term: PtyScreen, title: str) -> str:
    """What the terminal shows, letter for letter, with reversed cells as they are."""
    columns, rows = term.screen.columns, term.screen.lines
    width, height = (columns + 2) * CELL_WIDTH, (rows + 1) * CELL_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{html.escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="{PAPER}" stroke="{INK}"/>',
        f'<g font-family="monospace" font-size="{SIZE}" fill="{INK}" xml:space="preserve">',
    ]
    for y in range(rows):
        baseline = (y + 1) * CELL_HEIGHT
        for start, text, reverse in _runs(term, y):
            x = (start + 1) * CELL_WIDTH
            if reverse:
                parts.append(
                    f'<rect x="{x}" y="{baseline - SIZE}" width="{len(text) * CELL_WIDTH}" height="{CELL_HEIGHT}"/>'
                )
            if text.strip():
                fill = f' fill="{PAPER}"' if reverse else ""
                length = len(text) * CELL_WIDTH
                parts.append(
                    f'<text x="{x}" y="{baseline}" textLength="{length}"{fill}>{html.escape(text)}</text>'
                )
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _runs(term: PtyScreen, y: int) -> list[tuple[int, str, bool]]:
    """The words of a row, each with its column and whether it is reversed."""
    runs: list[tuple[int, str, bool]] = []
    for x in range(term.screen.columns):
        cell = term.screen.buffer[y][x]
        if runs and runs[-1][2] == cell.reverse and runs[-1][0] + len(runs[-1][1]) == x:
            start, text, reverse = runs[-1]
            runs[-1] = (start, text + cell.data, reverse)
        else:
            runs.append((x, cell.data, cell.reverse))
    return runs


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)

    def keep(term: PtyScreen, name: str, title: str) -> None:
        term.settle()
        (folder / f"{name}.svg").write_text(as_svg(term, title), encoding="utf-8")

    with PtyScreen([sys.executable, "-m", "ce_tui", "demo"]) as term:
        term.wait_for("draft")
        keep(term, "home", "Home: drafts and completed screenings")
        term.press(ENTER)
        term.wait_for("Start")
        for name, words, title in (
            ("yellow", "Yellow", "The yellow tier"),
            ("amber", "Amber", "The amber tier"),
            ("red", "Red", "The red tier"),
            ("notes", "Notes", "Notes that cite factors"),
            ("result", "Result", "The result, with what to do"),
        ):
            term.press(ctrl("n"))
            term.wait_for(words)
            keep(term, name, title)
        term.press(ctrl("g"))
        term.wait_for("Go to")
        keep(term, "go-to", "The go-to menu")
        term.press(ESCAPE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
