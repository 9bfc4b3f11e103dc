"""A new screening: the area is asked first, for contacts and steps follow from it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import ReadOnly, VaultError
from ce_tui.core.words.areas import USUAL, area_words
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker
from ce_tui.session.jobs.opening import OpenedDraft
from ce_tui.session.session import Draft, Session
from ce_tui.session.station import Station

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import Summary

_ONLY_PRACTITIONERS = "Only who has the role practitioner begins screenings."
_NO_AREA = "Nothing was begun: say first where the child lives."
_BEFORE = "as before"
_WHERE = "Where does the child live? Contacts and steps follow from it; it can be changed at Start."
BEGUN_AGAIN = (
    "A new screening of the child of {ref}. Who they are came along, and is asked about in Details. Every factor is "
    "asked anew, with what it was in the last completed screening beside it."
)
DRAFT_IS_THERE = "{ref} is a draft of the same child already."
GO_ON_THERE = "Open {ref} and go on with it"
_NOTHING_BEGUN = "Nothing was begun."
_GO_ON, _ANOTHER = "go on", "another"


async def begin_screening(asker: Asker, station: Station) -> OpenedDraft:
    """Ask for the area, the hub's usual one proposed, and begin. What was open before is saved and put away."""
    session = station.session
    if not session.casebook.has_role("practitioner"):
        return OpenedDraft(_ONLY_PRACTITIONERS)
    if session.pathways.lacks_current:
        return OpenedDraft(" ".join(session.pathways.remarks))
    area = await _area(asker, session, session.usual_area, USUAL)
    if not area:
        return OpenedDraft(_NO_AREA)
    try:
        return _begun(session, session.begin(area))
    except VaultError as error:
        return OpenedDraft(f"{_NOTHING_BEGUN} {error.words}")


async def begin_again(asker: Asker, station: Station, earlier: Draft) -> OpenedDraft:
    """The same of the child of the open screening, which is put away: the area of before is proposed.

    The two are said to be of the same child. Without a draft: it was not meant, or words say why; nothing is changed.
    Where a draft of the child is there already, that may be the one to go on with: then it `opens`.
    """
    session, ref = station.session, earlier.screening.ref
    if not session.casebook.has_role("practitioner"):
        return OpenedDraft(_ONLY_PRACTITIONERS)
    if session.casebook.read_only:
        return OpenedDraft(ReadOnly().words)
    if session.pathways.lacks_current:
        return OpenedDraft(" ".join(session.pathways.remarks))
    if draft := _draft_of_the_same_child(session, ref):
        chosen = await _go_on_or_begin(asker, draft)
        if chosen != _ANOTHER:
            return OpenedDraft(opens=draft) if chosen else OpenedDraft(_NOTHING_BEGUN)
    area = await _area(asker, session, earlier.answers.locality, _BEFORE)
    if not area:
        return OpenedDraft(_NO_AREA)
    try:
        opened = _begun(session, session.begin_again(area, earlier))
    except VaultError as error:
        return OpenedDraft(error.words)
    return opened._replace(words=f"{BEGUN_AGAIN.format(ref=ref)} {opened.words}".rstrip())


def _draft_of_the_same_child(session: Session, ref: str) -> str:
    """The reference of one's own draft of the child of a screening; empty: there is none, as far as can be read."""
    with suppress(VaultError):
        same = session.casebook.children.said_of(ref).same
        return next((each.screening.ref for each in same if each.mine and _is_draft(each.screening)), "")
    return ""


def _is_draft(summary: Summary) -> bool:
    return summary.state != "completed"


async def _go_on_or_begin(asker: Asker, draft: str) -> str:
    """Whether one goes on with the draft that is there, or begins another one; empty: neither."""
    go_on = Choice(_GO_ON, GO_ON_THERE.format(ref=draft))
    return await asker.choose(
        DRAFT_IS_THERE.format(ref=draft), [go_on, Choice(_ANOTHER, "Begin another one")], safe=_GO_ON
    )


async def _area(asker: Asker, session: Session, proposed: str, why: str) -> str:
    """Where the child lives; empty: that was cancelled. `why`: beside the one that is proposed."""
    choices = [
        Choice(each.id, area_words(each.id, each.name), why if each.id == proposed else "")
        for each in session.pathways.at_hand.localities
    ]
    return await asker.choose(_WHERE, choices, safe=proposed)


def _begun(session: Session, draft: Draft) -> OpenedDraft:
    draft.area_asked = True
    return OpenedDraft(session.pathways.changed(draft.pathway.id), draft, "start")
