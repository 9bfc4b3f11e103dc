"""Choosing a passphrase: six words made up by the app, or one's own typed twice. Used wherever one is set."""

from __future__ import annotations

import asyncio

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ce_tui.widgets.choice_list import Choice, ChoiceList, MarkedList
from ce_tui.widgets.field import Field, PassphraseField

WORDS, OWN = "words", "own"
CHOICES = (
    Choice(WORDS, "Six words made up for you"),
    Choice(OWN, "One of your own: 15 characters or more, several words are good"),
)


class NewPassphrase(Vertical):
    """The fields; `take` checks them and gives the passphrase. Holds what was typed until `forget`."""

    def __init__(self, label: str = "Your passphrase", *, id: str = "new-passphrase") -> None:
        super().__init__(id=id)
        self._label = label
        self._words = ""

    def compose(self) -> ComposeResult:
        yield ChoiceList(CHOICES, WORDS, label=self._label, id="kind")
        yield Static("", id="made-up", classes="made-up", markup=False)
        yield PassphraseField("Passphrase", id="first")
        yield PassphraseField("Once more", id="second")

    def on_mount(self) -> None:
        self._offer()
        self._show()

    @property
    def made_up(self) -> bool:
        """Whether the six words are wanted."""
        return self.query_one("#kind", ChoiceList).chosen == WORDS

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """The other way; six words chosen again are six others."""
        event.stop()
        if event.id == WORDS:
            self.offer_others()
        else:
            self._show()

    def _offer(self) -> None:
        from ce_tui.core.vault.keys.passphrases import generate

        self._words = generate()

    def _show(self) -> None:
        made_up = self.made_up
        words = self.query_one("#made-up", Static)
        words.update(
            "Write these six words down and keep them to yourself, then type them below. Choosing six words again "
            f"makes up six others.\n    {self._words}"
        )
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
    def offered(self) -> str:
        """The six words that are shown; empty where one's own is wanted."""
        return self._words if self.made_up else ""

    async def take(self, name: str = "") -> str | None:
        """The passphrase, if it is good; else None, with what is wrong shown and said. `name` is the account's."""
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.passphrases import check

        first, second = self.query_one("#first", Field), self.query_one("#second", Field)
        typed = first.value
        first.error = second.error = ""
        if self.made_up:
            typed = " ".join(typed.lower().split())
            if typed != self._words:
                self._wrong(first, "Type the six words as they are shown" if typed else "Type the six words")
                return None
        elif not typed:
            self._wrong(first, "Type a passphrase")
            return None
        try:
            await asyncio.to_thread(check, typed, name)
        except Refused as refused:
            self._wrong(first, refused.words)
            return None
        if not self.made_up and typed != second.value:
            words = (
                "This is not what you typed the first time"
                if second.value
                else "Type the passphrase once more"
            )
            self._wrong(second, words)
            return None
        return typed

    def _wrong(self, field: Field, words: str) -> None:
        field.error = words
        field.focus()
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(field.words)

    def forget(self) -> None:
        """Empty the fields."""
        self._words = ""
        for field in self.query(Field):
            field.value = ""
