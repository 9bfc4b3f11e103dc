"""Which children of the store a child may be: shown to whoever may see them, told to the others only that there is one.

Rule 18 of the design. So that nobody can fish for who is known to the hub, that is told only for a whole name with a
birth date, logged, and so many times an hour; of the same child it is not looked up again for an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Literal

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.children import names
from ce_tui.core.pathway.children.matching import Match, Person, by_weight
from ce_tui.core.pathway.children.register import Register
from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.index import Index, Summary
from ce_tui.core.vault.casebook.paired import Paired
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.store.records import KnownChild, Pairing

ASKS = 20
"""How often an account may ask within an hour whether the hub knows a child whom it may not see."""
_HOUR = timedelta(hours=1)
_FIND = "look for a child"
_ASKED = "asked whether the hub knows a child"
_SOMEBODYS = "A screening"

Others = Literal["seen", "known", "not known", "not whole", "too often", "read-only"]
"""Of the screenings that an account may not see: there is none such, as it sees all; one is of a child like this, or
none; or it was not looked up: for want of a whole name with a birth date, asked too often, where nothing is counted.
"""


class ChildHit(msgspec.Struct, frozen=True, kw_only=True):
    """A child who may be the one that is looked for, and why. `name` and `date_of_birth` are empty where not `mine`.

    `screenings`: theirs, as a list shows them, the last changed first. `owner` is a name.
    """

    screenings: tuple[Summary, ...]
    name: str
    date_of_birth: str
    owner: str
    mine: bool
    match: Match

    @property
    def refs(self) -> tuple[str, ...]:
        """The references of the screenings."""
        return tuple(each.ref for each in self.screenings)


class SaidOf(msgspec.Struct, frozen=True, kw_only=True):
    """A screening of which somebody said that it is of the same child as another, or that it is not.

    `by` is a name, `at` ISO 8601 in UTC; else as of a `ChildHit`.
    """

    screening: Summary
    same: bool
    by: str
    at: str
    date_of_birth: str
    mine: bool


class ChildrenFound(msgspec.Struct, frozen=True, kw_only=True):
    """`hits`: of the screenings that this account may see, the likeliest first. `others`: what is told of the rest.

    `again_at`: where it was asked too often, from when on it is looked up again (ISO 8601 in UTC). `said`: the visible
    ones of which somebody has said whether they are of this child, the same first; they are among no hits. `lapsed`: of
    which of the hits it was said before that they are not, and is asked again, since they are written otherwise.
    `colleagues`: how many of colleagues', which this account may not see, were said to be of this child.
    """

    hits: tuple[ChildHit, ...] = ()
    others: Others = "seen"
    again_at: str = ""
    said: tuple[SaidOf, ...] = ()
    lapsed: Mapping[str, SaidOf] = {}
    colleagues: int = 0

    @property
    def same(self) -> tuple[SaidOf, ...]:
        """Those that are of this child."""
        return tuple(each for each in self.said if each.same)

    @property
    def apart(self) -> tuple[SaidOf, ...]:
        """Those that are not."""
        return tuple(each for each in self.said if not each.same)


class _Asked(msgspec.Struct, frozen=True):
    """What was told of a child, and when."""

    others: Others
    at: datetime


class Children:
    """Who may be whom. Nothing is ever merged."""

    def __init__(self, desk: Desk, index: Index, pairings: Pairings) -> None:
        self._desk = desk
        self._index = index
        self._pairings = pairings
        self._logged = set[Person]()
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._register = Register[bytes]()
        self._held: Mapping[bytes, KnownChild] = {}

    def find(self, wanted: Person, without: str = "") -> ChildrenFound:
        """The children that `wanted` may be. `without`: the reference of the screening that it is of.

        Logged once in a session for each child, without the name: how many were found; of a lead, whose of others; and
        that it was asked whether the hub knows one. Raises `NotPermitted`, `NotAsWritten` (which names no screening of
        another).
        """
        desk = self._desk
        with desk.lock:
            desk.require(_FIND, "practitioner", "lead")
            sees_all, me = desk.has_role("lead"), desk.account.id
            try:
                known = self._known()
                paired = self._pairings.paired() if without else Paired((), ())
            except NotAsWritten:
                if sees_all:
                    raise
                raise NotAsWritten(_SOMEBODYS) from None
            same, apart = paired.same(without), paired.apart(without)
            settled = {without, *same, *apart}
            found = ((known[seal], match) for seal, match in self._register.find(wanted))
            alike = [(child, match) for child, match in found if child.row.ref not in settled]
            mine = [(child, match) for child, match in alike if child.row.owner == me]
            theirs = [(child, match) for child, match in alike if child.row.owner != me]
            hits = sorted(
                [*self._grouped(mine), *(map(self._of_another, theirs) if sees_all else ())],
                key=lambda hit: by_weight(hit.match),
            )
            said = [*self._said(paired, same), *self._said(paired, apart)]
            before = {each.screening.ref: each for each in self._said(paired, paired.lapsed(without))}
            result = ChildrenFound(
                hits=tuple(hits),
                said=tuple(each for each in said if sees_all or each.mine),
                lapsed={ref: before[ref] for hit in hits for ref in hit.refs if ref in before},
                colleagues=0 if sees_all else sum(each.same and not each.mine for each in said),
            )
            others = {each.screening.ref for each in said if not each.mine}
            shown = [child for child in known.values() if child.row.ref in others] if others else []
            self._log(wanted, len(hits), [*(child for child, _ in theirs), *shown] if sees_all else [])
            if sees_all:
                return result
            told, again_at = self._told(wanted, any(match.is_close for _, match in theirs))
            return replace(result, others=told, again_at=again_at)

    def said_of(self, ref: str) -> ChildrenFound:
        """What somebody said of a screening; nobody is looked for. Its callers ask who may open it.

        Nothing else is read where nothing was said of it. Logged and raises as `find`.
        """
        with self._desk.lock:
            is_said = any(ref in pairing.refs for pairing in self._desk.store.pairings.all())
            return self.find(Person(), ref) if is_said else ChildrenFound()

    def forget(self) -> None:
        """Forget whom the screenings are of."""
        self._register, self._held = Register[bytes](), {}
        names.forget()

    def _known(self) -> Mapping[bytes, KnownChild]:
        known = self._desk.store.children.all()
        if known is not self._held:
            self._register.hold({seal: _person(child) for seal, child in known.items()})
            self._held = known
        return known

    def _log(self, wanted: Person, number: int, others: Iterable[KnownChild]) -> None:
        if wanted in self._logged:
            return
        desk = self._desk
        found = desk.entry("search", detail=f"{counted(number, 'child', 'children')} found")
        desk.store.log.add([found, *(desk.entry("search", child.row, detail=_FIND) for child in others)])
        self._logged.add(wanted)

    # Whether the hub knows a child whom this account may not see

    def _told(self, wanted: Person, is_known: bool) -> tuple[Others, str]:
        """What is told of it, and where it was asked too often, from when on it is looked up."""
        desk = self._desk
        if not wanted.is_whole:
            return "not whole", ""
        if desk.store.read_only:  # where nothing is counted nothing is told
            return "read-only", ""
        now = desk.around.clock().astimezone(UTC)
        child = wanted.name.casefold(), wanted.date_of_birth
        before = self._asked.get(child)
        if before is not None and now - before.at < _HOUR:
            return before.others, ""
        others: Others = "known" if is_known else "not known"
        with desk.store.together():  # of two sessions at once each counts the other's
            if again_at := self._again_at(now):
                return "too often", again_at
            desk.store.log.add([desk.entry("search", detail=f"{_ASKED}: {'yes' if is_known else 'no'}")])
        self._asked[child] = _Asked(others, now)
        return others, ""

    def _again_at(self, now: datetime) -> str:
        """From when on it may be asked again; "" where it may be now. What the clock has yet to reach counts not."""
        since = _iso(now - _HOUR)
        found = self._desk.store.log.find(actor=self._desk.account.id, kinds=["search"], since=since)
        asked = [
            each.entry.at
            for each in found
            if each.entry.detail.startswith(_ASKED) and since < each.entry.at <= _iso(now)
        ]
        if len(asked) < ASKS:
            return ""
        return _iso(datetime.fromisoformat(asked[-ASKS]) + _HOUR)

    # Who is shown

    def _grouped(self, mine: Iterable[tuple[KnownChild, Match]]) -> Iterator[ChildHit]:
        """One hit for the screenings of one's own in which a child is written down in the same way."""

        def key(one: tuple[KnownChild, Match]) -> tuple[str, str, bool]:
            child, match = one
            return child.name.casefold(), child.date_of_birth, match.postcode

        for _, group in groupby(sorted(mine, key=key), key):
            same = sorted(group, key=lambda one: one[0].row.updated, reverse=True)
            child, match = same[0]
            yield ChildHit(
                screenings=tuple(self._index.summary_of(child.row) for child, _ in same),
                name=child.name,
                date_of_birth=child.date_of_birth,
                owner=self._desk.account.name,
                mine=True,
                match=match,
            )

    def _said(self, paired: Paired, pairs: Mapping[str, Pairing]) -> Iterator[SaidOf]:
        """Of which of them it was said, and by whom; those that are marked for deletion are left out."""
        for ref, pairing in pairs.items():
            child = paired.child(ref)
            if child is None:
                continue
            mine = child.row.owner == self._desk.account.id
            yield SaidOf(
                screening=self._index.summary_of(child.row),
                same=pairing.same,
                by=self._desk.name_of(pairing.by),
                at=pairing.at,
                date_of_birth=child.date_of_birth if mine else "",
                mine=mine,
            )

    def _of_another(self, one: tuple[KnownChild, Match]) -> ChildHit:
        """One by itself: which of them have one name is told to nobody who has not opened them."""
        child, match = one
        return ChildHit(
            screenings=(self._index.summary_of(child.row),),
            name="",
            date_of_birth="",
            owner=self._desk.name_of(child.row.owner),
            mine=False,
            match=match,
        )


def _person(child: KnownChild) -> Person:
    return Person(child.name, child.date_of_birth, child.address)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
