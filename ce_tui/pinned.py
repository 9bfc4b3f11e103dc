"""The pathway that a screening was made with: from the configuration, else from the copy that the store kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.document import Pathway
from ce_tui.core.pathway.loading import Pathways, pathway_from_source

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook import Casebook


def pathway_of(id: str, pathways: Pathways, casebook: Casebook) -> Pathway:
    """The edition of that id. KeyError where neither the configuration nor the store has it."""
    if id in pathways.ids:
        return pathways.get(id)
    for edition in reversed(casebook.editions()):
        if edition.id == id:
            return pathway_from_source(edition.source)
    raise KeyError(id)
