"""A screening as a document: it comes back as it was, and nothing in it is passed over."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Practitioner, Screening
from ce_tui.core.strict_json import WrongShape
from ce_tui.core.vault.casebook.records import FORM, as_document, from_document

WHOLE = Screening(
    ref="CE-7K3M-2Q",
    owner="someone",
    version=3,
    revision=2,
    answers=Answers(
        pathway="made-up",
        locality="northmoor",
        immediate_risk=False,
        harm_today=True,
        marks={"K1": "suspected"},
        decision=Decision("none", "Seen today."),
        consent=Consent("refused", "", True, False),
        practitioner=Practitioner("Rowan Example", "Imaginary Hub"),
        child=Child("Sam Example", "2010-04-03"),
    ),
    unfinished={"child.date_of_birth": "31 feb 2010"},
    form=FORM,
)


def test_a_screening_comes_back_as_it_was() -> None:
    assert from_document(as_document(WHOLE)) == WHOLE
    assert from_document(as_document(msgspec.structs.replace(WHOLE, form=1))) == WHOLE


@pytest.mark.parametrize("part", ["", "decision", "consent", "practitioner", "child"])
def test_an_answer_that_this_program_does_not_know_is_never_dropped_in_silence(part: str) -> None:
    built: dict[str, Any] = json.loads(as_document(WHOLE))
    answers = built["answers"]
    (answers[part] if part else answers)["nickname"] = "Sam"
    with pytest.raises(WrongShape):
        from_document(json.dumps(built).encode())
