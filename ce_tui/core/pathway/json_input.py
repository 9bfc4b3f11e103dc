"""JSON that came from elsewhere, strictly read: each failure one fault with its place and no value.

Repeated keys and NaN are kept apart for whoever checks the shape, so that their place can be said.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from ce_tui.core import strict_json
from ce_tui.core.pathway.faults import Fault, InputInvalid

NOT_A_NUMBER: Final = object()
"""Stands for NaN and the infinities, which JSON does not have and Python's reader takes."""


class ObjectWithRepeats(dict[str, object]):
    """An object. `repeated` names the keys that stood in it more than once, of which the last value is kept."""

    def __init__(self, pairs: strict_json.Pairs) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def read_json(text: str | bytes) -> object:
    """The value that a JSON text stands for. Raises InputInvalid with exactly one fault where it is none."""
    try:
        return strict_json.parse(text, ObjectWithRepeats, lambda _: NOT_A_NUMBER)
    except strict_json.NotJson as error:
        raise InputInvalid([Fault(error.where, error.what, error.expected)]) from None
