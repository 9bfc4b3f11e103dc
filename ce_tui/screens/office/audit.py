"""The log, for a lead or an administrator to read: who did what and when, by record, person or kind; and verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.screens.office.audit_words import GROUPS, entry_items, entry_words
from ce_tui.screens.office.office import OfficeScreen
from ce_tui.widgets.bindings import bindings_for
from ce_tui.widgets.dialogs import ChooseDialog, InputDialog
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine

PAGE = 200  # entries that are shown at first, and added each time
ANYBODY = "*"
NO_REFERENCE = "This is no reference: expected one such as CE-7K3M-2Q. Showing the same entries as before."


class AuditScreen(OfficeScreen):
    """One list: what can be done, then the entries, the newest first. `ref`: only those of one record at first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("audit")
    help_topic: ClassVar[str] = "audit"
    where: ClassVar[tuple[Where, ...]] = ("audit",)

    def __init__(self, ref: str = "") -> None:
        super().__init__()
        self._ref = ref
        self._person = ""
        self._group = ""
        self._most = PAGE
        self._lines: list[AuditLine] = []

    def section_words(self) -> str:
        return "The log"

    def body(self) -> ComposeResult:
        yield ItemList(id="audit")

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#audit", ItemList).focus()
        if not self._lines:
            self._load()

    # What is shown

    @work(exclusive=True, group="load")
    async def _load(self, then: str = "") -> None:
        casebook = self.casebook
        if casebook is None:
            return
        ref, person, kinds, most = self._ref, self._person, GROUPS[self._group][1], self._most
        try:
            self._lines = await self.ce.patiently(
                "Reading the log.",
                lambda: casebook.log.entries(ref=ref, person=person, kinds=kinds, last=most),
            )
        except VaultError as error:
            self.cannot_show(error)
            return
        if self.query("#audit"):
            self._show_all(then)

    def _show_all(self, then: str = "") -> None:
        items = [
            Item("", "What you can do. Enter does it", heading=True),
            Item("verify", "Verify: is the log whole, and is the store as it was written", flush=True),
            Item("record", f"Record: {self._ref or 'all'}", flush=True),
            Item("person", f"Person: {self._person or 'everybody'}", flush=True),
            Item("kind", f"What: {GROUPS[self._group][0]}", flush=True),
            *entry_items(self._lines, self.size.width),
        ]
        if not self._lines:
            items.append(Item("", "No entries.", heading=True))
        if len(self._lines) == self._most:
            items.append(Item("older", f"Show {PAGE} older entries", flush=True))
        self.query_one("#audit", ItemList).set_items(items, then or None)
        self.say(so_far=self._so_far())

    def _so_far(self) -> str:
        """How many entries are shown, and of what."""
        count = len(self._lines)
        shown = "No entry" if not count else "1 entry" if count == 1 else f"{count} entries"
        if count == self._most:
            shown = f"The last {count} entries"
        of_record = f" of {self._ref}" if self._ref else ""
        of_person = f" by {self._person}" if self._person else ""
        what = f": {GROUPS[self._group][0]}" if self._group else ""
        return f"{shown}{of_record}{of_person}{what}. The newest first, times in London. Esc goes back."

    def on_resize(self) -> None:
        """The reference has a column where there is room for one."""
        super().on_resize()
        if self._lines:
            self._show_all()

    def step_back(self) -> bool:
        """Esc: everything again, where only some is shown; else back to where one was."""
        if super().step_back():
            return True
        if not (self._ref or self._person or self._group):
            return False
        self.action_all()
        return True

    def _only(self, *, ref: str = "", person: str = "", group: str = "", then: str = "") -> None:
        self._ref, self._person, self._group, self._most = ref, person, group, PAGE
        self._load(then)

    # What can be done

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what the item says."""
        kind, _, seq = event.item.id.partition(":")
        if self.busy:
            return
        if kind == "entry":
            self._look_at(int(seq))
        elif kind == "older":
            last = self._lines[0].seq
            self._most += PAGE
            self._load(f"entry:{last}")
        elif kind in ("verify", "record", "person", "kind"):
            getattr(self, f"action_{kind}")()

    def action_all(self) -> None:
        """Everything again."""
        self._only(then="verify")

    @work(exclusive=True, group="office")
    async def action_record(self) -> None:
        """Only one record's entries."""
        typed = await self.answer(
            InputDialog(
                "Which record? Type its reference; nothing shows all.",
                "Reference",
                start=self._ref,
                may_be_empty=True,
                max_length=40,
            )
        )
        if typed is None:
            return
        ref = read_reference(typed) if typed.strip() else ""
        if ref is None:
            self.greet(NO_REFERENCE)
            return
        self._only(ref=ref, person=self._person, group=self._group, then="record")

    @work(exclusive=True, group="office")
    async def action_person(self) -> None:
        """Only one person's entries."""
        casebook = self.casebook
        if casebook is None:
            return
        accounts = await self.done("Reading the accounts.", casebook.people.accounts)
        if accounts is None:
            return
        names = [each.name for each in accounts]
        items = [Item(ANYBODY, "Everybody", head=" 1")]
        items += [Item(name, name, head=f"{number:>2}") for number, name in enumerate(names, 2)]
        chosen = await self.answer(ChooseDialog("Whose entries?", items, self._person or ANYBODY))
        if chosen is not None:
            person = "" if chosen == ANYBODY else chosen
            self._only(ref=self._ref, person=person, group=self._group, then="person")

    @work(exclusive=True, group="office")
    async def action_kind(self) -> None:
        """Only entries of some kinds."""
        items = [
            Item(id or ANYBODY, words[:1].upper() + words[1:], head=f"{number:>2}")
            for number, (id, (words, _)) in enumerate(GROUPS.items(), 1)
        ]
        chosen = await self.answer(ChooseDialog("Which entries?", items, self._group or ANYBODY))
        if chosen is not None:
            group = "" if chosen == ANYBODY else chosen
            self._only(ref=self._ref, person=self._person, group=group, then="kind")

    @work(exclusive=True, group="office")
    async def _look_at(self, seq: int) -> None:
        """All of an entry, and what belongs with it."""
        line = next(each for each in self._lines if each.seq == seq)
        items = [Item("back", "Back to the log")]
        if line.ref:
            items.append(Item("record", f"Only the entries of {line.ref}"))
        items.append(Item("person", f"Only what {line.by} did"))
        group = next((id for id, (_, kinds) in GROUPS.items() if line.kind in kinds), "")
        if group:
            items.append(Item("kind", f"Only {GROUPS[group][0]}"))
        for number, item in enumerate(items, 1):
            item.head = str(number)
        chosen = await self.answer(ChooseDialog(entry_words(line), items))
        then = f"entry:{seq}"
        if chosen == "record":
            self._only(ref=line.ref, then=then)
        elif chosen == "person":
            self._only(person=line.by, then=then)
        elif chosen == "kind":
            self._only(group=group, then=then)

    @work(exclusive=True, group="office")
    async def action_verify(self) -> None:
        """Look whether the log is whole and the store as it was written."""
        from ce_tui.screens.office.verdict import VerdictScreen

        casebook = self.casebook
        if casebook is None:
            return
        verdict = await self.done("Verifying every entry and every record.", casebook.log.verify)
        if verdict is not None:
            self.ce.over(VerdictScreen(verdict))
