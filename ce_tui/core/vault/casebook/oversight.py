"""The casebook's view of its own store: is the log whole, does it agree with its anchors, is the file sound."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

import msgspec

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Damaged, Refused
from ce_tui.core.vault.log.anchors import Anchor
from ce_tui.core.vault.log.audit import RESTORED, Kind, Logged, walk
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.store import Trouble
from ce_tui.core.vault.store.verdict import Restored, Verdict, judge, unreadable

_MOST_ANCHORS = 100_000
_ACCOUNT = re.compile(r"\b[0-9a-f]{32}\b")


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log as it is shown. `at` is ISO 8601 in UTC.

    `by` and `detail` have the names as of now of the accounts that the log itself knows by their ids alone.
    """

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

    def audit_entries(
        self,
        after: int = 0,
        *,
        ref: str = "",
        person: str = "",
        kinds: Sequence[Kind] = (),
        since: str = "",
        last: int | None = None,
    ) -> list[AuditLine]:
        """The log from an entry on, in order: all of it, or of a screening, a person, some kinds, from a time on.

        `ref` and `person` (a name) as they are typed; `since` is ISO 8601 in UTC; `last`: only the last so many.
        Raises `Refused` where there is no such person or the reference cannot be one.
        """
        with self._lock:
            self._require("read the log", "administrator", "lead")
            actor = self._id_of(person.strip()) if person.strip() else ""
            if person.strip() and not actor:
                raise Refused("Nobody of this name has or had an account here.")
            known = read_reference(ref) if ref.strip() else ""
            if known is None:
                raise Refused("That is not a reference. One looks like CE-7K3M-2Q.")
            found = self._store.find_logged(
                after, ref=known, actor=actor, kinds=kinds, since=since, last=last
            )
            return [self._line(logged) for logged in found]

    def _verify(self) -> Verdict:
        """Pages first: in a damaged file the rest may not be readable."""
        physical = self._store.faults()
        anchors, bad_lines = self._anchors()
        links: dict[int, bytes] = {}
        wanted = {anchor.head.seq for anchor in anchors}
        restored: list[Restored] = []
        try:
            claimed = self._store.head()
            walked = walk(self._store.chain, _remembering(self._store.logged(), wanted, links, restored))
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
            restored=restored,
            unread=self._around.anchors.unread,
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
            detail=_ACCOUNT.sub(lambda found: self._name_of(found[0]), entry.detail),
        )


def _remembering(
    logged: Iterator[Logged], wanted: set[int], links: dict[int, bytes], restored: list[Restored]
) -> Iterator[Logged]:
    for each in logged:
        if each.seq in wanted:
            links[each.seq] = each.link
        if each.entry.kind == "backup" and each.entry.detail.startswith(RESTORED):
            restored.append(Restored(each.seq, each.entry.at))
        yield each
