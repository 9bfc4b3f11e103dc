"""What holds of what people said of pairs of screenings: which are of one child, and which are not. Pure.

Only what was said is kept; what follows from it (two that are of one child with a third) is found when it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from ce_tui.core.vault.store.records import KnownChild, Pairing, Row


class Paired:
    """What was said of pairs, by the references, as names, birth dates and addresses are now.

    That two are of one child holds until it is taken back; that they are not, until one of these fields is another.
    `children`: gives all children of the store; it is not asked before a field is needed.
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
        found = dict[str, list[tuple[str, Pairing]]]()
        for (one, two), pairing in self._said.items():
            found.setdefault(one, []).append((two, pairing))
            found.setdefault(two, []).append((one, pairing))
        return found

    def only(self, refs: Container[str]) -> Paired:
        """What was said of pairs of these alone, and what follows from that."""
        said = [each for each in self._said.values() if all(ref in refs for ref in each.refs)]
        return Paired(said, lambda: self._children.values())

    def child(self, ref: str) -> KnownChild | None:
        """Whom a screening is of; None where there is none such, or it is marked for deletion."""
        return self._children.get(ref)

    def together(self, ref: str) -> set[str]:
        """This one and all others of the same child."""
        found, left = {ref}, [ref]
        while left:
            new = {other for other, each in self._of.get(left.pop(), []) if each.same} - found
            found |= new
            left += sorted(new)
        return found

    def between(self, ref: str, other: str) -> Pairing | None:
        """What somebody said of these two themselves, as far as it holds."""
        pairing = self._said.get(pair(ref, other))
        return pairing if pairing is not None and self._holds(pairing) else None

    def same(self, ref: str) -> dict[str, Pairing | None]:
        """The others of the same child, each with who said so of the two; None: it follows from what else was said."""
        return {other: self.between(ref, other) for other in sorted(self.together(ref) - {ref})}

    def apart(self, ref: str) -> dict[str, Pairing | None]:
        """Those that are not of the same child, in the same way."""
        theirs = (other for mine in sorted(self.together(ref)) for other in self._not(mine))
        refs = dict.fromkeys(each for other in theirs for each in sorted(self.together(other)))
        return {other: self.between(ref, other) for other in refs}

    def _not(self, ref: str) -> Iterator[str]:
        return (other for other, each in self._of.get(ref, []) if not each.same and self._holds(each))

    def lapsed(self, ref: str) -> dict[str, Pairing]:
        """Of which it was said before that they are not of the same child, and which are written otherwise by now."""
        return {
            other: each for other, each in self._of.get(ref, []) if not each.same and not self._holds(each)
        }

    def said_apart(self, ref: str, other: str) -> list[Pairing]:
        """What says of these two, and of those that are together with either, that they are not of one child."""
        ours, theirs = self.together(ref), self.together(other)
        return [
            pairing
            for (one, two), pairing in self._said.items()
            if not pairing.same
            and ((one in ours and two in theirs) or (two in ours and one in theirs))
            and self._holds(pairing)
        ]

    def written(self, refs: tuple[str, str]) -> str:
        """What two are known by, in short: it is another as soon as a name, birth date or address is."""
        fields = [_fields(self._children[ref]) for ref in refs if ref in self._children]
        return hashlib.sha256(repr(fields).encode()).hexdigest()

    def _holds(self, pairing: Pairing) -> bool:
        """Of one that is marked for deletion nobody can see how it is written: what was said of it holds."""
        if pairing.same or any(ref not in self._children for ref in pairing.refs):
            return True
        return pairing.written == self.written(pairing.refs)


def pair(ref: str, other: str) -> tuple[str, str]:
    """Two references in the order in which a pair is kept."""
    return (ref, other) if ref < other else (other, ref)


def when(row: Row) -> tuple[str, str]:
    """What screenings of one child are put in order by; one without a day is neither before nor after another."""
    return row.screened_on, row.created


def _fields(child: KnownChild) -> Mapping[str, str]:
    fields = {"name": child.name, "born": child.date_of_birth, "address": child.address}
    return {name: " ".join(text.casefold().split()) for name, text in fields.items()}
