"""The way on from a section, as what stands last in it: "Next: Yellow"."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.session.words.screening import section_name
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.item_list import Item

NEXT = "next-section"
TO_NEXT = "app.section(1)"
"""What choosing it does: as the key for the next section."""


def next_item(section: str, pathway: Pathway) -> Item | None:
    """The item that leads on from a section; None after the last one."""
    at = SECTIONS.index(section) + 1
    if at == len(SECTIONS):
        return None
    words = f"Next: {section_name(SECTIONS[at], lambda: pathway)}"
    return Item(NEXT, words, said=f"{words}. Enter goes there.", flush=True)


class SectionEnd(ActionList):
    """The last stop of a section: one item, which leads on."""

    def __init__(self, section: str, pathway: Pathway) -> None:
        item = next_item(section, pathway)
        super().__init__([item] if item else [], id="section-end")

    def action_move(self, by: int) -> None:
        """Up goes back into the section; there is nothing below."""
        if by < 0:
            self.screen.focus_previous()
        else:
            super().action_move(by)

    async def action_choose(self) -> None:  # type: ignore[override]
        """To the next section."""
        await self.app.run_action(TO_NEXT)

    action_choose_here = action_choose  # type: ignore[assignment]
