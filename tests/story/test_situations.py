"""Some sixty situations, in a table for whoever knows safeguarding: all that is said first agrees, in every place.

The table is `tests/data/situations.md`: an area, an hour, what was answered; and the tier that is acted on, the alerts,
the first number to phone, the first step. Result, the line mode, the phone script, `evaluate` and the referral's first
page are held to it, and to one another.

After a change of rules: `CE_TUI_RECORD=yes pytest tests/story/test_situations.py`, and look at what `git diff` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import NamedTuple

import msgspec
import pytest

from ce_tui.core.pathway.answers.answers import Answers
from ce_tui.core.pathway.answers.danger import unanswered_words
from ce_tui.core.pathway.answers.screening import Consent, Decision
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.alerts import adviser
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.family_caution import family_caution
from ce_tui.core.pathway.outcome.open_questions import heading_holds
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.words import TIERS
from ce_tui.core.referral.content.annex import alone
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Dialogue, Leave
from ce_tui.lines.screening.result_lines import alert_lines, family_lines, told
from ce_tui.screens.screening.result_page import first_page
from ce_tui.session.idle import IdleWatch
from ce_tui.session.words.result import CALL
from support.checkout import CHECKOUT
from support.people.conversation import CONFIG, Heard, Script
from support.recorded import RECORDING
from support.terminal.streams import Streams

PATHWAY = default_pathway()
TABLE = CHECKOUT / "tests" / "data" / "situations.md"
MARKS = {"suspected": "suspected", "believed": "reasonably believe", "": "yes"}
SAID = {"yes": True, "no": False}
QUESTIONS = {
    "risk": "immediate_risk",
    "harm": "harm_today",
    "family": "family_involved",
    "missing": "missing_now",
    "under 13": "under_13",
}
NEVER = (
    "no immediate risk",
    "no immediate concerns",
    "no harm was",
    "is not missing",
    "family is not",
    "family does not",
)
"""What nobody answered is never said so."""
NO_NUMBER = "Children's social care of "


class Situation(NamedTuple):
    """A row of the table: what is given, then what is said first."""

    area: str
    when: str
    answered: str
    acting_on: str
    alerts: str
    first_number: str
    first_steps: str


def rows() -> list[Situation]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [Situation(*(cell.strip() for cell in line.strip("|").split(" | "))) for line in lines[1:]]


def answers_of(area: str, answered: str) -> Answers:
    """What was answered, from the words of the table: "elsewhere (Kent)"; "R2 suspected, A9 set aside, risk yes"."""
    locality, _, council = area.removesuffix(")").partition(" (")
    given = Answers(
        pathway=PATHWAY.id,
        locality=locality,
        council=council,
        screened_on="2026-11-25",
        known_to_practitioner=True,
        known_from="work",
    )
    for part in answered.split(", "):
        words, _, said = part.rpartition(" ")
        if part == "first meeting":
            given = msgspec.structs.replace(given, known_to_practitioner=False, known_from="")
        elif words == "decided":
            given = msgspec.structs.replace(given, decision=Decision(said))  # type: ignore[arg-type]
        elif words in QUESTIONS:
            given = msgspec.structs.replace(given, **{QUESTIONS[words]: SAID[said]})
        elif part.startswith("consent "):
            status = part.removeprefix("consent ")
            given = msgspec.structs.replace(given, consent=Consent(status))  # type: ignore[arg-type]
        elif words == "family told":
            consent = msgspec.structs.replace(given.consent, family_told=SAID[said])
            given = msgspec.structs.replace(given, consent=consent)
        elif part.endswith(" set aside"):
            aside = {**given.set_aside, part.removesuffix(" set aside"): "suspected"}
            given = msgspec.structs.replace(given, set_aside=aside)
        elif part != "nothing":
            id, _, mark = part.partition(" ")
            given = msgspec.structs.replace(given, marks={**given.marks, id: MARKS[mark]})
    return given


def evaluated(area: str, when: str, answered: str) -> tuple[Answers, Outcome]:
    at = datetime.strptime(when, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON)
    answers = answers_of(area, answered)
    return answers, evaluate(answers, PATHWAY, at)


def heard_first(answers: Answers, outcome: Outcome) -> list[str]:
    """The lines of the result that the line mode reads out before it asks whether to go on."""
    heard = Heard()
    dialogue = Dialogue(Streams(Script([]), heard), IdleWatch(CONFIG.lock.times))
    with suppress(Leave):  # nobody says to go on
        asking.read_out(dialogue, told(answers, outcome, PATHWAY, editable=True))
    page, goes_on, _ = heard.text.partition(" more. Enter goes on")
    return page.split("\n")[:-1] if goes_on else page.split("\n")


def _label(outcome: Outcome) -> str:
    return f"{outcome.steps[0].label}: " if outcome.steps[0].label else ""


def line_with(words: str, lines: Sequence[str]) -> int:
    """The number of the first line that has these words in it."""
    assert any(words in line for line in lines), (words, lines)
    return next(number for number, line in enumerate(lines) if words in line)


def first_number(lines: Sequence[str]) -> str:
    """The first line that has a number: a council whose number nobody knows stands in its place all the same."""
    return next(line for line in lines if not line.startswith(NO_NUMBER))


def as_row(given: Situation) -> Situation:
    """The same situation with what is said of it now."""
    _, outcome = evaluated(*given[:3])
    first = next(contact for contact in outcome.contacts if contact.phone)
    steps = [" ".join(f"{step.label} {step.text}".split()) for step in outcome.steps[:2]]
    return given._replace(
        acting_on=outcome.acting_on,
        alerts=", ".join(alert.key for alert in outcome.alerts) or "-",
        first_number=f"{first.name} {first.number}",
        first_steps=" / ".join(steps),
    )


def test_the_table_says_what_is_said() -> None:
    kept = rows()
    if RECORDING:
        head = TABLE.read_text("utf-8").partition("\n| ")[0]
        titles = Situation(*(name.replace("_", " ") for name in Situation._fields))
        lines = [
            f"| {' | '.join(row)} |" for row in (titles, Situation(*["---"] * 7), *map(as_row, kept[1:]))
        ]
        TABLE.write_text("\n".join([head, *lines, ""]), "utf-8")
        kept = rows()
    assert len(kept) > 55
    assert [as_row(row) for row in kept[1:]] == kept[1:]


@pytest.mark.parametrize("row", rows()[1:], ids=lambda row: f"{row.area}, {row.when}, {row.answered}")
def test_every_place_says_the_same_first(row: Situation) -> None:
    answers, outcome = evaluated(*row[:3])
    number = row.first_number.rpartition(" (disputed)")[0] or row.first_number
    number = " ".join(number.split()[-3:])
    council = row.area.removesuffix(")").partition(" (")[2]

    page = first_page(answers, outcome, PATHWAY)
    phones = [item.text for item in page if item.id.startswith("phone:")]
    script = dict(read_on_the_phone(answers, outcome, PATHWAY))
    red = row.acting_on == "red"
    lines = heard_first(answers, outcome)
    machine = to_json(outcome)
    paper = referral(answers, outcome, PATHWAY, Imprint(at=datetime(2026, 11, 25, 10, tzinfo=LONDON)))
    first_paper = " ".join(as_text(paper).split())
    annex = as_text(alone(paper, outcome, PATHWAY))

    # The first number.
    digits = number.split()[-1]
    assert digits in first_number(phones)
    assert digits in first_number(script["Who to phone"])
    after = lines[line_with(CALL, lines) + 1 :] if not red else []
    call = first_number(after) if after else next(line for line in lines if line.startswith("1. "))
    assert digits in call, "on red the steps begin with it: nothing is said twice"
    if row.area.startswith("elsewhere") and "missing_now" not in row.alerts:
        assert phones[red or "under_13" in row.alerts].startswith(NO_NUMBER)
    # The alerts: one and all, in order, their facts for the receiver.
    assert [item.id.partition(":")[2] for item in page if item.id.startswith("alert:")] == [
        alert.key for alert in outcome.alerts
    ]
    assert script["Danger"][: len(outcome.alerts)] == [alert.fact for alert in outcome.alerts]
    for said, alert in zip(alert_lines(outcome), outcome.alerts, strict=True):
        assert said in (f"Alert: {alert.text}", f"Alert: {alert.fact}")
        assert row.acting_on == "red" or said == f"Alert: {alert.text}", "no step calls the same"
    no_first_call = ("family_involved", "images")  # advice before the family is told, the police for images
    calls = [alert.phones[0] for alert in outcome.alerts if alert.phones and alert.key not in no_first_call]
    assert not calls or row.first_number.endswith(calls[0]), "an alert that says to phone, and the list"
    assert all(alert.fact in first_paper for alert in outcome.alerts)
    for item, alert in zip(page, outcome.alerts, strict=False):
        if alert.key == "images":
            assert "101, or 999 if in danger" in item.text and alert.phones == ("101", "999")
            assert alert.text in annex.replace("\n", " ")
    assert [alert["key"] for alert in machine["alerts"]] == [alert.key for alert in outcome.alerts]
    # The caution on the family, in the same words, and nobody who is closed among the numbers of a step.
    locality = PATHWAY.locality(answers.locality)
    caution = family_caution(answers, PATHWAY, adviser(locality, outcome.contacts))
    for place in (
        " ".join(item.said for item in page),
        " ".join([*alert_lines(outcome), *family_lines(outcome)]),
        " ".join(script["Your steps (for you, not to be read out)"]),
        " ".join(still_to_do(answers, outcome, PATHWAY)),
        " ".join(notice["text"] for notice in machine["notices"]),
        " ".join(annex.split()),
    ):
        assert caution in place
    closed = {each.phone for each in outcome.contacts if each.open_now is False}
    assert not [step for step in outcome.steps if closed.intersection(step.phones)]
    # The tier, what is not answered, and the first step; in the line mode in that order, before it asks to go on.
    tier = "" if row.acting_on == "none" else PATHWAY.tier(row.acting_on).title.upper()  # type: ignore[arg-type]
    assert next(item.text for item in page if item.id == "outcome").startswith(tier)
    result = line_with("Result: ", lines)
    assert lines[result].startswith(f"Result: {tier}") and result < lines.index(call)
    if open_ := unanswered_words(answers, outcome.not_answered):
        assert result < line_with(open_, lines) < lines.index(call)
    said = " ".join(chain(script["Say first"], script["By the pathway"]))
    assert tier.title() in said or not tier, said
    assert tier in first_paper and machine["acting_on"] == row.acting_on
    if outcome.steps:
        step = outcome.steps[0].text
        assert lines.index(call) <= line_with(f"1. {_label(outcome)}{step}", lines)
        assert step in script["Your steps (for you, not to be read out)"][0]
        assert " ".join(step.split()) in " ".join(annex.split())
        assert " ".join(step.split()) not in first_paper
    assert digits in annex
    for place in ["\n".join(lines), "\n".join(script["Say first"]), first_paper] if council else []:
        assert council in place, place
    # What nobody answered is not claimed, and on red no closed line stands before one that answers.
    everything = [
        *(item.words for item in page),
        *(item.text for item in page),
        *chain(*script.values()),
        *lines,
    ]
    claimed = " ".join([*everything, first_paper])
    for tier in TIERS:  # the document's own words: quoted on paper; elsewhere only where they hold
        heading = PATHWAY.heading(tier)
        claimed = claimed.replace(
            heading if heading_holds(answers, outcome) else f"The pathway's heading: “{heading}”", ""
        )
    assert not [words for words in NEVER if words in claimed.casefold()]
    if row.acting_on == "red":
        assert "closed" not in phones[1], phones
