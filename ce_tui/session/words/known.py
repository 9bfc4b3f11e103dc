"""Words about screenings that are, or may be, of the same child; about what is due; texts without a child's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import asdict

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.children.matching import LEVELS, Person
from ce_tui.core.pathway.children.names import is_nobody
from ce_tui.core.pathway.dates import say_day, say_iso
from ce_tui.core.pathway.document.document import EditionNames
from ce_tui.core.pathway.words import counted, ended
from ce_tui.core.words.actions import due_words
from ce_tui.core.words.comparison import (
    IN_SHORT,
    KNOWN_HERE,
    NOT_COUNTED,
    NOT_WHOLE,
    NOTHING_FOUND,
    asked_too_often,
    level_words,
)
from ce_tui.session.home_list import DueItem, leading, whose_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildrenFound, PairedScreening, Summary
    from ce_tui.session.draft import Draft


ON_SCREEN = "Go to: Known here already."
IN_LINES = "go child says why."
TOO_LITTLE = (
    "To look whether this child is known here, a whole name or a date of birth is needed: type it in Details."
)
ASK = "Whether it is the same child is for you to say: nothing is joined by itself."
NOTHING_SAID = "Nobody has said of another screening whether it is of this child."
_REFERENCE = "Give them this reference: {ref}."


class KnownRow(NamedTuple):
    """A screening that is listed; `words` have no stop at their end.

    `said`: what somebody said of it already; None: nothing, or it is not among what was found.
    """

    ref: str
    words: str
    said: PairedScreening | None = None


class KnownList(NamedTuple):
    """The hub's other screenings of a child as they are listed: the lines above, the rows, the lines below."""

    first: list[str]
    rows: list[KnownRow]
    last: list[str]


def said(found: ChildrenFound, ref: str, leads_on: str) -> str:
    """ "This child may be known: 2 screenings (1 probably, 1 perhaps). go child says why."; empty: nothing.

    Those that are said to be of the same child stand before it. `ref`: of the screening that is open. `leads_on`: the
    last of it.
    """
    told = of_others(found, ref) if found.others in ("known", "too often") else ""
    counts = [f"The same child: {counted(len(found.same), 'screening')}."] if found.same else []
    if found.hits:
        numbers = Counter[str]()
        for hit in found.hits:
            numbers[hit.match.level] += len(hit.screenings)
        split = ", ".join(f"{numbers[level]} {IN_SHORT[level]}" for level in LEVELS if numbers[level])
        counts.append(f"This child may be known: {counted(numbers.total(), 'screening')} ({split}).")
    return " ".join(filter(None, [colleagues_words(found, ref), told, *counts, leads_on if counts else ""]))


def of_others(found: ChildrenFound, ref: str = "") -> str:
    """What is said of the screenings that this account may not see; empty: nothing. `ref`: of one that is open.

    If colleagues' are said already to be of this child, the reference stands there.
    """
    if found.others == "known" and ref and not found.colleagues:
        return f"{KNOWN_HERE} {_REFERENCE.format(ref=ref)}"
    if found.others == "too often":
        return asked_too_often(found.again_at)
    return {"known": KNOWN_HERE, "not whole": NOT_WHOLE, "read-only": NOT_COUNTED}.get(found.others, "")


def colleagues_words(found: ChildrenFound, ref: str) -> str:
    """That colleagues' screenings are of this child, though this account may not see them; empty: none is."""
    if not found.colleagues:
        return ""
    words = "It was said that a colleague's screening is of this child: ask your lead."
    return f"{words} {_REFERENCE.format(ref=ref)}"


# The list


def person_of(draft: Draft) -> Person:
    """The child of the open screening, as far as they are known."""
    child = draft.answers.child
    return Person(child.name, child.date_of_birth, child.address)


