"""The bytes that turn what a terminal shows into what it should show. Nothing of Textual here."""

from __future__ import annotations

from collections import Counter
from operator import ne
from typing import Any, NamedTuple

from ce_tui.terminal.cells import (
    MOST_COLUMNS,
    Frame,
    FrameRow,
    Look,
    StyleTable,
    blank_rows,
    differing_columns,
    is_certain,
)

_JUMP = 4
"""So many unchanged cells are as cheap to send again as to jump over."""
_ERASE, _ERASE_WITHIN = 4, 9
"""From so many blanks on at the end of a line, and within it, erasing is cheaper than writing them."""
_SHIFT = 14
"""From so many differing cells on, moving the rest of the line is considered."""
_FARTHEST = 20
"""The rest of a line is moved by at most so many cells."""
_FEW = 6
"""Cells are moved within their lines if at most so many lines changed, as while someone types."""
_THERE_AND_BACK = 30
"""A look that many lines have is drawn by itself if changing to it and back takes more bytes than these."""
_MANY = 5
"""If so many lines changed, some may have been scrolled."""
_FEWEST = 3
"""So many lines at least must have moved for it to be worth telling the terminal."""
_AS_TYPED = 3
"""A cursor that goes right by at most so many cells is taken for a letter typed (by Fenrir), and so is what changed."""
_WITH_ERASE_COLOUR = (
    "xterm", "linux", "tmux", "rxvt", "putty", "konsole", "vte", "gnome", "alacritty", "foot", "kitty", "st-",
    "ms-terminal",
)  # fmt: skip


def is_as_typed(sent: tuple[int, int], wanted: tuple[int, int]) -> bool:
    """Whether a screen reader takes the cursor's move from `sent` to `wanted` for a letter typed."""
    return 0 < wanted[0] - sent[0] <= _AS_TYPED


class Abilities(NamedTuple):
    """What a terminal can do beyond moving its cursor and erasing, if used here."""

    erases_in_colour: bool
    """Erasing leaves cells in the current background (terminfo's bce). GNU screen does not."""
    edits_lines: bool
    """ECH, ICH and DCH are known: erasing within a line, pushing and pulling the rest of it."""
    scrolls: bool
    """Some of the lines may be scrolled (DECSTBM). tmux and GNU screen know it too, but where their alternate screen
    is switched off they keep lines that leave any region in their scrollback: there nothing is scrolled."""

    @classmethod
    def of(cls, term: str) -> Abilities:
        """What the terminal named by TERM can do; an unknown one, little."""
        modern = term.startswith(_WITH_ERASE_COLOUR)
        edits_lines = modern or term.startswith(("screen", "vt2", "vt3", "vt4", "vt5"))
        scrolls = (edits_lines or term.startswith("vt1")) and not term.startswith(("tmux", "screen"))
        return cls(modern, edits_lines, scrolls)


class Scroll(NamedTuple):
    """Lines `top` to `bottom`, both included, move up by `by` (negative: down)."""

    top: int
    bottom: int
    by: int


