"""What the result says, as sentences to listen to: what is indicated, why, what to do, whom to phone."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.calling import brief
from ce_tui.core.pathway.outcome.contacts import first_to_phone
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.words.factors import APART, factor_words
from ce_tui.core.words.outcomes import (
    area_consent,
    aside_words,
    form_words,
    notice_words,
    result_words,
    step_words,
)
from ce_tui.lines.dialogue.speech import one_line, sentence
from ce_tui.session.draft import Draft
from ce_tui.session.words.result import (
    ALSO,
    BECAUSE,
    CALL,
    FORM_DUE,
    NOTE,
    NOTHING,
    cited_words,
    what_to_do,
)


def summary(draft: Draft) -> list[str]:
    """What the marks indicate, what was left out, whom to phone: no result stands alone."""
    return _summary(draft, [f"Alert: {alert.text}" for alert in draft.outcome.alerts])


def _summary(draft: Draft, alerts: Sequence[str]) -> list[str]:
    outcome, pathway = draft.outcome, draft.pathway
    left_out = " ".join(tiers_left_out(draft.answers, pathway))
    return [
        line
        for line in (
            f"Result: {result_words(outcome, draft.answers, pathway)}",
            *alerts,
            unanswered_words(draft.answers, outcome.not_answered),
            left_out,
            aside_words(outcome) if outcome.set_aside else "",
            cited_words(outcome, pathway, "At Result, mark marks them."),
        )
        if line
    ]


def whole(draft: Draft) -> list[str]:
    """Everything: on red whom to phone and what to do come first, else the reasons."""
    outcome, pathway = draft.outcome, draft.pathway
    steps = step_lines(outcome, pathway)
    why = [*reason_lines(outcome, pathway), *notice_lines(outcome)]
    middle = [*steps, *why] if outcome.acting_on == "red" else [*why, *steps, *phone_lines(outcome)]
    locality = pathway.locality(outcome.locality)
    forms = form_lines(outcome, locality, above=locality.provenance)
    return [*_summary(draft, alert_lines(outcome)), *middle, *forms]


def red_now(draft: Draft) -> list[str]:
    """Danger was said: the alerts, whom to phone and what to do, at once."""
    outcome = draft.outcome
    return [*alert_lines(outcome), *step_lines(outcome, draft.pathway)]


def alert_lines(outcome: Outcome) -> list[str]:
    """What must be known before anything else is done, above the steps: no number that they begin with on red."""
    called = outcome.steps[0].phones if outcome.acting_on == "red" else ()
    return [
        f"Alert: {alert.fact if called and alert.phones[:1] == called else alert.text}"
        for alert in outcome.alerts
    ]


def phone_lines(outcome: Outcome) -> list[str]:
    """The first numbers of those that should be open, or may be."""
    first = first_to_phone(outcome.contacts, outcome.age)
    return [f"{CALL}:", *(brief(each) for each in first)] if first else []


def step_lines(outcome: Outcome, pathway: Pathway) -> list[str]:
    """What to do in this area, numbered."""
    locality = pathway.locality(outcome.locality)
    if not outcome.steps:
        return []
    also = (
        [text for text in (locality.assessment, area_consent(locality, outcome)) if text]
        if outcome.acting_on != "none"
        else []
    )
    return [
        f"{what_to_do(locality)}:",
        *(
            f"{number}. {one_line(step_words(step, pathway, locality.provenance, locality.service))}"
            for number, step in enumerate(outcome.steps, 1)
        ),
        *(
            [locality.provenance] if locality.provenance else []
        ),  # below the call, which is what is needed first
        *also,
    ]


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
        sentence(f"{reason.id}, {words.lower()}: {factor_words(pathway.factors[reason.id])}")
        for mark, words in APART
        for reason in reasons
        if reason.mark == mark
    ]


def notice_lines(outcome: Outcome) -> list[str]:
    """The notices that hold, each with its source."""
    return [f"{NOTE}: {notice_words(notice)}" for notice in outcome.notices if not notice.alert]


def form_lines(outcome: Outcome, locality: Locality, *, above: str = "") -> list[str]:
    """The area's own forms, which the exported PDF does not replace. `above`: what is said above them already."""
    return [f"{FORM_DUE}: {form_words(form, above, locality.service)}" for form in outcome.forms_due]
