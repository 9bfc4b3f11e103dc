"""What is asked of something that was done: a call, a form, a message, a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import ENDS, KINDS
from ce_tui.core.pathway.actions.when import DAY_WORDS, NOW_WORDS
from ce_tui.core.pathway.interview.question import Option, Question
from ce_tui.core.pathway.words import NOT_KNOWN

ELSE = "else"
"""The answer to whom it was to, for somebody who is none of the area's contacts."""
BY = "By when"
WHEN = "When it was done"


def action_questions(contacts: Sequence[str], whom: str) -> list[Question]:
    """All of them, in the order in which they are asked. `contacts`: what the area's are called; `whom`: what is said
    of the one that stands there.
    """
    to = [Option(name, name) for name in contacts]
    kinds = tuple(Option(key, each.words) for key, each in KINDS.items())
    came = tuple(Option(key or NOT_KNOWN, each.words) for key, each in ENDS.items())
    yes_no = (Option("no", "No"), Option("yes", "Yes"))
    return [
        Question(id="kind", label="What was done", kind="choice", options=kinds),
        Question(
            id="to",
            label="To whom, or with whom",
            kind="choice",
            options=(*to, Option(ELSE, "Somebody else, named below")),
            hint=whom,
        ),
        Question(id="to_other", label="Somebody else: who", kind="text", hint="A service or a role"),
        Question(id="came_of_it", label="What came of it", kind="choice", options=came),
        Question(id="at", label=WHEN, kind="text", hint=f"Empty: now. Else {NOW_WORDS}"),
        Question(id="person", label="The person's name", kind="text", hint="Who answered, or received it"),
        Question(id="said", label="What was said", kind="multiline", hint="By you and by them, in short"),
        Question(id="reference", label="Their reference", kind="text", hint="A case or log number they gave"),
        Question(id="next", label="What happens next", kind="text", hint="For example: they ring back"),
        Question(id="by", label=BY, kind="text", hint=f"Empty: no day. Else {DAY_WORDS}"),
        Question(
            id="significant",
            label="A significant event for the chronology",
            kind="choice",
            options=yes_no,
        ),
    ]
