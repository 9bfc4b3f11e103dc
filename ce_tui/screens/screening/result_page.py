"""The first page of the Result: in 24 rows what is indicated, what must be known, whom to phone and what is next.

Whatever is shortened here stands in full further down, and is said in full to who hears it. What a digit leads to has
that digit for its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_tui.core.pathway.actions.police import police_step
from ce_tui.core.pathway.answers.danger import HARM, WITH_CONSENT, SafetyName, unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing, questions_in_steps
from ce_tui.core.pathway.outcome.beside_steps import (
    adviser_now,
    caution_words,
    is_support_alone,
    worried_words,
)
from ce_tui.core.pathway.outcome.calling import asked_for
from ce_tui.core.pathway.outcome.contacts import first_to_phone
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeStep, Reason
from ce_tui.core.pathway.outcome.so_far import tiers_beside
from ce_tui.core.pathway.outcome.status_words import only_cited_words
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARKS, with_small
from ce_tui.core.words.contacts import phone_words
from ce_tui.core.words.decisions import decision_words
from ce_tui.core.words.outcomes import aside_words, result_words
from ce_tui.core.words.short import first_sentence, in_a_row
from ce_tui.screens.reading.contacts import said_of_contact
from ce_tui.screens.screening.result_room import (
    AMPLE,
    ROW,
    SPACES,
    Space,
    cut_to_row,
    fits_a_row,
    fitting,
    in_one_row,
)
from ce_tui.session.words.result import PHONE, aside_in_short, cited_words, seen_or_said, some_ids
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.tones import TIER_TONES

START_ASKS, ASKS_IT = "Start asks.", "Enter asks it."
ASKS_WHO, MARKS_THEM = "Enter asks who may be involved.", "Enter marks them."


def first_page(
    answers: Answers, outcome: Outcome, pathway: Pathway, before: str = "", police_told: str = ""
) -> list[Item]:
    """Its items; the numbered ones stand together, and the numbers to phone are on the page, whatever else is.

    The more there is to be known, the shorter it is said: see `SPACES`. `before`: that more was acted on at the
    screening before, in words; empty: it was not. `police_told`: that the police were told, as far as is recorded.
    """
    pages = (_page(answers, outcome, pathway, space, before, police_told) for space in SPACES)
    return next(fitting(pages))


def cut_on(page: Sequence[Item], answers: Answers, outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    """What stands on the page in short beside the alerts, in full."""
    whole = [*_open(outcome), *_verdict(answers, outcome, pathway, AMPLE)]
    for item in whole:
        name, words = item.id.rpartition(":")[2], _in_full(item, outcome, pathway)
        if not any(words in each.text for each in page):
            yield Item(f"full:{name}", words, head=item.head, tone=item.tone, toned=item.toned)


def _in_full(item: Item, outcome: Outcome, pathway: Pathway) -> str:
    """An alert's words as they are heard; of what was set aside each factor."""
    if item.head == "!!":
        return item.words.removeprefix("Alert: ")
    return aside_words(outcome, pathway) if item.id == "aside:set-aside" else item.text


def _page(
    answers: Answers, outcome: Outcome, pathway: Pathway, space: Space, before: str, police_told: str
) -> list[Item]:
    numbered = [
        *_calls_and_step(outcome, space),
        *_police(outcome, police_told),
        _decision(answers, outcome, pathway),
        Item("script", PHONE, said=f"{PHONE} Enter opens it."),
    ]
    for number, item in enumerate(numbered, 1):
        item.head = str(number)
    told = [*_alerts(answers, outcome, space), *_open(outcome)]
    verdict = list(_verdict(answers, outcome, pathway, space))
    if before:
        said = f"{before} Enter leads to what differs."
        verdict.insert(1, Item("graver:before", before, head="!", said=said))
    items = [*told, *verdict, *_factors(outcome, space), *numbered]
    return [in_one_row(item) for item in items] if space.short else items


def _alerts(answers: Answers, outcome: Outcome, space: Space) -> Iterator[Item]:
    """What must be known first (rule 16), and of a harm what was seen or said."""
    for alert in outcome.alerts:
        harm = alert.kind.question in HARM
        first = alert.fact if harm and space.tight else first_sentence(alert.text)
        yield Item(f"alert:{alert.key}", first, head="!!", said=f"Alert: {alert.text}", tone="alert")
        if harm and not space.tight and (said := answers.harm.words.strip()):
            words = seen_or_said(said)
            yield Item("harm-words", in_a_row(words, ROW), said=words)


def _open(outcome: Outcome) -> Iterator[Item]:
    """What is asked before all else: whether a child who goes missing is missing now, and of the family. The caution
    stands where no alert says it; where that is not answered, Enter asks who may be involved.
    """
    for name, words in questions_in_steps(outcome).items():
        yield Item(f"unanswered:{name}", words, head="!!", said=f"Alert: {words} {ASKS_IT}", tone="alert")
    asks = any(name in WITH_CONSENT for name in outcome.not_answered)
    for number, caution in enumerate(caution_words(outcome)):
        id = "unanswered:family_involved" if asks and not number else f"family-caution:caution-{number}"
        then = f" {ASKS_WHO}" if asks and not number else ""
        said = f"Alert: {caution}{then}"
        yield Item(id, f"{first_sentence(caution)}{then}", head="!!", said=said, tone="alert")


