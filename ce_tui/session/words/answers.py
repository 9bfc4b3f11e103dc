"""What an answer leads to once it is recorded, and how a date was read."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.indication import not_asked
from ce_tui.session.draft import Draft


def leads_to(draft: Draft, question_id: str, before: Answers) -> list[str]:
    """What follows from an answer, in sentences; nothing where it goes without saying."""
    answers, pathway = draft.answers, draft.pathway
    if question_id == "locality":
        return [f"Steps and contacts: {pathway.locality(answers.locality).headed}."]
    if question_id == "known_to_practitioner":
        return _of_having_met(draft, before)
    if question_id == "consent.status" and "consent.reason" in draft.outcome.missing:
        return ["Say why in the reason below."]
    return []


def _of_having_met(draft: Draft, before: Answers) -> list[str]:
    answers, pathway = draft.answers, draft.pathway
    if answers.known_to_practitioner is False:
        closed = not_asked(answers, pathway)
        not_asked_words = f"{tier_titles(closed, pathway)} not asked." if closed else ""
        aside = f"Set aside: {', '.join(answers.set_aside)}." if answers.set_aside else ""
        return [sentence for sentence in (not_asked_words, aside) if sentence]
    back = [id for id in before.set_aside if id in answers.marks]
    all_asked = "All tiers are asked." if answers.known_to_practitioner else ""
    came = f"Back again: {', '.join(back)}." if back else ""
    return [sentence for sentence in (all_asked, came) if sentence]


def read_as(draft: Draft, question_id: str) -> str:
    """How a date was read, and the age that follows from a date of birth; empty where there is none."""
    recorded = interview.value(draft.answers, question_id)
    if not recorded:
        return ""
    age = draft.outcome.age if question_id == "child.date_of_birth" else None
    years = f", {age} years old at the screening" if age is not None else ""
    return f"Read as {say_iso(recorded)}{years}."
