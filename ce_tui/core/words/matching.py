"""Why two children may be one, in words: field by field."""

from __future__ import annotations

from datetime import datetime, timedelta

from ce_tui.core.pathway.children.matching import Level, Match
from ce_tui.core.pathway.children.names import MOST_WORDS
from ce_tui.core.pathway.dates import say_time

LEVEL_WORDS: dict[Level, str] = {
    "likely": "Probably the same child",
    "possible": "Perhaps the same child",
    "sibling": "Perhaps a twin or another child of the family, or the same child by another name",
}
IN_SHORT: dict[Level, str] = {"likely": "probably", "possible": "perhaps", "sibling": "perhaps a twin"}
KNOWN_HERE = "The hub knows a child like this: ask your lead."
NOTHING_FOUND = (
    "Nothing found among the screenings that you may see. The child may still be known: by another spelling or birth "
    "date, or elsewhere."
)
"""Never that nobody knows the child: what was not asked, and what is spelled quite otherwise, is not found."""
_NOT_LOOKED_AT = "Colleagues' screenings were not looked at:"
NOT_WHOLE = f"{_NOT_LOOKED_AT} that needs a whole name, of {MOST_WORDS} words at most, and the date of birth."
NOT_COUNTED = f"{_NOT_LOOKED_AT} that is logged, and the store is read-only."


def asked_too_often(again_at: str) -> str:
    """That it was not looked up whether the hub knows a child, and from when on it can be; `again_at` is UTC."""
    return (
        f"{_NOT_LOOKED_AT} that is done twenty times an hour. Look again from {_next_minute(again_at)} on, or ask your "
        "lead."
    )


def _next_minute(at: str) -> str:
    """The first whole minute that is not before it."""
    moment = datetime.fromisoformat(at)
    whole = moment.replace(second=0, microsecond=0)
    return say_time((whole if whole == moment else whole + timedelta(minutes=1)).isoformat())


def reasons(match: Match) -> list[str]:
    """ "birth date: the same", "surname: nearly the same": what is alike, the weightiest first."""
    if match.exchanged:
        also = "" if match.forename == "the same" else f" ({match.forename})"
        names = [f"forename and surname turned round{also}"]
    else:
        named = (("forename", match.forename), ("surname", match.family))
        names = [f"{what}: {how}" for what, how in named if how]
    born = [f"birth date: {match.born}"] if match.born else []
    return [*born, *names, *(["postcode: the same"] if match.postcode else [])]
