"""Answers as JSON → `Answers`, and back: the contract's shape.

Every fault is found, each with its place; no fault says what a person wrote. What is merely absent is never a
fault; null stands for "left out" only where an answer may be none: `known_to_practitioner`, `looked_at`,
`consent.child_told` and `consent.family_told`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from ce_tui.core.pathway.answers.answers_check import Checker, KnowsPathways
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.json_input import read_json
from ce_tui.core.pathway.shape import kind_of, place
from ce_tui.core.pathway.words import NOT_KNOWN
from ce_tui.core.strict_json import parse_as, write_json

_ONLY_WHERE_SAID = ("harm", "known_from", "council", "family_before", "contact_family")


class Read(msgspec.Struct, frozen=True):
    """Answers that were read, and what was cleaned or cut in reading them, in words without a value."""

    answers: list[Answers]
    remarks: list[str] = []

    @property
    def one(self) -> Answers:
        """The answers of the one screening. Raises InputInvalid where there are none or several."""
        if len(self.answers) != 1:
            raise InputInvalid(
                [Fault("", f"holds the answers of {len(self.answers)} screenings", "those of one")]
            )
        return self.answers[0]


def read_answers(text: str | bytes, pathways: KnowsPathways, latest: date | None = None) -> Read:
    """Answers from a JSON text: an object, or an array of them. Raises InputInvalid with every fault.

    `latest`: the last day on which anything in them can have been.
    """
    value = read_json(text)
    checker = Checker(pathways, latest)
    if isinstance(value, list):
        read = [checker.read(item, place("", index)) for index, item in enumerate(value)]
    elif isinstance(value, dict):
        read = [checker.read(value, "")]
    else:
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "answers as an object, or an array of them")])
    if checker.faults:
        more = [Fault("", f"{checker.more} further faults are not listed")] if checker.more else []
        raise InputInvalid(checker.faults + more)
    return Read([answers for answers in read if answers is not None], checker.remarks)


def parse_answers(text: str | bytes, pathways: KnowsPathways) -> list[Answers]:
    """As `read_answers`, without its remarks."""
    return read_answers(text, pathways).answers


def dump(answers: Answers) -> dict[str, Any]:
    """The contract's JSON of answers: every field in its order; what is unanswered (None) is left out.

    Whose No is a file's (`by_file`) and by which day it is judged are not part of it: no file says that of itself.
    """
    built = parse_as(write_json(answers), dict[str, Any])  # lists, not tuples
    built["consent"] = _without_none(built["consent"])
    del built["by_file"], built["judged_on"]
    if built.pop("family_not_known"):
        built["family_involved"] = NOT_KNOWN
    for key in _ONLY_WHERE_SAID:
        if built[key] in ("", {"on": "", "words": ""}):
            del built[key]
    return _without_none(built)


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
