"""The first page's words, exactly, for every outcome, decision, risk, harm and alert: `data/said_of_a_result.md`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile, takewhile

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.people import asked_section, at_a_glance
from ce_tui.core.referral.content.result import besides_section, result_section
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, Para, Rows
from support.documents.said import PATHWAY, Said, Situation, found, parts, words, wrong

UNKNOWN, ANSWERED = "First page: what is not recorded of danger", "First page: what was answered No of danger"
RESULT = "First page: the result"
FACTORS = "First page: the factors that decide"
BESIDE = "First page: what was not asked or set aside"
DECISION, REASON = "First page: the decision", "First page: the reason for the decision"
MISSING = "First page: what is missing"
AT_ONCE = ("The child is ", "Advice before ", "Advice on ")


def shown(_: Situation, answers: Answers, outcome: Outcome) -> list[Block]:
    """What stands above the rows on the decision: the result, its factors, the alerts, what was answered of danger."""
    blocks = result_section(answers, outcome, PATHWAY).blocks
    return list(takewhile(lambda block: not isinstance(block, Rows), blocks))


def said(tone: str, given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """The paragraphs of one tone, below the first, which is the result."""
    first, *rest = shown(given, answers, outcome)
    assert isinstance(first, Para) and first.tone == "strong"
    return [block.text for block in rest if isinstance(block, Para) and block.tone == tone]


def alerts(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """Right below the result and its factors."""
    _, *rest = shown(given, answers, outcome)
    below = dropwhile(lambda block: isinstance(block, Bullets), rest)
    found = [block.text for block in takewhile(_is_danger, below) if isinstance(block, Para)]
    assert found == said("danger", given, answers, outcome)
    return found


def answered(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What is said plainly below the alerts of the questions on danger."""
    return said("plain", given, answers, outcome)


def _is_unknown(line: str) -> bool:
    return line.startswith("Whether")


def tier(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """The result, which leads."""
    first = shown(given, answers, outcome)[0]
    assert isinstance(first, Para)
    return [first.text]


def factors(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """Right below the result."""
    return _lines(takewhile(lambda block: isinstance(block, Bullets), shown(given, answers, outcome)[1:]))


def beside(given: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    """What stands out below the alerts."""
    return said("strong", given, answers, outcome)


def _is_danger(block: Block) -> bool:
    return isinstance(block, Para) and block.tone == "danger"


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


def besides(_: Situation, answers: Answers, outcome: Outcome) -> list[str]:
    division = besides_section(answers, outcome, PATHWAY)
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
    UNKNOWN: lambda *given: [line for line in answered(*given) if _is_unknown(line)],
    ANSWERED: lambda *given: [line for line in answered(*given) if not _is_unknown(line)],
    RESULT: tier,
    FACTORS: factors,
    BESIDE: beside,
    DECISION: lambda _, answers, outcome: row(result_section(answers, outcome, PATHWAY), "Decision"),
    REASON: lambda _, answers, outcome: row(result_section(answers, outcome, PATHWAY), "Reason"),
    MISSING: missing,
    "First page: what is asked at once": at_once,
    "First page: what else is asked": then,
    "First page: of whom it is asked, and which form follows": whom,
    "First page: marked besides": besides,
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
def test_the_result_leads_then_its_factors_the_alerts_what_was_left_out_and_what_was_answered(
    risk: str, harm: str, alert: str
) -> None:
    given = Situation("amber", "yellow", risk, harm, alert)
    blocks = result_section(*found(given), PATHWAY).blocks
    texts = [line for block in blocks for line in (["rows"] if isinstance(block, Rows) else _lines([block]))]
    above = (RESULT, FACTORS, "Alerts", BESIDE, UNKNOWN, ANSWERED)
    assert texts == [*(line for part in above for line in words(part, given)), "rows", *words(MISSING, given)]


def test_no_part_of_the_table_on_the_first_page_is_left_untested() -> None:
    assert {part for part in parts() if part.startswith("First page")} < PARTS.keys()
