"""What changed between two screenings, in words: never that it is better, never that something is over (rule 19)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import tier_titles
from ce_tui.core.pathway.outcome.comparison import Compared, Comparison
from ce_tui.core.pathway.words import MARK_WORDS, MarkName, rank, with_small

NOT_OVER = "What is not marked this time, or a lower tier, does not mean that it is over: see what was seen and said."
NOTHING_MARKED = "Neither marks anything that both were asked. That does not mean that the child is safe."
NOTHING_OTHERWISE = "The same factors are marked as before."


def between_words(found: Comparison) -> str:
    """ "Screened on 3 October 2026 and on 28 November 2026."."""
    then, now = (say_iso(each.screened_on) or "a day not given" for each in (found.earlier, found.later))
    return f"Screened on {then} and on {now}."


def acted_on_words(found: Comparison, naming: Callable[[str], str]) -> str:
    """ "Acted on: Amber then, Red now."; `naming` gives a tier's title."""
    then, now = (_tier(each.acting_on, naming) for each in (found.earlier, found.later))
    return f"Acted on: {then} then, {now} now."


def change_lines(found: Comparison, pathway: Pathway) -> Iterator[tuple[str, list[str]]]:
    """What differs, under headings, in the later edition's words; headings without anything are left out.

    What one of the two did not ask stands by itself: it is neither new nor gone.
    """
    apart = found.not_compared
    groups = (
        ("Newly marked", [_said(each, each.now) for each in found.new]),
        (
            "Marked now, not asked or not looked at before",
            [_said(each, each.now) for each in apart if each.now],
        ),
        (
            "Moved",
            [
                f"{each.id} from {_mark(each.before)} to {_mark(each.now)}: {each.text}"
                for each in found.moved
            ],
        ),
        ("Marked as before", [_said(each, each.now) for each in found.same]),
        ("No longer marked", [f"{each.id} {_mark(each.before)} before: {each.text}" for each in found.gone]),
        (
            "Marked before, not asked or not looked at now",
            [_said(each, each.before) for each in apart if each.before],
        ),
    )
    for title, lines in groups:
        if lines:
            yield title, lines
    if not (found.new or found.gone or found.moved or any(each.before or each.now for each in apart)):
        yield "", [NOTHING_OTHERWISE if found.same else NOTHING_MARKED]
    if found.gone or rank(found.later.acting_on) < rank(found.earlier.acting_on):
        yield "", [NOT_OVER]
    if found.set_aside:
        yield "", [f"Set aside at a first meeting, and compared with nothing: {', '.join(found.set_aside)}."]
    if left_out := list(_left_out(found, pathway)):
        yield "", left_out


def _left_out(found: Comparison, pathway: Pathway) -> Iterator[str]:
    if found.not_asked_then:
        yield f"{tier_titles(found.not_asked_then, pathway)} not asked or not looked at then."
    if found.not_asked_now:
        yield f"{tier_titles(found.not_asked_now, pathway)} not asked or not looked at now."


def _said(each: Compared, mark: MarkName | None) -> str:
    return f"{each.id} {_mark(mark)}: {each.text}"


def _tier(name: str, naming: Callable[[str], str]) -> str:
    return "nothing marked" if name == "none" else naming(name)


def _mark(mark: MarkName | None) -> str:
    return with_small(MARK_WORDS[mark]) if mark else "not marked"
