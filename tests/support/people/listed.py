"""A screening as a list has it, made up."""

from __future__ import annotations

from typing import Any

from ce_tui.core.pathway.actions.follow_up_summary import NOTHING_DONE
from ce_tui.core.vault.casebook.index import Summary


def listed(**given: Any) -> Summary:
    """A draft in Essex of which nothing is marked, unless it is given otherwise."""
    made: dict[str, Any] = {
        "ref": "CE-7K3M-2Q",
        "state": "draft",
        "outcome": "none",
        "locality": "essex",
        "screened_on": "2026-11-25",
        "updated": "2026-11-25T10:00:00Z",
        "owner": "Lee Example",
        "child": "",
        "created": "",
        "decision": "",
        "acting_on": "",
        "danger": (),
        "set_aside": (),
        "followed": NOTHING_DONE,
        "from_before": False,
        "screened_again": False,
        "mine": True,
        "pathway": "",
    }
    return Summary(**{**made, **given})
