"""Set-up in three steps, and recovery; the fields for a new passphrase, and a new code in sight.

Nothing is written until the code is confirmed. Or a backup is put back, if one was made before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.keys.passphrases import (
    KINDS,
    WORDS,
    NewStore,
    new_recovery_code,
    same_again,
    six_words,
    take_own,
    take_six,
)
from ce_tui.screens.base import CeScreen
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session import gate
from ce_tui.session.gate import USUAL_AREA, YOUR_HUB
from ce_tui.session.words.gate import (
    CODE_HINT,
    CODE_LETTERS,
    FIRST_CODE,
    FIRST_ROLES,
    GROUP_HINT,
    LAST_GROUP,
    MAKING_KEYS,
    NOT_SET_UP,
    RECOVERY,
    RECOVERY_CODE,
    USE_IS_LOGGED,
    YOUR_NAME,
    YOUR_NEW_PHRASE,
    YOUR_PHRASE,
    nothing_before,
)
from ce_tui.threads import in_thread
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import CheckedForm, ChoiceList, MarkedList, problem_line, text
from ce_tui.widgets.room import SentOff, is_quiet, once_scrolled, show_together


def code_and_field(about: str, code: object) -> ComposeResult:
    """A new code, and the field that confirms it. `about`: what is said of it."""
    yield text(f"{about} {CODE_LETTERS}")  # in one: the code is to be seen in few rows
    yield text(f"    {code}", widget_id="code")
    yield Field(LAST_GROUP, widget_id="group", max_length=60, hint=GROUP_HINT)
    yield problem_line()


def show_code(screen: CeScreen, about: str) -> None:
    """Scroll until a new code is in sight. A screen reader is told first what is said `about` it."""
    if is_quiet(screen):
        screen.greet(f"{about} {CODE_LETTERS}")
    keep_code_in_sight(screen)


def keep_code_in_sight(screen: CeScreen) -> None:
    """Scroll until code and field are in sight: what is wrong with what was typed stands below the field."""
    code, group = screen.query_one("#code", Static), screen.query_one("#group", Field)
    once_scrolled(group, partial(show_together, code, group))


_AGAIN = "chosen again: six others"  # at the choice, apart from the six words, so that nobody writes it down with them
WRITE_DOWN = "Write these six words down and keep them to yourself, then type them below."
WRITE_DOWN_FOR_THEM = "Write these six words down for that person alone, then type them below."


class NewPassphrase(Vertical):
    """The fields for a new passphrase; `take` checks them and gives it. Holds what was typed until `forget`."""

    def __init__(self, label: str, *, words: str = "", write_down: str = WRITE_DOWN) -> None:
        """`write_down`: for whom the six words are.

        `words`: six that were offered before, and may be written down by now; empty: others are made up.
        """
        super().__init__(id="new-passphrase")
        kinds = [Choice(kind, said, _AGAIN if kind == WORDS else "") for kind, said in KINDS.items()]
        self._kind = ChoiceList(kinds, WORDS, label=label, widget_id="kind")
        self._shown_words = Static("", id="made-up", classes="made-up", markup=False)
        self._first = PassphraseField("Passphrase", widget_id="first")
        self._second = PassphraseField("Once more", widget_id="second")
        self._write_down = write_down
        self.words = words or six_words()
        """The six words that were offered last, wanted or not."""

    def compose(self) -> ComposeResult:
        yield from (self._kind, self._shown_words, self._first, self._second)

    def on_mount(self) -> None:
        self._show()

    @property
    def made_up(self) -> bool:
        """Whether the six words are wanted."""
        return self._kind.chosen == WORDS

    def on_field_entered(self, event: Field.Entered) -> None:
        """Keep the six words in sight with the line that they are typed in.

        In the display for screen readers they are said before it: there is no room for both.
        """
        if event.field is self._first and self.made_up:
            above = self._first if is_quiet(self) else self._shown_words
            once_scrolled(self._first, partial(show_together, above, self._first))
            self._say_words()

    def _say_words(self) -> None:
        if isinstance(self.screen, CeScreen) and is_quiet(self):
            self.screen.greet(f"{self._write_down} {self.words}.")

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """Show the chosen kind; six words chosen again are six others."""
        event.stop()
        if event.id == WORDS:
            self.offer_others()
            self._say_words()
        else:
            self._show()

    def _show(self) -> None:
        made_up = self.made_up
        self._shown_words.update(f"{self._write_down}\n\n    {self.words}")
        self._shown_words.display = made_up
        self._first.password = not made_up
        self._second.display = not made_up
        self._first.error = self._second.error = ""

    def offer_others(self) -> None:
        """Offer six other words."""
        self.words = six_words()
        self._show()

    async def take(self, name: str = "", hub: str = "") -> str | None:
        """The passphrase, if it is good; else None, with what is wrong shown and said.

        `name` is the account's, `hub` what the people are called who share the store.
        """
        first, second = self._first, self._second
        first.error = second.error = ""
        typed, words, made_up = first.value, self.words, self.made_up
        take = partial(take_six, typed, words) if made_up else partial(take_own, typed, name, hub)
        try:
            taken = await in_thread(take)
        except Refused as refused:
            # One's own passphrase is not read again once the line is left: that takes a while.
            self._wrong(first, refused.words, (lambda typed: take_six(typed, words)) if made_up else None)
            return None
        try:
            if not self.made_up:
                same_again(taken, second.value)
        except Refused as refused:
            self._wrong(second, refused.words, lambda typed: same_again(first.value, typed))
            return None
        return taken

    def _wrong(self, field: Field, words: str, read_again: Callable[[str], object] | None) -> None:
        field.error, field.read_again = words, read_again
        field.post_message(SentOff())
        field.point_out()
        if isinstance(self.screen, CeScreen):
            self.screen.say(field.words)

    def forget(self) -> None:
        """Empty the fields, and forget the six words."""
        self.words = ""
        for field in self.query(Field):
            field.value = ""


STEPS = ("who", "passphrase", "code")


class SetupScreen(GateScreen):
    """The set-up: three steps, one at a time; Esc goes back a step. The last makes the keys and leads to Home."""

    help_topic: ClassVar[str] = "setup"
    _step = "who"
    _answered = NewStore()
    _six_words = ""  # as they were offered last: they may be written down by now

    def section_words(self) -> str:
        return f"Set up, step {STEPS.index(self._step) + 1} of {len(STEPS)}"

    def form(self) -> ComposeResult:
        with Vertical(id="step"):
            yield from self._widgets()

    def _widgets(self) -> ComposeResult:
        if self._step == "who":
            answered = self._answered
            yield text(FIRST_ROLES)
            yield Field(YOUR_NAME, answered.name, widget_id="name", max_length=100)
            yield Field(YOUR_HUB, answered.hub, widget_id="hub", max_length=200, hint="May be left empty.")
            yield ChoiceList(
                gate.usual_areas(self.seat.pathways.at_hand),
                gate.choice_of(answered.locality),
                label=USUAL_AREA,
                widget_id="locality",
            )
            restore = "restore", "Restore the store from a backup instead"
            yield actions(("next", "Go on to the passphrase"), restore)
        elif self._step == "passphrase":
            yield NewPassphrase(YOUR_PHRASE, words=self._six_words)
            yield actions(("next", "Go on to the recovery code"), ("back", "Back to your name"))
        else:
            yield from code_and_field(FIRST_CODE, self._answered.code)
            yield actions(("next", "I have written it down: set up"), ("back", "Back to the passphrase"))

    def show(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        widget = {"who": "#name", "passphrase": "#kind", "code": "#group"}[self._step]
        self.query_one(widget).focus()
        way = "Tab moves on." if self._step == "who" else "Esc goes back a step."
        self.say(so_far=f"{way} Nothing is written yet.")
        if self._step == "code":
            show_code(self, FIRST_CODE)

    async def _go(self, step: str) -> None:
        for asked in self.query(NewPassphrase):
            self._six_words = asked.words
            asked.forget()
        self._step = step
        holder = self.query_one("#step")
        await holder.remove_children()
        await holder.mount(*self._widgets())
        self.query_one(CheckedForm).list_faults()
        self.refresh_frame()
        self._focus_first()

    def step_back(self) -> bool:
        """Go back a step; what was typed in it is still there, but for the passphrase."""
        at = STEPS.index(self._step)
        if at and not self.busy:
            self.run_worker(self._go(STEPS[at - 1]), exclusive=True)
        return True

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Go on from the last field of a step, from another one to what follows."""
        last = "first" if any(asked.made_up for asked in self.query(NewPassphrase)) else "second"
        if event.field.id in ("group", last):
            self.do("next")
        else:
            self.focus_next()

    def do(self, action: str) -> None:
        if self.busy:
            return
        if action == "back":
            self.step_back()
        elif action == "restore":
            self._restore()
        else:
            steps = {"who": self._who, "passphrase": self._passphrase, "code": self._confirm}
            self.run_worker(steps[self._step](), group="next", exclusive=True)

    async def _who(self) -> None:
        if words := self.seat.config.readable_pathways.stand_in:
            self.say(nothing_before(words))
            return
        name, chosen = self.field("name"), self.query_one("#locality", ChoiceList).chosen
        if not self.are_right((name, gate.name_to_be)):
            return
        self._answered = replace(
            self._answered,
            name=gate.name_to_be(name.value),
            hub=self.field("hub").value.strip(),
            locality=gate.typed_area(chosen),
        )
        await self._go("passphrase")

    async def _passphrase(self) -> None:
        asked, answered = self.query_one(NewPassphrase), self._answered
        taken = await asked.take(answered.name, answered.hub)
        if taken is None:
            return
        self._answered = replace(answered, passphrase=taken, code=answered.code or new_recovery_code())
        await self._go("code")

    async def _confirm(self) -> None:
        field, code = self.field("group"), str(self._answered.code)
        if not self.are_right((field, lambda typed: gate.confirm_code(typed, code))):
            keep_code_in_sight(self)
            return
        await self.open(MAKING_KEYS, partial(self.seat.opening.set_up, self._answered))

    def forget_secrets(self) -> None:
        self._answered, self._six_words = NewStore(), ""

    def not_opened(self, why: VaultError) -> None:
        """Say why; at the sign-in if somebody else was quicker."""
        if self.seat.opening.is_set_up:
            self.ce.to_sign_in(why.words)
        else:
            self.problem(f"{why.words} {NOT_SET_UP}")

    @work(exclusive=True, group="restore")
    async def _restore(self) -> None:
        """Put a backup back instead; then everybody signs in."""
        from ce_tui.session.jobs.target import restore_backup

        with self.at_work():
            restored = await restore_backup(self.asker, self.seat.opening)
        if restored:
            self.ce.to_sign_in(restored)


