"""The Result item by item: its first page, then all of it, on red first whom to call and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from ce_tui.core.pathway.actions.follow_up_summary import police_step
from ce_tui.core.pathway.answers.danger import (
    HARM,
    WITH_CONSENT,
    DangerName,
    on_day,
    said_of,
    unanswered_words,
)
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview import questions
from ce_tui.core.pathway.outcome.alerts import is_report_of_missing, questions_in_steps
from ce_tui.core.pathway.outcome.following import (
    adviser_now,
    caution_words,
    is_support_alone,
    notices_beside_steps,
    without_forms,
    worried_words,
)
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason, area_of, gravest_first
from ce_tui.core.pathway.outcome.status_words import only_cited_words, tiers_beside
from ce_tui.core.pathway.outcome.whom_to_phone import asked_for, contact_notes, first_to_phone, to_be_shown
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARK_WORDS, MARKS, ended, with_small
from ce_tui.core.words.outcomes import (
    area_consent,
    aside_words,
    decision_words,
    factor_words,
    form_words,
    notice_words,
    phone_words,
    result_words,
    step_words,
)
from ce_tui.core.words.plain import MORE, first_sentence, in_a_row, in_short
from ce_tui.screens.reading.guidance import contact_item, said_of_contact
from ce_tui.session.before import ResultComparison
from ce_tui.session.words.sharing import (
    ALSO,
    BECAUSE,
    CALL,
    FORM_DUE,
    FORM_SENT,
    NOTE,
    NOTHING,
    PHONE,
    cited_words,
    seen_or_said,
    some_ids,
    what_to_do,
)
from ce_tui.widgets.item_rows import Item, ItemRows
from ce_tui.widgets.wrapping import TIER_TONES, cells, fit

ROW = 72  # characters: what is shortened stays in one row of 80 columns
_COLUMNS, _ROWS = 80, 17
"""Of the list in a terminal of 80×24, without its rules, status and keys."""
_BELOW = Item("", "", head="(x)")
"""The widest head of what stands further down in the same list: the texts of the page begin behind it too."""


class PageDensity(NamedTuple):
    """How much the first page says: `factors` in words; the more it holds, the less is said of each.

    `short`: each item in one row, but for the numbers; `tight`: those too, and what was seen or said of a harm stands
    with its alert; `bare`: what decides stands further down alone.
    """

    factors: int = 3
    short: bool = False
    tight: bool = False
    bare: bool = False


AMPLE = PageDensity()
SPACES = (
    AMPLE,
    PageDensity(3, short=True),
    PageDensity(2, short=True),
    PageDensity(1, short=True),
    PageDensity(0, short=True),
    PageDensity(0, short=True, tight=True),
    PageDensity(0, short=True, tight=True, bare=True),
)
"""From all that can be said to what always fits."""


def in_one_row(item: Item) -> Item:
    """The item in one row, heard in full. A number to phone stays whole."""
    if item.id.startswith("phone:") or fits_a_row(item.text):
        return item
    return replace(item, text=cut_to_row(item.text), said=item.words)


def cut_to_row(words: str) -> str:
    """The words in one row, cut between two of them."""
    cut = words if fits_a_row(words) else in_short(words, ROW - len(MORE))
    return cut if fits_a_row(cut) else fit(cut, ROW)


def fits_a_row(words: str) -> bool:
    """Whether the words stand in one row."""
    return cells(words) <= ROW


START_ASKS, ASKS_IT = "Start asks.", "Enter asks it."
ASKS_WHO, MARKS_THEM = "Enter asks who may be involved.", "Enter marks them."


NOTHING_BEFORE = ResultComparison[Item]()


def first_page(
    answers: Answers, outcome: Outcome, pathway: Pathway, before: ResultComparison[Item] = NOTHING_BEFORE
) -> list[Item]:
    """The items of the first page, which fits into a terminal of 80×24. The numbers to phone are on it in any case.

    The more there is to be known, the shorter it is said: see `SPACES`. Of `before` it says that more was acted on
    then, and that the police were told.
    """
    page: list[Item] = []
    for space in SPACES:
        page = _page(answers, outcome, pathway, space, before)
        if len(ItemRows([*page, _BELOW], _COLUMNS)) <= _ROWS + 1:
            break
    return page


def items_cut_short(
    page: Sequence[Item], answers: Answers, outcome: Outcome, pathway: Pathway
) -> Iterator[Item]:
    """The items that the page has in short beside the alerts, in full."""
    for item in (*_open(outcome), *_verdict(answers, outcome, pathway, AMPLE)):
        name, words = item.id.rpartition(":")[2], item.text
        if item.head == "!!":  # an alert's words as they are heard
            words = item.words.removeprefix("Alert: ")
        elif item.id == "aside:set-aside":  # each factor
            words = aside_words(outcome, pathway)
        if not any(words in each.text for each in page):
            yield Item(f"full:{name}", words, head=item.head, tone=item.tone, toned=item.toned)


def _page(
    answers: Answers, outcome: Outcome, pathway: Pathway, space: PageDensity, before: ResultComparison[Item]
) -> list[Item]:
    # That the police are told is a step of its own on red, whatever else is next.
    step = police_step(outcome)
    told_words = f"Tell the police: {with_small(before.police_told).rstrip(': ') or 'not recorded'}"
    numbered = [
        *_calls_and_step(outcome, space),
        *([Item(f"police:{step}", told_words)] if step else ()),
        _decision_on_page(answers, outcome, pathway),
        Item("script", PHONE, said=f"{PHONE} Enter opens it."),
    ]
    for number, item in enumerate(numbered, 1):
        item.head = str(number)
    told = [*_alerts_on_page(answers, outcome, space), *_open(outcome)]
    verdict = list(_verdict(answers, outcome, pathway, space))
    if before.graver:
        said = f"{before.graver} Enter leads to what differs."
        verdict.insert(1, Item("graver:before", before.graver, head="!", said=said))
    items = [*told, *verdict, *_factors(outcome, space), *numbered]
    return [in_one_row(item) for item in items] if space.short else items


def _alerts_on_page(answers: Answers, outcome: Outcome, space: PageDensity) -> Iterator[Item]:
    """What must be known first (rule 16), and of a harm what was seen or said."""
    for alert in outcome.alerts:
        harm = alert.kind.question in HARM
        first = alert.fact if harm and space.tight else first_sentence(alert.text)
        yield _alert(f"alert:{alert.key}", first, alert.text)
        if harm and not space.tight and (said := answers.harm.words.strip()):
            words = seen_or_said(said)
            yield Item("harm-words", in_a_row(words, ROW), said=words)


def _open(outcome: Outcome) -> Iterator[Item]:
    """What is asked before all else: whether a child who goes missing is missing now, and of the family. The caution
    stands where no alert says it; where that is not answered, Enter asks who may be involved.
    """
    for name, words in questions_in_steps(outcome).items():
        yield _alert(f"unanswered:{name}", words, f"{words} {ASKS_IT}")
    asks = any(name in WITH_CONSENT for name in outcome.not_answered)
    for number, caution in enumerate(caution_words(outcome)):
        item_id, then = f"family-caution:caution-{number}", ""
        if asks and not number:
            item_id, then = "unanswered:family_involved", f" {ASKS_WHO}"
        yield _alert(item_id, f"{first_sentence(caution)}{then}", f"{caution}{then}")


def _alert(item_id: str, shown: str, said: str) -> Item:
    """What must be known first, as it is shown and as it is heard."""
    return Item(item_id, shown, head="!!", said=f"Alert: {said}", tone="alert")


def _verdict(answers: Answers, outcome: Outcome, pathway: Pathway, space: PageDensity) -> Iterator[Item]:
    words = result_words(outcome, answers, pathway, open_beside=True)
    tone = TIER_TONES.get(outcome.acting_on, "")
    title = pathway.tier(outcome.acting_on).title.upper() if not outcome.grade.is_nothing else ""
    yield Item("outcome", words, head="=>", said=f"Result: {words}", tone=tone, toned=title)
    left_out = [*tiers_beside(answers, outcome, pathway), *only_cited_words(answers, outcome, pathway)]
    if space.bare and outcome.set_aside:  # which tiers, that row says
        left_out = []
    yield from numbered_items("left-out", [" ".join(left_out)] if space.short and left_out else left_out)
    # Those that do not stand among the alerts; a No of a file is said beside what is asked.
    above = set[str](WITH_CONSENT if caution_words(outcome) else ())
    above |= {name for name in questions_in_steps(outcome) if getattr(answers, name) is None}
    others = [name for name in outcome.not_answered if name not in above]
    if unanswered := unanswered_words(answers, others):
        yield Item("unanswered", f"{unanswered} {START_ASKS}", head="!")
    if outcome.set_aside:
        said = f"{aside_words(outcome, pathway)} Enter shows it below."
        ids = some_ids([each.id for each in gravest_first(outcome.set_aside_marks, pathway)])
        yield Item("aside:set-aside", f"Marked earlier, then set aside: {ids}.", head="!", said=said)
    if cited := cited_words(outcome, pathway, MARKS_THEM):
        yield Item("cited-unmarked", cited, head="!")


def _factors(outcome: Outcome, space: PageDensity) -> Iterator[Item]:
    """Those that decide, the believed before the suspected, as elsewhere; without room for words, their IDs or none."""
    if space.bare:
        return
    reasons = _by_mark(outcome.because)
    for reason in reasons[: space.factors]:
        words = f"{MARKS[reason.mark].heading}: {reason.text}"
        yield Item(f"top:{reason.id}", in_a_row(words, ROW), head=reason.id, said=words)
    if reasons and not space.factors:
        yield Item("more-factors", f"Because of {some_ids([reason.id for reason in reasons])}")
    elif len(reasons) > space.factors:
        yield Item("more-factors", f"and {len(reasons) - space.factors} more")


def _calls_and_step(outcome: Outcome, space: PageDensity) -> list[Item]:
    """Whom to phone, then the next step; if support is all that is asked for, the step, then whom if worried."""
    if not is_support_alone(outcome):
        return [*_phones(outcome, space), *_next_step(outcome)]
    adviser = adviser_now(outcome)
    worried = Item(f"phone:{adviser.id if adviser else 'emergency'}", worried_words(outcome))
    return [*_next_step(outcome), worried]


def _phones(outcome: Outcome, space: PageDensity) -> Iterator[Item]:
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
            words = f"Next: {step.labelled.removeprefix('Then ')}"
            yield Item(f"next-step:{number}", in_a_row(words, 2 * ROW), said=words)
            return


def _decision_on_page(answers: Answers, outcome: Outcome, pathway: Pathway) -> Item:
    taken = decision_words(answers, outcome, pathway)
    if not answers.decision.outcome:
        taken, red = "none yet", pathway.tier("red").title
        if answers.harm_today:
            taken += f"; harm told counts as {red}"
        elif outcome.immediate_risk:
            taken += f"; immediate risk was said: the steps of {red} hold"
    words = f"Your decision: {taken}"
    return Item("to-decision", in_a_row(words, 2 * ROW), said=f"{words}. Enter decides.")


REASON = "decision.reason"


def result_items(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    at: datetime,
    kept: Mapping[str, str] | None = None,
    before: ResultComparison[Item] = NOTHING_BEFORE,
) -> list[Item]:
    """Everything that the Result shows at a moment.

    `kept`: what was typed and is not taken, in words by question; `before`: what is shown of the screening before, and
    that the area's form was sent.
    """
    kept = kept or {}
    told = without_forms(outcome) if before.form_sent else outcome
    contacts, steps = list(_contacts(outcome, at)), list(_steps(outcome, pathway))
    notices = [notice_words(each) for each in notices_beside_steps(told) if not each.alert]
    reasons = [
        *_reasons(outcome, pathway),
        *numbered_items("notice", notices, title=NOTE),
        *_decision(answers, outcome, pathway, kept),
    ]
    red = outcome.grade.is_red
    middle = [*contacts, *steps, *reasons] if red else [*reasons, *steps, *contacts]
    page = first_page(answers, outcome, pathway, before)
    full = [_alert(f"alert-full:{each.key}", each.text, each.text) for each in outcome.alerts]
    full += [
        Item(f"kept:{name}", f"{words}. Enter goes to it.", head="!")
        for name, words in kept.items()
        if name != REASON
    ]
    full += items_cut_short(page, answers, outcome, pathway)
    lead = [heading("What to know first, in full")] if full else []
    area, sent = area_of(outcome, pathway), before.form_sent
    due = [f"{sent}{form_words(each, area.provenance, area.service)}" for each in outcome.forms_due]
    forms = numbered_items("form", due, title=FORM_SENT if sent else FORM_DUE, head="->")
    return [*page, *lead, *full, *middle, *before.compared, *forms, *_sayings(answers)]


def _sayings(answers: Answers) -> Iterator[Item]:
    yield heading("What you can say at any time")
    yield _switch("risk", "The child is at immediate risk", answers, "immediate_risk")
    on = answers.harm_today
    harm = f"I saw or was told of harm{on_day(answers.harm)}" if on else "I saw or was told of harm today"
    yield _switch("harm", harm, answers, "harm_today")


def _switch(item_id: str, words: str, answers: Answers, name: DangerName) -> Item:
    state = said_of(answers, name)
    shown, sign, does = f"{words} ({state})", "[ ]", "says so"
    if getattr(answers, name):
        shown, sign, does = words, "[x]", "takes it back"
    return Item(f"say:{item_id}", shown, head=sign, said=f"{words}: {state}. Space {does}.")


def _reasons(outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    if outcome.because or not outcome.immediate_risk:
        yield heading(BECAUSE)
    yield from _apart(outcome.because, pathway)
    if not outcome.because and not outcome.immediate_risk:
        yield Item("nothing", NOTHING)
    if outcome.also_marked:
        yield heading(ALSO)
        yield from _apart(outcome.also_marked, pathway)


def _apart(reasons: Iterable[Reason], pathway: Pathway) -> Iterator[Item]:
    for reason in _by_mark(reasons):
        text = f"{MARKS[reason.mark].heading}: {factor_words(pathway.factors[reason.id])}"
        said = f"{reason.id}, {MARK_WORDS[reason.mark]}: {ended(reason.text)} Enter goes to it."
        yield Item(f"factor:{reason.id}", text, head=reason.id, said=said)


def _by_mark(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons by their mark, the gravest first: suspected never stands among what is believed."""
    return [reason for mark in GRAVEST_FIRST for reason in reasons if reason.mark == mark]


