"""Many children, to be found among: whoever `matched` says may be the one, without comparing them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from ce_tui.core.pathway.children.birth_dates import slips
from ce_tui.core.pathway.children.matching import Match, Person, matched, postcodes
from ce_tui.core.pathway.children.names import how_alike, read_name

Key = TypeVar("Key")
_Index = defaultdict[str, set[Key]]


class Register(Generic[Key]):
    """Children by a key of the caller's."""

    def __init__(self) -> None:
        self._people: dict[Key, Person] = {}
        self._born: _Index[Key] = defaultdict(set)
        self._word: _Index[Key] = defaultdict(set)
        self._postcode: _Index[Key] = defaultdict(set)

    def hold(self, people: Mapping[Key, Person]) -> None:
        """Hold these, and nobody else; what was held under a key before is taken to be the same."""
        for key in self._people.keys() - people.keys():
            for index, entry in self._entries(self._people.pop(key)):
                index[entry].discard(key)
                if not index[entry]:
                    del index[entry]
        for key in people.keys() - self._people.keys():
            self._people[key] = people[key]
            for index, entry in self._entries(people[key]):
                index[entry].add(key)

    def _entries(self, person: Person) -> Iterator[tuple[_Index[Key], str]]:
        """Where somebody stands in the indexes."""
        yield self._born, person.date_of_birth
        name = read_name(person.name)
        for word in {*name.first, *name.others, *name.family}:
            yield self._word, word
        for postcode in postcodes(person.address):
            yield self._postcode, postcode

    def find(self, wanted: Person) -> Iterator[tuple[Key, Match]]:
        """Whoever may be the one, in no order."""
        for key in self._candidates(wanted):
            if match := matched(wanted, self._people[key]):
                yield key, match

    def _candidates(self, wanted: Person) -> set[Key]:
        """All whom `matched` could say anything of: by the birth date, a postcode, or a word of the name."""
        found = set[Key]()
        name = read_name(wanted.name)
        mine = {*name.first, *name.others, *name.family}
        for postcode in postcodes(wanted.address):
            found |= self._postcode.get(postcode, set())
        if wanted.date_of_birth:
            for born in ("", wanted.date_of_birth, *slips(wanted.date_of_birth)):
                found |= self._born.get(born, set())
            for word in mine:  # of another birth date: whoever is spelled in the same way
                found |= self._word.get(word, set())
            return found
        for word, keys in self._word.items():
            if any(how_alike(word, each) for each in mine):
                found |= keys
        return found
