"""The list of screenings, the search, and the children that a child may be: found without opening anything.

A child is shown to whoever may see their screenings; the others are told only that there is one (rule 18 of the
design). So that nobody can fish for who is known to the hub, that is told only for a whole name with a birth date,
logged, and so many times an hour; of the same child it is not looked up again for an hour.

Nothing is claimed to be due about screenings from before actions could be recorded. They are known by their versions
and not by a clock, which anybody could have set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Literal

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Gravity
from ce_tui.core.pathway.actions.follow_up_summary import NOTHING_DONE, FollowUpSummary, from_kept
from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.children import names
from ce_tui.core.pathway.children.matching import ChildRegister, Match, Person, by_weight
from ce_tui.core.pathway.words import counted
from ce_tui.core.strict_json import parse_or
from ce_tui.core.vault.casebook.open_store import CasebookPart
from ce_tui.core.vault.casebook.pairings import ChildPairs, children_of_all, paired, screened_again, when
from ce_tui.core.vault.casebook.records import excerpt, stood_by_row
from ce_tui.core.vault.store.records import KnownChild, Pairing, Row

BEFORE = "screenings before actions"
"""The setting: by reference the version of each screening as it was then (JSON); "": there were none."""


_MOST_HITS = 200


class Summary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening in a list. `owner` is a name; `child` is empty if the screening is someone else's."""

    ref: str
    state: State
    outcome: str
    locality: str
    screened_on: str
    updated: str
    owner: str
    child: str
    created: str
    decision: str
    acting_on: str
    danger: tuple[str, ...]  # the keys of the alerts that say to phone now
    set_aside: tuple[str, ...]  # the IDs whose marks a first meeting set aside
    followed: FollowUpSummary  # what was done about it, as far as a list says it
    from_before: bool  # last changed before that could be recorded, and nothing is
    screened_again: bool  # its practitioner has completed a later one of the child
    mine: bool
    excerpt: str = ""  # of a search: what it was found by, where nothing else here says it
    pathway: str  # its id; empty: the store cannot tell

    @property
    def stood(self) -> Gravity:
        """How grave the screening stands."""
        return Gravity(self.acting_on or self.outcome, self.danger)


class Index(CasebookPart):
    """The list of screenings and the search of this account."""

    _before: dict[str, int] | None = None  # not read before it is asked for
    _has_looked = False  # at the hub's, in this session

    def all(self) -> list[Summary]:
        """The screenings that this account may see, the last changed first.

        A practitioner sees their own, a lead the hub's. That a lead looked at the hub's is logged once a session.
        Raises `NotPermitted` if the account was shut out meanwhile.
        """
        return self._listed(self._desk.store.screenings.rows)

    def first(self, number: int) -> list[Summary]:
        """The first so many screenings as Home shows them.

        One's own come before the hub's, drafts before what is completed, each in the order of danger.
        """
        me = self._desk.account.id
        return self._listed(lambda owner: self._desk.store.screenings.first_rows(owner, me, number))

    def _listed(self, rows_of: Callable[[str | None], list[Row]]) -> list[Summary]:
        desk, me = self._desk, self._desk.account.id
        desk.refuse_shut_out("see the list")
        is_lead = desk.has_role("lead")
        if not is_lead and not desk.has_role("practitioner"):
            return []
        rows = rows_of(None if is_lead else me)
        if not self._has_looked and any(row.owner != me for row in rows):
            desk.looked(desk.entry("list"), must=False)
            self._has_looked = True
        return self.summaries_of(rows)

    def search(self, words: str) -> list[Summary]:
        """This account's own screenings that hold every one of the words. Logged, without the words.

        Raises `NotPermitted` if the account was shut out meanwhile.
        """
        desk = self._desk
        desk.refuse_shut_out("search")
        if not desk.has_role("practitioner", "lead"):
            return []
        hits = desk.store.screenings.search(desk.account.id, words[:500], _MOST_HITS)
        desk.looked(desk.entry("search", detail=f"{len(hits)} found"), must=False)
        found = self.summaries_of([row for row, _ in hits])
        return [
            replace(each, excerpt=excerpt(said, words, (row.ref, row.child)))
            for each, (row, said) in zip(found, hits, strict=True)
        ]

    def summary_of(self, row: Row) -> Summary:
        """A row as the list shows it."""
        return self.summaries_of([row])[0]

    def summaries_of(self, rows: Sequence[Row]) -> list[Summary]:
        """Rows as the list shows them."""
        desk, me = self._desk, self._desk.account.id
        if self._before is None:
            self._before = parse_or(desk.store.settings.get(BEFORE) or "", dict[str, int], {})
        pathways = {sha256: pathway for pathway, sha256 in desk.store.editions.pinned()}
        again, before = screened_again(desk, rows), self._before
        return [
            Summary(
                ref=row.ref,
                state=row.state,
                outcome=row.outcome,
                locality=row.locality,
                screened_on=row.screened_on,
                updated=row.updated,
                owner=desk.name_of(row.owner),
                child=row.child if row.owner == me else "",
                decision=row.decision,
                acting_on=row.acting_on,
                danger=stood_by_row(row).danger,
                set_aside=tuple(row.set_aside.split()),
                created=row.created,
                followed=from_kept(row.followed) if row.followed else NOTHING_DONE,
                from_before=not row.followed and before.get(row.ref) == row.version,
                screened_again=row.ref in again,
                mine=row.owner == me,
                pathway=pathways.get(row.edition, ""),
            )
            for row in rows
        ]


