"""Says on standard error what a screening still lacks. Nothing of it holds a referral up."""

from __future__ import annotations

from ce_tui.cli.output import tell
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import MISSING_WORDS, NOT_FILLED_IN_WORDS


def tell_missing(outcome: Outcome) -> None:
    """One line for each thing that is missing, then for what its receiver needs and nobody gave: first its name in the
    contract.
    """
    for name in outcome.missing:
        tell(f"missing: {name}: {MISSING_WORDS[name]}")
    for name in outcome.not_filled_in:
        if name not in outcome.missing:
            tell(f"not filled in: {name}: {NOT_FILLED_IN_WORDS[name]}")
