"""Notices in the app's own words, with their sources, and when each is shown: data that a partnership can change."""

from __future__ import annotations

from typing import Literal

import msgspec

from ce_tui.core.pathway.words import AlertName, OutcomeName

PLACEHOLDERS = (
    "{red}",  # whom to phone on red at this hour, in order
    "{first}",  # whom to phone first for this tier at this hour
    "{call_first}",  # the same as a sentence to begin with: "Phone C-SPOC on … first."
    "{adviser}",  # the same without the number
    "{family}",  # the caution on the family, by what was answered of it and whether it was told
    "{involved}",  # " Someone in the family may be involved.": where the caution does not say it already
    "{before}",  # ", as the screening of 3 October 2026 said; …": where that one alone says so of the family
    "{police}",  # the police, and 999 in danger
    "{marks}",  # " (A9 and R3)": the marks that it is given for
    "{on}",  # " on 25 November 2026": the day of the harm, where it is known
    "{words}",  # ": “…”": what was seen or said of it, where that is known
)
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
    harm_today: bool | None = None
    missing_now: bool | None = None
    unanswered: tuple[str, ...] = ()  # names of answers that nobody gave
    family_unanswered: bool | None = (
        None  # a caution on the family stands, and nobody said that it may be involved
    )


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One notice. `contact_role`: the locality's contact of that role is named with it, with number and source;
    the office with who answers at this hour.

    `alert`: it must be known before anything else is done (rule 16 of the design); `fact` says it to the receiver,
    without an instruction. `text` and `fact` may hold the placeholders of `PLACEHOLDERS`.
    """

    id: str
    text: str
    source: str
    alert: AlertName | Literal[""] = ""
    fact: str = ""
    place: Place = "result"
    when: When = When()
    contact_role: str = ""
    quoted: bool = False  # the text is a sentence of the document, not the app's own
    advice_before_family: bool = (
        False  # while it holds, nothing prompts to ask or to tell the family (rule 8)
    )
