"""What was recorded of the questions with three answers, said back: a short answer may have been meant otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import SAFETY, SafetyName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.interview import shown
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.session.draft import Draft


def said_back(draft: Draft, before: Answers, names: Sequence[SafetyName] = SAFETY) -> list[str]:
    """ "No, I have checked.": each of these that is answered otherwise than before, as it is recorded now."""
    now = draft.answers
    changed = [name for name in names if getattr(now, name) != getattr(before, name)]
    return [sentence(shown(now, draft.pathway, name)) for name in changed]
