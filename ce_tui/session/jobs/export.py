"""A referral leaves as a file: a PDF, closed with a passphrase unless that is switched off; or plain text.

The file and its entry in the log are made both or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.referral.pdf.protect import new_password
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter, export_folder
from ce_tui.session.jobs.passphrase import show_passphrase
from ce_tui.session.jobs.rendering import pdf_of
from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.station import Station
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.session.words.sharing import NOT_LOGGED

_NOTHING = "Nothing was exported."
_WHERE = "Where should the file be? Its name carries the reference, never a name."
_NAMES_THE_CHILD = "This file name holds the child's name. Many see a file's name: use the reference."


async def export_pdf(asker: Asker, station: Station, exporter: Exporter, *, protect: bool) -> str:
    """Write the PDF, and show its passphrase until that is confirmed. What is left to say.

    `protect`: it is closed with a passphrase, which is made here.
    """
    target = await _where(asker, station, exporter, "pdf")
    if target is None:
        return _NOTHING
    pdf = await pdf_of(asker, exporter)
    if pdf is None:
        return ""
    closed = await _close(asker, station, pdf) if protect else ("", pdf)
    if closed is None:
        return ""
    passphrase, content = closed
    draft, file = exporter.draft, str(target.path)
    unconfirmed = Unconfirmed(draft.casebook, draft.screening.ref)

    def record() -> None:
        draft.casebook.referrals.keep(draft.screening, pdf)
        draft.casebook.referrals.note_export(draft.screening.ref, "pdf")
        if passphrase:
            unconfirmed.add(file, passphrase)

    if refused := _write(station, target, content, record):
        return refused
    exported = "Exported" if draft.screening.state == "completed" else "Exported, marked as a draft"
    came_of_it = _unlogged(exporter, f"{exported}.")
    said = await show_passphrase(asker, unconfirmed, file, came_of_it) if passphrase else ""
    return _unlogged(exporter, said, f"{exported}: the PDF is {target.path}")


async def export_text(asker: Asker, station: Station, exporter: Exporter) -> str:
    """Write the plain text, which no passphrase can protect. What is left to say."""
    target = await _where(asker, station, exporter, "txt")
    if target is None:
        return _NOTHING
    draft, content = exporter.draft, exporter.text().encode("utf-8")
    if refused := _write(
        station, target, content, lambda: draft.casebook.referrals.note_export(draft.screening.ref, "text")
    ):
        return refused
    return _unlogged(
        exporter,
        f"Exported: the text is {target.path}. It is not encrypted: whoever has the file can read it.",
    )


async def _where(asker: Asker, station: Station, exporter: Exporter, ending: str) -> Target | None:
    folder = export_folder(station.config.referral.folder, station.own)
    return await ask_for_target(
        asker,
        station,
        _WHERE,
        folder / exporter.file_name(ending),
        lambda path: _NAMES_THE_CHILD if exporter.names_the_child(path) else "",
    )


async def _close(asker: Asker, station: Station, pdf: bytes) -> tuple[str, bytes] | None:
    """A new passphrase, and the PDF closed with it; None where that failed, which has been told."""
    renderer = station.renderer()

    def close() -> tuple[str, bytes]:
        passphrase = new_password()
        return passphrase, renderer.encrypt(pdf, passphrase)

    try:
        return await asker.wait("Closing the PDF.", close)
    except (PdfUnavailable, RenderFailed) as error:
        await asker.tell(error.words)
        return None


def _write(station: Station, target: Target, content: bytes, record: Callable[[], None]) -> str:
    """Write the file and record it, both or neither. Empty: it stands; else why not."""
    try:
        write_private(target.path, content, station.own, replace=target.replace, before=record)
    except (NotWritten, VaultError) as error:
        return f"Not exported. {error.words}"
    return ""


def _unlogged(exporter: Exporter, *words: str) -> str:
    """The words, after those that say that it is not logged, where it is not."""
    unlogged = NOT_LOGGED if exporter.draft.casebook.read_only else ""
    return " ".join(filter(None, [unlogged, *words]))
