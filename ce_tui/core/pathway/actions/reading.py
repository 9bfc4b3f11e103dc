"""An action as JSON → `Action`, and back: the contract's shape ("Actions"). No fault says what a person wrote."""

from __future__ import annotations

from typing import Any

import msgspec

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.rules import cleaned, cleaning_remarks
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.when import iso_minute
from ce_tui.core.pathway.dates import DateInvalid, parse_at
from ce_tui.core.pathway.faults import Fault, InputInvalid
from ce_tui.core.pathway.json_input import ObjectWithRepeats, read_json
from ce_tui.core.pathway.shape import kind_of, shaped
from ce_tui.core.strict_json import parse_as, write_json

_ONLY_WHERE_SAID = ("corrects", "settles")
_A_DAY = 10  # characters of an ISO date


def read_action(text: str | bytes) -> Action:
    """As `read_with_remarks`, without its remarks."""
    return read_with_remarks(text)[0]


def read_with_remarks(text: str | bytes) -> tuple[Action, list[str]]:
    """The action of a JSON text, one object; and what was cleaned or cut in reading it, in words without a value.

    `at` takes an offset, and seconds; it is kept in London's time, to the minute. Raises InputInvalid with every fault
    of its shape and of `at`.
    """
    value = read_json(text)
    if not isinstance(value, dict):
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "an action, as one object")])
    repeated = value.repeated if isinstance(value, ObjectWithRepeats) else []
    faults = [Fault(name, "stands more than once", "each key once") for name in repeated]
    action, wrong = shaped(dict(value), Action)
    faults += wrong
    if action is None or faults:
        raise InputInvalid(faults)
    try:
        at = _at(action.at)
    except DateInvalid:
        expected = "a date, or a date with a time: 2026-11-25T14:05"
        raise InputInvalid([Fault("at", "is no real date or time", expected)]) from None
    return cleaned(msgspec.structs.replace(action, at=at)), cleaning_remarks(action)


def dump_action(action: Action) -> dict[str, Any]:
    """The contract's JSON of an action. That it corrects or settles nothing is left out."""
    built = parse_as(write_json(action), dict[str, Any])
    return {key: value for key, value in built.items() if value or key not in _ONLY_WHERE_SAID}


def dump_recorded(recorded: Recorded) -> dict[str, Any]:
    """The same of one that is kept, with its number, and by whom and when it was recorded."""
    about = {"id": recorded.id, "recorded_at": recorded.recorded_at, "recorded_by": recorded.recorded_by}
    return about | dump_action(recorded.action)


class KeptContent(msgspec.Struct, frozen=True, kw_only=True):
    """An action as the store keeps it: with how grave the screening stood as it was recorded, and as it was done."""

    action: Action
    stood: Stood = Stood()
    then: Stood | None = None


def dump_kept(action: Action, stood: Stood, then: Stood | None = None) -> bytes:
    """The content that the store keeps of an action."""
    return write_json({"action": dump_action(action), "stood": stood, "then": then}).encode()


def read_kept(content: bytes) -> KeptContent:
    """What the store kept of an action. Raises NotJson."""
    return parse_as(content, KeptContent)


def _at(typed: str) -> str:
    moment = parse_at(typed)
    return moment.date().isoformat() if len(typed.strip()) == _A_DAY else iso_minute(moment)
