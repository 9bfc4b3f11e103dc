"""Pairings: what people said of two screenings, that they are of one child or not (rule 18 of the design).

Nothing is joined by itself, and nothing is merged: each screening stays its own. Whoever may open both says it, and
takes it back: their practitioner, or a lead with a reason. Only what was said is kept; what follows from it (two
screenings of one child with a third) is found when it is read.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.permission import logged_reason, to_open, views
from ce_tui.core.vault.errors import Damaged, NotAsWritten, ReadOnly, Refused
from ce_tui.core.vault.store.records import KnownChild, Pairing, Row


class ChildPairs:
    """What people said of pairs of screenings, and what follows from it.

    That two are of one child holds until it is taken back; that they are not, until a name, birth date or address is
    changed. `children` gives all children of the store; it is not asked before a field is needed.
    """

    def __init__(self, said: Iterable[Pairing], children: Callable[[], Iterable[KnownChild]]) -> None:
        self._said = {pairing.refs: pairing for pairing in said}
        self._given = children

    @cached_property
    def _children(self) -> dict[str, KnownChild]:
        return {child.row.ref: child for child in self._given()}

    @cached_property
    def _of(self) -> dict[str, list[tuple[str, Pairing]]]:
        """What was said of each reference, with the other one."""
        found = defaultdict[str, list[tuple[str, Pairing]]](list)
        for (one, two), pairing in self._said.items():
            found[one].append((two, pairing))
            found[two].append((one, pairing))
        return found

    def only(self, refs: Container[str]) -> ChildPairs:
        """What was said of pairs of the given screenings alone, and what follows from it."""
        said = [each for each in self._said.values() if all(ref in refs for ref in each.refs)]
        return ChildPairs(said, lambda: self._children.values())

    def child(self, ref: str) -> KnownChild | None:
        """The child of a screening; None if there is no such screening, or it is marked for deletion."""
        return self._children.get(ref)

    def together(self, ref: str) -> set[str]:
        """A screening and all others of the same child."""
        found, left = {ref}, [ref]
        while left:
            new = {other for other, each in self._of.get(left.pop(), []) if each.same} - found
            found |= new
            left += sorted(new)
        return found

    def by_practitioner(self, row: Row) -> dict[str, Row]:
        """The other screenings of the same child by the same practitioner, by their references."""
        children = map(self.child, sorted(self.together(row.ref) - {row.ref}))
        return {each.row.ref: each.row for each in children if each and each.row.owner == row.owner}

    def between(self, ref: str, other: str) -> Pairing | None:
        """What somebody said of two screenings themselves, as far as it holds."""
        pairing = self._said.get(pair(ref, other))
        return pairing if pairing is not None and self._holds(pairing) else None

    def same(self, ref: str) -> dict[str, Pairing | None]:
        """The others of the same child, each with who said so of the two; None: it follows from what else was said."""
        return {other: self.between(ref, other) for other in sorted(self.together(ref) - {ref})}

    def apart(self, ref: str) -> dict[str, Pairing | None]:
        """The screenings that are not of the same child, with pairings as `same` has them."""
        refs = dict.fromkeys(
            each
            for mine in sorted(self.together(ref))
            for other, pairing in self._of.get(mine, [])
            if not pairing.same and self._holds(pairing)
            for each in sorted(self.together(other))
        )
        return {other: self.between(ref, other) for other in refs}

    def lapsed(self, ref: str) -> dict[str, Pairing]:
        """The others that were said to be of another child, but are written otherwise now."""
        return {other: each for other, each in self._of.get(ref, []) if not self._holds(each)}

    def said_apart(self, ref: str, other: str) -> list[Pairing]:
        """What was said against two being of one child, also of others together with either."""
        ours, theirs = self.together(ref), self.together(other)
        return [
            pairing
            for (one, two), pairing in self._said.items()
            if not pairing.same
            and ((one in ours and two in theirs) or (two in ours and one in theirs))
            and self._holds(pairing)
        ]

    def written(self, refs: tuple[str, str]) -> str:
        """A digest of what two are known by: their names, birth dates and addresses."""
        children = [self._children[ref] for ref in refs if ref in self._children]
        fields = [
            {"name": each.name, "born": each.date_of_birth, "address": each.address} for each in children
        ]
        tidied = [{key: " ".join(text.casefold().split()) for key, text in each.items()} for each in fields]
        return hashlib.sha256(repr(tidied).encode()).hexdigest()

    def _holds(self, pairing: Pairing) -> bool:
        """Whether what was said still holds. How one marked for deletion is written nobody can see: there it does."""
        if pairing.same or any(ref not in self._children for ref in pairing.refs):
            return True
        return pairing.written == self.written(pairing.refs)


def pair(ref: str, other: str) -> tuple[str, str]:
    """Two references in the order in which a pair is kept."""
    return (ref, other) if ref < other else (other, ref)


def when(row: Row) -> tuple[str, str]:
    """The key by which screenings of one child are sorted; one without a day is neither before nor after another."""
    return row.screened_on, row.created


_SAME = "of the same child"
_ANOTHER = "not of the same child"


def paired(desk: OpenStore) -> ChildPairs:
    """All that was said of pairs. Callers ask who may know of it.

    Raises `NotAsWritten`, here and when it is asked, as `children_of_all` does.
    """
    return ChildPairs(desk.store.pairings.all(), lambda: children_of_all(desk).values())


def children_of_all(desk: OpenStore) -> Mapping[bytes, KnownChild]:
    """The children of all screenings, by the seals of their rows.

    Raises `NotAsWritten`, which names a screening only to a lead.
    """
    try:
        return desk.store.children.all()
    except NotAsWritten:
        if desk.has_role("lead"):
            raise
        raise NotAsWritten("A screening") from None


def of_one_child(desk: OpenStore, ref: str) -> list[str]:
    """The references of the other screenings of the same child."""
    return sorted(ChildPairs(desk.store.pairings.all(), tuple).together(ref) - {ref})


def on_hold_with(desk: OpenStore, ref: str) -> list[str]:
    """The other screenings of the same child that are on hold."""
    held = {stand.ref for stand in desk.store.keeping.stands("hold")}
    return [other for other in of_one_child(desk, ref) if other in held]


def screened_again(desk: OpenStore, rows: Sequence[Row]) -> set[str]:
    """The rows whose child the same practitioner has screened later and completed, by their references.

    Empty if a pairing or a screening is not as it was written: a list is shown all the same, and what is due stays.
    """
    try:
        said = [each for each in desk.store.pairings.all() if each.same]
        named = {ref for each in said for ref in each.refs}
        rows = [row for row in rows if row.ref in named]
        known, of_children = {row.ref: row for row in rows}, ChildPairs(said, tuple)
        for ref in {ref for row in rows for ref in of_children.together(row.ref)} - known.keys():
            record = desk.store.screenings.load(ref)
            if record is not None and not desk.store.keeping.stands("delete", ref):
                known[ref] = record.row
    except Damaged:
        return set()

    def is_of_one_practitioner(pairing: Pairing) -> bool:
        one, two = (known.get(ref) for ref in pairing.refs)
        return one is not None and two is not None and one.owner == two.owner

    ours = ChildPairs(filter(is_of_one_practitioner, said), tuple)
    return {
        row.ref
        for row in rows
        for each in (known[ref] for ref in ours.together(row.ref))
        if each.state != "draft" and row.screened_on and when(each) > when(row)
    }


class Pairings(CasebookPart):
    """Saying that two screenings are of one child, or not. References are taken as they are typed."""

    def say(self, ref: str, other: str, *, same: bool, reason: str = "") -> None:
        """Say that two screenings are of one child, or that they are not.

        Logged, with the reason if one is another's. Raises `Refused` (it was said already; it was said otherwise, and
        not taken back yet), what opening them raises, `ReadOnly`, `StoreFull`, …: nothing is changed then.
        """
        desk = self._desk
        with self._both(ref, other, reason, _SAME if same else _ANOTHER) as (known, one, two):
            refs = pair(one.ref, two.ref)
            if before := known.between(*refs):
                raise self._said(before, again=before.same is same)
            if same and (apart := known.said_apart(*refs)):
                raise self._said(apart[0], again=False)
            if not same and two.ref in (together := known.together(one.ref)):
                others = together - {*refs}
                raise self._refused(
                    others,
                    f"By what was said of {', '.join(sorted(others))} they are of the same child. Nothing was "
                    "changed: take that back first.",
                )
            written = known.written(refs)
            said = Pairing(refs=refs, same=same, by=desk.account.id, at=desk.now(), written=written)
            desk.store.pairings.put(said)

    def take_back(self, ref: str, other: str, reason: str = "") -> None:
        """Take back what was said of two; what was said of either of them and a third stays.

        Logged, with the reason if one is another's. Raises `Refused` (nothing was said of the two themselves), and
        what `say` raises.
        """
        with self._both(ref, other, reason, "taken back") as (known, one, two):
            if known.between(one.ref, two.ref) is None:
                if two.ref in known.together(one.ref) or known.said_apart(one.ref, two.ref):
                    raise Refused(
                        "That follows from what was said of other screenings: it is taken back where it was said."
                    )
                raise Refused("Nothing was said of these two that could be taken back.")
            self._desk.store.pairings.undo(pair(one.ref, two.ref))

    @contextmanager
    def _both(self, ref: str, other: str, reason: str, what: str) -> Iterator[tuple[ChildPairs, Row, Row]]:
        """One transaction, in which both may be opened; what is said of them is logged with each."""
        desk = self._desk
        desk.require("say whether two screenings are of one child", "practitioner", "lead")
        one, two = (to_open(desk, each, reason).row for each in (ref, other))
        for row in (one, two):
            logged_reason(reason, row.child)  # it is logged with both, and stays
        if one.ref == two.ref:
            raise Refused("That is one screening: this is said of two. Nothing was changed.")
        if desk.store.read_only:
            raise ReadOnly
        with desk.store.together():
            rows = [to_open(desk, each.ref, reason).row for each in (one, two)]
            for row in rows:
                desk.refuse_marked(row.ref)
            yield paired(desk), one, two
            seen = [entry for row in rows for entry in views(desk, row, reason)]
            said = [
                desk.entry("child", row, detail=f"{what}: {another.ref}")
                for row, another in zip(rows, reversed(rows), strict=True)
            ]
            desk.store.log.add([*seen, *said])
        if not all(map(desk.owns, rows)):
            desk.anchor()

    def _said(self, before: Pairing, *, again: bool) -> Refused:
        """That something was said of two before: the same, or otherwise."""
        who, day = self._desk.name_of(before.by), say_moment(before.at)
        what = f"{' and '.join(before.refs)} are {_SAME if before.same else _ANOTHER}"
        words = f"{who} said on {day} that {what}. Nothing was changed: take that back first."
        return self._refused(
            before.refs, f"{who} said so on {day} already. Nothing was changed." if again else words
        )

    def _refused(self, refs: Iterable[str], words: str) -> Refused:
        """A refusal in words that name screenings, if this account might open all of them."""
        desk = self._desk
        if not desk.has_role("lead"):
            mine = {row.ref for row in desk.store.screenings.rows(desk.account.id, marked=True)}
            if not mine.issuperset(refs):
                words = (
                    "Something else was said of one of them and a colleague's screening, which you cannot open. "
                    "Nothing was changed: ask your lead."
                )
        return Refused(words)
