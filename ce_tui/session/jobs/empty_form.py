"""The empty form of an area, to print and fill in by hand. It holds nothing of any case."""

from __future__ import annotations

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.files.shown import shown
from ce_tui.session.asker import Asker
from ce_tui.session.exporting import export_folder
from ce_tui.session.jobs.target import ask_for_target
from ce_tui.session.station import Station

SIGN_IN_FIRST = (
    "Sign in first: files are written for whoever is signed in. "
    "Without it the command ce-tui blank writes the form."
)
NOTHING = "Nothing was written."


async def write_empty_form(asker: Asker, station: Station, area: str, pathway: Pathway) -> str:
    """Ask for the file, render, write, and tell where it is. What is left to say: that nothing was written."""
    name = pathway.locality(area).name
    target = await ask_for_target(
        asker,
        station,
        f"The empty form for {name}, to print and fill in by hand. It holds nothing of any case.",
        export_folder(station.outlet) / f"ce-empty-form-{area}.pdf",
        label="Write it to this file",
    )
    if target is None:
        return NOTHING
    form = blank(area, pathway, marking=f"{station.config.referral.marking} when completed")
    renderer = station.renderer()
    try:
        pdf = await asker.wait("Making the form.", lambda: renderer.render(form))
        write_private(target.path, pdf, station.outlet, replace=target.replace)
    except (PdfUnavailable, RenderFailed, NotWritten) as error:
        await asker.tell(error.words)
        return ""
    await asker.tell(
        f"Written: {shown(target.path)}. Only you can read the file. It is not encrypted: it holds nothing of any case."
    )
    return ""
