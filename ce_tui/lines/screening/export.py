"""How the open draft leaves: PDF, plain text, printer; and the PDF's passphrase until it is confirmed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.target import ask_for_target
from ce_tui.lines.screening.referral_lines import referral_lines
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import Exporter, export_folder, print_pdf, printer
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.threads import begin


class Export:
    """The ways out of one draft."""

    def __init__(self, state: State, draft: Draft) -> None:
        self._state = state
        self._draft = draft
        self._exporter = Exporter(draft, lambda: state.renderer, state.config.marking)
        self.protect = state.config.referral.encrypt
        self.unconfirmed = Unconfirmed(draft.casebook, draft.screening.ref)

    # What it says

    def paragraphs(self) -> list[str]:
        """The referral, to be listened to."""
        return referral_lines(self._exporter.referral())

    def unprintable(self) -> Iterator[str]:
        """The characters that no typeface here has."""
        characters = unprintable(self._exporter.text())
        if characters:
            listed = ", ".join(f"U+{ord(character):04X}" for character in characters[:12])
            more = f" and {len(characters) - 12} more" if len(characters) > 12 else ""
            yield (
                f"The PDF cannot print these characters: {listed}{more}. It names them by their numbers; the plain "
                "text has them."
            )

    def change_protection(self) -> None:
        """With a passphrase or without."""
        self.protect = not self.protect
        self._state.say(
            "The PDF gets a passphrase."
            if self.protect
            else "No passphrase: whoever has the file can read it."
        )

    # Rendering

    def render_ahead(self) -> None:
        """Render the PDF while it is being reviewed. What goes wrong is said when it is asked for."""
        if self._exporter.kept() is not None:
            return
        key, written = self._exporter.key, self._exporter.referral()

        def render() -> None:
            try:
                self._exporter.render(key, written)
            except (PdfUnavailable, RenderFailed):
                return

        begin(threading.Thread(target=render, name="ce-tui render ahead", daemon=True))

    def _pdf(self) -> bytes | None:
        """The PDF; None where there is none, which has been said."""
        kept = self._exporter.kept()
        if kept is not None:
            return kept
        key, written = self._exporter.key, self._exporter.referral()
        return self._made("Making the PDF.", lambda: self._exporter.render(key, written))

    def _made(self, words: str, job: Callable[[], bytes]) -> bytes | None:
        try:
            return self._state.patiently(words, job)
        except (PdfUnavailable, RenderFailed) as error:
            self._state.say(error.words)
            return None

    # Files

    def pdf(self) -> None:
        """Write the PDF: where to, whether to replace, then its passphrase once."""
        target = self._where("pdf")
        if target is None:
            return
        path, replace = target
        pdf = self._pdf()
        if pdf is None:
            return
        password, content = "", pdf
        if self.protect:
            from ce_tui.core.referral.pdf.protect import new_password

            password = new_password()
            closed = self._made("Closing the PDF.", lambda: self._state.renderer.encrypt(pdf, password))
            if closed is None:
                return
            content = closed
        draft = self._draft

        def record() -> None:
            draft.casebook.referrals.keep(draft.screening, pdf)
            draft.casebook.referrals.note_export(draft.screening.ref, "pdf")
            if password:
                self.unconfirmed.add(str(path), password)

        if self._write(path, content, replace, record):
            marked = "" if draft.screening.state == "completed" else ", marked as a draft"
            self._state.say(f"Exported{marked}: the PDF is {path}")
            if password:
                self.show_passphrase(str(path))

    def text(self) -> None:
        """Write the plain text, which no passphrase can protect."""
        target = self._where("txt")
        if target is None:
            return
        path, replace = target
        draft = self._draft
        content = self._exporter.text().encode("utf-8")
        if self._write(
            path, content, replace, lambda: draft.casebook.referrals.note_export(draft.screening.ref, "text")
        ):
            self._state.say(
                f"Exported: the text is {path}. It is not encrypted: whoever has the file can read it."
            )

    def print(self) -> None:
        """Send the PDF to the printer, unencrypted, without a file."""
        if not printer():
            self._state.say(
                "There is no printing on this machine: the program lp is missing. Export the PDF instead."
            )
            return
        if not asking.yes_or_no(
            self._state.dialogue,
            "Print the referral on this machine's default printer? Stand by it: whoever takes the paper reads it.",
        ):
            return
        pdf = self._pdf()
        if pdf is None:
            return
        try:
            self._draft.casebook.referrals.note_export(self._draft.screening.ref, "print")
        except VaultError as error:
            self._state.say(f"Not printed. {error.words}")
            return
        title = self._exporter.file_name()
        self._state.say(
            self._state.patiently("Printing.", lambda: print_pdf(pdf, title)) or "Sent to the printer."
        )

    def _where(self, ending: str) -> tuple[Path, bool] | None:
        """The path, and whether a file that exists is to be replaced. None: nothing is exported."""
        folder = export_folder(self._state.config.referral.folder, self._state.own_files)
        proposed = folder / self._exporter.file_name(ending)
        try:
            return ask_for_target(self._state, proposed, self._names_the_child)
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
        self._state.say("Nothing was exported.")
        return None

    def _names_the_child(self, path: Path) -> str:
        if not self._exporter.names_the_child(path):
            return ""
        return "This file name holds the child's name. Many see a file's name: use the reference."

    def _write(self, path: Path, content: bytes, replace: bool, record: Callable[[], None]) -> bool:
        """Write the file and record it, both or neither: whether it stands."""
        try:
            write_private(path, content, self._state.own_files, replace=replace, before=record)
        except (NotWritten, VaultError) as error:
            self._state.say(f"Not exported. {error.words}")
            return False
        return True

    # The passphrase, said until its receipt is confirmed

    def show_passphrase(self, file: str) -> None:
        """Say it; it stays in Review until it is confirmed."""
        found = self.unconfirmed.of(file)
        if found is None:
            return
        heard = f"Its passphrase: {found.passphrase}"
        self._state.say(
            heard,
            "Send it by another route than the file: read it out on the phone, for example. It is said until you "
            "confirm that you have it, and then never again.",
        )
        spelling = [f"{word}: {' '.join(word)}" for word in found.passphrase.split("-")]
        if not asking.yes_or_no(
            self._state.dialogue,
            "Do you have it?",
            hint=[heard, *spelling, "Words are parted by hyphens. no: it can be heard again in Review."],
        ):
            self._state.say("It stays in Review until you confirm it.")
            return
        try:
            self.unconfirmed.confirm(file)
        except VaultError as error:
            self._state.say(error.words)
