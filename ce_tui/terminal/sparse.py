"""The bytes that turn what a terminal shows into what it should show. Nothing of Textual here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from itertools import groupby

from ce_tui.terminal.differences import (
    ERASE,
    SHIFT,
    blanks_from,
    differing_columns,
    is_break,
    shifted_line,
    uniform_tail,
)
from ce_tui.terminal.frame import Frame, FrameRow, blank_rows
from ce_tui.terminal.looks import Look, LookBook
from ce_tui.terminal.pen import Abilities, Pen

_JUMP = 4
"""So many unchanged cells are as cheap to send again as to jump over."""
_FEW = 6
"""Lines are moved within where at most so many changed, as they do while someone types."""
_MANY = 5
"""Where so many lines were painted, some may have been scrolled."""
_MUCH = 250
"""A change of so many bytes is weighed against scrolling what is there first."""
_LITTLE = 500
"""Where scrolling first takes no more bytes, nothing else is weighed against it: the rest are words that are new."""
_LARGE = 1000
"""A change of so many bytes is weighed against clearing the screen first, and against drawing one look for itself."""
_AS_TYPED = 3
"""A cursor that goes right by at most so many cells is taken for a letter typed (by Fenrir), and so is what changed."""


def is_as_typed(sent: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """Whether a cursor that goes there from where it was `sent`, beside other words, is taken for a letter typed."""
    return 0 < wanted[0] - sent[0] <= _AS_TYPED


class SparseTerminal:
    """A terminal's screen as we last left it. `frame` is painted on; `differences()` catches the terminal up."""

    def __init__(self, width: int, height: int, looks: LookBook, abilities: Abilities, encoding: str) -> None:
        self.frame = Frame(width, height, looks, encoding)
        self._looks = looks
        self._abilities = abilities
        self._encoding = encoding
        self._wanted = abilities
        self._shown: list[FrameRow] | None = None
        self._pen = Pen(width, looks, abilities)
        self._cursor: tuple[int, int] | None = None
        self._wanted_cursor: tuple[int, int] | None = None

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Column and row of the terminal's cursor; None where nobody knows."""
        return self._cursor

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in cells."""
        return self.frame.width, self.frame.height

    def be_plain(self, plain: bool) -> None:
        """Move no lines about and insert or delete nothing within them, as some screen readers misunderstand that."""
        able = self._abilities
        self._wanted = Abilities(able.erases_in_colour, False, False) if plain else able
        self._pen = Pen(self.frame.width, self._looks, self._wanted)
        self.forget()

    def resize(self, width: int, height: int) -> None:
        """Begin with an empty frame of another size."""
        if self.size != (width, height):
            self.frame = Frame(width, height, self._looks, self._encoding)
            self._pen = Pen(width, self._looks, self._wanted)
            self.forget()

    def blank(self) -> None:
        """Begin with an empty frame, and send everything again."""
        self.frame = Frame(self.frame.width, self.frame.height, self._looks, self._encoding)
        self.forget()

    def forget(self) -> None:
        """Someone else may have written on the terminal: the next time everything is sent again."""
        self._shown = None
        self._cursor = None
        self._pen.look = None

    @property
    def changed_rows(self) -> list[int]:
        """The lines of the frame that the terminal shows differently."""
        if self._shown is None:
            return list(range(self.frame.height))
        return [y for y in self.frame.changed if not self.frame.rows[y].shows_as(self._shown[y])]

    def differences(
        self, cursor: tuple[int, int], only_row: int | None = None, *, exactly: bool = True
    ) -> str:
        """What to send so that the terminal shows the frame, with its cursor at column and row `cursor`.

        `only_row`: that line alone; the others are sent the next time. Where it need not be there `exactly`, the
        cursor may stand a little further right, and moves are told in a way that a screen reader does not take for
        typing.
        """
        is_another = not exactly and self._is_scrolled_under(cursor)
        before, self._wanted_cursor = self._wanted_cursor, cursor
        if not exactly:
            cursor = self._not_as_typed(cursor, before)
        if self._shown is None:
            self._pen = self._redrawn()
        elif only_row is not None:
            self._pen = self._pen.begin()
            self._draw_row(self._pen, only_row, self._shown[only_row], may_shift=True)
        elif self.frame.changed:
            self._pen = self._changed(self._shown)
        else:
            self._pen = self._pen.begin()
        if is_another and self.frame.rows[0].characters[0] == " ":
            self._pen.retouch(self.frame.rows[0].looks[0])
        self._catch_up(only_row)
        if self._pen.written or cursor != self._cursor:
            self._pen.goto(*cursor)
            self._cursor = cursor
        return self._pen.written

    def cursor_to(self, cursor: tuple[int, int]) -> str:
        """What to send so that the cursor alone is elsewhere."""
        self._pen = self._pen.begin()
        self._pen.goto(*cursor)
        self._cursor, self._wanted_cursor = cursor, None
        return self._pen.written

    def _not_as_typed(self, wanted: tuple[int, int], before: tuple[int, int] | None) -> tuple[int, int]:
        """Where to put the cursor beside what changes: not so near at the right that it looks as if it was typed.

        `before`: where it was wanted the last time.
        """
        now = self._cursor
        x, y = wanted
        on_mark = x > 0 and self.frame.rows[y].characters[x - 1] in ("[", "(")
        if now is None or on_mark:  # who feels a mark has the cursor on it
            return wanted
        if wanted == before:
            return now
        if is_as_typed(now, wanted) and self.changed_rows:
            return min(now[0] + _AS_TYPED + 1, self.frame.width - 1), wanted[1]
        return wanted

    def _is_scrolled_under(self, cursor: tuple[int, int]) -> bool:
        """Whether lines move past the cursor, which stays: after an arrow key Fenrir takes that for a shell's history,
        and says the cursor's line alone, unless the look of a cell has changed, too."""
        y = cursor[1]
        if self._shown is None or cursor != self._wanted_cursor or not 0 < y < self.frame.height - 1:
            return False
        return all(not self.frame.rows[each].shows_as(self._shown[each]) for each in (y - 1, y, y + 1))

    def _changed(self, shown: list[FrameRow]) -> Pen:
        moved = self._scrolled(shown) if len(self.frame.changed) >= _MANY else None
        if moved is not None and len(moved.written) <= _LITTLE:
            return moved
        pen = self._pen.begin()
        for y in sorted(self.frame.changed):
            self._draw_row(pen, y, shown[y], may_shift=len(self.frame.changed) <= _FEW)
        if moved is not None and len(pen.written) > _MUCH:
            pen = min(moved, pen, key=lambda each: len(each.written))
        if len(pen.written) > _LARGE:
            others = [self._in_rounds(shown, rounds) for rounds in (1, 2, 3, 4)]
            pen = min(pen, *others, key=lambda each: len(each.written))
            redrawn = self._redrawn()
            if len(redrawn.written) * 4 < len(pen.written) * 3:
                return redrawn
        return pen

    def _in_rounds(self, shown: list[FrameRow], rounds: int) -> Pen:
        """The same change with so many looks before all others, each by itself: a number in a colour of its own before
        each line of a list costs up to 38 bytes a line otherwise, from the one colour to the other and back.

        Last comes the look of most words, in which the next key's answer is likely to be written.
        """
        pen, changed = self._pen.begin(), sorted(self.frame.changed)
        runs = Counter(look for y in changed for look, _ in groupby(self.frame.rows[y].looks))
        alone = [look for look, _ in runs.most_common() if look.foreground][1 : rounds + 1]
        for drawn in (*alone, None):
            for y in changed:
                looks = self.frame.rows[y].looks
                columns = {
                    x
                    for x, look in enumerate(looks)
                    if (look is drawn if drawn is not None else not any(look is each for each in alone))
                }
                self._draw_row(pen, y, shown[y], among=columns)
        return pen

    def _scrolled(self, shown: list[FrameRow]) -> Pen | None:
        """The same change by scrolling some lines first; None where none moved, or the terminal cannot do that."""
        from ce_tui.terminal.scrolling import find_scroll, scrolled

        pen = self._pen.begin()
        if not pen.can_scroll or (scroll := find_scroll(shown, self.frame.rows)) is None:
            return None
        pen.scroll(*scroll, height=self.frame.height)
        fresh = blank_rows(self.frame.width, self.frame.height, self._looks.plain)
        for y, before in enumerate(scrolled(shown, scroll, fresh)):
            self._draw_row(pen, y, before)
        return pen

    def _redrawn(self) -> Pen:
        pen = self._pen.begin()
        ground = self._ground(pen)
        pen.clear(ground)
        for y, row in enumerate(blank_rows(self.frame.width, self.frame.height, ground)):
            self._draw_row(pen, y, row)
        return pen

    def _ground(self, pen: Pen) -> Look:
        """The most frequent look of a blank, as far as the terminal can erase to it."""
        blanks = Counter(
            look
            for row in self.frame.rows
            for character, look in zip(row.characters, row.looks, strict=True)
            if character == " "
        )
        return next((look for look, _ in blanks.most_common() if pen.can_erase(look)), self._looks.plain)

    def _catch_up(self, only_row: int | None = None) -> None:
        if self._shown is None:
            self._shown = [row.copy() for row in self.frame.rows]
            only_row = None
        caught_up = self.frame.changed if only_row is None else {only_row}
        for y in caught_up:
            self._shown[y] = self.frame.rows[y].copy()
        self.frame.changed -= caught_up.copy()

    def _draw_row(
        self,
        pen: Pen,
        y: int,
        before: FrameRow,
        *,
        may_shift: bool = False,
        among: AbstractSet[int] | None = None,
    ) -> None:
        """Send the cells of line `y` that differ from `before`; if it `may_shift`, after moving what is there.

        `among`: those of these columns alone.
        """
        row = self.frame.rows[y]
        if row.shows_as(before):
            return
        differing = differing_columns(before, row)
        if (
            may_shift
            and len(differing) > SHIFT
            and pen.can_edit_lines
            and (moved := shifted_line(before, row, differing))
        ):
            count, before = moved
            pen.goto(differing[0], y)
            pen.shift(count)
            differing = differing_columns(before, row)
        if among is not None:
            differing = [x for x in differing if x in among]
        wanted = set(differing)
        tail = uniform_tail(row)
        x = -1
        for start in differing:
            if start < x:
                continue
            self._approach(pen, start, y, row)
            look = row.looks[start]
            if start >= tail and pen.can_erase(look) and differing[-1] - start >= 3:
                pen.erase_to_end(look)
                return
            x = self._draw_from(pen, start, row, wanted)

    def _approach(self, pen: Pen, x: int, y: int, row: FrameRow) -> None:
        """Move to column `x`, over a small gap by sending what is there again."""
        if pen.y == y and pen.x is not None and 0 < x - pen.x <= _JUMP:
            gap = row.characters[pen.x : x]
            if all(c and c.isascii() and pen.suits(c, row.looks[i]) for i, c in enumerate(gap, pen.x)):
                pen.write_on(gap)
                return
        pen.goto(x, y)

    def _draw_from(self, pen: Pen, start: int, row: FrameRow, differing: set[int]) -> int:
        """Send the cell at `start` and those after it that differ and look the same: the column after them."""
        look = row.looks[start]
        if (blanks := blanks_from(start, row)) >= ERASE and pen.can_edit_lines and pen.can_erase(look):
            last = max(x for x in range(start, start + blanks) if x in differing)
            if last + 1 - start >= ERASE:
                pen.erase(last + 1 - start, look)
                return last + 1
        end = start + 1
        characters, looks, blank = row.characters, row.looks, self._looks.blank(look)
        while end in differing:
            character, before = characters[end], characters[end - 1]
            if looks[end] is not look and (character != " " or looks[end] is not blank):
                break
            if (character == " " or before == "" or not before.isascii()) and is_break(end, row):
                break
            end += 1
        pen.write(characters[start:end], look)
        return end
