"""What follows from a result: the locality's steps, its own forms, the notices that hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ce_tui.core.pathway.ages import UNDER
from ce_tui.core.pathway.answers.danger import SAFETY, is_open
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE, Contact, Locality, Step
from ce_tui.core.pathway.document.notices import Notice, Place, with_always
from ce_tui.core.pathway.outcome.alerts import after_a_caution, calls_of_alerts, filled
from ce_tui.core.pathway.outcome.calling import (
    advice_words,
    answering,
    number_line,
    on_red,
    until_it_opens,
    with_advice,
)
from ce_tui.core.pathway.outcome.family import Cause, before_words, cause, family_caution
from ce_tui.core.pathway.outcome.naming_marks import naming_marks
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeContact, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.outcome.set_aside import asking_about_it
from ce_tui.core.pathway.words import OUTCOMES, OutcomeName, say_source, with_capital


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the conditions of notices ask about."""

    answers: Answers
    pathway: Pathway
    locality: Locality
    acting_on: OutcomeName
    age: int | None
    form_due: bool
    contacts: tuple[OutcomeContact, ...] = ()


def steps(facts: Facts, held: Sequence[Notice]) -> tuple[OutcomeStep, ...]:
    """The locality's steps for a result, the advice for those who are unsure, both councils where two share.

    `held`: the notices that hold. What an alert among them says to phone stands first, on red after the call of red;
    the caution on the family stands before any step that speaks of it (rules 8 and 16 of the design). Advice on what
    was set aside and outranks what is acted on is asked before the area's own steps. Contacts are in the order of
    `contacts_now`: on red the call stands first; elsewhere a call says whom to phone at this hour (rule 12).
    """
    answers, locality, contacts = facts.answers, facts.locality, facts.contacts
    at_risk = answers.immediate_risk is True
    advice = with_advice(_advice(locality), contacts, "amber", at_risk=at_risk)
    calls, rest = _of_the_area(facts, without=advice.label if _is_unsure_of_nothing(facts) else None)
    caution = filled(family_caution(answers, facts.pathway), locality, contacts, answers.harm)
    area = (*calls, *calls_of_alerts(held, contacts, facts.acting_on, at_risk=at_risk), *rest)
    told = after_a_caution(area, caution, advice, locality.service)
    if answers.decision.outcome == "unsure" and advice.text not in [each.text for each in told]:
        told = (*told, advice)
    told = asking_about_it(told, answers, facts.acting_on, facts.pathway, advice)
    if placed_by := answers.placed_by.strip():
        told = (*told, _tell_both(locality, placed_by))
    return told


def _is_unsure_of_nothing(facts: Facts) -> bool:
    """Whether the area's advice stands in for the call that is there where nothing is marked: both are to the same."""
    return facts.acting_on == "none" and facts.answers.decision.outcome == "unsure"


def _of_the_area(
    facts: Facts, without: str | None
) -> tuple[tuple[OutcomeStep, ...], tuple[OutcomeStep, ...]]:
    """The calls that lead on red, and the other steps; `without` those of a label."""
    contacts, acting_on = facts.contacts, facts.acting_on
    found = [
        known for known in _procedure(facts.pathway, facts.locality)[acting_on] if known[0].label != without
    ]
    if acting_on == "red":
        calls, rest = _parted(found)
        at_risk = facts.answers.immediate_risk is True
        leading = on_red(contacts, calls[0] if calls else None, at_risk=at_risk)
        return leading, tuple(_at_this_hour(rest, contacts, at_risk=at_risk))
    return (), tuple(
        with_advice(step, contacts, acting_on) if call else _with_phones(step, contacts)
        for step, call in found
    )


def _at_this_hour(
    steps: Sequence[OutcomeStep], contacts: Sequence[OutcomeContact], *, at_risk: bool
) -> Iterator[OutcomeStep]:
    """What follows the call on red. The first that asks something of the office says where that is closed, until when,
    and who answers until then.
    """
    office = next((each.id for each in contacts if each.role == "front-door"), "")
    closed = until_it_opens(contacts, at_risk=at_risk)
    for step in (_with_phones(step, contacts) for step in steps):
        if closed and "closed" not in step.now and office in step.contacts:
            step, closed = msgspec.structs.replace(step, now=f"{step.now} {closed}".lstrip()), ""
        yield step


