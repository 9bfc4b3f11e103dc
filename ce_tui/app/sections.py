"""The screen of each section of a screening.

Imported only now: what is not opened costs nothing at the start.
"""

from __future__ import annotations

from ce_tui.core.pathway.words import TIERS
from ce_tui.screens.base import CeScreen


def section_screen(section: str) -> CeScreen:
    """A new screen of a section."""
    if section == "start":
        from ce_tui.screens.screening.form import FormScreen
        from ce_tui.screens.screening.start import StartQuestions

        return FormScreen(StartQuestions)
    if section in TIERS:
        from ce_tui.screens.screening.tier import TierScreen

        return TierScreen(section)
    if section == "notes":
        from ce_tui.screens.screening.notes import NotesScreen

        return NotesScreen()
    if section == "result":
        from ce_tui.screens.screening.result import ResultScreen

        return ResultScreen()
    if section == "details":
        from ce_tui.screens.screening.details import DetailsQuestions
        from ce_tui.screens.screening.form import FormScreen

        return FormScreen(DetailsQuestions)
    from ce_tui.screens.screening.review import ReviewScreen

    return ReviewScreen()
