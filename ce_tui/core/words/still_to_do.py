"""What is still to be done once a referral is written: in order, each with what it needs.

What is recorded as done keeps its place and says so first (`StepTicks`); nothing else is taken as done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ce_tui.core.pathway.actions.action import Action, Recorded, compared_name, done, stands
from ce_tui.core.pathway.actions.follow_up_summary import is_with_police, police_names, tells_police
from ce_tui.core.pathway.actions.rules import say_at
from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import EMERGENCY, Locality
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing
from ce_tui.core.pathway.outcome.asks import asks_somebody, situation
from ce_tui.core.pathway.outcome.following import (
    calls_that_lead,
    family_caution_words,
    is_support_alone,
    worried_words,
)
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, OutcomeContact, OutcomeStep, area_of
from ce_tui.core.pathway.outcome.whom_to_phone import UNTIL_THEN, phone_list
from ce_tui.core.pathway.words import NO_ACTION, OUTCOMES, ended
from ce_tui.core.words.outcomes import form_words, link_words, named_by
from ce_tui.files.shown import shown


class StepTicks:
    """What was done of an outcome's steps.

    Only what was done since the screening and the harm, while it stood as grave as now, answers one.
    `locality`: the outcome's area, as `area_of` gives it. `form_links`: the links of that area's own forms for it.
    """

    def __init__(
        self, answers: Answers, outcome: Outcome, locality: Locality, recorded: Sequence[Recorded]
    ) -> None:
        since = max(answers.screened_on, answers.harm.on if answers.harm_today else "")
        now = stands(outcome)
        self._done = [
            each.action for each in done(recorded) if each.action.day >= since and each.answers_to.covers(now)
        ]
        self._contacts, self._area = outcome.contacts, locality.name
        steps = (step for name in OUTCOMES for step in locality.procedure.steps(name))
        self._calls = {step.text for step in steps if step.call or step.advice}
        self.form_links = {form.link for form in locality.forms if outcome.acting_on in form.outcomes}
        of_police = (step for step in outcome.steps if is_with_police(step, outcome.contacts))
        self._police_steps = sum(bool(step.phones) for step in of_police)
        self._forms_due = len({form.name for form in outcome.forms_due})
        self._service = _names(self._of_role("front-door")) | {compared_name(locality.service)} - {""}
        self._arrived = [each for each in self._done if not each.was_tried_in_vain]
        to = {*self._service, ""}
        self._forms = [each for each in self._arrived if each.way.is_form and compared_name(each.to) in to]

    def is_danger(self, step: OutcomeStep) -> bool:
        """Whether a step says the emergency number first: it is said always, and never done."""
        emergency = {EMERGENCY, *(each.phone for each in self._of_role("emergency"))}
        return bool(step.phones) and step.phones[0] in emergency

    def is_danger_alone(self, step: OutcomeStep) -> bool:
        """Whether a step says the emergency number and no other: nothing else in it can be done."""
        return self.is_danger(step) and len(step.phones) == 1 and not is_report_of_missing(step)

    def of_step(self, step: OutcomeStep) -> str:
        """What was done of a step: "Done 25 November 2026, 14:05: ", "Tried 25 November 2026, 14:05, no answer: ".

        Or "Police told 25 November 2026, 14:05, was this sent to them, too? "; empty: nothing is known.
        """
        if self.is_danger(step):
            return ""
        if not step.phones and is_with_police(step, self._contacts):
            return self._shared(step)
        calls = step.phones or step.text in self._calls
        parts = [self._call(step)] if calls else []
        if self.form_links.intersection(step.links):
            parts.append(self.of_form())
        done_of_all = parts[-1] if parts and all(parts) else ""
        return next((each for each in parts if each and not is_done(each)), done_of_all)

    def of_form(self) -> str:
        """That the area's own form was sent. If several are due, one that was sent does not say which it was."""
        return _done(self._forms) if self._forms_due == 1 else ""

    def of_police(self) -> str:
        """That the police were told, by any of the ways that are due (`tells_police`)."""
        names = police_names(self._contacts, self._area)
        return _done([each for each in self._done if tells_police(each, names)])

    def of_sending(self) -> str:
        """That the referral was sent to the service. An e-mail does not say whether it was that: it is asked.

        A form that was sent while the area's own is due is that one; a second one is the referral.
        """
        own_form = self._forms[:1] if self._forms_due else []
        sent = [
            each
            for each in self._arrived
            if each.way.sends and compared_name(each.to) in self._service and each not in own_form
        ]
        if forms := [each for each in sent if each.way.is_form]:
            return _done(forms)
        return f"Written to {say_at(sent[0].at)}, was this in it? " if sent else ""

    def _call(self, step: OutcomeStep) -> str:
        if step.phones and is_with_police(step, self._contacts):
            # about a child who is missing, or about more than one thing: a call does not say about which
            if is_report_of_missing(step) or self._police_steps > 1:
                return ""
            return self._spoken(self._is_to_police)
        of_step = [each for each in self._contacts if each.id in step.contacts and each.role != "emergency"]
        services = [each for each in of_step if each.role in ("front-door", "out-of-hours")]
        names = _names(services or [each for each in of_step if each.role != "police"])
        return self._spoken(lambda action: not action.way.tells_police and compared_name(action.to) in names)

    def _shared(self, step: OutcomeStep) -> str:
        """That it was sent to the police, whose address a step gives.

        A call sends nothing, and nobody knows whether it was more than a call: it is asked.
        """
        address = _names(each for each in self._contacts if each.id in step.contacts)
        told = [each for each in self._arrived if self._is_to_police(each)]
        written = (each for each in told if each.way.sends or (each.way.speaks and not each.way.is_call))
        if sent := [each for each in written if compared_name(each.to) in address]:
            return _done(sent)
        return f"Police told {say_at(told[0].at)}, was this sent to them, too? " if told else ""

    def _is_to_police(self, action: Action) -> bool:
        """Whether it was to the police. "Police told" says so by itself, unless it names another of the area's."""
        names = _names(self._of_role("police"))
        others = _names(each for each in self._contacts if each.role not in ("police", "emergency"))
        return compared_name(action.to) in names or (
            action.way.tells_police and compared_name(action.to) not in others
        )

    def _spoken(self, is_to: Callable[[Action], bool]) -> str:
        """The first time that one of them answered; if none did, the last time that one was tried."""
        tried = [each for each in self._done if each.way.speaks and is_to(each)]
        if answered := [each for each in tried if not each.was_tried_in_vain]:
            return _done(answered)
        return f"Tried {say_at(tried[-1].at)}, no answer: " if tried else ""

    def _of_role(self, role: str) -> list[OutcomeContact]:
        return [each for each in self._contacts if each.role == role]


