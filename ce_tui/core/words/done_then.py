"""What became of the screening before, in a line: what is recorded as done, and what came of it. Nothing is assumed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Recorded, done
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.outcome.comparison import DoneThen
from ce_tui.core.pathway.words import counted, with_small
from ce_tui.core.words.actions import NOT_KNOWN_YET, came_of, what
from ce_tui.core.words.short import in_short

NOTHING_THEN = "Nothing is recorded of what was done then."
_WHOM = 80  # characters of whom it was to


def done_then(recorded: Sequence[Recorded]) -> DoneThen:
    """What was recorded of a screening, as the comparison with a later one says it: "Then, as far as is recorded: phone
    call to the Hub, 3 October 2026; accepted.".

    Of several the last that somebody answered, else the last that was not in vain, else the last.
    """
    found = [each.action for each in done(recorded)]
    if not found:
        return DoneThen(words=NOTHING_THEN)
    answered = [each for each in found if each.came_of_it and not each.was_tried_in_vain]
    in_vain = [each for each in found if each.was_tried_in_vain]
    shown = (answered or [each for each in found if each not in in_vain] or found)[-1]
    return DoneThen(
        words=_words(shown, len(found) - 1),
        at=shown.at,
        kind=shown.kind,
        to=shown.to,
        came_of_it=shown.came_of_it,
    )


def whom_in_short(to: str) -> str:
    """To whom it was, as `words` say it."""
    return in_short(" ".join(to.split()), _WHOM)


def _words(action: Action, others: int) -> str:
    told = with_small(what(replace(action, to=whom_in_short(action.to), person="")))
    said = "; ".join(filter(None, [f"{told}, {say_iso(action.day)}", _came_of(action)]))
    besides = f" Recorded besides: {counted(others, 'entry', 'entries')}." if others else ""
    return f"Then, as far as is recorded: {said}.{besides}"


def _came_of(action: Action) -> str:
    """What came of it, as a list of what was done says it; without what was said, which is not said again."""
    if action.end.as_said:
        return "something came of it, as is recorded there"
    return with_small(came_of(action) or (NOT_KNOWN_YET if action.waits else ""))