class Pen:
    """A terminal's cursor and current look, and the bytes that are to go there.

    `x` is None where terminals may disagree about the column: beside the right margin, or after a character
    whose width is not certain. Each batch of output finds its first place absolutely, so whatever else moved
    the cursor in between does no harm.
    """

    def __init__(self, width: int, looks: StyleTable, abilities: Abilities) -> None:
        self.x: int | None = None
        self.y: int | None = None
        self.look: Look | None = None
        self._width = width
        self._looks = looks
        if width >= MOST_COLUMNS:  # the window may go on at the right: nothing is pushed or coloured there
            abilities = abilities._replace(erases_in_colour=False, edits_lines=False)
        self.abilities = abilities
        self._out: list[str] = []
        self._touched = False

    def begin(self) -> None:
        """Begin a new batch: nothing written, its first movement absolute."""
        self._out.clear()
        self.x = self.y = None

    @property
    def written(self) -> str:
        """The batch so far."""
        return "".join(self._out)

    def goto(self, x: int, y: int) -> None:
        """Move the cursor."""
        if (self.x, self.y) == (x, y):
            return
        row = f"{y + 1}" if y else ""
        ways = [f"\x1b[{row};{x + 1}H" if x else f"\x1b[{row}H"]
        if y == self.y:
            ways.append("\r" + _right(x))
            if self.x is not None:
                ways.append(_right(x - self.x) if x > self.x else "\b" * (self.x - x))
        elif self.y is not None and y == self.y + 1:
            ways.append("\n" if x == self.x else "\r\n" + _right(x))
        self._out.append(min(ways, key=len))
        self.x, self.y = x, y

    def write(self, characters: list[str], look: Look) -> None:
        """Write cells from here in one look; blanks among them may have what `suits` it."""
        if all(character == " " for character in characters):
            self._wear_for_blanks(look)
        else:
            self._wear(look)
        self.write_on(characters)

    def write_on(self, characters: list[str]) -> None:
        """Write cells from here in the present look."""
        text = "".join(characters)
        self._out.append(text)
        end = None if self.x is None else self.x + len(characters)
        self.x = end if end is not None and end < self._width and is_certain(text) else None

    def suits(self, character: str, look: Look) -> bool:
        """Whether `character` comes out in `look` as we write now: of a blank less is seen than of a letter."""
        return self.look is look or (
            character == " " and self.look is not None and self._looks.blank(self.look) is look
        )

    def can_erase(self, look: Look) -> bool:
        """Whether an erased cell comes out as a blank in `look`."""
        return look is self._looks.plain or (
            self.abilities.erases_in_colour and not look.attributes and not look.foreground
        )

    def erase(self, look: Look, count: int | None = None) -> None:
        """Erase `count` cells from here, or the rest of the line; the cursor stays."""
        self._wear_for_blanks(look)
        self._out.append("\x1b[K" if count is None else f"\x1b[{count}X")

    def shift(self, by: int) -> None:
        """Push the rest of the line by so many cells to the right (negative: pull it to the left); the cursor stays.

        What comes free has no certain look.
        """
        self._out.append("\x1b[" + (str(abs(by)) if abs(by) > 1 else "") + ("@" if by > 0 else "P"))

    def scroll(self, scroll: Scroll, height: int) -> None:
        """Move some lines of a screen of `height` lines. Those that come free are plain blanks.

        Setting the margins moves the cursor home, so its place is given absolutely before and after. They are taken
        back twice: by number, as pyte before 0.8.1 (the screen that Debian's Fenrir reads) keeps the lower one
        otherwise; and without, should the window have grown meanwhile.
        """
        top, bottom, by = scroll
        self._wear(self._looks.plain)
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        edge = bottom if by > 0 else top
        self._out.append(f"\x1b[{edge + 1}H" + ("\n" if by > 0 else "\x1bM") * abs(by))
        self._out.append(f"\x1b[1;{height}r\x1b[r")
        self.x = self.y = None

    def retouch(self, look: Look) -> None:
        """Give the blank in the upper left corner, in `look`, more of a look: as little of it is seen as of the last.

        Bold and red take turns, so that it is another each time, also where it was drawn anew in between.
        """
        self._touched = not self._touched
        self.goto(0, 0)
        self._wear(look)
        self._out.append(f"\x1b[{'1' if self._touched else '31'}m ")
        self.look = self.x = self.y = None

    def clear(self, look: Look) -> None:
        """Erase the whole screen."""
        self.look = None
        self._wear(look)
        self._out.append("\x1b[2J")

    def _wear(self, look: Look) -> None:
        if way := self._looks.way(self.look, look):
            self._out.append(way)
            self.look = look

    def _wear_for_blanks(self, look: Look) -> None:
        if not self.suits(" ", look):
            self._wear(self._looks.blank_like(self._looks.blank(look), self.look))


def _right(count: int) -> str:
    return "" if count == 0 else "\x1b[C" if count == 1 else f"\x1b[{count}C"


