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
    return None if made is None else made.pdfs[document]


async def pdfs_to_export(asker: Asker, exporter: Exporter) -> ToExport | None:
    """What leaves, first, and what is kept with it: of a kept revision what is kept is sent, and nothing is new.

    None where there is none, which has been told.
    """
    return await _made(asker, exporter, *exporter.exported)


async def _made(asker: Asker, exporter: Exporter, *documents: Document) -> ToExport | None:
    """The first document where it is kept; else all of them, made in one go."""
    try:
        kept = exporter.kept(documents[0])
        if kept is not None:
            return ToExport({documents[0]: kept}, exporter.key)
        written = [(document, *exporter.made(document)) for document in documents]
        pdfs = await asker.wait(
            "Making the PDF.",
            lambda: {document: exporter.render(key, document, words) for document, key, words in written},
        )
        return ToExport(pdfs, written[0][1])
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
