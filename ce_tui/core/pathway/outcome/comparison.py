"""Two screenings of one child, factor by factor: newly marked, no longer marked, moved, the same (rule 19).

Beside them what was answered of danger, what was done about the earlier one, and whether one before it was graver.
Nothing here says "better": what is no longer marked is not over. Factors of two editions are paired by their key. What
one of the two did not ask, or did not look at, is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Factor, Pathway
from ce_tui.core.pathway.document.tier_words import only_indicated, tier_title, tier_titles, within
from ce_tui.core.pathway.outcome.compared_answers import (
    ComparedAnswer,
    answer_json,
    answers_said,
    compared_answers,
)
from ce_tui.core.pathway.outcome.indication import acted_on, decided, not_asked, not_looked_at, set_aside
from ce_tui.core.pathway.words import (
    MARKS,
    DecisionName,
    MarkName,
    OutcomeName,
    TierName,
    ended,
    rank,
    with_capital,
)

NOTHING_OTHERWISE = "Nothing that was looked at both times is marked otherwise."
NOT_OVER = "What is not marked or not said this time, or a lower tier, does not mean that it is over."


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A factor by the later edition's words, where that has it; `before` and `now` are None where it was not marked."""

    id: str
    key: str
    text: str
    tier: TierName
    before: MarkName | None = None
    now: MarkName | None = None


class ScreenedThen(msgspec.Struct, frozen=True):
    """Which screening it was: its day (ISO date, or empty), and what was acted on.

    `decided`: what somebody decided, harm that was told included; None: just that tier. `immediate_risk`: it was said.
    """

    screened_on: str
    acting_on: OutcomeName
    decided: DecisionName | None = None
    immediate_risk: bool = False


class DoneThen(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded as done about the earlier one, in short: one action, as an action has it. `at` empty: nothing is
    recorded. `words`: that, and how many others there are, in a sentence or two.
    """

    words: str
    at: str = ""
    kind: str = ""
    to: str = ""
    came_of_it: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What differs, each in the document's order. `not_marked`: what neither marks, though both looked.

    `not_asked_then`, `not_asked_now`: tiers that one of the two did not ask, or did not look at. `not_compared`: the
    factors of these, and those that only one edition has. `set_aside`: IDs whose marks a first meeting set aside.
    `answers`: what was answered of danger and of the family. `done`: what was done about the earlier one; None: nobody
    knows. `graver`: the gravest before the earlier one, where it was graver than that.
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
    answers: tuple[ComparedAnswer, ...] = ()
    done: DoneThen | None = None
    graver: ScreenedThen | None = None


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
    lists: dict[str, Any] = {name: tuple(found) for name, found in sorted_out.items()}
    return Comparison(
        earlier=_stood(*earlier),
        later=_stood(*later),
        not_asked_then=then,
        not_asked_now=now,
        set_aside=tuple(dict.fromkeys((*set_aside(*earlier), *set_aside(*later)))),
        answers=compared_answers(earlier, later),
        **lists,
    )


def differs(found: Comparison) -> bool:
    """Whether anything is marked otherwise, or was marked that only one of the two asked."""
    apart = any(each.before or each.now for each in found.not_compared)
    return bool(found.new or found.gone or found.moved or apart)


def is_less(found: Comparison) -> bool:
    """Whether something is no longer marked or said, or the tier is lower: with it is said that this is not over."""
    less = bool(found.gone) or any(each.is_less for each in found.answers)
    return less or rank(found.later.acting_on) < rank(found.earlier.acting_on)


def beside_both(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """What was done about the earlier one, which before it was graver, what was answered of danger, in sentences."""
    if found.done is not None:
        yield found.done.words
    if graver := graver_earlier(found, pathway):
        yield graver
    yield from answers_said(found.answers)


def graver_earlier(found: Comparison, pathway: Pathway) -> str:
    """ "An earlier one, 1 May 2026, was acted on as red."; empty: none was graver than the last."""
    if found.graver is None:
        return ""
    on, tier = say_iso(found.graver.screened_on), within(found.graver.acting_on, pathway)
    if undecided := not_decided_on(found.graver, pathway):
        return f"An earlier one{f', {on}' if on else ''}: {undecided}."
    return f"An earlier one{f', {on},' if on else ''} was acted on as {tier}."


def not_decided_on(screened: ScreenedThen, pathway: Pathway) -> str:
    """ "Red indicated, no decision made": nobody decided to act on the tier that it stood at; empty: somebody did."""
    acting_on, on = screened.acting_on, screened.decided
    on = acting_on if on is None else on
    return only_indicated(acting_on, on, pathway, immediate_risk=screened.immediate_risk)


def stood_at(screened: ScreenedThen, when: str, pathway: Pathway) -> str:
    """ "Acted on then: Amber."; where nobody decided on that, "Then: Amber indicated, no decision made."."""
    if undecided := not_decided_on(screened, pathway):
        return f"{with_capital(when)}: {undecided}."
    return f"Acted on {when}: {tier_title(screened.acting_on, pathway)}."


def left_out(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """Which tiers were compared with nothing, in a sentence each."""
    for tiers, day in ((found.not_asked_then, "then"), (found.not_asked_now, "now")):
        if tiers:
            yield f"{tier_titles(tiers, pathway)} not asked or not looked at {day}."


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The contract's shape of `compare --json`, with what was answered. What is not known or is none is left out."""
    built: dict[str, Any] = {
        "earlier": _which_json(found.earlier),
        "later": _which_json(found.later),
        "new": [{"id": each.id, "text": each.text, "mark": each.now} for each in found.new],
        "gone": [{"id": each.id, "text": each.text, "mark": each.before} for each in found.gone],
        "moved": [
            {"id": each.id, "text": each.text, "from": each.before, "to": each.now} for each in found.moved
        ],
        "same": [{"id": each.id, "text": each.text, "mark": each.now} for each in found.same],
        "not_asked_then": list(found.not_asked_then),
        "not_asked_now": list(found.not_asked_now),
        "answers": [answer_json(each) for each in found.answers],
    }
    if found.done is not None:
        built["done_then"] = _done_json(found.done)
    if found.graver is not None:
        built["graver"] = _which_json(found.graver)
    return built


def _which_json(screened: ScreenedThen) -> dict[str, str]:
    return {"screened_on": screened.screened_on, "acting_on": screened.acting_on}


def _done_json(done: DoneThen) -> list[dict[str, str]]:
    """The one action that is said; none: nothing is recorded."""
    one = {"at": done.at, "kind": done.kind, "to": done.to, "came_of_it": done.came_of_it}
    return [one] if done.at else []


_LISTS = ("new", "gone", "moved", "same", "not_marked", "not_compared")


def _list_of(each: Compared) -> str:
    if each.before == each.now:
        return "same" if each.now else "not_marked"
    if each.before is None:
        return "new"
    return "gone" if each.now is None else "moved"


def _stood(answers: Answers, pathway: Pathway) -> ScreenedThen:
    acting_on, risk = acted_on(answers, pathway), bool(answers.immediate_risk)
    return ScreenedThen(answers.screened_on, acting_on, decided(answers), risk)


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
