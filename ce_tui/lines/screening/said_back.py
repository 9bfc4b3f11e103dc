"""What was recorded of the questions with three answers, said back: a short answer may have been meant otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import SAFETY, SAFETY_WORDS, SafetyName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.interview import shown, value
from ce_tui.core.pathway.words import with_capital
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.session.draft import Draft


def said_back(draft: Draft, before: Answers, names: Sequence[SafetyName] = SAFETY) -> list[str]:
    """Each that is answered otherwise than before, as it is now: "No, I have checked.", "Missing now: not answered"."""
    now = draft.answers
    changed = [
        name
        for name in names
        if (getattr(now, name), value(now, name)) != (getattr(before, name), value(before, name))
    ]
    return [sentence(shown(now, draft.pathway, name) or _not_answered(name)) for name in changed]


def _not_answered(name: SafetyName) -> str:
    return f"{with_capital(SAFETY_WORDS[name])}: not answered"
