"""Where an exported file goes: asked, with a name that carries the reference; replaced only after asking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.exporting import Exporter, export_folder
from ce_tui.private_file import NotWritten, check_target
from ce_tui.widgets.dialogs import ConfirmDialog, InputDialog

if TYPE_CHECKING:
    from ce_tui.app import CeApp


async def ask_for_file(app: CeApp, exporter: Exporter, ending: str) -> tuple[Path, bool] | None:
    """The path, and whether a file that exists is to be replaced. None: cancelled. Only from a worker."""
    name = exporter.file_name(ending)
    proposed = str(export_folder(app.config.referral.folder) / name)
    words = "Where should the file be? Its name carries the reference, never a name."
    while True:
        typed = await app.push_screen_wait(InputDialog(words, "File", start=proposed))
        if typed is None:
            return None
        proposed = typed.strip()
        path = Path(proposed).expanduser().absolute()
        if path.is_dir():
            path /= name
        if exporter.names_the_child(path):
            await app.tell(
                "This file name holds the child's name. Many see a file's name: use the reference."
            )
            continue
        try:
            check_target(path)
        except NotWritten as refused:
            if not refused.exists:
                await app.tell(refused.words)
            elif await app.ask(
                ConfirmDialog(f"{refused.words} Replace it?", "Replace it", "Choose another name")
            ):
                return path, True
            continue
        return path, False
