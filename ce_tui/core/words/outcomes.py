"""A result in words: what is indicated, the steps, the forms, the notices. Provenance and sources are always said."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.document.tier_words import NOT_SAFE, so_far, within
from ce_tui.core.pathway.outcome.cautions import caution_words
from ce_tui.core.pathway.outcome.gravest import gravest_first
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.outcome.so_far import so_far_words
from ce_tui.core.pathway.words import Provenance, leads_to, say_source, with_capital
from ce_tui.core.words.factors import id_and_words, marked_words
from ce_tui.core.words.links import links_of

PROVENANCE_WORDS: dict[Provenance, str] = {
    "document": "",
    "inferred": "Inferred from the pathway document.",
    "rebuilt": "Rebuilt by this software.",
    "own": "Added by this software.",
}


def result_words(outcome: Outcome, answers: Answers, pathway: Pathway, *, open_beside: bool = False) -> str:
    """The tier that is acted on, in capitals: what it comes to where the marks indicate it, else why, and what the
    marks alone indicate (rule 14 of the design). The document's heading is quoted as its own, and only where it holds:
    else it is said what the result lacks. `open_beside`: what nobody answered stands right beside it.
    """
    if outcome.acting_on == "none":
        return outcome.heading
    title = pathway.tier(outcome.acting_on).title.upper()
    if outcome.acting_on != outcome.marks_indicate:
        why = higher_because(outcome, answers, "your decision")
        return f"{title}: {why} {marks_alone(outcome, pathway)}"
    if lacking := so_far_words(answers, outcome, pathway, open_beside=open_beside):
        return f"{title} {lacking}"
    also = (
        f" Also: {higher_because(outcome, answers)}" if outcome.immediate_risk or outcome.harm_today else ""
    )
    said = with_capital(so_far(outcome.acting_on, pathway))
    heading = f" The pathway's words: “{pathway.heading(outcome.acting_on)}”"
    words = heading if outcome.heading_holds else ""
    return f"{title}: {said}.{also}{words}"


def higher_because(outcome: Outcome, answers: Answers, decision: str = "") -> str:
    """Why more is acted on than the marks indicate: "immediate risk said; harm told on 25 November 2026."."""
    causes = []
    if outcome.immediate_risk:
        causes.append("immediate risk was said")
    if outcome.harm_today:
        causes.append(f"harm told{on_day(answers.harm)}" if answers.harm.on else "harm was told")
    return f"{'; '.join(causes) or decision}."


def marks_alone(outcome: Outcome, pathway: Pathway) -> str:
    """ "The marks alone indicate: yellow."."""
    marks = outcome.marks_indicate
    words = f"nothing, {NOT_SAFE}" if marks == "none" else within(marks, pathway)
    return f"The marks alone indicate: {words}."


def area_consent(locality: Locality, outcome: Outcome, *, cautioned: bool = False) -> str:
    """The area's sentence on consent; beside it that its exception may apply, and why, or the caution on the family.

    Empty: it has none. `cautioned`: the caution was said just before.
    """
    involved = any(alert.kind.on_family for alert in outcome.alerts)
    applies = ["The exception may apply here: someone in the family may be involved."]
    caution = [] if cautioned else caution_words(outcome)
    if not locality.consent:
        return ""
    return " ".join([locality.consent, *(applies if involved else caution)])


def aside_words(outcome: Outcome, pathway: Pathway, longest: int = 0, most: int = 0) -> str:
    """Which marks a first meeting set aside, in words, the gravest first: never "not asked" alone (rule 3).

    `longest`: so many characters of each factor's words; `most`: so many factors in words, the others by their IDs.
    0: all.
    """
    ranked = gravest_first(outcome.set_aside_marks, pathway)
    room = most or len(ranked)
    said = [
        f"{id_and_words(each.id, each.text, longest)}, {marked_words(each.mark)}" for each in ranked[:room]
    ]
    said += [", ".join(each.id for each in ranked[room:])] if ranked[room:] else []
    return f"Marked earlier and set aside at a first meeting: {'; '.join(said)}."


def step_words(step: OutcomeStep, pathway: Pathway, above: str = "", service: str = "") -> str:
    """A step, whom to phone for it now, where it comes from, what is to be confirmed, and its links.

    `above`: what is said above all of the steps, and not again with each. `service`: the area's, to be asked for an
    address that is not known.
    """
    label = f"{step.label}: " if step.label else ""
    confirm = "" if step.confirm in above else step.confirm
    lines = [f"{label}{step.text}", step.now, confirm or PROVENANCE_WORDS[step.provenance]]
    lines += links_of(step, pathway, service)
    return "\n".join(line for line in lines if line)


def form_words(form: FormDue, above: str = "", service: str = "") -> str:
    """A form of the area that is still to be done, and where. `above` and `service`: as of a step."""
    confirm = f" {form.confirm}" if form.confirm and form.confirm not in above else ""
    return f"{leads_to(form.name, form.url, service)}{confirm}"


def notice_words(notice: OutcomeNotice) -> str:
    """A notice with its source."""
    text = f"The pathway says: “{notice.text}”" if notice.quoted else notice.text
    return f"{text} (Source: {say_source(notice.source.rstrip('.'))}.)"
