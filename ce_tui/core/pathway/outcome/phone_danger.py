"""What is said of danger on the phone: the alerts, and what was answered of the questions that matter here."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import SAFETY, SafetyName, harm_kept, is_open, not_checked
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.outcome.calling import is_support_alone
from ce_tui.core.pathway.outcome.open_questions import DANGER_NOW, answered_no, cites_graver, of_danger
from ce_tui.core.pathway.outcome.outcome import Outcome

SAY = "Say what you know."
NOBODY_NOW = "Nobody needs to be phoned about this support now."
_SAFE = f"Is the child safe now? {SAY} (Not answered here.)"
_OPEN: dict[SafetyName, str] = {
    "immediate_risk": f"Whether the child is at immediate risk is not answered here. {SAY}",
    "harm_today": f"Whether harm was seen or told of today is not answered here. {SAY}",
    "missing_now": f"Is the child missing now? {SAY} (Not answered here.)",
    "under_13": f"Is the child under 13? {SAY} (Not answered here.)",
}
_NO: dict[SafetyName, str] = {
    "immediate_risk": "The child is not at immediate risk: I have checked.",
    "harm_today": "I saw no harm today, and was told of none.",
    "missing_now": "The child is not missing now.",
    "under_13": "The child is not under 13.",
}


def danger_said(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The alerts, what nobody answered, then what was answered No, each of risk, harm and what else matters here.

    Only after three Noes is it said that nobody needs to be phoned, where support is all that is asked for and the
    notes cite nothing graver.
    """
    names = of_danger(answers, pathway)
    lines = [alert.fact for alert in outcome.alerts]
    lines += [_open(answers, outcome, name) for name in names if getattr(answers, name) is None]
    if given := not_checked(answers, [name for name in SAFETY if name != "family_involved"]):
        lines.append(f"{given} {SAY}")
    lines += [_NO[name] for name in names if getattr(answers, name) is False and not is_open(answers, name)]
    if kept := harm_kept(answers):
        return [*lines, kept]
    noes = all(answered_no(answers, name) for name in DANGER_NOW)
    calm = noes and is_support_alone(outcome) and not cites_graver(outcome, pathway)
    return [*lines, *([NOBODY_NOW] if calm else [])]


def _open(answers: Answers, outcome: Outcome, name: SafetyName) -> str:
    """What nobody answered; whoever takes the call asks first whether a child is safe that is missing or in danger."""
    urgent = answers.missing_now or outcome.grade.is_referred
    return _SAFE if urgent and name == "immediate_risk" else _OPEN[name]