class SparseTerminal:
    """A terminal's screen as we last left it. `frame` is painted on; `differences()` catches the terminal up."""

    def __init__(
        self, width: int, height: int, looks: StyleTable, abilities: Abilities, encoding: str
    ) -> None:
        self.frame = Frame(width, height, looks, encoding)
        self.cursor: tuple[int, int] | None = None
        """Column and row of the terminal's cursor; None where nobody knows."""
        self._looks = looks
        self._abilities = abilities
        self._encoding = encoding
        self._wanted = abilities
        self._shown: list[FrameRow] | None = None
        self._pen = Pen(width, looks, abilities)
        self._wanted_cursor: tuple[int, int] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in cells."""
        return self.frame.width, self.frame.height

    def be_plain(self, plain: bool) -> None:
        """Move nothing about, neither lines nor within them, as some screen readers misunderstand that."""
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
        self.frame = Frame(*self.size, self._looks, self._encoding)
        self.forget()

    def forget(self) -> None:
        """Someone else may have written on the terminal: the next time everything is sent again."""
        self._shown = None
        self.cursor = None
        self._pen.look = None

    @property
    def changed_rows(self) -> list[int]:
        """The lines of the frame that the terminal shows differently."""
        if self._shown is None:
            return list(range(self.frame.height))
        return [y for y in sorted(self.frame.changed) if self.frame.rows[y] != self._shown[y]]

    def differences(
        self, cursor: tuple[int, int], only_row: int | None = None, *, exactly: bool = True
    ) -> str:
        """What makes the terminal show the frame, with its cursor at column and row `cursor`.

        `only_row`: that line alone; the others are sent the next time. Where it need not be there `exactly`, the
        cursor may stand a little further right, and moves are told in a way that a screen reader does not take for
        typing.
        """
        is_another = not exactly and self._is_scrolled_under(cursor)
        before, self._wanted_cursor = self._wanted_cursor, cursor
        if not exactly:
            cursor = self._not_as_typed(cursor, before)
        pen = self._pen
        pen.begin()
        self._draw_changes(only_row)
        if is_another and self.frame.rows[0].characters[0] == " ":
            pen.retouch(self.frame.rows[0].looks[0])
        if pen.written or cursor != self.cursor:
            pen.goto(*cursor)
            self.cursor = cursor
        return pen.written

    def cursor_to(self, cursor: tuple[int, int]) -> str:
        """What moves the cursor alone."""
        self._pen.begin()
        self._pen.goto(*cursor)
        self.cursor, self._wanted_cursor = cursor, None
        return self._pen.written

    def _not_as_typed(self, wanted: tuple[int, int], before: tuple[int, int] | None) -> tuple[int, int]:
        """Where to put the cursor beside what changes: not so near at the right that it looks as if it was typed.

        `before`: where it was wanted the last time.
        """
        now = self.cursor
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
        return all(self.frame.rows[each] != self._shown[each] for each in (y - 1, y, y + 1))

    def _draw_changes(self, only_row: int | None) -> None:
        """Draw what changed, each cell once: on a cleared screen, or after a scroll where that moves most of it."""
        rows, changed = self.frame.rows, self.changed_rows
        if self._shown is None:
            self._shown = self._cleared()
        elif only_row is not None:
            changed = [y for y in changed if y == only_row]
        elif (
            len(changed) >= _MANY
            and self._pen.abilities.scrolls
            and (scroll := find_scroll(self._shown, rows))
        ):
            self._pen.scroll(scroll, self.frame.height)
            self._shown = scrolled(self._shown, scroll, self._looks.plain)
            changed = [y for y, row in enumerate(rows) if row != self._shown[y]]
        last = self._look_drawn_last(changed)
        for y in changed:
            columns = differing_columns(self._shown[y], rows[y])
            if len(changed) <= _FEW:
                columns = self._shifted(y, self._shown[y], columns)
            self._draw_row(y, [x for x in columns if rows[y].looks[x] is not last])
        for y in changed:
            if last is not None:
                columns = differing_columns(self._shown[y], rows[y])
                self._draw_row(y, [x for x in columns if rows[y].looks[x] is last])
            self._shown[y] = rows[y].copy()
        self.frame.changed = set() if only_row is None else self.frame.changed - {only_row}

    def _look_drawn_last(self, changed: list[int]) -> Look | None:
        """A look in so many lines that it is drawn by itself, after all others: a scroll bar in colours of its own.

        It costs up to 46 bytes a line otherwise, from the one look to the other and back.
        """
        rows = [self.frame.rows[y] for y in changed]
        lines = Counter(look for row in rows for look in dict.fromkeys(row.looks) if look.foreground)
        if len(lines) < 2:
            return None
        (most, _), (last, count), *_ = lines.most_common()
        ways = self._looks.way(most, last) + self._looks.way(last, most)
        return last if count > _FEW and len(ways) > _THERE_AND_BACK else None

    def _cleared(self) -> list[FrameRow]:
        """Clear the screen, to the most frequent look of a blank that the terminal can erase to: what it shows."""
        blanks = Counter(
            look
            for row in self.frame.rows
            for character, look in zip(row.characters, row.looks, strict=True)
            if character == " "
        )
        pen = self._pen
        ground = next((look for look, _ in blanks.most_common() if pen.can_erase(look)), self._looks.plain)
        pen.clear(ground)
        return blank_rows(*self.size, ground)

    def _shifted(self, y: int, before: FrameRow, differing: list[int]) -> list[int]:
        """Move the rest of line `y` from the first cell that differs on, if that saves much: columns that differ then.

        Not where terminals may disagree about the columns.
        """
        row, pen = self.frame.rows[y], self._pen
        is_ascii = "".join(before.characters + row.characters).isascii() and "" not in before.characters
        if len(differing) <= _SHIFT or not pen.abilities.edits_lines or not is_ascii:
            return differing
        start = differing[0]
        farthest = min(_FARTHEST, len(row.looks) - start - 1)

        def wrong(by: int) -> int:
            return sum(map(ne, shifted(before.characters, start, by, "\0"), row.characters))

        by = min(
            range(-farthest, farthest + 1), key=lambda by: wrong(by) if by else len(differing) - _SHIFT // 2
        )
        if by == 0:
            return differing
        pen.goto(start, y)
        pen.shift(by)
        characters = shifted(before.characters, start, by, "\0")
        return differing_columns(
            FrameRow(characters, shifted(before.looks, start, by, row.looks[start])), row
        )

    def _draw_row(self, y: int, differing: list[int]) -> None:
        """Send the cells of line `y` in these columns."""
        row, wanted, x = self.frame.rows[y], set(differing), 0
        for start in differing:
            if start >= x:
                self._approach(start, y, row)
                x = self._draw_from(start, row, wanted)

    def _approach(self, x: int, y: int, row: FrameRow) -> None:
        """Move to column `x`, over a small gap by sending what is there again."""
        pen = self._pen
        if pen.y == y and pen.x is not None and 0 < x - pen.x <= _JUMP:
            gap = row.characters[pen.x : x]
            if all(c and c.isascii() and pen.suits(c, row.looks[i]) for i, c in enumerate(gap, pen.x)):
                pen.write_on(gap)
                return
        pen.goto(x, y)

    def _draw_from(self, start: int, row: FrameRow, differing: set[int]) -> int:
        """Send the cell at `start` and those after it that differ and look the same: the column after them.

        It ends before blanks that may be erased, and behind a character of which terminals disagree how wide it is.
        """
        characters, looks, look, end = row.characters, row.looks, row.looks[start], start + 1
        if blanks := self._erasable(start, row):
            last = max(x for x in range(start, start + blanks) if x in differing) + 1
            if start + blanks == len(looks) and last - start >= _ERASE:
                self._pen.erase(look)
                return last
            if last - start >= _ERASE_WITHIN and self._pen.abilities.edits_lines:
                self._pen.erase(look, last - start)
                return last
        blank = self._looks.blank(look)
        while end in differing:
            here, before = characters[end], characters[end - 1] or characters[end - 2]
            if looks[end] is not look and (here != " " or looks[end] is not blank):
                break
            if here == " " != before and self._erasable(end, row):
                break
            if here != "" and is_certain(here) and not is_certain(before):
                break
            end += 1
        self._pen.write(characters[start:end], look)
        return end

    def _erasable(self, x: int, row: FrameRow) -> int:
        """How many blanks follow from column `x` on in one look, if that takes fewer bytes to erase than to write."""
        look, end = row.looks[x], x
        while end < len(row.looks) and row.characters[end] == " " and row.looks[end] is look:
            end += 1
        is_worth_it = end - x >= (_ERASE if end == len(row.looks) else _ERASE_WITHIN)
        return end - x if is_worth_it and self._pen.can_erase(look) else 0


def shifted(cells: list[Any], start: int, by: int, free: Any) -> list[Any]:
    """A line's cells after those from `start` on were pushed by so many (negative: pulled)."""
    end = len(cells) - max(by, 0)
    return cells[:start] + [free] * by + cells[start - min(by, 0) : end] + [free] * -by


