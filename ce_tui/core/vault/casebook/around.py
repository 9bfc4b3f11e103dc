"""What a casebook works with besides its store: of the deployment, of the terminal, of the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.vault.casebook.rules import PathwayRules, Rules
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.slots import Argon
from ce_tui.core.vault.keys.tries import Who
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors
from ce_tui.core.vault.retention_rules import Retention

Clock = Callable[[], datetime]
_LONGEST_TERMINAL = 80


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a casebook; tests put in their own.

    `rules` knows the pathways in use: without it, the one that comes with the app. `anchors` is where the log is
    anchored: without it, in a file beside the store. `retention`: the rules of keeping where the store has none of
    its own. `terminal` tells terminals apart when wrong tries are counted, and the log names it; `wrong_try` is told of
    each wrong one at once. `follow_up`: by when what is due. `argon` is what new key slots cost.
    """

    rules: Rules = msgspec.field(default_factory=PathwayRules)
    anchors: FileAnchors | None = None
    retention: Retention = Retention()
    terminal: str = ""
    wrong_try: Callable[[Who], None] | None = None
    follow_up: FollowUpRules = FollowUpRules()
    clock: Clock = utc_now
    argon: Argon = Argon()

    def anchors_of(self, place: Home) -> FileAnchors:
        """Where the log of a store is anchored."""
        return self.anchors or FileAnchors(place.anchors, BESIDE)

    def with_terminal(self, detail: str) -> str:
        """What is logged of an act that may have to be traced to a terminal: the detail, and its name if it has one."""
        terminal = one_line(self.terminal, _LONGEST_TERMINAL)
        return "; ".join(filter(None, [detail, f"at terminal {terminal}" if terminal else ""]))

    def now(self) -> str:
        """The moment, as the store keeps it: ISO 8601 in UTC."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")


def one_line(text: str, longest: int) -> str:
    """Free text for the log: one line, no control characters, cut."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:longest]
