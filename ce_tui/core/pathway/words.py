"""The field's words that everything else shares: tiers, marks, outcomes, provenance."""

from __future__ import annotations

from typing import Literal

TierName = Literal["yellow", "amber", "red"]
OutcomeName = Literal["none", "yellow", "amber", "red"]
DecisionName = Literal["", "none", "yellow", "amber", "red", "unsure"]
MarkName = Literal["yes", "noted", "suspected", "reasonably believe"]
Provenance = Literal["document", "inferred", "rebuilt", "own"]

TIERS: tuple[TierName, ...] = ("yellow", "amber", "red")
OUTCOMES: tuple[OutcomeName, ...] = ("none", "yellow", "amber", "red")
NO_ADDRESS = "address not in the copy used"  # said of a link whose target was lost with the document's layout

MARK_WORDS: dict[MarkName, str] = {
    "yes": "Yes",
    "noted": "Noted",
    "suspected": "Suspected",
    "reasonably believe": "Reasonably believe",
}
CONSENT_WORDS = {
    "agreed": "Agreed",
    "refused": "Refused",
    "not sought": "Not sought",
    "not yet asked": "Not yet asked",
}


def rank(outcome: str) -> int:
    """How high an outcome is: none 0, yellow 1, amber 2, red 3. Anything else (unsure, nothing) is 0."""
    return OUTCOMES.index(outcome) if outcome in OUTCOMES else 0
