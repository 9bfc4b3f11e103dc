"""Home: drafts and completed screenings, search, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import BY_ID, Where
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.plain import NAMES, hidden_words, not_hidden_words, shown_words
from ce_tui.screens.asking import to_keeping
from ce_tui.screens.base import CeScreen
from ce_tui.screens.home.due import DUE, READING, due_first, open_at_done, read_home
from ce_tui.screens.home.home_items import (
    GO,
    NEW,
    Known,
    ScreeningListing,
    empty_items,
    first_items,
    hits_of,
    items_of,
    known_first,
    list_counted,
)
from ce_tui.screens.screening.done import open_screening, show_opened
from ce_tui.session.home_list import first_draft, in_order, of_others
from ce_tui.session.jobs.opening import begin_screening, discard_draft
from ce_tui.threads import in_thread
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.field import Field, LineInput
from ce_tui.widgets.item_list import ItemList, end_words
from ce_tui.widgets.room import TABLE_FROM, around, bindings_for, is_quiet

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import Summary


class HomeScreen(CeScreen):
    """Home: the list of screenings. The draft that was left is current at first. `/` searches; Esc ends that."""

    called: ClassVar[str] = "Home"
    AUTO_FOCUS: ClassVar[str | None] = "#screenings"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("acting"), *bindings_for("home")]
    help_topic: ClassVar[str] = "home"
    where: ClassVar[tuple[Where, ...]] = ("home", "acting")
    stays: ClassVar[bool] = True
    list_id: ClassVar[str] = "screenings"
    counts_items: ClassVar[bool] = False  # where it stands is said by the number of all

    def __init__(self, left: str = "", left_empty: str = "") -> None:
        """`left`: the reference of what was just left; `left_empty`: of a draft that can be discarded."""
        super().__init__()
        self._left, self._left_empty = left, left_empty
        self._searched = ""
        self._hits: list[Summary] = []
        self._names_for_now = False
        self._arrived = False
        self._shown = 0  # how often
        self._reading = False
        self._known = Known()

    @property
    def here(self) -> str:
        return self.current_id

    def body(self) -> ComposeResult:
        yield Field("Search", widget_id="search", beside=8, max_length=200, hint="")
        yield from super().body()

    def key_words(self) -> list[tuple[str, str]]:
        """The keys without what the roles do not do, and without names if they are shown anyway."""
        without = set[str]() if "practitioner" in self._roles else {BY_ID["home.new"].brief}
        if not self._reads_screenings:
            without.add(BY_ID["home.search"].brief)
        if not (self._reads_screenings and self._may_hide_names):
            without.add(BY_ID["home.names"].brief)
        return [(key, words) for key, words in super().key_words() if words not in without]

    def on_descendant_focus(self) -> None:
        """Say anew what letters do: where one types they are text."""
        if self._arrived and not self._searched:
            self.say(so_far=self._counted())

    def show(self) -> None:
        self.query_one("#search").display = self._reads_screenings
        key = self.key_of("home.discard")
        if self._left_empty and key and not self.greeting:
            self.greeting = f"{self._left_empty} is still empty: {with_capital(key)} discards it."
        self._left_empty = ""
        if self._searched:
            self._show_hits()
            return
        self._shown += 1
        is_again = self._shown == 2 and self._reading  # a new screen is shown twice: the first time reads it
        if not is_again:
            self._reading = True
            self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        session = self.seat.session
        try:
            if session is not None:
                async for known in read_home(self.ce, session.casebook, self._known, arrived=self._arrived):
                    self._known = known
                    if not self._searched and self.query("#screenings"):
                        self._show_all()
        except VaultError as error:
            self.greet(error.words)
        finally:
            self._reading = False

    def _show_all(self) -> None:
        how = self._how_listed
        due = due_first(self.ce, self._known, how.by, self.size)
        items = [*due, *first_items(self._known, self._roles, self._remarks)]
        if self._known.found:
            items += items_of(self._known.found, how, whole=self._known.whole)
        else:
            items += empty_items(self._roles)
        first = items[0].id if self._known.begun else first_draft(self._known.found, self._left)
        current = None if self._arrived else first
        searching = isinstance(self.focused, LineInput)
        if self.focused is None or not (self._arrived or searching):
            self.listed.focus()
        self._arrived = True
        self.listed.set_items(items, current or None)
        self.say(so_far=self._counted())

    def _counted(self) -> str:
        known, typed = self._known, self.is_typed_in
        first = known_first(known, self.seat.clock())
        new, search = ("" if typed else self.key_of(command) for command in ("home.new", "home.search"))
        listed = list_counted(known.found, self._roles, new, search) if known.whole else READING
        return f"{first}{self._of_names()}{listed}"

    @property
    def _remarks(self) -> tuple[str, ...]:
        """What there is to say of the configured pathways."""
        session = self.seat.kept_session
        return session.pathways.remarks if session is not None else ()

    @property
    def _roles(self) -> tuple[str, ...]:
        session = self.seat.kept_session
        return tuple(session.casebook.account.roles) if session is not None else ()

    @property
    def _reads_screenings(self) -> bool:
        return "practitioner" in self._roles or "lead" in self._roles

    # Search

    def start_search(self) -> None:
        """Go to the line to search in."""
        field = self.field("search")
        # Now and last: a list that is being read would take the focus before the one, or after the other.
        self.set_focus(field.query_one(LineInput))
        field.focus()

    action_search = start_search

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Search; with nothing typed show all again."""
        if words := event.field.value.strip():
            self._search(words)
        else:
            self._clear_search()

    @work(exclusive=True, group="search")
    async def _search(self, words: str) -> None:
        session = self.seat.session
        if session is None:
            return
        casebook = session.casebook
        try:
            mine = await self.ce.patiently("Searching.", lambda: casebook.index.search(words))
            found = await in_thread(casebook.index.all)  # rights and owners may be others by now
            self.workers.cancel_group(self, "load")
            self._known = self._known._replace(found=found, whole=True)
        except VaultError as error:
            self.say(error.words)
            return
        if not self.query("#screenings"):
            return
        self._searched = words
        theirs = of_others(self._known.found, words, self.seat.pathways.naming)
        self._hits = in_order([*mine, *theirs], self._known.following)
        self._show_hits(self._hits[0].ref if self._hits else None)
        if self._hits:
            self.listed.focus()

    def _show_hits(self, current: str | None = None) -> None:
        items = hits_of(self._hits, self._searched, self._how_listed)
        self.listed.set_items(items, current)
        so_far = f"{self._of_names()}Esc shows all screenings again."
        self.say(None if self._hits else items[0].text, so_far)

    def _clear_search(self) -> None:
        self.workers.cancel_group(self, "search")  # what it still finds is not wanted any more
        self._searched = ""
        self.field("search").value = ""
        if self._arrived:
            self._arrived = False  # the first draft is current at once: whoever moves on then, stays
            self._show_all()
        self.listed.focus()
        self._load()

    def step_back(self) -> bool:
        """Show all screenings again, after a search."""
        if self._searched or self.field("search").has_focus_within_line:
            self._clear_search()
        return True

    # Names of children

    @property
    def _how_listed(self) -> ScreeningListing:
        by = NAMES if self._names_for_now else around(self).children
        today = self.seat.clock().astimezone(LONDON).date()
        due = self._known.following.first_by_screening() if self.size.width >= TABLE_FROM else {}
        return ScreeningListing(by, self.seat.pathways.naming, today, self.size.width, due)

    @property
    def _may_hide_names(self) -> bool:
        """Whether they are hidden as the account or the deployment has it, shown for now or not."""
        return around(self).children != NAMES

    def _of_names(self) -> str:
        if not (self._hits if self._searched else self._known.found) or not self._may_hide_names:
            return ""
        key = self.key_of("home.names")
        key = key.upper() if len(key) == 1 else key or "the go-to menu"
        return f"{shown_words(key) if self._names_for_now else hidden_words(key)} "

    def action_names(self) -> None:
        """Show them for now, until the list is left or it locks; or hide them again. Never kept."""
        if self._may_hide_names:
            self._show_names(not self._names_for_now)
        else:
            self.say(not_hidden_words("Display, in the go-to menu,"))

    def hide_names(self) -> None:
        """Leave nothing that named a child on the screen beneath: it locks, or the list is left."""
        if self._names_for_now:
            self._show_names(False)

    def on_screen_suspend(self) -> None:
        """Hide names beneath another place; a question leaves them."""
        if not isinstance(self.app.screen, Dialog):
            self.hide_names()

    def _show_names(self, shown: bool) -> None:
        self._names_for_now = shown
        self.say("")
        self._show_again()

    def _show_again(self) -> None:
        if self._searched:
            self._show_hits()
        else:
            self._show_all()

    # Opening and beginning

    async def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open the screening, begin one, or go where an item leads."""
        event.stop()
        if event.item.id == NEW:
            self.action_new()
        elif event.item.id.startswith(GO):
            await self.app.run_action(f"app.{event.item.id.split(':')[1]}")
        elif event.item.id.startswith(DUE):
            self._open(event.item.id.split(":")[1], at_done=True)
        elif event.item.id in ("marked", "pathway"):
            self.say(self._known.marked if event.item.id == "marked" else " ".join(self._remarks))
        elif event.item.id:
            self._open(event.item.id)

    @work(exclusive=True, group="open")
    async def _open(self, ref: str, *, at_done: bool = False) -> None:
        opening = open_at_done if at_done else open_screening
        self.greet(await opening(self.ce, ref))

    @work(exclusive=True, group="open")
    async def action_new(self) -> None:
        """Begin a screening: the area is asked first, then it opens at Start."""
        if (station := self.seat.station) is not None:
            self.greet(show_opened(self.ce, await begin_screening(self.asker, station)))

    @work(exclusive=True, group="open")
    async def action_record(self) -> None:
        """Open the screening that is current, to record something that was done about it.

        The recording stands over what was done, so that Esc leads to no question of danger.
        """
        ref = read_reference(self.here.removeprefix(DUE).partition(":")[0])
        if ref is None:
            self.greet("Move to the screening first that something was done about.")
            return
        refused = await open_at_done(self.ce, ref)
        if not refused and self.seat.open_draft is not None:
            self.ce.to_record()
        self.greet(refused)

    @work(exclusive=True, group="open")
    async def action_discard(self) -> None:
        """Throw away the draft that is current, if it is empty and one's own."""
        if (station := self.seat.station) is None:
            return
        if read_reference(self.here) is None:
            self.say("Move to the draft first that is to be discarded.")
            return
        result = await discard_draft(self.asker, station, self.here, to_keeping(self.ce))
        self.greet(result.words)
        if result.done:
            self._load()

    def on_resize(self) -> None:
        """Show columns if there is room for them."""
        if self._searched or self._arrived:
            self._show_again()

    def goes_on_from(self, listed: ItemList, by: int) -> bool:
        """Go nowhere. Say that it is the last item, or the first: no place among all says it here."""
        if said := not is_quiet(self):
            self.say(f"{end_words(by)} in the list. {self.words_here()}")
        return said
