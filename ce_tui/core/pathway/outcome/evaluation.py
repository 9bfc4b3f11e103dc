"""Evaluates answers: what the marks indicate, why, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, age, judged
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway, find
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality, PhoneOrder
from ce_tui.core.pathway.document.notices import Place
from ce_tui.core.pathway.outcome.alerts import alerts, phone_order
from ce_tui.core.pathway.outcome.following import (
    NoticeFacts,
    forms_due,
    notices,
    notices_at,
    notices_now,
    steps,
)
from ce_tui.core.pathway.outcome.indication import (
    acting_on,
    cause,
    decided,
    indicated,
    marked_tiers,
    missing,
    not_asked,
    not_looked_at,
)
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeNotice, area_of, reasons
from ce_tui.core.pathway.outcome.status_words import heading_holds, not_answered, not_filled_in
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now, phone_list, to_phone
from ce_tui.core.pathway.words import rank
from ce_tui.core.strict_json import parse_as, write_json

_CONTACTS_KEPT = 64
_Said = TypeVar("_Said", bound=msgspec.Struct)


def evaluate(answers: Answers, pathway: Pathway, at: datetime) -> Outcome:
    """What a screening indicates and what follows from it.

    `at` is the moment by which opening hours are judged, and the child's age where `screened_on` is empty;
    without a time zone it is taken to be London's. Raises KeyError for a locality that the pathway lacks.
    """
    at = at if at.tzinfo else at.replace(tzinfo=LONDON)
    answers = judged(answers, at)
    locality = pathway.locality(answers.locality)
    outcome, decision = indicated(answers, pathway), decided(answers)
    acting = acting_on(outcome, decision)
    marked, tier_of = reasons(answers.marks, pathway), pathway.tier_of
    forms = forms_due(pathway, locality, acting)
    facts = NoticeFacts(
        answers=answers,
        pathway=pathway,
        locality=locality,
        acting_on=acting,
        age=age(answers),
        form_due=bool(forms),
        cause=cause(answers, pathway),
    )
    held = notices_now(facts)
    contacts = _contacts(pathway, locality, at, phone_order(acting, held))
    at_risk = answers.immediate_risk is True
    who = to_phone(contacts, at_risk=at_risk)
    cited = find(answers.notes, pathway, answers.not_ids)
    citations = dict(Counter(each.id for each in cited if each.known))
    council = answers.council.strip() if locality.id == ELSEWHERE else ""
    contacts = _naming(council, contacts, "name", "called")
    named = to_phone(contacts, at_risk=at_risk)
    found = Outcome(
        outcome=outcome,
        heading=pathway.heading(outcome),
        because=tuple(reason for reason in marked if tier_of[reason.id] == outcome),
        also_marked=tuple(reason for reason in marked if tier_of[reason.id] != outcome),
        immediate_risk=answers.immediate_risk,
        not_asked=not_asked(answers, pathway),
        not_looked_at=not_looked_at(answers, pathway),
        decision=decision,
        steps=_naming(council, steps(facts, held, named), "text", "label"),
        contacts=contacts,
        notices=_naming(council, notices(facts, held, who), "text"),
        citations=citations,
        unknown_ids=tuple(dict.fromkeys(each.id for each in cited if not each.known)),
        missing=missing(answers, pathway, outcome),
        locality=answers.locality,
        pathway=pathway.id,
        acting_on=acting,
        harm_today=answers.harm_today,
        forms_due=forms,
        age=facts.age,
        by_file=tuple(answers.by_file),
        marks_indicate=max(marked_tiers(answers, pathway), key=rank, default="none"),
        alerts=_naming(council, alerts(held, answers, pathway, locality, named), "text"),
        not_answered=not_answered(answers, pathway),
        cited_unmarked=tuple(each for each in tier_of if each in citations and each not in answers.marks),
        set_aside=tuple(each for each in tier_of if each in answers.set_aside),
        set_aside_marks=reasons(answers.set_aside, pathway),
        not_filled_in=not_filled_in(answers, pathway),
        heading_holds=False,
    )
    return replace(found, heading_holds=heading_holds(answers, found, pathway))


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The contract's JSON of an outcome: its keys in its order, ours after them.

    A No that was given is an answer there, though in the app the question stays open until somebody checks it:
    `by_file` names it.
    """
    found = parse_as(write_json(outcome), dict[str, Any])  # lists, not tuples
    found["not_answered"] = [name for name in found["not_answered"] if name not in outcome.by_file]
    return found


def say_notices(
    places: Sequence[Place], answers: Answers, outcome: Outcome, pathway: Pathway
) -> tuple[OutcomeNotice, ...]:
    """The notices that hold at some places: before an export, where consent is asked, on a tier."""
    facts = NoticeFacts(
        answers=answers,
        pathway=pathway,
        locality=area_of(outcome, pathway),
        acting_on=outcome.acting_on,
        age=outcome.age,
        form_due=bool(outcome.forms_due),
        cause=cause(answers, pathway),
    )
    return tuple(notices_at(places, facts, notices_now(facts), phone_list(outcome)))


def _naming(council: str, found: tuple[_Said, ...], *fields: str) -> tuple[_Said, ...]:
    """Structs with the name of another council in these fields; unchanged if the name is not known."""
    if not council:
        return found
    words = "the council where the child lives"
    return tuple(
        replace(each, **{field: getattr(each, field).replace(words, council) for field in fields})
        for each in found
    )


def _contacts(
    pathway: Pathway, locality: Locality, at: datetime, order: PhoneOrder
) -> tuple[OutcomeContact, ...]:
    """Whom to call, kept for the minute: opening hours are said to the minute."""
    kept: dict[tuple[str, datetime, str], tuple[OutcomeContact, ...]]
    kept = pathway.__dict__.setdefault("_contacts", {})
    minute = (locality.id, at.replace(second=0, microsecond=0), order)
    if minute not in kept:
        if len(kept) >= _CONTACTS_KEPT:
            kept.clear()
        kept[minute] = contacts_now(locality, minute[1], order)
    return kept[minute]
