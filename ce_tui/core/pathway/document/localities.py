"""A locality with its procedure, contacts and forms; bank holidays; whom to phone at a moment, and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal, get_args

from msgspec import field

from ce_tui.core.pathway.dates import LONDON, in_london
from ce_tui.core.pathway.words import OUTCOMES, OutcomeName, Provenance, by_outcome
from ce_tui.core.strict_json import StrictStruct, parse_as
from ce_tui.resources import DATA

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


class OpeningHours(StrictStruct, frozen=True, kw_only=True):
    """Days with the same hours, local time (Europe/London), "09:00" to "17:30"."""

    days: tuple[Day, ...]
    opens: str
    closes: str


class Alternative(StrictStruct, frozen=True, kw_only=True):
    """A number that another source gives for the same contact."""

    phone: str
    source: str


class Contact(StrictStruct, frozen=True, kw_only=True):
    """Someone to call. Without `opening`, `always` and `when_closed` no hours are known: never "open"."""

    id: str
    role: Role
    name: str
    called: str = ""  # within a sentence: "the Children & Families' Hub"; empty: as its name
    phone: str = ""
    email: str = ""
    url: str = ""
    ask_for: str = ""  # "the Consultation Line for advice, the Priority Line for a red result"
    # the same by result: {amber = "the Consultation Line"}
    ask_for_on: dict[OutcomeName, str] = field(default_factory=dict)
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
        """The note, and what to know of its source."""
        return " ".join(filter(None, (self.note, self.source_note)))


class Step(StrictStruct, frozen=True, kw_only=True):
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


class OwnForm(StrictStruct, frozen=True, kw_only=True):
    """A form or portal of the area's own, which the exported PDF does not replace."""

    name: str
    outcomes: tuple[OutcomeName, ...]
    link: str = ""  # id of a link slot
    provenance: Provenance = "document"
    confirm: str = ""


class Procedure(StrictStruct, frozen=True, kw_only=True):
    """What the locality does, result by result."""

    none: tuple[Step, ...] = ()
    yellow: tuple[Step, ...] = ()
    amber: tuple[Step, ...] = ()
    red: tuple[Step, ...] = ()

    def steps(self, outcome: OutcomeName) -> tuple[Step, ...]:
        """The steps of a result, as they stand in the data."""
        return by_outcome(outcome, none=self.none, yellow=self.yellow, amber=self.amber, red=self.red)


class EscalationStage(StrictStruct, frozen=True, kw_only=True):
    """A stage of taking a disagreement further, from the area's own procedures: never a guess of ours.

    `who`: who takes it up, and with whom. `within`: by when, in words that follow "within", if there is a limit.
    """

    who: str
    within: str = ""
    note: str = ""
    source: str = "document"


class Locality(StrictStruct, frozen=True, kw_only=True):
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
    def as_choice(self) -> str:
        """The area as a choice."""
        return "Elsewhere: another council's area" if self.id == ELSEWHERE else self.name

    @property
    def in_sentence(self) -> str:
        """The area within a sentence."""
        return "another council's area" if self.id == ELSEWHERE else self.name

    @property
    def is_rebuilt(self) -> bool:
        """Whether steps had to be rebuilt: they, and what stands with them, are not the area's own words."""
        return any(step.provenance == "rebuilt" for name in OUTCOMES for step in self.procedure.steps(name))

    @property
    def headed(self) -> str:
        """The heading above the steps: the title of the area's page, or its name alone if they are rebuilt."""
        return self.name if self.is_rebuilt else self.title

    @property
    def tells_police(self) -> bool:
        """Whether a step of red is with the police alone."""
        return any(
            step.contacts and all(self.contact(each).role == "police" for each in step.contacts)
            for step in self.procedure.red
        )

    @property
    def emergency(self) -> str:
        """The number to phone in danger."""
        return next((each.phone for each in self.by_role("emergency") if each.phone), EMERGENCY)

    @property
    def danger(self) -> str:
        """What to do in danger, in words, above all that is done on red."""
        return in_danger(self.emergency)

    @property
    def service(self) -> str:
        """The area's service within a sentence: "C-SPOC", "the Children & Families' Hub"."""
        return next((each.called for each in self.by_role("front-door") if each.called), self.front_door)

    def contact(self, contact_id: str) -> Contact:
        """The contact of that id; KeyError if there is none."""
        return {contact.id: contact for contact in self.contacts}[contact_id]

    def by_role(self, role: Role) -> tuple[Contact, ...]:
        """The contacts of a role, in the order of the data."""
        return tuple(contact for contact in self.contacts if contact.role == role)


def in_danger(number: str) -> str:
    """What to do in danger: "Phone 999 if the child is in danger now."."""
    return f"Phone {number} if the child is in danger now."


FILE = DATA / "bank-holidays.json"


@cache
def dates() -> frozenset[date]:
    """Every known bank holiday in England."""
    content = parse_as(FILE.read_bytes(), dict[str, Any])
    return frozenset(map(date.fromisoformat, content["dates"]))


@cache
def known_from() -> date:
    """The first day of the years whose bank holidays are known."""
    return date(min(dates()).year, 1, 1)


@cache
def known_until() -> date:
    """The last day of the years whose bank holidays are known."""
    return date(max(dates()).year, 12, 31)


def is_bank_holiday(day: date) -> bool | None:
    """Whether a day is a bank holiday in England; None beyond the years that are known."""
    return day in dates() if known_from() <= day <= known_until() else None


def runs_out_soon(today: date) -> bool:
    """Whether the known dates end within a year: the app and `doctor` say so then."""
    return (known_until() - today).days < 365


