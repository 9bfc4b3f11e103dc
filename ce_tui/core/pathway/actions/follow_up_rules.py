"""The limits by which things are due: a deployment's settings, each with its source (`facts/over_time.md`)."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.words import as_outcome, by_outcome

OWN = "this hub's setting, not the pathway's"
ANSWER_SOURCE = (
    "a referral is acknowledged within one working day (Keeping children safe in education; the procedures of "
    "safeguarding partnerships); where nothing is heard the referrer asks"
)
FORM_SOURCE = (
    f"{OWN}: the written form follows a call within 24 hours, as most safeguarding partnerships have it; the SET "
    "procedures only say “in writing”"
)
AMBER_SOURCE = f"{OWN}: something is done about amber by the next working day"
AGAIN_SOURCE = (
    f"{OWN}: screened again within the four to six weeks of comparable tools; sooner when anything changes"
)


class FollowUpRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The limits: working days for an answer and for amber, hours for the form, weeks until the next screening."""

    answer_working_days: int = 1
    form_hours: int = 24
    amber_working_days: int = 1
    again_weeks_yellow: int = 6
    again_weeks_amber: int = 4
    again_weeks_red: int = 4

    def again_weeks(self, acting_on: str) -> int:
        """The weeks until a child is screened again; 0: not by itself."""
        return by_outcome(
            as_outcome(acting_on),
            none=0,
            yellow=self.again_weeks_yellow,
            amber=self.again_weeks_amber,
            red=self.again_weeks_red,
        )


LIMITS = {
    "answer_working_days": (1, 10),
    "form_hours": (1, 72),
    "amber_working_days": (1, 5),
    "again_weeks_yellow": (1, 13),
    "again_weeks_amber": (1, 13),
    "again_weeks_red": (1, 13),
}
"""The least and the most of each: none can be switched off."""
