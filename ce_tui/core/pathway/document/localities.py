"""The shape of a locality: its procedure, contacts and own forms, how it takes a disagreement further.

Opening hours are judged by `hours`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from ce_tui.core.pathway.words import OUTCOMES, OutcomeName, Provenance, by_outcome

Role = Literal[
    "emergency",  # 999
    "police",  # 101 and the police's routes
    "front-door",  # C-SPOC, Children & Families' Hub, MASH
    "out-of-hours",
    "early-help",
    "adult-social-care",
    "other",
]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


EMERGENCY = "999"
ELSEWHERE = "elsewhere"  # the area of a child who lives in another council's


class OpeningHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Days with the same hours, local time (Europe/London), "09:00" to "17:30"."""

    days: tuple[Day, ...]
    opens: str
    closes: str


class Alternative(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number that another source gives for the same contact."""

    phone: str
    source: str


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Someone to call. No hours known: `opening` empty, `always` false, `when_closed` empty: never "open"."""

    id: str
    role: Role
    name: str
    called: str = ""  # within a sentence: "the Children & Families' Hub"; empty: as its name
    phone: str = ""
    email: str = ""
    url: str = ""
    ask_for: str = ""  # "the Consultation Line for advice, the Priority Line for a red result"
    ask_for_on: dict[OutcomeName, str] = {}  # the same by result: {amber = "the Consultation Line"}
    printed: str = ""  # the document's line, as printed
    hours: str = ""  # in words, as shown
    hours_source: str = ""
    opening: tuple[OpeningHours, ...] = ()
    always: bool = False  # answers day and night
    when_closed: str = ""  # id of the contact outside whose hours this one answers
    closed_on_bank_holidays: bool = True
    source: str = "document"
    checked: str = ""  # ISO date on which the number was last compared with its source
    disputed: str = ""
    alternatives: tuple[Alternative, ...] = ()
    note: str = ""  # when to call, what a mailbox is not for
    source_note: str = ""  # of where it comes from: never between two numbers

    @property
    def whole_note(self) -> str:
        """The note, and what is to be known of where it comes from."""
        return " ".join(filter(None, (self.note, self.source_note)))


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing to do. `confirm` is printed beside steps that the document does not print.

    On red the call stands first, in the clock's own words; `text` is what paper and Guidance say of it, at any hour.
    """

    text: str
    provenance: Provenance = "document"
    label: str = ""  # "For advice", "For referral"
    confirm: str = ""
    contacts: tuple[str, ...] = ()  # ids of this locality's contacts
    links: tuple[str, ...] = ()
    advice: bool = False  # the step to take when unsure
    call: bool = False  # a call to the area's services: whom to phone at this hour is said with it
    send: bool = False  # something is sent to its contacts: how to reach them stands with it


class OwnForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A form or portal of the area itself, which the exported PDF does not replace."""

    name: str
    outcomes: tuple[OutcomeName, ...]
    link: str = ""  # id of a link slot
    provenance: Provenance = "document"
    confirm: str = ""


class Procedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the locality does, result by result."""

    none: tuple[Step, ...] = ()
    yellow: tuple[Step, ...] = ()
    amber: tuple[Step, ...] = ()
    red: tuple[Step, ...] = ()

    def steps(self, outcome: OutcomeName) -> tuple[Step, ...]:
        """The steps of a result, as they stand in the data."""
        return by_outcome(outcome, none=self.none, yellow=self.yellow, amber=self.amber, red=self.red)


class EscalationStage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One stage of taking a disagreement further, as the area's own procedures have it: never a guess of ours.

    `who`: who takes it up, and with whom. `within`: by when, in words that follow "within", where there is a limit.
    """

    who: str
    within: str = ""
    note: str = ""
    source: str = "document"


class Locality(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A council's area (or "elsewhere")."""

    id: str
    name: str
    title: str  # "Southend CE Procedures"
    intro: str  # "You have concerns about CE. After completing this pathway indicator, you found:"
    procedure: Procedure
    contacts: tuple[Contact, ...]
    forms: tuple[OwnForm, ...] = ()
    assessment: str = ""  # what an assessment may lead to
    consent: str = ""  # the area's sentence on consent
    front_door: str = ""  # "C-SPOC", in the app's own sentences
    links: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()  # remaining lines of the area's page, verbatim
    provenance: str = ""  # said where the procedure is shown, if it was rebuilt
    escalation_at: str = ""  # where to read how a disagreement is taken further, in words
    escalation_source: str = ""  # where that comes from, and what of it is not certain
    escalation: tuple[EscalationStage, ...] = ()  # in their order; empty until someone fills them in

    @property
    def is_rebuilt(self) -> bool:
        """Whether steps of it had to be rebuilt: then they, and what stands with them, are not the area's own words."""
        return any(step.provenance == "rebuilt" for name in OUTCOMES for step in self.procedure.steps(name))

    @property
    def headed(self) -> str:
        """What stands above its steps: the title of its page; where they are rebuilt, its name alone."""
        return self.name if self.is_rebuilt else self.title

    @property
    def tells_police(self) -> bool:
        """Whether a step of red is with the police alone."""
        return any(
            step.contacts and all(self.contact(id).role == "police" for id in step.contacts)
            for step in self.procedure.red
        )

    @property
    def emergency(self) -> str:
        """The number in danger."""
        numbers = (contact.phone for contact in self.by_role("emergency") if contact.phone)
        return next(numbers, EMERGENCY)

    @property
    def danger(self) -> str:
        """What to do in danger, in words: it stands above all that is done on red."""
        return in_danger(self.emergency)

    @property
    def service(self) -> str:
        """Whom the area's services are asked of, within a sentence: "C-SPOC", "the Children & Families' Hub"."""
        return next((each.called for each in self.by_role("front-door") if each.called), self.front_door)

    def contact(self, id: str) -> Contact:
        """The contact of that id; KeyError if there is none."""
        for contact in self.contacts:
            if contact.id == id:
                return contact
        raise KeyError(id)

    def by_role(self, role: Role) -> tuple[Contact, ...]:
        """The contacts of a role, in the order of the data."""
        return tuple(contact for contact in self.contacts if contact.role == role)


def in_danger(number: str) -> str:
    """ "Phone 999 if the child is in danger now."."""
    return f"Phone {number} if the child is in danger now."
