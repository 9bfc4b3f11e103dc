"""What a change to the answers has made known that cannot wait for the result: alerts, and a graver tier."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.tier_words import tier_title
from ce_tui.core.pathway.outcome.alerts import first_words, missing_question, red_words, whom_on_red
from ce_tui.core.pathway.outcome.area import area_of
from ce_tui.core.pathway.outcome.calling import NO_NUMBER, to_phone
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import rank
from ce_tui.session.draft import Draft


def raised(draft: Draft, before: Answers, *, alerts: bool = True) -> list[str]:
    """Each alert that was not there before, with its numbers; whether the child is missing now, where that is asked
    anew; a graver tier that is acted on, with whom to phone. `alerts`: False where those stand in sight anyway.

    Rule 16 of the design: an alert stands before anything else, so it is said when it is raised.
    """
    now = draft.outcome
    then = evaluate(before, draft.pathway, draft.clock())
    known = {alert.key for alert in then.alerts}
    new = [alert for alert in now.alerts if alert.key not in known] if alerts else []
    graver = rank(now.acting_on) > max(rank(then.acting_on), rank("yellow"))
    is_said = any(_numbers(draft, now) in alert.text for alert in new)
    tier = [_whom_to_phone(draft, now)] if graver and not is_said else []
    asked = [words] if (words := missing_question(now)) and not missing_question(then) else []
    return [*(f"Alert: {alert.text}" for alert in new), *asked, *tier]


def raised_here(draft: Draft, section: str, here: str, *, alerts: bool = True) -> list[str]:
    """The same of the last factor or field that was changed, while one is in its section. `here`: where one is."""
    before = draft.told.before(section, here, draft.answers)
    return raised(draft, before, alerts=alerts)


def _numbers(draft: Draft, now: Outcome) -> str:
    if now.acting_on == "red":
        return red_words(now.contacts, at_risk=now.at_risk)
    return first_words(area_of(now, draft.pathway), now.contacts)


def _adviser(draft: Draft, now: Outcome) -> str:
    """Who advises; of whom nobody knows a number here, where it is had."""
    no_number = "" if to_phone(now.contacts).first else f", {NO_NUMBER}"
    return f"{_numbers(draft, now)}{no_number}"


def _whom_to_phone(draft: Draft, now: Outcome) -> str:
    red = now.acting_on == "red"
    whom = whom_on_red(now.contacts, at_risk=now.at_risk)
    does = f"Phone {whom}" if red else f"For advice: {_adviser(draft, now)}"
    return f"Now {tier_title(now.acting_on, draft.pathway)}. {does}."
