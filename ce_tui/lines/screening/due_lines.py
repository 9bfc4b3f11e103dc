"""What is due about the open screening, to listen to: whom to phone, and how to take further what does not move."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.actions.due import FollowUp
from ce_tui.core.pathway.actions.unanswered import phone_next_words
from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.due import NOTHING_DUE, WHAT_IS_DUE, due_words, when_it_does_not_move
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import recorded_of
from ce_tui.session.words.follow_ups import PASSED_ON

_NOT_MOVING = "How to take it further where it does not move: done says it."


def due_lines(draft: Draft, *, told_whom_to_phone: bool = False, everything: bool = False) -> list[str]:
    """What is due, a line each; that nothing is, except where nobody can know what was done.

    Whom to phone follows where that is due now. `told_whom_to_phone`: that nobody answered, and whom to phone next, was
    said just now. `everything`: with where each limit comes from, and how the area takes further what does not move.
    """
    follow_ups, ref = draft.casebook.follow_ups, draft.screening.ref
    try:
        listed = follow_ups.opened(ref)
        recorded = recorded_of(draft)
    except VaultError as error:
        return [error.words]
    due = follow_ups.of(listed)
    if not due:
        return [] if listed.from_before else [NOTHING_DUE]
    now = draft.clock()
    passed_on = f" ({PASSED_ON})" if listed.followed.is_passed_on else ""
    further = _further(draft, recorded, due)
    at_once = any(each.at_once for each in due)
    call = [phone_next_words(draft.outcome, recorded)] if at_once and not told_whom_to_phone else []
    left = [each for each in due if not (told_whom_to_phone and each.what == "unanswered")]
    said = [
        sentence(
            due_words(each, now) + passed_on + (f" ({each.source})" if everything and each.source else "")
        )
        for each in left
    ]
    first = sum(each.at_once for each in left)
    return [
        *([f"{WHAT_IS_DUE}:"] if said else []),
        *said[:first],
        *call,
        *said[first:],
        *(further if everything else [_NOT_MOVING] if further and not at_once else []),
    ]


def _further(draft: Draft, recorded: Sequence[Recorded], due: Sequence[FollowUp]) -> list[str]:
    """How the area takes it further, where red or amber is acted on and nothing moves."""
    if not draft.outcome.grade.is_referred:
        return []
    return when_it_does_not_move(area_of(draft.outcome, draft.pathway), recorded, due)
