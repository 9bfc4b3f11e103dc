"""Compares two screenings of one child, factor by factor: new, gone, moved or the same marks (rule 19).

Beside them what was answered of danger, what was done about the earlier one, and whether one before it was graver.
Nothing here says "better": what is no longer marked is not over. Factors of two editions are paired by their key. What
one of the two did not ask, or did not look at, is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.answers.danger import (
    BY_AGE,
    HARM,
    OF_DANGER,
    QUESTIONS,
    WITH_CONSENT,
    SafetyName,
    is_open,
    signs_of,
)
from ce_tui.core.pathway.answers.screening import Answers, age
from ce_tui.core.pathway.dates import UNDER, say_iso
from ce_tui.core.pathway.document.document import (
    Pathway,
    decided_words,
    in_sentence,
    indicated_words,
    tier_title,
    tier_titles,
)
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome import indication
from ce_tui.core.pathway.outcome.indication import acted_on, decided, not_asked, not_looked_at, set_aside
from ce_tui.core.pathway.outcome.status_words import is_under_13_asked
from ce_tui.core.pathway.words import (
    MARKS,
    DecisionName,
    MarkName,
    OutcomeName,
    TierName,
    ended,
    grade,
    rank,
    with_capital,
)

Answered = Literal["yes", "before", "no", "given", "not answered", "not asked"]
"""How a question stands. "before": an earlier screening said so, and it is not answered anew; "given": a No that only
came in given answers; "not asked": it did not matter there, and nobody answered it.
"""
_SAID: tuple[Answered, ...] = ("yes", "before")
_HOW: dict[Answered, str] = {
    "no": "answered No {when}",
    "given": "{when} a No that was only given in answers",
    "not answered": "not answered {when}",
    "not asked": "not asked {when}",
}
_OF_AGE = "13 or over {when}"


class ComparedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One question, and how it was answered before and now. `on_before`, `on_now`: of a harm that was told, the ISO
    date, or empty: not known.
    """

    name: SafetyName
    before: Answered
    now: Answered
    on_before: str = ""
    on_now: str = ""

    @property
    def is_less(self) -> bool:
        """Whether the answer was said before, and is not said now."""
        return self.before in _SAID and self.now not in _SAID


def compared_answers(
    earlier: tuple[Answers, Pathway], later: tuple[Answers, Pathway]
) -> tuple[ComparedAnswer, ...]:
    """The questions that matter in either of two screenings. Under 13 does with a sign of a sexual kind."""
    is_young = any(signs_of(UNDER_13, *each) for each in (earlier, later))
    found = []
    for name in (*OF_DANGER, *WITH_CONSENT):
        before, now = (_answered(name, *each) for each in (earlier, later))
        if (is_young or name not in BY_AGE) and not before == now == "not asked":
            days = [of.harm.on if name in HARM and of.harm_today else "" for of, _ in (earlier, later)]
            found.append(ComparedAnswer(name=name, before=before, now=now, on_before=days[0], on_now=days[1]))
    return tuple(found)


def answers_said(found: Iterable[ComparedAnswer]) -> Iterator[str]:
    """The answers said newly, both times, or before and not now, a sentence each: "Newly said: missing now (…)."."""
    groups: dict[str, list[str]] = {
        "Newly said": [],
        "Said both times": [],
        "Said earlier, and not answered anew": [],
        "Said before and not now": [],
    }
    newly, both, not_anew, not_now = groups.values()
    for each in found:
        if each.now == "before":
            not_anew.append(QUESTIONS[each.name].compared)
        elif each.is_less:
            not_now.append(f"{_named(each.name, each.on_before)} ({_how(each.name, each.now, 'now')})")
        elif each.now == "yes" and each.before not in _SAID:
            newly.append(f"{_named(each.name, each.on_now)} ({_how(each.name, each.before, 'before')})")
        elif each.now == "yes":  # a harm of another day is another one
            is_another = each.on_before and each.on_before != each.on_now
            before = f" (before: on {say_iso(each.on_before)})" if is_another else ""
            both.append(f"{_named(each.name, each.on_now)}{before}")
    yield from (f"{title}: {'; '.join(said)}." for title, said in groups.items() if said)


def answer_json(found: ComparedAnswer) -> dict[str, Any]:
    """The JSON of a compared answer. It has the days of a harm that was told, if they are known."""
    kept = msgspec.structs.asdict(found)
    return {name: value for name, value in kept.items() if value}


def _answered(name: SafetyName, answers: Answers, pathway: Pathway) -> Answered:
    is_asked, known = True, age(answers)
    if name in WITH_CONSENT:
        if indication.is_said(answers, pathway):
            return "yes"
        if indication.is_from_before(answers):
            return "before"
        is_asked = indication.is_asked(answers, pathway)
    elif name in BY_AGE:
        if known is not None:
            return "yes" if known < UNDER else "no"
        is_asked = is_under_13_asked(answers, pathway)
    answer: bool | None = getattr(answers, name)
    if answer is None:
        return "not answered" if is_asked else "not asked"
    if answer:
        return "yes"
    return "given" if is_open(answers, name) else "no"


