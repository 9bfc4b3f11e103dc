"""The shape of a partnership's pathway: tiers, factors, guidance, definitions. A file of it is read by `loading`.

Texts are verbatim. Everything is frozen: an edition is never edited in place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.words import (
    NO_ACTION,
    OUTCOMES,
    DecisionName,
    MarkName,
    OutcomeName,
    TierName,
    as_outcome,
    counted_words,
    grade,
    joined,
    rank,
    with_small,
)

BRITISH = "en-GB"
HIGHEST_TIER = "highest tier with a mark"
"""The one rule by which this app comes to a result."""
PointerTarget = Literal["result", "notes", "procedure"]


class Pointer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in a text that point elsewhere in the document ("page 10"), and where they lead in the app."""

    words: str
    to: PointerTarget


class LinkSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A link of the document. Its target may be lost: a deployment fills it in by configuration (`[links]`)."""

    id: str
    words: str  # as printed: "here", "Share community partner intelligence"
    about: str  # what it leads to, in the app's words
    url: str = ""
    source: str = ""
    warning: str = ""  # shown wherever the link is shown


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One paragraph, heading, bullet or definition of a section. `text` is verbatim and plain."""

    text: str
    kind: Literal["paragraph", "heading", "bullet", "definition", "note", "table-line"] = "paragraph"
    term: str = ""  # definitions: the words that the document prints in bold at the head of `text`
    bold: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # ids of link slots
    pointers: tuple[Pointer, ...] = ()
    own: bool = False  # this software's words, not the document's


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A section of the document as Guidance shows it."""

    id: str
    title: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    holds: Literal["", "tiers", "details", "procedures"] = ""  # what follows the blocks in the document
    own: bool = False  # the title is this software's, not the document's


class Factor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One indicator. `id` is this software's number, `printed_id` the document's where known, `key` outlives both."""

    id: str
    key: str
    text: str
    marks: tuple[MarkName, ...]
    printed_id: str = ""
    known_to_authorities: bool = False


class Tier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A tier with its explanation and its factors, in the order in which they are asked."""

    name: TierName
    title: str  # "Yellow"
    heading: str  # "Indicators of vulnerability identified."
    result: str  # the procedures' words for this result: "No immediate concerns, but vulnerabilities raised."
    explanation: tuple[Block, ...]
    factors: tuple[Factor, ...]
    vulnerabilities: tuple[Factor, ...] = ()  # asked after `factors`; the document's "push and pull factors"
    needs_relationship: bool = False  # closed at a first meeting
    needs_narrative: bool = False
    printed: tuple[
        str, ...
    ] = ()  # lines shown in parts elsewhere, as printed: the heading, the columns' titles
    # The app's own words on a result of this tier. Left out: neutral ones with its name (`tier_words`).
    so_far: str = ""  # in the status line, after "So far:": "vulnerabilities raised"
    asks: str = ""  # on the phone: "I ask for an immediate response."
    asked: tuple[str, ...] = ()  # on the referral, what is asked of its receiver, a sentence each
    by_referrer: str = ""  # what whoever refers does besides: asked of nobody

    @property
    def all_factors(self) -> tuple[Factor, ...]:
        """The factors, then the vulnerabilities: the order in which they are asked."""
        return self.factors + self.vulnerabilities


class DetailsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The document's own words on notes and details (section 5)."""

    notes_title: str
    notes_hint: str
    details_intro: str
    leave_blank: str
    yours: str
    child: str
    labels: dict[str, str]  # field id ("practitioner.name") -> label as printed