class RecoverScreen(GateScreen):
    """Recovery: name, code and new passphrase, then signed in. Esc goes back to the sign-in."""

    called: ClassVar[str] = "Recovery"
    help_topic: ClassVar[str] = "sign-in"
    stays: ClassVar[bool] = False
    clears: ClassVar[bool] = True

    def __init__(self, name: str = "") -> None:
        """`name`: as it was typed at the sign-in."""
        super().__init__()
        self._name_typed = name.strip()

    def form(self) -> ComposeResult:
        yield text(RECOVERY)
        yield Field(YOUR_NAME, self._name_typed, widget_id="name", max_length=100)
        yield Field(RECOVERY_CODE, widget_id="code", hint=CODE_HINT, max_length=100)
        yield problem_line()
        yield NewPassphrase(YOUR_NEW_PHRASE)
        yield actions(("recover", "Set the new passphrase and sign in"), ("back", "Back to the sign-in"))

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#code" if self._name_typed else "#name", Field).focus()
        self.say(so_far=f"Esc goes back. {USE_IS_LOGGED}")

    def forget_typed(self) -> None:
        """Clear what is typed, and offer six other words."""
        super().forget_typed()
        self.query_one(NewPassphrase).offer_others()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.focus_next()

    def do(self, action: str) -> None:
        if action == "back":
            self.app.pop_screen()
        elif not self.busy:
            self._recover()

    @work(exclusive=True, group="recover")
    async def _recover(self) -> None:
        name, code = self.field("name"), self.field("code")
        if not self.are_right((name, gate.name_of_account), (code, gate.recovery_code)):
            return
        passphrase = await self.query_one(NewPassphrase).take(name.value)
        if passphrase is None:
            return
        recover = partial(self.seat.opening.recover, name.value, code.value, passphrase)
        await self.open(MAKING_KEYS, recover)

    def forget_secrets(self) -> None:
        self.query_one(NewPassphrase).forget()

    def not_opened(self, why: VaultError) -> None:
        """Say why after the field, whose own words would take the place of these."""
        self.field("code").focus()
        super().not_opened(why)
