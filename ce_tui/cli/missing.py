"""Says on standard error what a screening still lacks. Nothing of it holds a referral up."""

from __future__ import annotations

from ce_tui.cli.output import tell
from ce_tui.core.pathway.outcome.outcome import Outcome

_WORDS = {
    "known_to_practitioner": "whether you had met the child before is not answered",
    "notes": "the notes say nothing of the child's context or your professional opinion",
    "decision.reason": "a lower decision has no reason",
    "consent.reason": "consent was not sought and there is no reason",
}


def tell_missing(outcome: Outcome) -> None:
    """One line for each thing that is missing, its name in the contract first."""
    for name in outcome.missing:
        tell(f"missing: {name}: {_WORDS.get(name, 'not filled in')}")
