"""How grave a screening stood as something was done about it: by its saves, whenever that was recorded. Pure.

What was done before it became so grave answers nothing of what was said since (rule 17 of the design). In doubt it
stood less grave: to phone once too often costs a call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce

from ce_tui.core.pathway.actions.rules import DAYS_BEFORE
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.actions.when import is_day_alone, moment_of
from ce_tui.core.pathway.answers.screening import StoodSince
from ce_tui.core.pathway.dates import LONDON

MOST = 40
"""So often how it stood is remembered. Of a moment before the first that is, nothing is known, and nothing claimed."""
_A_MINUTE = timedelta(minutes=1)  # an action's time is to the minute
_WRITTEN_DOWN = timedelta(minutes=15)
"""People phone first: what stands so soon after a screening was begun is what they phoned about."""
_SAME_DANGER = timedelta(hours=4)
"""So long before it was begun the danger may have been the same; one that comes later is another."""
_SAME_CONCERN = timedelta(days=DAYS_BEFORE)


def standing_since(before: Sequence[StoodSince], now: Stood, at: str) -> tuple[StoodSince, ...]:
    """What is remembered, once it stands like this. `at`: ISO 8601 in UTC."""
    if before and Stood(before[-1].acting_on, before[-1].danger) == now:
        return tuple(before)
    return (*before, StoodSince(at, now.acting_on, now.danger))[-MOST:]


def stood_then(told: Sequence[StoodSince], begun: str, at: str, recorded_at: str) -> Stood:
    """How grave it stood at an action's `at`: at most within that minute; of a day alone, at its beginning, or as it
    was begun on that day. As long as it was only just begun, the tier that was written down soon counts.

    `told`: what is remembered of it; `begun`, `recorded_at`: when it was begun and this is recorded, ISO 8601 in UTC.
    What a clock that was ahead dated later than that was so by then: what is done and recorded now answers it.
    """
    done, first, now = moment_of(at).astimezone(UTC), *map(datetime.fromisoformat, (begun, recorded_at))
    since = [min(_since(each), now) for each in told]
    written_down = _standing(told, since, first + _WRITTEN_DOWN) if first <= now else Stood()
    if is_day_alone(at) and at == first.astimezone(LONDON).date().isoformat():
        return written_down
    if done + _A_MINUTE <= first <= now:
        return _as_begun(written_down, first - done)
    then = _gravest(each for each, goes_on in zip(told, _within(since, done), strict=True) if goes_on)
    return then.joined(Stood(written_down.acting_on)) if done < first + _WRITTEN_DOWN else then


def _standing(told: Sequence[StoodSince], since: Sequence[datetime], at: datetime) -> Stood:
    """As it stands at that moment: what was taken back by then was a slip."""
    known = [each for each, moment in zip(told, since, strict=True) if moment <= at]
    return _gravest(known[-1:])


def _as_begun(written_down: Stood, ago: timedelta) -> Stood:
    """What was done so long before it was begun was done about what was written down then."""
    if ago > _SAME_CONCERN:
        return Stood()
    return written_down if ago <= _SAME_DANGER else Stood(written_down.acting_on)


def _within(since: Sequence[datetime], minute: datetime) -> Iterator[bool]:
    """Of each, by since when it stood like that, whether it did within that minute."""
    for number, each in enumerate(since, 1):
        yield each < minute + _A_MINUTE and (number == len(since) or since[number] > minute)


def _gravest(found: Iterable[StoodSince]) -> Stood:
    return reduce(Stood.joined, (Stood(each.acting_on, each.danger) for each in found), Stood())


def _since(each: StoodSince) -> datetime:
    return datetime.fromisoformat(each.since)
