"""A partnership's pathway: its tiers, factors and document, its words for a result, and the IDs that a text cites.

Texts are verbatim. Everything is frozen: an edition is never edited in place. `loading` reads the files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.words import (
    NO_ACTION,
    OUTCOMES,
    DecisionName,
    MarkName,
    OutcomeName,
    TierName,
    as_outcome,
    grade,
    joined,
    with_small,
)
from ce_tui.core.strict_json import StrictStruct

HIGHEST_TIER = "highest tier with a mark"
"""The one rule by which this app comes to a result."""


class Pointer(StrictStruct, frozen=True):
    """Words that point elsewhere in the document ("page 10"), and their place in the app."""

    words: str
    to: Literal["result", "notes", "procedure"]


class LinkSlot(StrictStruct, frozen=True, kw_only=True):
    """A link of the document. If its target is lost, a deployment fills it in by configuration (`[links]`)."""

    id: str
    words: str  # as printed: "here", "Share community partner intelligence"
    about: str  # what it leads to, in the app's words
    url: str = ""
    source: str = ""
    warning: str = ""  # shown wherever the link is shown


class Block(StrictStruct, frozen=True, kw_only=True):
    """One paragraph, heading, bullet or definition of a section. `text` is verbatim and plain."""

    text: str
    kind: Literal["paragraph", "heading", "bullet", "definition", "note", "table-line"] = "paragraph"
    term: str = ""  # definitions: the words that the document prints in bold at the head of `text`
    bold: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # ids of link slots
    pointers: tuple[Pointer, ...] = ()
    own: bool = False  # this software's words, not the document's


class Section(StrictStruct, frozen=True, kw_only=True):
    """A section of the document as Guidance shows it."""

    id: str
    title: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    holds: Literal["", "tiers", "details", "procedures"] = ""  # what follows the blocks in the document
    own: bool = False  # the title is this software's, not the document's


class Factor(StrictStruct, frozen=True, kw_only=True):
    """One indicator. `id` is this software's number, `printed_id` the document's where known, `key` outlives both."""

    id: str
    key: str
    text: str
    marks: tuple[MarkName, ...]
    printed_id: str = ""
    known_to_authorities: bool = False


class Tier(StrictStruct, frozen=True, kw_only=True):
    """A tier with its explanation and its factors in the order of asking."""

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


class DetailsForm(StrictStruct, frozen=True, kw_only=True):
    """The document's own words on notes and details (section 5)."""

    notes_title: str
    notes_hint: str
    details_intro: str
    leave_blank: str
    yours: str
    child: str
    labels: dict[str, str]  # field id ("practitioner.name") -> label as printed


class Pathway(StrictStruct, frozen=True, kw_only=True, dict=True):
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
        """The language of the pathway's words: "en-GB"."""
        return self.lang or "en-GB"

    @cached_property
    def factors(self) -> dict[str, Factor]:
        """Every factor by its ID, in the document's order: yellow, vulnerabilities, amber, red."""
        return {factor.id: factor for tier in self.tiers for factor in tier.all_factors}

    @cached_property
    def tier_of(self) -> dict[str, TierName]:
        """The tier of each factor ID."""
        return {factor.id: tier.name for tier in self.tiers for factor in tier.all_factors}

    @cached_property
    def family_factors(self) -> frozenset[str]:
        """The IDs of the factors that say that someone in the family may be involved: A8 in SET's edition."""
        of_family = {
            key for notice in self.notices if notice.advice_before_family for key in notice.when.any_marked
        }
        return frozenset(factor.id for factor in self.factors.values() if factor.key in of_family)

    @cached_property
    def id_pattern(self) -> re.Pattern[str]:
        """The pattern of the pathway's factor IDs, in capital or small letters."""
        longest_first = sorted(letters(self), key=len, reverse=True)
        heads = ("".join(f"[{c}{c.lower()}]" for c in prefix) for prefix in longest_first)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(heads)})[0-9]{{1,2}}(?![^\W_])")

    @cached_property
    def _tiers(self) -> dict[str, Tier]:
        return {tier.name: tier for tier in self.tiers}

    def tier(self, name: str) -> Tier:
        """The tier of that name; KeyError if the pathway lacks it."""
        return self._tiers[name]

    def locality(self, locality_id: str) -> Locality:
        """The locality of that id; KeyError if the pathway lacks it."""
        return {locality.id: locality for locality in self.localities}[locality_id]

    def link(self, link_id: str) -> LinkSlot:
        """The link slot of that id; KeyError if the pathway lacks it."""
        return {slot.id: slot for slot in self.links}[link_id]

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
    """What the rule of an edition means for its reader."""
    # an edition that was pinned before files said their rule has this one
    return _RULE_WORDS[pathway.rule or HIGHEST_TIER]


