"""Two screenings of one child, factor by factor: newly marked, no longer marked, moved, the same (rule 19).

Nothing here says "better": what is no longer marked is not over. Factors of two editions are paired by their key. What
one of the two did not ask, or did not look at, is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Factor, Pathway
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.outcome.indication import acted_on, not_asked, not_looked_at, set_aside
from ce_tui.core.pathway.words import MarkName, OutcomeName, TierName, rank


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A factor by the later edition's words, where that has it; `before` and `now` are None where it was not marked."""

    id: str
    key: str
    text: str
    tier: TierName
    before: MarkName | None = None
    now: MarkName | None = None


class ScreenedThen(msgspec.Struct, frozen=True):
    """Which screening it was: its day (ISO date, or empty), and what was acted on."""

    screened_on: str
    acting_on: OutcomeName


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What differs, each in the document's order. `not_marked`: what neither marks, though both looked.

    `not_asked_then`, `not_asked_now`: tiers that one of the two did not ask, or did not look at. `not_compared`: the
    factors of these, and those that only one edition has. `set_aside`: IDs whose marks a first meeting set aside.
    """

    earlier: ScreenedThen
    later: ScreenedThen
    new: tuple[Compared, ...]
    gone: tuple[Compared, ...]
    moved: tuple[Compared, ...]
    same: tuple[Compared, ...]
    not_marked: tuple[Compared, ...]
    not_compared: tuple[Compared, ...]
    not_asked_then: tuple[TierName, ...]
    not_asked_now: tuple[TierName, ...]
    set_aside: tuple[str, ...] = ()


class Screened(NamedTuple):
    """Answers, and the edition that they were given to."""

    answers: Answers
    pathway: Pathway


def compare(earlier: Screened, later: Screened) -> Comparison:
    """What the later of two screenings marks otherwise than the earlier one. Pure: whose they are is not asked."""
    then, now = _left_out(earlier), _left_out(later)
    sorted_out: dict[str, list[Compared]] = {name: [] for name in _LISTS}
    for each, in_both in _paired(earlier, later):
        closed = each.tier in then or each.tier in now
        sorted_out["not_compared" if closed or not in_both else _list_of(each)].append(each)
    return Comparison(
        earlier=ScreenedThen(earlier.answers.screened_on, acted_on(*earlier)),
        later=ScreenedThen(later.answers.screened_on, acted_on(*later)),
        not_asked_then=then,
        not_asked_now=now,
        set_aside=tuple(dict.fromkeys((*set_aside(*earlier), *set_aside(*later)))),
        **{name: tuple(found) for name, found in sorted_out.items()},
    )


def differs(found: Comparison) -> bool:
    """Whether anything is marked otherwise, or was marked that only one of the two asked."""
    apart = any(each.before or each.now for each in found.not_compared)
    return bool(found.new or found.gone or found.moved or apart)


def is_less(found: Comparison) -> bool:
    """Whether something is no longer marked, or the tier is lower: with it is said that this is not over."""
    return bool(found.gone) or rank(found.later.acting_on) < rank(found.earlier.acting_on)


def left_out(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """Which tiers were compared with nothing, in a sentence each."""
    for tiers, day in ((found.not_asked_then, "then"), (found.not_asked_now, "now")):
        if tiers:
            yield f"{tier_titles(tiers, pathway)} not asked or not looked at {day}."


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The contract's shape of `compare --json`."""
    return {
        "earlier": msgspec.to_builtins(found.earlier),
        "later": msgspec.to_builtins(found.later),
        "new": [{"id": each.id, "text": each.text, "mark": each.now} for each in found.new],
        "gone": [{"id": each.id, "text": each.text, "mark": each.before} for each in found.gone],
        "moved": [
            {"id": each.id, "text": each.text, "from": each.before, "to": each.now} for each in found.moved
        ],
        "same": [{"id": each.id, "text": each.text, "mark": each.now} for each in found.same],
        "not_asked_then": list(found.not_asked_then),
        "not_asked_now": list(found.not_asked_now),
    }


_LISTS = ("new", "gone", "moved", "same", "not_marked", "not_compared")


def _list_of(each: Compared) -> str:
    if each.before == each.now:
        return "same" if each.now else "not_marked"
    if each.before is None:
        return "new"
    return "gone" if each.now is None else "moved"


def _left_out(of: Screened) -> tuple[TierName, ...]:
    """The tiers that were not asked or not looked at, in the document's order."""
    out = {*not_asked(*of), *not_looked_at(*of)}
    return tuple(tier.name for tier in of.pathway.tiers if tier.name in out)


def _paired(earlier: Screened, later: Screened) -> list[tuple[Compared, bool]]:
    """Every factor of either edition, once, with its marks; and whether both editions have it."""
    before = {factor.key: factor for factor in earlier.pathway.factors.values()}
    now = {factor.key: factor for factor in later.pathway.factors.values()}
    found = [
        (_compared(factor, before.get(key), earlier, later), key in before) for key, factor in now.items()
    ]
    only_then = [factor for key, factor in before.items() if key not in now]
    return [*found, *((_of_then(factor, earlier), False) for factor in only_then)]


def _compared(factor: Factor, then: Factor | None, earlier: Screened, later: Screened) -> Compared:
    return Compared(
        id=factor.id,
        key=factor.key,
        text=factor.text,
        tier=later.pathway.tier_of[factor.id],
        before=earlier.answers.marks.get(then.id) if then else None,
        now=later.answers.marks.get(factor.id),
    )


def _of_then(factor: Factor, earlier: Screened) -> Compared:
    tier = earlier.pathway.tier_of[factor.id]
    mark = earlier.answers.marks.get(factor.id)
    return Compared(id=factor.id, key=factor.key, text=factor.text, tier=tier, before=mark)
