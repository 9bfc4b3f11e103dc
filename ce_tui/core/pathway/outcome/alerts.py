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
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.outcome.whom_to_phone import PhoneList
from ce_tui.core.pathway.words import OutcomeName, grade, is_ended

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
    held: Sequence[Notice], answers: Answers, pathway: Pathway, locality: Locality, who: PhoneList
) -> tuple[Alert, ...]:
    """The alerts among the notices that hold, one of a kind, in the order of their table.

    If only a mark that was set aside gives one, its fact says so.
    """
    first = {notice.alert: notice for notice in reversed(held)}  # of several the first counts
    harm, aside, in_calm = answers.harm, _set_aside(held, answers, pathway), who._replace(at_risk=False)
    found = []
    for key, notice in ((key, first[key]) for key in ALERTS if key in first):
        fact = filled(notice.fact or notice.text, locality, in_calm, harm)
        if key in aside:
            said, stop, rest = fact.partition(". ")
            fact = f"{said.removesuffix('.')} (marked earlier, then set aside){stop or '.'}{rest}"
        text, phones = filled(notice.text, locality, who, harm), _phones(notice.text, who)
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


def filled(text: str, locality: Locality, who: PhoneList, harm: Harm) -> str:
    """A notice's words with the numbers of this hour and what is known of the harm."""
    if "{" not in text:
        return text
    if who.at_risk:  # "Phone 999 now.", and no "Phone now: 999 in danger"
        text = text.replace("hone now: {red}", "hone {red}").replace("hone now, {red}", "hone {red}")
    quoted = f": {in_quotes(harm.words)}" if harm.words.strip() else ""
    words: tuple[tuple[str, Callable[[], str]], ...] = (
        ("{red}", lambda: who.red_words),
        ("{first}", lambda: who.first_words(locality)),
        ("{call_first}", lambda: who.call_first(locality)),
        (ADVISER, lambda: who.adviser(locality)),
        ("{police}", lambda: who.police_words),
        ("{on}", lambda: on_day(harm)),
        ("{words}.", lambda: quoted if is_ended(quoted) else f"{quoted}."),
        ("{words}", lambda: quoted),
    )
    for placeholder, said in words:
        if placeholder in text:
            text = text.replace(placeholder, said())
    return text


def _phones(text: str, who: PhoneList) -> tuple[str, ...]:
    """The numbers that a text says to ring, in its order."""
    asks_first = "{first}" in text or "{call_first}" in text
    if "{red}" in text:
        return who.red_phones
    if asks_first and who.first is not None and who.first.open_now is not False:
        return (who.first.phone,)
    if asks_first or "{police}" in text:
        return (who.in_danger,) if who.at_risk or not who.police else (who.police.phone, who.in_danger)
    return ()


def calls_of_alerts(
    held: Sequence[Notice], who: PhoneList, acting_on: OutcomeName
) -> tuple[OutcomeStep, ...]:
    """The calls that alerts ask for and the steps of the tier lack: red's, and the police's.

    While it is open whether a child who goes missing is missing now, that is asked with the same numbers.
    """
    said = " ".join(notice.text for notice in held if notice.alert)
    found = []
    if "{red}" in said and not grade(acting_on).is_red:
        ids = _ids(who.danger, *who.after_danger)
        words = f"Phone now: {who.red_words}."
        found.append(OutcomeStep(text=words, phones=who.red_phones, contacts=ids))
    for report, is_now in _reports(held):
        words = f"{report.step if is_now else report.asked} {who.police_words}."
        called = (who.danger,) if who.at_risk else (who.police, who.danger)
        phones = tuple(each.phone for each in called if each is not None)
        ids = _ids(who.police, who.danger)
        found.append(OutcomeStep(text=words, phones=phones, contacts=ids))
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
            told += [OutcomeStep(text=caution), advice]
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
