"""What is due about every screening that an account may see, in the order of danger; and reading all of Home.

Enter opens one, at what was done.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work

from ce_tui.commands.keymap import say_key
from ce_tui.core.pathway.document.document import EditionNames
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import (
    LACKS,
    NOTHING_DUE,
    WHAT_IS_DUE,
    late_words,
    short_at,
    sign_of,
    what_words,
)
from ce_tui.screens.base import CeScreen, headed
from ce_tui.screens.home.home_items import REFERENCE, SIGN, TIER, Known
from ce_tui.screens.screening.done import open_screening
from ce_tui.session.begun_action import unrecorded
from ce_tui.session.home_list import (
    DueItem,
    DueLists,
    following,
    in_order,
    leading,
    tier_words,
    to_know,
)
from ce_tui.session.words.known import listed_due, whose_due
from ce_tui.threads import in_thread
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Column, Item, ItemTable
from ce_tui.widgets.room import TABLE_FROM, around
from ce_tui.widgets.wrapping import TIER_TONES

if TYPE_CHECKING:
    from textual.geometry import Size

    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.screens.host import Host


_COLUMNS = (
    TIER,
    SIGN,
    Column("Due", least=7),
    Column("Since or by", right=True, least=18),
    Column("What is due", least=24, wraps=True),
    Column("Child", least=14, wraps=True),
)


class DueListing(NamedTuple):
    """How due things are listed: the tiers' names, how children are shown (`by`), and the moment."""

    naming: EditionNames
    by: str
    now: datetime


def due_items(
    groups: Sequence[tuple[str, Sequence[DueItem]]], how: DueListing, width: int, kind: str = ""
) -> Iterator[Item]:
    """Things that are due under headings, in a list of so many cells: a table if there is room.

    `kind`: how their ids begin.
    """
    table: ItemTable | None = None
    listed = [each for _, group in groups for each in group]
    if width >= TABLE_FROM and listed:
        heads = REFERENCE, max(len(each.summary.ref) for each in listed)
        table = ItemTable(_COLUMNS, [_cells(each, how) for each in listed], width, heads=heads)
    for title, group in groups:
        yield headed(table, title)
        yield from (_item(f"{kind}{each.id}", each, how, table) for each in group)


def _item(item_id: str, each: DueItem, how: DueListing, table: ItemTable | None) -> Item:
    """A row for one thing that is due; a screen reader hears also where the limit comes from."""
    summary, sign = each.summary, sign_of(each.due)
    words = listed_due(each, how.naming, how.by, how.now)
    source = f" ({each.due.source})" if each.due.source else ""
    tone = TIER_TONES.get(summary.stood.acting_on, "")
    return Item(
        item_id,
        table.text(_cells(each, how)) if table else f"{sign} {words}".lstrip(),
        head=summary.ref,
        said=f"{summary.ref}, {words}{source}. Enter opens it, at what was done.",
        tone=tone,
        toned=tier_words(summary, how.naming) if tone else "",
        also=((sign, "alert"),) if sign and not table else (),
        columns=table,
    )


def _cells(each: DueItem, how: DueListing) -> tuple[str, ...]:
    return (
        leading(each.summary, how.naming),
        sign_of(each.due),
        late_words(each.due, how.now),
        "" if LACKS[each.due.lacks].since and each.due.at_once else short_at(each.due.by),
        what_words(each.due),
        whose_due(each.summary, how.by),
    )


READING = "Reading your screenings."
FIRST = 60  # are shown at once: more than any window has rows for