def _named(name: SafetyName, on: str) -> str:
    return f"{QUESTIONS[name].compared}{f' on {say_iso(on)}' if on else ''}"


def _how(name: SafetyName, answered: Answered, when: str) -> str:
    words = _OF_AGE if name in BY_AGE and answered == "no" else _HOW[answered]
    return words.format(when=when)


NOTHING_OTHERWISE = "Nothing that was looked at both times is marked otherwise."
NOT_OVER = "What is not marked or not said this time, or a lower tier, does not mean that it is over."


class ComparedFactor(msgspec.Struct, frozen=True, kw_only=True):
    """A factor in the later edition's words, if that has it. `before` and `now`: None if it was not marked."""

    id: str
    key: str
    text: str
    tier: TierName
    before: MarkName | None = None
    now: MarkName | None = None


class ComparedScreening(msgspec.Struct, frozen=True):
    """One of the compared screenings: its day (ISO date, or empty), and what was acted on.

    `decided`: what somebody decided, harm that was told included; None: just that tier. `immediate_risk`: it was said.
    """

    screened_on: str
    acting_on: OutcomeName
    decided: DecisionName | None = None
    immediate_risk: bool = False


class EarlierAction(msgspec.Struct, frozen=True, kw_only=True):
    """What was done about the earlier screening: one action, in the fields of an action.

    `at` empty: nothing is recorded. `words`: that, and how many others there are, in a sentence or two.
    """

    words: str
    at: str = ""
    kind: str = ""
    to: str = ""
    came_of_it: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The differences, each in the document's order. `not_marked`: what neither marks, though both looked.

    `not_asked_then`, `not_asked_now`: tiers that one of the two did not ask, or did not look at. `not_compared`: the
    factors of these, and those that only one edition has. `set_aside`: IDs whose marks a first meeting set aside.
    `answers`: what was answered of danger and of the family. `done`: what was done about the earlier one; None: nobody
    knows. `graver`: the gravest before the earlier one, where it was graver than that.
    """

    earlier: ComparedScreening
    later: ComparedScreening
    new: tuple[ComparedFactor, ...]
    gone: tuple[ComparedFactor, ...]
    moved: tuple[ComparedFactor, ...]
    same: tuple[ComparedFactor, ...]
    not_marked: tuple[ComparedFactor, ...]
    not_compared: tuple[ComparedFactor, ...]
    not_asked_then: tuple[TierName, ...]
    not_asked_now: tuple[TierName, ...]
    set_aside: tuple[str, ...] = ()
    answers: tuple[ComparedAnswer, ...] = ()
    done: EarlierAction | None = None
    graver: ComparedScreening | None = None


class ScreenedAnswers(NamedTuple):
    """Answers, and the edition of the pathway that they were given to."""

    answers: Answers
    pathway: Pathway


def compare(earlier: ScreenedAnswers, later: ScreenedAnswers) -> Comparison:
    """Compares a later screening with an earlier one. Pure: whose they are is not asked."""
    then, now = _left_out(earlier), _left_out(later)
    lists: dict[str, Any] = dict.fromkeys(("new", "gone", "moved", "same", "not_marked", "not_compared"), ())
    for each, in_both in _paired(earlier, later):
        closed = not in_both or each.tier in then or each.tier in now
        name = "not_compared" if closed else _list_of(each)
        lists[name] = (*lists[name], each)
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
    """Whether anything is marked otherwise, or marked and asked in one of the two alone."""
    apart = any(each.before or each.now for each in found.not_compared)
    return bool(found.new or found.gone or found.moved or apart)


def is_less(found: Comparison) -> bool:
    """Whether something is no longer marked or said, or the tier is lower. It does not mean that it is over."""
    less = bool(found.gone) or any(each.is_less for each in found.answers)
    return less or rank(found.later.acting_on) < rank(found.earlier.acting_on)


def before_factors(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """What stands before the factors, in sentences: what was done then, what was graver before, answers on danger."""
    if found.done is not None:
        yield found.done.words
    if graver := graver_earlier(found, pathway):
        yield graver
    yield from answers_said(found.answers)


def graver_earlier(found: Comparison, pathway: Pathway) -> str:
    """ "An earlier one, 1 May 2026, was acted on as red."; empty: none was graver than the last."""
    if found.graver is None:
        return ""
    on, tier = say_iso(found.graver.screened_on), in_sentence(found.graver.acting_on, pathway)
    if undecided := not_decided_on(found.graver, pathway):
        return f"An earlier one{f', {on}' if on else ''}: {undecided}."
    return f"An earlier one{f', {on},' if on else ''} was acted on as {tier}."


def not_decided_on(screened: ComparedScreening, pathway: Pathway) -> str:
    """ "Red indicated, no decision made": nobody decided on the tier that it stood at, or on more.

    Empty if somebody did.
    """
    acting_on = screened.acting_on
    decision = acting_on if screened.decided is None else screened.decided
    is_decided = decision not in ("", "unsure") and rank(decision) >= rank(acting_on)
    if is_decided and not grade(acting_on).is_nothing:
        return ""
    stands = indicated_words(acting_on, pathway)
    if screened.immediate_risk:
        stands = f"{tier_title(acting_on, pathway)}: immediate risk was said"
    return f"{stands}, {decided_words(decision, pathway)}"


def acted_on_at(screened: ComparedScreening, when: str, pathway: Pathway) -> str:
    """ "Acted on then: Amber."; if nobody decided on that, "Then: Amber indicated, no decision made."."""
    if undecided := not_decided_on(screened, pathway):
        return f"{with_capital(when)}: {undecided}."
    return f"Acted on {when}: {tier_title(screened.acting_on, pathway)}."


def left_out(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """The tiers that were compared with nothing, in a sentence for each screening."""
    for tiers, day in ((found.not_asked_then, "then"), (found.not_asked_now, "now")):
        if tiers:
            yield f"{tier_titles(tiers, pathway)} not asked or not looked at {day}."


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The contract's JSON of a comparison, for `compare --json`. What is not known or is none is left out."""
    built: dict[str, Any] = {
        "earlier": _which_json(found.earlier),
        "later": _which_json(found.later),
        "new": [_factor_json(each, mark=each.now) for each in found.new],
        "gone": [_factor_json(each, mark=each.before) for each in found.gone],
        "moved": [_factor_json(each, **{"from": each.before, "to": each.now}) for each in found.moved],
        "same": [_factor_json(each, mark=each.now) for each in found.same],
        "not_asked_then": list(found.not_asked_then),
        "not_asked_now": list(found.not_asked_now),
        "answers": [answer_json(each) for each in found.answers],
    }
    if found.done is not None:  # the one action that is said; none: nothing is recorded
        done = {name: getattr(found.done, name) for name in ("at", "kind", "to", "came_of_it")}
        built["done_then"] = [done] if found.done.at else []
    if found.graver is not None:
        built["graver"] = _which_json(found.graver)
    return built


