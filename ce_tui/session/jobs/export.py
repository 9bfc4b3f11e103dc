"""A referral leaves as a file: a PDF, closed with a passphrase unless that is switched off; or plain text.

The file and its entry in the log are made both or not at all.
"""

from __future__ import annotations

from ce_tui.core.referral.pdf.protect import new_password
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.still_to_do import Written
from ce_tui.files.shown import shown
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.leaving import NOTHING, unlogged, where, write
from ce_tui.session.jobs.passphrase import show_passphrase
from ce_tui.session.jobs.rendering import pdfs_to_export
from ce_tui.session.station import Station
from ce_tui.session.unconfirmed import Unconfirmed


async def export_pdf(asker: Asker, station: Station, exporter: Exporter, *, protect: bool) -> str:
    """Write the PDF, and show its passphrase until that is confirmed. What is left to say.

    `protect`: it is closed with a passphrase, which is made here.
    """
    target = await where(asker, station, exporter, "pdf")
    if target is None:
        return NOTHING
    made = await pdfs_to_export(asker, exporter)
    if made is None:
        return ""
    pdf = made.pdfs[exporter.sent]
    closed = await _close(asker, station, pdf) if protect else ("", pdf)
    if closed is None:
        return ""
    passphrase, content = closed
    draft, file, made_for = exporter.draft, str(target.path), made.made_for
    unconfirmed = Unconfirmed(draft.casebook, draft.screening.ref)

    def record() -> None:
        for document, kept in made.pdfs.items():
            draft.casebook.referrals.keep(draft.screening, kept, document, made_for.recorded, made_for.before)
        draft.casebook.referrals.note_export(draft.screening.ref, f"pdf{_with_annex(exporter)}")
        if passphrase:
            unconfirmed.add(file, passphrase)

    if refused := write(station, target, content, record):
        return refused
    exporter.to_do.after(Written("pdf", file, passphrase=bool(passphrase)))
    exported = "Exported" if draft.screening.state == "completed" else "Exported, marked as a draft"
    if not passphrase:
        return unlogged(exporter, f"{exported}: the PDF is {shown(file)}.")
    return await show_passphrase(asker, unconfirmed, file, unlogged(exporter, f"{exported}."))


async def export_text(asker: Asker, station: Station, exporter: Exporter) -> str:
    """Write the plain text, which no passphrase can protect. What is left to say."""
    target = await where(asker, station, exporter, "txt")
    if target is None:
        return NOTHING
    referrals, ref = exporter.draft.casebook.referrals, exporter.draft.screening.ref
    try:
        content, how = exporter.text().encode("utf-8"), f"text{_with_annex(exporter)}"
    except VaultError as error:
        return f"Not exported. {error.words}"
    if refused := write(station, target, content, lambda: referrals.note_export(ref, how)):
        return refused
    exporter.to_do.after(Written("text", str(target.path)))
    return unlogged(
        exporter,
        f"Exported: the text is {shown(target.path)}. It is not encrypted: whoever has the file can read it.",
    )


def _with_annex(exporter: Exporter) -> str:
    return " with annex" if exporter.annex else ""


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
