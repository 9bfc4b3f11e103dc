"""What is said of danger on the phone: the alerts, and what was answered of the questions that matter here."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import SAFETY, harm_kept, not_checked
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.open_questions import is_under_13_asked, matters_if_missing
from ce_tui.core.pathway.outcome.outcome import Outcome

SAY = "Say what you know."


def danger_said(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The alerts, then what was answered of risk, harm and what else matters here. What nobody answered is no No."""
    lines = [alert.fact for alert in outcome.alerts]
    lines += [] if answers.immediate_risk else [_risk(answers, outcome)]
    lines += [] if answers.harm_today else [_harm(answers)]
    lines += [_missing(answers)] if matters_if_missing(answers, pathway) and not answers.missing_now else []
    lines += [_under_13(answers)] if is_under_13_asked(answers, pathway) and not answers.under_13 else []
    given = not_checked(answers, [name for name in SAFETY if name != "family_involved"])
    return [line for line in (*lines, f"{given} {SAY}" if given else "", harm_kept(answers)) if line]


def _risk(answers: Answers, outcome: Outcome) -> str:
    """Where the child was not said to be at immediate risk; empty where a No was only given, which is said for all."""
    if "immediate_risk" in answers.by_file:
        return ""
    if answers.immediate_risk is None and outcome.acting_on in ("amber", "red"):
        return f"Is the child safe now? {SAY} (Not answered here.)"
    if answers.immediate_risk is None:
        return f"Whether the child is at immediate risk is not answered here. {SAY}"
    return "I have checked whether the child is at immediate risk: no."


def _harm(answers: Answers) -> str:
    """Where no harm was said to have been seen or told of."""
    if "harm_today" in answers.by_file:
        return ""
    if answers.harm_today is None:
        return f"Whether harm was seen or told of today is not answered here. {SAY}"
    return "I saw no harm today, and was told of none."


def _missing(answers: Answers) -> str:
    """Where what is marked asks if the child is missing now, and it was not said."""
    if "missing_now" in answers.by_file:
        return ""
    if answers.missing_now is None:
        return f"Is the child missing now? {SAY} (Not answered here.)"
    return "The child is not missing now."


def _under_13(answers: Answers) -> str:
    """Where an age matters that no date of birth says."""
    if "under_13" in answers.by_file:
        return ""
    if answers.under_13 is None:
        return f"Is the child under 13? {SAY} (Not answered here.)"
    return "The child is not under 13."
