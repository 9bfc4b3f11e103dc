"""What is marked otherwise than in the screening before of the same child, for the receiver (rule 19 of the design)."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.comparison import Compared, Comparison
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para
from ce_tui.core.words.comparison import NOT_OVER, between_words, change_groups, remarks, then_and_now

TITLE = "Compared with the screening before"


def compared_section(found: Comparison | None, pathway: Pathway) -> Division | None:
    """Both days, what was acted on and done then, what was answered of danger, what is to be known of it, then the
    factors under headings; None: there is none.
    """
    if found is None:
        return None
    blocks = (
        Para(between_words(found)),
        *(Para(words) for words in then_and_now(found, pathway)),
        *(Para(words, "warning" if words == NOT_OVER else "plain") for words in remarks(found, pathway)),
    )
    return Division(TITLE, blocks, tuple(_group(title, factors) for title, factors in change_groups(found)))


def _group(title: str, factors: list[tuple[Compared, str]]) -> Division:
    return Division(title, (Bullets(tuple(ListItem(f"{each.id} {words}") for each, words in factors)),))