async def read_home(app: Host, casebook: Casebook, known: Known, *, arrived: bool) -> AsyncIterator[Known]:
    """Read what Home shows; give it as soon as it can be shown, seldom: laying out thousands of rows takes time.

    A list that is read whole at first comes in its order at once: nothing moves under the cursor. Raises VaultError;
    what was read before is shown then.
    """
    found = None if arrived else await app.patiently(READING, lambda: casebook.index.first(FIRST))
    is_long = found is not None and len(found) >= FIRST
    try:
        if found is not None:
            known = known._replace(found=in_order(found, DueLists()), whole=not is_long)
        if is_long:
            known = known._replace(begun=await in_thread(lambda: unrecorded(casebook, known.found)))
            yield known
        if found is None or is_long:
            every = await app.patiently(READING, casebook.index.all)
            known = known._replace(found=in_order(every, DueLists()), whole=True)
        known = known._replace(begun=await in_thread(lambda: unrecorded(casebook, known.found)))
        due = await in_thread(lambda: following(casebook, known.found))
        known = known._replace(found=in_order(known.found, due), following=due)
        marked, for_lead = await in_thread(lambda: to_know(casebook))
        known = known._replace(marked=marked, due=for_lead)
    except VaultError:
        yield known
        raise
    yield known


class DueScreen(CeScreen):
    """What is due: one list, under headings."""

    called: ClassVar[str] = WHAT_IS_DUE
    help_topic: ClassVar[str] = "due"
    list_id: ClassVar[str] = "due"
    enter_does: ClassVar[str] = "open"
    _found: DueLists | None = None

    def show(self) -> None:
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        session = self.seat.session
        if session is None:
            return
        casebook = session.casebook
        looking = "Looking what is due."
        try:
            self._found = await self.ce.patiently(looking, lambda: following(casebook, casebook.index.all()))
        except VaultError as error:
            self.say(error.words)
            return
        if self.query("#due"):
            self._show_found(self._found)

    def _show_found(self, found: DueLists) -> None:
        how = DueListing(self.seat.pathways.naming, around(self).children, self.seat.clock())
        groups = [(f"{title}: {len(group)}", group) for title, group in found.grouped(how.now)]
        items = list(due_items(groups, how, self.size.width))
        self.listed.set_items(items or [Item("nothing", NOTHING_DUE)])

    def on_resize(self) -> None:
        """Show columns if there is room for them."""
        if self._found is not None:
            self._show_found(self._found)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open it, at what was done."""
        if event.item.id != "nothing":
            self.open_at_done(event.item.id.partition(":")[0])

    @work(exclusive=True, group="open")
    async def open_at_done(self, ref: str) -> None:
        """Open a screening with what was done over it; a refusal is said."""
        if refused := await open_at_done(self.ce, ref):
            self.say(refused)


async def open_at_done(app: Host, ref: str) -> str:
    """Open a screening with what was done over it: what there is to say if it is not opened. Only from a worker."""
    refused = await open_screening(app, ref)
    if not refused and app.seat.open_draft is not None and app.seat.open_draft.screening.ref == ref:
        app.open_place("done")
    return refused


DUE = "due:"
"""How the ids begin of what is due; its own id follows, which begins with a reference."""
ALL_DUE = "go:follow_ups"
_AT_MOST = 3  # rows: the rest is one key away
_TALL = 24  # rows of a window from which more than one stands there: the first draft is in sight, too


def due_first(app: Host, known: Known, by: str, size: Size) -> Iterator[Item]:
    """Home's first rows: what was begun and is not recorded; the first of what is due, and where all of it is.

    `by`: how the list shows children; `size`: of the window.
    """
    way = say_key(app.surroundings.keys.key_of("action.record")) or "Enter"
    for begun in known.begun:
        yield Item(f"{DUE}{begun.ref}:begun", f"! {begun.words(app.seat.clock(), way)}", head=begun.ref)
    found, now, at_most = known.following, app.seat.clock(), _AT_MOST if size.height >= _TALL else 1
    mine, hub = found.with_me(now), found.hub_head(now, app.seat.pathways.naming)
    if mine:
        groups = [(f"{WHAT_IS_DUE}: {found.head(now)}", mine[:at_most])]
        yield from due_items(groups, DueListing(app.seat.pathways.naming, by, now), size.width, DUE)
    if len(mine) > at_most:
        words = f"All that is due: {len(mine) - at_most} more. Enter shows it"
        yield Item(ALL_DUE, words, flush=True)
    if hub:
        words = f"! Due in the hub: {hub}. Enter shows it"
        yield Item(ALL_DUE if len(mine) <= at_most else f"{ALL_DUE}:hub", words, flush=True)
