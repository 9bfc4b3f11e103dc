"""Review and export: what the referral says, what is missing, completing, writing and printing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import cached_property, partial
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.words.actions import WHAT_WAS_DONE
from ce_tui.core.words.outcomes import board, form_words
from ce_tui.core.words.plain import without_rules
from ce_tui.core.words.still_to_do import STILL_TO_DO
from ce_tui.screens.asking import DialogAsker, to_keeping
from ce_tui.screens.base import ActingScreen
from ce_tui.screens.host import Host
from ce_tui.screens.screening.done import open_from_another, show_opened
from ce_tui.screens.screening.result_items import heading, numbered_items
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter, form_sent, printer
from ce_tui.session.jobs import completing
from ce_tui.session.jobs.completing import (
    export_pdf,
    export_text,
    mark_cited,
    print_referral,
    show_passphrase,
    take_what_to_do,
)
from ce_tui.session.jobs.opening import begin_again, discard_draft, look_and_say
from ce_tui.session.reviewing import (
    ANNEX_IN,
    ANNEX_OUT,
    MARK,
    NEEDED,
    NOT_ANSWERED,
    NOTHING_LACKING,
    PROTECT,
    RECORD,
    UNPROTECTED,
    WITH_ANNEX,
    LackingItem,
    UnconfirmedPassphrases,
    can_be_done,
    lacking,
    to_heed,
    unprintable_words,
)
from ce_tui.session.words.known import ON_SCREEN
from ce_tui.threads import in_thread
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.tier_board import TierBoard

_FORM_DUE = "Still to be done: the area's own form. This PDF supports a referral and does not replace it"
_FORM_SENT = (
    "The area's own form, sent as far as is recorded. This PDF supports a referral and does not replace it"
)
TO_DO = "to-do:"
"""The beginning of the ids of what is still to be done; its number follows."""


def _yes_or_no(item_id: str, words: str, chosen: bool) -> Item:
    sign, state = ("[x]", "yes") if chosen else ("[ ]", "no")
    return Item(item_id, words, head=sign, said=f"{words}: {state}. Space changes it.")


def _missing(draft: Draft) -> Iterator[Item]:
    """One row for each thing, so that all can be read at once; what they have in common stands above them.

    That nobody was phoned yet stands first, under a heading of its own.
    """
    all_ = lacking(draft)
    if not_done := [each for each in all_ if each.section == RECORD]:
        yield heading(WHAT_WAS_DONE)
        yield from (_lacks(number, each, leads=True) for number, each in enumerate(not_done))
        all_ = [each for each in all_ if each.section != RECORD]
    enter = ". Enter goes there" if draft.editable else ""
    for group in dict.fromkeys((NEEDED, NOT_ANSWERED, *(each.group for each in all_))):
        found = [(number, each) for number, each in enumerate(all_) if each.group == group]
        if found:
            which = f": {group[0].lower()}{group[1:]}{enter}" if group else ""
            yield heading(f"What is missing{which or (', besides' if len(found) < len(all_) else '')}")
        yield from (_lacks(number, each, leads=draft.editable) for number, each in found)
    if not all_:
        yield heading("All is there")
        yield Item("nothing-missing", NOTHING_LACKING)


def _lacks(number: int, each: LackingItem, *, leads: bool) -> Item:
    if not (each.section and leads):
        return Item(f"left-out:{number}", each.in_group if each.group else each.words, head="!")
    does = {MARK: "Enter marks them", RECORD: "Enter records what was done"}
    said = f"{each.words}. {does.get(each.section, 'Enter goes there')}."
    text = each.in_group if each.group else said
    return Item(f"go:{each.section}:{each.at}", text, head="!", said=f"! {said}")


Result = TypeVar("Result")

_EXPORT_STOPPED = "The export was stopped, because you left Review: nothing was written."
_PRINT_STOPPED = "You left Review meanwhile. Where no paper comes, print it again."


class ReviewScreen(ActingScreen, SectionScreen):
    """Review of the open draft. `start_at` is an item's id."""

    section = "review"
    one_thing = True
    list_id: ClassVar[str] = "review"
    enter_does: ClassVar[str] = "choose"

    @cached_property
    def exporter(self) -> Exporter:
        """The referral of the open draft."""
        seat = self.seat  # a rendering may outlast this screen, which it need not hold
        return Exporter(self.draft, seat.renderer, seat.config.referral.marking)

    @cached_property
    def protect(self) -> bool:
        """Whether the PDF gets a passphrase: as the deployment says, until the practitioner says otherwise."""
        return self.seat.config.referral.encrypt

    @property
    def unconfirmed(self) -> UnconfirmedPassphrases:
        """The passphrases of this screening that were not confirmed."""
        return UnconfirmedPassphrases(self.draft.casebook, self.draft.screening.ref)

    def body(self) -> ComposeResult:
        yield TierBoard()
        yield from super().body()

    def enter(self) -> None:
        """Put the focus on what can be done, and render the PDF ahead."""
        self.draft.flush()
        review, missing = self.listed, self._missing()
        review.go_to(self.start_at or self._harmless())
        review.focus()
        if missing and not self.start_at:
            self.call_after_refresh(review.show_through, missing[-1])
        self.render_ahead()
        self._look_whether_known()

    @work(exclusive=True, group="known")
    async def _look_whether_known(self) -> None:
        draft = self.draft
        if words := await in_thread(lambda: look_and_say(draft, ON_SCREEN)):
            self.announce_too(words)

    def _missing(self) -> list[str]:
        return [item.id for item in self.listed.items if item.id.startswith(("go:", "left-out:"))]

    def _harmless(self) -> str:
        """The item on which Enter in a hurry does no harm: the first thing that is missing; never what completes."""
        return next(iter(self._missing()), "pdf")

    def show(self) -> None:
        if not self.query("#review"):
            return
        draft, items = self.draft, list(self._items())
        self.query_one(TierBoard).tell(board(draft.answers, draft.outcome, draft.pathway), items)
        self.listed.set_items(items)

    def _items(self) -> Iterator[Item]:
        draft, exporter, session = self.draft, self.exporter, self.seat.kept_session
        empty = session is not None and session.is_empty(draft)
        yield heading("What you can do. Enter does it")
        for number, way in enumerate(can_be_done(draft, can_print=bool(printer()), empty=empty), 1):
            yield Item(way.id, way.words, head=str(number))
        yield _yes_or_no("protect", PROTECT, self.protect)
        yield _yes_or_no("annex", WITH_ANNEX, exporter.annex)
        for again in self.unconfirmed.choices():
            yield Item(f"passphrase:{again.id}", again.words, head="!")
        if to_do := exporter.to_do():
            yield heading(STILL_TO_DO)
        for number, words in enumerate(to_do, 1):
            yield Item(f"{TO_DO}{number}", words, head=f"{number}.", said=f"{STILL_TO_DO}, {number}: {words}")
        yield from _missing(draft)
        sent, service = form_sent(draft), area_of(draft.outcome, draft.pathway).service
        due = [f"{sent}{form_words(each, service=service)}" for each in draft.outcome.forms_due]
        yield from numbered_items("form", due, title=_FORM_SENT if sent else _FORM_DUE, head="->")
        text = exporter.preview()
        if lost := unprintable_words(text):
            yield heading("Characters that the PDF cannot print")
            yield Item("unprintable", lost, head="!")
        yield from numbered_items("notice", to_heed(draft), title="Before you send it")
        yield heading("What the PDF will say")
        paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
        for number, paragraph in enumerate(paragraphs):
            # What is drawn, as the rules under headings, is not said.
            said = without_rules(paragraph) or "A line that is drawn"
            yield Item(f"says:{number}", paragraph.strip("\n"), said=said, flush=True)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what the item says."""
        kind, _, value = event.item.id.partition(":")
        if kind == "go":
            section, _, at = value.partition(":")
            if section == MARK:
                self.do_mark_cited()
            elif section == RECORD:
                self.action_record()
            else:
                self.ce.show_section(section, at)
        elif kind == "protect":
            self.protect = not self.protect
            self.show()
            if not self.protect:
                self.announce(UNPROTECTED)
        elif kind == "annex":
            self.exporter.annex = not self.exporter.annex
            self.show()
            self.render_ahead()
            self.announce(ANNEX_IN if self.exporter.annex else ANNEX_OUT)
        elif kind in ("pdf", "text", "print", "now"):
            self.do_take(kind)
        elif kind == "complete":  # whoever came for it by the go-to menu is asked in any case
            self.do_change(partial(completing.complete, asks=self.start_at == "complete"))
        elif kind == "reopen":
            self.do_change(completing.reopen)
        elif kind == "rescreen":
            self.do_rescreen()
        elif kind == "discard":
            self.do_discard()
        elif kind == "passphrase":
            self.show_again(value)
        elif kind in ("phone", "done"):
            self.ce.open_place(kind)
        else:
            self.say(self.words_here())

    @work(exclusive=True, group="ahead")
    async def render_ahead(self) -> None:
        """Render the PDF while it is being reviewed."""
        ahead = self.exporter.ahead()
        if ahead is not None:
            await in_thread(ahead)

    # What can be done

    @work(exclusive=True, group="review")
    async def do_mark_cited(self) -> None:
        """Mark what the notes cite."""
        result = await mark_cited(self.asker, self.draft)
        self.show_changed()
        self.show()
        if result.done and self.is_current and (review := self.query("#review")):
            review.first(ItemList).go_to(self._harmless())
        self.announce(result.words)

    @work(exclusive=True, group="review")
    async def do_change(self, job: Callable[[Asker, Draft], Awaitable[JobResult]]) -> None:
        """Complete or reopen the screening."""
        result = await job(self.asker, self.draft)
        self.show_changed()
        if result.done:
            self.show()
            self.listed.go_to("pdf")  # the next step, and not the way back
            self.render_ahead()
        self.announce(result.words)

    @work(exclusive=True, group="review")
    async def do_rescreen(self) -> None:
        """Begin the next screening of this child; this one is put away."""
        if (station := self.seat.station) is None:
            return
        begun = await begin_again(self.asker, station, self.draft)
        words = await open_from_another(self.ce, begun.opens) if begun.opens else show_opened(self.ce, begun)
        self.announce(words)

    @work(exclusive=True, group="review")
    async def do_discard(self) -> None:
        """Throw an empty draft away, and go Home."""
        if (station := self.seat.station) is None:
            return
        result = await discard_draft(self.asker, station, self.draft.screening.ref, to_keeping(self.ce))
        if result.done:
            self.ce.to_home(result.words)
        else:
            self.announce(result.words)

    @work(exclusive=True, group="review")
    async def do_take(self, way: str) -> None:
        """Write the PDF, the plain text or what to do now; or print."""
        if (station := self.seat.station) is None:
            return
        exporter = self.exporter
        leavable = _LeavableAsker(self.ce, _PRINT_STOPPED if way == "print" else _EXPORT_STOPPED)
        if way == "pdf":
            words = await export_pdf(leavable, station, exporter, protect=self.protect)
        elif way == "text":
            words = await export_text(self.asker, station, exporter)
        elif way == "print":
            words = await print_referral(leavable, exporter)
        else:
            words = await take_what_to_do(leavable, station, exporter)
        self._say_what_came(words)

    @work(exclusive=True, group="review")
    async def show_again(self, file: str) -> None:
        """Show a passphrase that was not confirmed."""
        self._say_what_came(await show_passphrase(self.asker, self.unconfirmed, file))

    def _say_what_came(self, words: str) -> None:
        """Say what came of it; show which passphrases wait, and what is still to be done if that is new."""
        self.show()
        if self.exporter.is_to_do_new() and (review := self.query("#review")):
            review.first(ItemList).go_to(f"{TO_DO}1")
        self.announce(words)


class _LeavableAsker(DialogAsker):
    """Asks while something is made: whoever leaves Review meanwhile stops it, and is told so.

    What is made goes on beneath a lock, and is written: only its passphrase waits for whoever unlocks.
    """

    def __init__(self, host: Host, stopped: str) -> None:
        super().__init__(host)
        self._stopped = stopped

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do a job in a thread; if it takes long, the status line says so."""
        try:
            return await self._host.patiently(words, job)
        except asyncio.CancelledError:
            self._host.greet(self._stopped)
            raise
