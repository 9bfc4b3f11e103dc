"""The left-hand words of every header: where one is, what its state is, when it was saved."""

from __future__ import annotations

from ce_tui.app.seat import Seat
from ce_tui.core.words.states import STATE_WORDS

VIEW_ONLY = "VIEW ONLY"


def header_words(seat: Seat, with_time: bool = True) -> str:
    """With the time of the last save, or without: then they stay the same."""
    draft = seat.open_draft
    name = "CE Pathway" + (" DEMO" if seat.demo else "")
    if seat.locked:
        return f"{name}   LOCKED"
    if draft is None:
        return "   ".join(filter(None, [name, *_hub_words(seat)]))
    screening = draft.screening
    # Only now: before the sign-in nothing of the pathway is needed.
    from ce_tui.core.pathway.dates import say_time

    place = draft.pathway.locality(draft.answers.locality).name
    state = STATE_WORDS[screening.state]
    saved = f"saved {say_time(screening.updated)}" if draft.saved else "NOT SAVED"
    saved = VIEW_ONLY if draft.saved and draft.view_only else saved
    if not with_time and saved.startswith("saved"):
        saved = ""
    return f"{name}   {place}   {state} {screening.ref}   {saved}".rstrip()


def _hub_words(seat: Seat) -> list[str]:
    if seat.session is None:
        return []
    casebook = seat.session.casebook
    return [casebook.people.hub.name, VIEW_ONLY if casebook.read_only else ""]
