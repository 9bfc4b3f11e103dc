"""What follows from a result: the locality's steps, its own forms, the notices that hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ce_tui.core.pathway.ages import UNDER
from ce_tui.core.pathway.answers.danger import SAFETY, is_open
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.document.notices import Notice, Place
from ce_tui.core.pathway.outcome.alerts import filled, with_always
from ce_tui.core.pathway.outcome.calling import on_red, with_advice
from ce_tui.core.pathway.outcome.family import family
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeContact, OutcomeNotice, OutcomeStep
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
    contacts: tuple[OutcomeContact, ...] = ()


def steps(
    answers: Answers,
    pathway: Pathway,
    locality: Locality,
    acting_on: OutcomeName,
    contacts: Sequence[OutcomeContact],
) -> tuple[OutcomeStep, ...]:
    """The locality's steps for a result, the advice for those who are unsure, both councils where two share.

    `contacts`: the locality's, as `contacts_now` orders them for that result. On red the call stands first; elsewhere
    a call says whom to phone at this hour (rule 12 of the design).
    """
    found = _procedure(pathway, locality)[acting_on]
    if acting_on == "red":
        calls, rest = _parted(found)
        told = (
            *on_red(contacts, calls[0] if calls else None),
            *(_with_phones(step, contacts) for step in rest),
        )
    else:
        told = tuple(
            with_advice(step, contacts, acting_on) if call else _with_phones(step, contacts)
            for step, call in found
        )
    if answers.decision.outcome == "unsure":
        step, call = _advice(locality)
        advice = with_advice(step, contacts, "amber") if call else step
        if advice.text not in [each.text for each in told]:
            told = (*told, advice)
    if placed_by := answers.placed_by.strip():
        told = (*told, _tell_both(locality, placed_by))
    return told


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

    While the family may be involved, or that is not answered, no other one on consent is said.
    """
    quiet = bool(family(facts.answers, facts.pathway))
    said = set()
    for notice in holding(facts):
        if notice.place not in places or notice.text in said:
            continue
        if quiet and notice.place == "consent" and not notice.advice_before_family:
            continue
        said.add(notice.text)
        yield _worded(notice, facts)


def holding(facts: Facts) -> list[Notice]:
    """The notices that hold, those of the program's own alerts among them."""
    keys = _keys(facts.answers.marks, facts.pathway)
    return [notice for notice in with_always(facts.pathway.notices) if _holds(notice, keys, facts)]


def _keys(marks: Iterable[str], pathway: Pathway) -> set[str]:
    factors = pathway.factors
    return {factors[id].key for id in marks if id in factors}


def _holds(notice: Notice, keys: set[str], facts: Facts) -> bool:
    when, answers = notice.when, facts.answers
    if notice.advice_before_family:
        if family(answers, facts.pathway) != ("unanswered" if when.family_unanswered else "involved"):
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


def _worded(notice: Notice, facts: Facts) -> OutcomeNotice:
    """A notice with the numbers of this hour, and the locality's contact where it names one."""
    locality = facts.locality
    text = filled(notice.text, locality, facts.contacts, facts.answers.harm)
    if notice.contact_role:
        named = [_named(contact) for contact in locality.contacts if contact.role == notice.contact_role]
        text = " ".join([text, *named])
    return OutcomeNotice(
        text=text,
        source=notice.source,
        id=notice.id,
        place=notice.place,
        alert=notice.alert,
        on_family=notice.advice_before_family,
        quoted=notice.quoted,
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


Known = tuple[OutcomeStep, bool]
"""A step of the data, and whether it is a call."""


def _procedure(pathway: Pathway, locality: Locality) -> dict[OutcomeName, tuple[Known, ...]]:
    """The locality's steps by result, made once and kept with the pathway."""
    kept: dict[str, dict[OutcomeName, tuple[Known, ...]]]
    kept = pathway.__dict__.setdefault("_procedures", {})
    if locality.id not in kept:
        kept[locality.id] = {
            outcome: tuple(
                (_step(step), step.call or step.advice) for step in locality.procedure.steps(outcome)
            )
            for outcome in OUTCOMES
        }
    return kept[locality.id]


def _parted(steps: Sequence[Known]) -> tuple[list[OutcomeStep], list[OutcomeStep]]:
    """The calls, and the rest."""
    return [step for step, call in steps if call], [step for step, call in steps if not call]


def _step(step: Step) -> OutcomeStep:
    return OutcomeStep(
        text=step.text,
        provenance=step.provenance,
        label=step.label,
        confirm=step.confirm,
        contacts=step.contacts,
        links=step.links,
    )


def _with_phones(step: OutcomeStep, contacts: Sequence[OutcomeContact]) -> OutcomeStep:
    """A step with the numbers that stand in its words."""
    phones = (each.phone for each in contacts if each.phone and each.id in step.contacts)
    said = tuple(phone for phone in phones if re.search(rf"(?<!\d){phone}(?!\d)", step.text))
    return msgspec.structs.replace(step, phones=said) if said else step


def _advice(locality: Locality) -> Known:
    """The area's step for those who are unsure; in our own words where the area names none."""
    procedure = locality.procedure
    for step in (*procedure.amber, *procedure.yellow, *procedure.red, *procedure.none):
        if step.advice:
            return _step(step), True
    whom = locality.service or "the area’s children’s services"
    words = f"If you are unsure, phone {whom} for advice."
    return OutcomeStep(text=words, provenance="own", label="For advice"), True


def _tell_both(locality: Locality, placed_by: str) -> OutcomeStep:
    here = f" ({locality.service or locality.name})" if locality.id != ELSEWHERE else ""
    return OutcomeStep(
        text=f"Tell both: the council where the child lives{here}, and {placed_by}, which placed the child.",
        provenance="own",
    )
