"""The result on page one of a referral: any danger first, what was decided, and how much fits on the page."""

from __future__ import annotations

from math import inf
from textwrap import wrap

from ce_tui.core.pathway.answers.danger import (
    DANGER_NOW,
    HARM,
    OF_DANGER,
    QUESTIONS,
    SAFETY,
    SafetyName,
    harm_kept,
    is_open,
    not_checked,
    on_the_day,
)
from ce_tui.core.pathway.answers.screening import Answers, HowKnown, how_known
from ce_tui.core.pathway.document.document import Pathway, written_words
from ce_tui.core.pathway.document.notices import marks_that_raise
from ce_tui.core.pathway.outcome.indication import is_from_before, is_lower
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason, gravest_first
from ce_tui.core.pathway.outcome.status_words import (
    danger_questions,
    only_cited_words,
    so_far_words,
    tiers_left_out,
)
from ce_tui.core.pathway.words import MARKS, MISSING_ON_PAPER, joined
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para, Prose, Rows, field
from ce_tui.core.words.outcomes import aside_words, decision_words, id_and_words, marks_alone

PAGE = 762.0  # A4 without its margins
_WIDTH, _IN_PANEL = 533.0, 505.0
_LINE, _CLOSE, _LETTER, _BOLD = 14.4, 13.2, 5.5, 5.9
_TITLE = 23.0 + 1.0 + 2 * _LINE
_HEADING, _PANEL, _LESS = 28.0, 34.0, 6.0
_BANNER_AROUND, _BANNER_LINE = 26.0, 15.6
_LABELS = {"who": 0.14}
_LABEL = 0.24


def room_after(banner: str, parts: tuple[Division, ...]) -> float:
    """The height that is left on the first page below its title, its banner and these parts."""
    above = _BANNER_AROUND + _BANNER_LINE * _lines(banner, _WIDTH, _BOLD) if banner else 0
    return PAGE - (_TITLE + above) - sum(map(height, parts))


def height(part: Division) -> float:
    """The height of a part, about, with its heading."""
    framed = part.panel in ("result", "asked")
    head = (_PANEL if framed else _HEADING) - (_LESS if part.close else 0)
    width, line = _IN_PANEL if framed else _WIDTH, _CLOSE if part.close else _LINE
    label = _LABELS.get(part.panel, _LABEL)
    measured = (_measured(each, width, label) for each in part.blocks)
    return head + sum(around + line * lines for around, lines in measured)


def _measured(block: Block, width: float, label: float) -> tuple[float, int]:
    """The room around the lines of a block, and the number of its lines."""
    if isinstance(block, Para):
        if block.tone == "danger":
            return 4.0, _lines(block.text, width - 16, _BOLD)
        if block.tone == "warning":
            return 11.0, _lines(block.text, width - 19)
        return 2.5, _lines(block.text, width, _BOLD if block.tone == "strong" else _LETTER)
    if isinstance(block, Prose):
        return 5.0, _lines(block.text, width)
    if isinstance(block, Bullets):
        texts = [each.labelled for each in block.entries]
        return 10.0 + 1.5 * len(texts), sum(_lines(text, width - 17) for text in texts)
    if isinstance(block, Rows):
        room = width * (1 - label) - 10
        return 7.0 + 3.0 * len(block.rows), sum(_lines(value, room) for _, value in block.rows)
    raise TypeError(block)


def _lines(text: str, width: float, letter: float = _LETTER) -> int:
    letters = int(width / letter)
    return sum(max(1, len(wrap(line, letters))) for line in text.split("\n"))


MANY_ALERTS = 5
_FIRST = 3  # factors that stand with the verdict


def deciding_factors(answers: Answers, outcome: Outcome, pathway: Pathway) -> tuple[Block, ...]:
    """The factors by which the marks decide, three at most, and which others there are.

    The believed first; of these, those that an alert rests on. In the document's words: who reads the first page alone
    looks up no ID. None where something else decides.
    """
    marks = _deciding(answers, outcome, pathway)
    left = ", ".join(each.id for each in marks[_FIRST:])
    more = (Para(f"And {len(marks) - _FIRST} more: {left}."),) if left else ()
    return (_in_words(marks[:_FIRST]), *more) if marks else ()


