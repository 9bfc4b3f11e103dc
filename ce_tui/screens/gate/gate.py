"""The screens before a sign-in: what they share, and the lock. They show nothing of any case; whom to call is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual._compositor import Compositor
from textual._node_list import NodeList
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from ce_tui.commands.table import Where
from ce_tui.core.vault.errors import NotPermitted, VaultError
from ce_tui.core.words.plain import say_seconds
from ce_tui.screens.base import CeScreen
from ce_tui.session.terminal_state import SOMEONE_ELSE, SUSPENDED
from ce_tui.session.words.gate import (
    FORGOTTEN,
    NOT_RIGHT,
    OF_THE_DEMO,
    UNLOCKING,
    not_saved_at_the_lock,
)
from ce_tui.threads import in_thread
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import CLEARED, ActionList, CheckedForm, problem_line, text
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import bindings_for

if TYPE_CHECKING:
    from ce_tui.session.session import Session


WITHOUT_A_PICTURE = {"reader": "display for screen readers", "lines": "line by line"}
"""Commands, in the words that lead to them; brief enough for one row of a narrow window."""
EMERGENCY = "In danger now: phone 999. Contacts and Guidance, without signing in:"


class GateScreen(CeScreen):
    """A screen before the sign-in. Subclasses compose `form`, and take what is chosen in `do`."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("gate", priority=True)
    where: ClassVar[tuple[Where, ...]] = ("gate",)
    stays: ClassVar[bool] = True
    first: ClassVar[str] = "#actions"  # what has the focus in the beginning
    clears: ClassVar[bool] = False  # what is typed, when nobody has pressed a key for a while

    def body(self) -> ComposeResult:
        yield Static(f"{EMERGENCY} {self.key_of('goto')}.", classes="emergency", markup=False)
        # In words: what a sign says is not heard as a key.
        displays = [(self.key_of(command), words) for command, words in WITHOUT_A_PICTURE.items()]
        ways = " ".join(f"{key}: {words}." for key, words in displays if key)
        yield Static(ways, classes="without-picture", markup=False)
        with CheckedForm(classes="form"):
            yield from self.form()

    def on_unmount(self) -> None:
        """Let go of what stood and was typed here: Textual holds the first screen for good."""
        self.focused = None
        self._compositor = Compositor()
        self._nodes = NodeList(self)
        self._query_one_cache.clear()
        self._arrangement_cache.clear()

    def form(self) -> ComposeResult:
        """The widgets of the form."""
        raise NotImplementedError

    def show(self) -> None:
        if self.focused is None:
            self.query_one(self.first).focus()

    def on_mount(self) -> None:
        if self.seat.config.pathway_files:
            self._look_at_pathways()

    @work(exclusive=True, group="pathways")
    async def _look_at_pathways(self) -> None:
        """Say that a configured pathway cannot be used; once the screen stands, because reading them takes a while."""
        await in_thread(lambda: self.seat.config.readable_pathways)
        words, form = self.seat.pathways.stand_in, self.query(".form")
        if words and form and self.is_attached:
            await form.first().mount(text(words, widget_id="stand-in"), before=0)
            self.say(words)

    @property
    def holds_typed(self) -> bool:
        """Whether something is typed here that nobody else should go on with. The set-up keeps what is typed."""
        return self.clears and any(field.value for field in self.query(Field))

    def forget_typed(self) -> None:
        """Clear what is typed here, and say so."""
        for field in self.query(Field):
            field.value = field.error = ""
        self.problem("")
        self.say(CLEARED)

    def problem(self, words: str, way_on: str = "") -> None:
        """Say what is wrong, in the form and in the status line; empty: nothing is. `way_on`: a way out of it."""
        line = self.query_one("#problem", Static)
        line.update(f"! {words}\n  {way_on}".rstrip() if words else "")
        line.display = bool(words)
        if words:
            self.say(f"{words} {way_on}".rstrip())

    async def open(self, words: str, opening: Callable[[], Session]) -> None:
        """Open a store in a thread, which takes its time, and go on signed in; else say why not.

        Deriving the key leaves a processor to Python: meanwhile what is shown next is imported.
        """
        in_thread(self.ce.import_home)
        with self.at_work():
            try:
                session = await self.ce.patiently(words, opening)
            except VaultError as error:
                self.not_opened(error)
                return
            self.forget_secrets()
            self.ce.signed_in(session)

    def forget_secrets(self) -> None:
        """Let go of what opened the store."""

    def not_opened(self, why: VaultError) -> None:
        """Say why a store could not be opened."""
        self.problem(why.words)

    def do(self, action: str) -> None:
        """Do what was chosen among this screen's own actions."""

    async def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what is open to everyone; the rest the screen does."""
        if event.item.id in OPEN_TO_ALL:
            await self.app.run_action(f"app.{event.item.id}")
        elif event.item.id in LEAVE:
            self.ce.begin_sign_out()
        else:
            self.do(event.item.id)


OPEN_TO_ALL: dict[str, str] = {
    "contacts": "Contacts: 999, and whom to call now",
    "guidance": "Guidance: the whole document",
    "display": "Display: colours, and for screen readers",
    "keys": "Keys",
}
LEAVE = {"leave": "Leave: the app is closed"}


def actions(*own: tuple[str, str], leave: bool = True) -> ActionList:
    """A screen's own actions, then those that are open to everyone; `leave`: the way out as well."""
    others = OPEN_TO_ALL | LEAVE if leave else OPEN_TO_ALL
    return ActionList([Item(key, words) for key, words in [*own, *others.items()]], widget_id="actions")


