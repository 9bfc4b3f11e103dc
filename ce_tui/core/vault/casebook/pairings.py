"""Saying of two screenings that they are of one child, or of two (rule 18 of the design).

Nothing is joined by itself, and nothing is merged: each screening stays its own. Whoever may open both says it, and
takes it back: their practitioner, or a lead with a reason. Screenings of one child are all paired with each other, so
that it holds when one of them is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.paired import Paired, pair, says_something, when
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.errors import Damaged, ReadOnly, Refused, ToBeDeleted
from ce_tui.core.vault.store.records import Pairing, Row

SAY = "say whether two screenings are of one child"
ITSELF = "That is one screening: this is said of two. Nothing was changed."
SAID_ALREADY = "{who} said so on {day} already. Nothing was changed."
SAID_OTHERWISE = "{who} said on {day} that {what}. Nothing was changed: take that back first."
SAID_OF_OTHERS = (
    "A lead said it of a colleague's screening, too, which you cannot open. "
    "Nothing was changed: ask your lead."
)
NOT_SAID = "Nothing was said of these two that could be taken back."
_SAME = "of the same child"
_ANOTHER = "not of the same child"


class Pairings:
    """What is said of pairs. References are taken as they are typed."""

    def __init__(self, desk: Desk, permission: Permission) -> None:
        self._desk = desk
        self._permission = permission

    def paired(self) -> Paired:
        """What holds by now of all that was said. Raises `NotAsWritten`. Its callers ask who may know of it."""
        store = self._desk.store
        return Paired(store.pairings.all(), store.children.all().values())

    def screened_again(self, rows: Sequence[Row]) -> set[str]:
        """The references of those whose child was screened later, by what was said of pairs, and something said there.

        Empty where what was said is not as it was written: a list is shown all the same, and what is due stays.
        """
        store = self._desk.store
        try:
            said = [each.refs for each in store.pairings.all() if each.same]
        except Damaged:
            return set()
        known = {row.ref: row for row in rows}
        for ref in {ref for refs in said if known.keys() & set(refs) for ref in refs} - known.keys():
            if record := store.screenings.load(ref):
                known[ref] = record.row
        found = set[str]()
        for refs in said:
            if known.keys() >= set(refs):
                earlier, later = sorted((known[ref] for ref in refs), key=when)
                found |= {earlier.ref} if says_something(later) else set()
        return found

    def say(self, ref: str, other: str, *, same: bool, reason: str = "") -> None:
        """Say that two screenings are of one child, or that they are not.

        Logged, with the reason where one is another's. Raises `Refused` (it was said already; it was said otherwise,
        and not taken back yet), what opening them raises, `ReadOnly`, `StoreFull`, …: nothing is changed then.
        """
        with self._both(ref, other, reason, _SAME if same else _ANOTHER) as (paired, one, two):
            if before := paired.same(one.ref).get(two.ref):
                raise self._said(before, one, two, again=same)
            if apart := paired.said_apart(one.ref, two.ref):
                raise self._said(apart[0], one, two, again=not same)
            pairs = [pair(one.ref, two.ref)]
            if same:
                ours, theirs = paired.together(one.ref), paired.together(two.ref)
                pairs = [pair(each, another) for each in sorted(ours) for another in sorted(theirs)]
            for refs in pairs:
                self._desk.store.pairings.put(
                    Pairing(
                        refs=refs,
                        same=same,
                        by=self._desk.account.id,
                        at=self._desk.now(),
                        written=paired.written(refs),
                    ),
                    [],
                )

    def take_back(self, ref: str, other: str, reason: str = "") -> None:
        """Take back what was said of the second one with the first: it is by itself again, and may be asked about.

        Logged, with the reason where one is another's. Raises `Refused` (nothing was said; it was said of a
        colleague's, too), and what `say` raises.
        """
        with self._both(ref, other, reason, "taken back") as (paired, one, two):
            if two.ref in (together := paired.together(one.ref)):
                taken = [pair(two.ref, each) for each in together - {two.ref}]
            else:
                taken = [each.refs for each in paired.said_apart(one.ref, two.ref)]
            if not taken:
                raise Refused(NOT_SAID)
            self._refuse_colleagues(each for refs in taken for each in refs)
            for refs in taken:
                self._desk.store.pairings.undo(refs, [])

    @contextmanager
    def _both(self, ref: str, other: str, reason: str, what: str) -> Iterator[tuple[Paired, Row, Row]]:
        """One transaction, in which both may be opened; what is said of them is logged with each."""
        desk = self._desk
        with desk.lock:
            desk.require(SAY, "practitioner", "lead")
            one, two = (self._permission.to_open(each, reason).row for each in (ref, other))
            if one.ref == two.ref:
                raise Refused(ITSELF)
            if desk.store.read_only:
                raise ReadOnly
            with desk.store.together():
                rows = [self._permission.to_open(each.ref, reason).row for each in (one, two)]
                for row in rows:
                    if desk.store.keeping.stands("delete", row.ref):
                        raise ToBeDeleted
                yield self.paired(), one, two
                seen = [entry for row in rows for entry in self._permission.seen(row, reason)]
                said = [
                    desk.entry("child", row, detail=f"{what}: {another.ref}")
                    for row, another in zip(rows, reversed(rows), strict=True)
                ]
                desk.store.log.add([*seen, *said])
            if any(row.owner != desk.account.id for row in rows):
                desk.anchor()

    def _said(self, before: Pairing, one: Row, two: Row, *, again: bool) -> Refused:
        who, day = self._desk.name_of(before.by), say_moment(before.at)
        if again:
            return Refused(SAID_ALREADY.format(who=who, day=day))
        refs = pair(one.ref, two.ref)
        if before.refs == refs or self._may_open(before.refs):
            what = f"{' and '.join(before.refs)} are {_SAME if before.same else _ANOTHER}"
            return Refused(SAID_OTHERWISE.format(who=who, day=day, what=what))
        return Refused(SAID_OF_OTHERS)

    def _refuse_colleagues(self, refs: Iterable[str]) -> None:
        if not self._may_open(refs):
            raise Refused(SAID_OF_OTHERS)

    def _may_open(self, refs: Iterable[str]) -> bool:
        """Whether this account might open all of them."""
        desk = self._desk
        if desk.has_role("lead"):
            return True
        records = [desk.store.screenings.load(ref) for ref in set(refs)]
        return all(record is None or record.row.owner == desk.account.id for record in records)
