"""What was done, in words: what paper, front ends and the command line all say of an action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import (
    Action,
    Recorded,
    Settles,
    corrections,
    done,
)
from ce_tui.core.pathway.actions.followed import Followed, Unsaid, not_done_yet
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.pathway.outcome.comparison import DoneThen
from ce_tui.core.pathway.words import counted, ended, with_capital, with_small
from ce_tui.core.words.short import in_short as cut_short

WHAT_WAS_DONE = "What was done"
NOT_KNOWN_YET = "What came of it is not known yet"
NOTHING_RECORDED = "Nothing is recorded as done yet."
NOTHING_THEN = "Nothing is recorded of what was done then."
_WHOM = 80  # characters of whom it was to, beside a later screening


class Lack(NamedTuple):
    """What is lacking, in words to stand within a sentence. `since`: something was done, and it is graver since."""

    words: str
    in_short: str
    since: bool


LACKS: dict[Unsaid, Lack] = {
    "": Lack("", "", since=False),
    "nobody phoned": Lack("nobody was phoned yet", "nobody phoned yet", since=False),
    "no service phoned": Lack(
        "none of the area's services was phoned yet", "no service phoned yet", since=False
    ),
    "not phoned since": Lack(
        "nobody was phoned since it became more serious", "nobody phoned since more serious", since=True
    ),
    "social care not phoned": Lack(
        "social care was not phoned yet as it stands now", "social care not phoned yet", since=False
    ),
    "nothing done": Lack("nothing was done yet", "nothing done yet", since=False),
    "nothing since": Lack(
        "nothing was done since it became more serious", "nothing done since more serious", since=True
    ),
}


class Settling(NamedTuple):
    """What an action says by which nothing was done. `because`: what is asked with it, and stands in what was said.

    `within_hub`: what was said is for the hub's lead alone.
    """

    words: str
    because: str
    within_hub: bool


SETTLED: dict[Settles, Settling] = {
    "": Settling("", "", within_hub=False),
    "mistake": Settling("Number {of} was recorded by mistake", "", within_hub=False),
    "ended": Settling("Nothing more is to be done here", "Why", within_hub=False),
    "passed on": Settling(
        "Passed on to a lead; no lead has it before one takes it on",
        "What the lead has to know",
        within_hub=True,
    ),
    "taken on": Settling("Taken on by a lead", "", within_hub=True),
}


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
    return SETTLED[action.settles].words.format(of=action.corrects)


def not_done_words(now: Stood, found: Followed) -> str:
    """That nobody was phoned, or nothing was done yet, as far as is recorded; empty: neither."""
    return with_capital(lacks_words(not_done_yet(now, found)))


def lacks_words(lacks: Unsaid) -> str:
    """The same within a sentence, of what is known to be lacking."""
    return f"{LACKS[lacks].words}, as far as is recorded" if lacks else ""


def listed_words(now: Stood, found: Followed) -> str:
    """The same for a list, in short."""
    return LACKS[not_done_yet(now, found)].in_short


def as_lines(recorded: Sequence[Recorded]) -> Iterator[str]:
    """Everything that was recorded, a line each, numbered as it was recorded: what was corrected says so."""
    for each in recorded:
        text = f"{each.id}. {corrected_words(each, recorded)}{in_full(each)}"
        yield " ".join(text.split())  # what somebody wrote in several lines forges none


def corrected_words(of: Recorded, recorded: Sequence[Recorded]) -> str:
    """ "Corrected by number 3: " or "Recorded by mistake: ", to stand before it; empty: it holds."""
    by = corrections(recorded).get(of.id, [])
    if any(each.action.by_mistake for each in by):
        return "Recorded by mistake: "
    return f"Corrected by number {' and '.join(each.id for each in by)}: " if by else ""


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
    told = with_small(what(replace(shown, to=whom_in_short(shown.to), person="")))
    came = with_small(came_of(shown) or (NOT_KNOWN_YET if shown.waits else ""))
    if shown.end.as_said:  # what was said is not said again
        came = "something came of it, as is recorded there"
    said = "; ".join(filter(None, [f"{told}, {say_iso(shown.day)}", came]))
    others = len(found) - 1
    besides = f" Recorded besides: {counted(others, 'entry', 'entries')}." if others else ""
    return DoneThen(
        words=f"Then, as far as is recorded: {said}.{besides}",
        at=shown.at,
        kind=shown.kind,
        to=shown.to,
        came_of_it=shown.came_of_it,
    )


def whom_in_short(to: str) -> str:
    """To whom it was, as `words` say it."""
    return cut_short(" ".join(to.split()), _WHOM)
