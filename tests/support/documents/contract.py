"""What the tests of the contract share: the sample answers as the contract prints them, and a few looks at files."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

from support.people.cli import Ended, ce_tui

LOCALITIES = ("southend", "essex", "thurrock", "elsewhere")
AREAS = LOCALITIES[:3]

# Every field of the contract's example, so that what comes back can be held against it as a whole.
SAMPLE: dict[str, Any] = {
    "pathway": "set-2026-06",
    "locality": "essex",
    "placed_by": "",
    "known_to_practitioner": True,
    "immediate_risk": False,
    "harm_today": False,
    "screened_on": "2026-11-25",
    "marks": {"Y1": "yes", "V2": "noted", "A3": "suspected", "R2": "reasonably believe"},
    "set_aside": {},
    "looked_at": ["yellow", "amber", "red"],
    "notes": "A3: seen at the station twice. R2 from the school.",
    "not_ids": ["A12"],
    "decision": {"outcome": "red", "reason": ""},
    "consent": {"status": "agreed", "reason": "", "child_told": True, "family_told": True},
    "practitioner": {"name": "", "organisation": "", "phone": "", "other": "", "email": ""},
    "child": {
        "name": "",
        "date_of_birth": "2010-04-03",
        "phone": "",
        "other": "",
        "email": "",
        "address": "",
    },
}

OUTCOME_KEYS = [
    *("outcome", "heading", "because", "also_marked", "immediate_risk", "not_asked", "not_looked_at"),
    *("decision", "steps", "contacts", "notices", "citations", "unknown_ids", "missing", "locality"),
    "pathway",
]
CONTACT_KEYS = ["name", "phone", "email", "hours", "open_now", "source", "disputed", "alternatives"]


def least(**given: Any) -> dict[str, Any]:
    """The least that answers need, with more or other things given."""
    return {"pathway": "set-2026-06", "locality": "southend", "marks": {}, **given}


def evaluated(given: dict[str, Any], at: str = "2026-11-25T10:00") -> Any:
    """The outcome of answers, as the command prints it."""
    ended = ce_tui("evaluate", "-", "--at", at, stdin=json.dumps(given))
    assert (ended.code, ended.err) == (0, ""), ended
    return ended.json


def refused(text: str | bytes | dict[str, Any], lines: int | None = None) -> list[str]:
    """The lines about answers that must be refused with 65, nothing on standard output."""
    ended = ce_tui("evaluate", "-", stdin=json.dumps(text) if isinstance(text, dict) else text)
    assert (ended.code, ended.out) == (65, ""), ended
    told = in_words(ended).splitlines()
    assert lines is None or len(told) == lines, told
    return told


def in_words(ended: Ended) -> str:
    """What was said on standard error: something, and no trace of a program."""
    assert ended.err.strip()
    assert "Traceback" not in ended.err and 'File "' not in ended.err
    return ended.err


def mode(file: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(file.stat().st_mode)


def left(folder: Path) -> list[str]:
    """The names of everything in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def squeezed(text: str) -> str:
    """Text with each run of white space as one blank, so that line breaks do not matter."""
    return re.sub(r"\s+", " ", text)
