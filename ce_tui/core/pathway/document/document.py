"""The shape of a partnership's pathway: tiers, factors, guidance, definitions. A file of it is read by `loading`.

Texts are verbatim. Everything is frozen: an edition is never edited in place.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.words import MarkName, OutcomeName, TierName

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
