"""The consequences of a result: the locality's steps, its own forms, the notices that hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import SAFETY, is_open
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import UNDER
from ce_tui.core.pathway.document.document import Pathway, tier_titles
from ce_tui.core.pathway.document.localities import ELSEWHERE, Contact, Locality, Step
from ce_tui.core.pathway.document.notices import Notice, Place, with_always
from ce_tui.core.pathway.outcome.alerts import after_a_caution, calls_of_alerts, filled
from ce_tui.core.pathway.outcome.indication import Cause, before_words, family_caution, keys_of
from ce_tui.core.pathway.outcome.outcome import (
    Contacts,
    FormDue,
    Outcome,
    OutcomeContact,
    OutcomeNotice,
    OutcomeStep,
    Reason,
    gravest_first,
    reasons,
)
from ce_tui.core.pathway.outcome.whom_to_phone import (
    NO_NUMBER,
    PhoneList,
    answering,
    asked_for,
    number_line,
    to_phone,
)
from ce_tui.core.pathway.words import OutcomeName, grade, joined, rank, say_source, with_capital, with_small

FORM_DUE = "own-form-due"
"""The notice that the area's own form is still to be sent."""


def calls_that_lead(steps: Sequence[OutcomeStep]) -> int:
    """The number of calls that the steps begin with. Cautions stand after them: nothing comes before a call."""
    return next((number for number, step in enumerate(steps) if not step.phones), len(steps))


def notices_beside_steps(outcome: Outcome) -> list[OutcomeNotice]:
    """The notices, without those that a step says in the same words."""
    said = {step.text for step in outcome.steps}
    return [notice for notice in outcome.notices if notice.text not in said]


def without_forms(outcome: Outcome) -> Outcome:
    """The outcome once the area's own form was sent: nothing says that it is still to be done."""
    notices = tuple(notice for notice in outcome.notices if notice.id != FORM_DUE)
    return replace(outcome, forms_due=(), notices=notices)


def warns_of_family(notice: OutcomeNotice) -> bool:
    """Whether a notice is the caution on the family, and no alert says it (rule 8)."""
    return notice.on_family and not notice.alert and notice.place == "result"


def caution_words(outcome: Outcome) -> list[str]:
    """The caution on the family, if no alert says it."""
    return [each.text for each in outcome.notices if warns_of_family(each)]


def family_caution_words(outcome: Outcome) -> list[str]:
    """The caution on the family, if neither an alert nor a step says it."""
    return [each.text for each in notices_beside_steps(outcome) if warns_of_family(each)]


def cautions(outcome: Outcome) -> list[str]:
    """The alerts that are heeded and no call, and the caution on the family, unless a step says them."""
    steps = tuple(step.text for step in outcome.steps)
    alerts = [each.text for each in outcome.alerts if not each.kind.phone_now]
    return [*(words for words in alerts if not words.startswith(steps)), *family_caution_words(outcome)]


def is_support_alone(outcome: Outcome) -> bool:
    """Whether yellow is acted on and nothing in it asks for a call.

    That is: no alert, no caution on the family, nothing that a first meeting set aside, and nobody is unsure.
    """
    calls = outcome.alerts or outcome.set_aside or outcome.decision == "unsure" or caution_words(outcome)
    return not (outcome.grade.is_nothing or outcome.grade.is_referred or calls)


def adviser_now(outcome: Outcome) -> OutcomeContact | None:
    """The contact that advises at this hour: an office, even one without a known number; else the police."""
    who = to_phone(outcome.contacts)
    first = who.first or who.without_number
    return who.police if first is None or first.open_now is False else first


def worried_words(outcome: Outcome) -> str:
    """ "Worried now? 999 in danger; C-SPOC, 01702 215007."."""
    said, adviser = f"Worried now? {to_phone(outcome.contacts).in_danger} in danger", adviser_now(outcome)
    if adviser is None:
        return f"{said}."
    if adviser.role == "police":
        return f"{said}; {adviser.phone}."
    asked = f" (ask for {ask_for})" if (ask_for := asked_for(adviser, outcome)) else ""
    name = adviser.called if adviser.phone else with_small(adviser.called)
    return f"{said}; {name}, {adviser.phone or NO_NUMBER}{asked}."