BANK_HOLIDAY_NOTE = (
    "Hours are local time. On bank holidays in England a service with office hours is taken to be closed: this "
    "software's assumption."
)

PhoneOrder = Literal["advice", "missing", "red"]
"""What the order of phoning follows: who advises, a child that is missing now, or red."""

DAYS: tuple[Day, ...] = get_args(Day)

_USUAL = OpeningHours(days=DAYS[:5], opens="09:00", closes="17:00")
_AHEAD = 14  # days in which every office opens again


def order_for(contacts: Sequence[Contact], order: PhoneOrder, at: datetime) -> tuple[Contact, ...]:
    """A locality's contacts in the order of phoning them (rule 12 of the design).

    On red 999, then the office, or by night the emergency line, then 101, then the other of the two. Of a child that
    is missing now the police are told first: 101, 999, then the service. Otherwise the service that advises leads, by
    night who answers instead, and 101 and 999 follow. Then everybody else, those with a number first. An office whose
    number nobody knows here stands where it would stand with one, on red behind 101 while it is taken to be closed.
    """
    closed = {each.id for each in contacts if is_open(each, contacts, at) is False}
    danger, police = (
        [each for each in contacts if each.role == role and each.phone] for role in ("emergency", "police")
    )
    two = [each for each in by_the_clock(contacts, at) if each is not None]
    two = two or [each for each in contacts if each.role == "front-door"][:1]
    if order == "missing":
        leading = [*police, *danger, *two]
    elif order == "advice":
        leading = [*two, *police, *danger]
    elif (
        two
        and (  # nobody answers for it; of one without a number nobody is asked while it is taken to be closed
            two[0].id in closed or not (two[0].phone or _taken_to_be_open(two[0], contacts, at))
        )
    ):
        leading = [*danger, *police, *two]
    else:
        leading = [*danger, *two[:1], *police, *two[1:]]
    rest = [each for each in contacts if each not in leading]
    return (*leading, *sorted(rest, key=lambda each: (not each.phone, each.id in closed)))


def by_the_clock(contacts: Sequence[Contact], at: datetime) -> tuple[Contact | None, Contact | None]:
    """The office and the line that answers for it: first the one to phone at a moment, then the other.

    An office of unknown hours is taken to be open from 9am to 5pm, Monday to Friday, not on bank holidays (rule 12 of
    the design); that they are not known is said (`outcome.contacts`).
    """
    office = next((each for each in contacts if each.role == "front-door" and each.phone), None)
    line = next((each for each in contacts if each.role == "out-of-hours" and each.phone), None)
    if office is None or line is None:
        return office or line, None
    return (office, line) if _taken_to_be_open(office, contacts, at) else (line, office)


def opens_next(contact: Contact, contacts: Sequence[Contact], at: datetime) -> datetime | None:
    """When a contact that is closed at a moment answers again, in London's time. None: that is not known."""
    local = in_london(at)
    if contact.when_closed:  # it answers again when the office closes, if that is open
        hours = (opening for each in contacts if each.id == contact.when_closed for opening in each.opening)
        ends = (time_of_day(opening.closes) for opening in hours if _covers(opening, local))
        return next((datetime.combine(local.date(), end, LONDON) for end in ends), None)
    moments = (
        datetime.combine(day, time_of_day(opening.opens), LONDON)
        for day in (local.date() + timedelta(days=ahead) for ahead in range(_AHEAD))
        for opening in contact.opening
        if DAYS[day.weekday()] in opening.days
        and not (contact.closed_on_bank_holidays and is_bank_holiday(day))
    )
    return min((moment for moment in moments if moment > local), default=None)


def _taken_to_be_open(office: Contact, contacts: Sequence[Contact], at: datetime) -> bool:
    answers, local = is_open(office, contacts, at), in_london(at)
    if answers is not None:
        return answers
    if office.opening:  # nobody can say whether the day is a bank holiday
        return any(_covers(opening, local) for opening in office.opening)
    return _covers(_USUAL, local) and not is_bank_holiday(local.date())


def is_open(contact: Contact, contacts: Sequence[Contact], at: datetime) -> bool | None:
    """Whether a contact of an area's answers at a moment (aware; naive is London's). None: nobody knows.

    Office hours on a bank holiday in England count as closed, our assumption (`BANK_HOLIDAY_NOTE`). Within office
    hours of a day on which nobody can say whether it is one (after `known_until`), None.
    """
    local = in_london(at)
    if contact.always:
        return True
    if not contact.when_closed:
        return _in_hours(contact, local)
    office = next((other for other in contacts if other.id == contact.when_closed), None)
    within = _in_hours(office, local)
    return None if within is None else not within


def _in_hours(contact: Contact | None, local: datetime) -> bool | None:
    """By the contact's own hours alone."""
    if contact is None or not contact.opening:
        return None
    if not any(_covers(opening, local) for opening in contact.opening):
        return False
    holiday = contact.closed_on_bank_holidays and is_bank_holiday(local.date())
    return None if holiday is None else not holiday


def _covers(opening: OpeningHours, local: datetime) -> bool:
    """Whether the hours hold: from the minute of opening to before the minute of closing."""
    is_day = DAYS[local.weekday()] in opening.days
    return is_day and time_of_day(opening.opens) <= local.time() < time_of_day(opening.closes)


def time_of_day(hours: str) -> time:
    """ "17:30" as a time of day; "24:00" is the last moment of the day. Raises ValueError for anything else."""
    if hours == "24:00":
        return time.max
    if len(hours) != 5 or hours[2] != ":" or not (hours[:2] + hours[3:]).isdecimal():
        raise ValueError("not a time of day")
    return time(int(hours[:2]), int(hours[3:]))
