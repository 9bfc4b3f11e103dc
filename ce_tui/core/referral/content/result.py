"""Page one of a referral: the result with any danger first, and what was decided."""

from __future__ import annotations

from ce_tui.core.pathway.answers.about_child import HowKnown, how_known
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
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import written_words
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.only_cited import only_cited_words
from ce_tui.core.pathway.outcome.open_questions import of_danger
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.so_far import so_far_words
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import MISSING_ON_PAPER, joined
from ce_tui.core.referral.content.because import deciding_factors
from ce_tui.core.referral.content.shapes import Block, Division, Para, Rows
from ce_tui.core.referral.content.wording import field
from ce_tui.core.words.decisions import decision_words
from ce_tui.core.words.factors import id_and_words
from ce_tui.core.words.outcomes import aside_words, marks_alone

NOT_GONE_THROUGH = "The tiers were not gone through."
_DECISION = "the practitioner's decision"
_SHORT, _IN_WORDS = 72, 6  # characters of a factor's words, and how many have words: the others by their IDs
_HARM = "harm was seen or told of {on_the_day}"
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
    """The tier that is acted on with the factors that decide, the alerts, what was answered of danger, the decision.

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
        cited = [id_and_words(id, pathway.factors[id].text, _SHORT) for id in first]
        cited += [", ".join(others)] if others else []
        blocks.append(Para(f"Cited in the {written_words(pathway)} and not marked: {'; '.join(cited)}."))
    blocks.append(Rows("Result and decision", tuple(_rows(answers, outcome, pathway))))
    if outcome.missing:
        missing = "; ".join(MISSING_ON_PAPER[name] for name in outcome.missing)
        blocks.append(Para(f"Missing from this screening: {missing}.", "warning"))
    return Division("Result", tuple(blocks), panel="result", tier=outcome.acting_on)


def verdict(answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    """The tier that is acted on, in capitals; why, danger first; and what the marks alone indicate, with the tiers that
    were left out, or that none was gone through.

    The document's reassuring heading is quoted only where it holds; else it is said what the result lacks. Red's speaks
    of immediate risk, and would stand beside a No to that: it stands with the steps alone.
    """
    if outcome.acting_on == "none":
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
        holds = outcome.acting_on != "red" and outcome.heading_holds
        return f"{title}: “{pathway.heading(outcome.acting_on)}”" if holds else f"{title}, by the marks."
    return f"{title}: {_DECISION}. {marks_alone(outcome, pathway)}"


def _danger(outcome: Outcome) -> str:
    """What was said of danger, within a sentence; empty: nothing."""
    risk = ["the child is at immediate risk"] if outcome.immediate_risk else []
    return joined([*risk, *(["harm was told"] if outcome.harm_today else [])])


def danger_answers(
    answers: Answers, pathway: Pathway, *, in_verdict: tuple[SafetyName, ...] = ()
) -> list[str]:
    """What was answered of the questions that matter here, other than yes, which is an alert.

    What nobody recorded, a No that was only given, the practitioner's own; and a harm that was written and not told.
    `in_verdict`: the questions of which the verdict says already that nobody answered them.
    """
    names = of_danger(answers, pathway)
    open_ = _open([name for name in names if getattr(answers, name) is None and name not in in_verdict])
    noes = [
        QUESTIONS[name].printed_no
        for name in names
        if getattr(answers, name) is False and not is_open(answers, name)
    ]
    given = not_checked(answers, OF_DANGER)
    said = (_dated(open_, answers), given, _dated(" ".join(noes), answers), harm_kept(answers))
    return [words for words in said if words]


def _open(names: list[SafetyName]) -> str:
    """What nobody recorded, in one sentence; empty: nothing."""
    child = joined([QUESTIONS[name].no_to for name in names if name not in HARM], "or")
    harm = _HARM if any(name in HARM for name in names) else ""
    if child and harm:
        return f"Whether the child is {child}, and whether {harm}, was not recorded."
    return f"Whether {harm or f'the child is {child}'} was not recorded." if names else ""


def _dated(words: str, answers: Answers) -> str:
    return words.replace("{on_the_day}", on_the_day(answers))


def _rows(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[tuple[str, str]]:
    rows = [("Decision", decision_words(answers, outcome, pathway))]
    reason = answers.decision.reason.strip()
    if reason or is_lower(outcome.outcome, outcome.decision):
        rows.append(("Reason", field(reason)))
    rows.append(("Child known", _KNOWN[how_known(answers)]))
    return rows
