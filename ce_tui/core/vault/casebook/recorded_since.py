"""Which screenings are of before anything could be recorded about them: of these nothing is claimed to be due.

They are told by their versions and not by a clock, which anybody could have set.
"""

from __future__ import annotations

from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.casebook.desk import Desk

BEFORE = "screenings before actions"
"""The setting: by reference the version of each screening as it was then (JSON); "": there were none."""


def begin_recording(desk: Desk) -> None:
    """Within a transaction: remember which screenings there are, in a store that was made before."""
    if desk.store.settings.get(BEFORE) is None:
        desk.store.settings.change({BEFORE: write_json(desk.store.upkeep.versions())}, [])


def versions_before(desk: Desk) -> dict[str, int]:
    """By reference the version that a screening of before had."""
    return parse_or(desk.store.settings.get(BEFORE) or "", dict[str, int], {})
