"""The alerts of a result, with the numbers of this hour, and the steps that they ask for.

Their calls come first, and nobody is to tell a family that may be involved (rules 8 and 16 of the design).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import in_quotes, on_day
from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality, PhoneOrder
from ce_tui.core.pathway.document.notices import ALERTS, Notice, PoliceReport, urgent
from ce_tui.core.pathway.outcome.indication import ADVISER, is_from_before, keys_of
from ce_tui.core.pathway.outcome.outcome import Alert, Contacts, Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.outcome.whom_to_phone import red_phones, to_phone, without_number
from ce_tui.core.pathway.words import OutcomeName, grade, is_ended, with_small

_OF_THE_FAMILY = re.compile(r"\b(?:family|parents?|carers?|consent)\b")
"""Small letters: "Team Around the Family" is the name of a service."""


def phone_order(acting_on: OutcomeName, holding: Sequence[Notice]) -> PhoneOrder:
    """The order in which to phone: the gravest alert's, whatever the tier, so that list and alert agree.

    Red's for a child under 13 with a sexual indicator too; where the child is missing now the police come first.
    """
    if grade(acting_on).is_red or any("{red}" in notice.text for notice in holding if notice.alert):
        return "red"
    return "missing" if any(is_now for _, is_now in _reports(holding)) else "advice"


def _reports(holding: Sequence[Notice]) -> Iterator[tuple[PoliceReport, bool]]:
    """What the police are told of by itself, each with whether it holds; else it is to be asked.

    They are also phoned for images, and that is another call.
    """
    said = {notice.alert for notice in holding if "{police}" in notice.text}
    open_ = {name for notice in holding for name in notice.when.unanswered}
    for key, now in urgent().items():
        if now.report and (key in said or ALERTS[key].question in open_):
            yield now.report, key in said


def alerts(
    held: Sequence[Notice], answers: Answers, pathway: Pathway, locality: Locality, contacts: Contacts
) -> tuple[Alert, ...]:
    """The alerts among the notices that hold, one of a kind, in the order of their table.

    If only a mark that was set aside gives one, its fact says so.
    """
    first = {notice.alert: notice for notice in reversed(held)}
    harm, at_risk, aside = answers.harm, answers.immediate_risk is True, _set_aside(held, answers, pathway)
    found = []
    for key in (each for each in ALERTS if each in first):
        notice = first[key]
        fact = filled(notice.fact or notice.text, locality, contacts, harm)
        if key in aside:
            said, stop, rest = fact.partition(". ")
            fact = f"{said.removesuffix('.')} (marked earlier, then set aside){stop or '.'}{rest}"
        text = filled(notice.text, locality, contacts, harm, at_risk=at_risk)
        phones = _phones(notice.text, contacts, at_risk=at_risk)
        found.append(Alert(key=key, text=text, phones=phones, fact=fact, source=notice.source))
    return tuple(found)


def _set_aside(held: Sequence[Notice], answers: Answers, pathway: Pathway) -> set[str]:
    """The keys of the alerts for which no mark speaks but such as were set aside."""
    marked = keys_of(answers.marks, pathway)
    family_is_said = answers.family_involved or is_from_before(answers)
    return {
        notice.alert
        for notice in held
        if notice.when.any_marked
        and marked.isdisjoint(notice.when.any_marked)
        and not (family_is_said and notice.alert and ALERTS[notice.alert].on_family)
    }


def filled(text: str, locality: Locality, contacts: Contacts, harm: Harm, *, at_risk: bool = False) -> str:
    """A notice's words with the numbers of this hour and what is known of the harm.

    `at_risk`: it was said that the child is in danger now, so 999 is phoned whatever else is.
    """
    if "{" not in text:
        return text
    if at_risk:  # "Phone 999 now.", and no "Phone now: 999 in danger"
        text = text.replace("hone now: {red}", "hone {red}").replace("hone now, {red}", "hone {red}")
    quoted = f": {in_quotes(harm.words)}" if harm.words.strip() else ""
    words: tuple[tuple[str, Callable[[], str]], ...] = (
        ("{red}", lambda: red_words(contacts, at_risk=at_risk)),
        ("{first}", lambda: first_words(locality, contacts)),
        ("{call_first}", lambda: call_first(locality, contacts, at_risk=at_risk)),
        (ADVISER, lambda: adviser(locality, contacts)),
        ("{police}", lambda: police_words(contacts, at_risk=at_risk)),
        ("{on}", lambda: on_day(harm)),
        ("{words}.", lambda: quoted if is_ended(quoted) else f"{quoted}."),
        ("{words}", lambda: quoted),
    )
    for placeholder, said in words:
        if placeholder in text:
            text = text.replace(placeholder, said())
    return text


def red_words(contacts: Contacts, *, at_risk: bool = False) -> str:
    """ "999 in danger, else C-SPOC on 01702 215007, else 101": whoever is closed is left out, what to ask for said.

    `at_risk`: "999 now. Then C-SPOC on 01702 215007, else 101".
    """
    return danger_first(to_phone(contacts).in_danger, _after_danger(contacts), at_risk=at_risk)


def danger_first(danger: str, others: Sequence[str], *, at_risk: bool = False) -> str:
    """The number in danger, then the others: each for when the one before does not answer."""
    if not at_risk:
        return ", else ".join([f"{danger} in danger", *others])
    then = f". Then {', else '.join(others)}" if others else ""
    return f"{danger} now{then}"


def whom_on_red(contacts: Contacts, *, at_risk: bool = False) -> str:
    """What `red_words` says, with an office whose number nobody knows here: it is looked up."""
    office, who, others = without_number(contacts), to_phone(contacts), _after_danger(contacts)
    if office is not None and who.first is None:
        after = who.police is None or contacts.index(who.police) < contacts.index(office)
        others.insert(len(others) if after else 0, with_small(office.called))
    return danger_first(who.in_danger, others, at_risk=at_risk)


def _after_danger(contacts: Contacts) -> list[str]:
    who, said = to_phone(contacts), []
    for each in who.after_danger:
        if each.open_now is not False:
            asked = f" (ask for {for_what})" if (for_what := each.ask_for_on.get("red")) else ""
            said.append(each.phone if each is who.police else f"{each.called} on {each.phone}{asked}")
    return said


def first_words(locality: Locality, contacts: Contacts) -> str:
    """Whom to phone first at this hour: "C-SPOC on 01702 215007"; without a number, who it is.

    If that is closed and nobody answers for it: the police.
    """
    who = to_phone(contacts)
    if who.first is None:
        return locality.service or "children’s services"
    if who.first.open_now is False and who.police is not None:
        return who.police.phone
    return f"{who.first.called} on {who.first.phone}"


def call_first(locality: Locality, contacts: Contacts, *, at_risk: bool = False) -> str:
    """Whom to phone first, as sentences. Without a number they say who answers meanwhile (rule 13 of the design).

    "First" is said only if nobody else is phoned before: of a missing child the police are.
    """
    first, police = to_phone(contacts).first, police_words(contacts, at_risk=at_risk)
    if first is not None and first.open_now is False:
        return f"Phone {police}."
    roles = [each.role for each in contacts if each.role in ("police", "front-door", "out-of-hours")]
    when = "before anyone in the family is asked or told" if roles[:1] == ["police"] else "first"
    said = f"Phone {first_words(locality, contacts)} {when}."
    return said if first else f"{said} Until you reach it: {police}."


def adviser(locality: Locality, contacts: Contacts) -> str:
    """The name of whoever is phoned first at this hour, within a sentence; without a number, the service's."""
    first = to_phone(contacts).first
    return first.called if first else locality.service or "the service"


