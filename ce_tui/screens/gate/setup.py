"""First use: who you are, a passphrase, the recovery code, the hub. Nothing is written until the code is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from ce_tui.core.vault.keys.code_group import is_of_code
from ce_tui.core.words.areas import area_words
from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.session.words.screening import FIRST_CODE, FIRST_ROLES
from ce_tui.widgets.choice_list import Choice, ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.new_passphrase import NewPassphrase
from ce_tui.widgets.plain import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.around import Around
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.keys.recovery import RecoveryCode

STEPS = ("who", "passphrase", "code")


class Answered(msgspec.Struct):
    """What was answered so far."""

    name: str = ""
    hub: str = ""
    locality: str = ""
    passphrase: str = ""


class SetupScreen(GateScreen):
    """Three steps, one at a time; Esc goes back a step. The last one makes the keys and leads to Home."""

    help_topic: ClassVar[str] = "setup"

    def __init__(self) -> None:
        super().__init__()
        self._step = "who"
        self._answered = Answered()
        self._code: RecoveryCode | None = None
        self._busy = False

    def section_words(self) -> str:
        return f"Set up, step {STEPS.index(self._step) + 1} of {len(STEPS)}"

    def form(self) -> ComposeResult:
        with Vertical(id="step"):
            yield from self._widgets()

    def _widgets(self) -> ComposeResult:
        if self._step == "who":
            yield text(FIRST_ROLES)
            yield Field("Your name", self._answered.name, id="name", max_length=100)
            yield Field(
                "Your hub or team", self._answered.hub, id="hub", max_length=200, hint="May be left empty."
            )
            yield ChoiceList(
                [
                    *(
                        Choice(each.id, area_words(each.id, each.name))
                        for each in self.ce.pathways.at_hand.localities
                    ),
                    Choice("none", "No usual area: ask each time"),
                ],
                self._answered.locality or "none",
                label="Where do most of the children live whom you work with?",
                id="locality",
            )
            yield actions(("next", "Go on to the passphrase"))
        elif self._step == "passphrase":
            yield NewPassphrase()
            yield actions(("next", "Go on to the recovery code"), ("back", "Back to your name"))
        else:
            yield text(FIRST_CODE)
            yield text(f"    {self._code}", id="code")
            yield Field(
                "Its last group",
                id="group",
                max_length=60,
                hint="Type the last five letters or digits, or all of it.",
            )
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

    async def _go(self, step: str) -> None:
        self._step = step
        holder = self.query_one("#step")
        await holder.remove_children()
        await holder.mount(*self._widgets())
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
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.passphrases import check_name

        name = self.query_one("#name", Field)
        try:
            checked = check_name(name.value)
        except Refused as refused:
            name.error = "Enter your name" if not name.value.strip() else refused.words
            name.focus()
            self.say(name.words)
            return
        self._answered.name = checked
        self._answered.hub = self.query_one("#hub", Field).value.strip()
        chosen = self.query_one("#locality", ChoiceList).chosen
        self._answered.locality = "" if chosen == "none" else chosen
        await self._go("passphrase")

    async def _passphrase(self) -> None:
        from ce_tui.core.vault.keys.recovery import new_recovery_code

        asked = self.query_one(NewPassphrase)
        taken = await asked.take(self._answered.name)
        if taken is None:
            return
        self._answered.passphrase = taken
        self._code = self._code or new_recovery_code()
        asked.forget()
        await self._go("code")

    async def _confirm(self) -> None:
        field = self.query_one("#group", Field)
        if not is_of_code(field.value, str(self._code)):
            field.error = (
                "This is not the code's last group" if field.value.strip() else "Type the code's last group"
            )
            field.focus()
            self.say(field.words)
            return
        self._busy = True
        try:
            await self._set_up()
        finally:
            self._busy = False

    async def _set_up(self) -> None:
        home, answered, code = self.ce.home, self._answered, self._code

        def make(around: Around) -> Casebook:
            from ce_tui.core.vault.casebook.opening import NewStore, set_up

            casebook, _ = set_up(home, NewStore(code=code, **msgspec.structs.asdict(answered)), around)
            return casebook

        session = await self.opened("Making the keys.", make, if_not="Nothing is set up yet.")
        if session is not None:
            self._answered, self._code = Answered(), None
            self.ce.signed_in(session)
