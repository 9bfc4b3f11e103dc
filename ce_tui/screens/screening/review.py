"""Review and export: what the referral says, what is missing, completing, and the ways in which it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.pathway.interview import interview
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.screens.screening.passphrase_once import show_once
from ce_tui.screens.screening.review_items import review_items
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.screens.target import ask_for_file
from ce_tui.session.exporting import Exporter, print_pdf, printer
from ce_tui.session.reviewing import unanswered
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.session.words.sharing import NOT_LOGGED
from ce_tui.threads import in_thread
from ce_tui.widgets.dialogs import ConfirmDialog
from ce_tui.widgets.item_list import Item, ItemList


class ReviewScreen(SectionScreen):
    """Review of the open draft. `start_at` is an item's id."""

    help_topic: ClassVar[str] = "review"
    section = "review"

    def __init__(self) -> None:
        super().__init__()
        self._exporter: Exporter | None = None
        self._protect: bool | None = None

    @property
    def exporter(self) -> Exporter:
        """The referral of the open draft."""
        if self._exporter is None:
            ce = self.ce  # a rendering may outlast this screen, which it need not hold
            self._exporter = Exporter(self.draft, lambda: ce.renderer, ce.config.marking)
        return self._exporter

    @property
    def protect(self) -> bool:
        """Whether the PDF gets a passphrase: as the deployment says, until the practitioner says otherwise."""
        return self.ce.config.referral.encrypt if self._protect is None else self._protect

    @property
    def here(self) -> str:
        """The item that is current."""
        lists = self.query("#review")
        current = lists.first(ItemList).current if lists else None
        return current.id if current else ""

    def body(self) -> ComposeResult:
        """One list."""
        yield ItemList(id="review")

    def enter(self) -> None:
        """The focus on what can be done; the PDF is rendered ahead."""
        self.draft.flush()
        review = self.query_one("#review", ItemList)
        review.go_to(self.start_at or "complete")
        review.focus()
        self.render_ahead()

    def show(self) -> None:
        """Everything as it is now."""
        if not self.query("#review"):
            return
        items = review_items(
            self.draft,
            self.exporter.text(),
            protect=self.protect,
            unconfirmed=[each.file for each in self.unconfirmed.all()],
            can_print=bool(printer()),
        )
        self.query_one("#review", ItemList).set_items(items)

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), *super().key_words()]

    def words_of(self, list: ItemList, item: Item) -> str:
        """An item's words, on one line."""
        return item.words.replace("\n", " ")

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what the item says."""
        kind, _, value = event.item.id.partition(":")
        if kind == "go":
            section, _, at = value.partition(":")
            self.ce.show_section(section, at)
        elif kind == "protect":
            self._protect = not self.protect
            self.show()
            if not self.protect:
                self.announce("No passphrase: whoever has the file can read it.")
        elif kind in ("complete", "reopen", "pdf", "text", "print"):
            getattr(self, f"do_{kind}")()
        elif kind == "passphrase":
            self.show_again(value)
        elif kind == "phone":
            self.ce.action_phone()
        else:
            self.say(self.words_of(event.list, event.item))

    # Completing

    @work(exclusive=True, group="review")
    async def do_complete(self) -> None:
        """Complete the screening; what holds it up is said, what is merely missing is asked about."""
        draft = self.draft
        held = interview.can_complete(draft.answers, draft.pathway)
        if held:
            self.announce(f"Not completed. {' '.join(held)}")
            return
        if draft.outcome.missing:
            missing = "; ".join(unanswered(draft))
            if not await self.ce.ask(
                ConfirmDialog(f"Not answered: {missing}. Complete it all the same?", "Complete it", "Go back")
            ):
                return
        try:
            draft.complete()
        except VaultError as error:
            self.announce(f"Not completed. {error.words}")
            return
        self._changed_state(f"Completed as revision {draft.screening.revision}. It is not changed any more.")

    @work(exclusive=True, group="review")
    async def do_reopen(self) -> None:
        """A completed screening becomes the draft of its next revision."""
        draft = self.draft
        try:
            draft.reopen()
        except VaultError as error:
            self.announce(f"Not reopened. {error.words}")
            return
        self._changed_state(f"Reopened: this is the draft of revision {draft.screening.revision}.")

    def _changed_state(self, words: str) -> None:
        self.refresh_frame()
        self.show()
        self.render_ahead()
        self.announce(words)

    # Rendering

    @work(exclusive=True, group="ahead")
    async def render_ahead(self) -> None:
        """Render the PDF while it is being reviewed. What goes wrong is said when it is asked for."""
        exporter = self.exporter
        if exporter.kept() is not None:
            return
        key, written = exporter.key, exporter.referral()
        try:
            await in_thread(lambda: exporter.render(key, written))
        except (PdfUnavailable, RenderFailed):
            return

    async def _pdf(self) -> bytes | None:
        """The PDF; None where there is none, which has been said."""
        exporter = self.exporter
        kept = exporter.kept()
        if kept is not None:
            return kept
        key, written = exporter.key, exporter.referral()
        try:
            return await self._waited_for("Making the PDF.", lambda: exporter.render(key, written))
        except (PdfUnavailable, RenderFailed) as error:
            await self.ce.tell(error.words)
            return None

    async def _protected(self, pdf: bytes, password: str) -> bytes | None:
        """The PDF closed with a passphrase; None where that failed, which has been said."""
        renderer = self.ce.renderer
        try:
            return await self._waited_for("Closing the PDF.", lambda: renderer.encrypt(pdf, password))
        except (PdfUnavailable, RenderFailed) as error:
            await self.ce.tell(error.words)
            return None

    async def _waited_for(self, words: str, job: Callable[[], bytes]) -> bytes:
        """What a job makes. Leaving the screen meanwhile stops the export, which is said where one is by then."""
        try:
            return await self.ce.patiently(words, job)
        except asyncio.CancelledError:
            self.ce.greet("The export was stopped, because you left Review: nothing was written.")
            raise

    # Export

    @work(exclusive=True, group="review")
    async def do_pdf(self) -> None:
        """Write the PDF: where to, whether to replace, then its passphrase once."""
        target = await self._where("pdf")
        if target is None:
            return
        path, replace = target
        pdf = await self._pdf()
        if pdf is None:
            return
        password = ""
        content = pdf
        if self.protect:
            password = await asyncio.to_thread(_new_password)
            closed = await self._protected(pdf, password)
            if closed is None:
                return
            content = closed
        ref = self.draft.screening.ref
        casebook = self.draft.casebook

        def record() -> None:
            casebook.referrals.keep(self.draft.screening, pdf)
            casebook.referrals.note_export(ref, "pdf")
            if password:
                self.unconfirmed.add(str(path), password)

        if self._write(path, content, replace, record):
            if password:
                await show_once(self.ce, self.unconfirmed, str(path))
            self.show()
            marked = "" if self.draft.screening.state == "completed" else ", marked as a draft"
            self.announce(f"{self._unlogged}Exported{marked}: the PDF is {path}")

    @work(exclusive=True, group="review")
    async def do_text(self) -> None:
        """Write the plain text, which no passphrase can protect."""
        target = await self._where("txt")
        if target is None:
            return
        path, replace = target
        ref, casebook = self.draft.screening.ref, self.draft.casebook
        content = self.exporter.text().encode("utf-8")
        if self._write(path, content, replace, lambda: casebook.referrals.note_export(ref, "text")):
            self.announce(
                f"{self._unlogged}Exported: the text is {path}. It is not encrypted: whoever has the file can read it."
            )

    @work(exclusive=True, group="review")
    async def do_print(self) -> None:
        """Send the PDF to the printer, unencrypted, without a file."""
        if self.ce.walked_in:
            self.say("In the walk nothing is printed: it is all made up.")
            return
        if not printer():
            self.say(
                "There is no printing on this machine: the program lp is missing. Export the PDF instead."
            )
            return
        if not await self.ce.ask(
            ConfirmDialog(
                "Print the referral on this machine's default printer? Stand by it: whoever takes the paper reads it.",
                "Print it",
                "Go back",
            )
        ):
            return
        pdf = await self._pdf()
        if pdf is None:
            return
        title = self.exporter.file_name()
        try:
            self.draft.casebook.referrals.note_export(self.draft.screening.ref, "print")
        except VaultError as error:
            self.say(f"Not printed. {error.words}")
            return
        refused = await self.ce.patiently("Printing.", lambda: print_pdf(pdf, title))
        self.announce(refused or f"{self._unlogged}Sent to the printer.")

    @property
    def _unlogged(self) -> str:
        return NOT_LOGGED if self.draft.casebook.read_only else ""

    async def _where(self, ending: str) -> tuple[Path, bool] | None:
        target = await ask_for_file(self.ce, self.exporter, ending)
        if target is None:
            self.announce("Nothing was exported.")
        return target

    def _write(self, path: Path, content: bytes, replace: bool, record: Callable[[], None]) -> bool:
        """Write the file and record it, both or neither: whether it stands."""
        try:
            write_private(path, content, self.ce.own_files, replace=replace, before=record)
        except (NotWritten, VaultError) as error:
            self.announce(f"Not exported. {error.words}")
            return False
        return True

    # The passphrase, shown until its receipt is confirmed

    @property
    def unconfirmed(self) -> Unconfirmed:
        """The passphrases of this screening that were not confirmed."""
        return Unconfirmed(self.draft.casebook, self.draft.screening.ref)

    @work(exclusive=True, group="review")
    async def show_again(self, file: str) -> None:
        """Show again what was not confirmed."""
        said = await show_once(self.ce, self.unconfirmed, file)
        self.show()
        if said:
            self.announce(said)


def _new_password() -> str:
    """A new passphrase. Loads a list of words the first time."""
    from ce_tui.core.referral.pdf.protect import new_password

    return new_password()