def written_words(pathway: Pathway) -> str:
    """The word for what is written about the child: "narrative" if a tier asks for one, else "notes"."""
    return "narrative" if any(tier.needs_narrative for tier in pathway.tiers) else "notes"


def tier_title(name: OutcomeName, pathway: Pathway) -> str:
    """A result by the title that its edition gives the tier: "Red"."""
    return NOTHING_MARKED if name == "none" else pathway.tier(name).title


def in_sentence(name: OutcomeName, pathway: Pathway) -> str:
    """A result's title within a sentence: "the red steps", "nothing marked"."""
    return tier_title(name, pathway).lower()


def decision_in_sentence(name: DecisionName, pathway: Pathway) -> str:
    """A decision that was made, within a sentence: "unsure", "no action under this pathway", "Red"."""
    return {"none": with_small(NO_ACTION), "unsure": "unsure"}.get(name) or pathway.tier(name).title


def tier_titles(names: Sequence[TierName], pathway: Pathway) -> str:
    """Several tiers by their titles: "Amber and Red"."""
    return joined([pathway.tier(name).title for name in names])


def so_far(name: OutcomeName, pathway: Pathway) -> str:
    """A result in short, in the edition's words ("vulnerabilities raised") or ours ("yellow indicated")."""
    if name == "none":
        return in_sentence(name, pathway)
    return pathway.tier(name).so_far or f"{in_sentence(name, pathway)} indicated"


def asks(name: OutcomeName, pathway: Pathway) -> str:
    """What a caller asks for about a tier, in the first person."""
    tier = pathway.tier(name)
    return tier.asks or f"I ask what is done about {tier.title} of this pathway, and what I am to do."


def by_referrer(name: OutcomeName, pathway: Pathway) -> str:
    """What the referrer does besides, and asks of nobody; may be empty."""
    return "" if name == "none" else pathway.tier(name).by_referrer


def asked(name: OutcomeName, pathway: Pathway, *, marked: bool = True) -> tuple[str, ...]:
    """What a referral on paper asks its receiver about a tier. `marked`: something is marked in that tier."""
    tier = pathway.tier(name)
    if not marked and tier == pathway.tiers[0]:  # it asks for support; an edition's words speak of marks
        return ("An answer on which support there is for this child.",)
    return tier.asked or (f"An answer on what is done about {tier.title} of this pathway.",)


def decided_words(decision: DecisionName, pathway: Pathway) -> str:
    """A decision in words: "decided Yellow", "no decision made"."""
    return _DECIDED.get(decision) or f"decided {tier_title(decision, pathway)}"  # type: ignore[arg-type]


def indicated_words(outcome: OutcomeName, pathway: Pathway) -> str:
    """What the marks indicate, in words: "Red indicated", "Nothing marked"."""
    return f"{tier_title(outcome, pathway)}{'' if grade(outcome).is_nothing else ' indicated'}"


class EditionNames(NamedTuple):
    """The areas and editions that give a list its names; `editions` are by the ids of their pathways."""

    areas: Pathway
    editions: Mapping[str, Pathway] = {}

    def area(self, area_id: str) -> str:
        """The name of an area; its id if no pathway has it."""
        return next((each.name for each in self.areas.localities if each.id == area_id), area_id)

    def tier(self, outcome: str, pathway: str) -> str:
        """A result by the title that its pathway gives it, else the pathway at hand; "unsure" stays as it is."""
        if outcome not in OUTCOMES:
            return outcome
        return tier_title(as_outcome(outcome), self.editions.get(pathway, self.areas))