def known_list(draft: Draft, found: ChildrenFound, naming: EditionNames, by: str) -> KnownList:
    """The screenings that were found of the open one's child: of the same, of perhaps the same, of another.

    `by`: how the list shows children; of others there is neither name nor birth date.
    """
    may_be = []
    for hit in found.hits:
        for summary in hit.screenings:
            words = f"{level_words(hit.match)}. {_shown(summary, hit.date_of_birth, naming, by)}"
            if before := found.lapsed.get(summary.ref):  # what was said of it, and is asked again
                words += f". Before, on {say_day(before.at)}, {before.by} said: not the same child"
                words += "; what it is known by is another since"
            may_be.append(KnownRow(summary.ref, words))
    same, apart = list[KnownRow](), list[KnownRow]()
    for each in found.said:
        words = f"{as_said(each)}. {_shown(each.screening, each.date_of_birth, naming, by)}"
        (same if each.same else apart).append(KnownRow(each.screening.ref, words, each))
    ref, looked = draft.screening.ref, person_of(draft).can_be_looked_for
    told = of_others(found, ref) if looked else TOO_LITTLE
    first = list(filter(None, [colleagues_words(found, ref), told]))
    if found.hits or found.said:
        return KnownList(first, [*same, *may_be, *apart], [ASK])
    return KnownList(first, [], [NOTHING_FOUND] if looked else [])


def as_said(each: PairedScreening) -> str:
    """ "The same child, as Ada said on 3 October 2026"."""
    what = "The same child" if each.same else "Not the same child"
    if not each.by:
        return f"{what}, as follows from what was said of others"
    return f"{what}, as {each.by} said on {say_day(each.at)}"


def _shown(summary: Summary, date_of_birth: str, naming: EditionNames, by: str) -> str:
    """A screening as the list shows it."""
    born = f"born {say_iso(date_of_birth)}" if date_of_birth else ""
    on = f"screened {say_iso(summary.screened_on)}" if summary.screened_on else ""
    whose = whose_words(summary, by, with_not_done=False)
    return ", ".join(filter(None, [leading(summary, naming), whose, born, summary.state, on]))


def said_now(ref: str, other: str, *, same: bool) -> str:
    """That two are of the same child from now on, or are not."""
    if same:
        return f"{ref} and {other} are of the same child now."
    asked = "It is not asked again as long as names, birth dates and addresses stay as they are."
    return f"{ref} and {other} are not of the same child. {asked}"


def taken_back_now(ref: str, other: str) -> str:
    """That nothing is said of two any more."""
    return f"Taken back: it is open again whether {ref} and {other} are of the same child."


PASSED_ON = "passed on to a lead"


def listed_due(item: DueItem, naming: EditionNames, by: str, now: datetime) -> str:
    """ "Red, ZQ. Not answered (…): phone the next number. Due now". `by`: how the list shows children."""
    return f"{ended(led_by_tier(item.summary, naming, by))} {due_words(item.due, now)}"


def led_by_tier(summary: Summary, naming: EditionNames, by: str) -> str:
    """ "Red, ZQ, passed on to a lead". `by`: how the list shows children."""
    return ", ".join(filter(None, (leading(summary, naming), whose_due(summary, by))))


def whose_due(summary: Summary, by: str) -> str:
    """The child, or who made it, and whether it waits for a lead. `by`: how the list shows children."""
    passed = PASSED_ON if summary.followed.is_passed_on else ""
    return ", ".join(filter(None, (whose_words(summary, by, with_not_done=False), passed)))


