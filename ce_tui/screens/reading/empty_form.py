"""The empty form of an area, to print and fill in by hand, written where the practitioner says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.files.private_file import NotWritten, write_private
from ce_tui.screens.target import ask_for_target
from ce_tui.session.exporting import export_folder
from ce_tui.widgets.dialogs import MessageDialog

if TYPE_CHECKING:
    from ce_tui.screens.base import CeScreen


SIGN_IN_FIRST = (
    "Sign in first: files are written for whoever is signed in. "
    "Without it the command ce-tui blank writes the form."
)


async def write_empty_form(screen: CeScreen, locality: str, pathway: Pathway) -> None:
    """Ask for the file's name, render, write, and say where it is. Only from a worker."""
    app = screen.ce
    if app.session is None or app.walked_in:
        screen.say(SIGN_IN_FIRST)
        return
    name = pathway.locality(locality).name
    target = await ask_for_target(
        app,
        f"The empty form for {name}, to print and fill in by hand. It holds nothing of any case.",
        export_folder(app.config.referral.folder, app.own_files) / f"ce-empty-form-{locality}.pdf",
        label="Write it to this file",
    )
    if target is None:
        return
    words = await _write(screen, locality, pathway, *target)
    await app.push_screen_wait(MessageDialog(words))


async def _write(screen: CeScreen, locality: str, pathway: Pathway, path: Path, replace: bool) -> str:
    from ce_tui.core.referral.content.blank import blank
    from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed

    renderer = screen.ce.renderer
    form = blank(locality, pathway, marking=f"{screen.ce.config.referral.marking} when completed")
    try:
        pdf = await screen.ce.patiently("Making the form.", lambda: renderer.render(form))
        write_private(path, pdf, screen.ce.own_files, replace=replace)
    except (PdfUnavailable, RenderFailed, NotWritten) as error:
        return error.words
    return f"Written: {path}. Only you can read the file. It is not encrypted: it holds nothing of any case."