_FROM_LOCK = 'press Tab, choose "Someone else signs in", and there "I have lost my passphrase"'


class LockScreen(GateScreen):
    """The lock: waits for the passphrase of whoever is signed in. Contacts and Guidance stay open."""

    called: ClassVar[str] = "Locked"
    help_topic: ClassVar[str] = "lock"
    first: ClassVar[str] = "#passphrase"

    def form(self) -> ComposeResult:
        yield text("Locked.", widget_id="locked-words")
        yield PassphraseField("Passphrase", widget_id="passphrase")
        yield problem_line()
        others = [] if self.seat.demo else [("someone-else", "Someone else signs in: all is saved")]
        leave = ("leave", "Leave: sign out, all is saved, the app ends")
        yield actions(("unlock", "Unlock"), *others, leave, leave=False)

    def show(self) -> None:
        session = self.seat.kept_session
        if session is None:  # it ends just now
            return
        words = f"Locked. {session.casebook.account.name} is signed in."
        if self.seat.demo:
            words += f" {OF_THE_DEMO}"
        # Without trouble it is just being saved.
        trouble = session.draft.trouble if session.draft is not None else ""
        if trouble:
            words += f" {not_saved_at_the_lock(trouble, gone=session.casebook.is_replaced)}"
        elif end := self.seat.idle.times.end:
            words += f" After {say_seconds(end)} without a key it signs out by itself; all is saved."
        self.query_one("#locked-words").update(words)  # type: ignore[attr-defined]
        super().show()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.do("unlock")

    def do(self, action: str) -> None:
        if action == "unlock":
            self._unlock()
        elif action == "someone-else" and not self.ce.depart(SOMEONE_ELSE):
            self.problem("Not signed out, because not all is saved yet. It is tried again and again.")

    @work(exclusive=True)
    async def _unlock(self) -> None:
        field = self.field("passphrase")
        session = self.seat.kept_session
        if self.busy or session is None:
            return
        if self.seat.demo:
            self.ce.unlock()
            return
        if not field.value:
            field.error = "Enter your passphrase"
            self.say(field.words)
            return
        casebook, secret, field.error, field.value = session.casebook, field.value, "", ""
        try:
            with self.at_work():
                right = await self.ce.patiently(UNLOCKING, lambda: casebook.access.verify(secret))
        except VaultError as error:
            if isinstance(error, NotPermitted):  # suspended meanwhile
                self.ce.depart(SUSPENDED)
            field.focus()
            self.problem(error.words)
            return
        if right:
            self.ce.unlock()
        else:
            field.focus()
            self.problem(NOT_RIGHT, FORGOTTEN.format(_FROM_LOCK))
