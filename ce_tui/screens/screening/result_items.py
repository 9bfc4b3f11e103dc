"""What the Result shows, item by item: its first page, then all of it, on red first whom to call and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ce_tui.core.pathway.answers.danger import DangerName, on_day, said_of
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.beside_steps import notices_beside_steps, without_forms
from ce_tui.core.pathway.outcome.contacts import contact_notes, to_be_shown
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason, area_of
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARK_WORDS, MARKS, ended
from ce_tui.core.words.factors import factor_words
from ce_tui.core.words.outcomes import (
    area_consent,
    form_words,
    notice_words,
    step_words,
)
from ce_tui.screens.reading.contacts import contact_item
from ce_tui.screens.screening.result_page import cut_on, first_page
from ce_tui.session.before import BesideResult
from ce_tui.session.words.result import (
    ALSO,
    BECAUSE,
    CALL,
    FORM_DUE,
    FORM_SENT,
    IN_FULL,
    NOTE,
    NOTHING,
    what_to_do,
)
from ce_tui.widgets.item_list import Item

REASON = "decision.reason"


NOTHING_BEFORE = BesideResult[Item]()


def result_items(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    at: datetime,
    kept: Mapping[str, str] | None = None,
    before: BesideResult[Item] = NOTHING_BEFORE,
) -> list[Item]:
    """Everything that the Result shows at a moment. `kept`: what was typed and is not taken, in words by question;
    `before`: what is shown of the screening before, and that the area's form was sent.
    """
    kept = kept or {}
    told = without_forms(outcome) if before.form_sent else outcome
    contacts, steps = list(_contacts(outcome, at)), list(_steps(outcome, pathway))
    reasons = [*_reasons(outcome, pathway), *_notices(told), *_decision(answers, outcome, pathway, kept)]
    red = outcome.grade.is_red
    middle = [*contacts, *steps, *reasons] if red else [*reasons, *steps, *contacts]
    page = first_page(answers, outcome, pathway, before.graver, before.police_told)
    full = [*_alerts(outcome), *_kept(kept), *cut_on(page, answers, outcome, pathway)]
    lead = [heading(IN_FULL)] if full else []
    forms = _forms(outcome, pathway, before.form_sent)
    return [*page, *lead, *full, *middle, *before.compared, *forms, *_sayings(answers)]


def _alerts(outcome: Outcome) -> Iterator[Item]:
    """In full: on the page above only their first sentences stand."""
    for alert in outcome.alerts:
        yield Item(
            f"alert-full:{alert.key}", alert.text, head="!!", said=f"Alert: {alert.text}", tone="alert"
        )


def _kept(kept: Mapping[str, str]) -> Iterator[Item]:
    for id, words in kept.items():
        if id != REASON:
            yield Item(f"kept:{id}", f"{words}. Enter goes to it.", head="!")


def _sayings(answers: Answers) -> Iterator[Item]:
    yield heading("What you can say at any time")
    yield _switch("risk", "The child is at immediate risk", answers, "immediate_risk")
    on = answers.harm_today
    harm = f"I saw or was told of harm{on_day(answers.harm)}" if on else "I saw or was told of harm today"
    yield _switch("harm", harm, answers, "harm_today")


def _switch(id: str, words: str, answers: Answers, name: DangerName) -> Item:
    on, state = getattr(answers, name), said_of(answers, name)
    return Item(
        f"say:{id}",
        words if on else f"{words} ({state})",
        head=f"[{'x' if on else ' '}]",
        said=f"{words}: {state}. Space {'takes it back' if on else 'says so'}.",
    )


def _reasons(outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    if outcome.because or not outcome.immediate_risk:
        yield heading(BECAUSE)
    yield from _apart(outcome.because, pathway)
    if not outcome.because and not outcome.immediate_risk:
        yield Item("nothing", NOTHING)
    if outcome.also_marked:
        yield heading(ALSO)
        yield from _apart(outcome.also_marked, pathway)


def _apart(reasons: tuple[Reason, ...], pathway: Pathway) -> Iterator[Item]:
    """Each kind of mark by itself: suspected is never shown among what is believed."""
    for mark in GRAVEST_FIRST:
        for reason in reasons:
            if reason.mark == mark:
                text = f"{MARKS[mark].heading}: {factor_words(pathway.factors[reason.id])}"
                said = f"{reason.id}, {MARK_WORDS[mark]}: {ended(reason.text)} Enter goes to it."
                yield Item(f"factor:{reason.id}", text, head=reason.id, said=said)


def _notices(outcome: Outcome) -> Iterator[Item]:
    notices = [notice for notice in notices_beside_steps(outcome) if not notice.alert]
    if notices:
        yield heading(NOTE)
    for number, notice in enumerate(notices):
        yield Item(f"notice:{number}", notice_words(notice), head="!")


def _decision(
    answers: Answers, outcome: Outcome, pathway: Pathway, kept: Mapping[str, str]
) -> Iterator[Item]:
    asked, why = interview.questions("result", answers, pathway)
    yield heading(f"{asked.label} {asked.hint}")
    own = answers.decision.outcome
    is_own_offered = own in [option.value for option in asked.options]
    for option in asked.options:
        counts = bool(answers.harm_today) and option.value == outcome.decision
        on = option.value == own or (counts and not is_own_offered)
        yield Item(
            f"decide:{option.value}",
            option.words,
            head="(x)" if on else "( )",
            said=f"{option.words}: {_chosen(is_own=option.value == own, counts=counts, on=on)}.",
        )
    reason = answers.decision.reason
    needed = is_lower(outcome.outcome, outcome.decision) and not reason
    text = reason or ("NEEDED: you decide on less than is indicated" if needed else "none")
    words = (
        f"{kept[REASON]}. Enter goes on with it."
        if REASON in kept
        else f"{why.label}: {text}. Enter writes it."
    )
    yield Item("reason", words, head="...")


def _chosen(*, is_own: bool, counts: bool, on: bool) -> str:
    """How an option stands: harm that was told counts as a decision, beside one's own."""
    if is_own:
        return "your decision"
    counts_words = "harm told counts as this"
    if on:
        return f"not your decision: {counts_words}"
    return f"not chosen{f', {counts_words} all the same' if counts else ''}. Space chooses it"


