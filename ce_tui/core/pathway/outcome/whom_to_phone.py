"""Whom to phone at this hour, in sentences: the first call on red, and who advises otherwise (rule 12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import grown
from ce_tui.core.pathway.dates import LONDON, MONTHS, in_london, say_date
from ce_tui.core.pathway.document.localities import (
    BANK_HOLIDAY_NOTE,
    EMERGENCY,
    Contact,
    Locality,
    PhoneOrder,
    by_the_clock,
    in_danger,
    is_open,
    known_until,
    opens_next,
    order_for,
    runs_out_soon,
)
from ce_tui.core.pathway.outcome.outcome import Contacts, Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.words import OutcomeName, with_capital, with_small

_AT_ONCE = 3  # numbers: as many as are phoned one after the other
_A_WEEK = 7  # days: within them the name of a day says which


def contacts_now(
    locality: Locality, at: datetime, order: PhoneOrder = "advice"
) -> tuple[OutcomeContact, ...]:
    """All of the locality's contacts, in the order in which to call them (`order_for`).

    `at` is aware, or London's. `open_now` is None where the hours are unknown.
    """
    ordered = order_for(locality.contacts, order, at)
    tries = _tries(locality, at, order) | _tries_without_number(ordered, order)
    return tuple(_shown(contact, locality, at, tries.get(contact.id, "")) for contact in ordered)


def _tries(locality: Locality, at: datetime, order: PhoneOrder) -> dict[str, str]:
    """When to try the office and its line, by id: their hours may not be known."""
    first, second = by_the_clock(locality.contacts, at)
    if first is None or second is None:
        return {}
    police = next((f"after {each.phone}" for each in locality.by_role("police") if each.phone), "second")
    words = {"advice": ("first", "second"), "red": ("first", police), "missing": (police, "last")}[order]
    return dict(zip((first.id, second.id), words, strict=True))


def _tries_without_number(ordered: Sequence[Contact], order: PhoneOrder) -> dict[str, str]:
    """When to try an office whose number nobody knows here, by id: behind the police after them."""
    leading = [each for each in ordered if is_phoned(each) and each.role in ("police", "front-door")]
    office = next((each for each in leading if not each.phone), None)
    if office is None:
        return {}
    before = [each.phone for each in leading[: leading.index(office)] if each.role == "police"]
    return {office.id: ("last" if order == "missing" else f"after {before[0]}") if before else "first"}


def to_be_shown(contacts: Contacts, age: int | None) -> list[OutcomeContact]:
    """The contacts that concern a child of this age: adult social care from 17 on (rule 7 of the design)."""
    adult = grown(age)
    return [each for each in contacts if adult or each.role != "adult-social-care"]


def first_to_phone(contacts: Contacts, age: int | None) -> list[OutcomeContact]:
    """The first contacts that are not known to be closed (rule 12).

    An office whose number nobody knows here is one: it is to be phoned all the same.
    """
    shown = to_be_shown(contacts, age)
    return [each for each in shown if is_phoned(each) and each.open_now is not False][:_AT_ONCE]


def is_phoned(contact: Contact | OutcomeContact) -> bool:
    """Whether a contact is to be phoned: the council of another area too, whose number is looked up."""
    return bool(contact.phone) or (contact.role == "front-door" and not contact.email and not contact.url)


def contact_notes(at: datetime) -> tuple[str, ...]:
    """The notes beside contacts that are shown by the clock: how hours are judged, and until when.

    `at` is aware, or London's.
    """
    if not runs_out_soon(in_london(at).date()):
        return (BANK_HOLIDAY_NOTE,)
    note = (
        f"Bank holidays are known to this version until {say_date(known_until())}: ask for a newer version before "
        "then. After it no office is said to be open."
    )
    return BANK_HOLIDAY_NOTE, note


def say_when(moment: datetime, at: datetime) -> str:
    """When something opens, seen from a moment, in London: "5:30pm today", "Thursday 9am", "Monday 4 January 9am"."""
    days = (moment.date() - at.astimezone(LONDON).date()).days
    minutes = f":{moment.minute:02}" if moment.minute else ""
    hour = f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
    hour = "noon" if hour == "12pm" else hour
    if days == 0:
        return f"{hour} today"
    if days < _A_WEEK:
        return f"{moment:%A} {hour}"
    return f"{moment:%A} {moment.day} {MONTHS[moment.month - 1]} {hour}"


def _state(contact: Contact, locality: Locality, at: datetime, tried: str, *, open_now: bool | None) -> str:
    """Whether to expect an answer: never that somebody answers, which nobody can know."""
    if not contact.phone and not tried:
        return ""
    if contact.always:
        return with_capital(contact.hours) or "Day and night"
    if open_now:  # the hours are short if they are those outside another's
        office = next((each for each in locality.contacts if each.id == contact.when_closed), None)
        hours = f"outside {office.called or office.name}'s hours" if office else contact.hours
        return f"Should be open ({hours})"
    if open_now is False:
        opens = opens_next(contact, locality.contacts, at)
        return f"Closed until {say_when(opens, at)}" if opens else "Closed now"
    hours = f"Not known whether it is open today ({contact.hours})" if contact.hours else "Hours not known"
    return f"{hours}; try this {tried}" if tried else hours


_AS_IN_FILE = (set(OutcomeContact.__struct_fields__) & set(Contact.__struct_fields__)) - {"called"}
"""What a contact of an outcome has as it stands in the locality's file."""


