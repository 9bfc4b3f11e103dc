"""Says on standard error what a screening still lacks. Nothing of it holds a referral up."""

from __future__ import annotations

from ce_tui.cli.output import tell
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import MISSING_WORDS


def tell_missing(outcome: Outcome) -> None:
    """One line for each thing that is missing, its name in the contract first."""
    for name in outcome.missing:
        tell(f"missing: {name}: {MISSING_WORDS[name]}")
