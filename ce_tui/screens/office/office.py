"""What the screens of the office share: one job at a time; a form with things to do below it; a list that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.recording import Job
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList, CheckedForm
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


Result = TypeVar("Result")


def begin_job(screen: CeScreen, job: Job[Result], then: Callable[[Result], object]) -> None:
    """Begin a job, and hand on its result. Not while another is busy, and only if somebody is at work."""

    async def do() -> None:
        if (station := screen.seat.station) is not None:
            then(await job(DialogAsker(screen.ce, screen.at_work), station))

    if not screen.busy:
        screen.run_worker(do(), group="office", exclusive=True)


class OfficeForm(CeScreen):
    """A form. A subclass composes its fields and what can be done with them, and does it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    is_form: ClassVar[bool] = True
    first: ClassVar[str] = "#actions"
    """What has the focus in the beginning, as a selector."""
    esc: ClassVar[str] = "Esc goes back, changing nothing."

    def form(self) -> ComposeResult:
        """The fields, with what is to be said of them; then the form's actions."""
        raise NotImplementedError

    def act(self, action: str) -> None:
        """Do one of the form's actions."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with CheckedForm(classes="form"):
            yield from self.form()

    def show(self) -> None:
        if self.focused is None:
            self.query_one(self.first).focus()
        self.say(so_far=self.esc)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.focus_next()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen, or go back."""
        if self.busy:
            return
        if event.item.id == "back":
            self.app.pop_screen()
        else:
            self.act(event.item.id)

    # What is done

    def step_back(self) -> bool:
        """Stay while something is being done."""
        return self.busy

    def do(self, job: Job[JobResult]) -> None:
        """Do the form's job: leave the form if it was done, else say what is wrong."""
        begin_job(self, job, self._done)

    def _done(self, result: JobResult) -> None:
        if not result.done:
            self.problem(result.words)
            return
        self.app.pop_screen()
        self.ce.greet(result.words)

    def problem(self, words: str) -> None:
        """Say what is wrong, in the form and in the status line; empty: nothing is."""
        for line in self.query("#problem").results(Static):
            line.update(f"! {words}" if words else "")
            line.display = bool(words)
        self.greet(words)


def action_list(*offers: tuple[str, str], back: str = "Back, changing nothing") -> ActionList:
    """A list of what can be done, by ids and words, then the way back."""
    return ActionList([Item(*each) for each in (*offers, ("back", back))], widget_id="actions")


Data = TypeVar("Data")


class OfficeList(CeScreen, Generic[Data]):
    """A list of what is read. A subclass says how it is listed and what an item does.

    The core decides what each may do. An item's id is its kind, or "kind:what".
    """

    AUTO_FOCUS: ClassVar[str | None] = ""
    list_id: ClassVar[str] = "listed"
    reading: ClassVar[str]
    """What is being done while it reads, in words."""
    reads_once: ClassVar[bool] = False
    """Whether what was read once stands until something else is wanted."""
    read: Callable[[Casebook], Data]
    """Reads it, in a thread; holds no screen meanwhile. May raise VaultError."""
    data: Data | None = None

    # What a subclass says

    def items(self, data: Data) -> Iterable[Item]:
        """The list."""
        raise NotImplementedError

    def so_far(self, data: Data) -> str:
        """The status line's words on all of it."""
        raise NotImplementedError

    def chosen(self, data: Data, kind: str, what: str) -> None:
        """Do what an item says."""
        raise NotImplementedError

    # What is shown

    def key_words(self) -> list[tuple[str, str]]:
        """The keys, with Enter first unless the screen has keys of its own."""
        return [*([] if self.where else [("Enter", "choose")]), *super().key_words()]

    def show(self) -> None:
        if self.focused is None:
            self.listed.focus()
        if self.data is None or not self.reads_once:
            self.load()

    @work(exclusive=True, group="load")
    async def load(self, then: str = "") -> None:
        """Read it anew, and show it. `then`: the item to go on at."""
        session = self.seat.session
        if session is None:
            return
        try:
            self.data = await self.ce.patiently(self.reading, partial(self.read, session.casebook))
        except VaultError as error:
            if isinstance(error, NotPermitted) and self.ce.screen is self:  # its roles were changed meanwhile
                self.app.pop_screen()
                self.ce.greet(error.words)
            else:
                self.say(error.words)
            return
        if self.query("#listed"):
            self._show(self.data, then)

    def _show(self, data: Data, then: str = "") -> None:
        items = list(self.items(data))
        self.listed.set_items(items, then or self._go_on_at({item.id for item in items}))
        self.say(so_far=self.so_far(data))

    def _go_on_at(self, left: set[str]) -> str | None:
        """The next of its kind if the current item is gone, else the one before. None: it is still there."""
        current = self.listed.current
        if current is None or current.id in left:
            return None
        kind = current.id.partition(":")[0]
        alike = [item.id for item in self.listed.items if item.id.startswith(f"{kind}:")]
        at = alike.index(current.id) if current.id in alike else 0
        return next((item_id for item_id in [*alike[at:], *reversed(alike[:at])] if item_id in left), None)

    def on_resize(self) -> None:
        """Show columns if there is room for them."""
        if self.data is not None:
            self._show(self.data)

    # What is done

    def step_back(self) -> bool:
        """Stay while something is being done."""
        return self.busy

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        if not self.busy and self.data is not None:
            kind, _, what = event.item.id.partition(":")
            self.chosen(self.data, kind, what)

    def do(self, job: Job[str]) -> None:
        """Do a job, say what it comes to, and read the list anew."""
        begin_job(self, job, self._done)

    def _done(self, words: str) -> None:
        self.greet(words)
        if self.is_current:  # else when it comes back to the front
            self.load()

    def words_of(self, listed: ItemList, item: Item) -> str:
        """An item's words on one line, and its place."""
        return super().words_of(listed, item).replace("\n", " ")


def what_can_be_done(actions: Sequence[tuple[str, str]], *, flush: bool = True) -> Iterable[Item]:
    """A heading, and an item for each action: its id and words. Nothing if there is none."""
    if actions:
        yield Item("", "What you can do. Enter does it", heading=True)
    for item_id, words in actions:
        yield Item(item_id, words, flush=flush)