def _verdict(answers: Answers, outcome: Outcome, pathway: Pathway, space: Space) -> Iterator[Item]:
    words = result_words(outcome, answers, pathway, open_beside=True)
    tone = TIER_TONES.get(outcome.acting_on, "")
    title = pathway.tier(outcome.acting_on).title.upper() if not outcome.grade.is_nothing else ""
    yield Item("outcome", words, head="=>", said=f"Result: {words}", tone=tone, toned=title)
    left_out = [*tiers_beside(answers, outcome, pathway), *only_cited_words(answers, outcome, pathway)]
    if space.bare and outcome.set_aside:  # which tiers, that row says
        left_out = []
    for number, sentence in enumerate([" ".join(left_out)] if space.short and left_out else left_out):
        yield Item(f"left-out:{number}", sentence, head="!")
    if unanswered := unanswered_words(answers, _others_open(answers, outcome)):
        yield Item("unanswered", f"{unanswered} {START_ASKS}", head="!")
    if outcome.set_aside:
        said = f"{aside_words(outcome, pathway)} Enter shows it below."
        yield Item("aside:set-aside", aside_in_short(outcome, pathway), head="!", said=said)
    if cited := cited_words(outcome, pathway, MARKS_THEM):
        yield Item("cited-unmarked", cited, head="!")


def _others_open(answers: Answers, outcome: Outcome) -> list[SafetyName]:
    """The open questions that do not stand among the alerts. A No of a file is said beside what is asked."""
    above = set[str](WITH_CONSENT if caution_words(outcome) else ())
    above |= {name for name in questions_in_steps(outcome) if getattr(answers, name) is None}
    return [name for name in outcome.not_answered if name not in above]


def _factors(outcome: Outcome, space: Space) -> Iterator[Item]:
    """Those that decide, the believed before the suspected, as elsewhere; without room for words, their IDs or none."""
    if space.bare:
        return
    reasons = [reason for mark in GRAVEST_FIRST for reason in outcome.because if reason.mark == mark]
    for reason in reasons[: space.factors]:
        words = _factor(reason)
        yield Item(f"top:{reason.id}", in_a_row(words, ROW), head=reason.id, said=words)
    if reasons and not space.factors:
        yield Item("more-factors", f"Because of {some_ids([reason.id for reason in reasons])}")
    elif len(reasons) > space.factors:
        yield Item("more-factors", f"and {len(reasons) - space.factors} more")


def _factor(reason: Reason) -> str:
    return f"{MARKS[reason.mark].heading}: {reason.text}"


def _calls_and_step(outcome: Outcome, space: Space) -> list[Item]:
    """Whom to phone, then what is done next; where support is all that is asked for, that, then whom if worried."""
    if not is_support_alone(outcome):
        return [*_phones(outcome, space), *_next_step(outcome)]
    adviser = adviser_now(outcome)
    worried = Item(f"phone:{adviser.id if adviser else 'emergency'}", worried_words(outcome))
    return [*_next_step(outcome), worried]


def _phones(outcome: Outcome, space: Space) -> Iterator[Item]:
    """Those that answer or may, as in the line mode and the phone script; the others stand further down."""
    for contact in first_to_phone(outcome.contacts, outcome.age):
        ask_for = asked_for(contact, outcome)
        words = phone_words(contact, ask_for)
        if space.tight and not fits_a_row(words):
            words = cut_to_row(phone_words(contact, ask_for, in_short=True))
        yield Item(f"phone:{contact.id}", words, said=said_of_contact(contact, ask_for))


def _next_step(outcome: Outcome) -> Iterator[Item]:
    """What is done after the calls: they stand above. That a child is reported missing no number there says."""
    for number, step in enumerate(outcome.steps, 1):
        if not step.phones or is_report_of_missing(step):
            words = f"Next: {_called(step).removeprefix('Then ')}"
            yield Item(f"next-step:{number}", in_a_row(words, 2 * ROW), said=words)
            return


def _police(outcome: Outcome, told: str) -> Iterator[Item]:
    """That the police are told is a step of its own on red, whatever else is next."""
    if number := police_step(outcome):
        yield Item(f"police:{number}", f"Tell the police: {with_small(told).rstrip(': ') or 'not recorded'}")


def _called(step: OutcomeStep) -> str:
    return f"{step.label}: {step.text}" if step.label else step.text


def _decision(answers: Answers, outcome: Outcome, pathway: Pathway) -> Item:
    taken = decision_words(answers, outcome, pathway)
    if not answers.decision.outcome:
        red = pathway.tier("red").title
        risk = f"immediate risk was said: the steps of {red} hold" if outcome.immediate_risk else ""
        counts = f"harm told counts as {red}" if answers.harm_today else risk
        taken = "; ".join(filter(None, ("none yet", counts)))
    words = f"Your decision: {taken}"
    return Item("to-decision", in_a_row(words, 2 * ROW), said=f"{words}. Enter decides.")
