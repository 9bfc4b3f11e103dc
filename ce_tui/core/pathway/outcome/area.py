"""The area of a result, with its service by the name under which it is asked there (rule 13 of the design)."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import with_small


def area_of(outcome: Outcome, pathway: Pathway) -> Locality:
    """The locality; where the child lives elsewhere and it is known where, its service names that council.

    Raises KeyError for a locality that the pathway lacks.
    """
    locality = pathway.locality(outcome.locality)
    office = next((each for each in outcome.contacts if each.role == "front-door"), None)
    if locality.id != ELSEWHERE or office is None:
        return locality
    return msgspec.structs.replace(locality, front_door=with_small(office.called))
