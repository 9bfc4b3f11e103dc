"""Which questions are asked of a screening and were not answered, what then cannot lead, and what nobody gave."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import (
    BY_AGE,
    DANGER_NOW,
    WITH_CONSENT,
    SafetyName,
    harm_kept,
    is_open,
    signs_of,
)
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome import family
from ce_tui.core.pathway.outcome.indication import has_narrative, looked_at_not_recorded
from ce_tui.core.pathway.outcome.only_cited import only_cited_words
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import rank


def asked(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """The questions with three answers that are asked here (rules 2, 7 and 8 of the design)."""
    of_family = WITH_CONSENT if family.is_asked(answers, pathway) else ()
    return (*DANGER_NOW, *of_family, *(BY_AGE if is_under_13_asked(answers, pathway) else ()))


def not_answered(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """Those of them that nobody here has answered: what is not answered is never a No.

    Where a mark says already that the family may be involved, nothing is left to answer (rule 8).
    """
    open_ = [name for name in asked(answers, pathway) if is_open(answers, name)]
    said = family.is_said(answers, pathway)
    return tuple(name for name in open_ if not (said and name in WITH_CONSENT))


def of_danger(answers: Answers, pathway: Pathway) -> tuple[SafetyName, ...]:
    """The questions about danger whose answer a receiver needs: not the family's, which stands with consent."""
    return tuple(name for name in asked(answers, pathway) if name not in WITH_CONSENT)


def heading_holds(answers: Answers, outcome: Outcome, pathway: Pathway) -> bool:
    """Whether the document's heading of a tier may stand: "no immediate concerns" and "no immediate risk" need every
    tier looked at and a No to each question of danger (rule 5 of the design). An alert, a harm that was written down,
    marks that were set aside and notes that cite a graver factor put it in question.
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
    """Whether the notes cite a factor that nobody marked, of a tier above the one that is acted on (rule 15)."""
    acting_on = rank(outcome.acting_on)
    return any(rank(pathway.tier_of[id]) > acting_on for id in outcome.cited_unmarked)


def answered_no(answers: Answers, name: SafetyName) -> bool:
    """Whether a question was answered No: here, or in the file that is evaluated. A No that was imported is none."""
    return getattr(answers, name) is False and not answers.by_file.get(name)


def is_under_13_asked(answers: Answers, pathway: Pathway) -> bool:
    """Whether an age matters that no date of birth says: with A9, R3 or R10 in SET's edition."""
    return not answers.child.date_of_birth and bool(signs_of(UNDER_13, answers, pathway))


def not_filled_in(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """What a receiver needs and nobody gave, by the contract's names. What was said of a harm is a narrative too."""
    harm = answers.harm.words if answers.harm_today else ""
    given = {
        "child.name": answers.child.name,
        "practitioner.name": answers.practitioner.name,
        "practitioner.phone": answers.practitioner.phone,
        "notes": answers.notes if has_narrative(answers, pathway) else harm,
        "consent": answers.consent.status,
    }
    return tuple(name for name, value in given.items() if not value.strip())