def is_done(words: str) -> bool:
    """Whether the words before a step say that it was done."""
    return words.startswith("Done ")


def _done(found: Sequence[Action]) -> str:
    return f"Done {say_at(found[0].at)}: " if found else ""


def _names(contacts: Iterable[OutcomeContact]) -> set[str]:
    return {compared_name(name) for each in contacts for name in (each.name, each.called)}


STILL_TO_DO = "Still to be done, in order"
_OWN_FORM = "The area's own form: the referral does not replace it."
ALL_DONE = (
    "All of this that can be recorded is recorded as done. That does not say that anything has arrived, or that the "
    "child is safe now."
)


class ReferralLeft(NamedTuple):
    """How a referral was written. `kind` is empty if that is not known: it was on another day, or elsewhere."""

    kind: Literal["", "pdf", "text"] = ""
    file: str = ""
    passphrase: bool = False


NOT_KNOWN = ReferralLeft()


def still_to_do(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    written: ReferralLeft = NOT_KNOWN,
    recorded: Sequence[Recorded] = (),
) -> list[str]:
    """What is still to be done, in order: whom to phone now, the steps, the forms, the referral itself.

    The steps are of the tier that is acted on, with the area's own form; of the referral to whom, its passphrase, its
    file (rules 11, 12 and 14 of the design). `recorded`: what was recorded of the screening. What answers a step stands
    before its words, and if all is done that is the last line.
    """
    locality = area_of(outcome, pathway)
    ticks = StepTicks(answers, outcome, locality, recorded)
    steps = list(_steps(outcome, pathway, locality, ticks))
    unsaid = [each for each in outcome.alerts if not _is_said(each, outcome)]
    forms = list(_other_forms(outcome, locality, ticks))
    sent = asks_somebody(situation(answers, outcome, pathway))
    sending = [_sending(outcome, locality, written, ticks)] if sent else []
    tasks = [
        words for step, words in zip(outcome.steps, steps, strict=True) if not ticks.is_danger_alone(step)
    ]
    tasks += [each.text for each in unsaid if each.kind.phone_now]
    tasks += [*forms, *sending]
    if outcome.grade.is_nothing and not outcome.alerts:
        no_action = f"{NO_ACTION}." if answers.decision.outcome == "none" and not sent else ""
        before = " ".join(filter(None, (no_action, unanswered_words(answers, outcome.not_answered))))
        if before:
            first = steps[0].removeprefix(ticks.of_step(outcome.steps[0])) if steps else ""
            steps[:1] = [" ".join(filter(None, (before, first)))]
    calls = calls_that_lead(outcome.steps)
    said = [
        *steps[:calls],
        *(each.text for each in unsaid),
        *family_caution_words(outcome),
        *steps[calls:],
        worried_words(outcome) if is_support_alone(outcome) else "",
        *forms,
        *sending,
        _passphrase(written, sent=sent),
        _copy(written, sent=sent),
        ALL_DONE if tasks and all(map(is_done, tasks)) else "",
    ]
    return list(filter(None, said))


