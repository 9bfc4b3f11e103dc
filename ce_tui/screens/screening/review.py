"""Review and export: what the referral says, what is missing, completing, and the ways in which it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.words.board import board
from ce_tui.screens.asking import DialogAsker, to_keeping
from ce_tui.screens.host import Host
from ce_tui.screens.kept_keys import KEPT_WITH_RECORD, others_last
from ce_tui.screens.screening.opening import open_draft, show_opened
from ce_tui.screens.screening.review_items import TO_DO, review_items
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.asker import JobResult
from ce_tui.session.exporting import Exporter, printer
from ce_tui.session.jobs import completing
from ce_tui.session.jobs.beginning import begin_again
from ce_tui.session.jobs.discarding import discard_draft
from ce_tui.session.jobs.export import export_pdf, export_text, print_referral, take_what_to_do
from ce_tui.session.jobs.marking_cited import mark_cited
from ce_tui.session.jobs.passphrase import show_passphrase
from ce_tui.session.known import look_and_say
from ce_tui.session.reviewing import ANNEX_IN, ANNEX_OUT, MARK, RECORD, UNPROTECTED, can_be_done
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.session.words.known import ON_SCREEN
from ce_tui.threads import in_thread
from ce_tui.widgets.bindings import bindings_for
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.tier_board import TierBoard

Result = TypeVar("Result")

_EXPORT_STOPPED = "The export was stopped, because you left Review: nothing was written."
_PRINT_STOPPED = "You left Review meanwhile. Where no paper comes, print it again."


class ReviewScreen(SectionScreen):
    """Review of the open draft. `start_at` is an item's id."""

    help_topic: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for("acting")
    where: ClassVar[tuple[Where, ...]] = ("acting",)
    kept_keys = KEPT_WITH_RECORD
    section = "review"
    one_thing = True

    def __init__(self) -> None:
        super().__init__()
        self._exporter: Exporter | None = None
        self._protect: bool | None = None

    @property
    def exporter(self) -> Exporter:
        """The referral of the open draft."""
        if self._exporter is None:
            ce = self.ce  # a rendering may outlast this screen, which it need not hold
            self._exporter = Exporter(self.draft, ce.seat.renderer, ce.seat.config.marking)
        return self._exporter

    @property
    def protect(self) -> bool:
        """Whether the PDF gets a passphrase: as the deployment says, until the practitioner says otherwise."""
        return self.ce.seat.config.referral.encrypt if self._protect is None else self._protect

    @property
    def unconfirmed(self) -> Unconfirmed:
        """The passphrases of this screening that were not confirmed."""
        return Unconfirmed(self.draft.casebook, self.draft.screening.ref)

    @property
    def here(self) -> str:
        """The item that is current."""
        lists = self.query("#review")
        current = lists.first(ItemList).current if lists else None
        return current.id if current else ""

    def action_record(self) -> None:
        """Record something that was done."""
        self.ce.to_record()

    def body(self) -> ComposeResult:
        """The tiers at a glance, where there is room; one list."""
        yield TierBoard()
        yield ItemList(id="review")

    def enter(self) -> None:
        """The focus on what can be done; the PDF is rendered ahead."""
        self.draft.flush()
        review = self.query_one("#review", ItemList)
        missing = self._missing()
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
        review = self.query_one("#review", ItemList)
        return [item.id for item in review.items if item.id.startswith(("go:", "left-out:"))]

    def _harmless(self) -> str:
        """Where Enter in a hurry does no harm: the first thing that is missing; never on what completes."""
        return next(iter(self._missing()), "pdf")

    def show(self) -> None:
        """Everything as it is now."""
        if not self.query("#review"):
            return
        draft = self.draft
        session = self.ce.seat.kept_session
        empty = session is not None and session.is_empty(draft)
        items = review_items(
            draft,
            can_be_done(draft, can_print=bool(printer()), empty=empty),
            self.exporter,
            protect=self.protect,
            unconfirmed=self.unconfirmed.all(),
        )
        self.query_one(TierBoard).tell(board(draft.answers, draft.outcome, draft.pathway), items)
        self.query_one("#review", ItemList).set_items(items)

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), *others_last(super().key_words())]

    def words_of(self, list: ItemList, item: Item) -> str:
        """An item's words, on one line."""
        return item.words.replace("\n", " ")

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
            self._protect = not self.protect
            self.show()
            if not self.protect:
                self.announce(UNPROTECTED)
        elif kind == "annex":
            self.exporter.annex = not self.exporter.annex
            self.show()
            self.render_ahead()
            self.announce(ANNEX_IN if self.exporter.annex else ANNEX_OUT)
        elif kind in ("complete", "reopen", "pdf", "text", "print", "now", "rescreen", "discard"):
            getattr(self, f"do_{kind}")()
        elif kind == "passphrase":
            self.show_again(value)
        elif kind == "phone":
            self.ce.to_phone()
        elif kind == "done":
            self.ce.to_done()
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
        if result.words:
            self.announce(result.words)

    @work(exclusive=True, group="review")
    async def do_complete(self) -> None:
        """Complete the screening. Whoever came for it by the go-to menu is asked in any case."""
        asks = self.start_at == "complete"
        self._changed_state(await completing.complete(self.asker, self.draft, asks=asks))

    @work(exclusive=True, group="review")
    async def do_reopen(self) -> None:
        """A completed screening becomes the draft of its next revision."""
        self._changed_state(await completing.reopen(self.asker, self.draft))

    @work(exclusive=True, group="review")
    async def do_rescreen(self) -> None:
        """Begin the next screening of this child; this one is put away."""
        if (station := self.ce.seat.station) is None:
            return
        begun = await begin_again(DialogAsker(self.ce), station, self.draft)
        words = await open_draft(self.ce, begun.opens) if begun.opens else show_opened(self.ce, begun)
        if words:
            self.announce(words)

    @work(exclusive=True, group="review")
    async def do_discard(self) -> None:
        """Throw an empty draft away, and go Home."""
        if (station := self.ce.seat.station) is None:
            return
        result = await discard_draft(self.asker, station, self.draft.screening.ref, to_keeping(self.ce))
        if result.done:
            self.ce.to_home(result.words)
        elif result.words:
            self.announce(result.words)

    def _changed_state(self, result: JobResult) -> None:
        self.show_changed()
        if result.done:
            self.show()
            self.query_one("#review", ItemList).go_to("pdf")  # the next step, and not the way back
            self.render_ahead()
        if result.words:
            self.announce(result.words)

    @work(exclusive=True, group="review")
    async def do_pdf(self) -> None:
        """Write the PDF, and show its passphrase."""
        if (station := self.ce.seat.station) is not None:
            asker = _LeavableAsker(self.ce, _EXPORT_STOPPED)
            self._say_what_came(await export_pdf(asker, station, self.exporter, protect=self.protect))

    @work(exclusive=True, group="review")
    async def do_text(self) -> None:
        """Write the plain text."""
        if (station := self.ce.seat.station) is not None:
            self._say_what_came(await export_text(self.asker, station, self.exporter))

    @work(exclusive=True, group="review")
    async def do_print(self) -> None:
        """Send the PDF to the printer."""
        if self.ce.seat.session is not None:
            asker = _LeavableAsker(self.ce, _PRINT_STOPPED)
            self._say_what_came(await print_referral(asker, self.exporter))

    @work(exclusive=True, group="review")
    async def do_now(self) -> None:
        """Write or print what to do now, by itself."""
        if (station := self.ce.seat.station) is not None:
            asker = _LeavableAsker(self.ce, _EXPORT_STOPPED)
            self._say_what_came(await take_what_to_do(asker, station, self.exporter))

    @work(exclusive=True, group="review")
    async def show_again(self, file: str) -> None:
        """Show a passphrase that was not confirmed."""
        self._say_what_came(await show_passphrase(self.asker, self.unconfirmed, file))

    def _say_what_came(self, words: str) -> None:
        """What came of it; which passphrases wait; and what is still to be done, where that is new."""
        self.show()
        if self.exporter.to_do.is_new() and (review := self.query("#review")):
            review.first(ItemList).go_to(f"{TO_DO}1")
        if words:
            self.announce(words)


class _LeavableAsker(DialogAsker):
    """Whoever leaves Review while something is made stops it: that is said where one is by then.

    What is made goes on beneath a lock, and is written: only its passphrase waits for whoever unlocks.
    """

    def __init__(self, host: Host, stopped: str) -> None:
        super().__init__(host)
        self._stopped = stopped

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do it in a thread; where it takes long, the status line says so."""
        try:
            return await self._host.patiently(words, job)
        except asyncio.CancelledError:
            self._host.greet(self._stopped)
            raise