class Pathway(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """One edition of a pathway, with the localities and notices that go with it."""

    id: str
    title: str
    edition: str
    publisher: str
    attribution: str
    numbering_note: str  # "numbered by this software"
    black_note: str  # what the flag known_to_authorities means here, and what its absence never means
    none_result: str  # heading of an empty result, the app's own words
    document: tuple[Section, ...]  # everything that the document says outside the tiers and procedures
    tiers: tuple[Tier, ...]
    details: DetailsForm
    links: tuple[LinkSlot, ...] = ()
    localities: tuple[Locality, ...] = ()
    notices: tuple[Notice, ...] = ()
    decision_advice: str = ""  # the document's sentence for those who are unsure
    first_meeting: str = ""  # the document's sentences on what is asked of a child met for the first time
    lang: str = ""  # the English of its words, as a PDF names it (BCP 47); left out: British English
    rule: str = ""  # how a result follows from marks: in each file; an edition pinned before may have none

    @property
    def language(self) -> str:
        """The language of its words: "en-GB"."""
        return self.lang or BRITISH

    @cached_property
    def factors(self) -> dict[str, Factor]:
        """Every factor by its ID, in the document's order (yellow first, vulnerabilities after the yellow factors)."""
        return {factor.id: factor for tier in self.tiers for factor in tier.all_factors}

    @cached_property
    def tier_of(self) -> dict[str, TierName]:
        """The tier of each factor ID."""
        return {factor.id: tier.name for tier in self.tiers for factor in tier.all_factors}

    @cached_property
    def family_factors(self) -> frozenset[str]:
        """The IDs of the factors that say that someone in the family may be involved: A8 in SET's edition."""
        of_family = [notice.when.any_marked for notice in self.notices if notice.advice_before_family]
        return frozenset(id for id, each in self.factors.items() for keys in of_family if each.key in keys)

    def tier(self, name: str) -> Tier:
        """The tier of that name; KeyError if the pathway lacks it."""
        for tier in self.tiers:
            if tier.name == name:
                return tier
        raise KeyError(name)

    def locality(self, id: str) -> Locality:
        """The locality of that id; KeyError if the pathway lacks it."""
        for locality in self.localities:
            if locality.id == id:
                return locality
        raise KeyError(id)

    def link(self, id: str) -> LinkSlot:
        """The link slot of that id; KeyError if the pathway lacks it."""
        for slot in self.links:
            if slot.id == id:
                return slot
        raise KeyError(id)

    def heading(self, outcome: OutcomeName) -> str:
        """The document's words for a result: "Indication of CE and/ or immediate risk to child/ young person."."""
        return self.none_result if outcome == "none" else self.tier(outcome).result


_RULE_WORDS = {HIGHEST_TIER: "There is no score."}
_DECIDED: dict[DecisionName, str] = {
    "": "no decision made",
    "none": f"decided {with_small(NO_ACTION)}",
    "unsure": "decided Unsure",
}
NOTHING_MARKED = "Nothing marked"
NOT_SAFE = "which is not the same as safe"  # rule 5 of the design


def rule_words(pathway: Pathway) -> str:
    """What the rule of an edition means for its reader; one that was pinned before files said theirs has this one."""
    return _RULE_WORDS[pathway.rule or HIGHEST_TIER]


def written_words(pathway: Pathway) -> str:
    """What is written about the child: "narrative" where a tier asks for one, else "notes"."""
    return "narrative" if any(tier.needs_narrative for tier in pathway.tiers) else "notes"


def tier_title(name: OutcomeName, pathway: Pathway) -> str:
    """A tier by the name that its edition gives it: "Red"."""
    return NOTHING_MARKED if name == "none" else pathway.tier(name).title


def within(name: OutcomeName, pathway: Pathway) -> str:
    """The same within a sentence: "the red steps", "nothing marked"."""
    return tier_title(name, pathway).lower()


def tier_titles(names: Sequence[TierName], pathway: Pathway) -> str:
    """ "Amber and Red"."""
    return joined([pathway.tier(name).title for name in names])


def so_far(name: OutcomeName, pathway: Pathway) -> str:
    """What a result comes to, in short: "vulnerabilities raised"; else "yellow indicated"."""
    if name == "none":
        return within(name, pathway)
    return pathway.tier(name).so_far or f"{within(name, pathway)} indicated"


def asks(name: OutcomeName, pathway: Pathway) -> str:
    """What who phones asks for a tier, in the first person."""
    tier = pathway.tier(name)
    return tier.asks or f"I ask what is done about {tier.title} of this pathway, and what I am to do."


def by_referrer(name: OutcomeName, pathway: Pathway) -> str:
    """What whoever refers does besides, and asks of nobody; empty: nothing."""
    return "" if name == "none" else pathway.tier(name).by_referrer


def asked(name: OutcomeName, pathway: Pathway, *, marked: bool = True) -> tuple[str, ...]:
    """What the receiver of a referral is asked for a tier, on paper. `marked`: something is marked in that tier.

    The words of an edition speak of the marks; of the first tier, which asks for support, without one ours do not.
    """
    tier = pathway.tier(name)
    if not marked and tier == pathway.tiers[0]:
        return ("An answer on which support there is for this child.",)
    return tier.asked or (f"An answer on what is done about {tier.title} of this pathway.",)


def decided_words(decision: DecisionName, pathway: Pathway) -> str:
    """ "decided Yellow", "no decision made"."""
    return _DECIDED.get(decision) or f"decided {tier_title(decision, pathway)}"  # type: ignore[arg-type]


def indicated_words(outcome: OutcomeName, pathway: Pathway) -> str:
    """ "Red indicated", "Nothing marked"."""
    return f"{tier_title(outcome, pathway)}{'' if grade(outcome).is_nothing else ' indicated'}"


def only_indicated(
    acting_on: OutcomeName, decided: DecisionName, pathway: Pathway, *, immediate_risk: bool
) -> str:
    """ "Red indicated, no decision made": of a tier that is acted on by the rules and that nobody decided on, or on
    less; empty: somebody did.
    """
    if not grade(acting_on).is_nothing and decided not in ("", "unsure") and rank(decided) >= rank(acting_on):
        return ""
    because = f"{tier_title(acting_on, pathway)}: immediate risk was said"
    stands = because if immediate_risk else indicated_words(acting_on, pathway)
    return f"{stands}, {decided_words(decided, pathway)}"


class Naming(NamedTuple):
    """`areas` has every area that a listed screening may be in; `editions` are by the ids of their pathways."""

    areas: Pathway
    editions: Mapping[str, Pathway] = {}

    def tier(self, outcome: str, pathway: str) -> str:
        """A result by the name that the pathway of that id gives it; by what is at hand where that one is not known.

        What is no result ("unsure") stays as it is.
        """
        of = self.editions.get(pathway, self.areas)
        return tier_title(as_outcome(outcome), of) if outcome in OUTCOMES else outcome


def naming(at_hand: Pathway, others: Iterable[Pathway]) -> Naming:
    """What is at hand first, with the areas of others that it lacks; among editions of an id the first counts."""
    editions = {at_hand.id: at_hand}
    named = {each.id: each for each in at_hand.localities}
    for other in others:
        editions.setdefault(other.id, other)
        for each in other.localities:
            named.setdefault(each.id, each)
    areas = at_hand
    if len(named) > len(at_hand.localities):
        areas = msgspec.structs.replace(at_hand, localities=tuple(named.values()))
    return Naming(areas, editions)


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


USUAL = "your hub's usual area"


def area_words(id: str, name: str) -> str:
    """An area as a choice."""
    return "Elsewhere: another council's area" if id == ELSEWHERE else name


def in_area(id: str, name: str) -> str:
    """An area within a sentence."""
    return "another council's area" if id == ELSEWHERE else name


def area_name(id: str, pathway: Pathway) -> str:
    """The name of an area; its id where the pathway lacks it."""
    return next((locality.name for locality in pathway.localities if locality.id == id), id)
