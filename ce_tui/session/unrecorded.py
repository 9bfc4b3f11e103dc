"""What was begun to be recorded and is not recorded yet, as after a call that a lost line cut off: it leads Home."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.actions.action import CALLS
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.strict_json import parse_or
from ce_tui.session.begun_action import BEGUN, KEY, Begun

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary


class Unrecorded(NamedTuple):
    """It is about the screening `ref`, and was begun at `at`, as an action's `at`."""

    ref: str
    at: str
    is_call: bool

    def words(self, now: datetime, way: str) -> str:
        """ "A call begun at 06:55 is not recorded yet: d goes on with it". `way`: what is pressed or typed for it."""
        is_today = self.at[:10] == local_now(lambda: now).date().isoformat()
        when = f"at {datetime.fromisoformat(self.at):%H:%M}" if is_today else f"on {say_at(self.at)},"
        return f"{'A call' if self.is_call else 'A record'} begun {when} is not recorded yet: {way} goes on with it"


def unrecorded(casebook: Casebook, listed: Iterable[Summary]) -> list[Unrecorded]:
    """What this account began about listed screenings, the latest first. Raises VaultError."""
    kept = casebook.preferences.beginning(KEY)
    found = []
    for each in listed if kept else ():
        replies = parse_or(kept.get(f"{KEY}{each.ref}", ""), Begun, {}).get("", {})
        if at := replies.get(BEGUN):
            found.append(Unrecorded(each.ref, at, replies.get("kind") in CALLS))
    return sorted(found, key=lambda each: each.at, reverse=True)
