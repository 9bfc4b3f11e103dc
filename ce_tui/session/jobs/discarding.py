"""Throwing away an empty draft of one's own, begun by mistake: it asks first, and says what goes."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.words import joined
from ce_tui.core.vault.errors import NotFound, NotPermitted, VaultError
from ce_tui.core.words.areas import area_name
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.own_details import all_remembered
from ce_tui.session.session import Session
from ce_tui.session.station import Station

_IN_KEEPING = "As a lead you decide in Keeping what is kept and what is deleted."


async def discard_draft(asker: Asker, station: Station, ref: str, to_keeping: str) -> JobResult:
    """Discard the empty draft of a reference, open here or not, after a question. Nothing else is ever discarded.

    `to_keeping`: the way to Keeping, in a sentence. It is said to a lead of what is not discarded.
    """
    session = station.session
    try:
        empty = _looked_at(session, ref)
        if not await asker.confirm(_question(session, empty), "Discard it", "Keep it"):
            return JobResult(False)
        session.discard(empty.ref, empty.version)
    except VaultError as error:
        return JobResult(False, _why_not(session, error, to_keeping))
    return JobResult(True, f"{empty.ref} is discarded. The log keeps that it was there, and empty.")


def _why_not(session: Session, error: VaultError, to_keeping: str) -> str:
    decided = isinstance(error, NotPermitted) and not isinstance(error, NotFound)
    if not decided or not session.casebook.has_role("lead"):
        return error.words
    return f"{error.words} {_IN_KEEPING} {to_keeping}"


def _looked_at(session: Session, ref: str) -> Screening:
    """The draft as it is in the store; one that is open here as it is open. Raises VaultError where it is not empty."""
    draft = session.draft
    if draft is not None and draft.screening.ref == ref:
        if not draft.flush():
            raise VaultError(f"Nothing was discarded. {draft.trouble}")
        session.casebook.discarding.look(ref, *all_remembered(session.casebook))
        return draft.screening
    return session.casebook.discarding.look(ref, *all_remembered(session.casebook))


def _question(session: Session, empty: Screening) -> str:
    answers = empty.answers
    area = area_name(answers.locality, session.pathways.naming.areas)
    day = say_iso(answers.screened_on)
    goes = joined([f"the area ({area})", *([f"the day ({day})"] if day else []), "the reference"])
    return (
        f"Discard {empty.ref} for good? Nothing in it was marked, typed or answered. What goes is {goes}; nobody can "
        "bring it back."
    )
