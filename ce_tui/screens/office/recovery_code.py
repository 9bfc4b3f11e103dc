"""Another recovery code, in two steps: the old one opens the store until the new one is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from ce_tui.core.vault.keys.code_group import is_of_code
from ce_tui.screens.office.office import OfficeScreen
from ce_tui.session.words.people import CODE_ABOUT, CODE_REPLACED, NEW_CODE
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.plain import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.keys.recovery import RecoveryCode


class RecoveryCodeScreen(OfficeScreen):
    """What it is about, then the code and its confirmation. Esc leaves the old code as it was."""

    help_topic: ClassVar[str] = "accounts"

    def __init__(self) -> None:
        super().__init__()
        self._code: RecoveryCode | None = None

    def section_words(self) -> str:
        return "Recovery code"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False), Vertical(id="page"):
            yield from self._widgets()

    def _widgets(self) -> ComposeResult:
        if self._code is None:
            yield text(CODE_ABOUT)
            yield ActionList(
                [Item("make", "Make a new recovery code"), Item("back", "Back, changing nothing")],
                id="actions",
            )
            return
        yield text(NEW_CODE)
        yield text(f"    {self._code}", id="code")
        yield Field(
            "Its last group",
            id="group",
            max_length=60,
            hint="Type the last five letters or digits, or all of it.",
        )
        yield problem_line()
        yield ActionList(
            [
                Item("confirm", "I have written it down: replace the old code"),
                Item("back", "Back: the old code stays valid, this one is thrown away"),
            ],
            id="actions",
        )

    def show(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        self.query_one("#actions" if self._code is None else "#group").focus()
        self.say(so_far="Esc goes back: the old code stays valid.")

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter confirms."""
        self._confirm()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        if self.busy:
            return
        if event.item.id == "back":
            self.app.pop_screen()
        elif event.item.id == "make":
            self._make()
        elif event.item.id == "confirm":
            self._confirm()

    @work(exclusive=True, group="office")
    async def _make(self) -> None:
        casebook = self.casebook
        if casebook is None:
            return
        self._code = await self.done("Making the code.", casebook.access.new_recovery_code)
        if self._code is not None:
            holder = self.query_one("#page")
            await holder.remove_children()
            await holder.mount(*self._widgets())
            self._focus_first()

    @work(exclusive=True, group="office")
    async def _confirm(self) -> None:
        casebook, code = self.casebook, self._code
        if casebook is None or code is None or self.busy:
            return
        field = self.query_one("#group", Field)
        if not is_of_code(field.value, code):
            field.error = (
                "This is not the code's last group" if field.value.strip() else "Type the code's last group"
            )
            field.focus()
            self.say(field.words)
            return
        if await self.was_done("Replacing the code.", lambda: casebook.access.confirm_recovery_code(code)):
            await self.tell(CODE_REPLACED)
            self.app.pop_screen()
