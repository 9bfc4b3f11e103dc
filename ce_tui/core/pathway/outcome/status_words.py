"""What a screening indicates so far, and what it lacks, in plain words."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import (
    BY_AGE,
    DANGER_NOW,
    DANGERS,
    QUESTIONS,
    WITH_CONSENT,
    SafetyName,
    harm_kept,
    is_open,
    signs_of,
)
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway, in_sentence, so_far, tier_titles
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome.indication import (
    acted_on,
    has_narrative,
    indicated,
    is_asked,
    is_said,
    is_tier_open,
    looked_at_not_recorded,
    marked_tiers,
    not_asked,
    not_looked_at,
)
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import TierName, joined, rank


def status_words(answers: Answers, pathway: Pathway) -> str:
    """ "So far: vulnerabilities raised. Amber and Red not looked at." No result stands alone (rule 3)."""
    return " ".join([comes_to_words(answers, pathway), *tiers_left_out(answers, pathway)])


def comes_to_words(answers: Answers, pathway: Pathway) -> str:
    """The status without the tiers that were left out.

    Danger is said first: immediate risk, harm, missing now; then what else is acted on (rule 14).
    """
    acted, alone = acted_on_words(answers, pathway), marks_alone_words(answers, pathway)
    missing = ["the child is missing now"] if answers.missing_now else []
    said = [acted, *missing] if answers.immediate_risk or answers.harm_today else [*missing, acted]
    return f"So far: {'; '.join(said)}.{f' By the marks alone: {alone}.' if alone else ''}"


def acted_on_words(answers: Answers, pathway: Pathway) -> str:
    """ "immediate risk and harm told, red steps": what is acted on, and why where more than the marks say it."""
    if said := joined([QUESTIONS[name].said for name in DANGERS if getattr(answers, name)]):
        return f"{said}, {in_sentence('red', pathway)} steps"
    outcome, acting = indicated(answers, pathway), acted_on(answers, pathway)
    return (
        so_far(outcome, pathway) if acting == outcome else f"{in_sentence(acting, pathway)}, by your decision"
    )


def marks_alone_words(answers: Answers, pathway: Pathway) -> str:
    """What the marks alone indicate, if harm that was told or a decision is higher; else empty."""
    outcome = indicated(answers, pathway)
    higher = acted_on(answers, pathway) != outcome
    return so_far(outcome, pathway) if higher and not answers.immediate_risk else ""


def tiers_left_out(answers: Answers, pathway: Pathway, *, in_full: bool = False) -> list[str]:
    """ "Amber and Red not asked (first meeting).", "Red not looked at.": one sentence for each cause.

    `in_full`: as a result and paper have it: "Red was not looked at."; and of which tiers that is not recorded.
    """

    def were(tiers: tuple[TierName, ...]) -> str:
        return f"{tier_titles(tiers, pathway)}{(' was', ' were')[len(tiers) > 1] if in_full else ''}"

    said = []
    if unseen := not_looked_at(answers, pathway):
        said.append(f"{were(unseen)} not looked at.")
    if closed := not_asked(answers, pathway):
        said.append(f"{tier_titles(closed, pathway)} not asked (first meeting).")
    if in_full and (unknown := looked_at_not_recorded(answers, pathway)):
        said.append(f"Whether {were(unknown)} looked at is not recorded.")
    return said


def only_cited_words(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """ "Amber and Red: only what the notes cite was marked, the rest was not looked at.": a sentence, or none.

    A tier with a mark is not among those that were not looked at, though its list was never read to its end.
    """
    seen = answers.looked_at
    if seen is None:
        return []
    uncited = {pathway.tier_of.get(each) for each in answers.marks if each not in outcome.citations}
    passed_over = marked_tiers(answers, pathway).difference(seen, uncited)
    found = [tier.name for tier in pathway.tiers if tier.name in passed_over and is_tier_open(tier, answers)]
    if not found:
        return []
    return [
        f"{tier_titles(found, pathway)}: only what the notes cite was marked, the rest was not looked at."
    ]


def asked(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """The questions of danger and safety that are asked here (rules 2, 7 and 8 of the design)."""
    of_family = WITH_CONSENT if is_asked(answers, pathway) else ()
    return (*DANGER_NOW, *of_family, *(BY_AGE if is_under_13_asked(answers, pathway) else ()))


def not_answered(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """The questions asked here that nobody here has answered: what is not answered is never a No.

    If a mark says already that the family may be involved, nothing is left to answer (rule 8).
    """
    said = WITH_CONSENT if is_said(answers, pathway) else ()
    return tuple(name for name in asked(answers, pathway) if name not in said and is_open(answers, name))


def danger_questions(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """The questions about danger whose answer a receiver needs: not the family's, which stands with consent."""
    return tuple(name for name in asked(answers, pathway) if name not in WITH_CONSENT)


