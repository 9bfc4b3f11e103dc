"""Words that both front ends say: results, steps, links, forms, notices, contacts, areas, states. They draw nothing.

Provenance and sources are always said.
"""

from __future__ import annotations

from datetime import datetime

from ce_tui.core.pathway.dates import say_date, say_iso
from ce_tui.core.pathway.document import Factor, Pathway
from ce_tui.core.pathway.outcome import FormDue, Outcome, OutcomeContact, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import NO_ADDRESS, MarkName

ELSEWHERE = "elsewhere"
KNOWN = "(Black: likely to be known to the authorities.)"
LOWERED = "This takes the red result away."
CLOSED = "This screening is completed, so it is only shown. Reopen it in Review to change it."
FIRST_ROLES = (
    "You are the first person here, so you get all three roles: practitioner, lead (may open the hub's screenings, "
    "with a reason) and administrator (accounts and store). You can add others afterwards."
)
FIRST_CODE = (
    "This is the recovery code. It opens the store if a passphrase is lost, and it is shown only here. Write it down "
    "and keep it where only those who may use it can get at it. Without it and without a passphrase nobody can read "
    "the screenings, not even the makers of this software."
)
TITLES = {
    "start": "Start",
    "notes": "Notes",
    "result": "Result",
    "details": "Details",
    "review": "Review",
}
STATE_WORDS = {"draft": "draft", "reopened": "draft again", "completed": "completed"}
OUTCOME_WORDS = {"none": "Nothing marked", "yellow": "Yellow", "amber": "Amber", "red": "Red"}
OPEN_WORDS: dict[bool | None, str] = {True: "open now", False: "closed now", None: "hours unknown"}
APART: tuple[tuple[MarkName, str], ...] = (  # suspected is never shown among what is believed
    ("reasonably believe", "Reasonably believe"),
    ("suspected", "Suspected, not confirmed"),
    ("yes", "Yes"),
    ("noted", "Noted besides"),
)

_PROVENANCE = {
    "document": "",
    "inferred": "Inferred from the pathway.",
    "rebuilt": "Rebuilt: not printed in the copy used.",
    "own": "This software's own words.",
}


def step_words(step: OutcomeStep, pathway: Pathway) -> str:
    """A step, where it comes from, what is to be confirmed, and its links."""
    label = f"{step.label}: " if step.label else ""
    lines = [f"{label}{step.text}", step.confirm or _PROVENANCE[step.provenance]]
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
    return f"{text} (Source: {notice.source.rstrip('.')}.)"


def contact_lines(contact: OutcomeContact) -> list[str]:
    """A contact without its number: its name, what is disputed right after it, hours, addresses, source."""
    also = [f"{other.phone} ({other.source})" for other in contact.alternatives]
    checked = f", compared on {say_iso(contact.checked)}" if contact.checked else ""
    lines = [
        contact.name,
        f"DISPUTED. {contact.disputed}" if contact.disputed else "",
        f"Also given: {'; '.join(also)}" if also else "",
        f"Ask for {contact.ask_for}" if contact.ask_for else "",
        f"Hours: {contact.hours}" if contact.hours and contact.hours != "day and night" else "",
        f"Hours from: {contact.hours_source}" if contact.hours_source not in ("", "document") else "",
        contact.email,
        contact.url,
        contact.note,
        f"Source: {contact.source}{checked}",
    ]
    return [line for line in lines if line]


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


def factor_words(factor: Factor) -> str:
    """A factor's text, and that the case is likely to be known where the document has it in black."""
    return f"{factor.text} {KNOWN}" if factor.known_to_authorities else factor.text


def area_words(id: str, name: str) -> str:
    """An area as a choice."""
    return "Elsewhere: another council's area" if id == ELSEWHERE else name


def in_area(id: str, name: str) -> str:
    """An area within a sentence."""
    return "another council's area" if id == ELSEWHERE else name


def area_name(id: str, pathway: Pathway) -> str:
    """The name of an area; its id where the pathway lacks it."""
    return next((locality.name for locality in pathway.localities if locality.id == id), id)


def say_now(moment: datetime) -> str:
    """ "Wednesday 25 November 2026, 10:42"; the moment is London's."""
    return f"{moment:%A} {say_date(moment.date())}, {moment:%H:%M}"