def numbered(words: Sequence[str]) -> list[str]:
    """Words as numbered lines that can be read out: "1. Phone …"."""
    return [f"{number}. {each}" for number, each in enumerate(words, 1)]


def _is_said(alert: Alert, outcome: Outcome) -> bool:
    """Whether the steps say it: on red by their calls, else by a step with the same numbers or words."""
    now = alert.kind.phone_now
    if outcome.grade.is_red and now and alert.phones == phone_list(outcome).red_phones:
        return True
    return any(
        (now and step.phones and step.phones == alert.phones) or alert.text.startswith(step.text)
        for step in outcome.steps
    )


def _steps(outcome: Outcome, pathway: Pathway, locality: Locality, ticks: StepTicks) -> Iterator[str]:
    """Each in its own words, with whom to phone now; where a link leads is said once, and that a form is the area's.

    What was done of it stands first.
    """
    said: set[str] = set()
    why = {
        alert.phones: alert.fact.partition(". ")[0]
        for alert in outcome.alerts
        if alert.kind.phone_now and not alert.is_reported
    }
    for step in outcome.steps:
        new = [link for link in step.links if link not in said]
        said.update(new)
        words = [
            why.get(step.phones),
            step.text,
            step.now,
            *(link_words(link, pathway, locality.service, named_by(step)) for link in new),
            _OWN_FORM if ticks.form_links.intersection(new) else "",
        ]
        label = f"{step.label}: " if step.label else ""
        sentence = " ".join(ended(each) for each in words if each)
        yield f"{ticks.of_step(step)}{label}{sentence}"


def _other_forms(outcome: Outcome, locality: Locality, ticks: StepTicks) -> Iterator[str]:
    """The forms that no step leads to."""
    linked = {link for step in outcome.steps for link in step.links}
    of_steps = {form.name for form in locality.forms if form.link in linked}
    for form in outcome.forms_due:
        if form.name not in of_steps:
            said = form_words(form, locality.provenance, locality.service)
            yield f"{ticks.of_form()}Send: {said} {_OWN_FORM}"


def _sending(outcome: Outcome, locality: Locality, written: ReferralLeft, ticks: StepTicks) -> str:
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
    if any(UNTIL_THEN in step.now for step in outcome.steps):  # a step has said who answers until then
        closed = phone_list(outcome).closed_words
    else:
        closed = phone_list(outcome).until_it_opens
    open_ = written.kind and not written.passphrase
    plain = "It has no passphrase: whoever has the file can read it." if open_ else ""
    return ticks.of_sending() + " ".join(filter(None, (said, closed, plain)))


def _passphrase(written: ReferralLeft, *, sent: bool) -> str:
    by_phone = "by phone, never in the same e-mail"
    if not written.kind:
        return f"If the PDF has a passphrase, give that {by_phone}."
    if not written.passphrase:
        return ""
    if sent:
        return f"Give the passphrase of the PDF by another way than the PDF: {by_phone}."
    return f"Whoever you send the PDF to needs its passphrase: give it {by_phone}."


def _copy(written: ReferralLeft, *, sent: bool) -> str:
    """The file is the practitioner's to delete."""
    until = "has arrived" if sent else "is not needed any more"
    whose = f"The file {shown(written.file)} stays until you delete it"
    if not written.file:
        whose = "Files that you exported stay until you delete them"
    return f"{whose}: do so once the referral {until}."
