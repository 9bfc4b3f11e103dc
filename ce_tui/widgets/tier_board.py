"""The tiers at a glance, the pane beside a section, and the strip of the sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, takewhile
from typing import NamedTuple

from textual.geometry import Size
from textual.widget import Widget

from ce_tui.core.words.outcomes import Board, BoardFactor, BoardTier, StripCell
from ce_tui.core.words.plain import TextBlock, TextEntry
from ce_tui.widgets.header_line import PlainLines, rule
from ce_tui.widgets.item_rows import Item, ItemRows
from ce_tui.widgets.room import DRAWN_FROM, around, body_columns, is_quiet
from ce_tui.widgets.wrapping import CUT, TIER_TONES, WIDEST, Piece, Row, cells, fit, fitted, row_width, wrap

_BOX = 3  # columns of a factor that has a box
_APART = "  "


class _Line(NamedTuple):
    """A row of a form; `tier`: whose state can stand at its end."""

    pieces: Sequence[Piece]
    tier: BoardTier | None = None

    @property
    def width(self) -> int:
        return row_width(self.pieces)


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
    tiers = [groups for groups in map(_groups, board.tiers) if groups]
    label = max(cells(_title(groups[0])[0]) + 2 for groups in tiers)  # a blank on either side of a title
    for form in _FORMS:
        lines = form(tiers, label, width)
        if 0 < len(lines) <= rows and all(line.width <= width for line in lines):
            legend = _legend(board, width, boxed=form is _side_by_side)
            shown = legend if len(lines) + len(legend) <= rows else []
            return [*_with_states(lines, width), *shown]
    return []


# The forms, each in as many columns as it takes; no line: it cannot say this board. `label`: columns of the titles

_Tiers = Sequence[Sequence[_Group]]


def _side_by_side(tiers: _Tiers, label: int, width: int) -> list[_Line]:
    """A ruler; a row a tier, in which each letter's factors have columns of their own."""
    columns = [[groups[at] for groups in tiers if at < len(groups)] for at in range(max(map(len, tiers)))]
    if any(len({group.letter for group in column}) > 1 for column in columns[1:]):
        return []  # a ruler has one letter above a column
    lasts = [max(group.last for group in column) for column in columns]
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


def _unruled(tiers: _Tiers, label: int, width: int) -> list[_Line]:
    """A row a tier, without boxes."""
    return [
        _Line([*_label(groups[0], label), *_apart(map(_bare, groups), " ")], groups[0].tier)
        for groups in tiers
    ]


