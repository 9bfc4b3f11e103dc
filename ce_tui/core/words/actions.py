"""What was done, in words: what paper, front ends and the command line all say of an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_tui.core.pathway.actions.action import (
    ENDS,
    KINDS,
    Action,
    Recorded,
    Settles,
    corrections,
)
from ce_tui.core.pathway.actions.followed import Followed
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.unsaid import Unsaid, not_done_yet
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.pathway.words import ended
from ce_tui.core.words.choice import Choice

WHAT_WAS_DONE = "What was done"
NOT_KNOWN_YET = "What came of it is not known yet"
NOTHING_RECORDED = "Nothing is recorded as done yet."
UNSAID_WORDS: dict[Unsaid, str] = {
    "": "",
    "nobody phoned": "Nobody was phoned yet, as far as is recorded",
    "no service phoned": "None of the area's services was phoned yet, as far as is recorded",
    "not phoned since": "Nobody was phoned since it became more serious, as far as is recorded",
    "social care not phoned": "Social care was not phoned yet as it stands now, as far as is recorded",
    "nothing done": "Nothing was done yet, as far as is recorded",
    "nothing since": "Nothing was done since it became more serious, as far as is recorded",
}
SETTLED_WORDS: dict[Settles, str] = {
    "": "",
    "mistake": "Number {of} was recorded by mistake",
    "ended": "Nothing more is to be done here",
    "passed on": "Passed on to a lead; no lead has it before one takes it on",
    "taken on": "Taken on by a lead",
}
SETTLED_BECAUSE: dict[Settles, str] = {
    "": "",
    "mistake": "",
    "ended": "Why",
    "passed on": "What the lead has to know",
    "taken on": "",
}
"""What is asked with it, which stands in what was said."""
_UNSAID_IN_SHORT: dict[Unsaid, str] = {
    "": "",
    "nobody phoned": "nobody phoned yet",
    "no service phoned": "no service phoned yet",
    "not phoned since": "nobody phoned since more serious",
    "social care not phoned": "social care not phoned yet",
    "nothing done": "nothing done yet",
    "nothing since": "nothing done since more serious",
}


def kind_choices() -> list[Choice]:
    """What kinds there are to choose from."""
    return [Choice(key, each.words) for key, each in KINDS.items()]


def came_choices() -> list[Choice]:
    """What can have come of it."""
    return [Choice(key, each.words) for key, each in ENDS.items()]


def what(action: Action) -> str:
    """ "Phone call to the Hub, J. Worker"."""
    whom = ":" if action.way.tells_police else f" {action.way.whom}"
    to = f"{whom} {action.to}" if action.to else ""
    person = f", {action.person}" if action.person else ""
    return f"{action.way.words}{to}{person}"


def came_of(action: Action) -> str:
    """What came of it, in words; empty where that is not known yet."""
    return action.end.words if action.came_of_it else ""


def next_words(action: Action) -> str:
    """ "Next: ring back, by 26 November 2026"; empty where nothing comes next."""
    by = f"by {say_iso(action.by)}" if action.by else ""
    return f"Next: {', '.join(filter(None, (action.next, by)))}" if action.next or by else ""


def in_short(action: Action) -> str:
    """An action in one line: when, what, what came of it."""
    came = came_of(action) or (NOT_KNOWN_YET if action.waits else "")
    return f"{say_at(action.at)}: {what(action)}{f'. {came}' if came else ''}"


def in_full(recorded: Recorded) -> str:
    """All of an action in one paragraph."""
    action = recorded.action
    if action.settles:
        return " ".join(
            ended(each) for each in (settled_words(action), action.said, by_whom(recorded)) if each
        )
    parts = [
        in_short(action),
        f"Said: {action.said}" if action.said else "",
        f"Reference: {action.reference}" if action.reference else "",
        next_words(action),
        f"This corrects number {action.corrects}" if action.corrects else "",
        by_whom(recorded),
    ]
    return " ".join(ended(each) for each in parts if each)


def by_whom(recorded: Recorded) -> str:
    """Who recorded it, and when."""
    return f"Recorded by {recorded.recorded_by}, {say_moment(recorded.recorded_at)}"


def settled_words(action: Action) -> str:
    """What an action says by which nothing was done: "Nothing more is to be done here"."""
    return SETTLED_WORDS[action.settles].format(of=action.corrects)


def not_done_words(now: Stood, found: Followed) -> str:
    """That nobody was phoned, or nothing was done yet, as far as is recorded; empty: neither."""
    return UNSAID_WORDS[not_done_yet(now, found)]


def listed_words(now: Stood, found: Followed) -> str:
    """The same for a list, in short."""
    return _UNSAID_IN_SHORT[not_done_yet(now, found)]


def as_lines(recorded: Sequence[Recorded]) -> Iterator[str]:
    """Everything that was recorded, a line each, numbered as it was recorded: what was corrected says so."""
    for each in recorded:
        text = f"{each.id}. {corrected_words(each, recorded)}{in_full(each)}"
        yield " ".join(text.split())  # what somebody wrote in several lines forges none


def corrected_words(of: Recorded, recorded: Sequence[Recorded]) -> str:
    """ "Corrected by number 3: " or "Recorded by mistake: ", to stand before it; empty: it holds."""
    by = corrections(recorded).get(of.id, [])
    if any(each.action.settles == "mistake" for each in by):
        return "Recorded by mistake: "
    return f"Corrected by number {' and '.join(each.id for each in by)}: " if by else ""
