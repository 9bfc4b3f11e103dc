"""What a screening indicates so far, in one line of plain words, for the status line."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import so_far, tier_titles, within
from ce_tui.core.pathway.outcome.indication import indicated, not_asked, not_looked_at


def status_words(answers: Answers, pathway: Pathway) -> str:
    """ "So far: vulnerabilities raised. Amber and Red not looked at." No result stands alone (rule 3)."""
    outcome = indicated(answers, pathway)
    red = f"{within('red', pathway)} steps"
    comes_to = f"immediate risk, {red}" if answers.immediate_risk else so_far(outcome, pathway)
    sentences = [f"So far: {comes_to}."]
    if answers.harm_today and not answers.immediate_risk:
        sentences.append(harm_words(pathway))
    return " ".join([*sentences, *tiers_left_out(answers, pathway)])


def harm_words(pathway: Pathway) -> str:
    """That harm was told, and which steps follow from it."""
    return f"Harm told: {within('red', pathway)} steps."


def tiers_left_out(answers: Answers, pathway: Pathway) -> list[str]:
    """ "Amber and Red not asked (first meeting).", "Red not looked at.": one sentence for each cause."""
    said = []
    if unseen := not_looked_at(answers, pathway):
        said.append(f"{tier_titles(unseen, pathway)} not looked at.")
    if closed := not_asked(answers, pathway):
        said.append(f"{tier_titles(closed, pathway)} not asked (first meeting).")
    return said
