"""The questions of danger and safety: one table, how they are answered, and the answers in words.

They have three answers: yes, no, or nothing, which is never a No (rule 2 of the design).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, get_args

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Harm, age
from ce_tui.core.pathway.dates import UNDER, say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE, EMERGENCY
from ce_tui.core.pathway.document.notices import ALERTS, marks_that_raise, urgent
from ce_tui.core.pathway.words import joined, with_capital

DangerName = Literal["immediate_risk", "harm_today"]
SafetyName = Literal["immediate_risk", "harm_today", "family_involved", "missing_now", "under_13"]
SAY = "Say what you know."
"""What is said on the phone of what nobody answered here."""


class DangerWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a question that is asked from anywhere. `{red}`: the highest tier, as the edition names it."""

    ask: str
    yes: str
    said: str  # what is asked about before it is taken back; `{on}`: the day of the harm
    take_back: str


class SafetyQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One question, and how each place treats and words it. No field has a default: each is decided.

    `about`: danger and harm are always asked, and the document's reassuring words need a No (rule 5 of the design); a
    Yes to harm has a day and words. The family is told with consent, and may be "not known"; the date of birth counts
    before an answer on age. `{on_the_day}` stands for "on 25 November 2026".
    """

    about: Literal["danger", "harm", "family", "age"]
    at_any_time: DangerWords | None
    whether: str
    open: str  # what is not answered, in a list of such things
    no_to: str  # what a No is to
    said: str  # what a Yes says, in short
    compared: str  # the same where two screenings are compared
    spoken_open: str
    spoken_no: str
    printed_no: str


QUESTIONS = {
    "immediate_risk": SafetyQuestion(
        about="danger",
        at_any_time=DangerWords(
            ask="Is the child at immediate risk? In danger now: phone 999 first.",
            yes="Yes: the result is {red}, and whom to phone is shown",
            said="You said that the child is at immediate risk.",
            take_back="Take it back: the result follows the marks again",
        ),
        whether="whether the child is at immediate risk",
        open="immediate risk",
        no_to="at immediate risk",
        said="immediate risk",
        compared="immediate risk",
        spoken_open=f"Whether the child is at immediate risk is not answered here. {SAY}",
        spoken_no="The child is not at immediate risk: I have checked.",
        printed_no="At immediate risk: no. The practitioner says that they have checked.",
    ),
    "harm_today": SafetyQuestion(
        about="harm",
        at_any_time=DangerWords(
            ask="Did you see, or were you told of, harm today? In danger now: phone 999 first.",
            yes="Yes: the {red} steps, and whom to phone, are shown",
            said="You said that you saw or were told of harm{on}.",
            take_back="Take it back: the steps follow the marks and your decision again",
        ),
        whether="whether you saw or were told of harm today",
        open="harm told",
        no_to="harm {on_the_day}",
        said="harm told",
        compared="harm told",
        spoken_open=f"Whether harm was seen or told of today is not answered here. {SAY}",
        spoken_no="I saw no harm today, and was told of none.",
        printed_no="Harm {on_the_day}: no. The practitioner saw none, and was told of none.",
    ),
    "family_involved": SafetyQuestion(
        about="family",
        at_any_time=None,
        whether="whether someone in the family could be involved",
        open="whether someone in the family may be involved",
        no_to="someone in the family involved",
        said="the family may be involved",
        compared="someone in the family may be involved",
        spoken_open=f"Whether someone in the family may be involved is not answered here. {SAY}",
        spoken_no="Nobody in the family or household is known to me to be involved.",
        printed_no="The practitioner says: nobody in the family or household is known to be involved.",
    ),
    "missing_now": SafetyQuestion(
        about="danger",
        at_any_time=None,
        whether="whether the child is missing now",
        open="missing now",
        no_to="missing now",
        said="missing now",
        compared="missing now",
        spoken_open=f"Is the child missing now? {SAY} (Not answered here.)",
        spoken_no="The child is not missing now.",
        printed_no="Missing now: no.",
    ),
    "under_13": SafetyQuestion(
        about="age",
        at_any_time=None,
        whether="whether the child is under 13",
        open="whether the child is under 13",
        no_to="under 13",
        said="under 13",
        compared="under 13",
        spoken_open=f"Is the child under 13? {SAY} (Not answered here.)",
        spoken_no="The child is not under 13.",
        printed_no="Under 13: no.",
    ),
}
"""Each by its name, in the order in which Start asks them."""
IMMEDIATE_RISK: DangerName = "immediate_risk"
SAFETY: tuple[SafetyName, ...] = get_args(SafetyName)
DANGERS: tuple[DangerName, ...] = get_args(DangerName)
HARM = tuple(name for name in SAFETY if QUESTIONS[name].about == "harm")
DANGER_NOW = tuple(name for name in SAFETY if name in HARM or QUESTIONS[name].about == "danger")
WITH_CONSENT = tuple(name for name in SAFETY if QUESTIONS[name].about == "family")
OF_DANGER = tuple(name for name in SAFETY if name not in WITH_CONSENT)
"""Those whose answer a receiver needs with what is told of danger."""
BY_AGE = tuple(name for name in SAFETY if QUESTIONS[name].about == "age")
AT_ANY_TIME = {name: words for name in DANGERS if (words := QUESTIONS[name].at_any_time)}


CUT_HERE = " (cut here)"
"""Ends what was seen or said of a harm where a file had more of it than is kept."""


def say_danger(answers: Answers, name: SafetyName, value: bool | None, today: date | None = None) -> Answers:
    """Answer one of the questions, or with None take the answer back. It is no file's answer from then on.

    Any answer about the family takes back that one does not know.
    Harm is of today, where that is given, else of the day of the screening, until another day is given. What was
    written of it is kept whatever is answered: see `harm_kept`. Without words, the day that nobody gave goes.
    """
    by_file = {key: on for key, on in answers.by_file.items() if key != name}
    changed: dict[str, object] = {name: value, "by_file": by_file}
    if name in HARM:
        harm, said_on = answers.harm, today.isoformat() if today else ""
        if value and not harm.on:
            harm = replace(harm, on=said_on or answers.screened_on)
        elif not value and not harm.words.strip() and harm.on in (said_on, answers.screened_on):
            harm = Harm()
        changed["harm"] = harm
    if name in WITH_CONSENT:
        changed["family_not_known"] = False
    return replace(answers, **changed)


def harm_kept(answers: Answers) -> str:
    """A harm that was written down though no answer says that it was told; else empty.

    No word of it is lost: it is said wherever the answer is.
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
    """What was seen or said, as a quotation. If a file had more of it, that stands behind it."""
    words = words.strip()
    whole = words.removesuffix(CUT_HERE)
    return f"“{whole}”" if whole == words else f"“{whole} ...”{CUT_HERE}"


