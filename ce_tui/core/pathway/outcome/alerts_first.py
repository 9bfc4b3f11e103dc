"""What the alerts ask for, among the steps: their calls first, and not to tell a family that may be involved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.outcome.alerts import police_words, red_words, to_be_reported_missing
from ce_tui.core.pathway.outcome.calling import red_phones, to_phone
from ce_tui.core.pathway.outcome.family import is_from_before
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.words import OutcomeName, grade

_OF_THE_FAMILY = re.compile(r"\b(?:family|parents?|carers?|consent)\b")
"""Small letters: "Team Around the Family" is the name of a service."""
_ASIDE = " (marked earlier, then set aside)"
_REPORT, _ASKED = "Report the child missing: phone", "Missing now? Phone"


def calls_of_alerts(
    held: Sequence[Notice],
    contacts: Sequence[OutcomeContact],
    acting_on: OutcomeName,
    *,
    at_risk: bool = False,
) -> tuple[OutcomeStep, ...]:
    """The calls that alerts ask for at this hour and that the steps of the tier have not: red's, and the police's.

    While it is open whether a child who goes missing is missing now, that is asked with the same numbers. `at_risk`: it
    was said that the child is in danger now.
    """
    said = " ".join(notice.text for notice in held if notice.alert)
    who = to_phone(contacts)
    found = []
    if "{red}" in said and not grade(acting_on).is_red:
        ids = _ids(who.danger, who.first, who.police, who.second)
        words, phones = f"Phone now: {red_words(contacts)}.", tuple(red_phones(contacts))
        found.append(OutcomeStep(text=words, provenance="own", phones=phones, contacts=ids))
    if to_be_reported_missing(held):
        found.append(_police(_REPORT, contacts, at_risk=at_risk))
    elif any("missing_now" in notice.when.unanswered for notice in held):
        found.append(_police(_ASKED, contacts, at_risk=at_risk))
    return tuple(found)


def is_report_of_missing(step: OutcomeStep) -> bool:
    """Whether a step says to report a child who is missing now, or asks whether one is."""
    return step.text.startswith((_REPORT, _ASKED))


def missing_question(outcome: Outcome) -> str:
    """What the steps ask of a child who goes missing, where nobody has answered it; empty: nothing."""
    return next((step.text for step in outcome.steps if step.text.startswith(_ASKED)), "")


def _police(words: str, contacts: Sequence[OutcomeContact], *, at_risk: bool) -> OutcomeStep:
    who = to_phone(contacts)
    called = (who.danger,) if at_risk else (who.police, who.danger)
    return OutcomeStep(
        text=f"{words} {police_words(contacts, at_risk=at_risk)}.",
        provenance="own",
        phones=tuple(each.phone for each in called if each is not None),
        contacts=_ids(who.police, who.danger),
    )


def after_a_caution(
    steps: tuple[OutcomeStep, ...], caution: str, advice: OutcomeStep, service: str
) -> tuple[OutcomeStep, ...]:
    """The steps, and before the first that speaks of the family the caution, and who advises; each that speaks of it
    begins with that it is only for then. `caution` empty: the steps alone.

    The steps' own words stay: the document's are verbatim.
    """
    at = next((place for place, step in enumerate(steps) if _OF_THE_FAMILY.search(step.text)), None)
    if at is None or not caution:
        return steps
    before = tuple(step for step in steps[:at] if step.text != advice.text)
    after = tuple(_once_advised(step, service) for step in steps[at:] if step.text != advice.text)
    return (*before, OutcomeStep(text=caution, provenance="own"), advice, *after)


def _once_advised(step: OutcomeStep, service: str) -> OutcomeStep:
    if not _OF_THE_FAMILY.search(step.text):
        return step
    bridge = f"Only once {service or 'the service'} has advised"
    return msgspec.structs.replace(step, label=": ".join(filter(None, (bridge, step.label))))


def with_what_was_set_aside(
    alerts: Sequence[Alert], held: Sequence[Notice], answers: Answers, pathway: Pathway
) -> tuple[Alert, ...]:
    """The alerts; the fact of one that no mark of now gives says that its mark was set aside."""
    return tuple(
        msgspec.structs.replace(alert, fact=_with_aside(alert.fact))
        if alert.key in _only_aside(held, answers, pathway)
        else alert
        for alert in alerts
    )


def _only_aside(held: Sequence[Notice], answers: Answers, pathway: Pathway) -> Iterator[str]:
    marked = {pathway.factors[id].key for id in answers.marks if id in pathway.factors}
    for notice in held:
        said = notice.alert == "family_involved" and (answers.family_involved or is_from_before(answers))
        if notice.when.any_marked and marked.isdisjoint(notice.when.any_marked) and not said:
            yield notice.alert


def _with_aside(fact: str) -> str:
    """A fact whose first sentence says so, before its stop."""
    first, stop, rest = fact.partition(". ")
    return f"{first}{_ASIDE}{stop}{rest}" if stop else f"{fact.removesuffix('.')}{_ASIDE}."


def _ids(*contacts: OutcomeContact | None) -> tuple[str, ...]:
    return tuple(each.id for each in contacts if each is not None)
