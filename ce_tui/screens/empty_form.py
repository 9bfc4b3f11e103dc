"""The empty form of an area, to print and fill in by hand, written where the practitioner says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.pathway.document import Pathway
from ce_tui.private_file import NotWritten, write_private
from ce_tui.widgets.dialogs import ConfirmDialog, InputDialog, MessageDialog

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
    folder = Path(app.config.referral.folder or ".").expanduser().absolute()
    name = pathway.locality(locality).name
    typed = await app.push_screen_wait(
        InputDialog(
            f"The empty form for {name}, to print and fill in by hand. It holds nothing of any case.",
            "Write it to this file",
            start=str(folder / f"ce-empty-form-{locality}.pdf"),
        )
    )
    if not typed:
        return
    path = Path(typed.strip()).expanduser()
    replace = path.is_file()
    if replace and not await app.ask(
        ConfirmDialog(f"There is a file {path} already.", "Replace it", "Leave it, and write nothing")
    ):
        return
    words = await _write(screen, locality, pathway, path, replace)
    await app.push_screen_wait(MessageDialog(words))


async def _write(screen: CeScreen, locality: str, pathway: Pathway, path: Path, replace: bool) -> str:
    from ce_tui.core.referral.blank import blank
    from ce_tui.core.referral.unavailable import PdfUnavailable, RenderFailed

    renderer = screen.ce.renderer
    form = blank(locality, pathway, marking=f"{screen.ce.config.referral.marking} when completed")
    try:
        pdf = await screen.ce.patiently("Making the form.", lambda: renderer.render(form))
        write_private(path, pdf, replace=replace)
    except (PdfUnavailable, RenderFailed, NotWritten) as error:
        return error.words
    return f"Written: {path}. Only you can read the file. It is not encrypted: it holds nothing of any case."
