"""The tiers at a glance, in rows: each factor a sign in its place, in the form that there is room for.

A mark is a letter in a box, or among dots, before it is a colour; what was set aside is a small letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ce_tui.core.words.board import Board, BoardFactor, BoardTier
from ce_tui.widgets.room import DRAWN_FROM
from ce_tui.widgets.tones import TIER_TONES, Piece, Row
from ce_tui.widgets.wrapping import cells, wrap

_BOX = 3  # columns of a factor that has a box
_APART = "  "


class _Line(NamedTuple):
    """A row of a form; `tier`: whose state can stand at its end."""

    pieces: Sequence[Piece]
    tier: BoardTier | None = None

    @property
    def width(self) -> int:
        return sum(cells(text) for text, _ in self.pieces)


class _Group(NamedTuple):
    """The factors of a tier whose IDs have one letter, by their numbers."""

    tier: BoardTier
    letter: str
    factors: dict[int, BoardFactor]

    @property
    def last(self) -> int:
        return max(self.factors)


def board_rows(board: Board, width: int, rows: int) -> list[Row]:
    """The board in so many columns and at most so many rows: all of it, or none where there is no room.

    As there is room: boxes below their numbers; without boxes, a row a tier; each factor with its ID; all in one row.
    Below it what the signs mean, where that fits. In a narrow window it is words alone.
    """
    if width < DRAWN_FROM:
        told = [row for tier in board.tiers for row in wrap(tier.in_words, width - 1)]
        return [f" {row}" for row in told] if len(told) <= rows else []
    for form in _FORMS:
        lines = form(board, width)
        if 0 < len(lines) <= rows and all(line.width <= width for line in lines):
            legend = _legend(board, width, boxed=form is _side_by_side)
            shown = legend if len(lines) + len(legend) <= rows else []
            return [*_with_states(lines, width), *shown]
    return []


# The forms, each in as many columns as it takes; no line: it cannot say this board


def _side_by_side(board: Board, width: int) -> list[_Line]:
    """A ruler; a row a tier, in which each letter's factors have columns of their own."""
    tiers = [_groups(tier) for tier in board.tiers]
    columns = [
        [groups[at] for groups in tiers if at < len(groups)] for at in range(max(map(len, tiers), default=0))
    ]
    if any(len({group.letter for group in column}) > 1 for column in columns[1:]):
        return []  # a ruler has one letter above a column
    lasts = [max(group.last for group in column) for column in columns]
    label = _label_width(board)
    rulers = [_ruler(column, with_letter=at > 0) for at, column in enumerate(columns)]
    lines = [_Line([(" " * label + " ".join(rulers), "hint")])]
    for groups in tiers:
        pieces = _label(groups[0], label)
        for at, group in enumerate(groups):
            is_last = at == len(groups) - 1
            pieces += _boxed(group, group.last if is_last else lasts[at])
            pieces += [] if is_last else [(" ", "")]
        lines.append(_Line(pieces, groups[0].tier))
    return lines


def _unruled(board: Board, width: int) -> list[_Line]:
    """A row a tier, without boxes."""
    label = _label_width(board)
    return [
        _Line([*_label(groups[0], label), *_apart(map(_bare, groups), " ")], groups[0].tier)
        for groups in filter(None, map(_groups, board.tiers))
    ]


