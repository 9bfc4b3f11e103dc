"""The answers that a practitioner records, and the screening that holds them.

Everything here is frozen; a change gives a new value. The shape of `Answers` is the contract's JSON.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec import field
from msgspec.structs import replace

from ce_tui.core.pathway.dates import ADULT_FROM, ADULT_SERVICES_FROM, in_london
from ce_tui.core.pathway.words import DecisionName, MarkName, TierName
from ce_tui.core.strict_json import StrictStruct

ConsentStatus = Literal["", "agreed", "refused", "not sought", "not yet asked"]
KnownFrom = Literal["", "work", "file"]
ContactFamily = Literal["", "yes", "no", "not known"]
State = Literal["draft", "completed", "reopened"]


class Decision(StrictStruct, frozen=True):
    """What the practitioner decides to do. Empty: not yet said."""

    outcome: DecisionName = ""
    reason: str = ""


class Consent(StrictStruct, frozen=True):
    """What happened about consent. It never blocks an export (rule 8)."""

    status: ConsentStatus = ""
    reason: str = ""
    child_told: bool | None = None
    family_told: bool | None = None


class Practitioner(StrictStruct, frozen=True):
    """The referrer's details, as the document asks for them."""

    name: str = ""
    organisation: str = ""
    phone: str = ""
    other: str = ""
    email: str = ""


class Child(StrictStruct, frozen=True):
    """The child's details; what is not known is left blank."""

    name: str = ""
    date_of_birth: str = ""  # ISO date, or empty: not known
    phone: str = ""
    other: str = ""
    email: str = ""
    address: str = ""


class Harm(StrictStruct, frozen=True):
    """What was seen or told of harm: the day, and one line of it, in the child's words if they are known."""

    on: str = ""  # ISO date, or empty: not said
    words: str = ""


class Answers(StrictStruct, frozen=True, kw_only=True):
    """One pass over the pathway. `screened_on` is an ISO date in London, or empty.

    `looked_at` None: not recorded (answers from elsewhere), so nothing is claimed of tiers without a mark.
    A new screening starts from `changes.begin`, which records it from the first tier on.
    `immediate_risk`, `harm_today`, `family_involved`, `missing_now` and `under_13` None: nobody answered, which is
    never a No. `by_file` holds those whose No came in a file and was not answered here since, with the ISO date of the
    import ("": of no import). `known_from`: how the child is known, where it is; empty: not recorded. `under_13` is
    only asked where there is no date of birth. `council`: whose area it is, where the child lives elsewhere.
    `family_not_known`: that "not known" was said of `family_involved`, which stays None: it counts as not answered.
    `family_before`: the ISO date on which an earlier screening of the child said that the family may be involved, or
    empty: it holds until `family_involved` is answered here.
    `contact_family`: whether it is safe to contact the family; empty: not answered.
    `judged_on`: the day by which an age is judged where none was recorded (`judged`); never kept, and no file says it.
    """

    pathway: str
    locality: str
    council: str = ""
    placed_by: str = ""
    known_to_practitioner: bool | None = None
    known_from: KnownFrom = ""
    immediate_risk: bool | None = None
    harm_today: bool | None = None
    harm: Harm = Harm()
    family_involved: bool | None = None
    family_not_known: bool = False
    family_before: str = ""
    missing_now: bool | None = None
    contact_family: ContactFamily = ""
    under_13: bool | None = None
    screened_on: str = ""
    judged_on: str = ""
    marks: dict[str, MarkName] = field(default_factory=dict)
    set_aside: dict[str, MarkName] = field(default_factory=dict)
    looked_at: tuple[TierName, ...] | None = None
    notes: str = ""
    not_ids: tuple[str, ...] = ()
    by_file: dict[str, str] = field(default_factory=dict)
    decision: Decision = Decision()
    consent: Consent = Consent()
    practitioner: Practitioner = Practitioner()
    child: Child = Child()


class GravitySince(msgspec.Struct, frozen=True, array_like=True):
    """How grave a screening stood from a moment on: the tier acted on, the alerts to phone about. `since` is UTC."""

    since: str
    acting_on: str
    danger: tuple[str, ...] = ()


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """A screening as the store keeps it.

    `version` counts saves and is what a save expects; `revision` is the one being drafted or completed, from 1.
    `unfinished` holds what was typed into a field but is not yet valid there ("31 feb 2010"), by field id:
    kept with the draft, never printed. `form` is that of the document in which the store keeps it. `stood`: since when
    it stands as grave as it does, and how it stood before, the oldest first; the store's own, empty in one of before.
    Times are ISO 8601 in UTC.
    """

    ref: str
    owner: str
    answers: Answers
    state: State = "draft"
    version: int = 0
    revision: int = 1
    created: str = ""
    updated: str = ""
    completed: str = ""
    unfinished: dict[str, str] = {}
    stood: tuple[GravitySince, ...] = ()
    form: int = 1


def is_empty(screening: Screening, *prefilled: Practitioner, came_along: Collection[Child] = ()) -> bool:
    """Whether a screening is a draft in which nobody marked, typed or answered anything.

    The area, the date, which tiers were looked at, and one of `prefilled`, the practitioner's own details as they
    are filled in by themselves, stand in a draft without anybody having said something. So do the child's details as
    they `came_along` from a screening before, and what it said of the family.
    """
    answers = screening.answers
    of_before = answers.child in came_along
    without_words = Answers(
        pathway=answers.pathway,
        locality=answers.locality,
        screened_on=answers.screened_on,
        looked_at=answers.looked_at,
        child=answers.child if of_before else Child(),
        family_before=answers.family_before if of_before else "",
        practitioner=answers.practitioner if answers.practitioner in prefilled else Practitioner(),
    )
    return screening.state == "draft" and not screening.unfinished and answers == without_words


HowKnown = Literal["not recorded", "first meeting", "work", "file", "unsaid"]
Grown = Literal["", "nearly", "adult"]


def how_known(answers: Answers) -> HowKnown:
    """How well the practitioner knows the child (rule 3). "unsaid": known, and how is not recorded."""
    if answers.known_to_practitioner is None:
        return "not recorded"
    return answers.known_from or "unsaid" if answers.known_to_practitioner else "first meeting"


def grown(age: int | None) -> Grown:
    """Whether a child is nearly or fully grown up: at 17 or 18 (rule 7). Of no known age nothing is claimed."""
    if age is None or age < ADULT_SERVICES_FROM:
        return ""
    return "adult" if age >= ADULT_FROM else "nearly"


def judged(answers: Answers, at: datetime) -> Answers:
    """The answers as they are judged at a moment, aware or London's.

    If no day of the screening is recorded and an age can be known, London's day then counts.
    """
    needed = answers.child.date_of_birth and not answers.screened_on
    day = in_london(at).date().isoformat() if needed else ""
    return answers if answers.judged_on == day else replace(answers, judged_on=day)


def unjudged(answers: Answers) -> Answers:
    """The answers as they are kept: no moment is part of the record."""
    return replace(answers, judged_on="") if answers.judged_on else answers


def age(answers: Answers) -> int | None:
    """The child's age in whole years on the day of the screening. None: not known."""
    born, on = answers.child.date_of_birth, answers.screened_on or answers.judged_on
    if not born or not on or born > on:
        return None
    birth, day = date.fromisoformat(born), date.fromisoformat(on)
    # whoever was born on 29 February has a birthday on 1 March in other years
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
