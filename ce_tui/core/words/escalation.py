"""What is said where nothing moves: a service was to answer and has not, or did not accept what was asked of it."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import Recorded, alike, done
from ce_tui.core.pathway.actions.due import DueWhat, FollowUp
from ce_tui.core.pathway.actions.followed import followed
from ce_tui.core.pathway.document.escalation import danger_words, stage_lines, where_words
from ce_tui.core.pathway.document.localities import Locality

_WITH_OTHERS: tuple[DueWhat, ...] = ("unanswered", "answer", "next", "ask")
"""What somebody else may be late with. To call, to act, to send the form and to screen again is one's own to do."""


def escalation_lines(locality: Locality) -> list[str]:
    """How an area takes a disagreement further, a line each: first what never waits for it, then where to read it."""
    return [danger_words(locality), where_words(locality), *stage_lines(locality)]


def when_it_does_not_move(
    locality: Locality, recorded: Sequence[Recorded], due: Sequence[FollowUp]
) -> list[str]:
    """The same where it is to be said: somebody's answer is overdue, or the last one was "not accepted" or the like.

    Empty where neither is so, and once it was ended. Whether red or amber is acted on is the caller's to know.
    """
    if followed(recorded).settled == "ended":
        return []
    late = any(each.overdue and each.what in _WITH_OTHERS for each in due)
    return escalation_lines(locality) if late or _is_turned_down(recorded) else []


def _is_turned_down(recorded: Sequence[Recorded]) -> bool:
    """Whether anybody's last word is that it is not accepted: a later word of theirs takes its place."""
    ends = [(alike(each.action.to), each.action.end) for each in done(recorded)]
    return any(last.turns_down for last in {to: end for to, end in ends if end.is_answer}.values())