def _named(board: Board, width: int) -> list[_Line]:
    """Each factor with its ID, in as many rows as it takes: however many there are, and however they are numbered."""
    label = _label_width(board)
    each = max(cells(factor.id) for tier in board.tiers for factor in tier.factors) + len(" S ")
    many = max((width - label) // each, 1)
    lines: list[_Line] = []
    for tier in board.tiers:
        for at in range(0, len(tier.factors), many):
            pieces: list[Piece] = [(" " * label, "")] if at else _label(_groups(tier)[0], label)
            for factor in tier.factors[at : at + many]:
                text, tone = _sign(factor, tier)
                pieces += [(f"{factor.id} ", ""), (f"{text:<{each - cells(factor.id) - 1}}", tone)]
            lines.append(_Line(pieces))
    return lines


def _in_one_row(board: Board, width: int) -> list[_Line]:
    """All tiers in one row, without boxes."""
    tiers = [
        [_title(groups[0]), (" ", ""), *_apart(map(_bare, groups), " ")]
        for tier in board.tiers
        if (groups := _groups(tier))
    ]
    return [_Line([(" ", ""), *_apart(tiers, _APART)])]


_Form = Callable[[Board, int], list[_Line]]
_FORMS: tuple[_Form, ...] = (_side_by_side, _unruled, _named, _in_one_row)


# Their parts


def _groups(tier: BoardTier) -> list[_Group]:
    """The factors of a tier by the letters of their IDs, as these first come: Y, V."""
    found: dict[str, dict[int, BoardFactor]] = {}
    for factor in tier.factors:
        found.setdefault(factor.id[0], {})[int(factor.id[1:])] = factor
    return [_Group(tier, letter, factors) for letter, factors in found.items()]


def _label_width(board: Board) -> int:
    """Of the titles, with a blank on either side."""
    return max(cells(_title(groups[0])[0]) + 2 for tier in board.tiers if (groups := _groups(tier)))


def _title(group: _Group) -> Piece:
    """A tier's title, with the letter of its factors where it has another; in its tone where one is marked."""
    tier = group.tier
    words = tier.title if tier.title.startswith(group.letter) else f"{tier.title} {group.letter}"
    return words, TIER_TONES[tier.name] if any(each.counts for each in tier.factors) else ""


def _label(group: _Group, width: int) -> list[Piece]:
    """What a tier's row begins with, in so many columns."""
    title, tone = _title(group)
    return [(" ", ""), (title, tone), (" " * (width - 1 - cells(title)), "")]


def _sign(factor: BoardFactor, tier: BoardTier) -> Piece:
    """What is marked has the tier's tone; what was only marked has none, so that it is no mark at a glance."""
    if factor.mark:
        return factor.sign, TIER_TONES[tier.name] if factor.counts else ""
    return factor.sign, "hint"


def _bare(group: _Group) -> Iterator[Piece]:
    """A column a number."""
    for number in range(1, group.last + 1):
        yield _sign(group.factors[number], group.tier) if number in group.factors else (" ", "")


def _boxed(group: _Group, last: int) -> Iterator[Piece]:
    """Three columns a number, up to a last one."""
    for number in range(1, last + 1):
        factor = group.factors.get(number)
        if factor is None:
            yield " " * _BOX, ""
            continue
        sign, tone = _sign(factor, group.tier)
        yield _in_box(sign, factor), tone


def _in_box(sign: str, factor: BoardFactor) -> str:
    return f"({sign})" if factor.aside else f"[{sign}]" if factor.mark else f" {sign} "


def _ruler(groups: Sequence[_Group], *, with_letter: bool) -> str:
    """The numbers above boxes."""
    numbers = {number for group in groups for number in group.factors}
    letter = groups[0].letter if with_letter else ""
    return "".join(
        f"{f'{letter}{number}' if number in numbers else '':>2}".ljust(_BOX)
        for number in range(1, max(numbers) + 1)
    )


def _apart(parts: Iterable[Iterable[Piece]], by: str) -> Iterator[Piece]:
    """The pieces of several parts, with something between two of them."""
    for at, part in enumerate(parts):
        if at:
            yield by, ""
        yield from part


def _with_states(lines: Sequence[_Line], width: int) -> Iterator[Row]:
    """The rows, each tier's with its state in words where they fit: all in one column, or each behind its factors."""
    column = max(line.width for line in lines)
    told = [line for line in lines if line.tier]
    together = all(_fitting(line.tier, width - column) == line.tier.beside[0] for line in told if line.tier)
    for line in lines:
        at = column if together else line.width
        words = _fitting(line.tier, width - at) if line.tier else ""
        yield [*line.pieces, (" " * (at - line.width) + _APART + words, "")] if words else line.pieces


def _fitting(tier: BoardTier, room: int) -> str:
    """The longest of what can be said of its state; empty: none has room."""
    return next((words for words in tier.beside if len(_APART) + cells(words) <= room), "")


def _legend(board: Board, width: int, *, boxed: bool) -> list[Row]:
    """What the signs mean, in rows."""
    rows, row = [], ""
    for meaning, signs in board.legend.items():
        shown = [f"({sign})" if boxed and sign.islower() else sign for sign in signs]
        words = f"{' '.join(shown)} {meaning}"
        if row and cells(f"{row}{_APART}{words}") > width:
            rows.append(row)
            row = ""
        row = f"{row}{_APART}{words}" if row else f" {words}"
    rows.append(row)
    return [[(row, "hint")] for row in rows]
