"""The casebook's log: reading it, anchoring it; is it whole, does it agree with its anchors, is the store sound."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

import msgspec

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Damaged, Refused
from ce_tui.core.vault.log.anchors import Anchor
from ce_tui.core.vault.log.audit import RESTORED, Kind, Logged, walk
from ce_tui.core.vault.log.history import History
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store import against_log
from ce_tui.core.vault.store.records import Trouble
from ce_tui.core.vault.store.verdict import Anchored, Looked, Restored, Verdict, judge, unreadable

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


class AuditLog:
    """The log, read and verified together with the store that it is of."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def entries(
        self,
        *,
        ref: str = "",
        person: str = "",
        kinds: Sequence[Kind] = (),
        since: str = "",
        last: int | None = None,
    ) -> list[AuditLine]:
        """The log in order: all of it, or of a screening, a person, some kinds, from a time on.

        `ref` and `person` (a name) as they are typed; `since` is ISO 8601 in UTC; `last`: only the last so many.
        Takes the administrator or the lead. Raises `Refused` where there is no such person or the reference cannot be
        one.
        """
        desk = self._desk
        with desk.lock:
            desk.require("read the log", "administrator", "lead")
            actor = desk.id_of(person.strip()) if person.strip() else ""
            if person.strip() and not actor:
                raise Refused("Nobody of this name has or had an account here.")
            known = read_reference(ref) if ref.strip() else ""
            if known is None:
                raise Refused("That is not a reference. One looks like CE-7K3M-2Q.")
            found = desk.store.log.find(ref=known, actor=actor, kinds=kinds, since=since, last=last)
            return [self._line(logged) for logged in found]

    def verify(self, *, named: bool = True) -> Verdict:
        """Walk over the whole log, compare it with its anchors, every row with its seal, and the rows with the log.

        Takes the administrator or the lead. `named`: accounts are called by their names in it.
        """
        with self._desk.lock:
            self._desk.require("verify the log", "administrator", "lead")
            verdict = self._verified()
            call = self._desk.name_of if named else lambda _: "an account"
            findings = tuple(
                Trouble(each.kind, _ACCOUNT.sub(lambda found: call(found[0]), each.words))
                for each in verdict.findings
            )
            return msgspec.structs.replace(verdict, findings=findings)

    def anchor(self) -> None:
        """Write down where the log stands, outside the store. To be called hourly; closing does it by itself.

        A failure is put into `alerts`: what is being done does not wait for it.
        """
        with self._desk.lock:
            self._desk.anchor(self._desk.store.log.head())

    def _verified(self) -> Verdict:
        """Pages first: in a damaged file the rest may not be readable."""
        store, place = self._desk.store, self._desk.anchors
        physical = store.upkeep.faults()
        anchors, bad_lines = self._anchors()
        links: dict[int, bytes] = {}
        wanted = {anchor.head.seq for anchor in anchors}
        restored: list[Restored] = []
        history = History()
        try:
            claimed = store.log.head()
            walked = walk(store.chain, _remembering(store.log.entries(), wanted, links, restored, history))
            tallied = store.upkeep.tallied()
            told = [*self._against(history)]
        except Damaged as damaged:
            return unreadable(physical or [Trouble("damage", f"Damage: {damaged.words}")])
        looked = Looked(
            physical=physical, walked=walked, claimed=claimed, tallied=tallied, restored=restored, told=told
        )
        anchored = Anchored(
            anchors=anchors,
            links=links,
            where=place.where,
            bad_lines=bad_lines,
            missing=place.is_missing(),
            unread=place.unread,
        )
        return judge(looked, anchored)

    def _against(self, history: History) -> Iterator[Trouble]:
        """Where the log says otherwise than rows and key file."""
        desk = self._desk
        yield from against_log.of_screenings(history.screenings, desk.store.upkeep.kept())
        slots = [
            against_log.KeptAccount(slot.account, slot.roles, slot.state)
            for slot in desk.slots.read().slots
            if slot.kind == "account"
        ]
        named = {row.id: row.roles for row in desk.store.people.accounts()}
        yield from against_log.of_accounts(history.accounts, slots, named)

    def _anchors(self) -> tuple[list[Anchor], int]:
        """The anchors of this store, and how many lines beside them are none."""
        found: deque[Anchor] = deque(maxlen=_MOST_ANCHORS)
        bad = 0
        for each in self._desk.anchors.read():
            if isinstance(each, int):
                bad += 1
            elif each.store == self._desk.store.id:
                found.append(each)
        return list(found), bad

    def _line(self, logged: Logged) -> AuditLine:
        entry = logged.entry
        return AuditLine(
            seq=logged.seq,
            at=entry.at,
            by=self._desk.name_of(entry.actor),
            kind=entry.kind,
            ref=entry.ref,
            revision=entry.revision,
            version=entry.version,
            detail=_ACCOUNT.sub(lambda found: self._desk.name_of(found[0]), entry.detail),
        )


def _remembering(
    logged: Iterator[Logged],
    wanted: set[int],
    links: dict[int, bytes],
    restored: list[Restored],
    history: History,
) -> Iterator[Logged]:
    for each in logged:
        history.feed(each.entry)
        if each.seq in wanted:
            links[each.seq] = each.link
        if each.entry.kind == "backup" and each.entry.detail.startswith(RESTORED):
            restored.append(Restored(each.seq, each.entry.at))
        yield each
