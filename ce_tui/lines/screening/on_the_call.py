"""What the call taker says, written down while the script is read: row by row, as below it in the full screen."""

from __future__ import annotations

from functools import partial

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import NOTHING_BESIDE, WaysBeside, WordsBeside
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.done import record
from ce_tui.lines.screening.recording import Recording
from ce_tui.lines.screening.trouble import say_trouble
from ce_tui.session.asker import at_once
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.noting_call import note, noted, record_words

WRITE, _RECORD = "write", "record"
STOP_ENDS = "stop ends the reading."
_WHAT = "What the call taker says, written down:"
_HINT = (
    "A number writes that one down, or changes it: each is kept at once, and stands in the record of the call.",
    f"Enter goes on; {STOP_ENDS}",
)


def can_be_written(state: State, draft: Draft) -> bool:
    """Whether it can: not in a store that is only read, nor within a record that is open, which asks it itself."""
    return not draft.casebook.read_only and not any(isinstance(each, Recording) for each in state.places)


def words_beside(state: State, draft: Draft) -> WordsBeside:
    """The word that leads there from each pause of the reading."""
    if not can_be_written(state, draft):
        return WordsBeside()
    hint = [f"{WRITE}: writes down what the call taker says; then the reading goes on."]
    return WordsBeside(hint, {WRITE: partial(write_down, state, draft)})


def way_beside(state: State, draft: Draft) -> WaysBeside:
    """The word that leads there from a question of the script, and what ends the reading."""
    if not can_be_written(state, draft):
        return NOTHING_BESIDE._replace(hint=[STOP_ENDS])
    hint = [f"{WRITE}: writes down what the call taker says; then this is asked again.", STOP_ENDS]
    return WaysBeside(hint, (WRITE,))


def write_down(state: State, draft: Draft) -> None:
    """Ask which, and for it, until Enter goes on. Raises Said for what leads elsewhere, Leave."""
    if not can_be_written(state, draft):
        return
    asked = _asked(draft)
    while True:
        try:
            line = state.dialogue.ask(asked).strip()
        except Said as said:
            if said.goes_back:
                return
            raise
        if not line:
            return
        rows = _rows(draft)
        chosen = asking.picked(line, rows)
        if chosen == _RECORD:
            record(state)
        elif chosen is None:
            state.say(f"Type a number from 1 to {len(rows)}, or again to hear them; Enter goes on.")
        else:
            state.say(at_once(note(SectionAsker(state), draft, chosen)).words)
            say_trouble(state, draft)
        asked = _asked(draft, again=True)


def _asked(draft: Draft, *, again: bool = False) -> Asked:
    """The rows, each with what stands there so far; once they were heard, only which."""
    rows = _rows(draft)
    ask = f"1 to {len(rows)}? [go on]"
    whole = "\n".join([_WHAT, *(f"{number}. {each.words}" for number, each in enumerate(rows, 1)), ask])
    brief = f"{_WHAT} {ask}"
    return Asked(words=brief if again else whole, again=brief, whole=whole, hint=_HINT)


def _rows(draft: Draft) -> list[Choice]:
    return [
        *(Choice(id, words) for id, words in noted(draft).items()),
        Choice(_RECORD, record_words(draft)),
    ]