def _shown(contact: Contact, locality: Locality, at: datetime, tried: str) -> OutcomeContact:
    open_now = is_open(contact, locality.contacts, at)
    return OutcomeContact(
        **{name: getattr(contact, name) for name in _AS_IN_FILE},
        called=contact.called or contact.name,
        open_now=open_now,
        state=_state(contact, locality, at, tried, open_now=open_now),
    )


UNTIL_THEN = "Until then:"

NO_NUMBER = "its switchboard has the number"
"""Of whom nobody knows a number here: the council of another area."""


class PhoneList(NamedTuple):
    """Who is to be phoned among `contacts`, in their order: the office, the line that answers for it, the police.

    `at_risk`: it was said that the child is in danger now, so 999 is phoned whatever else is.
    """

    contacts: Contacts
    at_risk: bool
    danger: OutcomeContact | None
    first: OutcomeContact | None
    second: OutcomeContact | None
    police: OutcomeContact | None

    @property
    def in_danger(self) -> str:
        """The emergency number."""
        return self.danger.phone if self.danger else EMERGENCY

    @property
    def after_danger(self) -> tuple[OutcomeContact, ...]:
        """The contacts to ring on red after the emergency number, in order."""
        return tuple(each for each in (self.first, self.police, self.second) if each is not None)

    @property
    def phones(self) -> tuple[str, ...]:
        """The numbers to ring on red after the emergency number: whoever is closed is left out."""
        return answering(*self.after_danger)

    @property
    def red_phones(self) -> tuple[str, ...]:
        """The numbers to ring on red, in order, the emergency number first: whoever is closed is left out."""
        return (self.in_danger, *self.phones)

    @property
    def without_number(self) -> OutcomeContact | None:
        """The office that is to be phoned though nobody knows its number here, if there is one."""
        return next((each for each in self.contacts if is_phoned(each) and not each.phone), None)

    @property
    def police_before_office(self) -> OutcomeContact | None:
        """The police, unless the office whose number nobody knows here is phoned before them."""
        leading = (each for each in self.contacts if each in (self.police, self.without_number))
        return self.police if next(leading, None) == self.police else None

    @property
    def red_words(self) -> str:
        """ "999 in danger, else C-SPOC on 01702 215007, else 101": whoever is closed is left out, what to ask for said.

        `at_risk`: "999 now. Then C-SPOC on 01702 215007, else 101".
        """
        return self.danger_first(self._after_danger_words())

    @property
    def whom_on_red(self) -> str:
        """What `red_words` says, with an office whose number nobody knows here: it is looked up."""
        office, others = self.without_number, self._after_danger_words()
        if office is not None and self.first is None:
            others.insert(len(others) if self.police_before_office else 0, with_small(office.called))
        return self.danger_first(others)

    def danger_first(self, others: Sequence[str]) -> str:
        """The emergency number, then others: each for when the one before does not answer."""
        if not self.at_risk:
            return ", else ".join([f"{self.in_danger} in danger", *others])
        then = f". Then {', else '.join(others)}" if others else ""
        return f"{self.in_danger} now{then}"

    def _after_danger_words(self) -> list[str]:
        said = []
        for each in self.after_danger:
            if each.open_now is not False:
                asked = f" (ask for {for_what})" if (for_what := each.ask_for_on.get("red")) else ""
                said.append(each.phone if each is self.police else f"{each.called} on {each.phone}{asked}")
        return said

    @property
    def police_words(self) -> str:
        """ "101, or 999 if in danger"; `at_risk`: "999 now"."""
        if self.at_risk:
            return f"{self.in_danger} now"
        return f"{self.police.phone}, or {self.in_danger} if in danger" if self.police else self.in_danger

    def first_words(self, locality: Locality) -> str:
        """Whom to phone first at this hour: "C-SPOC on 01702 215007"; without a number, who it is.

        If that is closed and nobody answers for it: the police.
        """
        if self.first is None:
            return locality.service or "children’s services"
        if self.first.open_now is False and self.police is not None:
            return self.police.phone
        return f"{self.first.called} on {self.first.phone}"

    def call_first(self, locality: Locality) -> str:
        """Whom to phone first, as sentences. Without a number they say who answers meanwhile (rule 13 of the design).

        "First" is said only if nobody else is phoned before: of a missing child the police are.
        """
        first, police = self.first, self.police_words
        if first is not None and first.open_now is False:
            return f"Phone {police}."
        roles = [each.role for each in self.contacts if each.role in ("police", "front-door", "out-of-hours")]
        when = "before anyone in the family is asked or told" if roles[:1] == ["police"] else "first"
        said = f"Phone {self.first_words(locality)} {when}."
        return said if first else f"{said} Until you reach it: {police}."

    def adviser(self, locality: Locality) -> str:
        """The name of whoever is phoned first at this hour, within a sentence; without a number, the service's."""
        return self.first.called if self.first else locality.service or "the service"

    def call_words(self, acting_on: OutcomeName) -> str:
        """Whom to phone now, and whom if nobody answers; empty if the area has no number for it."""
        first, second = self.first, self.second
        if first is None:
            return ""
        closed = [each for each in (first, second) if each and each.open_now is False]
        if first in closed:
            said = [f"Phone {self.police.phone} now."] if self.police else []
        else:
            asked = f" and ask for {for_what}" if (for_what := first.ask_for_on.get(acting_on)) else ""
            said = [f"Phone {first.called} on {first.phone} now{asked}. {first.state}."]
            then = [self.police.phone] if self.police else []
            if second and second not in closed:
                then.append(f"{second.called} on {second.phone}")
            if then:
                said.append(f"If nobody answers, phone {', then '.join(then)}.")
        said += [f"{each.name}, {each.phone}: {with_small(each.state)}." for each in closed]
        return " ".join(said)

    def advice_words(self, acting_on: OutcomeName, step: str = "") -> str:
        """Who advises, with number and hours; when closed, whom to ask until then. Empty: no number is known for it.

        `step`: what is said already, and not again.
        """
        first, second = self.first, self.second
        if first is None:
            return ""
        if first.role == "out-of-hours" and second is not None:
            office, instead = second, f"{first.called}, {first.phone}"
            danger = f"; in danger {self.danger.phone}" if self.danger and not self.at_risk else ""
            if office.open_now is False:
                closed = f"{office.name}, {office.phone}: {with_small(office.state)}."
                return f"{closed} {UNTIL_THEN} {instead}{danger}."
            return f"First {instead}; then {office.called}, {office.phone} (hours not known){danger}."
        for_what = first.ask_for_on.get(acting_on, "")
        asked = f" Ask for {for_what}." if for_what and for_what not in step else ""
        reach = "" if first.phone in step else f"{first.name}, {first.phone}: "
        said = f"{reach}{with_small(first.state) if reach else first.state}.{asked}"
        if first.open_now is None and second is not None:
            said += f" If nobody answers: {second.called}, {second.phone}."
        return said

    @property
    def closed_words(self) -> str:
        """ "C-SPOC is closed until Monday 9am."; empty if the office is not known to be closed."""
        office = next((each for each in self.contacts if each.role == "front-door" and each.phone), None)
        if office is None or office.open_now is not False:
            return ""
        return f"{with_capital(office.called)} is {with_small(office.state)}."

    @property
    def until_it_opens(self) -> str:
        """Until when the office is closed, and who answers until then; empty if it is not known to be closed.

        With the child in danger now nothing is said that is for danger alone.
        """
        closed = self.closed_words
        if not closed:
            return ""
        others = [each for each in (self.first, self.second) if each and each.open_now is not False]
        instead = [f"{each.called}, {each.phone}" for each in others]
        instead += [self.police.phone] if self.police else []
        danger = [f"in danger {self.danger.phone}"] if self.danger and not self.at_risk else []
        said = [*instead[:1], *danger]
        return f"{closed} {UNTIL_THEN} {'; '.join(said)}." if said else closed

    def red_steps(self, call: OutcomeStep | None) -> tuple[OutcomeStep, ...]:
        """The first steps on red: the emergency number, then the call. `call`: the area's own step for it, or none.

        A call in the document's words keeps them, with whom to phone at this hour beside; one in ours says that itself.
        One to an office whose number nobody knows stands behind the police, if they come first.
        """
        number = self.in_danger
        danger = OutcomeStep(
            text=f"Phone {number} now." if self.at_risk else in_danger(number),
            phones=(number,),
            contacts=(self.danger.id,) if self.danger else (),
        )
        words, ids = self.call_words("red"), tuple(each.id for each in self.after_danger)
        if call is None:
            own = OutcomeStep(text=words, contacts=ids, phones=self.phones)
            return (danger, own) if words else (danger,)
        if not words:
            if office := self.without_number:
                text = call.text
                if police := self.police_before_office:
                    text = f"Phone {police.phone} now. Then {with_small(text)}"
                call = replace(call, text=text, now=f"{office.state}." if office.state else "")
        elif call.provenance in ("document", "inferred"):
            now = " ".join(filter(None, (words, call.now)))
            call = replace(call, now=now, contacts=ids)
        else:
            call = replace(call, text=words, contacts=ids)
        return danger, replace(call, phones=self.phones)

    def with_advice(self, step: OutcomeStep, acting_on: OutcomeName) -> OutcomeStep:
        """A call in its own words, with whom to phone at this hour."""
        now = self.advice_words(acting_on, step.text)
        if not now and (office := self.without_number):
            # Where its number is had, and its hours: a step that says to phone says on which number.
            state = f": {with_small(office.state)}" if office.state else ""
            now = f"{with_capital(NO_NUMBER)}{state}."
        return replace(step, now=now, phones=answering(self.first, self.second))


