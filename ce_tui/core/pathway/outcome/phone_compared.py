"""What is marked otherwise than in the screening before, to be read aloud on the phone (rule 19 of the design)."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.comparison import (
    Compared,
    Comparison,
    beside_both,
    differs,
    is_less,
    left_out,
    stood_at,
)
from ce_tui.core.pathway.words import MARKS, MarkName, ended

NOTHING_OTHERWISE = "Nothing that was looked at both times is marked otherwise."
NOT_OVER = "What is not marked or not said this time, or a lower tier, does not mean that it is over."


def compared_said(found: Comparison, pathway: Pathway) -> list[str]:
    """The day of the screening before, what was acted on or only indicated then and now, what was done then and said of
    danger, then what differs, a sentence or two each.
    """
    on = say_iso(found.earlier.screened_on)
    day = (
        f"The child was screened before, on {on}."
        if on
        else "The child was screened before. The day is not recorded."
    )
    tiers = f"{stood_at(found.earlier, 'then', pathway)} {stood_at(found.later, 'now', pathway)}"
    beside = beside_both(found, pathway)
    return [day, tiers, *beside, *_differing(found), *_beside(found, pathway)]


def _differing(found: Comparison) -> Iterator[str]:
    for each in found.new:
        yield f"New: {_said(each, each.now)}"
    for each in found.not_compared:
        if each.now:
            yield f"Marked now, not asked or not looked at then: {_said(each, each.now)}"
    for each in found.moved:
        yield f"Was {_mark(each.before)}. Now {_said(each, each.now)}"
    for each in found.gone:
        yield f"Not marked now, was {_said(each, each.before)}"
    for each in found.not_compared:
        if each.before:
            yield f"Not asked or not looked at now, was {_said(each, each.before)}"


def _beside(found: Comparison, pathway: Pathway) -> Iterator[str]:
    if not differs(found):
        yield NOTHING_OTHERWISE
    if is_less(found):
        yield NOT_OVER
    yield from left_out(found, pathway)


def _said(each: Compared, mark: MarkName | None) -> str:
    """ "suspected, not confirmed. A3: its words."."""
    return f"{_mark(mark)}. {each.id}: {ended(each.text)}"


def _mark(mark: MarkName | None) -> str:
    return MARKS[mark].phone_reported if mark else "not marked"
