"""Whom to call: the areas whose contacts can be looked up, the likely one of them, and who answers in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.outcome.contacts import contacts_now

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.localities import Locality
    from ce_tui.core.pathway.document.pathways import Pathways
    from ce_tui.core.pathway.outcome.outcome import OutcomeContact
    from ce_tui.session.draft import Draft
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session


def areas_to_call(pathways: Pathways | Editions, draft: Draft | None) -> tuple[Locality, ...]:
    """The areas whose contacts can be looked up, those of the open draft's own edition with them."""
    listed = pathways.to_call.localities
    known = {each.id for each in listed}
    own = draft.pathway.localities if draft is not None else ()
    return (*(each for each in own if each.id not in known), *listed)


def likely_area(areas: Sequence[Locality], session: Session | None, draft: Draft | None) -> str:
    """The open draft's area, else the hub's usual one; empty: neither, as before the sign-in."""
    if draft is not None:
        return draft.answers.locality
    usual = session.casebook.people.hub.locality if session is not None else ""
    return usual if usual in [each.id for each in areas] else ""


def answer_anywhere(areas: Sequence[Locality], now: datetime) -> list[OutcomeContact]:
    """Who answers now, wherever the child lives: the numbers that stand in every area."""
    numbers = set.intersection(*({each.phone for each in area.contacts} for area in areas))
    return [each for each in contacts_now(areas[-1], now, "red") if each.phone in numbers and each.open_now]
