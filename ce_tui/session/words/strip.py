"""Where a screening stands, section by section, in a sign each: for the strip at the head of its screens."""

from __future__ import annotations

from ce_tui.commands.numbers import NUMBERS
from ce_tui.core.pathway.interview.interview import SectionState, section_of
from ce_tui.core.words.strip import StripCell
from ce_tui.session.draft import Draft
from ce_tui.session.sections import sections_of
from ce_tui.session.words.screening import section_name

DONE, MISSING, NOT_ASKED, SET_ASIDE, NOTHING_YET = "+", "!", "-", "-!", ""
"""A tier has the number of its marks: "0" where nothing is marked in it, nothing yet where it was not looked at. Where
marks of it were set aside, "not asked" never stands alone (rule 3 of the design).
"""


def strip_of(draft: Draft, current: str) -> list[StripCell]:
    """The sections of a draft in their order; `current` is where one is."""
    return [_cell(state, draft, current) for state in sections_of(draft)]


def _cell(state: SectionState, draft: Draft, current: str) -> StripCell:
    tiers = [tier.name for tier in draft.pathway.tiers]
    return StripCell(
        number=NUMBERS[state.id],
        name=section_name(state.id, lambda: draft.pathway),
        sign=sign_of(state, draft),
        tier=state.id if state.id in tiers else "",
        current=state.id == current,
    )


def sign_of(state: SectionState, draft: Draft) -> str:
    """What the state of a section of a draft comes to."""
    if not state.open:
        tier_of = draft.pathway.tier_of
        return SET_ASIDE if any(tier_of[id] == state.id for id in draft.outcome.set_aside) else NOT_ASKED
    if state.marked is not None:
        return str(state.marked)
    if _lacks(state, draft):
        return MISSING
    return DONE if state.done else NOTHING_YET


def _lacks(state: SectionState, draft: Draft) -> bool:
    """Whether something is missing in it, or not answered. What Review lists is missing in the others."""
    if state.id == "review":
        return False
    if state.missing or any(section_of(id, draft.pathway) == state.id for id in draft.screening.unfinished):
        return True
    if state.id == "details":  # one line of many is not all that a receiver will ask for
        return state.done and any(name != "notes" for name in draft.outcome.not_filled_in)
    return state.id == "start" and not state.done
