"""Choosing a passphrase: six words made up by the app, or one's own typed twice. Used wherever one is set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import KINDS, WORDS, same_again, six_words, take_own, take_six
from ce_tui.core.words.choice import Choice
from ce_tui.threads import in_thread
from ce_tui.widgets.choice_list import ChoiceList, MarkedList
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.scroll_in_form import SentOff, once_scrolled, show_together
from ce_tui.widgets.speaking import is_quiet

_AGAIN = "chosen again: six others"  # at the choice, apart from the six words, so that nobody writes it down with them
WRITE_DOWN = "Write these six words down and keep them to yourself, then type them below."
WRITE_DOWN_FOR_THEM = "Write these six words down for that person alone, then type them below."


class NewPassphrase(Vertical):
    """The fields; `take` checks them and gives the passphrase. Holds what was typed until `forget`."""

    def __init__(
        self,
        label: str = "Your passphrase",
        *,
        words: str = "",
        write_down: str = WRITE_DOWN,
        id: str = "new-passphrase",
    ) -> None:
        """`write_down`: for whom the six words are.

        `words`: six that were offered before, and may be written down by now; empty: others are made up.
        """
        super().__init__(id=id)
        self._label = label
        self._words = words
        self._write_down = write_down

    def compose(self) -> ComposeResult:
        kinds = [Choice(id, words, _AGAIN if id == WORDS else "") for id, words in KINDS.items()]
        yield ChoiceList(kinds, WORDS, label=self._label, id="kind")
        yield Static("", id="made-up", classes="made-up", markup=False)
        yield PassphraseField("Passphrase", id="first")
        yield PassphraseField("Once more", id="second")

    def on_mount(self) -> None:
        if not self._words:
            self._offer()
        self._show()

    @property
    def made_up(self) -> bool:
        """Whether the six words are wanted."""
        return self.query_one("#kind", ChoiceList).chosen == WORDS

    def on_field_entered(self, event: Field.Entered) -> None:
        """The six words stand in sight with the line that they are typed in, in a small window too.

        In the display for screen readers they are said before it: there is no room for both.
        """
        first = self.query_one("#first", Field)
        if event.field is first and self.made_up:
            above = first if is_quiet(self) else self.query_one("#made-up", Static)
            once_scrolled(first, partial(show_together, above, first))
            self._say_words()

    def _say_words(self) -> None:
        greet = getattr(self.screen, "greet", None)
        if greet is not None and is_quiet(self):
            greet(f"{self._write_down} {self._words}.")

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """The other way; six words chosen again are six others."""
        event.stop()
        if event.id == WORDS:
            self.offer_others()
            self._say_words()
        else:
            self._show()

    def _offer(self) -> None:
        self._words = six_words()

    def _show(self) -> None:
        made_up = self.made_up
        words = self.query_one("#made-up", Static)
        words.update(f"{self._write_down}\n\n    {self._words}")
        words.display = made_up
        first, second = self.query_one("#first", Field), self.query_one("#second", Field)
        first.password = not made_up
        second.display = not made_up
        for field in (first, second):
            field.error = ""

    def offer_others(self) -> None:
        """Six other words."""
        self._offer()
        self._show()

    @property
    def words(self) -> str:
        """The six words that were offered last, wanted or not."""
        return self._words

    @property
    def offered(self) -> str:
        """The six words that are shown; empty where one's own is wanted."""
        return self._words if self.made_up else ""

    async def take(self, name: str = "", hub: str = "") -> str | None:
        """The passphrase, if it is good; else None, with what is wrong shown and said.

        `name` is the account's, `hub` what the people are called who share the store.
        """
        first, second = self.query_one("#first", Field), self.query_one("#second", Field)
        first.error = second.error = ""
        try:
            taken = await in_thread(self._taking(first.value, name, hub))
        except Refused as refused:
            self._wrong(first, refused.words, self._read_again)
            return None
        try:
            if not self.made_up:
                same_again(taken, second.value)
        except Refused as refused:
            self._wrong(second, refused.words, lambda typed: same_again(first.value, typed))
            return None
        return taken

    def _taking(self, typed: str, name: str, hub: str) -> Callable[[], str]:
        if self.made_up:
            return partial(take_six, typed, self._words)
        return partial(take_own, typed, name, hub)

    @property
    def _read_again(self) -> Callable[[str], object] | None:
        """How the line is read again once it is left: one's own passphrase not, which takes a while."""
        words = self._words
        return (lambda typed: take_six(typed, words)) if self.made_up else None

    def _wrong(self, field: Field, words: str, read_again: Callable[[str], object] | None) -> None:
        field.error, field.read_again = words, read_again
        field.post_message(SentOff())
        field.point_out()
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(field.words)

    def forget(self) -> None:
        """Empty the fields."""
        self._words = ""
        for field in self.query(Field):
            field.value = ""