def naming(at_hand: Pathway, others: Iterable[Pathway]) -> EditionNames:
    """The names of the pathway at hand, and those of others for what it lacks."""
    editions: dict[str, Pathway] = {}
    named: dict[str, Locality] = {}
    for edition in (at_hand, *others):
        editions.setdefault(edition.id, edition)  # of two editions of one id the first counts
        for each in edition.localities:
            named.setdefault(each.id, each)
    areas = at_hand
    if len(named) > len(at_hand.localities):
        areas = replace(at_hand, localities=tuple(named.values()))
    return EditionNames(areas, editions)


_NOUGHTS = re.compile(r"([^\W\d_]+)0+([1-9][0-9]*)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[ \t]+|\n+")


class Citation(msgspec.Struct, frozen=True):
    """An ID as it stands in a text. `id` in upper case; `known` if the pathway has it."""

    id: str
    start: int
    end: int
    known: bool


def letters(pathway: Pathway) -> tuple[str, ...]:
    """The letters that begin the pathway's factor IDs, in its order: Y, V, A, R."""
    found = (re.match(r"[^\W\d_]+", factor_id) for factor_id in pathway.factors)
    return tuple(dict.fromkeys(match[0].upper() for match in found if match))


def find(text: str, pathway: Pathway, not_ids: Collection[str] = ()) -> list[Citation]:
    """Every ID in the text, in order. Unknown ones that the practitioner said are no IDs are left out."""
    factors, excluded = pathway.factors, {not_id.upper() for not_id in not_ids}
    found = ((match[0].upper(), match) for match in pathway.id_pattern.finditer(text))
    return [
        Citation(factor_id, *match.span(), factor_id in factors)
        for factor_id, match in found
        if factor_id in factors or factor_id not in excluded
    ]


def citation_at(text: str, offset: int, pathway: Pathway) -> Citation | None:
    """The ID that the cursor is in, or right behind; None if there is none."""
    return next((each for each in find(text, pathway) if each.start <= offset <= each.end), None)


def complete(prefix: str, pathway: Pathway) -> list[Factor]:
    """The factors whose ID begins as typed ("a1" → A1, A10, A11), else the one meant ("r03" → R3)."""
    wanted = prefix.strip().upper()
    nearest = nearest_id(wanted, pathway)
    found = [factor for factor in pathway.factors.values() if wanted and factor.id.upper().startswith(wanted)]
    return found or ([pathway.factors[nearest]] if nearest else [])


def nearest_id(typed: str, pathway: Pathway) -> str:
    """The ID meant by one with noughts before its number ("R03" → "R3"); empty if there is none."""
    match = _NOUGHTS.fullmatch(typed.upper())
    found = f"{match[1]}{match[2]}" if match else ""
    return found if found in pathway.factors else ""


def meant_words(typed: str, pathway: Pathway) -> str:
    """ "R3 meant?": what to say of an ID that the pathway lacks; empty if none is near."""
    found = nearest_id(typed, pathway)
    return f"{found} meant?" if found else ""


def unknown_words(cited: str, pathway: Pathway) -> str:
    """ "not in this pathway. R3 meant?": what is said of an ID in the notes that the pathway lacks."""
    return f"not in this pathway. {meant_words(cited, pathway)}".rstrip()


def citing_sentences(text: str, factor_id: str, pathway: Pathway) -> list[tuple[int, str]]:
    """The sentences that cite an ID, each once: (start, sentence). A line's end also ends a sentence."""
    ends = list(_SENTENCE_END.finditer(text))
    sentences = []
    for start, end in zip(
        (0, *(each.end() for each in ends)), (*(each.start() for each in ends), len(text)), strict=True
    ):
        if sentence := text[start:end].strip():
            sentences.append((text.index(sentence, start), sentence))
    starts = [start for start, _ in sentences]
    wanted = factor_id.upper()
    cited = (bisect_right(starts, each.start) - 1 for each in find(text, pathway) if each.id == wanted)
    return [sentences[index] for index in dict.fromkeys(cited)]


def beside_ids(text: str, pathway: Pathway, not_ids: Collection[str]) -> str:
    """A text without its IDs (rule 4 of the design). What the practitioner said is no ID (the A12, a road) stays."""
    excluded = {not_id.upper() for not_id in not_ids} - pathway.factors.keys()
    return pathway.id_pattern.sub(lambda match: match[0] if match[0].upper() in excluded else " ", text)


USUAL = "your hub's usual area"
