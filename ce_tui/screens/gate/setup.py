"""First use: who you are, a passphrase, the recovery code, the hub. Nothing is written until the code is confirmed.

Or a backup is put back, where one was made before.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.code_shown import keep_code_in_sight, show_code
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session import gate
from ce_tui.session.opening import SetUp
from ce_tui.session.words.gate import (
    CODE_LETTERS,
    FIRST_CODE,
    FIRST_ROLES,
    GROUP_HINT,
    LAST_GROUP,
    MAKING_KEYS,
    NOT_SET_UP,
    TO_RESTORE,
    YOUR_NAME,
    YOUR_PHRASE,
)
from ce_tui.session.words.hub import USUAL_AREA, YOUR_HUB
from ce_tui.widgets.choice_list import ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import CheckedForm, problem_line, text
from ce_tui.widgets.new_passphrase import NewPassphrase

STEPS = ("who", "passphrase", "code")


class SetupScreen(GateScreen):
    """Three steps, one at a time; Esc goes back a step. The last one makes the keys and leads to Home."""

    help_topic: ClassVar[str] = "setup"

    def __init__(self) -> None:
        super().__init__()
        self._step = "who"
        self._answered = SetUp()
        self._six_words = ""  # as they were offered last: they may be written down by now

    def section_words(self) -> str:
        return f"Set up, step {STEPS.index(self._step) + 1} of {len(STEPS)}"

    def form(self) -> ComposeResult:
        with Vertical(id="step"):
            yield from self._widgets()

    def _widgets(self) -> ComposeResult:
        if self._step == "who":
            answered = self._answered
            yield text(FIRST_ROLES)
            yield Field(YOUR_NAME, answered.name, id="name", max_length=100)
            yield Field(YOUR_HUB, answered.hub, id="hub", max_length=200, hint="May be left empty.")
            yield ChoiceList(
                gate.usual_areas(self.ce.seat.pathways.at_hand),
                gate.choice_of(answered.locality),
                label=USUAL_AREA,
                id="locality",
            )
            yield actions(("next", "Go on to the passphrase"), ("restore", TO_RESTORE))
        elif self._step == "passphrase":
            yield NewPassphrase(YOUR_PHRASE, words=self._six_words)
            yield actions(("next", "Go on to the recovery code"), ("back", "Back to your name"))
        else:
            yield text(f"{FIRST_CODE} {CODE_LETTERS}")  # in one: the code is to be seen in few rows
            yield text(f"    {self._answered.code}", id="code")
            yield Field(LAST_GROUP, id="group", max_length=60, hint=GROUP_HINT)
            yield problem_line()
            yield actions(("next", "I have written it down: set up"), ("back", "Back to the passphrase"))

    def show(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        widget = {"who": "#name", "passphrase": "#kind", "code": "#group"}[self._step]
        self.query_one(widget).focus()
        written = "Nothing is written yet."
        self.say(
            so_far=f"Tab moves on. {written}" if self._step == "who" else f"Esc goes back a step. {written}"
        )

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
        """Esc: the step before; what was typed in it is still there, but for the passphrase."""
        at = STEPS.index(self._step)
        if at and not self._busy:
            self.run_worker(self._go(STEPS[at - 1]), exclusive=True)
        return True

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter in the last field of a step goes on, in another one to what follows."""
        if event.field.id in ("group", "second") or (event.field.id == "first" and self._only_one_field()):
            self.do("next")
        else:
            self.focus_next()

    def _only_one_field(self) -> bool:
        return self.query_one(NewPassphrase).made_up

    def do(self, action: str) -> None:
        if self._busy:
            return
        if action == "back":
            self.step_back()
        elif action == "restore":
            self._restore()
        else:
            self._next()

    @work(exclusive=True, group="next")
    async def _next(self) -> None:
        if self._step == "who":
            await self._who()
        elif self._step == "passphrase":
            await self._passphrase()
        else:
            await self._confirm()

    async def _who(self) -> None:
        if not self.may_set_up:
            return
        name, chosen = self.query_one("#name", Field), self.query_one("#locality", ChoiceList).chosen
        if not self.are_right((name, gate.name_to_be)):
            return
        self._answered = replace(
            self._answered,
            name=gate.name_to_be(name.value),
            hub=self.query_one("#hub", Field).value.strip(),
            locality=gate.area_of(chosen),
        )
        await self._go("passphrase")

    async def _passphrase(self) -> None:
        from ce_tui.core.vault.keys.recovery import new_recovery_code

        asked, answered = self.query_one(NewPassphrase), self._answered
        taken = await asked.take(answered.name, answered.hub)
        if taken is None:
            return
        self._answered = replace(answered, passphrase=taken, code=answered.code or new_recovery_code())
        await self._go("code")

    async def _confirm(self) -> None:
        field, code = self.query_one("#group", Field), str(self._answered.code)
        if not self.are_right((field, lambda typed: gate.confirm_code(typed, code))):
            keep_code_in_sight(self)
            return
        with self.at_work():
            await self._set_up()

    async def _set_up(self) -> None:
        opening, answered = self.ce.seat.opening, self._answered
        session = await self.opened(MAKING_KEYS, lambda: opening.set_up(answered))
        if session is not None:
            self._answered, self._six_words = SetUp(), ""
            self.ce.signed_in(session)

    def not_opened(self, why: VaultError) -> None:
        """Say it; where somebody else was quicker, at the sign-in."""
        if self.ce.seat.opening.is_set_up:
            self.ce.to_sign_in(why.words)
        else:
            self.problem(f"{why.words} {NOT_SET_UP}")

    @work(exclusive=True, group="restore")
    async def _restore(self) -> None:
        """Put a backup back instead; then everybody signs in."""
        from ce_tui.screens.asking import DialogAsker
        from ce_tui.session.jobs.restoring import restore_backup

        with self.at_work():
            restored = await restore_backup(DialogAsker(self.ce), self.ce.seat.opening)
        if restored:
            self.ce.to_sign_in(restored)