def police_words(contacts: Contacts, *, at_risk: bool) -> str:
    """ "101, or 999 if in danger"; `at_risk`: "999 now"."""
    who = to_phone(contacts)
    if at_risk:
        return f"{who.in_danger} now"
    return f"{who.police.phone}, or {who.in_danger} if in danger" if who.police else who.in_danger


def _phones(text: str, contacts: Contacts, *, at_risk: bool) -> tuple[str, ...]:
    """The numbers that a text says to ring, in its order."""
    who, asks_first = to_phone(contacts), "{first}" in text or "{call_first}" in text
    if "{red}" in text:
        return tuple(red_phones(contacts))
    if asks_first and who.first is not None and who.first.open_now is not False:
        return (who.first.phone,)
    if asks_first or "{police}" in text:
        return (who.in_danger,) if at_risk or not who.police else (who.police.phone, who.in_danger)
    return ()


def calls_of_alerts(
    held: Sequence[Notice], contacts: Contacts, acting_on: OutcomeName, *, at_risk: bool
) -> tuple[OutcomeStep, ...]:
    """The calls that alerts ask for and the steps of the tier lack: red's, and the police's.

    While it is open whether a child who goes missing is missing now, that is asked with the same numbers. `at_risk`: it
    was said that the child is in danger now.
    """
    said = " ".join(notice.text for notice in held if notice.alert)
    who = to_phone(contacts)
    found = []
    if "{red}" in said and not grade(acting_on).is_red:
        ids = _ids(who.danger, *who.after_danger)
        words, phones = f"Phone now: {red_words(contacts)}.", tuple(red_phones(contacts))
        found.append(OutcomeStep(text=words, provenance="own", phones=phones, contacts=ids))
    for report, is_now in _reports(held):
        words = f"{report.step if is_now else report.asked} {police_words(contacts, at_risk=at_risk)}."
        called = (who.danger,) if at_risk else (who.police, who.danger)
        phones = tuple(each.phone for each in called if each is not None)
        ids = _ids(who.police, who.danger)
        found.append(OutcomeStep(text=words, provenance="own", phones=phones, contacts=ids))
    return tuple(found)


