"""The sections of the open draft, each ready to ask."""

from __future__ import annotations

from ce_tui.core.pathway.words import TIERS
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.details import Details
from ce_tui.lines.screening.notes import Notes
from ce_tui.lines.screening.result import Result
from ce_tui.lines.screening.review import Review
from ce_tui.lines.screening.section import SectionLines
from ce_tui.lines.screening.start import Start
from ce_tui.lines.screening.tier import TierSection


def section_of(state: State, section: str) -> SectionLines:
    """A section by its id. Only where a draft is open."""
    if section in TIERS:
        return TierSection(state, section)
    if section == "start":
        return Start(state)
    if section == "notes":
        return Notes(state)
    if section == "result":
        return Result(state)
    if section == "details":
        return Details(state)
    return Review(state)
