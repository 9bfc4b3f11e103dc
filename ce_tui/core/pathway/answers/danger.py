"""What was said of immediate risk and of harm: yes, no, or nothing; and whether a no only came in given answers.

What nobody answered is never said as a No (rule 2 of the design). A No that a file brought along is kept and said as
given until the practitioner answers: programs of before wrote it where nobody had been asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, get_args

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.localities import ELSEWHERE, EMERGENCY
from ce_tui.core.pathway.words import joined, with_capital

DangerName = Literal["immediate_risk", "harm_today"]
SafetyName = Literal["immediate_risk", "harm_today", "family_involved", "missing_now", "under_13"]
DANGERS: tuple[DangerName, ...] = ("immediate_risk", "harm_today")
SAFETY: tuple[SafetyName, ...] = get_args(SafetyName)
"""All questions with three answers: yes, no, or nothing, which is never a No (rule 2 of the design)."""
SAFETY_WORDS: dict[SafetyName, str] = {
    "immediate_risk": "immediate risk",
    "harm_today": "harm told",
    "family_involved": "whether someone in the family may be involved",
    "missing_now": "missing now",
    "under_13": "whether the child is under 13",
}

WHETHER: dict[SafetyName, str] = {
    "immediate_risk": "whether the child is at immediate risk",
    "harm_today": "whether you saw or were told of harm today",
    "family_involved": "whether someone in the family could be involved",
    "missing_now": "whether the child is missing now",
    "under_13": "whether the child is under 13",
}
NO_TO: dict[SafetyName, str] = {
    "immediate_risk": "at immediate risk",
    "harm_today": "harm today",
    "family_involved": "someone in the family involved",
    "missing_now": "missing now",
    "under_13": "under 13",
}


CUT_HERE = " (cut here)"
"""Ends what was seen or said of a harm where a file had more of it than is kept."""


def say_danger(answers: Answers, name: SafetyName, value: bool | None, today: date | None = None) -> Answers:
    """Answer one of the questions, or with None take the answer back: from now on it is nobody's but one's own.

    Any answer about the family takes back that one does not know.
    Harm is of today, where that is given, else of the day of the screening, until another day is given. What was
    written of it is kept whatever is answered: see `harm_kept`.
    """
    by_file = {key: on for key, on in answers.by_file.items() if key != name}
    changed: dict[str, object] = {name: value, "by_file": by_file}
    if name == "harm_today":
        said_on = today.isoformat() if today else ""
        changed["harm"] = _with_its_day(answers, said_on) if value else _without_our_day(answers, said_on)
    if name == "family_involved":
        changed["family_not_known"] = False
    return msgspec.structs.replace(answers, **changed)


def say_family_not_known(answers: Answers) -> Answers:
    """Say that one does not know whether someone in the family is involved: as good as not answered, never a No."""
    return msgspec.structs.replace(say_danger(answers, "family_involved", None), family_not_known=True)


def _with_its_day(answers: Answers, said_on: str) -> Harm:
    harm = answers.harm
    return harm if harm.on else msgspec.structs.replace(harm, on=said_on or answers.screened_on)


def _without_our_day(answers: Answers, said_on: str) -> Harm:
    """What is kept of a harm that is no longer told: without words, the day that nobody gave goes."""
    harm = answers.harm
    return Harm() if not harm.words.strip() and harm.on in (said_on, answers.screened_on) else harm


def harm_kept(answers: Answers) -> str:
    """That a harm was written down, though it is not answered that it was told; empty where neither stands against the
    other. No word of it is lost: it is said wherever the answer is.
    """
    harm = answers.harm
    if answers.harm_today or not (harm.on or harm.words.strip()):
        return ""
    words = f": {in_quotes(harm.words)}" if harm.words.strip() else ""
    answered = "not answered" if answers.harm_today is None else "answered No"
    return f"Harm{on_day(harm)} was written down{words}; whether it was told is {answered}."


def on_the_day(answers: Answers) -> str:
    """ "on 25 November 2026": what "today" is in a question, for whoever reads the answer on another day."""
    return f"on {say_iso(answers.screened_on)}" if answers.screened_on else "on the day of the screening"


def in_quotes(words: str) -> str:
    """What was seen or said, as a quotation. That a file had more of it is no part of that, and stands behind it."""
    words = words.strip()
    whole = words.removesuffix(CUT_HERE)
    return f"“{whole}”" if whole == words else f"“{whole} ...”{CUT_HERE}"


def newly_said(before: Answers, after: Answers) -> bool:
    """Whether a change says that there is danger now, where nobody had said so before."""
    return any(getattr(after, name) and not getattr(before, name) for name in DANGERS)


def as_from_file(answers: Answers, on: str = "") -> Answers:
    """Answers that came in a file: each No in them is the file's. `on`: the ISO date of its import; empty: of none."""
    noes = [name for name in SAFETY if getattr(answers, name) is False]
    return msgspec.structs.replace(answers, by_file=dict.fromkeys(noes, on))


