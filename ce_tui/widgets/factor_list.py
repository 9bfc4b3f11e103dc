"""A tier's factors as a list: each with its ID, its mark as a character and a word, its full text, its citations.

The list holds no rule: it says what the practitioner wants (`Marked`, `Asked`), the screen asks the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.message import Message

from ce_tui.core.pathway.document.document import Factor, Tier
from ce_tui.core.pathway.words import MARK_WORDS, MARKS, MarkName, counted, mark_words
from ce_tui.core.words.outcomes import KNOWN, factor_words
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import COLUMNS_FROM, bindings_for, is_quiet
from ce_tui.widgets.wrapping import cells

Wish = Literal["next", "clear", MarkName]
Question = Literal["note", "explain", "citations"]

WIDE = 84  # cells of the list from which a mark's words stand in full
ID_ROOM = 3
"""Cells of an ID in each tier: from one tier to the next the marks, and the cursor on them, stay in their column. Were
it to go on by a cell, Fenrir would take the new screen for what was typed and say all of it twice, first sign by sign.
"""
VULNERABILITIES = "Vulnerabilities, optional to note. V and a number goes to one."


class FactorList(ItemList):
    """The factors of one tier; one focus stop. Digits move to a factor of that number, v first to a vulnerability."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("tier")

    @dataclass(eq=False, repr=False)
    class Marked(Message):
        """A mark is wanted for a factor: the next one, a certain one, or none."""

        list: FactorList
        id: str
        wish: Wish

    @dataclass(eq=False, repr=False)
    class Asked(Message):
        """Something about a factor is wanted: a note on it, its tier's explanation, its citations."""

        id: str
        question: Question

    class EndShown(Message):
        """The last row of the last factor is on the screen; for screen readers, that factor is current."""

    def __init__(self, tier: Tier, *, widget_id: str | None = None) -> None:
        self.tier = tier
        self.factors: dict[str, Factor] = {factor.id: factor for factor in tier.all_factors}
        self._vulnerable = {factor.id for factor in tier.vulnerabilities}
        self._marks: Mapping[str, MarkName] = {}
        self._citations: Mapping[str, int] = {}
        self._before: Mapping[str, str] = {}
        self._width = WIDE - 1  # until it is known
        self._id_room = max(ID_ROOM, *(cells(item_id) for item_id in self.factors))
        self.MARKER_CELL = self._id_room + 2  # the mark
        super().__init__(self._made(), widget_id=widget_id)

    # What is shown

    def show(
        self, marks: Mapping[str, MarkName], citations: Mapping[str, int], before: Mapping[str, str]
    ) -> None:
        """Show these marks, how often each factor is cited in the notes, and in words what was marked before."""
        self._marks, self._citations, self._before = marks, citations, before
        self.set_items(self._made())

    def on_mount(self) -> None:
        self.watch(self, "scroll_y", self._tell_end, init=False)

    def on_resize(self) -> None:
        """Where there is room a mark's words stand in full, and more factors; where there is little, beside the mark's
        sign only those of a factor that is marked.
        """
        before, self._width = self._heads(), self.size.width
        if self._heads() != before:
            self.set_items(self._made())
        self._tell_end()

    def tell(self) -> None:
        """As every list; and that one is at the end."""
        super().tell()
        self._tell_end()

    def _tell_end(self) -> None:
        """Once all is laid out: the lines below may grow first, and take the list's last rows from it."""
        self.call_after_refresh(self._tell_if_end_is_shown)

    def _tell_if_end_is_shown(self) -> None:
        if not self.is_mounted or not self._laid.tops or not self.size.height:
            return
        rows_left = len(self._laid) - self.scroll_offset.y
        is_read = self._current == len(self.items) - 1
        is_shown = 0 < rows_left <= self.size.height
        if is_read if is_quiet(self) else is_shown:
            self.post_message(self.EndShown())

    def _made(self) -> list[Item]:
        items = [self._item(factor) for factor in self.tier.factors]
        if self.tier.vulnerabilities:
            items.append(Item("vulnerabilities", VULNERABILITIES, heading=True))
            items += [self._item(factor) for factor in self.tier.vulnerabilities]
        return items

    def _heads(self) -> Mapping[MarkName, str]:
        """The words of each mark in a column of their own; none where it is too narrow for one."""
        if self._width < COLUMNS_FROM:
            return {}
        return {name: mark.words if self._width >= WIDE else mark.brief for name, mark in MARKS.items()}

    def _item(self, factor: Factor) -> Item:
        mark = self._marks.get(factor.id)
        words, heads = factor_words(factor), self._heads()
        sign = f"[{MARKS[mark].sign if mark else ' '}]"
        said = heads.get(mark, "") if mark else ""
        head = f"{factor.id:<{self._id_room}} {sign}"
        if heads:
            room = max(cells(heads[name]) for other in self.factors.values() for name in other.marks)
            head += f" {said:<{room}}"
        elif mark:
            words = f"{MARK_WORDS[mark]}: {words}"
        cited = self._citations.get(factor.id, 0)
        before = self._before.get(factor.id, "")
        return Item(
            factor.id,
            f"{words}\n{before}".rstrip(),
            head=head,
            tail=counted(cited, "citation") if cited else "",
            tone="chosen" if mark else "",
            toned=f"{sign} {said}".rstrip() if mark else "",
        )

    def emphasised(self, head: str) -> str:
        """The ID alone: the fewer cells change, the fewer bytes go over a slow line."""
        return head.partition(" ")[0]

    def words_about(self, item_id: str, *, with_text: bool = False) -> str:
        """ "Y1, 1 of 15: Yes.": where a factor stands, its mark, what it was before; with its text where nothing else
        says it. There the mark is in a row of its own, so that a screen reader reads that alone when it is changed.
        """
        factor = self.factors[item_id]
        at = list(self.factors).index(item_id) + 1
        said = f"{item_id}, {at} of {len(self.factors)}: {mark_words(self._marks.get(item_id))}."
        between = "\n" if with_text else " "
        said += f"{between}{self._before[item_id]}." if item_id in self._before else ""
        if with_text:
            cited = self._citations.get(item_id, 0)
            said += f"\n{factor.text}"
            said += f" {KNOWN}" if factor.known_to_authorities else ""
            said += f" Cited in the notes: {cited}." if cited else ""
        return said

    def said_before_state(self) -> str:
        """As `words_about` begins."""
        return self.words_about(self.current_id).partition(": ")[0] + ": " if self.current_id else ""

    # What is wanted

    def action_mark(self, wish: Wish) -> None:
        """The next mark, round; a certain one; or none."""
        self._typed = ""
        if self.current is not None:
            self.post_message(self.Marked(self, self.current.id, wish))

    def action_ask(self, question: Question) -> None:
        """A note on this factor, its tier's explanation, or what the notes say about it."""
        self._typed = ""
        if self.current is not None:
            self.post_message(self.Asked(self.current.id, question))

    # Numbers

    def number_of(self, item: Item) -> str:
        """The digits of a factor's ID; those of a vulnerability behind a v."""
        digits = "".join(character for character in item.id if character.isdigit())
        return f"v{digits}" if item.id in self._vulnerable else digits

    def takes_for_number(self, character: str) -> bool:
        """Digits, and a v that begins the number of a vulnerability."""
        if character.lower() == "v":
            return bool(self._vulnerable)
        return super().takes_for_number(character)
