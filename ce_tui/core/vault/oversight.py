"""The casebook's view of its own store: is the log whole, does it agree with its anchors, is the file sound."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import msgspec

from ce_tui.core.vault.anchors import Anchor
from ce_tui.core.vault.audit import Kind, Logged, walk
from ce_tui.core.vault.desk import Desk
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.store import Trouble
from ce_tui.core.vault.verdict import Verdict, judge, unreadable

_MOST_ANCHORS = 100_000


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log as it is shown. `by` is the account's name as of now; `at` ISO 8601 in UTC."""

    seq: int
    at: str
    by: str
    kind: Kind
    ref: str
    revision: int
    version: int
    detail: str


class Oversight(Desk):
    """See the module. Everything here takes the administrator or the lead."""

    def verify_audit(self) -> Verdict:
        """Walk over the whole log, compare it with its anchors, and every record with its seal."""
        with self._lock:
            self._require("verify the log", "administrator", "lead")
            return self._verify()

    def check(self) -> list[str]:
        """Everything that is wrong with the store, in words: its pages, its trees, its log. Empty: all is well."""
        with self._lock:
            self._require("check the store", "administrator", "lead")
            return self._verify().faults

    def audit_entries(self, after: int = 0) -> list[AuditLine]:
        """The log from an entry on."""
        with self._lock:
            self._require("read the log", "administrator", "lead")
            return [self._line(logged) for logged in list(self._store.logged(after))]

    def _verify(self) -> Verdict:
        """Pages first: in a damaged file the rest may not be readable."""
        physical = self._store.faults()
        anchors, bad_lines = self._anchors()
        links: dict[int, bytes] = {}
        wanted = {anchor.head.seq for anchor in anchors}
        try:
            claimed = self._store.head()
            walked = walk(self._store.chain, _remembering(self._store.logged(), wanted, links))
            tallied = self._store.tallied()
        except Damaged as damaged:
            return unreadable(physical or [Trouble("damage", f"Damage: {damaged.words}")])
        missing = self._around.anchors.is_missing()
        where = self._around.anchors.where
        return judge(
            physical,
            walked,
            claimed,
            tallied,
            anchors,
            links,
            where=where,
            bad_lines=bad_lines,
            missing=missing,
        )

    def _anchors(self) -> tuple[list[Anchor], int]:
        found: deque[Anchor] = deque(maxlen=_MOST_ANCHORS)
        bad = 0
        for each in self._around.anchors.read():
            if isinstance(each, int):
                bad += 1
            elif each.store == self._store.id:
                found.append(each)
        return list(found), bad

    def _line(self, logged: Logged) -> AuditLine:
        entry = logged.entry
        return AuditLine(
            seq=logged.seq,
            at=entry.at,
            by=self._name_of(entry.actor),
            kind=entry.kind,
            ref=entry.ref,
            revision=entry.revision,
            version=entry.version,
            detail=entry.detail,
        )


def _remembering(logged: Iterator[Logged], wanted: set[int], links: dict[int, bytes]) -> Iterator[Logged]:
    for each in logged:
        if each.seq in wanted:
            links[each.seq] = each.link
        yield each
