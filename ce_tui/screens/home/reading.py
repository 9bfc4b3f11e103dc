"""What Home shows, as it is read: of a long list the first rows at once, then all of it with what is due."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.following import Following, following
from ce_tui.session.home_list import in_order, to_know
from ce_tui.session.unrecorded import Unrecorded, unrecorded
from ce_tui.threads import in_thread

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.screens.host import Host

READING = "Reading your screenings."
FIRST = 60  # are shown at once: more than any window has rows for


class Known(NamedTuple):
    """What Home shows. `whole`: not only the first of them are read; `marked`: what is to be said of one's own that are
    marked for deletion; `due`: how many wait for a lead's decision; `begun`: what was begun and is not recorded yet.
    """

    found: Sequence[Summary] = ()
    whole: bool = True
    following: Following = Following()
    marked: str = ""
    due: int = 0
    begun: Sequence[Unrecorded] = ()


async def read_home(app: Host, casebook: Casebook, known: Known, *, arrived: bool) -> AsyncIterator[Known]:
    """Each of these as soon as it can be shown, as few as can be: to lay out thousands of rows takes its time.

    A list that is read whole at first comes in its order at once: nothing moves under the cursor. Raises VaultError;
    what was read before is shown then.
    """
    found = None if arrived else await app.patiently(READING, lambda: casebook.index.first(FIRST))
    is_long = found is not None and len(found) >= FIRST
    try:
        if found is not None:
            known = known._replace(found=in_order(found, {}), whole=not is_long)
        if is_long:
            known = known._replace(begun=await in_thread(lambda: unrecorded(casebook, known.found)))
            yield known
        if found is None or is_long:
            every = await app.patiently(READING, casebook.index.all)
            known = known._replace(found=in_order(every, {}), whole=True)
        known = known._replace(begun=await in_thread(lambda: unrecorded(casebook, known.found)))
        due = await in_thread(lambda: following(casebook, known.found))
        known = known._replace(found=in_order(known.found, due.urgency()), following=due)
        marked, for_lead = await in_thread(lambda: to_know(casebook))
        known = known._replace(marked=marked, due=for_lead)
    except VaultError:
        yield known
        raise
    yield known