def find_scroll(before: list[FrameRow], after: list[FrameRow]) -> Scroll | None:
    """The scroll that brings the most lines of `before` to where they stand in `after`; None where too few move.

    The first line of the screen is never part of it: what a terminal scrolls out at its top it may keep in its
    scrollback, and nothing of a case may stay there. (xterm, PuTTY, VTE, Konsole and kitty keep what leaves a region
    that begins at the top, and only that.)
    """
    height, most, best = len(after), 0, None
    old, new = ([("".join(row.characters), row.looks) for row in rows] for rows in (before, after))
    changed = [y for y in range(1, height) if old[y] != new[y]]
    for by in (sign * step for step in range(1, height - _FEWEST) for sign in (1, -1)):
        moved = [y for y in changed if 0 < y + by < height and new[y] == old[y + by]]
        if len(moved) > most:
            most, best = len(moved), Scroll(moved[0] + min(0, by), moved[-1] + max(0, by), by)
    return best if most >= max(_FEWEST, len(changed) / 2) else None


def scrolled(rows: list[FrameRow], scroll: Scroll, blank: Look) -> list[FrameRow]:
    """The lines after a scroll; those that come free are blank."""
    top, bottom, by = scroll
    after, fresh = rows.copy(), blank_rows(len(rows[0].characters), len(rows), blank)
    for y in range(top, bottom + 1):
        after[y] = rows[y + by] if top <= y + by <= bottom else fresh[y]
    return after
