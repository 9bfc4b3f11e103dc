"""What follows from a result: the locality's steps, its own forms, the notices that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.document.notices import Notice, Place, When
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import OUTCOMES, OutcomeName, say_source

ELSEWHERE = "elsewhere"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the conditions of notices ask about."""

    answers: Answers
    pathway: Pathway
    locality: Locality
    acting_on: OutcomeName
    age: int | None
    form_due: bool


def steps(
    answers: Answers, pathway: Pathway, locality: Locality, acting_on: OutcomeName, office_open: bool
) -> tuple[OutcomeStep, ...]:
    """The locality's steps for a result, the advice for those who are unsure, both councils where two share.

    Unless the office is known to be open, its out-of-hours step comes next to the emergency numbers (rule 12).
    """
    found = _procedure(pathway, locality)[acting_on, office_open]
    if answers.decision.outcome == "unsure" and (advice := _advice(locality)) not in found:
        found = (*found, advice)
    if placed_by := answers.placed_by.strip():
        found = (*found, _tell_both(locality, placed_by))
    return found


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


def advice_first(marks: Iterable[str], pathway: Pathway) -> bool:
    """Whether the family may be involved (A8), so that nothing may prompt to ask or tell it (rule 8)."""
    keys = _keys(marks, pathway)
    return any(
        not keys.isdisjoint(notice.when.any_marked)
        for notice in pathway.notices
        if notice.advice_before_family
    )


def notices(facts: Facts) -> tuple[OutcomeNotice, ...]:
    """The notices for a result, in the order of the data. Those on consent come once consent is recorded."""
    places: tuple[Place, ...] = (
        ("result", "tier", "consent") if facts.answers.consent.status else ("result", "tier")
    )
    found = list(notices_at(places, facts))
    if facts.answers.decision.outcome == "unsure" and facts.pathway.decision_advice:
        text = facts.pathway.decision_advice
        found.append(OutcomeNotice(text=text, source="document", id="unsure", quoted=True))
    return tuple(found)


def notices_at(places: tuple[Place, ...], facts: Facts) -> Iterator[OutcomeNotice]:
    """The notices that hold at some places, in the order of the data.

    While one holds that asks for advice before the family hears of it, no other one on consent is said.
    """
    keys = _keys(facts.answers.marks, facts.pathway)
    quiet = advice_first(facts.answers.marks, facts.pathway)
    said = set()
    for notice in facts.pathway.notices:
        if notice.place not in places or notice.text in said or not _holds(notice.when, keys, facts):
            continue
        if quiet and notice.place == "consent" and not notice.advice_before_family:
            continue
        said.add(notice.text)
        yield _worded(notice, facts.locality)


def _keys(marks: Iterable[str], pathway: Pathway) -> set[str]:
    factors = pathway.factors
    return {factors[id].key for id in marks if id in factors}


def _holds(when: When, keys: set[str], facts: Facts) -> bool:
    if when.any_marked and keys.isdisjoint(when.any_marked):
        return False
    if when.outcomes and facts.acting_on not in when.outcomes:
        return False
    if when.age_from is not None and (facts.age is None or facts.age < when.age_from):
        return False
    if when.age_below is not None and (facts.age is None or facts.age >= when.age_below):
        return False
    answers = facts.answers
    return (
        when.first_meeting in (None, answers.known_to_practitioner is False)
        and when.elsewhere in (None, facts.locality.id == ELSEWHERE)
        and when.placed_here in (None, bool(answers.placed_by.strip()))
        and when.own_form_due in (None, facts.form_due)
        and when.immediate_risk in (None, answers.immediate_risk)
    )


def _worded(notice: Notice, locality: Locality) -> OutcomeNotice:
    """A notice with the locality's contact, where it names one."""
    text = notice.text
    if notice.contact_role:
        named = [_named(contact) for contact in locality.contacts if contact.role == notice.contact_role]
        text = " ".join([text, *named])
    return OutcomeNotice(
        text=text, source=notice.source, id=notice.id, place=notice.place, quoted=notice.quoted
    )


def _named(contact: Contact) -> str:
    """ "Adult Social Care: 01632 960123 (source: example.org; disputed: …)." """
    reach = (
        ", ".join(part for part in (contact.phone, contact.email, contact.url) if part) or "no number known"
    )
    remarks = [f"source: {say_source(contact.source)}"]
    if contact.disputed:
        remarks.append(f"disputed: {contact.disputed.rstrip('.')}")
    remarks += [f"{say_source(other.source)} has {other.phone}" for other in contact.alternatives]
    return f"{contact.name}: {reach} ({'; '.join(remarks)})."


def _procedure(
    pathway: Pathway, locality: Locality
) -> dict[tuple[OutcomeName, bool], tuple[OutcomeStep, ...]]:
    """The locality's steps by result and by whether its office is open, made once and kept with the pathway."""
    kept: dict[str, dict[tuple[OutcomeName, bool], tuple[OutcomeStep, ...]]]
    kept = pathway.__dict__.setdefault("_procedures", {})
    if locality.id not in kept:
        kept[locality.id] = {
            (outcome, is_open): tuple(
                _step(step) for step in _in_order(locality.procedure.steps(outcome), locality, is_open)
            )
            for outcome in OUTCOMES
            for is_open in (True, False)
        }
    return kept[locality.id]


def _in_order(steps: tuple[Step, ...], locality: Locality, office_open: bool) -> tuple[Step, ...]:
    if office_open:
        return steps
    emergency = {contact.id for contact in locality.by_role("emergency")}

    def place(step: Step) -> int:
        if emergency.intersection(step.contacts):
            return 0
        return 1 if step.when_open == "closed" else 2

    return tuple(sorted(steps, key=place))


def _step(step: Step) -> OutcomeStep:
    return OutcomeStep(
        text=step.text,
        provenance=step.provenance,
        label=step.label,
        confirm=step.confirm,
        contacts=step.contacts,
        links=step.links,
    )


def _advice(locality: Locality) -> OutcomeStep:
    """The area's step for those who are unsure; in our own words where the area names none."""
    procedure = locality.procedure
    for step in (*procedure.amber, *procedure.yellow, *procedure.red, *procedure.none):
        if step.advice:
            return _step(step)
    whom = locality.front_door or "the area’s children’s services"
    return OutcomeStep(
        text=f"If you are unsure, phone {whom} for advice.",
        provenance="own",
        label="For advice",
    )


def _tell_both(locality: Locality, placed_by: str) -> OutcomeStep:
    here = f" ({locality.front_door or locality.name})" if locality.id != ELSEWHERE else ""
    return OutcomeStep(
        text=f"Tell both: the council where the child lives{here}, and {placed_by}, which placed the child.",
        provenance="own",
    )
