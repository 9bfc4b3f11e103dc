"""The first page of the Result: in 24 rows what is indicated, what must be known, whom to phone and what is next.

Whatever is shortened here stands in full further down, and is said in full to who hears it. What a digit leads to has
that digit for its head.
"""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.cautions import caution_words
from ce_tui.core.pathway.outcome.contacts import first_to_phone
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeStep, Reason
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import OutcomeName, with_small
from ce_tui.core.words.factors import APART
from ce_tui.core.words.outcomes import aside_words, result_words
from ce_tui.core.words.short import in_a_row
from ce_tui.screens.reading.contacts import said_of_contact
from ce_tui.session.words.result import PHONE, cited_words
from ce_tui.widgets.item_list import Item

_FACTORS = 3
_ROW = 72  # characters: what is shortened stays in one row of 80 columns


def first_page(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[Item]:
    """Its items; the numbered ones stand together."""
    numbered = [
        *_phones(outcome),
        *_next_step(outcome),
        _decision(answers, outcome, pathway),
        Item("script", PHONE, said=f"{PHONE} Enter opens it."),
    ]
    for number, item in enumerate(numbered, 1):
        item.head = str(number)
    return [*_alerts(answers, outcome), *_verdict(answers, outcome, pathway), *_factors(outcome), *numbered]


def _alerts(answers: Answers, outcome: Outcome) -> Iterator[Item]:
    """What must be known first (rule 16), and of a harm what was seen or said."""
    for alert in outcome.alerts:
        yield Item(f"alert:{alert.key}", _first_sentence(alert.text), head="!!", said=f"Alert: {alert.text}")
        if alert.key == "harm" and (said := answers.harm.words.strip()):
            words = f"Seen or said: “{said}”"
            yield Item("harm-words", in_a_row(words, _ROW), said=words)
    yield from _on_family(outcome)


def _on_family(outcome: Outcome) -> Iterator[Item]:
    """The caution, where no alert says it; where that is not answered, Enter asks who may be involved."""
    asks = "family_involved" in outcome.not_answered
    for number, caution in enumerate(caution_words(outcome)):
        id = "unanswered:family_involved" if asks and not number else f"family-caution:{number}"
        then = " Enter asks who may be involved." if asks and not number else ""
        yield Item(id, f"{_first_sentence(caution)}{then}", head="!!", said=f"Alert: {caution}{then}")


def _verdict(answers: Answers, outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    words = result_words(outcome, answers, pathway)
    yield Item("outcome", words, head="=>", said=f"Result: {words}")
    for number, sentence in enumerate(tiers_left_out(answers, pathway)):
        yield Item(f"left-out:{number}", sentence, head="!")
    open_ = [
        name for name in outcome.not_answered if name != "family_involved"
    ]  # that stands among the alerts
    if unanswered := unanswered_words(answers, open_):
        yield Item("unanswered", f"{unanswered} Start asks.", head="!")
    if outcome.set_aside:
        yield Item("set-aside", aside_words(outcome, pathway), head="!")
    if cited := cited_words(outcome, pathway, "Enter marks them."):
        yield Item("cited-unmarked", cited, head="!")


def _factors(outcome: Outcome) -> Iterator[Item]:
    """Those that decide, the believed before the suspected, as elsewhere."""
    reasons = [reason for mark, _ in APART for reason in outcome.because if reason.mark == mark]
    for reason in reasons[:_FACTORS]:
        yield Item(f"top:{reason.id}", in_a_row(_factor(reason), _ROW), head=reason.id, said=_factor(reason))
    if len(reasons) > _FACTORS:
        yield Item("more-factors", f"and {len(reasons) - _FACTORS} more")


def _factor(reason: Reason) -> str:
    words = {mark: words for mark, words in APART}[reason.mark]
    return f"{words}: {reason.text}"


def _phones(outcome: Outcome) -> Iterator[Item]:
    """Those that answer or may, as in the line mode and the phone script; the others stand further down."""
    for contact in first_to_phone(outcome.contacts, outcome.age):
        words = phone_words(contact, outcome.acting_on)
        yield Item(f"phone:{contact.id}", words, said=said_of_contact(contact))


def phone_words(contact: OutcomeContact, acting_on: OutcomeName) -> str:
    """ "0345 603 7627  Children & Families' Hub: should be open. Ask for the Priority Line", the hours one key away."""
    state = with_small(contact.state).partition(" (")[0]
    asked = contact.ask_for_on.get(acting_on)
    ask_for = f". Ask for {asked}" if asked else ""
    return f"{contact.number}  {contact.name}{f': {state}' if state else ''}{ask_for}"


def _next_step(outcome: Outcome) -> Iterator[Item]:
    """What is done after the calls: they stand above."""
    for number, step in enumerate(outcome.steps, 1):
        if not step.phones:
            words = f"Next: {_called(step).removeprefix('Then ')}"
            yield Item(f"next-step:{number}", in_a_row(words, 2 * _ROW), said=words)
            return


def _called(step: OutcomeStep) -> str:
    return f"{step.label}: {step.text}" if step.label else step.text


def _decision(answers: Answers, outcome: Outcome, pathway: Pathway) -> Item:
    asked = interview.question("decision.outcome", answers, pathway)
    holds = f"; immediate risk was said: the steps of {pathway.tier('red').title} hold"
    none = f"none yet{holds if outcome.immediate_risk else ''}"
    taken = next((option.words for option in asked.options if option.value == outcome.decision), none)
    if answers.harm_today and not answers.decision.outcome:
        taken = f"none yet; harm told counts as {pathway.tier('red').title}"
    return Item(
        "to-decision",
        in_a_row(f"Your decision: {taken}", _ROW),
        said=f"Your decision: {taken}. Enter decides.",
    )


def _first_sentence(words: str) -> str:
    first, stop, _ = words.partition(". ")
    return f"{first}." if stop else words
