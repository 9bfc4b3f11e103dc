"""The phone script's words, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

from itertools import dropwhile, takewhile

import pytest

from ce_tui.core.pathway.answers.danger import SAY
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import DANGER, read_on_the_phone
from ce_tui.core.pathway.outcome.status_words import status_words, tiers_beside, tiers_left_out
from support.documents.said import PATHWAY, Said, Situation, parts, wrong

I_PHONE = (
    "My name is (your name), of (your organisation). I phone about a child who lives in Southend: ",
    "How to reach me: not filled in.",
)
BY = "By the marks, in the SET Partnership Child Exploitation Pathway, June 2026: "
SCREENED = "Date of the screening: 25 November 2026"
RISK, HARM, ELSE = range(3)


def script(answers: Answers, outcome: Outcome) -> dict[str, list[str]]:
    return dict(read_on_the_phone(answers, outcome, PATHWAY))


def why(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    first, *reach = script(answers, outcome)["Say first"]
    assert (first[: len(I_PHONE[0])], *reach) == I_PHONE
    return [first.removeprefix(I_PHONE[0])]


def facts(outcome: Outcome) -> list[str]:
    return [alert.fact for alert in outcome.alerts]


def danger(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said below the alerts: what nobody answered before a No, each of risk, of harm, then of what else."""
    alerts, said = facts(outcome), script(answers, outcome)[DANGER]
    assert said[: len(alerts)] == alerts
    said = said[len(alerts) :]
    assert sorted(said, key=lambda line: (SAY not in line, _of(line))) == said
    return said


def _of(line: str) -> int:
    return RISK if "immediate risk" in line or "safe" in line else HARM if "harm" in line else ELSE


def why_more(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said before the marks."""
    found = _found(answers, outcome)
    return found[: _the_marks(found)]


def the_marks(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    found = _found(answers, outcome)
    line = found[_the_marks(found)]
    assert line.startswith(BY)
    return [line.removeprefix(BY)]


def _the_marks(found: list[str]) -> int:
    (place,) = (place for place, line in enumerate(found) if line.startswith("By the marks"))
    return place


def decision(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said after the marks and the tiers that were left out."""
    return [line for line in _below_the_marks(answers, outcome) if line not in _beside(answers, outcome)]


def set_aside(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What was marked, a factor by its ID: its own words are the document's; then which tiers were not asked."""
    marked = script(answers, outcome).get("Marked earlier, set aside at a first meeting", [])
    left_out, below = _beside(answers, outcome), _below_the_marks(answers, outcome)
    assert below[: len(left_out)] == left_out
    return [*(f"{line.partition(':')[0]}: {line.rpartition('. ')[2]}" for line in marked), *left_out]


def _left_out(answers: Answers) -> list[str]:
    return tiers_left_out(answers, PATHWAY)


def _beside(answers: Answers, outcome: Outcome) -> list[str]:
    """The tiers that were left out, where what the marks indicate does not say so itself."""
    return tiers_beside(answers, outcome, PATHWAY)


def _below_the_marks(answers: Answers, outcome: Outcome) -> list[str]:
    found = _found(answers, outcome)
    return found[_the_marks(found) + 1 :]


def _found(answers: Answers, outcome: Outcome) -> list[str]:
    """What is said by the pathway, but for the date, which comes last."""
    *found, last = script(answers, outcome)["By the pathway"]
    assert last == SCREENED
    return found


def asked(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    return script(answers, outcome)["What I ask"]


def _is_first(line: str) -> bool:
    return line.startswith(("I report", "The child is", "I ask for advice before", "I ask for advice on"))


def status_line(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What it comes to; the tiers that were left out, which end the line, are told apart."""
    return [status_words(answers, PATHWAY).removesuffix(_ending(answers))]


def status_line_ending(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    line, ending = status_words(answers, PATHWAY), _ending(answers)
    return [ending.strip()] if ending and line.endswith(ending) else []


def _ending(answers: Answers) -> str:
    return "".join(f" {sentence}" for sentence in _left_out(answers))


def the_family(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    consent, *family, contact = script(answers, outcome)["Consent"]
    assert contact == "Is it safe to contact the family? Say what you know. (Not answered here.)"
    assert consent == "Consent: not recorded."
    return family


PARTS: dict[str, Said] = {
    "Alerts": lambda _, answers, outcome: facts(outcome),
    "On the phone: why I phone": why,
    "On the phone: of immediate risk": lambda *given: [line for line in danger(*given) if _of(line) == RISK],
    "On the phone: of harm": lambda *given: [line for line in danger(*given) if _of(line) == HARM],
    "On the phone: of other danger": lambda *given: [line for line in danger(*given) if _of(line) == ELSE],
    "On the phone: why I act on more than the marks": why_more,
    "On the phone: what the marks indicate": the_marks,
    "On the phone: my decision": decision,
    "On the phone: marked earlier, set aside": set_aside,
    "On the phone: what I ask first": lambda *given: list(takewhile(_is_first, asked(*given))),
    "On the phone: what I ask": lambda *given: list(dropwhile(_is_first, asked(*given))),
    "On the phone: the family": the_family,
    "In the app: the status line": status_line,
    "In the app: the status line's end": status_line_ending,
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_read_on_the_phone_is_what_the_table_says(part: str) -> None:
    assert wrong(part, PARTS[part]) == []


def test_no_part_of_the_table_on_the_phone_is_left_untested() -> None:
    assert {part for part in parts() if part.startswith("On the phone")} < PARTS.keys()