def _named(tiers: _Tiers, label: int, width: int) -> list[_Line]:
    """Each factor with its ID, in as many rows as it takes: however many there are, and however they are numbered."""
    each = max(cells(factor.id) for groups in tiers for factor in groups[0].tier.factors) + len(" S ")
    many = max((width - label) // each, 1)
    lines: list[_Line] = []
    for groups in tiers:
        tier = groups[0].tier
        for at in range(0, len(tier.factors), many):
            pieces: list[Piece] = [(" " * label, "")] if at else _label(groups[0], label)
            for factor in tier.factors[at : at + many]:
                text, tone = _sign(factor, tier)
                pieces += [(f"{factor.id} ", ""), (f"{text:<{each - cells(factor.id) - 1}}", tone)]
            lines.append(_Line(pieces))
    return lines


def _in_one_row(tiers: _Tiers, label: int, width: int) -> list[_Line]:
    """All tiers in one row, without boxes."""
    titled = ([_title(groups[0]), (" ", ""), *_apart(map(_bare, groups), " ")] for groups in tiers)
    return [_Line([(" ", ""), *_apart(titled, _APART)])]


_FORMS: tuple[Callable[[_Tiers, int, int], list[_Line]], ...] = (_side_by_side, _unruled, _named, _in_one_row)


# Their parts


def _groups(tier: BoardTier) -> list[_Group]:
    """The factors of a tier by the letters of their IDs, as these first come: Y, V."""
    found: dict[str, dict[int, BoardFactor]] = {}
    for factor in tier.factors:
        found.setdefault(factor.id[0], {})[int(factor.id[1:])] = factor
    return [_Group(tier, letter, factors) for letter, factors in found.items()]


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
        yield f"({sign})" if factor.aside else f"[{sign}]" if factor.mark else f" {sign} ", tone


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


_EDGES = 3
"""Cells of the pane beside its text: the rule at its left, and a blank on either side."""
_HANGING = 2
"""Cells by which the further rows of what is shown whole stand further in."""


class SidePane(PlainLines):
    """A block of words beside the body, as many columns wide as the window leaves; none where it is narrow."""

    def __init__(self) -> None:
        super().__init__(widget_id="beside")
        self._block: TextBlock | None = None

    def say(self, block: TextBlock | None) -> None:
        """Show this block; None: nothing."""
        if block != self._block:
            self._block = block
            self.lay_out()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """What the body leaves of the window."""
        return viewport.width - body_columns(viewport.width)

    def lay_out(self) -> None:
        width, height = self.size
        if self._block is None or not (width and height):
            self.show([])
            return
        edge: Sequence[Piece] = (("│" if around(self).draws_lines else "|", "rule"), (" ", ""))
        text = min(width - _EDGES, WIDEST)
        rows = pane_rows(self._block, text, height)
        self.show([[*edge, *fitted(row, text)] for row in [*rows, *[""] * (height - len(rows))]])


def pane_rows(block: TextBlock, width: int, height: int) -> list[Row]:
    """A block in rows of a width, at most so many: what has no room is left out, and "..." says so.

    A number to phone is never parted, and the heading does not stand alone.
    """
    groups: list[list[Row]] = [[]]  # the rows of a group are shown together or not at all
    groups[0] += [[(row, "heading")] for row in wrap(block.heading, width)]
    for number, entry in enumerate(block.entries):
        rows = _entry_rows(entry, width)
        together = rows if entry.whole else rows[:1]
        if number == 0:
            groups[0] += together
        else:
            groups.append(together if entry.whole else ["", *together])
        groups += [[row] for row in rows[len(together) :]]
    shown = [*chain(*groups)]
    if len(shown) <= height:
        return shown
    ends = [end for end in accumulate(map(len, groups)) if end < height]
    return [*shown[: ends[-1] if ends else 0], [(CUT, "hint")]]


def _entry_rows(entry: TextEntry, width: int) -> list[Row]:
    """A paragraph in rows, its lead in a tone of its own; the further rows of one that is whole stand further in."""
    if not entry.whole:
        return [*wrap(entry.text, width)]
    first, *further = wrap(entry.text, width - _HANGING)
    lead = entry.lead if first.startswith(entry.lead) else ""
    return [[(lead, "heading"), (first[len(lead) :], "")], *(" " * _HANGING + row for row in further)]


_SIGN = 2
"""Cells of a sign: where one is counted in two digits, no other moves."""


def strip_row(sections: Sequence[StripCell], width: int) -> list[Piece]:
    """The sections in their order: with their numbers if they fit, else their names alone.

    Else the current one says which it is, in words alone: "[Yellow] (2 of 8)".
    """
    for numbers in (True, False) if width >= DRAWN_FROM else ():
        row = _strip_row(sections, numbers=numbers)
        if row_width(row) <= width:
            return row
    here = next((at for at, each in enumerate(sections) if each.current), 0)
    name, place = sections[here].name, f" ({here + 1} of {len(sections)})"
    room = max(width - len("[]") - len(place), 0)
    return [(f"[{fit(name, room).rstrip()}]", "here"), (place, "")]


def _strip_row(sections: Sequence[StripCell], *, numbers: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for section in sections:
        words = f"{section.number} " if numbers else ""
        if section.current:
            pieces += [(f"[{words}{section.name}]", "here"), (" " * _SIGN, "")]
        else:
            said = f"{section.name} {section.sign}".rstrip()
            room = " " * (cells(section.name) + 1 + _SIGN - cells(said))
            pieces += [(f" {words}", ""), (said, TIER_TONES.get(section.tier, "")), (room, "")]
    *others, (last, tone_of_last) = pieces
    return [*others, (last.rstrip(), tone_of_last)]


_KEPT, _IN_COLUMNS = 17, 80
"""Rows that a list keeps before there is room for a board, in so many columns: as many as it has in 24 rows."""
_ALERT = "!!"
"""The head of an alert in a list."""


class TierBoard(PlainLines):
    """The board above a screen's list, which keeps as many rows as it has in a terminal of 80 by 24.

    So there is none in such a terminal, and none in the display for screen readers: the list says all of it. In fewer
    columns it is words alone. Where an alert leads the list the board stands below it: alerts stand first (rule 16 of
    the design).
    """

    def __init__(self) -> None:
        super().__init__(widget_id="tier-board")
        self._board: Board | None = None
        self._page: Sequence[Item] = ()
        self._last = False  # whether it stands below the list

    def tell(self, board: Board, items: Sequence[Item]) -> None:
        """Draw this one from now on, beside these items: those before their first heading stay in sight with it."""
        # Last one with nothing but the widest head: beside it all texts begin.
        widest = max((item.head for item in items if not item.heading), key=cells, default="")
        page = takewhile(lambda item: not item.heading, items)
        self._board, self._page = board, [*page, Item("", "", head=widest)]
        last = bool(items) and items[0].head == _ALERT
        if last != self._last and isinstance(self.parent, Widget):
            self._last = last
            at = self.parent.children.index(self)  # the list is its neighbour
            if last:
                self.parent.move_child(self, after=at + 1)
            else:
                self.parent.move_child(self, before=at - 1)
        drawn = self._drawn(self.size.width, self._room(self.container_size))
        if len(drawn) != self.size.height and not is_quiet(self):
            self.refresh(layout=True)
        self.lay_out()

    def lay_out(self) -> None:
        self.show(self._drawn(self.size.width, self.size.height))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of the board in the room that the list leaves."""
        return len(self._drawn(width, self._room(container)))

    def _room(self, container: Size) -> int:
        """What the list does not keep; where there are fewer columns the same words take more rows."""
        width, height = container
        if height <= _KEPT or not width:
            return 0
        kept = max(_KEPT, -(-_KEPT * _IN_COLUMNS // width), len(ItemRows(self._page, width)) - 1)
        return max(height - kept, 0)

    def _drawn(self, width: int, room: int) -> list[Row]:
        """The board, and between it and the list a rule where there is a row for one."""
        rows = board_rows(self._board, width, room) if self._board and width else []
        if rows and len(rows) < room:
            rows.insert(0 if self._last else len(rows), rule(self, width))
        return rows