def forms_due(pathway: Pathway, locality: Locality, acting_on: OutcomeName) -> tuple[FormDue, ...]:
    """The area's own forms and portals for this result, which the exported PDF does not replace."""
    return tuple(
        FormDue(
            name=form.name,
            url=pathway.link(form.link).url if form.link else "",
            provenance=form.provenance,
            confirm=form.confirm,
        )
        for form in locality.forms
        if acting_on in form.outcomes
    )


def notices(facts: Facts) -> tuple[OutcomeNotice, ...]:
    """The notices for a result, in the order of the data. Those on consent come once consent is recorded.

    Who is unsure is told to compile information before seeking support, but not on red, where that would be a delay.
    """
    places: tuple[Place, ...] = (
        ("result", "tier", "consent") if facts.answers.consent.status else ("result", "tier")
    )
    found = list(notices_at(places, facts))
    unsure = facts.answers.decision.outcome == "unsure" and facts.acting_on != "red"
    if unsure and facts.pathway.decision_advice:
        text = facts.pathway.decision_advice
        found.append(OutcomeNotice(text=text, source="document", id="unsure", quoted=True))
    return tuple(found)


def notices_at(places: tuple[Place, ...], facts: Facts) -> Iterator[OutcomeNotice]:
    """The notices that hold at some places, in the order of the data.

    While a caution on the family stands, no other one on consent is said.
    """
    quiet = bool(cause(facts.answers, facts.pathway))
    said = set()
    for notice in naming_marks(holding(facts), facts.answers, facts.pathway):
        if notice.place not in places or notice.text in said:
            continue
        if quiet and notice.place == "consent" and not notice.advice_before_family:
            continue
        said.add(notice.text)
        yield from _worded(notice, facts)


INVOLVED = " Someone in the family may be involved."


def holding(facts: Facts) -> list[Notice]:
    """The notices that hold, those of the program's own alerts among them, with the caution on the family in its words.

    An alert, and what asks an open question, heeds marks that were set aside too: they change no outcome, and the
    danger that they speak of is none the less.
    """
    marked = _keys(facts.answers.marks, facts.pathway)
    earlier = marked | _keys(facts.answers.set_aside, facts.pathway)
    caution = family_caution(facts.answers, facts.pathway)
    before = before_words(facts.answers, facts.pathway)
    involved = "" if before else INVOLVED
    why = cause(facts.answers, facts.pathway)
    return [
        msgspec.structs.replace(
            notice,
            text=notice.text.replace("{family}", caution)
            .replace("{involved}", involved)
            .replace("{before}", before),
            fact=notice.fact.replace("{before}", before),
        )
        for notice in with_always(facts.pathway.notices)
        if _holds(notice, earlier if notice.alert or notice.when.unanswered else marked, facts, why)
    ]


def _keys(marks: Iterable[str], pathway: Pathway) -> set[str]:
    factors = pathway.factors
    return {factors[id].key for id in marks if id in factors}


def _holds(notice: Notice, keys: set[str], facts: Facts, why: Cause) -> bool:
    when, answers = notice.when, facts.answers
    if notice.advice_before_family:
        if not why or (why == "involved") is bool(when.family_unanswered):
            return False
    elif when.any_marked and keys.isdisjoint(when.any_marked):
        return False
    if when.outcomes and facts.acting_on not in when.outcomes:
        return False
    if when.age_from is not None and (facts.age is None or facts.age < when.age_from):
        return False
    if when.age_below is not None and not _is_below(when.age_below, facts):
        return False
    return (
        when.first_meeting in (None, answers.known_to_practitioner is False)
        and when.elsewhere in (None, facts.locality.id == ELSEWHERE)
        and when.placed_here in (None, bool(answers.placed_by.strip()))
        and when.own_form_due in (None, facts.form_due)
        and when.immediate_risk in (None, answers.immediate_risk)
        and when.harm_today in (None, answers.harm_today)
        and when.missing_now in (None, answers.missing_now)
        and all(name in SAFETY and is_open(answers, name) for name in when.unanswered)
    )


def _is_below(age: int, facts: Facts) -> bool:
    """Whether the child is younger: by the date of birth, else by what was answered (rule 7 of the design)."""
    if facts.age is not None:
        return facts.age < age
    return bool(facts.answers.under_13) and age >= UNDER


