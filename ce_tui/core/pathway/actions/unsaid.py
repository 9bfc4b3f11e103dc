"""What a screening still lacks of being followed up, as far as is recorded (rule 17 of the design)."""

from __future__ import annotations

from typing import Literal

from ce_tui.core.pathway.actions.followed import Followed, is_ended
from ce_tui.core.pathway.actions.stood import Stood

Unsaid = Literal[
    "",
    "nobody phoned",
    "no service phoned",
    "not phoned since",
    "social care not phoned",
    "nothing done",
    "nothing since",
]


def not_done_yet(now: Stood, found: Followed) -> Unsaid:
    """Where it cannot wait, that nobody was phoned or met, or nobody of the area's services, or not since it is as
    grave as that; on amber the same of anything that is done. Nothing once it was ended. On red the police are a step
    of their own: a call to them, or to 999, leaves the call to social care due.
    """
    if is_ended(found, now):
        return ""
    if now.cannot_wait:
        if not (found.spoken or found.tried):
            return "nobody phoned"
        if not found.service_phoned:
            return "no service phoned"
        if not found.phoned.covers(now):
            return "not phoned since"
        care = found.social_care
        left_out = now.grade.is_red and care is not None and not care.covers(now)
        return "social care not phoned" if left_out else ""
    if now.grade.is_referred:
        if not found.at:
            return "nothing done"
        return "" if found.acted.covers(now) else "nothing since"
    return ""
