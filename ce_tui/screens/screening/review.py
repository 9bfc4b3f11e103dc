"""Review and export: what the referral says, what is missing, completing, and the ways in which it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from ce_tui.commands.table import Where
from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.words.actions import WHAT_WAS_DONE
from ce_tui.core.words.outcomes import board, form_words
from ce_tui.core.words.plain import Choice, without_rules
from ce_tui.core.words.still_to_do import STILL_TO_DO
from ce_tui.screens.asking import DialogAsker, to_keeping
from ce_tui.screens.host import KEPT_WITH_RECORD, Host, others_last
from ce_tui.screens.screening.done import open_draft, show_opened
from ce_tui.screens.screening.result_items import heading
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.asker import JobResult
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
    Lacking,
    Unconfirmed,
    Waiting,
    can_be_done,
    lacking,
    passphrases,
    to_heed,
    unprintable_words,
)
from ce_tui.session.words.known import ON_SCREEN
from ce_tui.threads import in_thread
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.room import bindings_for
from ce_tui.widgets.tier_board import TierBoard

_FORM_DUE = "Still to be done: the area's own form. This PDF supports a referral and does not replace it"
_FORM_SENT = (
    "The area's own form, sent as far as is recorded. This PDF supports a referral and does not replace it"
)
_DRAWN = "A line that is drawn"
TO_DO = "to-do:"
"""How the ids begin of what is still to be done; its number follows."""


def review_items(
    draft: Draft, ways: list[Choice], exporter: Exporter, *, protect: bool, unconfirmed: list[Waiting]
) -> list[Item]:
    """Everything that Review shows. `unconfirmed`: files whose passphrase is not."""
    text = exporter.preview()
    return [
        heading("What you can do. Enter does it"),
        *(Item(each.id, each.words, head=str(number)) for number, each in enumerate(ways, 1)),
        _yes_or_no("protect", PROTECT, protect),
        _yes_or_no("annex", WITH_ANNEX, exporter.annex),
        *_waiting(unconfirmed),
        *_to_do(exporter.to_do.lines()),
        *_missing(draft),
        *_forms(draft),
        *_unprintable(text),
        *_notices(draft),
        *_preview(text),
    ]


def _yes_or_no(item_id: str, words: str, chosen: bool) -> Item:
    sign, state = ("[x]", "yes") if chosen else ("[ ]", "no")
    return Item(item_id, words, head=sign, said=f"{words}: {state}. Space changes it.")


def _waiting(unconfirmed: list[Waiting]) -> Iterator[Item]:
    for again in passphrases(unconfirmed):
        yield Item(f"passphrase:{again.id}", again.words, head="!")


def _to_do(to_do: Sequence[str]) -> Iterator[Item]:
    if to_do:
        yield heading(STILL_TO_DO)
    for number, words in enumerate(to_do, 1):
        yield Item(f"{TO_DO}{number}", words, head=f"{number}.", said=f"{STILL_TO_DO}, {number}: {words}")


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


def _lacks(number: int, each: Lacking, *, leads: bool) -> Item:
    if not (each.section and leads):
        return Item(f"left-out:{number}", each.in_group if each.group else each.words, head="!")
    does = {MARK: "Enter marks them", RECORD: "Enter records what was done"}
    said = f"{each.words}. {does.get(each.section, 'Enter goes there')}."
    text = each.in_group if each.group else said
    return Item(f"go:{each.section}:{each.at}", text, head="!", said=f"! {said}")


def _forms(draft: Draft) -> Iterator[Item]:
    sent = form_sent(draft)
    if draft.outcome.forms_due:
        yield heading(_FORM_SENT if sent else _FORM_DUE)
    service = area_of(draft.outcome, draft.pathway).service
    for number, form in enumerate(draft.outcome.forms_due):
        yield Item(f"form:{number}", f"{sent}{form_words(form, service=service)}", head="->")


def _unprintable(text: str) -> Iterator[Item]:
    if words := unprintable_words(text):
        yield heading("Characters that the PDF cannot print")
        yield Item("unprintable", words, head="!")


def _notices(draft: Draft) -> Iterator[Item]:
    notices = to_heed(draft)
    if notices:
        yield heading("Before you send it")
    for number, notice in enumerate(notices):
        yield Item(f"notice:{number}", notice, head="!")


def _preview(text: str) -> Iterator[Item]:
    """The referral paragraph by paragraph; what is drawn in it, as the rules under its headings, is not said."""
    yield heading("What the PDF will say")
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    for number, paragraph in enumerate(paragraphs):
        said = without_rules(paragraph) or _DRAWN
        yield Item(f"says:{number}", paragraph.strip("\n"), said=said, flush=True)


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

    def words_of(self, listed: ItemList, item: Item) -> str:
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
