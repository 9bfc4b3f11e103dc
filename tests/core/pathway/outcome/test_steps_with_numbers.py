"""A step that holds a number gives it to be rung, and says where whoever has it is closed now."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.localities import Contact, OpeningHours, Step
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import OutcomeStep
from support.documents.made_up import MORNING, PATHWAY, answers

NIGHT = datetime(2026, 11, 25, 2, tzinfo=LONDON)
BY_DAY = (OpeningHours(days=("wed",), opens="09:00", closes="17:00"),)
DESK = Contact(id="desk", role="other", name="The desk", phone="01632 960111", hours="by day", opening=BY_DAY)
LINE = Contact(id="line", role="other", name="The line", phone="01632 960112", hours="always", always=True)
CLOSED = "The desk, 01632 960111, closed until 9am today."


@pytest.mark.parametrize(
    ("at", "text", "contacts", "phones", "now"),
    [
        (MORNING, "Ask on 01632 960111.", ("desk",), ("01632 960111",), ""),
        (NIGHT, "Ask on 01632 960111.", ("desk",), (), CLOSED),
        (NIGHT, "Ask on 01632 960111 or 01632 960112.", ("line", "desk"), ("01632 960112",), CLOSED),
        (NIGHT, "Ask on 01632 960112.", ("desk", "line"), ("01632 960112",), ""),
        (NIGHT, "Ask on 01632 960111.", ("line",), (), ""),
        (NIGHT, "Ask on 01632 9601119 or 901632 960111.", ("desk",), (), ""),
        (NIGHT, "Ask the desk.", ("desk",), (), ""),
    ],
)
def test_the_numbers_of_a_step(
    at: datetime, text: str, contacts: tuple[str, ...], phones: tuple[str, ...], now: str
) -> None:
    first, *others = PATHWAY.localities
    procedure = replace(first.procedure, none=(Step(text=text, contacts=contacts, provenance="own"),))
    area = replace(first, procedure=procedure, contacts=(DESK, LINE))
    steps = evaluate(answers(), replace(PATHWAY, localities=(area, *others)), at).steps
    assert steps == (OutcomeStep(text=text, provenance="own", contacts=contacts, phones=phones, now=now),)
