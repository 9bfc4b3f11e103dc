"""Where an exported file goes: asked, with a name that names nobody; replaced only after asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.files.private_file import NotWritten, check_target, typed_target
from ce_tui.session.exporting import Exporter, export_folder
from ce_tui.widgets.dialogs import ConfirmDialog, InputDialog

if TYPE_CHECKING:
    from ce_tui.screens.host import Host

Target = tuple[Path, bool]
"""The path, and whether a file that exists is to be replaced."""


async def ask_for_file(app: Host, exporter: Exporter, ending: str) -> Target | None:
    """Where a referral goes. None: cancelled. Only from a worker."""
    return await ask_for_target(
        app,
        "Where should the file be? Its name carries the reference, never a name.",
        export_folder(app.config.referral.folder, app.own_files) / exporter.file_name(ending),
        lambda path: (
            "This file name holds the child's name. Many see a file's name: use the reference."
            if exporter.names_the_child(path)
            else ""
        ),
    )


async def ask_for_target(
    app: Host,
    words: str,
    proposed: Path,
    refuses: Callable[[Path], str] = lambda _: "",
    *,
    label: str = "File",
) -> Target | None:
    """Where a file goes. None: cancelled. `refuses` says what is wrong with a path, if anything. Only from a worker."""
    if app.walked_in:
        await app.front.tell(
            "In the walk nothing is written to a file: it is all made up, and nobody has signed in."
        )
        return None
    start = str(proposed)
    while True:
        typed = await app.push_screen_wait(InputDialog(words, label, start=start))
        if typed is None:
            return None
        start = typed.strip()
        try:
            path = typed_target(start, proposed)
            if refused := refuses(path):
                await app.front.tell(refused)
                continue
            check_target(path, app.own_files)
        except NotWritten as not_written:
            if not not_written.exists:
                await app.front.tell(not_written.words)
            elif await app.front.ask(
                ConfirmDialog(f"{not_written.words} Replace it?", "Replace it", "Choose another name")
            ):
                return path, True
            continue
        return path, False