def _steps(outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    if outcome.grade.is_nothing and not outcome.steps:
        return
    locality = area_of(outcome, pathway)
    yield heading(what_to_do(locality))
    if locality.provenance:
        yield Item("provenance", locality.provenance, head="!")
    for number, step in enumerate(outcome.steps, 1):
        yield Item(
            f"step:{number}",
            step_words(step, pathway, locality.provenance, locality.service),
            head=f"{number}.",
        )
    for id, text in (("assessment", locality.assessment), ("consent", area_consent(locality, outcome))):
        if text and not outcome.grade.is_nothing:
            yield Item(id, text, head="-")


def _contacts(outcome: Outcome, at: datetime) -> Iterator[Item]:
    yield heading(CALL)
    for contact in to_be_shown(outcome.contacts, outcome.age):
        item = contact_item(contact)
        yield Item(f"contact:{contact.id}", f"{item.head}  {item.text}", said=item.said)
    for number, words in enumerate(contact_notes(at)):
        yield Item(f"hours:{number}", words, head="!")


def _forms(outcome: Outcome, pathway: Pathway, sent: str) -> Iterator[Item]:
    locality = area_of(outcome, pathway)
    if outcome.forms_due:
        yield heading(FORM_SENT if sent else FORM_DUE)
    for number, form in enumerate(outcome.forms_due):
        words = form_words(form, locality.provenance, locality.service)
        yield Item(f"form:{number}", f"{sent}{words}", head="->")


def heading(words: str) -> Item:
    """A heading within the list."""
    return Item(f"heading:{words}", words, heading=True)
