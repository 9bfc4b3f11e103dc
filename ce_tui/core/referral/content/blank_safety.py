"""What the empty form says of danger beside what is crossed there: the family, a child under 13, images.

No clock and no answer says here what holds, so each says for which answer or mark it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.document import Pathway, Tier
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.document.tier_words import within
from ce_tui.core.pathway.outcome.alerts import filled
from ce_tui.core.pathway.outcome.contacts import contacts_now
from ce_tui.core.pathway.outcome.family_caution import family_caution
from ce_tui.core.pathway.words import AlertName, joined, with_small
from ce_tui.core.referral.content.shapes import Para

YES_NO = "Yes  /  No"
YES_NO_NOT_KNOWN = f"{YES_NO}  /  Not known"


def family_row(pathway: Pathway) -> tuple[str, str]:
    """Who may be involved, and what is then not to be done yet (rule 8 of the design)."""
    involved = Answers(pathway=pathway.id, locality="", family_involved=True)
    caution = with_small(family_caution(involved, pathway))
    return (
        "Could someone in the family or household, or a parent's partner, be involved?",
        f"{YES_NO_NOT_KNOWN}     Yes: {caution} Not known: ask the service before the family is told.",
    )


def under_13_rows(pathway: Pathway) -> Iterator[tuple[str, str]]:
    """Whether the child is under 13, where a factor of the edition makes that matter (rule 7 of the design)."""
    if ids := joined(_ids(pathway, "under_13")).replace(" and ", " or "):
        said = f"Yes, with {ids}: phone now, as in the first {within('red', pathway)} steps."
        yield ("Is the child under 13?", f"{YES_NO}     {said}")


def images(tier: Tier, locality: Locality, pathway: Pathway, at: datetime) -> Iterator[Para]:
    """What is not to be done with images, above the factors of a tier that speak of them."""
    there = {factor.key: factor.id for factor in tier.factors}
    contacts = contacts_now(locality, at)
    for notice in _notices(pathway, "images"):
        ids = " and ".join(there[key] for key in notice.when.any_marked if key in there)
        if ids:
            yield Para(f"{ids}: {with_small(filled(notice.text, locality, contacts, Harm()))}", "strong")


def _ids(pathway: Pathway, alert: AlertName) -> list[str]:
    """The factors for which an alert stands, in the document's order."""
    keys = {key for notice in _notices(pathway, alert) for key in notice.when.any_marked}
    return [id for id, factor in pathway.factors.items() if factor.key in keys]


def _notices(pathway: Pathway, alert: AlertName) -> list[Notice]:
    return [notice for notice in pathway.notices if notice.alert == alert]
