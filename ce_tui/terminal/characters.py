"""Text that is safe to send to a terminal: no control, bidi or invisible characters, no lone surrogates."""

from __future__ import annotations

import re

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from ce_tui.files.unseen import EMOJI_SIGN
from ce_tui.terminal.harmful import NOT_SHOWN
from ce_tui.terminal.stand_ins import LACKING, has, stand_in

MOST_CODE_POINTS = 9
"""So many code points a cell keeps; no orthography needs more, and more is an attack on the line."""


def harmless(text: str) -> str:
    """`text` as a terminal may have it, as wide in cells as before: what has a width leaves a blank or U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    if EMOJI_SIGN in text:
        text = "".join(map(_without_emoji_signs, *zip(*_spans(text), strict=True)))
    return NOT_SHOWN.sub(_stand_in, text)


def _without_emoji_signs(grapheme: str, width: int) -> str:
    """Terminals disagree on how wide a sign is that is to be an emoji: without it they agree."""
    plain = grapheme.replace(EMOJI_SIGN, "")
    return plain if plain == grapheme else plain + " " * max(0, width - cell_len(plain))


def _stand_in(match: re.Match[str]) -> str:
    character = match[0]
    width = get_character_cell_size(character)
    return "\ufffd" * width if "\ud800" <= character <= "\udfff" else " " * width


def graphemes(text: str) -> list[tuple[str, int]]:
    """Each character of harmless `text` with its combining marks, and its width in cells (0 to 2)."""
    return [(grapheme[:MOST_CODE_POINTS], min(width, 2)) for grapheme, width in _spans(text)]


def _spans(text: str) -> list[tuple[str, int]]:
    spans, _ = split_graphemes(text)
    return [(text[start:end], width) for start, end, width in spans]


def is_certain(text: str) -> bool:
    """Whether every terminal agrees on its width: Latin, Greek, Cyrillic, general punctuation, box drawing."""
    return text.isascii() or all(
        character < "\u0300" or "\u0370" <= character < "\u0483" or "\u2010" <= character <= "\u2027"
        or "\u2500" <= character <= "\u25ff" or character == "\ufffd"
        for character in text
    )  # fmt: skip


def encodable(grapheme: str, width: int, encoding: str) -> str:
    """`grapheme`, or what stands for it, in the same `width`, where the terminal's `encoding` lacks it."""
    if has(grapheme, encoding):
        return grapheme
    plain = stand_in(grapheme)
    return plain.ljust(width, plain if plain == LACKING else " ")
