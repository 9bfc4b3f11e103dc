"""A new screening: the area is asked first, for contacts and steps follow from it."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.areas import USUAL, area_words
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker
from ce_tui.session.jobs.opening import OpenedDraft
from ce_tui.session.station import Station

_WHERE = "Where does the child live? Contacts and steps follow from it; it can be changed at Start."


async def begin_screening(asker: Asker, station: Station) -> OpenedDraft:
    """Ask for the area, the hub's usual one proposed, and begin. What was open before is saved and put away."""
    session = station.session
    if not session.casebook.has_role("practitioner"):
        return OpenedDraft("Only who has the role practitioner begins screenings.")
    if session.pathways.lacks_current:
        return OpenedDraft(" ".join(session.pathways.remarks))
    usual = session.usual_area
    choices = [
        Choice(each.id, area_words(each.id, each.name), USUAL if each.id == usual else "")
        for each in session.pathways.at_hand.localities
    ]
    area = await asker.choose(_WHERE, choices, safe=usual)
    if not area:
        return OpenedDraft("Nothing was begun: say first where the child lives.")
    try:
        draft = session.begin(area)
    except VaultError as error:
        return OpenedDraft(error.words)
    draft.area_asked = True
    return OpenedDraft(session.pathways.changed(draft.pathway.id), draft, "start")