def set_aside_words(aside: Iterable[Reason], acting_on: OutcomeName, pathway: Pathway) -> str:
    """What advice is asked on: "what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3".

    Empty if no mark that was set aside is of a higher tier than the one that is acted on.
    """
    tier_of = pathway.tier_of
    above = [each.id for each in gravest_first(aside, pathway) if rank(tier_of[each.id]) > rank(acting_on)]
    if not above:
        return ""
    tiers = tier_titles(list(dict.fromkeys(tier_of[each] for each in above)), pathway)
    return f"what was marked earlier in {tiers} and set aside at a first meeting: {', '.join(above)}"


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts that steps and the conditions of notices depend on."""

    answers: Answers
    pathway: Pathway
    locality: Locality
    acting_on: OutcomeName
    age: int | None
    form_due: bool
    cause: Cause  # why the family is not told yet


def steps(facts: NoticeFacts, held: Sequence[Notice], who: PhoneList) -> tuple[OutcomeStep, ...]:
    """The steps for a result: the locality's, advice for the unsure, both councils if two share.

    `held`: the notices that hold. What an alert among them says to phone stands first, on red after the call of red;
    the caution on the family stands before any step that speaks of it (rules 8 and 16 of the design). Advice on what
    was set aside and outranks what is acted on is asked before the area's own steps. Contacts are in the order of
    `contacts_now`: on red the call stands first; elsewhere a call says whom to phone at this hour (rule 12).
    """
    answers, locality = facts.answers, facts.locality
    advice = who.with_advice(_advice(locality), "amber")
    is_unsure = answers.decision.outcome == "unsure"
    stands_in = is_unsure and grade(facts.acting_on).is_nothing  # for the area's call, which is to the same
    calls, rest = _of_the_area(facts, who, without=advice.label if stands_in else None)
    caution = filled(family_caution(answers, facts.pathway), locality, who, answers.harm)
    area = (*calls, *calls_of_alerts(held, who, facts.acting_on), *rest)
    told = after_a_caution(area, caution, advice, locality.service)
    if is_unsure and advice.text not in [each.text for each in told]:
        told = (*told, advice)
    told = _asking_about_set_aside(told, facts, advice)
    if placed_by := answers.placed_by.strip():
        here = f" ({locality.service or locality.name})" if locality.id != ELSEWHERE else ""
        both = f"the council where the child lives{here}, and {placed_by}, which placed the child"
        told = (*told, OutcomeStep(text=f"Tell both: {both}."))
    return told


def _asking_about_set_aside(
    steps: tuple[OutcomeStep, ...], facts: NoticeFacts, advice: OutcomeStep
) -> tuple[OutcomeStep, ...]:
    """The steps, and after the calls that lead to ask for advice on what was set aside, with who advises.

    `advice`: the area's own step for it, which is not said twice.
    """
    answers, pathway = facts.answers, facts.pathway
    words = set_aside_words(reasons(answers.set_aside, pathway), facts.acting_on, pathway)
    if not words:
        return steps
    ask = OutcomeStep(text=f"Ask for advice on {words}.")
    calls = calls_that_lead(steps)
    first, rest = (
        [step for step in part if step.text != advice.text and (not step.label or step.label != advice.label)]
        for part in (steps[:calls], steps[calls:])
    )
    return (*first, ask, advice, *rest)


def _of_the_area(
    facts: NoticeFacts, who: PhoneList, without: str | None
) -> tuple[tuple[OutcomeStep, ...], tuple[OutcomeStep, ...]]:
    """The calls that lead on red, and the other steps; `without` those of a label."""
    acting_on, locality = facts.acting_on, facts.locality
    found = [
        (_step(step, locality), step.call or step.advice)
        for step in locality.procedure.steps(acting_on)
        if step.label != without
    ]
    if grade(acting_on).is_red:
        call = next((step for step, is_call in found if is_call), None)
        rest = [step for step, is_call in found if not is_call]
        return who.red_steps(call), tuple(_at_this_hour(rest, who))
    return (), tuple(
        who.with_advice(step, acting_on) if is_call else _with_phones(step, who.contacts)
        for step, is_call in found
    )


def _at_this_hour(steps: Sequence[OutcomeStep], who: PhoneList) -> Iterator[OutcomeStep]:
    """What follows the call on red. The first that asks something of a closed office says until when, and who answers
    until then.
    """
    office = next((each.id for each in who.contacts if each.role == "front-door"), "")
    closed = who.until_it_opens
    for step in (_with_phones(step, who.contacts) for step in steps):
        if closed and "closed" not in step.now and office in step.contacts:
            step, closed = replace(step, now=f"{step.now} {closed}".lstrip()), ""
        yield step


def forms_due(pathway: Pathway, locality: Locality, acting_on: OutcomeName) -> tuple[FormDue, ...]:
    """The area's own forms and portals for a result. The exported PDF does not replace them."""
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


def notices(facts: NoticeFacts, held: Sequence[Notice], who: PhoneList) -> tuple[OutcomeNotice, ...]:
    """The notices for a result among those that hold, in the order of the data.

    Those on consent come once consent is recorded. Who is unsure is told to compile information before seeking
    support, but not on red: that would be a delay.
    """
    places: tuple[Place, ...] = ("result", "tier")
    if facts.answers.consent.status:
        places = (*places, "consent")
    found = list(notices_at(places, facts, held, who))
    unsure = facts.answers.decision.outcome == "unsure" and not grade(facts.acting_on).is_red
    if unsure and (text := facts.pathway.decision_advice):
        found.append(OutcomeNotice(text=text, source="document", id="unsure", quoted=True))
    return tuple(found)


