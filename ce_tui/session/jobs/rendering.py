"""The PDF of a referral, for whatever it is wanted: the kept one, or one that is made now."""

from __future__ import annotations

from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import Exporter


async def pdf_of(asker: Asker, exporter: Exporter) -> bytes | None:
    """The PDF; None where there is none, which has been told."""
    try:
        kept = exporter.kept()
        if kept is not None:
            return kept
        key, written = exporter.key, exporter.referral()
        return await asker.wait("Making the PDF.", lambda: exporter.render(key, written))
    except (PdfUnavailable, RenderFailed, VaultError) as error:
        await asker.tell(error.words)
        return None
