"""A result in words: what is indicated, the steps, forms, contacts, notices, and the board of all factors.

Provenance and sources are always said.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ce_tui.core.pathway.answers.danger import on_day
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import (
    NOT_SAFE,
    Factor,
    Pathway,
    Tier,
    in_sentence,
    so_far,
    tier_title,
)
from ce_tui.core.pathway.document.localities import Locality, Step
from ce_tui.core.pathway.outcome.following import caution_words
from ce_tui.core.pathway.outcome.outcome import (
    FormDue,
    Outcome,
    OutcomeContact,
    OutcomeNotice,
    OutcomeStep,
    gravest_first,
)
from ce_tui.core.pathway.outcome.status_words import so_far_words
from ce_tui.core.pathway.outcome.whom_to_phone import NO_NUMBER
from ce_tui.core.pathway.words import (
    GRAVEST_FIRST,
    MARK_WORDS,
    MARKS,
    NO_ACTION,
    DecisionName,
    MarkName,
    Provenance,
    TierName,
    grade,
    joined,
    leads_to,
    mark_words,
    no_address,
    rank,
    say_source,
    with_capital,
    with_small,
)
from ce_tui.core.words.plain import in_short

KNOWN = "Marked so in the document: likely to be known to the authorities."


def factor_words(factor: Factor) -> str:
    """A factor's text; if the document prints it in black, also that the case is likely to be known."""
    return f"{factor.text} ({KNOWN})" if factor.known_to_authorities else factor.text


def before_words(mark: MarkName, on: str) -> str:
    """An earlier screening's mark of a factor: "Before, 3 October 2026: suspected, not confirmed".

    `on`: its ISO date, or empty.
    """
    return f"Before{f', {say_iso(on)}' if on else ''}: {MARKS[mark].reported}"


def id_and_words(factor_id: str, text: str, longest: int = 0) -> str:
    """A factor quoted: "R2 “Holding drugs or weapons (for others)”". `longest`: so many characters of it; 0: all."""
    return f"{factor_id} “{in_short(text, longest) if longest else text}”"


def link_words(link_id: str, pathway: Pathway, service: str = "", beside: str = "") -> str:
    """A link: what it leads to and its address, or that it is not known and whom to ask for it.

    `service`: the area's, to be asked. `beside`: the words that the link stands beside: what they name is not named
    again.
    """
    slot = pathway.link(link_id)
    name = link_name(link_id, pathway)
    if is_named(name, beside, pathway):
        said = f"Web address: {slot.url}." if slot.url else no_address(service)
    else:
        said = leads_to(name, slot.url, service)
    return f"{said} {slot.warning}" if slot.warning else said


def link_name(link_id: str, pathway: Pathway) -> str:
    """What a link leads to: "Thurrock: CAF Referral Form"."""
    slot = pathway.link(link_id)
    return slot.about or slot.words


def is_named(name: str, beside: str, pathway: Pathway) -> bool:
    """Whether words name a link: each part of "Thurrock: CAF Referral Form" but an area's name."""
    areas = {locality.name for locality in pathway.localities}
    parts = [part for part in name.split(": ") if part not in areas]
    return bool(parts) and all(part.casefold() in beside.casefold() for part in parts)


def links_of(step: OutcomeStep | Step, pathway: Pathway, service: str = "") -> list[str]:
    """The links of a step. Of two, each is named: "this web address" would be either's."""
    return [link_words(each, pathway, service, named_by(step)) for each in step.links]


def named_by(step: OutcomeStep | Step) -> str:
    """The words of a step that may name its link; empty if it has several."""
    return step.text if len(step.links) == 1 else ""