def is_report_of_missing(step: OutcomeStep) -> bool:
    """Whether a step reports a child who is missing now, or asks whether one is."""
    found = [now.report for now in urgent().values() if now.report]
    return step.text.startswith(tuple(words for each in found for words in (each.step, each.asked)))


def missing_question(outcome: Outcome) -> str:
    """The open question in the steps whether a child is missing; empty: none."""
    return next(iter(questions_in_steps(outcome).values()), "")


def questions_in_steps(outcome: Outcome) -> dict[str, str]:
    """The open questions that the steps ask: each one's name, and the step's words."""
    asked = {ALERTS[key].question: now.report.asked for key, now in urgent().items() if now.report}
    return {
        name: step.text
        for name, words in asked.items()
        for step in outcome.steps
        if step.text.startswith(words)
    }


def after_a_caution(
    steps: tuple[OutcomeStep, ...], caution: str, advice: OutcomeStep, service: str
) -> tuple[OutcomeStep, ...]:
    """The steps, with the caution and who advises before the first that speaks of the family.

    The label of each that speaks of it says that it is only for then. `caution` empty: the steps alone. The steps' own
    words stay: the document's are verbatim.
    """
    of_family = [step for step in steps if _OF_THE_FAMILY.search(step.text)]
    if not of_family or not caution:
        return steps
    told: list[OutcomeStep] = []
    for step in steps:
        if step is of_family[0]:
            told += [OutcomeStep(text=caution, provenance="own"), advice]
        if step.text == advice.text:
            continue
        if step in of_family:
            label = f"Only once {service or 'the service'} has advised"
            label += f": {step.label}" if step.label else ""
            step = replace(step, label=label)
        told.append(step)
    return tuple(told)


def _ids(*contacts: OutcomeContact | None) -> tuple[str, ...]:
    return tuple(each.id for each in contacts if each is not None)
