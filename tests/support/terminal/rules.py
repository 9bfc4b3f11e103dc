"""Rules across a screen, thin or in ASCII."""

from __future__ import annotations


def is_rule(row: str) -> bool:
    """Whether a row is a rule, with or without words in it."""
    return row.startswith(("---", "───"))
