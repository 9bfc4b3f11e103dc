"""Notices in the app's own words, with their sources, and when each is shown: data that a partnership can change."""

from __future__ import annotations

from typing import Literal

import msgspec

from ce_tui.core.pathway.words import OutcomeName

Place = Literal["result", "consent", "export", "tier"]


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All given conditions must hold."""

    any_marked: tuple[str, ...] = ()  # keys of factors
    age_from: int | None = None  # years, inclusive
    age_below: int | None = None  # years, exclusive
    outcomes: tuple[OutcomeName, ...] = ()  # the higher of outcome and decision
    first_meeting: bool | None = None
    elsewhere: bool | None = None
    placed_here: bool | None = None
    own_form_due: bool | None = None
    immediate_risk: bool | None = None


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One notice. `contact_role`: the locality's contact of that role is named with it, with number and source."""

    id: str
    text: str
    source: str
    place: Place = "result"
    when: When = When()
    contact_role: str = ""
    quoted: bool = False  # the text is a sentence of the document, not the app's own
    advice_before_family: bool = (
        False  # while it holds, nothing prompts to ask or to tell the family (rule 8)
    )
