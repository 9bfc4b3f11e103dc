"""Links in words: what each leads to and its address, or that it is not known; no name twice in one breath."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Step
from ce_tui.core.pathway.outcome.outcome import OutcomeStep
from ce_tui.core.pathway.words import leads_to, no_address


def link_words(id: str, pathway: Pathway, service: str = "", beside: str = "") -> str:
    """A link: what it leads to and its address, or that it is not known and whom to ask for it.

    `service`: the area's, to be asked. `beside`: the words that the link stands beside: what they name is not named
    again.
    """
    slot = pathway.link(id)
    name = link_name(id, pathway)
    named = is_named(name, beside, pathway)
    address = f"Web address: {slot.url}." if slot.url else no_address(service)
    said = address if named else leads_to(name, slot.url, service)
    return f"{said} {slot.warning}" if slot.warning else said


def link_name(id: str, pathway: Pathway) -> str:
    """What a link leads to: "Thurrock: CAF Referral Form"."""
    slot = pathway.link(id)
    return slot.about or slot.words


def is_named(name: str, beside: str, pathway: Pathway) -> bool:
    """Whether words name it: each part of "Thurrock: CAF Referral Form", an area's name apart."""
    areas = {locality.name for locality in pathway.localities}
    parts = [part for part in name.split(": ") if part not in areas]
    return bool(parts) and all(part.casefold() in beside.casefold() for part in parts)


def links_of(step: OutcomeStep | Step, pathway: Pathway, service: str = "") -> list[str]:
    """The links of a step. Of two, each is named: "this web address" would be either's."""
    return [link_words(id, pathway, service, named_by(step)) for id in step.links]


def named_by(step: OutcomeStep | Step) -> str:
    """The words of a step that may name what its link leads to; empty where it has several."""
    return step.text if len(step.links) == 1 else ""