def heading_holds(answers: Answers, outcome: Outcome, pathway: Pathway) -> bool:
    """Whether the document's reassuring heading of a tier may stand (rule 5 of the design).

    "No immediate concerns" and "no immediate risk" need every tier looked at and a No to each question of danger. An
    alert, a harm that was written down, marks that were set aside and notes that cite a graver factor put it in
    question.
    """
    noes = all(answered_no(answers, name) for name in DANGER_NOW)
    left_out = (
        outcome.not_asked
        or outcome.not_looked_at
        or looked_at_not_recorded(answers, pathway)
        or only_cited_words(answers, outcome, pathway)
        or cites_graver(outcome, pathway)
    )
    return noes and not (left_out or outcome.alerts or outcome.set_aside or harm_kept(answers))


def cites_graver(outcome: Outcome, pathway: Pathway) -> bool:
    """Whether the notes cite an unmarked factor of a tier above the one acted on (rule 15)."""
    return any(rank(pathway.tier_of[each]) > rank(outcome.acting_on) for each in outcome.cited_unmarked)


def answered_no(answers: Answers, name: SafetyName) -> bool:
    """Whether a question was answered No: here, or in the file that is evaluated. A No that was imported is none."""
    return getattr(answers, name) is False and not answers.by_file.get(name)


def is_under_13_asked(answers: Answers, pathway: Pathway) -> bool:
    """Whether an age matters that no date of birth says: with A9, R3 or R10 in SET's edition."""
    return not answers.child.date_of_birth and bool(signs_of(UNDER_13, answers, pathway))


def not_filled_in(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """What a receiver needs and nobody gave, by the contract's names. Words on a harm are a narrative too."""
    harm = answers.harm.words if answers.harm_today else ""
    given = {
        "child.name": answers.child.name,
        "practitioner.name": answers.practitioner.name,
        "practitioner.phone": answers.practitioner.phone,
        "notes": answers.notes if has_narrative(answers, pathway) else harm,
        "consent": answers.consent.status,
    }
    return tuple(name for name, value in given.items() if not value.strip())


def so_far_words(answers: Answers, outcome: Outcome, pathway: Pathway, *, open_beside: bool = False) -> str:
    """ "so far. Amber and Red were not looked at. Not answered: immediate risk.": all that the result still lacks.

    Empty if it lacks nothing, or if the tier acted on is not yellow or amber by the marks. `open_beside`: the caller
    shows what nobody answered, so it is left out here.
    """
    is_less = not (outcome.grade.is_nothing or outcome.grade.is_red)
    if not is_less or outcome.acting_on != outcome.marks_indicate:
        return ""
    tiers = tiers_left_out(answers, pathway, in_full=True)
    names = [name for name in DANGER_NOW if not getattr(answers, name) and not answered_no(answers, name)]
    if not (tiers or names):
        return ""
    here = " here" if any(name in answers.by_file for name in names) else ""  # a No came with the answers
    unanswered = f"Not answered{here}: {joined([QUESTIONS[name].open for name in names])}."
    return " ".join(["so far.", *tiers, *([] if open_beside or not names else [unanswered])])


def tiers_beside(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The tiers that were left out, if the result does not name them itself."""
    return [] if so_far_words(answers, outcome, pathway) else tiers_left_out(answers, pathway)