def answering(*contacts: OutcomeContact | None) -> tuple[str, ...]:
    """The numbers of contacts that should be open, or may be. One that is closed is only said, with its state."""
    return tuple(each.phone for each in contacts if each is not None and each.open_now is not False)


def to_phone(contacts: Contacts, *, at_risk: bool = False) -> PhoneList:
    """Who is to be phoned among a locality's contacts, given in the order of `contacts_now`."""
    found: dict[str, OutcomeContact] = {}  # the first of each role
    for contact in contacts:
        if contact.phone:
            found.setdefault(contact.role, contact)
    danger, police = found.pop("emergency", None), found.pop("police", None)
    offices = [each for role, each in found.items() if role in ("front-door", "out-of-hours")]
    first, second, *_ = (*offices, None, None)
    return PhoneList(contacts, at_risk, danger, first, second, police)


def phone_list(outcome: Outcome) -> PhoneList:
    """Who is to be phoned about an outcome."""
    return to_phone(outcome.contacts, at_risk=outcome.immediate_risk is True)


def number_line(contact: OutcomeContact) -> str:
    """A number, and whether to expect an answer; empty if there is no number."""
    return f"{contact.phone}, {with_small(contact.state)}" if contact.phone else ""


def contact_line(contact: OutcomeContact, ask_for: str = "") -> str:
    """A contact in one line: "C-SPOC, 01702 215007: should be open (…). Ask for …".

    `ask_for`: what to ask for here, instead of what to ask for on each result.
    """
    unknown = NO_NUMBER if contact.role == "front-door" else "no number known"
    reach = contact.phone or contact.email or contact.url or unknown
    state = f": {with_small(contact.state)}" if contact.state else ""
    asked = f" Ask for {said}." if (said := ask_for or contact.ask_for) else ""
    return f"{contact.name}, {reach}{state}.{asked}"


def asked_for(contact: OutcomeContact, outcome: Outcome) -> str:
    """What to ask a contact for: "the Priority Line"; empty: nothing.

    It is what red asks for if an alert says to phone as on red.
    """
    red = to_phone(outcome.contacts).red_phones
    is_on_red = any(alert.phones == red for alert in outcome.alerts)
    return contact.ask_for_on.get("red" if is_on_red else outcome.acting_on, "")
