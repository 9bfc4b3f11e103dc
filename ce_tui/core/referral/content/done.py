"""What was done about the child so far, for the receiver: what holds of it, as it was recorded (rule 17 of the design).

With it, in the app's words, that nothing more is to be done and why, or that it was passed on to a lead, or taken on:
what the lead has to know is said to the lead alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Recorded, in_force
from ce_tui.core.pathway.actions.reading import dump_recorded
from ce_tui.core.pathway.actions.when import say_at
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.referral.content.shapes import Block, Division, Para, Prose, Rows
from ce_tui.core.referral.content.wording import MAX_FIELD, WHOLE_TEXT_ATTACHED
from ce_tui.core.referral.fonts import tidy
from ce_tui.core.words.actions import (
    SETTLED,
    WHAT_WAS_DONE,
    came_of,
    next_words,
    settled_words,
)

AS_RECORDED = (
    "As the referrer recorded it, in the order in which it was done. What is not said here was not recorded; that "
    "something was sent does not say that it arrived."
)
MOST = 100  # entries: whatever was recorded, a referral can be drawn
_MAX_LINES = 40  # of what was said in one entry, beside `MAX_FIELD` characters
_ALL_CHARACTERS, _ALL_LINES = 60_000, 1_200  # of what was said in all of them, which share it


def done_section(recorded: Sequence[Recorded]) -> Division | None:
    """Everything that was recorded and holds; None where nothing is. Of very many, the last ones."""
    found = [each for each in in_force(recorded) if not each.action.by_mistake]
    if not found:
        return None
    blocks = [Para(AS_RECORDED)]
    if len(found) > MOST:
        left = (
            f"The last {MOST} of {len(found):,} entries: all of them are in the attached file referral.json."
        )
        blocks.append(Para(left, "warning"))
    shown = found[-MOST:]
    parts = tuple(_entry(each, len(shown)) for each in shown)
    return Division(WHAT_WAS_DONE, tuple(blocks), parts, panel="done")


def attached(recorded: Sequence[Recorded]) -> list[dict[str, Any]]:
    """All of them for machines, with what corrects what, in the contract's shape.

    Of what was recorded by mistake, which may be of another child, that it was recorded is there and no word of it. Nor
    is there of what was said to the hub's lead alone.
    """
    wordless: set[str] = set()
    for each in reversed(recorded):
        if each.action.by_mistake or each.id in wordless:
            wordless.update(filter(None, (each.id, each.action.corrects)))
    wordless.update(each.id for each in recorded if SETTLED[each.action.settles].within_hub)
    return [
        dump_recorded(replace(each, action=_without_words(each.action)) if each.id in wordless else each)
        for each in recorded
    ]


def _without_words(action: Action) -> Action:
    return replace(action, to="", person="", said="", reference="", next="")


def _entry(recorded: Recorded, of: int) -> Division:
    """One action `of` so many. No word that somebody typed stands in its heading."""
    action = recorded.action
    table = Rows("What is recorded", tuple(_rows(recorded)))
    title = f"{say_at(action.at)}: {settled_words(action) or action.way.words}"
    return Division(title, (table, *_said(action, of)))


def _rows(recorded: Recorded) -> Iterator[tuple[str, str]]:
    action = recorded.action
    rows = (
        (action.way.whom.capitalize(), action.to),
        ("Person", action.person),
        ("Reference", action.reference),
        ("What came of it", came_of(action)),
        ("Next", next_words(action).removeprefix("Next: ")),
        ("Recorded by", f"{recorded.recorded_by}, {say_moment(recorded.recorded_at)}"),
    )
    yield from ((label, value) for label, value in rows if value)


def _said(action: Action, of: int) -> Iterator[Block]:
    """What was said, line by line; cut where it is too long for paper, with as much in each of so many entries."""
    words = tidy(action.said).strip()
    if not words or SETTLED[action.settles].within_hub:
        return
    characters, lines = min(MAX_FIELD, _ALL_CHARACTERS // of), min(_MAX_LINES, _ALL_LINES // of)
    printed = "\n".join(words[:characters].split("\n")[:lines])
    yield Para(f"{SETTLED[action.settles].because or 'What was said'}:", "lead")
    yield Prose(printed)
    if len(words) > len(printed):
        cut = f"Cut here after {len(printed):,} of {len(words):,} characters: {WHOLE_TEXT_ATTACHED}."
        yield Para(cut, "warning")
