"""What a first meeting set aside and what is acted on does not answer: advice on it is asked (rule 3 of the design)."""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.outcome.beside_steps import calls_that_lead
from ce_tui.core.pathway.outcome.outcome import OutcomeStep, Reason, gravest_first
from ce_tui.core.pathway.words import OutcomeName, rank


def set_aside_words(aside: Iterable[Reason], acting_on: OutcomeName, pathway: Pathway) -> str:
    """What advice is asked on: "what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3".

    Empty where no mark that was set aside is of a higher tier than the one that is acted on.
    """
    above = [
        each for each in gravest_first(aside, pathway) if rank(pathway.tier_of[each.id]) > rank(acting_on)
    ]
    if not above:
        return ""
    tiers = tier_titles(list(dict.fromkeys(pathway.tier_of[each.id] for each in above)), pathway)
    ids = ", ".join(each.id for each in above)
    return f"what was marked earlier in {tiers} and set aside at a first meeting: {ids}"


def asking_about_it(
    steps: tuple[OutcomeStep, ...],
    answers: Answers,
    acting_on: OutcomeName,
    pathway: Pathway,
    advice: OutcomeStep,
) -> tuple[OutcomeStep, ...]:
    """The steps, and after the calls that lead to ask for advice on what was set aside, with who advises.

    `advice`: the area's own step for it, which is not said twice.
    """
    marks = answers.set_aside
    aside = [Reason(id, marks[id], each.text) for id, each in pathway.factors.items() if id in marks]
    words = set_aside_words(aside, acting_on, pathway)
    if not words:
        return steps
    ask = OutcomeStep(text=f"Ask for advice on {words}.", provenance="own")
    calls = calls_that_lead(steps)
    first, rest = (
        tuple(step for step in part if not _is_for_advice(step, advice))
        for part in (steps[:calls], steps[calls:])
    )
    return (*first, ask, advice, *rest)


def _is_for_advice(step: OutcomeStep, advice: OutcomeStep) -> bool:
    return step.text == advice.text or (bool(step.label) and step.label == advice.label)
