"""What two screenings of one child answered of danger and of the family, beside each other (rule 19 of the design).

What is not said now is not over, and what nobody answered is no No: how it is answered stands beside each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from ce_tui.core.pathway.ages import UNDER
from ce_tui.core.pathway.answers.about_child import age
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
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome import family
from ce_tui.core.pathway.outcome.open_questions import is_under_13_asked

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
        """Whether it was said before, and is not said now."""
        return self.before in _SAID and self.now not in _SAID


def compared_answers(
    earlier: tuple[Answers, Pathway], later: tuple[Answers, Pathway]
) -> tuple[ComparedAnswer, ...]:
    """Each question that matters in either of the two. That a child is under 13 does with a sign of a sexual kind."""
    is_young = any(signs_of(UNDER_13, *each) for each in (earlier, later))
    found = [
        ComparedAnswer(
            name=name,
            before=_answered(name, *earlier),
            now=_answered(name, *later),
            on_before=_day(name, earlier[0]),
            on_now=_day(name, later[0]),
        )
        for name in (*OF_DANGER, *WITH_CONSENT)
        if is_young or name not in BY_AGE
    ]
    return tuple(each for each in found if not (each.before == each.now == "not asked"))


def answers_said(found: Iterable[ComparedAnswer]) -> Iterator[str]:
    """What is said newly, both times, or before and not now, a sentence each: "Newly said: missing now (…)."."""
    titles = (
        "Newly said",
        "Said both times",
        "Said earlier, and not answered anew",
        "Said before and not now",
    )
    groups: dict[str, list[str]] = {title: [] for title in titles}
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
    """For machines. The days are there for a harm that was told, where they are known."""
    days = {"on_before": found.on_before, "on_now": found.on_now}
    about = {"name": found.name, "before": found.before, "now": found.now}
    return about | {name: day for name, day in days.items() if day}


def _answered(name: SafetyName, answers: Answers, pathway: Pathway) -> Answered:
    is_asked, known = True, age(answers)
    if name in WITH_CONSENT:
        if family.is_said(answers, pathway):
            return "yes"
        if family.is_from_before(answers):
            return "before"
        is_asked = family.is_asked(answers, pathway)
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


def _day(name: SafetyName, answers: Answers) -> str:
    return answers.harm.on if name in HARM and answers.harm_today else ""


def _named(name: SafetyName, on: str) -> str:
    return f"{QUESTIONS[name].compared}{f' on {say_iso(on)}' if on else ''}"


def _how(name: SafetyName, answered: Answered, when: str) -> str:
    words = _OF_AGE if name in BY_AGE and answered == "no" else _HOW[answered]
    return words.format(when=when)
