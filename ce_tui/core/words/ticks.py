"""What of a list of steps was done by now, by what is recorded: in words, to stand before the step.

Nothing is assumed: in doubt a step stays as it is, for one that looks done and is not may cost a child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ce_tui.core.pathway.actions.action import SPEAKING, Action, Recorded, alike, done
from ce_tui.core.pathway.actions.stood import stands
from ce_tui.core.pathway.actions.telling_police import police_names, tells_police
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.localities import EMERGENCY, Locality
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.outcome.police import is_with_police

_SERVICES = ("front-door", "out-of-hours")


class Ticks:
    """What was done of an outcome's steps. Only what was done since the screening and since the harm, while it stood as
    grave as now, answers one.

    `locality`: the outcome's area, as `area_of` gives it.
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
        procedure = locality.procedure
        all_ = (*procedure.none, *procedure.yellow, *procedure.amber, *procedure.red)
        self._calls = {step.text for step in all_ if step.call or step.advice}
        self._of_forms = {form.link for form in locality.forms if outcome.acting_on in form.outcomes}
        of_police = (step for step in outcome.steps if is_with_police(step, outcome.contacts))
        self._police_steps = sum(bool(step.phones) for step in of_police)
        self._forms_due = len({form.name for form in outcome.forms_due})
        self._service = _names(self._of_role(("front-door",))) | {alike(locality.service)} - {""}

    def is_danger(self, step: OutcomeStep) -> bool:
        """Whether a step says the emergency number first: that is said always, and never done."""
        emergency = {EMERGENCY, *(each.phone for each in self._of_role(("emergency",)))}
        return bool(step.phones) and step.phones[0] in emergency

    def is_danger_alone(self, step: OutcomeStep) -> bool:
        """Whether it says that number and no other: there is nothing else in it to be done."""
        return self.is_danger(step) and len(step.phones) == 1 and not is_report_of_missing(step)

    def of_step(self, step: OutcomeStep) -> str:
        """ "Done 25 November 2026, 14:05: ", "Tried 25 November 2026, 14:05, no answer: ", "Police told 25 November
        2026, 14:05, was this sent to them, too? "; empty: nothing is known.
        """
        if self.is_danger(step):
            return ""
        if not step.phones and is_with_police(step, self._contacts):
            return self._shared(step)
        calls = step.phones or step.text in self._calls
        parts = [self._call(step)] if calls else []
        if self._of_forms.intersection(step.links):
            parts.append(self.of_form())
        if not parts or not all(parts):
            return next((each for each in parts if _is_tried(each)), "")
        return next((each for each in parts if _is_tried(each)), parts[-1])

    def of_form(self) -> str:
        """That the area's own form was sent. Of several that are due, one that was sent says not which it was."""
        sent = self._forms()
        return _done(sent[0]) if sent and self._forms_due == 1 else ""

    def of_police(self) -> str:
        """That the police were told, by any of the ways that are due (`telling_police`)."""
        names = police_names(self._contacts, self._area)
        return next((_done(each) for each in self._done if tells_police(each, names)), "")

    def of_sending(self) -> str:
        """That the referral was sent to the service. Of an e-mail nobody knows whether it was that: it is asked.

        A form that was sent while the area's own is due is that one; a second one is the referral.
        """
        form = self._forms()[:1] if self._forms_due else []
        sent = [
            each
            for each in self._done
            if each.kind in ("e-mail", "form")
            and alike(each.to) in self._service
            and not each.was_tried_in_vain
            and each not in form
        ]
        forms = [each for each in sent if each.kind == "form"]
        return next(map(_done, forms), "") or next(map(_written, sent), "")

    def _forms(self) -> list[Action]:
        to = {*self._service, ""}
        return [
            each
            for each in self._done
            if each.kind == "form" and alike(each.to) in to and not each.was_tried_in_vain
        ]

    def _call(self, step: OutcomeStep) -> str:
        if step.phones and is_with_police(step, self._contacts):
            return self._police(step)
        of_step = [each for each in self._contacts if each.id in step.contacts and each.role != "emergency"]
        services = [each for each in of_step if each.role in _SERVICES]
        names = _names(services or [each for each in of_step if each.role != "police"])
        return self._spoken(lambda action: action.kind != "police" and alike(action.to) in names)

    def _police(self, step: OutcomeStep) -> str:
        """To be phoned about a child who is missing, and about more than one thing: a call says not about which."""
        if is_report_of_missing(step) or self._police_steps > 1:
            return ""
        return self._spoken(self._is_to_police)

    def _shared(self, step: OutcomeStep) -> str:
        """That it was sent to the police, whose address a step gives. Of a call to them nobody knows whether it was
        more than that, for a call sends nothing: it is asked.
        """
        address = _names(each for each in self._contacts if each.id in step.contacts)
        told = [each for each in self._done if self._is_to_police(each) and not each.was_tried_in_vain]
        sent = [each for each in told if alike(each.to) in address and each.kind not in ("phone", "other")]
        return next(map(_done, sent), "") or next(map(_told, told), "")

    def _is_to_police(self, action: Action) -> bool:
        """Whether it was to the police. "Police told" says so by itself, but where it names another of the area's."""
        names = _names(self._of_role(("police",)))
        others = _names(each for each in self._contacts if each.role not in ("police", "emergency"))
        return alike(action.to) in names or (action.kind == "police" and alike(action.to) not in others)

    def _spoken(self, is_to: Callable[[Action], bool]) -> str:
        """The first time that one of them answered; where none did, the last time that one was tried."""
        tried = [each for each in self._done if each.kind in SPEAKING and is_to(each)]
        answered = [each for each in tried if not each.was_tried_in_vain]
        if answered:
            return _done(answered[0])
        return _tried(tried[-1]) if tried else ""

    def _of_role(self, roles: Sequence[str]) -> list[OutcomeContact]:
        return [each for each in self._contacts if each.role in roles]


def is_done(words: str) -> bool:
    """Whether words of a tick say that it was done."""
    return words.startswith("Done ")


def _is_tried(words: str) -> bool:
    return bool(words) and not is_done(words)


def _done(action: Action) -> str:
    return f"Done {say_at(action.at)}: "


def _written(action: Action) -> str:
    return f"Written to {say_at(action.at)}, was this in it? "


def _told(action: Action) -> str:
    return f"Police told {say_at(action.at)}, was this sent to them, too? "


def _tried(action: Action) -> str:
    return f"Tried {say_at(action.at)}, no answer: "


def _names(contacts: Iterable[OutcomeContact]) -> set[str]:
    return {alike(name) for each in contacts for name in (each.name, each.called)}
