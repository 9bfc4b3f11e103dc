"""The types of an outcome: its reasons, steps, contacts, alerts and notices. The shape is the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import SafetyName
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE, Alternative, Locality
from ce_tui.core.pathway.document.notices import ALERTS, AlertKind, Place
from ce_tui.core.pathway.words import (
    GRAVEST_FIRST,
    DecisionName,
    Grade,
    MarkName,
    OutcomeName,
    Provenance,
    TierName,
    grade,
    rank,
    with_small,
)


class Reason(msgspec.Struct, frozen=True):
    """A marked factor. `text` is the document's."""

    id: str
    mark: MarkName
    text: str


class OutcomeStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step to take; `provenance` says whose words it is: ours, unless said. `contacts` and `links` are ids.

    `now`: this software's words on whom to phone at this hour, where the step is a call whose own words are kept.
    `phones`: the numbers that it says to ring, in order.
    """

    text: str
    provenance: Provenance = "own"
    now: str = ""
    phones: tuple[str, ...] = ()
    label: str = ""
    confirm: str = ""
    contacts: tuple[str, ...] = ()  # ids of the locality's contacts
    links: tuple[str, ...] = ()  # ids of link slots

    @property
    def labelled(self) -> str:
        """The step's words, its label before them: "For advice: phone C-SPOC."."""
        return f"{self.label}: {self.text}" if self.label else self.text


class OutcomeContact(msgspec.Struct, frozen=True, kw_only=True):
    """Someone to call. `open_now` is None where hours are unknown."""

    name: str
    phone: str
    email: str
    hours: str
    open_now: bool | None
    source: str
    disputed: str
    alternatives: tuple[Alternative, ...]
    id: str
    role: str
    called: str  # within a sentence: "the Children & Families' Hub"
    url: str
    state: str  # "Should be open (…)", "Closed until Thursday 9am", "Hours not known; try this first"
    ask_for: str
    ask_for_on: dict[OutcomeName, str]
    printed: str
    hours_source: str
    checked: str
    note: str
    source_note: str

    @property
    def whole_note(self) -> str:
        """The note, and the note on its source."""
        return " ".join(filter(None, (self.note, self.source_note)))


Contacts = Sequence[OutcomeContact]


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """A warning that comes before anything else. `fact`: the same without an instruction, for the receiver."""

    key: str
    text: str
    phones: tuple[str, ...]
    fact: str
    source: str = ""

    @property
    def kind(self) -> AlertKind:
        """The row of the alert in the table of alerts."""
        return ALERTS[self.key]

    @property
    def is_reported(self) -> bool:
        """Whether the police are told of the alert by itself."""
        return bool(self.kind.phone_now and self.kind.phone_now.report)

    @property
    def says_whom_to_phone(self) -> bool:
        """Whether the numbers of the alert are those to phone about the child."""
        return bool(self.phones) and self.kind.asks != "another call"


class OutcomeNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice with its source."""

    text: str
    source: str
    id: str = ""
    place: Place = "result"
    alert: str = ""  # stands among the alerts
    quoted: bool = False  # a sentence of the document, not the app's own
    on_family: bool = False  # asks for advice before the family hears of it


class FormDue(msgspec.Struct, frozen=True, kw_only=True):
    """A form or portal of the area that is still to be done."""

    name: str
    url: str  # empty: the address is not known
    provenance: Provenance
    confirm: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the marks indicate, and what follows. `acting_on` is the higher of outcome and decision."""

    outcome: OutcomeName
    heading: str
    because: tuple[Reason, ...]
    also_marked: tuple[Reason, ...]
    immediate_risk: bool | None  # None: nobody answered
    not_asked: tuple[TierName, ...]
    not_looked_at: tuple[TierName, ...]
    decision: DecisionName
    steps: tuple[OutcomeStep, ...]
    contacts: tuple[OutcomeContact, ...]
    notices: tuple[OutcomeNotice, ...]
    citations: dict[str, int]
    unknown_ids: tuple[str, ...]
    missing: tuple[str, ...]
    locality: str
    pathway: str
    acting_on: OutcomeName
    harm_today: bool | None
    forms_due: tuple[FormDue, ...]
    age: int | None
    by_file: tuple[str, ...]  # which No is only a file's: nobody here has answered
    marks_indicate: OutcomeName  # by the marks alone
    alerts: tuple[Alert, ...]
    not_answered: tuple[SafetyName, ...]  # the questions that are asked here and were not answered
    cited_unmarked: tuple[str, ...]  # IDs that the notes cite and nobody marked
    set_aside: tuple[str, ...]  # IDs whose marks a first meeting set aside
    set_aside_marks: tuple[Reason, ...]  # the same with their marks and words
    not_filled_in: tuple[str, ...]  # what a receiver needs and nobody gave: never an error
    heading_holds: bool  # whether the heading's reassuring words stand (rule 5)

    @property
    def grade(self) -> Grade:
        """The row of the tier that is acted on."""
        return grade(self.acting_on)


def reasons(marks: Mapping[str, MarkName], pathway: Pathway) -> tuple[Reason, ...]:
    """The marks with the document's words, in its order."""
    factors = pathway.factors
    return tuple(Reason(each, marks[each], factors[each].text) for each in factors if each in marks)


def gravest_first(found: Iterable[Reason], pathway: Pathway) -> list[Reason]:
    """Reasons by tier and mark, the gravest first; those alike stay in the order given."""
    return sorted(
        found, key=lambda reason: (-rank(pathway.tier_of[reason.id]), GRAVEST_FIRST.index(reason.mark))
    )


def area_of(outcome: Outcome, pathway: Pathway) -> Locality:
    """The locality of an outcome; if the child lives elsewhere, its service names that council if known.

    Raises KeyError for a locality that the pathway lacks.
    """
    locality = pathway.locality(outcome.locality)
    office = next((each for each in outcome.contacts if each.role == "front-door"), None)
    if locality.id != ELSEWHERE or office is None:
        return locality
    return replace(locality, front_door=with_small(office.called))
