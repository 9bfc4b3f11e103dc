"""The result: what the marks indicate and why, the practitioner's decision, what to do and whom to call now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from itertools import product
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult

from ce_tui.core.pathway.interview.questions import section_of
from ce_tui.core.pathway.outcome.outcome import OutcomeContact
from ce_tui.core.pathway.words import ended, with_capital
from ce_tui.core.words.comparison import (
    NOT_OVER,
    cannot_be_compared,
    change_groups,
    compared_title,
    graver_before,
    remarks,
    then_and_now,
)
from ce_tui.core.words.outcomes import board
from ce_tui.screens.base import ActingScreen
from ce_tui.screens.reading.guidance import contact_details
from ce_tui.screens.screening.result_items import (
    ASKS_IT,
    ASKS_WHO,
    MARKS_THEM,
    START_ASKS,
    heading,
    result_items,
)
from ce_tui.screens.screening.section import NEXT, TO_NEXT, SectionScreen, next_item
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.before import ResultComparison
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import form_sent, police_told
from ce_tui.session.jobs import answering
from ce_tui.session.jobs.completing import mark_cited
from ce_tui.session.reviewing import kept_words
from ce_tui.session.words.sections import raised, raised_here
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.tier_board import TierBoard

LEADS_TO_REVIEW = ("unanswered", "cited-unmarked")
"""What Enter leads from to Review, by the beginnings of their ids."""


COMPARED = "compared"
"""How the ids of factors begin that Enter leads to; the factor's own ID follows, then the number of its heading."""


def _compared(draft: Draft) -> Iterator[Item]:
    """Both tiers, what was done and said then, remarks, the factors under headings; or why it cannot be read."""
    found, pathway = draft.comparison, draft.pathway
    if found is None:
        if draft.before.trouble:
            yield Item("not-compared", cannot_be_compared(draft.before.trouble), head="!")
        return
    yield heading(compared_title(found))
    for number, words in enumerate(then_and_now(found, pathway)):
        yield Item(f"acted-on:{number or 'before'}", words)
    for number, words in enumerate(remarks(found, pathway)):
        yield Item(f"compared-remark:{number}", words, head="!" if words == NOT_OVER else "")
    for number, (title, factors) in enumerate(change_groups(found)):
        yield heading(title)
        for each, words in factors:
            now = pathway.factors.get(each.id)
            if now is not None and now.key == each.key:
                kind, said = COMPARED, f"{title}: {each.id}, {ended(words)} Enter goes to it."
            else:  # only the earlier edition has it: its ID may be another factor's by now
                kind, said = "compared-then", ""
            yield Item(f"{kind}:{each.id}:{number}", with_capital(words), head=each.id, said=said)


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
    """The result's list. Its numbers are those of the first page: a digit leads to the item whose head it is."""

    def number_of(self, item: Item) -> str:
        """The number before an item; most have none."""
        return item.head if item.head.isdigit() else ""

    def on_key(self, event: events.Key) -> None:
        """Go to the way on with Tab: it stands last, as in the other sections."""
        if event.key == "tab" and self.go_to(NEXT):
            event.stop()
            event.prevent_default()


