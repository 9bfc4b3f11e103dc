"""What the result says, as sentences to listen to: what is indicated, why, what to do, whom to phone."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import HARM, unanswered_words
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.alerts import missing_question, whom_on_red
from ce_tui.core.pathway.outcome.area import area_of
from ce_tui.core.pathway.outcome.asking_for import asked_for
from ce_tui.core.pathway.outcome.calling import brief
from ce_tui.core.pathway.outcome.cautions import (
    caution_words,
    notices_beside_steps,
    warns_of_family,
    without_forms,
)
from ce_tui.core.pathway.outcome.contacts import first_to_phone
from ce_tui.core.pathway.outcome.only_cited import only_cited_words
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.so_far import tiers_beside
from ce_tui.core.pathway.outcome.support_alone import is_support_alone
from ce_tui.core.pathway.words import with_small
from ce_tui.core.words.comparison import (
    cannot_be_compared,
    change_groups,
    compared_title,
    graver_before,
    remarks,
    then_and_now,
)
from ce_tui.core.words.factors import APART, factor_words, marked_words
from ce_tui.core.words.outcomes import (
    aside_words,
    form_words,
    notice_words,
    result_words,
)
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.screening.step_lines import form_line, step_lines
from ce_tui.session.before import BesideResult
from ce_tui.session.draft import Draft
from ce_tui.session.to_do import form_sent
from ce_tui.session.unfinished import kept_words
from ce_tui.session.words.result import (
    ALSO,
    BECAUSE,
    CALL,
    FORM_DUE,
    FORM_SENT,
    NOTE,
    NOTHING,
    cited_words,
    compared_in_short,
    seen_or_said,
)


def summary(draft: Draft) -> list[str]:
    """The alerts with whom to phone, what is indicated, what was left out: no result stands alone."""
    alerts = [f"Alert: {alert.text}" for alert in draft.outcome.alerts]
    result = _result(draft.answers, draft.outcome, draft.pathway)
    return [*alerts, *filter(None, (result, graver_words(draft))), *left_open(draft)]


def _result(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """The tier that is acted on, and why; right below it stands what nobody answered."""
    return f"Result: {result_words(outcome, answers, pathway, open_beside=True)}"


def leading(draft: Draft) -> list[str]:
    """What stands first wherever a screening is met again: its alerts with whom to phone, the tier acted on.

    Empty where nothing was said or marked. On red without an alert that says whom to phone, it says so itself.
    """
    outcome = draft.outcome
    if outcome.acting_on == "none" and not outcome.alerts:
        return []
    is_said = any(alert.says_whom_to_phone for alert in outcome.alerts)
    whom = whom_on_red(outcome.contacts, at_risk=outcome.at_risk)
    call = f" Phone {whom}." if outcome.acting_on == "red" and not is_said else ""
    result = f"Result: {result_words(outcome, draft.answers, draft.pathway)}{call}"
    return [*(f"Alert: {alert.text}" for alert in outcome.alerts), result]


def left_open(draft: Draft) -> list[str]:
    """What nobody answered or looked at, what was set aside, what the notes cite and nobody marked."""
    outcome, pathway = draft.outcome, draft.pathway
    return [
        *_not_known(draft.answers, outcome, pathway),
        *_kept(draft),
        *_not_counted(outcome, pathway, editable=draft.editable),
    ]


def _kept(draft: Draft) -> list[str]:
    return [f"{words}." for words in kept_words(draft).values()]


def _not_known(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """Without which no result can be relied on: it stands beside each."""
    said = (
        unanswered_words(answers, outcome.not_answered),
        " ".join([*tiers_beside(answers, outcome, pathway), *only_cited_words(answers, outcome, pathway)]),
    )
    return [line for line in said if line]


def _not_counted(outcome: Outcome, pathway: Pathway, *, editable: bool) -> list[str]:
    """Marks that were set aside, and what the notes cite: short or long, so never above whom to phone."""
    how = "At Result, mark marks them." if editable else ""
    aside = aside_words(outcome, pathway) if outcome.set_aside else ""
    return [line for line in (aside, cited_words(outcome, pathway, how)) if line]


NOTHING_BEFORE = BesideResult[str]()
CHANGES = "changes"
"""The word that reads what differs from the screening before."""


def graver_words(draft: Draft) -> str:
    """That more was acted on at the screening before; empty: it was not, or there is none."""
    return graver_before(draft.comparison, draft.pathway)


def whole(draft: Draft) -> list[str]:
    """Everything, as it is read out."""
    found = draft.comparison
    short = f"{compared_in_short(found, draft.pathway)} {CHANGES} reads it." if found else ""
    before = BesideResult(graver_words(draft), compared_lines(draft), short, form_sent(draft))
    lines = told(draft.answers, draft.outcome, draft.pathway, before, editable=draft.editable)
    return [*lines, *_kept(draft)]


def told(
    answers: Answers,
    outcome: Outcome,
    pathway: Pathway,
    before: BesideResult[str] = NOTHING_BEFORE,
    *,
    editable: bool,
) -> list[str]:
    """Everything, in the order of the full screen's first page, so that what is read out before the first "Enter goes
    on" can be acted on: alerts, tier, how much differs from the screening `before`, what is not answered, whom to
    phone, what to do; then the reasons, and what differs.
    """
    steps = step_lines(outcome, pathway, cautioned=True)
    says_whom = outcome.acting_on == "red" or is_support_alone(outcome)  # among its steps
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


def red_now(draft: Draft) -> list[str]:
    """Danger was said: the alerts, whom to phone and what to do, at once."""
    outcome = draft.outcome
    return [*_first(draft.answers, outcome), *step_lines(outcome, draft.pathway, cautioned=True)]


def _first(answers: Answers, outcome: Outcome) -> list[str]:
    """What stands above the result: the alerts, of a harm what was seen or said, then what is still to be asked."""
    alerts = alert_lines(outcome)
    said = answers.harm.words.strip()
    told = (
        any(alert.kind.question in HARM for alert in outcome.alerts) and said and said not in " ".join(alerts)
    )
    return [
        *alerts,
        *([seen_or_said(said)] if told else []),
        *([f"Alert: {asked}"] if (asked := missing_question(outcome)) else []),
        *caution_words(outcome),
    ]


def alert_lines(outcome: Outcome) -> list[str]:
    """What must be known before anything else is done. Who is to be phoned on red is said with the first that says it.

    What is not to be done with images is said whole: no step says it.
    """
    lines, heard = [], set()
    for alert in outcome.alerts:
        is_heard = alert.says_whom_to_phone and alert.phones in heard
        lines.append(f"Alert: {alert.fact if is_heard else alert.text}")
        heard |= {alert.phones} if alert.says_whom_to_phone else set()
    return lines


def phone_lines(outcome: Outcome) -> list[str]:
    """The first numbers of those that should be open, or may be."""
    first = first_to_phone(outcome.contacts, outcome.age)
    return [f"{CALL}:", *(brief(each, asked_for(each, outcome)) for each in first)] if first else []


def reason_lines(outcome: Outcome, pathway: Pathway) -> list[str]:
    """The marks that decide, then the others; suspected is never among what is believed."""
    if not outcome.because:
        because = [] if outcome.immediate_risk else [NOTHING]
    else:
        because = [f"{BECAUSE}:", *_apart(outcome.because, pathway)]
    also = [f"{ALSO}:", *_apart(outcome.also_marked, pathway)] if outcome.also_marked else []
    return [*because, *also]


def _apart(reasons: tuple[Reason, ...], pathway: Pathway) -> list[str]:
    return [
        sentence(f"{reason.id}, {marked_words(reason.mark)}: {factor_words(pathway.factors[reason.id])}")
        for mark, _ in APART
        for reason in reasons
        if reason.mark == mark
    ]


def compared_lines(draft: Draft) -> list[str]:
    """What is otherwise than in the screening before; why it cannot be read; empty: there is none."""
    found, pathway = draft.comparison, draft.pathway
    if found is None:
        return [cannot_be_compared(draft.before.trouble)] if draft.before.trouble else []
    lines = [f"{compared_title(found)}:", *then_and_now(found, pathway), *remarks(found, pathway)]
    for title, factors in change_groups(found):
        lines += [f"{title}:", *(sentence(f"{each.id}, {words}") for each, words in factors)]
    return lines


def notice_lines(outcome: Outcome) -> list[str]:
    """The notices that hold, each with its source; what a step says already is not said again."""
    return [
        f"{NOTE}: {notice_words(notice)}"
        for notice in notices_beside_steps(outcome)
        if not notice.alert and not warns_of_family(notice)
    ]


def form_lines(outcome: Outcome, pathway: Pathway, sent: str = "") -> list[str]:
    """The area's own forms, which the exported PDF does not replace. `sent`: that it was, as far as is recorded."""
    service = area_of(outcome, pathway).service
    return [_form(form_words(form, service=service), sent) for form in outcome.forms_due]


def _form(words: str, sent: str) -> str:
    return f"{FORM_SENT if sent else FORM_DUE}: {with_small(sent)}{words}"
