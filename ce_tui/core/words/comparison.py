"""What changed between two screenings, and who may be the same child, in words.

Never that it is better, never that something is over (rule 19), never that nobody knows a child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ce_tui.core.pathway.children.matching import Level, Match
from ce_tui.core.pathway.children.names import MOST_WORDS
from ce_tui.core.pathway.dates import say_iso, say_time
from ce_tui.core.pathway.document.document import Pathway, tier_title
from ce_tui.core.pathway.outcome.comparison import (
    ComparedFactor,
    ComparedScreening,
    Comparison,
    acted_on_at,
    before_factors,
    differs,
    graver_earlier,
    is_less,
    left_out,
    not_decided_on,
)
from ce_tui.core.pathway.words import MarkName, mark_words, rank

NOT_OVER = (
    "What is not marked or not said this time, or a lower tier, does not mean that it is over: see what was seen and "
    "said."
)
NOTHING_MARKED = "Neither marks anything that both were asked. That does not mean that the child is safe."
NOTHING_OTHERWISE = "The same factors are marked as before."


def cannot_be_compared(why: str) -> str:
    """That an earlier screening, if there is one, cannot be read, and why."""
    return f"The screening before this one, if there is one, cannot be read, and nothing is compared with it. {why}"


def compared_title(found: Comparison) -> str:
    """The title of a comparison: "Compared with the screening of 3 October 2026"."""
    return f"Compared with the screening of {_day(found.earlier)}"


def between_words(found: Comparison) -> str:
    """The two days: "Screened on 3 October 2026 and on 28 November 2026."."""
    return f"Screened on {_day(found.earlier)} and on {_day(found.later)}."


def graver_before(found: Comparison | None, pathway: Pathway) -> str:
    """That an earlier screening was graver, beside the result: "Before, on 3 October 2026: Red was acted on.".

    Or that it was indicated and nobody decided so; and that one before that was graver than the last, whatever is acted
    on now. Empty if none was.
    """
    if found is None:
        return ""
    is_graver = rank(found.earlier.acting_on) > rank(found.later.acting_on)
    acted_on = f"{tier_title(found.earlier.acting_on, pathway)} was acted on"
    before = f"Before, on {_day(found.earlier)}: {not_decided_on(found.earlier, pathway) or acted_on}."
    return " ".join(filter(None, [before if is_graver else "", graver_earlier(found, pathway)]))


def acted_on_words(found: Comparison, pathway: Pathway) -> str:
    """What was and is acted on: "Acted on: Amber then, Red now."."""
    if any(not_decided_on(each, pathway) for each in (found.earlier, found.later)):
        return f"{acted_on_at(found.earlier, 'then', pathway)} {acted_on_at(found.later, 'now', pathway)}"
    then, now = (tier_title(each.acting_on, pathway) for each in (found.earlier, found.later))
    return f"Acted on: {then} then, {now} now."


def then_and_now(found: Comparison, pathway: Pathway) -> list[str]:
    """The lines before the factors: what was acted on, done then, and answered of danger."""
    return [acted_on_words(found, pathway), *before_factors(found, pathway)]


def change_groups(found: Comparison) -> Iterator[tuple[str, list[tuple[ComparedFactor, str]]]]:
    """The marked factors under headings, in the later edition's words; empty headings are left out.

    What one of the two did not ask stands by itself: it is neither new nor gone.
    """
    apart = found.not_compared
    only_now, only_before = [each for each in apart if each.now], [each for each in apart if each.before]
    groups = (
        ("Newly marked", found.new, "{now}: {text}"),
        ("Marked now, not asked or not looked at before", only_now, "{now}: {text}"),
        ("Moved", found.moved, "from {before} to {now}: {text}"),
        ("Marked as before", found.same, "{now}: {text}"),
        ("No longer marked", found.gone, "{before} before: {text}"),
        ("Marked before, not asked or not looked at now", only_before, "{before}: {text}"),
    )
    for title, factors, said in groups:
        if factors:
            yield (
                title,
                [
                    (each, said.format(now=_mark(each.now), before=_mark(each.before), text=each.text))
                    for each in factors
                ],
            )


def remarks(found: Comparison, pathway: Pathway) -> Iterator[str]:
    """Remarks beside the factors: that nothing differs, or is not over, and what was left out."""
    if not differs(found):
        yield NOTHING_OTHERWISE if found.same else NOTHING_MARKED
    if is_less(found):
        yield NOT_OVER
    if found.set_aside:
        yield f"Set aside at a first meeting, and compared with nothing: {', '.join(found.set_aside)}."
    yield from left_out(found, pathway)


def _day(screened: ComparedScreening) -> str:
    return say_iso(screened.screened_on) or "a day not given"


def _mark(mark: MarkName | None) -> str:
    return mark_words(mark).lower()


LEVEL_WORDS: dict[Level, str] = {
    "likely": "Probably the same child",
    "possible": "Perhaps the same child",
    "sibling": "Perhaps a twin or another child of the family, or the same child by another name",
}
IN_SHORT: dict[Level, str] = {"likely": "probably", "possible": "perhaps", "sibling": "perhaps a twin"}
KNOWN_HERE = "The hub knows a child like this: ask your lead."
NOTHING_FOUND = (
    "Nothing found among the screenings that you may see. The child may still be known: by another spelling or birth "
    "date, or elsewhere."
)
"""Never that nobody knows the child: what was not asked, and what is spelled quite otherwise, is not found."""
_NOT_LOOKED_AT = "Colleagues' screenings were not looked at:"
NOT_WHOLE = f"{_NOT_LOOKED_AT} that needs a whole name, of {MOST_WORDS} words at most, and the date of birth."
NOT_COUNTED = f"{_NOT_LOOKED_AT} that is logged, and the store is read-only."


def asked_too_often(again_at: str) -> str:
    """That a child was not looked up, and from when on that can be done; `again_at` is UTC."""
    moment = datetime.fromisoformat(again_at)
    again = moment.replace(second=0, microsecond=0)
    if again < moment:
        again += timedelta(minutes=1)  # the first whole minute that is not before it
    return (
        f"{_NOT_LOOKED_AT} that is done twenty times an hour. Look again from {say_time(again.isoformat())} on, or ask "
        "your lead."
    )


def level_words(match: Match) -> str:
    """ "Probably the same child (birth date: the same; surname: nearly the same)"."""
    return f"{LEVEL_WORDS[match.level]} ({'; '.join(reasons(match))})"


def reasons(match: Match) -> list[str]:
    """What is alike, the weightiest first: "birth date: the same", "surname: nearly the same"."""
    if match.exchanged:
        also = "" if match.forename == "the same" else f" ({match.forename})"
        names = [f"forename and surname turned round{also}"]
    else:
        named = (("forename", match.forename), ("surname", match.family))
        names = [f"{what}: {how}" for what, how in named if how]
    born = [f"birth date: {match.born}"] if match.born else []
    return [*born, *names, *(["postcode: the same"] if match.postcode else [])]
