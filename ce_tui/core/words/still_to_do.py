"""What is still to be done once a referral is written: in order, each with what it needs.

What is recorded as done keeps its place and says so first (`ticks`); nothing else is taken as done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.asks import asks_somebody, situation
from ce_tui.core.pathway.outcome.beside_steps import (
    calls_that_lead,
    family_caution_words,
    is_support_alone,
    worried_words,
)
from ce_tui.core.pathway.outcome.calling import UNTIL_THEN, closed_words, red_phones, until_it_opens
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, area_of
from ce_tui.core.pathway.words import NO_ACTION, ended
from ce_tui.core.words.links import link_words, named_by
from ce_tui.core.words.outcomes import form_words
from ce_tui.core.words.ticks import Ticks, is_done
from ce_tui.files.shown import shown

STILL_TO_DO = "Still to be done, in order"
_OWN_FORM = "The area's own form: the referral does not replace it."
ALL_DONE = (
    "All of this that can be recorded is recorded as done. That does not say that anything has arrived, or that the "
    "child is safe now."
)


class Written(NamedTuple):
    """How a referral was written. `kind` is empty where that is not known: it was on another day, or elsewhere."""

    kind: Literal["", "pdf", "text"] = ""
    file: str = ""
    passphrase: bool = False


NOT_KNOWN = Written()


def still_to_do(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    written: Written = NOT_KNOWN,
    recorded: Sequence[Recorded] = (),
) -> list[str]:
    """Whom to phone at this hour first, then the steps of the tier that is acted on with the area's own form, then the
    referral itself: to whom, its passphrase, its file (rules 11, 12 and 14 of the design).

    `recorded`: what was recorded of the screening. What answers a step stands before its words, and where all is done
    that is the last line.
    """
    locality = area_of(outcome, pathway)
    ticks = Ticks(answers, outcome, locality, recorded)
    steps = list(_steps(outcome, pathway, locality, ticks))
    unsaid = [each for each in outcome.alerts if not _is_said(each, outcome)]
    forms = list(_other_forms(outcome, locality, ticks))
    sent = asks_somebody(situation(answers, outcome, pathway))
    sending = list(_sending(outcome, locality, written, ticks)) if sent else []
    tasks = [
        words for step, words in zip(outcome.steps, steps, strict=True) if not ticks.is_danger_alone(step)
    ]
    tasks += [each.text for each in unsaid if each.kind.phone_now]
    tasks += [*forms, *sending]
    all_done = bool(tasks) and all(map(is_done, tasks))
    if outcome.grade.is_nothing and not outcome.alerts:
        no_action = f"{NO_ACTION}." if answers.decision.outcome == "none" and not sent else ""
        before = " ".join(filter(None, (no_action, unanswered_words(answers, outcome.not_answered))))
        first = [
            words.removeprefix(ticks.of_step(outcome.steps[0])) if before else words for words in steps[:1]
        ]
        lead = " ".join(filter(None, (before, *first)))
        steps = [*([lead] if lead else []), *steps[1:]]
    calls = calls_that_lead(outcome.steps)
    return [
        *steps[:calls],
        *(each.text for each in unsaid),
        *family_caution_words(outcome),
        *steps[calls:],
        *([worried_words(outcome)] if is_support_alone(outcome) else []),
        *forms,
        *sending,
        *_passphrase(written, sent=sent),
        _copy(written, sent=sent),
        *([ALL_DONE] if all_done else []),
    ]


def numbered(words: Sequence[str]) -> list[str]:
    """The same as lines that can be read out: "1. Phone …"."""
    return [f"{number}. {each}" for number, each in enumerate(words, 1)]


def _is_said(alert: Alert, outcome: Outcome) -> bool:
    """Whether the steps say it: on red by their calls, else by a step with the same numbers or words."""
    now = alert.kind.phone_now
    if outcome.grade.is_red and now and alert.phones == tuple(red_phones(outcome.contacts)):
        return True
    return any(
        (now and step.phones and step.phones == alert.phones) or alert.text.startswith(step.text)
        for step in outcome.steps
    )


def _steps(outcome: Outcome, pathway: Pathway, locality: Locality, ticks: Ticks) -> Iterator[str]:
    """Each in its own words, with whom to phone now; where a link leads is said once, and that a form is the area's.

    What was done of it stands first.
    """
    forms, said = _form_links(outcome, locality), set()
    why = {
        alert.phones: alert.fact.partition(". ")[0]
        for alert in outcome.alerts
        if alert.kind.phone_now and not alert.is_reported
    }
    for step in outcome.steps:
        new = [id for id in step.links if id not in said]
        said.update(new)
        words = [
            why.get(step.phones),
            step.text,
            step.now,
            *(link_words(id, pathway, locality.service, named_by(step)) for id in new),
        ]
        words += [_OWN_FORM] if forms.intersection(new) else []
        label = f"{step.label}: " if step.label else ""
        sentence = " ".join(ended(each) for each in words if each)
        yield f"{ticks.of_step(step)}{label}{sentence}"


def _form_links(outcome: Outcome, locality: Locality) -> set[str]:
    return {form.link for form in locality.forms if outcome.acting_on in form.outcomes}


def _other_forms(outcome: Outcome, locality: Locality, ticks: Ticks) -> Iterator[str]:
    """The forms that no step leads to."""
    linked = {id for step in outcome.steps for id in step.links}
    of_steps = {form.name for form in locality.forms if form.link in linked}
    for form in outcome.forms_due:
        if form.name not in of_steps:
            said = form_words(form, locality.provenance, locality.service)
            yield f"{ticks.of_form()}Send: {said} {_OWN_FORM}"


def _sending(outcome: Outcome, locality: Locality, written: Written, ticks: Ticks) -> Iterator[str]:
    """To whom the referral is sent, and how."""
    door = next((each for each in outcome.contacts if each.role == "front-door"), None)
    whom = locality.service or (door.called if door else "the service")
    if door and door.email:
        said = f"Send the referral to {whom}, {door.email}, by secure e-mail only."
    else:
        said = (
            f"Send the referral to {whom} by secure e-mail only. We have no e-mail address: ask for it when you "
            "phone."
        )
    open_ = written.kind and not written.passphrase
    plain = "It has no passphrase: whoever has the file can read it." if open_ else ""
    yield ticks.of_sending() + " ".join(filter(None, (said, _closed(outcome), plain)))


def _closed(outcome: Outcome) -> str:
    """That whoever it goes to is closed, and, where no step has said so, who answers until then."""
    said = any(UNTIL_THEN in step.now for step in outcome.steps)
    return (
        closed_words(outcome.contacts) if said else until_it_opens(outcome.contacts, at_risk=outcome.at_risk)
    )


def _passphrase(written: Written, *, sent: bool) -> Iterator[str]:
    by_phone = "by phone, never in the same e-mail"
    if not written.kind:
        yield f"If the PDF has a passphrase, give that {by_phone}."
    elif written.passphrase and not sent:
        yield f"Whoever you send the PDF to needs its passphrase: give it {by_phone}."
    elif written.passphrase:
        yield f"Give the passphrase of the PDF by another way than the PDF: {by_phone}."


def _copy(written: Written, *, sent: bool) -> str:
    """The file is the practitioner's to delete."""
    until = "has arrived" if sent else "is not needed any more"
    if not written.file:
        return f"Files that you exported stay until you delete them: do so once the referral {until}."
    return f"The file {shown(written.file)} stays until you delete it: do so once the referral {until}."
