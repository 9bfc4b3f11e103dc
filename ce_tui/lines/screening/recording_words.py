"""What is said while an action is recorded a line at a time: what becomes of what was typed, what leads on."""

from __future__ import annotations

from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.session.draft import Draft
from ce_tui.session.idle import call_words, is_on_call

CLEAR = "clear"
DROP = "drop"
WENT_ON = "What you typed stands; Enter leaves it as it is."
KEPT = "Not recorded yet. What you typed is kept: record goes on with it."
NOTHING = "Nothing was recorded."
DROPPED = "What was cut off is dropped"
NOT_RIGHT = (
    f"What you typed is kept, but it is not right yet: it is asked once more before it is recorded. {CLEAR} takes it "
    "back."
)
MEND = f"It cannot be recorded like that. Type another, or {CLEAR}; no keeps it all for later; {DROP} throws it away."
DROP_IT = "Drop what you typed here? Nothing of it is recorded."
BACK = "back leads to the question before, and from the first one out of here."
OUT = f"{BACK} {DROP} throws it away."
CHOICES = "Enter records it; more asks the rest; no keeps it for later; drop throws it away"


def locks(state: State) -> str:
    """When it locks while somebody phones, where that is later than else; once, by the script or by the record."""
    *before, here = state.places
    if is_on_call(before) or not is_on_call([here]):
        return ""
    return call_words(state.dialogue.watch.times, "lock")


def about(draft: Draft) -> str:
    """Which screening it is about: its reference, and the child's name where that is given."""
    child = draft.answers.child
    return sentence(", ".join(filter(None, (draft.screening.ref, child.name if child else ""))))
