"""How high the first page's parts stand on paper, about: to choose how many factors have words there.

A measure in points, by the number of letters and the style sheet `referral.css`: drawing the page to measure it would
take as long as the whole document. It errs towards higher, so that what it lets in is on the page.
"""

from __future__ import annotations

from textwrap import wrap

from ce_tui.core.referral.content.shapes import Block, Bullets, Division, Para, Prose, Rows

PAGE = 762.0  # A4 without its margins
_WIDTH, _IN_PANEL = 533.0, 505.0
_LINE, _CLOSE, _LETTER, _BOLD = 14.4, 13.2, 5.5, 5.9
_TITLE = 23.0 + 1.0 + 2 * _LINE
_HEADING, _PANEL, _LESS = 28.0, 34.0, 6.0
_BANNER_AROUND, _BANNER_LINE = 26.0, 15.6
_LABELS = {"who": 0.14}
_LABEL = 0.24


def room_after(banner: str, parts: tuple[Division, ...]) -> float:
    """What is left of the first page below its title, its banner and these parts."""
    head = _TITLE + (_BANNER_AROUND + _BANNER_LINE * _lines(banner, _WIDTH, _BOLD) if banner else 0)
    return PAGE - head - sum(map(height, parts))


def height(part: Division) -> float:
    """How high a part stands, about, with its heading."""
    framed = part.panel in ("result", "asked")
    head = (_PANEL if framed else _HEADING) - (_LESS if part.close else 0)
    width, line = _IN_PANEL if framed else _WIDTH, _CLOSE if part.close else _LINE
    label = _LABELS.get(part.panel, _LABEL)
    of_blocks = (
        around + line * lines for around, lines in (_measured(each, width, label) for each in part.blocks)
    )
    return head + sum(of_blocks)


def _measured(block: Block, width: float, label: float) -> tuple[float, int]:
    """What stands around its lines, and how many they are."""
    if isinstance(block, Para):
        return _of_para(block, width)
    if isinstance(block, Prose):
        return 5.0, _lines(block.text, width)
    if isinstance(block, Bullets):
        texts = [f"{each.label}: {each.text}" if each.label else each.text for each in block.entries]
        return 10.0 + 1.5 * len(texts), sum(_lines(text, width - 17) for text in texts)
    if isinstance(block, Rows):
        room = width * (1 - label) - 10
        return 7.0 + 3.0 * len(block.rows), sum(_lines(value, room) for _, value in block.rows)
    raise TypeError(block)


def _of_para(block: Para, width: float) -> tuple[float, int]:
    if block.tone == "danger":
        return 4.0, _lines(block.text, width - 16, _BOLD)
    if block.tone == "warning":
        return 11.0, _lines(block.text, width - 19)
    return 2.5, _lines(block.text, width, _BOLD if block.tone == "strong" else _LETTER)


def _lines(text: str, width: float, letter: float = _LETTER) -> int:
    letters = int(width / letter)
    return sum(max(1, len(wrap(line, letters))) for line in text.split("\n"))