def besides_section(
    answers: Answers, outcome: Outcome, pathway: Pathway, room: float = inf
) -> Division | None:
    """The marks besides those that stand with the verdict; None if there are none.

    First stand those that an alert rests on, whatever their tier, and always in words; then the others of the highest
    tier, as many as fit into `room`, in points of height. If that is not all, it is said above them.
    """
    resting = _rest_on(answers, outcome, pathway)
    said = _deciding(answers, outcome, pathway)[:_FIRST]
    marked = gravest_first([*outcome.because, *outcome.also_marked], pathway)
    left = [each for each in marked if each not in said]
    first = [each for each in left if each.id in resting]
    top = [each for each in left if pathway.tier_of[each.id] == outcome.marks_indicate]
    marks = [*first, *(each for each in top if each not in first)]
    if not marks:
        return None
    close = len(outcome.alerts) >= MANY_ALERTS
    for shown in range(len(marks), max(1, len(first)) - 1, -1):
        others = ", ".join(each.id for each in marks[shown:])
        more = f"{shown} of {len(marks)} factors in words; the others further down: {others}."
        lead = (Para(more, "lead"),) if others else ()
        section = Division("Marked besides", (*lead, _in_words(marks[:shown])), close=close)
        if height(section) <= room:
            break
    return section