def _factor_json(factor: ComparedFactor, **marks: MarkName | None) -> dict[str, str | None]:
    return {"id": factor.id, "text": factor.text, **marks}


def _which_json(screened: ComparedScreening) -> dict[str, str]:
    return {"screened_on": screened.screened_on, "acting_on": screened.acting_on}


def _list_of(each: ComparedFactor) -> str:
    if each.before == each.now:
        return "same" if each.now else "not_marked"
    if each.before is None:
        return "new"
    return "gone" if each.now is None else "moved"


def _stood(answers: Answers, pathway: Pathway) -> ComparedScreening:
    acting_on, risk = acted_on(answers, pathway), bool(answers.immediate_risk)
    return ComparedScreening(answers.screened_on, acting_on, decided(answers), risk)


def _left_out(of: ScreenedAnswers) -> tuple[TierName, ...]:
    """The tiers that were not asked or not looked at, in the document's order."""
    out = {*not_asked(*of), *not_looked_at(*of)}
    return tuple(tier.name for tier in of.pathway.tiers if tier.name in out)


def _paired(earlier: ScreenedAnswers, later: ScreenedAnswers) -> Iterator[tuple[ComparedFactor, bool]]:
    """Every factor of either edition, once, with its marks; and whether both editions have it."""
    before = {factor.key: factor for factor in earlier.pathway.factors.values()}
    now = {factor.key: factor for factor in later.pathway.factors.values()}
    for key, factor in {**now, **before, **now}.items():
        edition = later.pathway if key in now else earlier.pathway
        compared = ComparedFactor(
            id=factor.id,
            key=key,
            text=factor.text,
            tier=edition.tier_of[factor.id],
            before=earlier.answers.marks.get(before[key].id) if key in before else None,
            now=later.answers.marks.get(factor.id) if key in now else None,
        )
        yield compared, key in before and key in now


def compared_said(found: Comparison, pathway: Pathway) -> list[str]:
    """The comparison to be read out: the day before, the tiers, what was done and said, then what differs."""
    on = say_iso(found.earlier.screened_on)
    day = f", on {on}." if on else ". The day is not recorded."
    tiers = f"{acted_on_at(found.earlier, 'then', pathway)} {acted_on_at(found.later, 'now', pathway)}"
    return [
        f"The child was screened before{day}",
        tiers,
        *before_factors(found, pathway),
        *_differing(found),
        *([] if differs(found) else [NOTHING_OTHERWISE]),
        *([NOT_OVER] if is_less(found) else []),
        *left_out(found, pathway),
    ]


def _differing(found: Comparison) -> Iterator[str]:
    apart = found.not_compared
    groups = (
        (found.new, "New: {now}"),
        ([each for each in apart if each.now], "Marked now, not asked or not looked at then: {now}"),
        (found.moved, "Was {before}. Now {now}"),
        (found.gone, "Not marked now, was {before}"),
        ([each for each in apart if each.before], "Not asked or not looked at now, was {before}"),
    )
    for factors, said in groups:
        for each in factors:
            marked = said.format(before=_mark(each.before), now=_mark(each.now))
            yield f"{marked}. {each.id}: {ended(each.text)}"


def _mark(mark: MarkName | None) -> str:
    return MARKS[mark].phone_reported if mark else "not marked"
