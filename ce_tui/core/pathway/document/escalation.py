"""How an area takes a disagreement further, in words: what does not wait, where to read it, its stages if known.

The stages are the area's own. Where nobody has filled them in it is said, and none is made up.
"""

from __future__ import annotations

from ce_tui.core.pathway.document.localities import EscalationStage, Locality
from ce_tui.core.pathway.words import ended

NOT_MOVING = "If it does not move, or you do not agree"
NOT_FILLED_IN = "The stages are not filled in here: read them there; your lead can have them filled in."
_TAKE_IT_FURTHER = (
    "If nothing happens, or you do not agree with what was decided, take it further. Read how in"
)
_COUNCILS_OWN = "the procedures of the safeguarding partnership of the council where the child lives"


def danger_words(locality: Locality) -> str:
    """What never waits for a stage: it stands before all else."""
    return (
        f"A child in danger does not wait for a stage: phone {locality.emergency} now. What cannot wait: phone the "
        "numbers in Contacts again."
    )


def where_words(locality: Locality) -> str:
    """Where to read how it is taken further."""
    return ended(f"{_TAKE_IT_FURTHER} {locality.escalation_at or _COUNCILS_OWN}")


def stage_lines(locality: Locality) -> list[str]:
    """ "1. Who, with whom, within so many days"; or that none are filled in, where they could be."""
    if locality.escalation:
        return [_stage(number, each) for number, each in enumerate(locality.escalation, 1)]
    return [NOT_FILLED_IN] if locality.escalation_at else []


def _stage(number: int, stage: EscalationStage) -> str:
    within = f", within {stage.within}" if stage.within else ""
    return f"{number}. {stage.who}{within}{f'. {stage.note}' if stage.note else ''}"