NAME_HIDDEN = "[name]"
_LAST_OF_THOSE = "\u052f"
"""The last letter of Latin, Greek and Cyrillic, accents apart: in others a word may have others right beside it."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PART = re.compile(r"[^']+")
_BETWEEN = re.compile(r"(?:[^\S\n]|[\-\u2010-\u2015])+")
_SAYS_NO_NAME = frozenset({"known", "as", "also", "aka", "formerly", "nee"})
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u02b9`\u00b4\uff07", "'"),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)


class NameRemover:
    """Takes a name, and each word of it, out of texts. A letter that stands alone says too little to be hidden."""

    def __init__(self, name: str) -> None:
        parts = [] if is_nobody(name) else _split("".join(map(_folded, name)))
        parts = [part for part in parts if part not in _SAYS_NO_NAME]
        together = sorted({part for part in parts if _is_written_together(part)}, key=len, reverse=True)
        words = [part for part in parts if len(part.replace("'", "")) > 1 and not _is_written_together(part)]
        letters = [word.replace("'", "") for word in words]
        pieces = [piece for word in words for piece in word.split("'") if len(piece) > 1]
        self._words = {*words, *letters, *pieces, *map("".join, pairwise(letters))}
        self._words |= {"".join(letters), "".join(reversed(letters))} - {""}
        self._together = re.compile("|".join(map(re.escape, together))) if together else None

    def __call__(self, text: str) -> str:
        """The text with "[name]" for it."""
        if not self._words and self._together is None:
            return text
        shown: list[str] = []
        done = 0
        for start, end in self._names(text):
            shown += [text[done:start], NAME_HIDDEN]
            done = end
        return "".join([*shown, text[done:]])

    def _names(self, text: str) -> list[tuple[int, int]]:
        """The places of the name, several words of it beside each other as one."""
        names: list[tuple[int, int]] = []
        for start, end in self._found(text):
            if names and (start < names[-1][1] or _BETWEEN.fullmatch(text, names[-1][1], start)):
                names[-1] = names[-1][0], max(end, names[-1][1])
            else:
                names.append((start, end))
        return names

    def _found(self, text: str) -> list[tuple[int, int]]:
        """The places of words of the name, from and up to which character."""
        if text.isascii():
            return [*self._spans(text.lower())]
        folded = [_folded(character) for character in text]
        places = [at for at, letters in enumerate(folded) for _ in letters]
        spans = self._spans("".join(folded))
        return sorted((places[start], _end_of_letter(text, places[end - 1] + 1)) for start, end in spans)

    def _spans(self, folded: str) -> Iterator[tuple[int, int]]:
        for found in _WORD.finditer(folded) if self._words else ():
            word, at = found[0].removesuffix("'s"), found.start()
            if word in self._words or word.replace("'", "") in self._words:
                yield at, at + len(word)
            elif "'" in word:
                parts = (part for part in _PART.finditer(word) if part[0] in self._words)
                yield from ((at + part.start(), at + part.end()) for part in parts)
        if self._together is not None:
            yield from (found.span() for found in self._together.finditer(folded))


def _split(folded: str) -> list[str]:
    """The words between blanks, dashes, quotation marks and other signs."""
    kept = "".join(sign if sign == "'" or unicodedata.category(sign)[0] in "LM" else " " for sign in folded)
    return [part for piece in kept.split() if (part := piece.strip("'"))]


def _is_written_together(part: str) -> bool:
    return max(part) > _LAST_OF_THOSE


def _end_of_letter(text: str, end: int) -> int:
    """The end of a letter with its accents."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """A character as it is compared: of an accent, and of what is not drawn, nothing."""
    letters = unicodedata.normalize("NFKD", character.casefold().translate(_ALIKE))
    return "".join(
        each for each in letters if not unicodedata.combining(each) and unicodedata.category(each) != "Cf"
    )


_SHOWN = re.compile(r"(\[(?:address|phone|e-mail|contact)\])")
"""What stands in the place of one."""
_OTHERWISE = ("name", "date_of_birth", "address", "phone", "email")
"""Of the child's details those that are no other contact."""
_SHORTEST = 6
_IN_WORDS = r"[\s,;]+"
_SAYS_NOTHING = ",;. \t\n"


class ChildRemover:
    """Takes a child's name and the ways to reach them out of texts."""

    def __init__(self, child: Child) -> None:
        self._name = NameRemover(child.name)
        with_figures = (part for part in re.split(r"[,;\n]", child.address) if re.search(r"\d", part))
        ways = {
            "[address]": [child.address, *with_figures],  # of its parts a house, a postcode
            "[phone]": [child.phone],
            "[e-mail]": [child.email],
            "[contact]": [each for name, each in asdict(child).items() if name not in _OTHERWISE],
        }
        self._ways = {
            shown: re.compile("|".join(map(_pattern, typed)), re.IGNORECASE)
            for shown, each in ways.items()
            if (typed := [way for way in each if len(way.strip(_SAYS_NOTHING)) >= _SHORTEST])
        }

    def __call__(self, text: str) -> str:
        """A text with "[name]" for the name, "[phone]" for a number, and so on."""
        for shown, pattern in self._ways.items():
            text = pattern.sub(shown, text)
        parts = _SHOWN.split(text)
        return "".join(part if _SHOWN.fullmatch(part) else self._name(part) for part in parts)


def _pattern(way: str) -> str:
    """A pattern that finds a way however it was broken; of a number the figures count."""
    if re.fullmatch(r"[\d\s()+.\-]+", way) and len(figures := re.findall(r"\d", way)) >= _SHORTEST:
        digits = r"[\s().\-]*".join(figures)
        return rf"(?<!\d)\+?{digits}(?!\d)"
    words = _IN_WORDS.join(re.escape(word) for word in re.split(_IN_WORDS, way) if word)
    return rf"(?<!\w){words}(?!\w)" if way.strip(_SAYS_NOTHING)[0].isalnum() else words