def decision_words(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """A decision and how it stands to the result. Harm that was told counts as a red decision.

    By the tier's name alone: its heading ("no immediate risk") claims what may not have been answered.
    """
    decision, red = answers.decision.outcome, tier_title("red", pathway)
    if not decision:
        return (
            f"{red}: harm that was told counts as such a decision" if outcome.harm_today else "Not recorded"
        )
    told = f"; harm that was told counts as a decision for {red}" if outcome.harm_today else ""
    if decision == "unsure":
        return f"Unsure which action to take: advice is asked{told}"
    title = NO_ACTION if decision == "none" else tier_title(decision, pathway)
    words = f"{title}{_beside(decision, outcome)}"
    if grade(decision).is_red:
        return words
    if outcome.immediate_risk:
        return f"{words}; immediate risk cannot be decided down, so the steps of {red} hold"
    return f"{words}{told}"


def _beside(decision: DecisionName, outcome: Outcome) -> str:
    """How a decision stands to what is indicated: by the marks, unless immediate risk made more of it than they do."""
    by_marks = outcome.outcome == outcome.marks_indicate
    if rank(decision) < rank(outcome.outcome):
        return ", lower than the marks indicate" if by_marks else ", lower than the result"
    if rank(decision) > rank(outcome.outcome):
        return ", higher than the marks indicate"
    if decision == "none":
        return "; nothing is marked"
    return ", as the marks indicate" if by_marks else ", as the result"


def contact_lines(contact: OutcomeContact) -> list[str]:
    """A contact without its number: its name, what is disputed right after it, hours, addresses, source."""
    also = [f"{other.phone} ({say_source(other.source)})" for other in contact.alternatives]
    checked = f", compared on {say_iso(contact.checked)}" if contact.checked else ""
    lines = [
        contact.name,
        f"Disputed. {contact.disputed}" if contact.disputed else "",
        f"Also given: {'; '.join(also)}" if also else "",
        f"Ask for {contact.ask_for}" if contact.ask_for else "",
        f"Hours: {contact.hours}" if contact.hours and contact.hours != "day and night" else "",
        f"Hours from: {contact.hours_source}" if contact.hours_source not in ("", "document") else "",
        contact.email,
        contact.url,
        contact.whole_note,
        f"Source: {say_source(contact.source)}{checked}",
    ]
    return [line for line in lines if line]


def phone_words(contact: OutcomeContact, ask_for: str, *, in_short: bool = False) -> str:
    """A contact to phone: "0345 603 7627  Children & Families' Hub: should be open. Ask for the Priority Line".

    `in_short`: without whether to expect an answer. If no number is known, who has it.
    """
    who, state = f"{contact.phone}  {contact.name}", with_small(contact.state).partition(" (")[0]
    if not contact.phone:
        who, state = contact.name, "; ".join(filter(None, (NO_NUMBER, state)))
    said = f": {state}" if state and not in_short else ""
    return f"{who}{said}{f'. Ask for {ask_for}' if ask_for else ''}"


HYPHENS = "The hyphens are part of it."
REFUSED_BY_SOME = (
    "This passphrase is longer than 32 bytes: some readers, poppler's command line tools among them, "
    "refuse it."
)


NOT_MARKED, NOT_ASKED = "·", "-"
ASIDE_WORDS = "set aside"
_LETTERS = [mark.letter for mark in MARKS.values()]
_IN_ORDER = [*_LETTERS, NOT_MARKED, NOT_ASKED, *map(str.lower, _LETTERS)]


class BoardFactor(NamedTuple):
    """A factor on the board, and its mark or ""; `aside`: a first meeting set that aside; `asked`: its tier is open."""

    id: str
    mark: MarkName | Literal[""] = ""
    aside: bool = False
    asked: bool = True

    @property
    def counts(self) -> bool:
        """Whether the factor has a mark that is not set aside."""
        return bool(self.mark) and not self.aside

    @property
    def sign(self) -> str:
        """The letter of the factor's mark, small if that was set aside; without a mark whether it was asked."""
        if not self.mark:
            return NOT_MARKED if self.asked else NOT_ASKED
        letter = MARKS[self.mark].letter
        return letter.lower() if self.aside else letter

    @property
    def meaning(self) -> str:
        """The meaning of the sign: "suspected", "not marked"; of a mark that was set aside only that."""
        if self.aside:
            return ASIDE_WORDS
        return mark_words(self.mark).lower() if self.mark or self.asked else "not asked"


class BoardTier(NamedTuple):
    """A tier on the board: its name, title, state in words, and factors in the document's order."""

    name: TierName
    title: str
    words: str
    factors: tuple[BoardFactor, ...]

    @property
    def said(self) -> str:
        """All that is marked in the tier, in words: "Yellow: 1 yes, 1 noted (Y1 yes, V2 noted)."."""
        marked = ", ".join(f"{each.id} {each.meaning}" for each in self.factors if each.counts)
        return f"{self.title}: {self.words}{f' ({marked})' if marked else ''}."

    @property
    def in_words(self) -> str:
        """The tier in words, also what was set aside: "not asked" never stands alone (rule 3 of the design)."""
        return f"{self.said} {self._aside}." if self._aside else self.said

    @property
    def beside(self) -> tuple[str, ...]:
        """The tier's state for the space beside its factors, longest first; each says that marks were set aside."""
        if not self._aside:
            return (self.words,)
        count = sum(each.aside for each in self.factors)
        return (f"{self.words}. {self._aside}", self._aside, f"{count} {ASIDE_WORDS}")

    @property
    def _aside(self) -> str:
        ids = [each.id for each in self.factors if each.aside]
        return f"{ASIDE_WORDS.capitalize()}: {joined(ids)}" if ids else ""


class Board(NamedTuple):
    """A board of a pathway's tiers; `legend`: the signs that stand there or could, by their meaning."""

    tiers: tuple[BoardTier, ...]
    legend: dict[str, tuple[str, ...]]


def board(answers: Answers, outcome: Outcome, pathway: Pathway) -> Board:
    """The board of these answers: every factor of the pathway once."""
    tiers = []
    for tier in pathway.tiers:
        asked = tier.name not in outcome.not_asked
        factors = []
        for each in tier.all_factors:
            mark = answers.marks.get(each.id)
            before = None if mark else answers.set_aside.get(each.id)
            factors.append(BoardFactor(each.id, mark or before or "", aside=bool(before), asked=asked))
        tiers.append(BoardTier(tier.name, tier.title, tier_words(tier, answers, outcome), tuple(factors)))
    shown = [each for tier in tiers for each in tier.factors]
    # in the legend marks stand first, as factors take them that are asked; then not marked, not asked, set aside
    could = [
        BoardFactor(each.id, mark) for each in shown if each.asked for mark in pathway.factors[each.id].marks
    ]
    meanings = {each.sign: each.meaning for each in (*could, *shown)}
    legend: dict[str, tuple[str, ...]] = {}
    for sign in sorted(meanings, key=_IN_ORDER.index):
        legend[meanings[sign]] = (*legend.get(meanings[sign], ()), sign)
    return Board(tuple(tiers), legend)


def tier_words(tier: Tier, answers: Answers, outcome: Outcome) -> str:
    """The state of a tier in words: "2 reasonably believe, 1 suspected", "Not asked (first meeting)"."""
    if tier.name in outcome.not_asked:
        return "Not asked (first meeting)"
    if tier.name in outcome.not_looked_at:
        return "Not looked at"
    counts = [
        f"{count} {MARK_WORDS[mark].lower()}"
        for mark in GRAVEST_FIRST
        if (count := sum(answers.marks.get(factor.id) == mark for factor in tier.all_factors))
    ]
    if counts:
        return ", ".join(counts)
    if answers.looked_at is None:
        return "No mark; whether it was looked at is not recorded"
    return "Nothing marked"


class StripCell(NamedTuple):
    """A section in the strip: its number in the go-to menu, its name, its sign; `tier`: which one it is, if any."""

    number: int
    name: str
    sign: str
    tier: str = ""
    current: bool = False


PROVENANCE_WORDS: dict[Provenance, str] = {
    "document": "",
    "inferred": "Inferred from the pathway document.",
    "rebuilt": "Rebuilt by this software.",
    "own": "Added by this software.",
}


def result_words(outcome: Outcome, answers: Answers, pathway: Pathway, *, open_beside: bool = False) -> str:
    """The tier that is acted on and what it comes to (rule 14 of the design).

    If the marks do not indicate it: why, and what the marks alone indicate. The document's heading is quoted as its
    own, and only if it holds: else it is said what the result lacks. `open_beside`: what nobody answered stands right
    beside it.
    """
    if outcome.grade.is_nothing:
        return outcome.heading
    title = pathway.tier(outcome.acting_on).title.upper()
    if outcome.acting_on != outcome.marks_indicate:
        why = higher_because(outcome, answers, "your decision")
        return f"{title}: {why} {marks_alone(outcome, pathway)}"
    if lacking := so_far_words(answers, outcome, pathway, open_beside=open_beside):
        return f"{title} {lacking}"
    also = (
        f" Also: {higher_because(outcome, answers)}" if outcome.immediate_risk or outcome.harm_today else ""
    )
    said = with_capital(so_far(outcome.acting_on, pathway))
    heading = f" The pathway's words: “{pathway.heading(outcome.acting_on)}”"
    words = heading if outcome.heading_holds else ""
    return f"{title}: {said}.{also}{words}"


def higher_because(outcome: Outcome, answers: Answers, decision: str = "") -> str:
    """Why more is acted on than the marks indicate: "immediate risk said; harm told on 25 November 2026."."""
    causes = []
    if outcome.immediate_risk:
        causes.append("immediate risk was said")
    if outcome.harm_today:
        causes.append(f"harm told{on_day(answers.harm)}" if answers.harm.on else "harm was told")
    return f"{'; '.join(causes) or decision}."


def marks_alone(outcome: Outcome, pathway: Pathway) -> str:
    """What the marks alone indicate, in words: "The marks alone indicate: yellow."."""
    marks = outcome.marks_indicate
    words = f"nothing, {NOT_SAFE}" if grade(marks).is_nothing else in_sentence(marks, pathway)
    return f"The marks alone indicate: {words}."


def area_consent(locality: Locality, outcome: Outcome, *, cautioned: bool = False) -> str:
    """The area's sentence on consent, with its exception or the caution on the family; may be empty.

    `cautioned`: the caution was said just before.
    """
    if not locality.consent:
        return ""
    beside = [] if cautioned else caution_words(outcome)
    if any(alert.kind.on_family for alert in outcome.alerts):
        beside = ["The exception may apply here: someone in the family may be involved."]
    return " ".join([locality.consent, *beside])


def aside_words(outcome: Outcome, pathway: Pathway, longest: int = 0, most: int = 0) -> str:
    """The marks that a first meeting set aside, the gravest first: never "not asked" alone (rule 3).

    `longest`: so many characters of each factor's words; `most`: so many factors in words, the others by their IDs.
    0: all.
    """
    ranked = gravest_first(outcome.set_aside_marks, pathway)
    room = most or len(ranked)
    said = [
        f"{id_and_words(each.id, each.text, longest)}, {MARKS[each.mark].reported}" for each in ranked[:room]
    ]
    said += [", ".join(each.id for each in ranked[room:])] if ranked[room:] else []
    return f"Marked earlier and set aside at a first meeting: {'; '.join(said)}."


def step_words(step: OutcomeStep, pathway: Pathway, above: str = "", service: str = "") -> str:
    """A step with whom to phone now, its provenance, what to confirm, and its links.

    `above`: what is said above all of the steps, and not again with each. `service`: the area's, to be asked for an
    address that is not known.
    """
    confirm = "" if step.confirm in above else step.confirm
    lines = [step.labelled, step.now, confirm or PROVENANCE_WORDS[step.provenance]]
    lines += links_of(step, pathway, service)
    return "\n".join(line for line in lines if line)


def form_words(form: FormDue, above: str = "", service: str = "") -> str:
    """A form of the area that is still to be done, and where. `above` and `service` as in `step_words`."""
    confirm = f" {form.confirm}" if form.confirm and form.confirm not in above else ""
    return f"{leads_to(form.name, form.url, service)}{confirm}"


def notice_words(notice: OutcomeNotice) -> str:
    """A notice with its source."""
    text = f"The pathway says: “{notice.text}”" if notice.quoted else notice.text
    return f"{text} (Source: {say_source(notice.source.rstrip('.'))}.)"
