"""Keeping and letting go: the lead's review queue, holds, deletion with its undo; the rules and the backup."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.pathway.dates import DateInvalid, parse_date, say_date
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.screens.office.keeping_items import keeping_items
from ce_tui.screens.office.office import OfficeScreen
from ce_tui.screens.screening.opening import open_screening
from ce_tui.session.words.keeping import (
    DECISIONS,
    NO_DECISION,
    REASON,
    counted,
    delete_question,
    kept_of,
    release_question,
)
from ce_tui.widgets.dialogs import ChooseDialog, ConfirmDialog, InputDialog
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


class KeepingScreen(OfficeScreen):
    """One list; Enter on a screening leads to what can be decided about it."""

    help_topic: ClassVar[str] = "keeping"

    def section_words(self) -> str:
        return "Keeping"

    def body(self) -> ComposeResult:
        yield ItemList(id="keeping")

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), ("Esc", "back"), *super().key_words()]

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#keeping", ItemList).focus()
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self, then: str = "") -> None:
        casebook = self.casebook
        if casebook is None:
            return
        try:
            kept = await self.ce.patiently("Reading what is kept.", lambda: kept_of(casebook))
        except VaultError as error:
            self.cannot_show(error)
            return
        if self.query("#keeping"):
            lead, administrator = casebook.has_role("lead"), casebook.has_role("administrator")
            items = list(keeping_items(kept, lead=lead, administrator=administrator))
            self.query_one("#keeping", ItemList).set_items(items, then or None)
            self.say(so_far=f"{counted(kept, lead)} Esc goes back.")

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what the item says."""
        if self.busy:
            return
        kind, _, ref = event.item.id.partition(":")
        if kind in ("due", "hold", "marked") and not self.may("lead"):
            self.say("Only a lead decides on a screening.")
        elif kind == "due":
            self.decide_on(ref)
        elif kind == "hold":
            self.do_release(ref)
        elif kind == "marked":
            self.do_undo(ref)
        elif kind == "deleted":
            self._show_log(ref)
        elif kind == "decide":
            self.do_decide()
        elif kind == "rules":
            self._show_rules()
        elif kind == "backup":
            self.do_backup()
        else:
            self.say(self.words_of(event.list, event.item))

    def _show_log(self, ref: str) -> None:
        from ce_tui.screens.office.audit import AuditScreen

        self.ce.over(AuditScreen(ref))

    def _show_rules(self) -> None:
        from ce_tui.screens.office.keeping_rules import KeepingRulesScreen

        self.ce.over(KeepingRulesScreen())

    # Deciding

    @work(exclusive=True, group="office")
    async def do_decide(self) -> None:
        """Decide on a screening that is not in the queue: its reference is asked first."""
        typed = await self.answer(
            InputDialog("Which screening? Type its reference.", "Reference", max_length=40)
        )
        if typed is None:
            return
        ref = read_reference(typed)
        if ref is None:
            self.greet("This is no reference: expected one such as CE-7K3M-2Q.")
            return
        self.decide_on(ref)

    @work(exclusive=True, group="office")
    async def decide_on(self, ref: str) -> None:
        """What is to become of a screening."""
        casebook = self.casebook
        if casebook is None:
            return
        chosen = await self.answer(
            ChooseDialog(
                f"What is to become of {ref}?",
                [Item(id, words, head=str(number)) for number, (id, words) in enumerate(DECISIONS, 1)],
            )
        )
        if chosen == "keep":
            await self._keep(casebook, ref)
        elif chosen == "hold":
            await self._hold(casebook, ref)
        elif chosen == "delete":
            await self._delete(casebook, ref)
        elif chosen == "open":
            refused = await open_screening(self.ce, ref)
            if refused:
                await self.tell(refused)
        elif chosen == "log":
            self._show_log(ref)

    async def _keep(self, casebook: Casebook, ref: str) -> None:
        day = await self._day(ref)
        if day is None:
            return
        reason = await self.reason(f"Why is {ref} kept until {say_date(day)}? {REASON}")
        if reason and await self.was_done(
            "Keeping it.", lambda: casebook.keeping.decide(ref, "keep until", reason, day)
        ):
            self._say_done(f"{ref} is kept until {say_date(day)}, and looked at again then.")

    async def _day(self, ref: str) -> date | None:
        """A day to come, asked until it is one; None: cancelled."""
        words, typed = f"Until which day is {ref} kept?", ""
        while True:
            given = await self.answer(InputDialog(words, "Day", start=typed, max_length=40))
            if given is None:
                self.greet(NO_DECISION)
                return None
            try:
                return parse_date(given, "The day")
            except DateInvalid as invalid:
                words, typed = f"{invalid.words}. Until which day is {ref} kept?", given

    async def _hold(self, casebook: Casebook, ref: str) -> None:
        reason = await self.reason(f"Why is {ref} put on hold? {REASON}")
        if reason and await self.was_done("Holding it.", lambda: casebook.keeping.hold(ref, reason)):
            self._say_done(f"{ref} is on hold: nothing deletes it until it is released.")

    async def _delete(self, casebook: Casebook, ref: str) -> None:
        reason = await self.reason(f"Why is {ref} deleted? {REASON}")
        if not reason:
            return
        question = ConfirmDialog(
            delete_question(ref),
            "Mark it for deletion",
            "Keep it",
        )
        if not await self.ask(question):
            self.greet(NO_DECISION)
            return
        if await self.was_done("Marking it.", lambda: casebook.keeping.decide(ref, "delete", reason)):
            self._say_done(f"{ref} is marked for deletion. For a day you can undo it here.")

    @work(exclusive=True, group="office")
    async def do_release(self, ref: str) -> None:
        """End a hold."""
        casebook = self.casebook
        question = ConfirmDialog(
            release_question(ref),
            "Release it",
            "Leave it on hold",
        )
        if casebook is None or not await self.ask(question):
            return
        reason = await self.reason(f"Why is {ref} released? {REASON}")
        if reason and await self.was_done("Releasing it.", lambda: casebook.keeping.release(ref, reason)):
            self._say_done(f"{ref} is not on hold any more.")

    @work(exclusive=True, group="office")
    async def do_undo(self, ref: str) -> None:
        """Bring back what is marked for deletion."""
        casebook = self.casebook
        chosen = await self.answer(
            ChooseDialog(
                f"{ref} is marked for deletion.",
                [
                    Item("nothing", "Leave it marked", head="1"),
                    Item("undo", "Undo: it is back in its owner's list", head="2"),
                    Item("hold", "Undo and put it on hold: nothing deletes it", head="3"),
                    Item("log", "See what the log has of it", head="4"),
                ],
            )
        )
        if casebook is None:
            return
        if chosen == "undo" and await self.was_done("Undoing.", lambda: casebook.deleting.undo(ref)):
            self._say_done(f"{ref} is as it was, in its owner's list.")
        elif chosen == "hold":
            await self._hold(casebook, ref)
        elif chosen == "log":
            self._show_log(ref)

    def _say_done(self, words: str) -> None:
        self.greet(words)
        self._load(self._next())

    def _next(self) -> str:
        """The item to go on with when the current one is decided on: the next of its kind, else the one before."""
        listed = self.query_one("#keeping", ItemList)
        current = listed.current.id if listed.current is not None else ""
        kind, _, ref = current.partition(":")
        alike = [item.id for item in listed.items if ref and item.id.startswith(f"{kind}:")]
        after = alike[alike.index(current) + 1 :] if current in alike else []
        before = alike[: alike.index(current)] if current in alike else []
        return after[0] if after else before[-1] if before else ""

    # Backup

    @work(exclusive=True, group="office")
    async def do_backup(self) -> None:
        """Write a backup: where to, whether to replace, then what it holds."""
        from ce_tui.screens.office.backup import back_up

        casebook = self.casebook
        if casebook is not None:
            await back_up(self, casebook)
