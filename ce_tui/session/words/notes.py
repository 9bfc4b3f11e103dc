"""What is asked of the notes."""

from __future__ import annotations

from ce_tui.core.pathway.document import factor_ids
from ce_tui.core.pathway.outcome.indication import marked_tiers
from ce_tui.session.draft import Draft

_ASKED = "Write about: 1. the child's current context. 2. your professional opinion."


def narrative_prompt(draft: Draft) -> str:
    """Rule 4: amber marks need a narrative; on red it is asked for, never required. Empty: nothing is asked."""
    marked = marked_tiers(draft.answers, draft.pathway)
    tiers = [tier for tier in draft.pathway.tiers if tier.needs_narrative and tier.name in marked]
    red = draft.outcome.outcome == "red"
    if not tiers and not red:
        return ""
    if not factor_ids.only_ids(draft.answers.notes, draft.pathway, draft.answers.not_ids):
        return f"{_ASKED} (There is a narrative.)"
    if red:
        return f"{_ASKED} Asked for, not required: do not wait with it, the child comes first."
    return (
        f"{tiers[0].title} is marked, so a narrative is needed before this can be completed. {_ASKED} "
        "IDs alone are no narrative."
    )
