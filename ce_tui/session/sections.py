"""The sections of the open draft, with their state in words: as the go-to menu and the line mode list them."""

from __future__ import annotations

from ce_tui.core.pathway.interview.interview import SectionState, sections
from ce_tui.session.draft import Draft


def sections_of(draft: Draft) -> list[SectionState]:
    """Each in order; of a completed screening Review says so."""
    return sections(draft.answers, draft.pathway, completed=draft.screening.state == "completed")
