"""What the result says, as sentences to listen to: what is indicated, why, what to do, whom to phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_tui.core.pathway.answers.danger import HARM, unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.alerts import missing_question
from ce_tui.core.pathway.outcome.comparison import Comparison, differs
from ce_tui.core.pathway.outcome.following import (
    caution_words,
    is_support_alone,
    notices_beside_steps,
    warns_of_family,
    without_forms,
    worried_words,
)
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, OutcomeStep, area_of
from ce_tui.core.pathway.outcome.status_words import only_cited_words, tiers_beside
from ce_tui.core.pathway.outcome.whom_to_phone import (
    NO_NUMBER,
    asked_for,
    contact_line,
    first_to_phone,
    phone_list,
)
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARKS, joined, with_small
from ce_tui.core.words.comparison import (
    cannot_be_compared,
    change_groups,
    compared_title,
    graver_before,
    remarks,
    then_and_now,
)
from ce_tui.core.words.outcomes import (
    PROVENANCE_WORDS,
    area_consent,
    aside_words,
    factor_words,
    form_words,
    is_named,
    link_name,
    link_words,
    named_by,
    notice_words,
    result_words,
)
from ce_tui.lines.dialogue.speech import numbered, sentence
from ce_tui.session.before import ResultComparison
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import form_sent
from ce_tui.session.reviewing import kept_words
from ce_tui.session.words.sharing import (
    ALSO,
    BECAUSE,
    CALL,
    FORM_DUE,
    FORM_SENT,
    NOTE,
    NOTHING,
    cited_words,
    seen_or_said,
    what_to_do,
)


def step_lines(outcome: Outcome, pathway: Pathway, *, cautioned: bool = False) -> list[str]:
    """The area's steps, numbered; below them what is said of several, with their numbers.

    `cautioned`: the caution on the family was read out before, and is not said again.
    """
    locality = area_of(outcome, pathway)
    if not outcome.steps:
        return []
    # On red the list of numbers is not read, which says where one is had that nobody knows here.
    office = phone_list(outcome).without_number if outcome.grade.is_red else None
    consent = area_consent(locality, outcome, cautioned=cautioned)
    also = (locality.assessment, consent) if not outcome.grade.is_nothing else ()
    return [
        f"{what_to_do(locality)}:",
        *numbered(_said(step, pathway, locality) for step in outcome.steps),
        *([worried_words(outcome)] if is_support_alone(outcome) else []),
        *([f"{office.name}: {NO_NUMBER}."] if office is not None else []),
        *_whose_words(outcome, locality),
        *_without_address(outcome, pathway, locality),
        *filter(None, (locality.provenance, *also)),
    ]


def form_line(form: FormDue, outcome: Outcome, pathway: Pathway) -> str:
    """A form of the area, below the steps, without what they say of it already."""
    locality = area_of(outcome, pathway)
    links = {each.link for each in locality.forms if each.name == form.name}
    numbers = [at for at, step in enumerate(outcome.steps, 1) if not links.isdisjoint(step.links)]
    if form.url or not numbers:
        above = " ".join([locality.provenance, *(step.confirm for step in outcome.steps)])
        return form_words(form, above, locality.service)
    return f"{form.name}, as in {_steps(numbers)}."


def _said(step: OutcomeStep, pathway: Pathway, locality: Locality) -> str:
    """A step, whom to phone for it now, what is to be confirmed, and each link that it does not name itself."""
    said = [step.labelled, step.now]
    said.append("" if step.confirm in locality.provenance else step.confirm)
    for link in step.links:
        slot, name, beside = pathway.link(link), link_name(link, pathway), named_by(step)
        if slot.url:
            said.append(link_words(link, pathway, beside=beside))
        else:
            said += ["" if is_named(name, beside, pathway) else name, slot.warning]
    return sentence(*said)


def _whose_words(outcome: Outcome, locality: Locality) -> Iterator[str]:
    """ "Steps 1, 2 and 5: added by this software."; but a step with something to confirm says it itself."""
    for provenance, words in PROVENANCE_WORDS.items():
        numbers = [
            number
            for number, step in enumerate(outcome.steps, 1)
            if step.provenance == provenance and step.confirm in locality.provenance
        ]
        if words and numbers:
            yield f"{_steps(numbers).capitalize()}: {with_small(words)}"


def _without_address(outcome: Outcome, pathway: Pathway, locality: Locality) -> Iterator[str]:
    """The addresses that are not known, with the steps that they are for, and whom to ask for them."""
    missing: dict[str, list[int]] = {}
    for number, step in enumerate(outcome.steps, 1):
        for link in step.links:
            if not pathway.link(link).url:
                missing.setdefault(link, []).append(number)
    if missing:
        named = "; ".join(f"{link_name(link, pathway)} ({_steps(at)})" for link, at in missing.items())
        what, it = ("this web address", "it") if len(missing) == 1 else ("these web addresses", "them")
        whom = locality.service or "the service"
        yield f"We do not have {what}: {named}. Ask {whom} or your safeguarding lead for {it}."


def _steps(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {joined([str(number) for number in numbers])}"


def summary(draft: Draft) -> list[str]:
    """The alerts with whom to phone, what is indicated, what was left out: no result stands alone."""
    alerts = [f"Alert: {alert.text}" for alert in draft.outcome.alerts]
    result = _result(draft.answers, draft.outcome, draft.pathway)
    return [
        *alerts,
        *filter(None, (result, graver_before(draft.comparison, draft.pathway))),
        *left_open(draft),
    ]


def _result(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """The tier that is acted on, and why; right below it stands what nobody answered."""
    return f"Result: {result_words(outcome, answers, pathway, open_beside=True)}"


def leading(draft: Draft) -> list[str]:
    """The first words wherever a screening is met again: its alerts with whom to phone, the tier acted on.

    Empty: nothing was said or marked. On red without an alert that says whom to phone, it says so itself.
    """
    outcome = draft.outcome
    if outcome.grade.is_nothing and not outcome.alerts:
        return []
    is_said = any(alert.says_whom_to_phone for alert in outcome.alerts)
    whom = phone_list(outcome).whom_on_red
    call = f" Phone {whom}." if outcome.grade.is_red and not is_said else ""
    result = f"Result: {result_words(outcome, draft.answers, draft.pathway)}{call}"
    return [*(f"Alert: {alert.text}" for alert in outcome.alerts), result]


def left_open(draft: Draft) -> list[str]:
    """What is open: questions without answer, tiers not looked at, marks set aside, factors cited and not marked."""
    outcome, pathway = draft.outcome, draft.pathway
    return [
        *_not_known(draft.answers, outcome, pathway),
        *_kept(draft),
        *_not_counted(outcome, pathway, editable=draft.editable),
    ]


def _kept(draft: Draft) -> list[str]:
    return [f"{words}." for words in kept_words(draft).values()]


def _not_known(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """What no result can be relied on without: it stands beside each."""
    tiers = [*tiers_beside(answers, outcome, pathway), *only_cited_words(answers, outcome, pathway)]
    return list(filter(None, (unanswered_words(answers, outcome.not_answered), " ".join(tiers))))


def _not_counted(outcome: Outcome, pathway: Pathway, *, editable: bool) -> list[str]:
    """Marks that were set aside, and what the notes cite: short or long, so never above whom to phone."""
    how = "At Result, mark marks them." if editable else ""
    aside = aside_words(outcome, pathway) if outcome.set_aside else ""
    return list(filter(None, (aside, cited_words(outcome, pathway, how))))


NOTHING_BEFORE = ResultComparison[str]()
CHANGES = "changes"
"""The word that reads what differs from the screening before."""


def whole_result(draft: Draft) -> list[str]:
    """The whole result of a draft, as it is read out."""
    found, pathway = draft.comparison, draft.pathway
    short = f"{_in_short(found, pathway)} {CHANGES} reads it." if found else ""
    before = ResultComparison(graver_before(found, pathway), compared_lines(draft), short, form_sent(draft))
    lines = result_lines_of(draft.answers, draft.outcome, pathway, before, editable=draft.editable)
    return [*lines, *_kept(draft)]


def _in_short(found: Comparison, pathway: Pathway) -> str:
    """ "Compared with the screening of 3 October 2026: 2 newly marked; 1 no longer marked.": how much of it differs."""
    less = sum(each.is_less for each in found.answers)
    if not less and not differs(found):
        return f"{compared_title(found)}: {with_small(next(remarks(found, pathway)))}"
    counts = [f"{len(factors)} {with_small(title)}" for title, factors in change_groups(found)]
    counts += [f"{less} said before and not now"] if less else []
    return f"{compared_title(found)}: {'; '.join(counts)}."


def result_lines_of(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    before: ResultComparison[str] = NOTHING_BEFORE,
    *,
    editable: bool,
) -> list[str]:
    """The whole result, in the order of the full screen's first page.

    So what is read out before the first "Enter goes on" can be acted on: alerts, tier, how much differs from the
    screening `before`, what is not answered, whom to phone, what to do; then the reasons, and what differs.
    """
    steps = step_lines(outcome, pathway, cautioned=True)
    says_whom = outcome.grade.is_red or is_support_alone(outcome)  # among its steps
    whom, what = (steps, []) if says_whom else (phone_lines(outcome), steps)
    return [
        *_first(answers, outcome),
        _result(answers, outcome, pathway),
        *filter(None, (before.graver, before.short)),
        *_not_known(answers, outcome, pathway),
        *whom,
        *_not_counted(outcome, pathway, editable=editable),
        *what,
        *reason_lines(outcome, pathway),
        *before.compared,
        *notice_lines(without_forms(outcome) if before.form_sent else outcome),
        *(_form(form_line(form, outcome, pathway), before.form_sent) for form in outcome.forms_due),
    ]


def danger_lines(draft: Draft) -> list[str]:
    """The alerts, whom to phone and what to do, as danger was said just now."""
    outcome = draft.outcome
    return [*_first(draft.answers, outcome), *step_lines(outcome, draft.pathway, cautioned=True)]


def _first(answers: Answers, outcome: Outcome) -> list[str]:
    """The lines above the result: the alerts, of a harm what was seen or said, then what is still to be asked."""
    alerts = alert_lines(outcome)
    said = answers.harm.words.strip()
    is_told = any(alert.kind.question in HARM for alert in outcome.alerts)
    return [
        *alerts,
        *([seen_or_said(said)] if is_told and said and said not in " ".join(alerts) else []),
        *([f"Alert: {asked}"] if (asked := missing_question(outcome)) else []),
        *caution_words(outcome),
    ]


def alert_lines(outcome: Outcome) -> list[str]:
    """The alerts. Who is to be phoned on red is said with the first that says it.

    What is not to be done with images is said whole: no step says it.
    """
    lines, heard = [], set()
    for alert in outcome.alerts:
        is_heard = alert.says_whom_to_phone and alert.phones in heard
        lines.append(f"Alert: {alert.fact if is_heard else alert.text}")
        if alert.says_whom_to_phone:
            heard.add(alert.phones)
    return lines


def phone_lines(outcome: Outcome) -> list[str]:
    """The first numbers of those that should be open, or may be."""
    first = first_to_phone(outcome.contacts, outcome.age)
    return [f"{CALL}:", *(contact_line(each, asked_for(each, outcome)) for each in first)] if first else []


def reason_lines(outcome: Outcome, pathway: Pathway) -> list[str]:
    """The marks that decide, then the others; suspected is never among what is believed."""
    titled = ((BECAUSE, outcome.because), (ALSO, outcome.also_marked))
    lines = [] if outcome.because or outcome.immediate_risk else [NOTHING]
    for title, reasons in titled:
        lines += [f"{title}:"] if reasons else []
        lines += [
            sentence(
                f"{reason.id}, {MARKS[reason.mark].reported}: {factor_words(pathway.factors[reason.id])}"
            )
            for mark in GRAVEST_FIRST
            for reason in reasons
            if reason.mark == mark
        ]
    return lines


def compared_lines(draft: Draft) -> list[str]:
    """The differences from the screening before, or why it cannot be read; empty: there is none."""
    found, pathway = draft.comparison, draft.pathway
    if found is None:
        return [cannot_be_compared(draft.before.trouble)] if draft.before.trouble else []
    lines = [f"{compared_title(found)}:", *then_and_now(found, pathway), *remarks(found, pathway)]
    for title, factors in change_groups(found):
        lines += [f"{title}:", *(sentence(f"{each.id}, {words}") for each, words in factors)]
    return lines


def notice_lines(outcome: Outcome) -> list[str]:
    """The notices that hold, each with its source, but for what a step says already."""
    return [
        f"{NOTE}: {notice_words(notice)}"
        for notice in notices_beside_steps(outcome)
        if not notice.alert and not warns_of_family(notice)
    ]


def form_lines(outcome: Outcome, pathway: Pathway, sent: str = "") -> list[str]:
    """The area's own forms, which the exported PDF does not replace. `sent`: when one was, as far as is recorded."""
    service = area_of(outcome, pathway).service
    return [_form(form_words(form, service=service), sent) for form in outcome.forms_due]


def _form(words: str, sent: str) -> str:
    return f"{FORM_SENT if sent else FORM_DUE}: {with_small(sent)}{words}"
