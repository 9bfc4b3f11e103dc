"""Notices with their sources and conditions, and the one table of all alerts (`ALERTS`).

Notices are data that a partnership can change. Whoever asks what an alert is asks its row of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from ce_tui.core.pathway.words import OutcomeName
from ce_tui.core.strict_json import StrictStruct

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


class NoticeCondition(StrictStruct, frozen=True, kw_only=True):
    """The conditions of a notice: all that are given must hold."""

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
        None  # a caution on the family stands, and nobody said it may be involved
    )


class Notice(StrictStruct, frozen=True, kw_only=True):
    """One notice. `alert`: it must be known before anything else is done (rule 16 of the design).

    `fact` says it to the receiver, without an instruction. `text` and `fact` may hold the placeholders of
    `PLACEHOLDERS`. `contact_role`: the locality's contact of that role is named with it, with number and source; the
    office with who answers at this hour.
    """

    id: str
    text: str
    source: str
    alert: str = ""  # the key of one of `ALERTS`, or empty
    fact: str = ""
    place: Place = "result"
    when: NoticeCondition = NoticeCondition()
    contact_role: str = ""
    quoted: bool = False  # the text is a sentence of the document, not the app's own
    advice_before_family: bool = (
        False  # while it holds, nothing prompts to ask or to tell the family (rule 8)
    )


class PoliceReport(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a report to the police: the step, the step while nobody has answered, the referrer's task."""

    step: str
    asked: str
    task: str


class PhoneNow(msgspec.Struct, frozen=True, kw_only=True):
    """The treatment of an alert that says to phone now and cannot wait. No field has a default.

    `place`: its place in the order of danger, 0 first (rule 17 of the design); at last `PLACE_OF_RED`, that of red.
    """

    place: int
    red_by: Literal["", "outcome", "decision"]  # it makes red the outcome, or counts as a decision for red
    report: PoliceReport | None  # the police are told of it by itself, and it is due until they are
    spoken: str  # on the phone, why one phones, within a sentence
    kept: str  # a column of a screening's row, else a word of its `danger`; also its name in `list --json`
    listed: str  # in a list


class AlertKind(msgspec.Struct, frozen=True, kw_only=True):
    """One alert and its treatment in each place (rule 16 of the design). No field has a default.

    `asks`: what it asks for. What does not say to phone now is heeded, and by itself no call: that the service advises
    before the family hears of it, or another call than that about the child.
    """

    own: Notice | None  # what is said of it if a pathway's notices do not
    question: str  # the question of safety whose Yes raises it; empty: marks alone do
    needs_mark: bool  # whether a Yes alone does not raise it
    asks: PhoneNow | Literal["advice first", "another call"]

    @property
    def phone_now(self) -> PhoneNow | None:
        """The alert's treatment if it says to phone now; else None."""
        return self.asks if isinstance(self.asks, PhoneNow) else None

    @property
    def on_family(self) -> bool:
        """Whether nothing prompts to ask or tell the family while the alert holds."""
        return self.asks == "advice first"


PLACE_OF_RED = 3
UNDER_13 = "under_13"
_OWN = "added by this software"
ALERTS = {
    "immediate_risk": AlertKind(
        own=Notice(
            id="immediate-risk",
            alert="immediate_risk",
            text="The child is at immediate risk. Phone now: {red}.",
            fact="The child is at immediate risk.",
            source=_OWN,
            when=NoticeCondition(immediate_risk=True),
        ),
        question="immediate_risk",
        needs_mark=False,
        asks=PhoneNow(
            place=0,
            red_by="outcome",
            report=None,
            spoken="the child is at immediate risk",
            kept="immediate_risk",
            listed="immediate risk",
        ),
    ),
    "harm": AlertKind(
        own=Notice(
            id="harm-told",
            alert="harm",
            text="Harm was seen or told of{on}. Phone now: {red}.",
            fact="Harm was seen or told of{on}{words}.",
            source=_OWN,
            when=NoticeCondition(harm_today=True),
        ),
        question="harm_today",
        needs_mark=False,
        asks=PhoneNow(
            place=2,
            red_by="decision",
            report=None,
            spoken="I saw or was told of harm{on}",
            kept="harm_today",
            listed="harm told",
        ),
    ),
    UNDER_13: AlertKind(
        own=None,
        question="under_13",
        needs_mark=True,
        asks=PhoneNow(
            place=PLACE_OF_RED,
            red_by="",
            report=None,
            spoken="there are signs of a sexual kind in a child under 13",
            kept="under_13",
            listed="sexual sign under 13",
        ),
    ),
    "family_involved": AlertKind(
        own=Notice(
            id="family-said",
            alert="family_involved",
            text="{family} {call_first}",
            fact="Someone in the family may be involved{before}.",
            source=_OWN,
            advice_before_family=True,
        ),
        question="family_involved",
        needs_mark=False,
        asks="advice first",
    ),
    "missing_now": AlertKind(
        own=Notice(
            id="missing-said",
            alert="missing_now",
            text="The child is missing now: phone {police}.",
            fact="The child is missing now.",
            source=_OWN,
            when=NoticeCondition(missing_now=True),
        ),
        question="missing_now",
        needs_mark=False,
        asks=PhoneNow(
            place=1,
            red_by="",
            report=PoliceReport(
                step="Report the child missing: phone",
                asked="Missing now? Phone",
                task="report the child missing to the police",
            ),
            spoken="the child is missing now",
            kept="missing_now",
            listed="missing now",
        ),
    ),
    "images": AlertKind(own=None, question="", needs_mark=True, asks="another call"),
}
"""Every alert by the contract's key, in the order in which they stand (rule 16 of the design)."""
_FAMILY_OPEN = Notice(
    id="family-open",
    text="{family}",
    source=_OWN,
    when=NoticeCondition(family_unanswered=True),
    advice_before_family=True,
)


def urgent() -> dict[str, PhoneNow]:
    """The alerts that say to phone now, by their keys, in the table's order."""
    return {key: now for key, each in ALERTS.items() if (now := each.phone_now)}


def marks_that_raise(alert: str, notices: Sequence[Notice]) -> frozenset[str]:
    """The keys of the factors for which these notices raise an alert."""
    return frozenset(key for each in notices if each.alert == alert for key in each.when.any_marked)


def with_always(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """A pathway's notices, and the app's own on subjects that it lacks: nobody can switch these off."""

    def subject(notice: Notice) -> tuple[str, bool]:
        """The alert that it is; of others, whether it warns of the family while that is not answered."""
        warns = notice.place == "result" and bool(notice.when.family_unanswered)
        return notice.alert, warns and not notice.alert

    own = [each.own for each in ALERTS.values() if each.own]
    family = next(number for number, each in enumerate(own, 1) if each.advice_before_family)
    own.insert(family, _FAMILY_OPEN)
    there = {subject(notice) for notice in notices}
    return (*notices, *(notice for notice in own if subject(notice) not in there))