def newly_said(before: Answers, after: Answers) -> bool:
    """Whether a change says that there is danger now, if nobody had said so before."""
    return any(getattr(after, name) and not getattr(before, name) for name in DANGERS)


def as_from_file(answers: Answers, on: str = "") -> Answers:
    """Answers that came in a file: each No in them is the file's. `on`: the ISO date of its import, or empty."""
    noes = [name for name in SAFETY if getattr(answers, name) is False]
    return replace(answers, by_file=dict.fromkeys(noes, on))


def is_open(answers: Answers, name: SafetyName) -> bool:
    """Whether nobody here has answered a question: a No of a file is none of the practitioner's."""
    return getattr(answers, name) is None or name in answers.by_file


def no_by_file(answers: Answers, name: str) -> str:
    """ "No, as given in the answers imported on 25 November 2026"; empty if no No came in given answers."""
    return f"No, {_as_given(answers.by_file[name])}" if name in answers.by_file else ""


def not_checked(answers: Answers, names: Iterable[SafetyName]) -> str:
    """Each No that only came in given answers, in one sentence to whoever receives it; else empty.

    "At immediate risk and harm on 25 November 2026: no, as given in the answers; whether it was checked is not
    recorded."
    """
    said, given = [], [name for name in names if name in answers.by_file]
    for on in dict.fromkeys(answers.by_file[name] for name in given):
        of = joined([QUESTIONS[name].no_to for name in given if answers.by_file[name] == on])
        of = of.replace("{on_the_day}", on_the_day(answers))
        said.append(f"{with_capital(of)}: no, {_as_given(on)}; whether it was checked is not recorded.")
    return " ".join(said)


def _as_given(on: str) -> str:
    return "as given in the answers" + (f" imported on {say_iso(on)}" if on else "")


def on_day(harm: Harm) -> str:
    """ " on 25 November 2026"; empty where the day of the harm is not known."""
    return f" on {say_iso(harm.on)}" if harm.on else ""


def unanswered_words(answers: Answers, names: Sequence[SafetyName]) -> str:
    """The questions that nobody here has answered, in words; empty if there is none.

    With them stand a council elsewhere that nobody named, and a harm that was written and not told. They stand beside
    every result: the document's own heading for amber says "no immediate risk". While it is open whether there is
    danger, the words say whom to phone in danger.
    """
    open_ = [QUESTIONS[name].open for name in names if name not in answers.by_file]
    if answers.locality == ELSEWHERE and not answers.council.strip():
        open_.append("which council's area the child lives in")
    said = [f"Not answered: {joined(open_)}."] if open_ else []
    for name in names:
        if by_file := no_by_file(answers, name):
            said.append(f"{with_capital(QUESTIONS[name].open)}: {by_file}.")
    said.append(harm_kept(answers))
    if IMMEDIATE_RISK in names:
        said.append(f"In danger now: {EMERGENCY}.")
    return " ".join(filter(None, said))


def said_of(answers: Answers, name: DangerName) -> str:
    """The answer in a word or two: "yes", "no", "not answered", "No, as given in the answers …"."""
    value: bool | None = getattr(answers, name)
    said = "not answered" if value is None else "yes" if value else "no"
    return no_by_file(answers, name) or said


def raised_alerts(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """The keys of the alerts that say to phone now, in their order, as lists keep them.

    They follow from answers and marks alone. A date of birth says before an answer does whether a child is under 13
    (rule 7 of the design).
    """

    def holds(key: str) -> bool:
        name, needs_mark = ALERTS[key].question, ALERTS[key].needs_mark
        known = age(answers) if name in BY_AGE else None
        said = not name or (getattr(answers, name) if known is None else known < UNDER)
        return bool(said and (not needs_mark or signs_of(key, answers, pathway)))

    return tuple(key for key in urgent() if holds(key))


def signs_of(alert: str, answers: Answers, pathway: Pathway) -> frozenset[str]:
    """The factors that raise an alert and are marked, or were set aside: under 13 A9, R3, R10 in SET's edition."""
    keys, factors = marks_that_raise(alert, pathway.notices), pathway.factors
    marked = (*answers.marks, *answers.set_aside)
    return frozenset(each for each in marked if each in factors and factors[each].key in keys)
