"""What holds of what people said of pairs of screenings: which are of one child, and which are not. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property

from ce_tui.core.vault.store.records import KnownChild, Pairing, Row


class Paired:
    """What was said of pairs, by the references of `children`, as their names, birth dates and addresses are now.

    That two are of one child holds until it is taken back; that they are not, until one of these fields is another.
    """

    def __init__(self, said: Iterable[Pairing], children: Iterable[KnownChild]) -> None:
        self._said = {pairing.refs: pairing for pairing in said}
        self._all = children

    @cached_property
    def _children(self) -> dict[str, KnownChild]:
        """By reference: not looked at before anybody said anything."""
        return {child.row.ref: child for child in self._all}

    def child(self, ref: str) -> KnownChild | None:
        """Whom a screening is of; None where there is none such, or it is marked for deletion."""
        return self._children.get(ref)

    def same(self, ref: str) -> dict[str, Pairing]:
        """The others that are of the same child, each with who said so."""
        return {other: pairing for other, pairing in self._of(ref) if pairing.same}

    def together(self, ref: str) -> set[str]:
        """This one and all others of the same child."""
        return {ref, *self.same(ref)}

    def apart(self, ref: str) -> dict[str, Pairing]:
        """Those that are not of the same child, each with who said so: of one of them is said of all with it."""
        found = dict[str, Pairing]()
        for mine in sorted(self.together(ref)):
            for other, pairing in self._of(mine):
                if not pairing.same and self._holds(pairing):
                    found |= {each: pairing for each in self.together(other) if each not in found}
        return found

    def lapsed(self, ref: str) -> dict[str, Pairing]:
        """Of which it was said before that they are not of the same child, and which are written otherwise by now."""
        return {other: each for other, each in self._of(ref) if not each.same and not self._holds(each)}

    def said_apart(self, ref: str, other: str) -> list[Pairing]:
        """What says of these two, and of those that are together with either, that they are not of one child."""
        ours, theirs = self.together(ref), self.together(other)
        return [
            pairing
            for refs, pairing in self._said.items()
            if not pairing.same and {*refs} & ours and {*refs} & theirs and self._holds(pairing)
        ]

    def written(self, refs: tuple[str, str]) -> str:
        """What two are known by, in short: it is another as soon as a name, birth date or address is."""
        fields = [_fields(self._children[ref]) for ref in refs if ref in self._children]
        return hashlib.sha256(repr(fields).encode()).hexdigest()

    def _holds(self, pairing: Pairing) -> bool:
        return pairing.same or pairing.written == self.written(pairing.refs)

    def _of(self, ref: str) -> Iterable[tuple[str, Pairing]]:
        for (one, other), pairing in self._said.items():
            if ref in (one, other):
                yield other if ref == one else one, pairing


def pair(ref: str, other: str) -> tuple[str, str]:
    """Two references in the order in which a pair is kept."""
    return (ref, other) if ref < other else (other, ref)


def when(row: Row) -> tuple[str, str]:
    """What screenings of one child are put in order by."""
    return row.screened_on or row.created[:10], row.created


def says_something(row: Row) -> bool:
    """Whether a screening says anything yet: not a draft in which nothing is marked or said."""
    return row.state != "draft" or row.acting_on not in ("", "none")


def _fields(child: KnownChild) -> Mapping[str, str]:
    fields = {"name": child.name, "born": child.date_of_birth, "address": child.address}
    return {name: " ".join(text.casefold().split()) for name, text in fields.items()}
