"""Made-up actions, as they are kept: numbered in their order, recorded by one made-up person."""

from __future__ import annotations

from typing import Any

from ce_tui.core.pathway.actions.action import Action, Gravity, Recorded

_LESS_GRAVE = Gravity()


def acted(*fields: dict[str, Any], stood: Gravity = _LESS_GRAVE) -> tuple[Recorded, ...]:
    """Actions of these fields, by phone in the afternoon of the day of the screening unless told otherwise.

    `stood`: how grave the screening stood as each was recorded.
    """
    return tuple(
        Recorded(
            id=str(number),
            recorded_at=f"2026-11-26T09:{number % 60:02}:00.000+00:00",
            recorded_by="Rowan Example",
            action=Action(**{"at": "2026-11-25T14:05", "kind": "phone", **each}),
            stood=stood,
        )
        for number, each in enumerate(fields, 1)
    )