def notices_at(
    places: Sequence[Place], facts: NoticeFacts, held: Sequence[Notice], who: PhoneList
) -> Iterator[OutcomeNotice]:
    """The notices of some places among those that hold, in the order of the data.

    While a caution on the family stands, no other one on consent is said.
    """
    said = set()
    for notice in held:
        is_kept_back = facts.cause and notice.place == "consent" and not notice.advice_before_family
        if notice.place in places and notice.text not in said and not is_kept_back:
            said.add(notice.text)
            yield from _worded(notice, facts, who)


INVOLVED = " Someone in the family may be involved."


def notices_now(facts: NoticeFacts) -> list[Notice]:
    """The notices that hold, the program's own alerts among them.

    Their words have the caution on the family and the IDs of the marks that they are given for.

    An alert, and what asks an open question, heeds marks that were set aside too: they change no outcome, and the
    danger that they speak of is none the less.
    """
    answers, pathway = facts.answers, facts.pathway
    marked = keys_of(answers.marks, pathway)
    earlier = marked | keys_of(answers.set_aside, pathway)
    caution, before = family_caution(answers, pathway), before_words(answers, pathway)
    words = {"{family}": caution, "{involved}": "" if before else INVOLVED, "{before}": before}
    return [
        _with_words(notice, words, facts)
        for notice in with_always(pathway.notices)
        if _holds(notice, earlier if notice.alert or notice.when.unanswered else marked, facts)
    ]


def _holds(notice: Notice, keys: set[str], facts: NoticeFacts) -> bool:
    when, answers, why = notice.when, facts.answers, facts.cause
    if notice.advice_before_family:
        if not why or (why == "involved") is bool(when.family_unanswered):
            return False
    elif when.any_marked and keys.isdisjoint(when.any_marked):
        return False
    if when.outcomes and facts.acting_on not in when.outcomes:
        return False
    if when.age_from is not None and (facts.age is None or facts.age < when.age_from):
        return False
    if when.age_below is not None:  # by the date of birth, else by what was answered (rule 7 of the design)
        answered = answers.under_13 and when.age_below >= UNDER
        if not (answered if facts.age is None else facts.age < when.age_below):
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


def _worded(notice: Notice, facts: NoticeFacts, who: PhoneList) -> Iterator[OutcomeNotice]:
    """A notice with the numbers of this hour, and the locality's contact where it names one.

    After a sentence of the document the contact is a notice of its own: it is not the document that names it. The
    office is named with whether it should be open, and who answers until then (rule 12 of the design).
    """
    locality = facts.locality
    text = filled(notice.text, locality, who, facts.answers.harm)
    named = [contact for contact in locality.contacts if contact.role and contact.role == notice.contact_role]
    is_office = notice.contact_role == "front-door"
    if is_office and (now := who.advice_words(facts.acting_on)):
        text = f"{text} {with_capital(now)}"
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


def _step(step: Step, locality: Locality) -> OutcomeStep:
    """A step of the data; of one by which something is sent, with the addresses of its contacts."""
    contacts = map(locality.contact, step.contacts)
    sent_to = [each.email for each in contacts if each.email] if step.send else []
    return OutcomeStep(
        text=step.text,
        provenance=step.provenance,
        now=f"E-mail: {' or '.join(sent_to)}, by secure e-mail only." if sent_to else "",
        label=step.label,
        confirm=step.confirm,
        contacts=step.contacts,
        links=step.links,
    )


def _with_phones(step: OutcomeStep, contacts: Contacts) -> OutcomeStep:
    """A step with the numbers that stand in its words; of one that is closed, that it is, and until when."""
    with_phone = [each for each in contacts if each.phone and each.id in step.contacts]
    said = [each for each in with_phone if re.search(rf"(?<!\d){each.phone}(?!\d)", step.text)]
    closed = (f"{each.name}, {number_line(each)}." for each in said if each.open_now is False)
    return replace(step, phones=answering(*said), now=" ".join(closed)) if said else step


def _advice(locality: Locality) -> OutcomeStep:
    """The area's step for those who are unsure; in our own words where the area names none."""
    procedure = locality.procedure
    for step in (*procedure.amber, *procedure.yellow, *procedure.red, *procedure.none):
        if step.advice:
            return _step(step, locality)
    words = f"If you are unsure, phone {locality.service or 'the area’s children’s services'} for advice."
    return OutcomeStep(text=words, label="For advice")


def _with_words(notice: Notice, words: Mapping[str, str], facts: NoticeFacts) -> Notice:
    """The notice with these words, and the IDs of its marks, " (A9 and R3)": those set aside too."""
    text, fact = notice.text, notice.fact
    if "{marks}" in f"{text}{fact}":
        there, keys = {*facts.answers.marks, *facts.answers.set_aside}, notice.when.any_marked
        ids = [each.id for each in facts.pathway.factors.values() if each.id in there and each.key in keys]
        words = {**words, "{marks}": f" ({joined(ids)})" if ids else ""}  # none where it hangs on no mark
    for placeholder, said in words.items():
        text = text.replace(placeholder, said)
        if placeholder in ("{before}", "{marks}"):
            fact = fact.replace(placeholder, said)
    return replace(notice, text=text, fact=fact)
