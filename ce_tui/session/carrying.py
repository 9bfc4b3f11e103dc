"""What comes along from the screening before: what it said of the family, and the child's details.

What it said of the family is carried into the open draft however the two were joined. A draft begun from an earlier
screening has both from the first.
"""

from __future__ import annotations

from msgspec.structs import replace

from ce_tui.core.pathway.words import with_small
from ce_tui.session.before import AS_BEFORE
from ce_tui.session.draft import Draft

KEPT_AS_BEFORE = f"kept, {with_small(AS_BEFORE)}."
"""Said of what came along where it is taken as it stands."""


def carry_family(draft: Draft) -> bool:
    """Let the draft say, until it is answered anew, that the family may be involved. Whether it does so from now on."""
    if not draft.editable or draft.answers.family_before:
        return False
    day = draft.before.family_said
    if not day:
        return False
    draft.apply(lambda answers: replace(answers, family_before=day))
    return True


def as_before(draft: Draft, question_id: str) -> str:
    """ "As before": what stands there came along and was neither changed nor confirmed; empty: else."""
    if not draft.editable or question_id in draft.screening.unfinished:
        return ""
    return draft.before.said_of(question_id, draft.answers)