def _decision(
    answers: Answers, outcome: Outcome, pathway: Pathway, kept: Mapping[str, str]
) -> Iterator[Item]:
    asked, why = questions.questions("result", answers, pathway)
    yield heading(f"{asked.label} {asked.hint}")
    own, told = answers.decision.outcome, "harm told counts as this"
    is_own_offered = own in [option.id for option in asked.options]
    for option in asked.options:  # harm that was told counts as a decision, beside one's own
        counts = bool(answers.harm_today) and option.id == outcome.decision
        on, state = True, "your decision"
        if option.id != own:
            on = counts and not is_own_offered
            chosen = f"not chosen{f', {told} all the same' if counts else ''}. Space chooses it"
            state = f"not your decision: {told}" if on else chosen
        sign = "(x)" if on else "( )"
        yield Item(f"decide:{option.id}", option.words, head=sign, said=f"{option.words}: {state}.")
    reason = answers.decision.reason
    needed = is_lower(outcome.outcome, outcome.decision) and not reason
    text = reason or ("NEEDED: you decide on less than is indicated" if needed else "none")
    words = f"{why.label}: {text}. Enter writes it."
    if REASON in kept:
        words = f"{kept[REASON]}. Enter goes on with it."
    yield Item("reason", words, head="...")


def _steps(outcome: Outcome, pathway: Pathway) -> Iterator[Item]:
    if outcome.grade.is_nothing and not outcome.steps:
        return
    locality = area_of(outcome, pathway)
    yield heading(what_to_do(locality))
    if locality.provenance:
        yield Item("provenance", locality.provenance, head="!")
    for number, step in enumerate(outcome.steps, 1):
        words = step_words(step, pathway, locality.provenance, locality.service)
        yield Item(f"step:{number}", words, head=f"{number}.")
    for item_id, text in (("assessment", locality.assessment), ("consent", area_consent(locality, outcome))):
        if text and not outcome.grade.is_nothing:
            yield Item(item_id, text, head="-")


def _contacts(outcome: Outcome, at: datetime) -> Iterator[Item]:
    yield heading(CALL)
    for contact in to_be_shown(outcome.contacts, outcome.age):
        item = contact_item(contact)
        yield Item(f"contact:{contact.id}", f"{item.head}  {item.text}", said=item.said)
    yield from numbered_items("hours", contact_notes(at))


def heading(words: str) -> Item:
    """A heading within the list."""
    return Item(f"heading:{words}", words, heading=True)


def numbered_items(kind: str, lines: Iterable[str], *, title: str = "", head: str = "!") -> Iterator[Item]:
    """An item for each line, its id the kind and a number, below a heading; nothing without lines."""
    for number, words in enumerate(lines):
        if title and not number:
            yield heading(title)
        yield Item(f"{kind}:{number}", words, head=head)