class ResultScreen(ActingScreen, SectionScreen):
    """The result of the open draft, as one list to read and to answer in. `start_at` is an item's id."""

    section = "result"
    one_thing = True
    list_id: ClassVar[str] = "result"
    enter_does: ClassVar[str] = "choose"
    _contacts: tuple[OutcomeContact, ...] = ()  # as they are shown

    def action_record(self) -> None:
        """Record something that was done; from a number, a call to it."""
        kind, _, contact_id = self.here.partition(":")
        self.ce.to_record(self._contact(contact_id).name if kind in ("phone", "contact") else "")

    def body(self) -> ComposeResult:
        yield TierBoard()
        yield ResultList(widget_id="result")

    def enter(self) -> None:
        self.listed.go_to(self.start_at)
        self.listed.focus()

    def show(self) -> None:
        draft = self.draft
        if not self.query("#result"):
            return
        kept = kept_words(draft)
        before = ResultComparison(
            graver_before(draft.comparison, draft.pathway),
            list(_compared(draft)),
            form_sent=form_sent(draft),
            police_told=police_told(draft),
        )
        items = result_items(draft.answers, draft.outcome, draft.pathway, draft.clock(), kept, before)
        if not draft.editable:
            # Instead of what asks or marks: what is to be done first, or that nothing can be.
            completed = draft.screening.state == "completed"
            instead = "Reopen it in Review." if completed else "It is only shown here."
            for item, way in product(items, (START_ASKS, ASKS_IT, ASKS_WHO, MARKS_THEM)):
                item.text, item.said = item.text.replace(way, instead), item.said.replace(way, instead)
        way_on = next_item(self.section, draft.pathway)
        self._contacts = draft.outcome.contacts
        self.query_one(TierBoard).tell(board(draft.answers, draft.outcome, draft.pathway), items)
        self.listed.set_items([*items, *([way_on] if way_on else [])])

    def by_the_clock(self) -> None:
        """Show who answers at this hour, in the list as beside it."""
        if self._contacts and self._contacts != self.draft.outcome.contacts:
            self.show()
        super().by_the_clock()

    def on_mount(self) -> None:
        """Take note that its list says what was raised on the way here."""
        self.draft.told.tells_all(self.section, self.draft.answers)

    def raised(self) -> list[str]:
        """What was raised and is not in its list, as alerts are."""
        return raised_here(self.draft, self.section, "", alerts=False)

    def words_of(self, listed: ItemList, item: Item) -> str:
        """An item's words; that it is current is remembered."""
        self.draft.keep_place(f"{self.section}:{item.id}")
        return super().words_of(listed, item)

    async def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what can be done with an item; of the others say the whole text."""
        kind, _, value = event.item.id.partition(":")
        if kind == "full" and value in self.draft.outcome.not_answered:
            kind = "unanswered"
        elif event.item.id == "full:cited-unmarked":
            kind = "cited-unmarked"
        if kind == NEXT:
            await self.app.run_action(TO_NEXT)
        elif kind in LEADS_TO_REVIEW and self.draft.screening.state == "completed":
            self.ce.show_section("review", "reopen")
        elif prefix := _FURTHER_DOWN.get(kind):
            self._lead(f"{prefix}:{value}")
        elif kind == "say":
            self.ce.begin_to_say("immediate_risk" if value == "risk" else "harm_today")
        elif kind == "decide":
            self._answer(lambda asker, draft: answering.decide(asker, draft, value))
        elif kind == "reason":
            self._answer(answering.give_reason)
        elif kind in ("factor", "top", COMPARED):
            factor = value.partition(":")[0]
            self.ce.show_section(self.draft.pathway.tier_of[factor], factor)
        elif kind == "script":
            self.ce.open_place("phone")
        elif kind in ("contact", "phone"):
            self.ce.push_screen(contact_details(self._contact(value)))
        elif kind == "cited-unmarked":
            self._answer(mark_cited)
        elif kind == "unanswered":
            self.ce.show_section("start", value or next(iter(self.draft.outcome.not_answered), "harm_today"))
        elif kind == "kept":
            self.ce.show_section(section_of(value, self.draft.pathway), value)
        else:
            self.say(self.words_here())

    def _lead(self, wanted: str) -> None:
        """Go to what stands in full further down: the one that is meant, or the first of its kind."""
        listed = self.listed
        if wanted == "decide:":
            listed.go_to("reason")  # so that all that can be decided is on the screen with it
            wanted += self.draft.answers.decision.outcome or self.draft.outcome.acting_on
        kind = wanted.partition(":")[0]
        first = next(item.id for item in listed.items if item.id.startswith(f"{kind}:"))
        listed.go_to(wanted) or listed.go_to(first)

    def _contact(self, contact_id: str) -> OutcomeContact:
        return next(each for each in self.draft.outcome.contacts if each.id == contact_id)

    @work(exclusive=True, group="decide")
    async def _answer(self, job: Callable[[Asker, Draft], Awaitable[JobResult]]) -> None:
        """Do a job that changes an answer; go to the top of the list if marking what is cited raises something."""
        before = self.draft.answers
        result = await job(self.asker, self.draft)
        to_top = job is mark_cited and bool(raised(self.draft, before))
        if result.done:
            self.show_changed()
        self.show()
        if to_top:
            self.listed.action_first()
        self.announce(result.words)