ASKS = 20
"""How often an hour an account may ask whether the hub knows a child whom it may not see."""
_HOUR = timedelta(hours=1)
_FIND = "look for a child"
_ASKED = "asked whether the hub knows a child"

Others = Literal["seen", "known", "not known", "not whole", "too often", "read-only"]
"""The answer on screenings that an account may not see: there are none, as it sees all; one is of a child like this, or
none is; or it was not looked up: for want of a whole name with a birth date, asked too often, or on a read-only store.
"""


class ChildHit(msgspec.Struct, frozen=True, kw_only=True):
    """A child who may be the one that is looked for, and why.

    `screenings`: the child's, as a list shows them, the last changed first: all of one practitioner. `date_of_birth` is
    empty if they are someone else's.
    """

    screenings: tuple[Summary, ...]
    date_of_birth: str
    match: Match

    @property
    def refs(self) -> tuple[str, ...]:
        """The references of the screenings."""
        return tuple(each.ref for each in self.screenings)


class PairedScreening(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that somebody said to be of the same child as another, or not.

    `by` is a name, `at` ISO 8601 in UTC; both are empty if it follows from what was said of others. `date_of_birth` is
    as in `ChildHit`.
    """

    screening: Summary
    same: bool
    by: str
    at: str
    date_of_birth: str


class ChildrenFound(msgspec.Struct, frozen=True, kw_only=True):
    """The children that a child may be, and what was said of them.

    `hits`: of the screenings that this account may see, the likeliest first. `others`: what is told of the rest.
    `again_at`: if it was asked too often, from when on it is looked up again (ISO 8601 in UTC). `said`: the visible
    ones of which somebody has said whether they are of this child, the same first; they are among no hits. `lapsed`:
    the hits that were said before not to be of this child, which is asked again, since they are written otherwise.
    `colleagues`: whether one of colleagues', which this account may not see, was said to be of this child.
    """

    hits: tuple[ChildHit, ...] = ()
    others: Others = "seen"
    again_at: str = ""
    said: tuple[PairedScreening, ...] = ()
    lapsed: Mapping[str, PairedScreening] = {}
    colleagues: bool = False

    @property
    def same(self) -> tuple[PairedScreening, ...]:
        """The screenings that were said to be of this child."""
        return tuple(each for each in self.said if each.same)


class Children(CasebookPart):
    """The children of the store that a child may be. Nothing is ever merged."""

    _index: Index
    _logged: set[Person] = msgspec.field(default_factory=set)
    _logged_refs: set[str] = msgspec.field(default_factory=set)
    _asked: dict[tuple[str, str, frozenset[str]], tuple[Others, datetime]] = msgspec.field(
        default_factory=dict
    )
    """What was told of a child, and when: by name, birth date and the screenings of which it is settled."""
    _register: ChildRegister[bytes] = msgspec.field(default_factory=ChildRegister[bytes])
    _held: Mapping[bytes, KnownChild] = msgspec.field(default_factory=dict)

    def find(self, wanted: Person, without: str = "") -> ChildrenFound:
        """The children that `wanted` may be. `without`: the reference of the child's own screening, which is open.

        Logged in a session once for each child, without the name: how many were found, and that it was asked whether
        the hub knows one; of a lead, once each, which screenings of others were shown. Raises `NotPermitted`,
        `NotAsWritten` (which names no screening of another to whoever is no lead).
        """
        desk, me = self._desk, self._desk.account.id
        desk.require(_FIND, "practitioner", "lead")
        known = children_of_all(desk)
        if known is not self._held:
            self._register.hold(
                {seal: Person(each.name, each.date_of_birth, each.address) for seal, each in known.items()}
            )
            self._held = known
        whole = paired(desk) if without else ChildPairs((), tuple)
        found = [(known[seal], match) for seal, match in self._register.find(wanted)]
        if desk.has_role("lead"):
            return self._shown(wanted, found, whole, without)
        mine = {child.row.ref for child in known.values() if child.row.owner == me}
        ours = [each for each in found if each[0].row.ref in mine]
        result = self._shown(wanted, ours, whole.only(mine), without)
        same, apart = whole.same(without), whole.apart(without)
        settled, children = frozenset((*same, *apart)), map(whole.child, same)
        colleagues = any(each is not None and each.row.owner != me for each in children)
        theirs = (match for child, match in found if child.row.ref not in mine | settled)
        others, again_at = self._told(wanted, any(match.is_close for match in theirs), settled)
        return replace(result, others=others, again_at=again_at, colleagues=colleagues)

    def said_of(self, ref: str) -> ChildrenFound:
        """What somebody said of an open screening; nobody is looked for. Logged, and raises, as `find`."""
        if any(ref in pairing.refs for pairing in self._desk.store.pairings.all()):
            return self.find(Person(), ref)
        return ChildrenFound()

    def forget(self) -> None:
        """Forget the children of the screenings."""
        self._register, self._held = ChildRegister[bytes](), {}
        names.forget()

    def _log(self, wanted: Person, number: int, shown: Iterable[KnownChild]) -> None:
        """Log what was found, and which screenings of others were shown: each once in a session."""
        desk = self._desk
        rows = {child.row.ref: child.row for child in shown if not desk.owns(child.row)}
        entries = [
            desk.entry("search", row, detail=_FIND)
            for ref, row in rows.items()
            if ref not in self._logged_refs
        ]
        if wanted not in self._logged:
            entries.insert(0, desk.entry("search", detail=f"{counted(number, 'child', 'children')} found"))
        if entries:
            desk.store.log.add(entries)
        self._logged.add(wanted)
        self._logged_refs |= rows.keys()

    # Whether the hub knows a child whom this account may not see

    def _told(self, wanted: Person, is_known: bool, settled: frozenset[str]) -> tuple[Others, str]:
        """What is told of it, and if it was asked too often, from when on it is looked up.

        `settled`: of which screenings it was said whether they are of this child, so that nobody asks of them.
        """
        desk = self._desk
        if not wanted.is_whole:
            return "not whole", ""
        if desk.store.read_only:  # where nothing is counted nothing is told
            return "read-only", ""
        now = desk.around.clock().astimezone(UTC)
        child = wanted.name.casefold(), wanted.date_of_birth, settled
        before = self._asked.get(child)
        if before is not None and now - before[1] < _HOUR:
            return before[0], ""
        with desk.store.together():  # of two sessions at once each counts the other's
            if again_at := self._again_at(now):
                return "too often", again_at
            desk.log_act("search", detail=f"{_ASKED}: {'yes' if is_known else 'no'}")
        others: Others = "known" if is_known else "not known"
        self._asked[child] = others, now
        return others, ""

    def _again_at(self, now: datetime) -> str:
        """From when on it may be asked again; "" if it may be now. Entries of a later time than now do not count."""
        desk, since = self._desk, _iso(now - _HOUR)
        asked = [
            each.entry.at
            for each in desk.store.log.find(actor=desk.account.id, kinds=["search"], since=since)
            if each.entry.detail.startswith(_ASKED) and since < each.entry.at <= _iso(now)
        ]
        if len(asked) < ASKS:
            return ""
        return _iso(datetime.fromisoformat(asked[-ASKS]) + _HOUR)

    # Who is shown

    def _shown(
        self, wanted: Person, found: Sequence[tuple[KnownChild, Match]], paired: ChildPairs, without: str
    ) -> ChildrenFound:
        """What is shown of the screenings that this account may see, by what was said of them alone."""
        same, apart, lapsed = paired.same(without), paired.apart(without), paired.lapsed(without)
        said = [
            (child, pairing, pairs is same)
            for pairs in (same, apart)
            for ref, pairing in pairs.items()
            if (child := paired.child(ref)) is not None
        ]
        said.sort(key=lambda each: (each[2], when(each[0].row)), reverse=True)
        alike = [each for each in found if each[0].row.ref not in {without, *same, *apart}]
        listed = [child for child, _ in alike] + [child for child, *_ in said]
        summaries = {each.ref: each for each in self._index.summaries_of([child.row for child in listed])}
        hits = sorted(
            self._hits(alike, summaries),
            key=lambda hit: (by_weight(hit.match), not hit.screenings[0].mine, hit.refs),
        )
        self._log(wanted, len(hits), listed)
        return ChildrenFound(
            hits=tuple(hits),
            said=tuple(self._said(child, pairing, summaries, same=so) for child, pairing, so in said),
            lapsed={
                ref: self._said(child, lapsed[ref], summaries, same=False)
                for child, _ in alike
                if (ref := child.row.ref) in lapsed
            },
        )

    def _hits(
        self, alike: Sequence[tuple[KnownChild, Match]], summaries: Mapping[str, Summary]
    ) -> Iterator[ChildHit]:
        """One hit for the screenings of one's own in which a child is written down in the same way.

        Each of another's by itself: which of them have one name is told to nobody who has not opened them.
        """
        me = self._desk.account.id

        def key(one: tuple[KnownChild, Match]) -> tuple[str, ...]:
            child, match = one
            if child.row.owner != me:
                return (child.row.ref,)
            return child.name.casefold(), child.date_of_birth, str(match.postcode)

        for _, group in groupby(sorted(alike, key=key), key):
            same = sorted(group, key=lambda one: one[0].row.updated, reverse=True)
            child, match = same[0]
            yield ChildHit(
                screenings=tuple(summaries[each.row.ref] for each, _ in same),
                date_of_birth=child.date_of_birth if child.row.owner == me else "",
                match=match,
            )

    def _said(
        self, child: KnownChild, pairing: Pairing | None, summaries: Mapping[str, Summary], *, same: bool
    ) -> PairedScreening:
        """What was said of a screening, and by whom; without a pairing it follows from what was said of others."""
        return PairedScreening(
            screening=summaries[child.row.ref],
            same=same,
            by=self._desk.name_of(pairing.by) if pairing else "",
            at=pairing.at if pairing else "",
            date_of_birth=child.date_of_birth if self._desk.owns(child.row) else "",
        )


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
