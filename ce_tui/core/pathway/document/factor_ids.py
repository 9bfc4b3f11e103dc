"""Factor IDs in free text (rule 10): find, complete, explain.

An ID is a letter of the pathway's own factor IDs and one or two digits, in any case, with no letter or digit
beside it. Positions are offsets in code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection

import msgspec

from ce_tui.core.pathway.document.document import Factor, Pathway
from ce_tui.core.pathway.words import counted_words

_NOUGHTS = re.compile(r"([^\W\d_]+)0+([1-9][0-9]*)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[ \t]+|\n+")


class Citation(msgspec.Struct, frozen=True):
    """An ID as it stands in a text. `id` in upper case; `known` if the pathway has it."""

    id: str
    start: int
    end: int
    known: bool


def letters(pathway: Pathway) -> tuple[str, ...]:
    """The letters before the digits of the pathway's factor IDs, in the order of the pathway: Y, V, A, R."""
    found = (re.match(r"[^\W\d_]+", id) for id in pathway.factors)
    return tuple(dict.fromkeys(match[0].upper() for match in found if match))


def find(text: str, pathway: Pathway, not_ids: Collection[str] = ()) -> list[Citation]:
    """Every ID in the text, in order. Unknown ones that the practitioner said are no IDs are left out."""
    factors, excluded = pathway.factors, {id.upper() for id in not_ids}
    citations = []
    for match in _pattern(pathway).finditer(text):
        id = match[0].upper()
        known = id in factors
        if known or id not in excluded:
            citations.append(Citation(id, match.start(), match.end(), known))
    return citations


def at(text: str, offset: int, pathway: Pathway) -> Citation | None:
    """The ID that the cursor is in, or right behind; None where there is none."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : len(text) if end < 0 else end]
    for citation in find(line, pathway):
        if citation.start + start <= offset <= citation.end + start:
            return Citation(citation.id, citation.start + start, citation.end + start, citation.known)
    return None


def complete(prefix: str, pathway: Pathway) -> list[Factor]:
    """The factors whose ID begins with what was typed ("a1" → A1, A10, A11), in the pathway's order.

    Where none does, the one that is meant ("r03" → R3).
    """
    wanted = prefix.strip().upper()
    if not wanted:
        return []
    found = [factor for factor in pathway.factors.values() if factor.id.upper().startswith(wanted)]
    return found or [pathway.factors[id] for id in filter(None, [meant(wanted, pathway)])]


def meant(id: str, pathway: Pathway) -> str:
    """The ID that one with noughts before its number stands for ("R03" → "R3"); empty where there is none."""
    match = _NOUGHTS.fullmatch(id.upper())
    found = f"{match[1]}{match[2]}" if match else ""
    return found if found in pathway.factors else ""


def meant_words(id: str, pathway: Pathway) -> str:
    """ "R3 meant?", to be said of an ID that the pathway lacks; empty where none is near."""
    found = meant(id, pathway)
    return f"{found} meant?" if found else ""


def citing_sentences(text: str, id: str, pathway: Pathway) -> list[tuple[int, int, str]]:
    """The sentences that cite an ID, each once: (start, end, sentence). A line's end also ends a sentence."""
    wanted = id.upper()
    spans = _sentences(text)
    starts = [start for start, _ in spans]
    cited: dict[int, None] = {}
    for citation in find(text, pathway):
        if citation.id == wanted:
            cited[bisect_right(starts, citation.start) - 1] = None
    return [(spans[index][0], spans[index][1], text[spans[index][0] : spans[index][1]]) for index in cited]


def words_beside_ids(text: str, pathway: Pathway, not_ids: Collection[str] = ()) -> int:
    """How many words a text has beside IDs, white space and punctuation (rule 4 of the design).

    What the practitioner said is no ID (the A12, a road) counts as a word.
    """
    return counted_words(beside_ids(text, pathway, not_ids))


def beside_ids(text: str, pathway: Pathway, not_ids: Collection[str] = ()) -> str:
    """A text without its IDs; what the practitioner said is none stays."""
    excluded = {id.upper() for id in not_ids} - pathway.factors.keys()
    return _pattern(pathway).sub(lambda match: match[0] if match[0].upper() in excluded else " ", text)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence starts and ends, white space around it left out."""
    spans = []
    start = 0
    for end, following in [(match.start(), match.end()) for match in _SENTENCE_END.finditer(text)] + [
        (len(text), 0)
    ]:
        part = text[start:end]
        if stripped := part.strip():
            first = start + part.index(stripped)
            spans.append((first, first + len(stripped)))
        start = following
    return spans


def _pattern(pathway: Pathway) -> re.Pattern[str]:
    """The pattern of this pathway's IDs, made once and kept with the pathway."""
    kept: dict[str, object] = pathway.__dict__
    pattern = kept.get("_id_pattern")
    if not isinstance(pattern, re.Pattern):
        pattern = kept["_id_pattern"] = _compile(letters(pathway))
    return pattern


def _compile(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    heads = (
        "".join(f"[{c}{c.lower()}]" for c in prefix) for prefix in sorted(prefixes, key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(heads)})[0-9]{{1,2}}(?![^\W_])")
