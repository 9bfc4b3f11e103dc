"""A result in words: what is indicated, the steps, the forms, the notices. Provenance and sources are always said."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import NO_ADDRESS, Provenance, say_source

OUTCOME_WORDS: dict[str, str] = {
    "none": "Nothing marked",
    "yellow": "Yellow",
    "amber": "Amber",
    "red": "Red",
}
PROVENANCE_WORDS: dict[Provenance, str] = {
    "document": "",
    "inferred": "Inferred from the pathway document.",
    "rebuilt": "Rebuilt by this software.",
    "own": "Not in the pathway document: this software's own words.",
}


def result_words(outcome: Outcome, pathway: Pathway) -> str:
    """What the marks indicate, in words: "RED: …", and immediate risk where that was said."""
    why = " You said that the child is at immediate risk." if outcome.immediate_risk else ""
    if outcome.outcome == "none":
        return f"{outcome.heading}{why}"
    return f"{pathway.tier(outcome.outcome).title.upper()}: {outcome.heading}{why}"


def acting_words(outcome: Outcome, pathway: Pathway) -> str:
    """Why steps and contacts follow more than what the marks indicate; empty where they do not."""
    if outcome.acting_on in ("none", outcome.outcome):
        return ""
    because = "you saw or were told of harm today" if outcome.harm_today else "you decided so"
    return f"Steps and contacts follow {pathway.tier(outcome.acting_on).title}, because {because}."


def step_words(step: OutcomeStep, pathway: Pathway) -> str:
    """A step, where it comes from, what is to be confirmed, and its links."""
    label = f"{step.label}: " if step.label else ""
    lines = [f"{label}{step.text}", step.confirm or PROVENANCE_WORDS[step.provenance]]
    lines += [link_words(id, pathway) for id in step.links]
    return "\n".join(line for line in lines if line)


def link_words(id: str, pathway: Pathway) -> str:
    """A link: what it leads to and its address, or that the copy used had lost it."""
    slot = pathway.link(id)
    warning = f" {slot.warning}" if slot.warning else ""
    return f"{slot.about or slot.words}: {slot.url or NO_ADDRESS}.{warning}"


def form_words(form: FormDue) -> str:
    """A form of the area that is still to be done, and where."""
    confirm = f" {form.confirm}" if form.confirm else ""
    return f"{form.name}: {form.url or NO_ADDRESS}.{confirm}"


def notice_words(notice: OutcomeNotice) -> str:
    """A notice with its source."""
    text = f"The pathway says: “{notice.text}”" if notice.quoted else notice.text
    return f"{text} (Source: {say_source(notice.source.rstrip('.'))}.)"
