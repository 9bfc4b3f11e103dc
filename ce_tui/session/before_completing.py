"""What is asked about before a screening is completed, at every tier: what must be known first, what is left open."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.outcome.alerts import danger_first, red_words
from ce_tui.core.pathway.outcome.family import is_contact_doubtful
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import ended, missing_words
from ce_tui.core.words.short import first_sentence
from ce_tui.session.draft import Draft
from ce_tui.session.reviewing import not_filled_in_words
from ce_tui.session.unfinished import is_left_out
from ce_tui.session.words.completed import what_is_completed
from ce_tui.session.words.notes import short_narrative
from ce_tui.session.words.result import cited_words

_CONTACT = "You said that it is safe to contact the family, and someone in it may be involved."


def to_ask_about(draft: Draft, *, heard: bool = False) -> list[str]:
    """Everything, a row each: the alerts, beside them a family that is said to be safe to contact and a decision for
    nothing, what is not written, what is left open.

    `heard`: what is left open was said just before. Empty: nothing is to be asked.
    """
    left = left_open(draft)
    said = ["Left open: as just said."] if heard and left else left
    doubtful = [_CONTACT] if is_contact_doubtful(draft.answers, draft.pathway) else []
    return [*alert_rows(draft), *doubtful, *_no_action(draft), *_written(draft), *said]


def _no_action(draft: Draft) -> Iterator[str]:
    """A decision for no action, beside an alert; where that is lower than the result it was said before."""
    outcome, decision = draft.outcome, draft.answers.decision.outcome
    if decision == "none" and outcome.alerts and not is_lower(outcome.outcome, outcome.decision):
        yield ended(what_is_completed(draft))


def alert_rows(draft: Draft) -> list[str]:
    """The alerts in short, in their order; below those that say to phone as on red, whom, once (rule 16). Of one whose
    numbers stand above, the fact alone.
    """
    outcome = draft.outcome
    at_risk = outcome.at_risk
    whom = red_words(outcome.contacts, at_risk=at_risk)
    called = [alert for alert in outcome.alerts if whom in alert.text]
    if not called:
        return [first_sentence(alert.text) for alert in outcome.alerts]
    phones, (danger, *others) = set(called[0].phones), called[0].phones
    call = f"Phone {'' if at_risk else 'now: '}{danger_first(danger, others, at_risk=at_risk)}."
    rest = [alert for alert in outcome.alerts if alert not in called]
    return [
        *(first_sentence(alert.fact) for alert in called),
        call,
        *(first_sentence(each.fact if phones.issuperset(each.phones) else each.text) for each in rest),
    ]


def _written(draft: Draft) -> Iterator[str]:
    """That nothing is written, or little."""
    answers, outcome = draft.answers, draft.outcome
    if not (answers.marks or answers.notes.strip() or outcome.acting_on == "red"):
        yield "Nothing is marked and nothing is written."
    elif short := short_narrative(draft):
        yield short


def left_open(draft: Draft) -> list[str]:
    """What a completion leaves open, in sentences, danger first: it holds nothing up, and is said at every tier."""
    return list(_left_open(draft))


def _left_open(draft: Draft) -> Iterator[str]:
    answers, outcome = draft.answers, draft.outcome
    if unanswered := unanswered_words(answers, outcome.not_answered):
        yield f"{unanswered} Start asks." if outcome.not_answered else unanswered
    if outcome.not_looked_at:
        yield tiers_left_out(answers, draft.pathway, in_full=True)[0]
    if outcome.missing:
        yield f"Missing: {'; '.join(missing_words(outcome.missing))}."
    for id in draft.screening.unfinished:
        yield is_left_out(draft, id)
    if cited := cited_words(outcome, draft.pathway, "Result marks them."):
        yield cited
    if outcome.not_filled_in:
        yield not_filled_in_words(outcome.not_filled_in)
