"""Whether two names look alike, as Unicode's UTS #39 has it: their skeletons are the same.

Which characters look like which stands in `data/lookalikes.json` (scripts/lookalikes.py).
"""

from __future__ import annotations

import unicodedata
from functools import cache

import msgspec

from ce_tui.core.strict_json import parse_as
from ce_tui.files.unseen import UNSEEN
from ce_tui.resources import DATA


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    looks_like: dict[str, str]


def look_alike(one: str, other: str) -> bool:
    """Whether a person may take one name for the other; capitals, spaces and what nobody sees make no difference."""
    return not _skeletons(one).isdisjoint(_skeletons(other))


def _skeletons(name: str) -> set[str]:
    """With capitals as they are ("I" looks like "l"), and without them ("Ian" is "ian"). Not for display."""
    seen = " ".join(UNSEEN.sub("", unicodedata.normalize("NFKC", name)).split())
    return {_skeleton(seen).casefold(), _skeleton(seen.casefold())}


def _skeleton(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", apart.translate(_table()))


@cache
def _table() -> dict[int, str]:
    rows = parse_as((DATA / "lookalikes.json").read_bytes(), _Table).looks_like
    return {ord(each): prototype for prototype, members in rows.items() for each in members}