def is_open(answers: Answers, name: SafetyName) -> bool:
    """Whether nobody here has answered a question: a No of a file is none of the practitioner's."""
    return getattr(answers, name) is None or name in answers.by_file


def no_by_file(answers: Answers, name: str) -> str:
    """ "No, as given in the answers imported on 25 November 2026"; empty where nobody's No came in given answers."""
    return f"No, {_as_given(answers.by_file[name])}" if name in answers.by_file else ""


def not_checked(answers: Answers, names: Iterable[SafetyName] = SAFETY) -> str:
    """Each No that only came in given answers, in one sentence to whoever receives it; empty where there is none.

    "At immediate risk and harm on 25 November 2026: no, as given in the answers; whether it was checked is not
    recorded."
    """
    said = []
    given = [name for name in names if name in answers.by_file]
    for on in dict.fromkeys(answers.by_file[name] for name in given):
        of = joined([_no_to(name, answers) for name in given if answers.by_file[name] == on])
        said.append(f"{with_capital(of)}: no, {_as_given(on)}; whether it was checked is not recorded.")
    return " ".join(said)


def _no_to(name: SafetyName, answers: Answers) -> str:
    return f"harm {on_the_day(answers)}" if name == "harm_today" else NO_TO[name]


def _as_given(on: str) -> str:
    return "as given in the answers" + (f" imported on {say_iso(on)}" if on else "")


def on_day(harm: Harm) -> str:
    """ " on 25 November 2026"; empty where the day of the harm is not known."""
    return f" on {say_iso(harm.on)}" if harm.on else ""


_WHICH_COUNCIL = "which council's area the child lives in"


def unanswered_words(answers: Answers, names: Sequence[SafetyName]) -> str:
    """Which of the questions nobody here has answered, that of the council elsewhere too, and a harm that was written
    and not told; empty where none is.

    It stands beside every result: the document's own heading for amber says "no immediate risk". While it is open
    whether there is danger, it says whom to phone in danger.
    """
    open_ = [SAFETY_WORDS[name] for name in names if name not in answers.by_file]
    open_ += [_WHICH_COUNCIL] if answers.locality == ELSEWHERE and not answers.council.strip() else []
    said = [f"Not answered: {joined(open_)}."] if open_ else []
    said += [
        f"{with_capital(SAFETY_WORDS[name])}: {no_by_file(answers, name)}."
        for name in names
        if name in answers.by_file
    ]
    if kept := harm_kept(answers):
        said.append(kept)
    if "immediate_risk" in names:
        said.append(f"In danger now: {EMERGENCY}.")
    return " ".join(said)


def said_of(answers: Answers, name: DangerName) -> str:
    """What was said, in a word or two: "yes", "no", "not answered", "No, as given in the answers …"."""
    value: bool | None = getattr(answers, name)
    if by_file := no_by_file(answers, name):
        return by_file
    return "not answered" if value is None else "yes" if value else "no"
