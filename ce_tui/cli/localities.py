"""A locality as a person types it."""

from __future__ import annotations

from ce_tui import exit_codes
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.exit_codes import Stop


def in_pathway(pathway: Pathway, typed: str) -> Locality:
    """The locality of that id, in any case. Raises Stop 2 with those that there are."""
    try:
        return pathway.locality(typed.strip().lower())
    except KeyError as error:
        known = ", ".join(locality.id for locality in pathway.localities)
        raise Stop(
            exit_codes.USAGE, f"There is no such locality in the pathway; expected one of: {known}"
        ) from error
