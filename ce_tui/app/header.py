"""The left-hand words of every header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.session.seat import Seat
from ce_tui.widgets.header_parts import HeaderPart

if TYPE_CHECKING:
    from ce_tui.session.draft import Draft

VIEW_ONLY = "VIEW ONLY"
_APP, _TIME, _AREA, _STATE = range(1, 5)
"""What gives way in a narrow window, in this order. Whose it is, its reference and what is wrong stay."""


def header_parts(seat: Seat, with_time: bool = True) -> list[HeaderPart]:
    """Where one is, whose the screening is, its state, when it was saved. Without that time they stay the same."""
    app = HeaderPart("CE Pathway DEMO", _APP, "DEMO") if seat.demo else HeaderPart("CE Pathway", _APP)
    if seat.locked:
        return [app, HeaderPart("LOCKED")]
    if seat.open_draft is None:
        return [app, *_of_the_hub(seat)]
    return [app, *_of_the_screening(seat.open_draft, with_time=with_time)]


def _of_the_screening(draft: Draft, *, with_time: bool) -> list[HeaderPart]:
    from ce_tui.core.words.states import STATE_WORDS

    screening = draft.screening
    place = draft.pathway.locality(draft.answers.locality).name
    return [
        HeaderPart(place, _AREA),
        HeaderPart(f"{STATE_WORDS[screening.state]} {screening.ref}", _STATE, screening.ref),
        HeaderPart(draft.owner_words),
        _saved(draft, with_time=with_time),
    ]


def _saved(draft: Draft, *, with_time: bool) -> HeaderPart:
    # Only now: before the sign-in nothing of the pathway is needed.
    from ce_tui.core.pathway.dates import say_time_or_day

    if draft.saves_late:
        return HeaderPart("NOT SAVED")
    if draft.view_only:
        return HeaderPart(VIEW_ONLY)
    at = say_time_or_day(draft.screening.updated, draft.clock())
    return HeaderPart(f"saved {at}" if with_time else "", _TIME)


def _of_the_hub(seat: Seat) -> list[HeaderPart]:
    if seat.session is None:
        return []
    casebook = seat.session.casebook
    return [HeaderPart(casebook.people.hub.name), HeaderPart(VIEW_ONLY if casebook.read_only else "")]
