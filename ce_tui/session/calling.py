"""Whom to call: the areas whose contacts can be looked up, the likely one of them, and who answers in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.outcome.contacts import contacts_now

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.localities import Contact, Locality
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
    """Who answers now, wherever the child lives: the numbers that stand in every area, with the same hours.

    A number that two areas give to services of other names is neither's here.
    """
    ids = {_alike(each): each.id for each in areas[-1].contacts if each.phone}
    for area in areas:
        there = {_alike(each) for each in area.contacts}
        ids = {alike: id for alike, id in ids.items() if alike in there}
    return [each for each in contacts_now(areas[-1], now, "red") if each.id in ids.values() and each.open_now]


def _alike(contact: Contact) -> tuple[object, ...]:
    """What is the same of one service in two areas. The police may have an area's name."""
    whom = contact.role if contact.role in ("emergency", "police") else contact.name
    return whom, contact.phone, contact.always, contact.opening, contact.when_closed