def _deciding(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[Reason]:
    """The marks that decide; none where more is acted on than they indicate."""
    if outcome.acting_on != outcome.marks_indicate:
        return []
    resting = _rest_on(answers, outcome, pathway)
    return gravest_first(sorted(outcome.because, key=lambda each: each.id not in resting), pathway)


def _in_words(marks: list[Reason]) -> Bullets:
    return Bullets(tuple(ListItem(each.text, f"{each.id}, {MARKS[each.mark].reported}") for each in marks))


def _rest_on(answers: Answers, outcome: Outcome, pathway: Pathway) -> frozenset[str]:
    """The factors without whose marks an alert would not stand: it names none of them itself."""
    found: set[str] = set()
    for alert in outcome.alerts:
        if not alert.kind.on_family:
            keys = marks_that_raise(alert.key, pathway.notices)
            found |= {each.id for each in pathway.factors.values() if each.key in keys}
        elif not (answers.family_involved or is_from_before(answers)):
            found |= pathway.family_factors
    return frozenset(found)


NOT_GONE_THROUGH = "The tiers were not gone through."
_SHORT, _IN_WORDS = 72, 6  # characters of a factor's words, and how many have words: the others by their IDs
_KNOWN: dict[HowKnown, str] = {
    "not recorded": "Not recorded",
    "first meeting": "No: this was a first meeting",
    "work": "Yes, from working with them",
    "file": "Yes, from a file or the team, not from working with them",
    "unsaid": "Yes; how well is not recorded",
}


def result_section(
    answers: Answers, outcome: Outcome, pathway: Pathway, as_of: str = "", before: str = ""
) -> Division:
    """The result: the tier acted on, the factors that decide, the alerts, the answers on danger, the decision.

    `as_of`: when the answers were given, in words: "now" in them is then (empty: not said). `before`: that more was
    acted on at the screening before, in words (empty: it was not, or there is none).

    What nobody answered is never said as a No. What was answered No stands below the alerts. The document's reassuring
    words stand only where they hold.
    """
    blocks: list[Block] = [Para(verdict(answers, outcome, pathway), "strong")]
    blocks += deciding_factors(answers, outcome, pathway)
    blocks += [Para(alert.fact, "danger") for alert in outcome.alerts]
    blocks += [Para(before, "strong")] if before else []
    so_far = so_far_words(answers, outcome, pathway)
    is_in_verdict = so_far or (_danger(outcome) and outcome.acting_on != outcome.marks_indicate)
    beside = [] if is_in_verdict else tiers_left_out(answers, pathway, in_full=True)
    beside += only_cited_words(answers, outcome, pathway)
    blocks += [Para(words, "strong") for words in beside]
    if outcome.set_aside:
        blocks.append(Para(aside_words(outcome, pathway, _SHORT, _IN_WORDS), "strong"))
    said = danger_answers(answers, pathway, in_verdict=DANGER_NOW if so_far else ())
    if as_of and (outcome.alerts or any(getattr(answers, name) is not None for name in SAFETY)):
        said[-1:] = [" ".join([*said[-1:], f"As known on {as_of}."])]  # on a line that has room
    blocks += [Para(words) for words in said]
    if outcome.cited_unmarked:
        first, others = outcome.cited_unmarked[:_IN_WORDS], outcome.cited_unmarked[_IN_WORDS:]
        cited = [id_and_words(each, pathway.factors[each].text, _SHORT) for each in first]
        cited += [", ".join(others)] if others else []
        blocks.append(Para(f"Cited in the {written_words(pathway)} and not marked: {'; '.join(cited)}."))
    rows, reason = [("Decision", decision_words(answers, outcome, pathway))], answers.decision.reason.strip()
    if reason or is_lower(outcome.outcome, outcome.decision):
        rows.append(("Reason", field(reason)))
    rows.append(("Child known", _KNOWN[how_known(answers)]))
    blocks.append(Rows("Result and decision", tuple(rows)))
    if outcome.missing:
        missing = "; ".join(MISSING_ON_PAPER[name] for name in outcome.missing)
        blocks.append(Para(f"Missing from this screening: {missing}.", "warning"))
    return Division("Result", tuple(blocks), panel="result", tier=outcome.acting_on)


def verdict(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """The tier that is acted on, in capitals; why, danger first; and what the marks alone indicate.

    With it stand the tiers that were left out, or that none was gone through.

    The document's reassuring heading is quoted only where it holds; else it is said what the result lacks. Red's speaks
    of immediate risk, and would stand beside a No to that: it stands with the steps alone.
    """
    if outcome.grade.is_nothing:
        return outcome.heading
    title = pathway.tier(outcome.acting_on).title.upper()
    by_marks = outcome.acting_on == outcome.marks_indicate
    if danger := _danger(outcome):
        if by_marks:
            return f"{title}, because {danger}, and by the marks."
        lacks = [*tiers_left_out(answers, pathway, in_full=True), marks_alone(outcome, pathway)]
        is_untouched = len(outcome.not_looked_at) == len(pathway.tiers)
        return " ".join([f"{title}, because {danger}.", *([NOT_GONE_THROUGH] if is_untouched else lacks)])
    if lacking := so_far_words(answers, outcome, pathway):
        return f"{title} {lacking}"
    if by_marks:
        holds = not outcome.grade.is_red and outcome.heading_holds
        return f"{title}: “{pathway.heading(outcome.acting_on)}”" if holds else f"{title}, by the marks."
    return f"{title}: the practitioner's decision. {marks_alone(outcome, pathway)}"


def _danger(outcome: Outcome) -> str:
    """What was said of danger, within a sentence; empty: nothing."""
    said = {"the child is at immediate risk": outcome.immediate_risk, "harm was told": outcome.harm_today}
    return joined([words for words, holds in said.items() if holds])


def danger_answers(answers: Answers, pathway: Pathway, *, in_verdict: tuple[SafetyName, ...]) -> list[str]:
    """The answers to the questions of danger, other than yes, which is an alert.

    What nobody recorded, a No that was only given, the practitioner's own; and a harm that was written and not told.
    `in_verdict`: the questions of which the verdict says already that nobody answered them.
    """
    names = danger_questions(answers, pathway)
    open_ = _open([name for name in names if getattr(answers, name) is None and name not in in_verdict])
    noes = [name for name in names if getattr(answers, name) is False and not is_open(answers, name)]
    said_no = " ".join(QUESTIONS[name].printed_no for name in noes)
    open_, said_no = (words.replace("{on_the_day}", on_the_day(answers)) for words in (open_, said_no))
    said = (open_, not_checked(answers, OF_DANGER), said_no, harm_kept(answers))
    return [words for words in said if words]


def _open(names: list[SafetyName]) -> str:
    """What nobody recorded, in one sentence; empty: nothing."""
    child = joined([QUESTIONS[name].no_to for name in names if name not in HARM], "or")
    harm = "harm was seen or told of {on_the_day}" if any(name in HARM for name in names) else ""
    if child and harm:
        return f"Whether the child is {child}, and whether {harm}, was not recorded."
    return f"Whether {harm or f'the child is {child}'} was not recorded." if names else ""
