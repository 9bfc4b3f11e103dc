"""The PDF of a referral or of its annex, for whatever it is wanted: the kept one, or one that is made now."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.casebook.referrals import Document
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter, Key


class ToExport(NamedTuple):
    """What leaves, first, and what is kept with it. `made_for`: what it belongs to; it may know of more by now."""

    pdfs: dict[Document, bytes]
    made_for: Key


async def pdf_of(asker: Asker, exporter: Exporter, document: Document) -> bytes | None:
    """The PDF; None where there is none, which has been told."""
    made = await _made(asker, exporter, document)
    return None if made is None else made[1]


async def _made(asker: Asker, exporter: Exporter, document: Document) -> tuple[Key, bytes] | None:
    """The PDF with what it belongs to."""
    try:
        kept = exporter.kept(document)
        if kept is not None:
            return exporter.key, kept
        key, written = exporter.made(document)
        return key, await asker.wait("Making the PDF.", lambda: exporter.render(key, document, written))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None


async def what_to_do_pdf(asker: Asker, exporter: Exporter) -> bytes | None:
    """The annex by itself, as of now, whatever is kept; None where there is none, which has been told."""
    try:
        written = exporter.what_to_do()
        return await asker.wait("Making the PDF.", lambda: exporter.render_now(written))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None


async def pdfs_to_export(asker: Asker, exporter: Exporter) -> ToExport | None:
    """What leaves, first, and what is kept with it: of a kept revision what is kept is sent, and nothing is new.

    None where there is none, which has been told.
    """
    try:
        is_kept = exporter.kept(exporter.sent) is not None
    except VaultError as error:
        await asker.tell(error.words)
        return None
    made = await _made(asker, exporter, exporter.sent)
    if made is None:
        return None
    made_for, pdf = made
    pdfs: dict[Document, bytes] = {exporter.sent: pdf}
    if exporter.annex or is_kept:
        return ToExport(pdfs, made_for)
    annex = await pdf_of(asker, exporter, "annex")
    return None if annex is None else ToExport({**pdfs, "annex": annex}, made_for)