def _worded(notice: Notice, facts: Facts) -> Iterator[OutcomeNotice]:
    """A notice with the numbers of this hour, and the locality's contact where it names one.

    After a sentence of the document the contact is a notice of its own: it is not the document that names it. The
    office is named with whether it should be open, and who answers until then (rule 12 of the design).
    """
    locality = facts.locality
    at_risk = facts.answers.immediate_risk is True
    text = filled(notice.text, locality, facts.contacts, facts.answers.harm, at_risk=at_risk)
    named = [contact for contact in locality.contacts if contact.role and contact.role == notice.contact_role]
    at_this_hour = with_capital(advice_words(facts.contacts, facts.acting_on, at_risk=at_risk))
    if notice.contact_role == "front-door" and at_this_hour:
        text = f"{text} {at_this_hour}"
    elif not notice.quoted:
        sources = (f"{_reached(each)} (source: {say_source(each.source)})." for each in named)
        text = " ".join([text, *sources])
    yield OutcomeNotice(
        text=text,
        source=notice.source,
        id=notice.id,
        place=notice.place,
        alert=notice.alert,
        on_family=notice.advice_before_family,
        quoted=notice.quoted,
    )
    if notice.quoted:
        for each in named:
            yield OutcomeNotice(
                text=f"{_reached(each)}.",
                source=each.source,
                id=f"{notice.id}-{each.id}",
                place=notice.place,
            )


def _reached(contact: Contact) -> str:
    """ "Adult Social Care: 01632 960123"."""
    return f"{contact.name}: {contact.phone or contact.email or contact.url or 'no number known'}"


Known = tuple[OutcomeStep, bool]
"""A step of the data, and whether it is a call."""


def _procedure(pathway: Pathway, locality: Locality) -> dict[OutcomeName, tuple[Known, ...]]:
    """The locality's steps by result, made once and kept with the pathway."""
    kept: dict[str, dict[OutcomeName, tuple[Known, ...]]]
    kept = pathway.__dict__.setdefault("_procedures", {})
    if locality.id not in kept:
        kept[locality.id] = {
            outcome: tuple(
                (_step(step, locality), step.call or step.advice)
                for step in locality.procedure.steps(outcome)
            )
            for outcome in OUTCOMES
        }
    return kept[locality.id]


def _parted(steps: Sequence[Known]) -> tuple[list[OutcomeStep], list[OutcomeStep]]:
    """The calls, and the rest."""
    return [step for step, call in steps if call], [step for step, call in steps if not call]


def _step(step: Step, locality: Locality) -> OutcomeStep:
    return OutcomeStep(
        text=step.text,
        provenance=step.provenance,
        now=_mailbox(step, locality) if step.send else "",
        label=step.label,
        confirm=step.confirm,
        contacts=step.contacts,
        links=step.links,
    )


def _mailbox(step: Step, locality: Locality) -> str:
    """Where something is sent: the e-mail addresses of its contacts; empty where the area has none for them."""
    found = [each.email for each in map(locality.contact, step.contacts) if each.email]
    return f"E-mail: {' or '.join(found)}, by secure e-mail only." if found else ""


def _with_phones(step: OutcomeStep, contacts: Sequence[OutcomeContact]) -> OutcomeStep:
    """A step with the numbers that stand in its words; of one that is closed, that it is, and until when."""
    with_phone = [each for each in contacts if each.phone and each.id in step.contacts]
    said = [each for each in with_phone if re.search(rf"(?<!\d){each.phone}(?!\d)", step.text)]
    closed = (f"{each.name}, {number_line(each)}." for each in said if each.open_now is False)
    return msgspec.structs.replace(step, phones=answering(*said), now=" ".join(closed)) if said else step


def _advice(locality: Locality) -> OutcomeStep:
    """The area's step for those who are unsure; in our own words where the area names none."""
    procedure = locality.procedure
    for step in (*procedure.amber, *procedure.yellow, *procedure.red, *procedure.none):
        if step.advice:
            return _step(step, locality)
    whom = locality.service or "the area’s children’s services"
    words = f"If you are unsure, phone {whom} for advice."
    return OutcomeStep(text=words, provenance="own", label="For advice")


def _tell_both(locality: Locality, placed_by: str) -> OutcomeStep:
    here = f" ({locality.service or locality.name})" if locality.id != ELSEWHERE else ""
    return OutcomeStep(
        text=f"Tell both: the council where the child lives{here}, and {placed_by}, which placed the child.",
        provenance="own",
    )
