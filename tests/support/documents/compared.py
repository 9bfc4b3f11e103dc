"""Made-up screenings of one child, beside each other."""

from __future__ import annotations

from typing import Any

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.outcome.comparison import Comparison, Screened, compare
from support.documents.referrals import answers, pathway

BEFORE = "2026-10-03"


def since(now: Answers, marks: dict[str, Any], **then: Any) -> Comparison:
    """What answers mark otherwise than others with these marks, of 3 October 2026 unless told otherwise."""
    earlier = answers("none", **{"screened_on": BEFORE, "marks": marks, **then})
    return compare(Screened(earlier, pathway()), Screened(now, pathway()))
