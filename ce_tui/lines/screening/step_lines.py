"""The steps of a result, to listen to: below them, once, whose words they are and which addresses are not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.beside_steps import is_support_alone, worried_words
from ce_tui.core.pathway.outcome.calling import NO_NUMBER, without_number
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, OutcomeStep, area_of
from ce_tui.core.pathway.words import joined, with_small
from ce_tui.core.words.links import is_named, link_name, link_words, named_by
from ce_tui.core.words.outcomes import PROVENANCE_WORDS, area_consent, form_words
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.session.words.result import what_to_do


def step_lines(outcome: Outcome, pathway: Pathway, *, cautioned: bool = False) -> list[str]:
    """What to do in this area, numbered; what is said of several steps stands below, with their numbers.

    `cautioned`: the caution on the family was read out before, and is not said again.
    """
    locality = area_of(outcome, pathway)
    if not outcome.steps:
        return []
    consent = area_consent(locality, outcome, cautioned=cautioned)
    also = (locality.assessment, consent) if not outcome.grade.is_nothing else ()
    return [
        f"{what_to_do(locality)}:",
        *(f"{number}. {_said(step, pathway, locality)}" for number, step in enumerate(outcome.steps, 1)),
        *([worried_words(outcome)] if is_support_alone(outcome) else []),
        *_without_number(outcome),
        *_whose_words(outcome, locality),
        *_without_address(outcome, pathway, locality),
        *(text for text in (locality.provenance, *also) if text),
    ]


def form_line(form: FormDue, outcome: Outcome, pathway: Pathway) -> str:
    """A form of the area, below the steps: where it stands and what is to be confirmed is not said again."""
    locality = area_of(outcome, pathway)
    links = {each.link for each in locality.forms if each.name == form.name}
    numbers = [at for at, step in enumerate(outcome.steps, 1) if not links.isdisjoint(step.links)]
    if form.url or not numbers:
        above = " ".join([locality.provenance, *(step.confirm for step in outcome.steps)])
        return form_words(form, above, locality.service)
    return f"{form.name}, as in {_steps(numbers)}."


def _said(step: OutcomeStep, pathway: Pathway, locality: Locality) -> str:
    """A step, whom to phone for it now, what is to be confirmed, and each link that it does not name itself."""
    confirm = "" if step.confirm in locality.provenance else step.confirm
    label = f"{step.label}: " if step.label else ""
    return sentence(f"{label}{step.text}", step.now, confirm, *_links(step, pathway))


def _links(step: OutcomeStep, pathway: Pathway) -> Iterator[str]:
    for id in step.links:
        slot, name = pathway.link(id), link_name(id, pathway)
        if slot.url:
            yield link_words(id, pathway, beside=named_by(step))
        else:
            yield from ("" if is_named(name, named_by(step), pathway) else name, slot.warning)


def _without_number(outcome: Outcome) -> Iterator[str]:
    """Where the number is had of whom nobody knows one here: on red the list of numbers, which says it, is not read."""
    office = without_number(outcome.contacts)
    if office is not None and outcome.grade.is_red:
        yield f"{office.name}: {NO_NUMBER}."


def _whose_words(outcome: Outcome, locality: Locality) -> Iterator[str]:
    """ "Steps 1, 2 and 5: added by this software."; of a step with something to confirm, that says it."""
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
        for id in step.links:
            if not pathway.link(id).url:
                missing.setdefault(id, []).append(number)
    if missing:
        named = "; ".join(f"{link_name(id, pathway)} ({_steps(numbers)})" for id, numbers in missing.items())
        what, it = ("this web address", "it") if len(missing) == 1 else ("these web addresses", "them")
        whom = locality.service or "the service"
        yield f"We do not have {what}: {named}. Ask {whom} or your safeguarding lead for {it}."


def _steps(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {joined([str(number) for number in numbers])}"
