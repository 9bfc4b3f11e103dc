"""Answers in which something is marked, each from answers of the pathway in use."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.words import TIERS, MarkName

PATHWAY = default_pathway()


def known(answers: Answers) -> Answers:
    """The two have met before."""
    return replies.set_known(answers, PATHWAY, True)


def first_meeting(answers: Answers) -> Answers:
    """They meet for the first time."""
    return replies.set_known(answers, PATHWAY, False)


def marked(answers: Answers, item_id: str, mark: MarkName = "suspected") -> Answers:
    """A mark of a child who is known."""
    return replies.mark(known(answers), PATHWAY, item_id, mark)


def amber(answers: Answers) -> Answers:
    """A3 is suspected: it needs a narrative."""
    return marked(answers, "A3")


def red(answers: Answers) -> Answers:
    """R2 is suspected."""
    return marked(answers, "R2")


def no_danger(answers: Answers) -> Answers:
    """No is answered to what is asked of danger."""
    for name in ("immediate_risk", "harm_today", "missing_now"):
        answers = say_danger(answers, name, False)
    return answers


def looked_at(answers: Answers) -> Answers:
    """Every tier was looked at."""
    for tier in TIERS:
        answers = replies.look_at(answers, tier)
    return answers


def robin(answers: Answers) -> Answers:
    """A3 is suspected, with a narrative, of a made-up child."""
    answers = replies.set_notes(
        amber(answers), "Worried since May: A3. Twice this week, at the station, late, with an older man."
    )
    return replies.set_field(answers, "child.name", "Robin Madeup")


def filled_in(answers: Answers) -> Answers:
    """The same, and nothing is open: tiers looked at, no danger, who tells it, what happened about consent."""
    answers = looked_at(replies.answer(no_danger(robin(answers)), PATHWAY, "consent.status", "agreed"))
    answers = replies.set_field(answers, "practitioner.name", "Pat Example")
    return replies.set_field(answers, "practitioner.phone", "01632 960001")
