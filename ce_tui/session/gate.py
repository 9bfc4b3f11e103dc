"""What is typed before anybody is signed in, read the same in every front end; and whom to call from there.

Each reading raises `Refused`, whose words say what is wrong. Passphrases are the core's: `core.vault.keys.passphrases`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import RecoveryCode, check_name, is_of_code, read_recovery_code
from ce_tui.session.words.gate import NO_PHRASE

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.pathway.document.localities import Contact, Locality
    from ce_tui.core.pathway.outcome.outcome import OutcomeContact
    from ce_tui.session.draft import Draft
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session


YOUR_HUB = "Your hub or team"
USUAL_AREA = "Where do most of the children live whom you work with?"
ABOUT = "The people who share this store. Everyone who is signed in sees the hub's name."
KEPT = "The hub's name and usual area are kept."


def areas_to_call(pathways: Pathways | Editions, draft: Draft | None) -> tuple[Locality, ...]:
    """The areas whose contacts can be looked up, with those of the open draft's edition."""
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
    """The contacts who answer now, wherever the child lives: those of every area, with the same hours.

    A number that two areas give to services of other names is neither's here.
    """
    ids = {_alike(each): each.id for each in areas[-1].contacts if each.phone}
    everywhere = set(ids).intersection(*({_alike(each) for each in area.contacts} for area in areas))
    wanted = {ids[alike] for alike in everywhere}
    return [each for each in contacts_now(areas[-1], now, "red") if each.id in wanted and each.open_now]


def _alike(contact: Contact) -> tuple[object, ...]:
    """What two areas say alike of one service. The police may have an area's name."""
    whom = contact.role if contact.role in ("emergency", "police") else contact.name
    return whom, contact.phone, contact.always, contact.opening, contact.when_closed


_NO_AREA = "none"


def name_to_be(typed: str) -> str:
    """The name of an account that is made, as it is kept."""
    return check_name(name_of_account(typed))


def _not_blank(typed: str, refusal: str) -> str:
    if not typed.strip():
        raise Refused(refusal)
    return typed


def name_of_account(typed: str) -> str:
    """The name of an existing account. Whether there is one of that name is not said."""
    return _not_blank(typed, "Type your name.").strip()


def secret(typed: str) -> str:
    """A passphrase that is to open something: as it was typed, blanks and all."""
    return _not_blank(typed, NO_PHRASE)


def recovery_code(typed: str) -> RecoveryCode:
    """The recovery code that was typed, in its one spelling."""
    return read_recovery_code(_not_blank(typed, "Type the recovery code."))


def confirm_code(typed: str, code: str) -> None:
    """Check that a code that was shown was written down: its last group, or all of it, is typed back."""
    if not is_of_code(_not_blank(typed, "Type the code's last group."), code):
        raise Refused("This is not the code's last group.")


def usual_areas(pathway: Pathway) -> list[Choice]:
    """The areas that can be a hub's usual one, and none."""
    areas = [Choice(each.id, each.as_choice) for each in pathway.localities]
    return [*areas, Choice(_NO_AREA, "No usual area: ask each time")]


def choice_of(area: str) -> str:
    """The choice that stands for an area; empty: none is usual."""
    return area or _NO_AREA


def typed_area(chosen: str) -> str:
    """The area that a choice stands for; empty: none is usual."""
    return "" if chosen == _NO_AREA else chosen
