"""The first page's words, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile, takewhile

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.asked import asked_section
from ce_tui.core.referral.content.because import deciding_section
from ce_tui.core.referral.content.people import at_a_glance
from ce_tui.core.referral.content.result import result_section
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, Para, Rows
from support.documents.said import PATHWAY, Said, Situation, found, parts, words, wrong

UNKNOWN, ANSWERED = "First page: what is not recorded of danger", "First page: what was answered No of danger"
RESULT = "First page: the result"
BESIDE = "First page: what was not asked or set aside"
DECISION, REASON = "First page: the decision", "First page: the reason for the decision"
MISSING = "First page: what is missing"
AT_ONCE = ("The child is ", "Advice before ", "Advice on ")


def shown(_: Situation, answers: Answers, outcome: Outcome) -> list[Para]:
    """The paragraphs above the rows on the decision: the alerts, what was answered of danger, the result."""
    blocks = result_section(answers, outcome, PATHWAY).blocks
    paragraphs = list(takewhile(lambda block: not isinstance(block, Rows), blocks))
    assert all(isinstance(block, Para) for block in paragraphs)
    return [block for block in paragraphs if isinstance(block, Para)]


def alerts(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    return [block.text for block in takewhile(_is_danger, shown(given, answers, outcome))]


def above(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said plainly between the alerts and the tier."""
    paragraphs = shown(given, answers, outcome)[len(outcome.alerts) :]
    return [block.text for block in takewhile(lambda block: block.tone == "plain", paragraphs)]


def _is_unknown(line: str) -> bool:
    return line.startswith("Whether")


def tier(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """The tier, which stands out, and what is said plainly of it."""
    first, *rest = _from_the_tier(given, answers, outcome)
    return [first.text, *(block.text for block in takewhile(lambda block: block.tone == "plain", rest))]


def beside(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What stands out below the tier."""
    _, *rest = _from_the_tier(given, answers, outcome)
    left = list(dropwhile(lambda block: block.tone == "plain", rest))
    assert {block.tone for block in left} <= {"strong"}
    return [block.text for block in left]


def _from_the_tier(given: Situation, answers: Answers, outcome: Outcome) -> list[Para]:
    return list(dropwhile(lambda block: block.tone != "strong", shown(given, answers, outcome)))


def _is_danger(block: Para) -> bool:
    return block.tone == "danger"


def missing(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    blocks = result_section(answers, outcome, PATHWAY).blocks
    return [block.text for block in blocks if isinstance(block, Para) and block.tone == "warning"]


def row(division: Division, label: str) -> list[str]:
    """The words of a row in a division's only rows; none where it has no such row."""
    (table,) = (block for block in division.blocks if isinstance(block, Rows))
    return [value for name, value in table.rows if name == label]


def at_once(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is asked for the alerts and on what was set aside, before anything else that is asked."""
    _, what, _ = _asked(given, answers, outcome)
    return list(takewhile(lambda line: line.startswith(AT_ONCE), what))


def then(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    _, what, _ = _asked(given, answers, outcome)
    return list(dropwhile(lambda line: line.startswith(AT_ONCE), what))


def whom(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    door, _, form = _asked(given, answers, outcome)
    return [*door, *form]


def _asked(_: Situation, answers: Answers, outcome: Outcome) -> tuple[list[str], list[str], list[str]]:
    """Of whom, what, and which form follows."""
    blocks = asked_section(outcome, PATHWAY, answers).blocks
    (place,) = (place for place, block in enumerate(blocks) if isinstance(block, Bullets))
    return _lines(blocks[:place]), _lines(blocks[place : place + 1]), _lines(blocks[place + 1 :])


def because(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    division = deciding_section(answers, outcome, PATHWAY)
    return _lines(division.blocks) if division else []


def _lines(blocks: Iterable[Block]) -> list[str]:
    """The lines of paragraphs and lists. A factor by its ID and its mark: its own words are the document's."""
    said = []
    for block in blocks:
        if isinstance(block, Para):
            said.append(block.text)
        else:
            assert isinstance(block, Bullets)
            said += [entry.label or entry.text for entry in block.entries]
    return said


PARTS: dict[str, Said] = {
    "Alerts": alerts,
    UNKNOWN: lambda *given: [line for line in above(*given) if _is_unknown(line)],
    ANSWERED: lambda *given: [line for line in above(*given) if not _is_unknown(line)],
    RESULT: tier,
    BESIDE: beside,
    DECISION: lambda _, answers, outcome: row(result_section(answers, outcome, PATHWAY), "Decision"),
    REASON: lambda _, answers, outcome: row(result_section(answers, outcome, PATHWAY), "Reason"),
    MISSING: missing,
    "First page: what is asked at once": at_once,
    "First page: what else is asked": then,
    "First page: of whom it is asked, and which form follows": whom,
    "First page: because of": because,
    "First page: the family": lambda _, answers, outcome: row(
        at_a_glance(answers, outcome, PATHWAY), "The family"
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_the_first_page_says_what_the_table_says(part: str) -> None:
    assert wrong(part, PARTS[part]) == []


@pytest.mark.parametrize("risk", ["yes", "no", "not said"])
@pytest.mark.parametrize("harm", ["yes", "no", "not said"])
@pytest.mark.parametrize("alert", ["-", "missing"])
def test_alerts_and_what_was_answered_of_danger_stand_above_the_result(
    risk: str, harm: str, alert: str
) -> None:
    given = Situation("amber", "yellow", risk, harm, alert)
    blocks = result_section(*found(given), PATHWAY).blocks
    texts = [block.text if isinstance(block, Para) else "rows" for block in blocks]
    above_the_rows = [
        line for part in ("Alerts", UNKNOWN, ANSWERED, RESULT, BESIDE) for line in words(part, given)
    ]
    assert texts == [*above_the_rows, "rows", *words(MISSING, given)]


def test_no_part_of_the_table_on_the_first_page_is_left_untested() -> None:
    assert {part for part in parts() if part.startswith("First page")} < PARTS.keys()
