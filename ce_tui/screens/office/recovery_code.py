"""Another recovery code, in two steps: the old one opens the store until the new one is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from ce_tui.screens.code_shown import keep_code_in_sight, show_code
from ce_tui.screens.office.office_form import OfficeForm, action_list
from ce_tui.session.gate import confirm_code
from ce_tui.session.jobs.recovery_code import make_code, replace_code
from ce_tui.session.words.gate import CODE_LETTERS, GROUP_HINT, LAST_GROUP
from ce_tui.session.words.people import CODE_ABOUT, NEW_CODE
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.keys.recovery import RecoveryCode


class RecoveryCodeScreen(OfficeForm):
    """What it is about, then the code and its confirmation. Esc leaves the old code as it was."""

    called: ClassVar[str] = "Recovery code"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#actions"
    esc: ClassVar[str] = "Esc goes back: the old code stays valid."

    def __init__(self) -> None:
        super().__init__()
        self._code: RecoveryCode | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False), Vertical(id="page"):
            yield text(CODE_ABOUT)
            yield action_list([("make", "Make a new recovery code")], self.back)

    def _confirmation(self, code: RecoveryCode) -> ComposeResult:
        yield text(f"{NEW_CODE} {CODE_LETTERS}")  # in one: the code is to be seen in few rows
        yield text(f"    {code}", id="code")
        yield Field(LAST_GROUP, id="group", max_length=60, hint=GROUP_HINT)
        yield problem_line()
        yield action_list(
            [("confirm", "I have written it down: replace the old code")],
            "Back: the old code stays valid, this one is thrown away",
        )

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter confirms."""
        self.act("confirm")

    def act(self, action: str) -> None:
        """Make a code, or confirm it."""
        if action == "make":
            self.jobs.begin(make_code, self._made)
            return
        code, field = self._code, self.query_one("#group", Field)
        if code is None:
            return
        if self.are_right((field, lambda typed: confirm_code(typed, code))):
            self.do(lambda asker, station: replace_code(asker, station, code))
        else:
            keep_code_in_sight(self)

    def _made(self, code: RecoveryCode | None) -> None:
        self._code = code
        if code is not None:
            self._show(code)

    @work(exclusive=True, group="page")
    async def _show(self, code: RecoveryCode) -> None:
        holder = self.query_one("#page")
        await holder.remove_children()
        await holder.mount(*self._confirmation(code))
        self.query_one("#group").focus()
        self.say(so_far=self.esc)
        show_code(self, NEW_CODE)
