"""What the screening before said of the family, carried into the open draft, however they were joined.

A draft begun from an earlier screening has it from the first.
"""

from __future__ import annotations

from msgspec.structs import replace

from ce_tui.session.draft import Draft


def carry_family(draft: Draft) -> bool:
    """Let the draft say, until it is answered anew, that the family may be involved. Whether it does so from now on."""
    if not draft.editable or draft.answers.family_before:
        return False
    day = draft.before.family_said
    if not day:
        return False
    draft.apply(lambda answers: replace(answers, family_before=day))
    return True
