"""The result: what the marks indicate and why, the practitioner's decision, what to do and whom to call now."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.pathway.interview.interview import section_of
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.words.board import board
from ce_tui.screens.kept_keys import KEPT_WITH_RECORD, others_last
from ce_tui.screens.reading.contacts import contact_details
from ce_tui.screens.screening.result_closed import LEADS_TO_REVIEW, cannot_be_changed
from ce_tui.screens.screening.result_compared import COMPARED, beside_result
from ce_tui.screens.screening.result_items import result_items
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.screens.screening.section_end import NEXT, TO_NEXT, next_item
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs import deciding
from ce_tui.session.jobs.marking_cited import mark_cited
from ce_tui.session.raised import raised, raised_here
from ce_tui.session.unfinished import kept_words
from ce_tui.widgets.bindings import bindings_for
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.tier_board import TierBoard

_FURTHER_DOWN = {
    "alert": "alert-full",
    "more-factors": "factor",
    "aside": "full",
    "next-step": "step",
    "police": "step",
    "to-decision": "decide",
    "graver": "acted-on",
}
"""What on the first page leads to what stands in full below it, by the beginnings of their ids."""


class ResultList(ItemList):
    """Its numbers are those of the first page: a digit leads to the item whose head it is."""

    def number_of(self, item: Item) -> str:
        """The number that stands before it; most have none."""
        return item.head if item.head.isdigit() else ""

    def on_key(self, event: events.Key) -> None:
        """Tab goes to the way on, which stands last, as in the other sections."""
        if event.key == "tab" and self.go_to(NEXT):
            event.stop()
            event.prevent_default()


class ResultScreen(SectionScreen):
    """The result of the open draft, as one list to read and to answer in. `start_at` is an item's id."""

    help_topic: ClassVar[str] = "result"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("acting")
    where: ClassVar[tuple[Where, ...]] = ("acting",)
    kept_keys = KEPT_WITH_RECORD
    section = "result"
    one_thing = True
    _contacts: tuple[OutcomeContact, ...] = ()  # as they are shown

    @property
    def here(self) -> str:
        """The item that is current."""
        lists = self.query("#result")
        current = lists.first(ItemList).current if lists else None
        return current.id if current else ""

    def action_record(self) -> None:
        """Record something that was done; from a number, a call to it."""
        kind, _, id = self.here.partition(":")
        self.ce.to_record(self._contact(id).name if kind in ("phone", "contact") else "")

    def body(self) -> ComposeResult:
        """The tiers at a glance, where there is room; one list."""
        yield TierBoard()
        yield ResultList(id="result")

    def enter(self) -> None:
        """The focus on what is to be known first, or where it was."""
        result = self.query_one("#result", ItemList)
        result.go_to(self.start_at)
        result.focus()

    def show(self) -> None:
        """Everything as it is now."""
        draft = self.draft
        if self.query("#result"):
            kept = kept_words(draft)
            before = beside_result(draft)
            items = result_items(draft.answers, draft.outcome, draft.pathway, draft.clock(), kept, before)
            if not draft.editable:
                items = cannot_be_changed(items, completed=draft.screening.state == "completed")
            way_on = next_item(self.section, draft.pathway)
            self._contacts = draft.outcome.contacts
            self.query_one(TierBoard).tell(board(draft.answers, draft.outcome, draft.pathway), items)
            self.query_one("#result", ItemList).set_items([*items, *([way_on] if way_on else [])])

    def by_the_clock(self) -> None:
        """The list leads with who answers at this hour, as what stands beside it does."""
        if self._contacts and self._contacts != self.draft.outcome.contacts:
            self.show()
        super().by_the_clock()

    def on_mount(self) -> None:
        """What was raised on the way here stands in its list, first."""
        self.draft.told.tells_all(self.section, self.draft.answers)

    def raised(self) -> list[str]:
        """What does not stand in its list, as alerts do."""
        return raised_here(self.draft, self.section, "", alerts=False)

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), *others_last(super().key_words())]

    def words_of(self, list: ItemList, item: Item) -> str:
        """An item's words, on one line."""
        self.draft.keep_place(f"{self.section}:{item.id}")
        return item.words.replace("\n", " ")

    def _is_to_be_reopened(self, kind: str, value: str) -> bool:
        """Whether an item of a completed screening says that something is to be answered or marked."""
        open_ = ("cited-unmarked", *self.draft.outcome.not_answered)
        says_so = kind in LEADS_TO_REVIEW or (kind == "full" and value in open_)
        return says_so and self.draft.screening.state == "completed"

    async def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """What can be done with an item is done; of the others the whole text is said."""
        kind, _, value = event.item.id.partition(":")
        if kind == NEXT:
            await self.app.run_action(TO_NEXT)
        elif self._is_to_be_reopened(kind, value):
            self.ce.show_section("review", "reopen")
        elif prefix := _FURTHER_DOWN.get(kind):
            self._lead(event.list, f"{prefix}:{value}")
        elif kind == "say":
            self.ce.immediate_risk() if value == "risk" else self.ce.harm_today()
        elif kind == "decide":
            self.decide(value)
        elif kind == "reason":
            self.give_reason()
        elif kind in ("factor", "top", COMPARED):
            factor = value.partition(":")[0]
            self.ce.show_section(self.draft.pathway.tier_of[factor], factor)
        elif kind == "script":
            self.ce.to_phone()
        elif kind in ("contact", "phone"):
            self.ce.push_screen(contact_details(self._contact(value)))
        elif kind == "cited-unmarked":
            self.mark_cited()
        elif kind == "unanswered":
            self.ce.show_section("start", value or next(iter(self.draft.outcome.not_answered), "harm_today"))
        elif kind == "kept":
            self.ce.show_section(section_of(value, self.draft.pathway), value)
        elif kind == "full" and value in self.draft.outcome.not_answered:
            self.ce.show_section("start", value)
        elif kind == "full" and value == "cited-unmarked":
            self.mark_cited()
        else:
            self.say(self.words_here())

    def _lead(self, list: ItemList, wanted: str) -> None:
        """To what stands in full further down: the one that is meant, or the first of its kind."""
        if wanted == "decide:":
            list.go_to("reason")  # so that all that can be decided is on the screen with it
            wanted += self.draft.answers.decision.outcome or self.draft.outcome.acting_on
        kind = wanted.partition(":")[0]
        first = next(item.id for item in list.items if item.id.startswith(f"{kind}:"))
        list.go_to(wanted) or list.go_to(first)

    def _contact(self, id: str) -> OutcomeContact:
        return next(each for each in self.draft.outcome.contacts if each.id == id)

    @work(exclusive=True, group="decide")
    async def mark_cited(self) -> None:
        """Mark what the notes cite; to the top of the list, where what that raises stands."""
        before = self.draft.answers
        result = await mark_cited(self.asker, self.draft)
        self._decided(result, to_top=bool(raised(self.draft, before)))

    @work(exclusive=True, group="decide")
    async def decide(self, value: str) -> None:
        """Take the decision."""
        self._decided(await deciding.decide(self.asker, self.draft, value))

    @work(exclusive=True, group="decide")
    async def give_reason(self) -> None:
        """Write the reason for the decision."""
        self._decided(await deciding.give_reason(self.asker, self.draft))

    def _decided(self, result: JobResult, *, to_top: bool = False) -> None:
        if result.done:
            self.show_changed()
        self.show()
        if to_top:
            self.query_one("#result", ItemList).action_first()
        if result.words:
            self.announce(result.words)
