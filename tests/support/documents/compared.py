"""Made-up screenings of one child, beside each other."""

from __future__ import annotations

from typing import Any

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.outcome.comparison import Comparison, ScreenedAnswers, compare
from ce_tui.core.pathway.outcome.indication import indicated
from support.documents.referrals import answers, pathway

BEFORE = "2026-10-03"


def since(now: Answers, marks: dict[str, Any], **then: Any) -> Comparison:
    """What answers mark otherwise than others with these marks, of 3 October 2026 and decided as they indicate unless
    told otherwise.
    """
    as_marked = Decision(indicated(answers("none", marks=marks), pathway()))
    earlier = answers("none", **{"screened_on": BEFORE, "marks": marks, "decision": as_marked, **then})
    return compare(ScreenedAnswers(earlier, pathway()), ScreenedAnswers(now, pathway()))
