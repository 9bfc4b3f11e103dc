"""What a screening indicates so far, in one line of plain words, for the status line."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.indication import indicated, not_asked, not_looked_at
from ce_tui.core.pathway.words import OutcomeName, TierName, joined

SO_FAR: dict[OutcomeName, str] = {
    "none": "nothing marked",
    "yellow": "vulnerabilities raised",
    "amber": "early or potential exploitation indicated",
    "red": "exploitation or immediate risk indicated",
}


def status_words(answers: Answers, pathway: Pathway) -> str:
    """ "So far: vulnerabilities raised. Amber and Red not looked at." No result stands alone (rule 3)."""
    outcome = indicated(answers, pathway)
    so_far = "immediate risk, red steps" if answers.immediate_risk else SO_FAR[outcome]
    sentences = [f"So far: {so_far}."]
    if answers.harm_today and not answers.immediate_risk:
        sentences.append("Harm told: red steps.")
    return " ".join([*sentences, *tiers_left_out(answers, pathway)])


def tiers_left_out(answers: Answers, pathway: Pathway) -> list[str]:
    """ "Amber and Red not asked (first meeting).", "Red not looked at.": one sentence for each cause."""
    said = []
    if unseen := not_looked_at(answers, pathway):
        said.append(f"{tier_titles(unseen, pathway)} not looked at.")
    if closed := not_asked(answers, pathway):
        said.append(f"{tier_titles(closed, pathway)} not asked (first meeting).")
    return said


def tier_titles(names: Sequence[TierName], pathway: Pathway) -> str:
    """ "Amber and Red"."""
    return joined([pathway.tier(name).title for name in names])
