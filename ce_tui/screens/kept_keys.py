"""Which keys have room in the key line before others, where not all of them have."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.commands.table import BY_ID

KEPT_KEYS = tuple(BY_ID[id].brief for id in ("goto", "lock", "quit"))
"""The words in the key line that stay there beside the help, however narrow it is; the first of them goes last."""
KEPT_WITH_RECORD = (KEPT_KEYS[0], BY_ID["action.record"].brief, *KEPT_KEYS[1:])
"""The same where what was done is to be recorded: that key goes after go to alone."""
BETWEEN_SECTIONS = frozenset({"section.next", "section.back"})


def others_last(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys for the key line: those to other sections go first where not all fit; help stays where it is."""
    *before, help = keys
    elsewhere = {BY_ID[id].brief for id in BETWEEN_SECTIONS}
    return [*sorted(before, key=lambda key: key[1] in elsewhere), help]
