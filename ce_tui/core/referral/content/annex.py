"""What is for the referrer and not for the receiver: what to do, whom to call, the notices.

It is left out of what is sent unless it is asked for, and is a document of its own for whoever keeps or prints it. The
plain text, from which people phone, ends with whom to call all the same.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.beside_steps import notices_beside_steps
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.follow_up import contacts_as_of, notices_section, steps_section
from ce_tui.core.referral.content.shapes import Division, Referral

TITLE = "What to do now"


def with_annex(made: Referral, outcome: Outcome, pathway: Pathway) -> Referral:
    """The referral followed by its annex, which begins on a page of its own."""
    first, *others = _sections(made, outcome, pathway)
    return replace(made, sections=(*made.sections, replace(first, new_page=True), *others))


def with_numbers(made: Referral, outcome: Outcome) -> Referral:
    """The referral followed by whom to call, as it stands in plain text."""
    return replace(made, sections=(*made.sections, contacts_as_of(outcome, _moment(made))))


def alone(made: Referral, outcome: Outcome, pathway: Pathway) -> Referral:
    """The annex of the referral by itself: it names nobody, and nothing is attached to it."""
    return replace(
        made,
        title=TITLE,
        banner="",
        sections=_sections(made, outcome, pathway),
        attachment="",
        attachment_about="",
    )


def as_text_sent(made: Referral, outcome: Outcome, pathway: Pathway, *, annex: bool) -> Referral:
    """What the plain text holds: the whole annex where it is asked for, else whom to call alone."""
    return with_annex(made, outcome, pathway) if annex else with_numbers(made, outcome)


def _sections(made: Referral, outcome: Outcome, pathway: Pathway) -> tuple[Division, ...]:
    at, notices = _moment(made), notices_section(notices_beside_steps(outcome))
    return (
        steps_section(outcome, pathway, at),
        contacts_as_of(outcome, at),
        *((notices,) if notices else ()),
    )


def _moment(made: Referral) -> datetime:
    """At which whom to phone is said: that of the outcome."""
    return datetime.fromisoformat(made.written)
