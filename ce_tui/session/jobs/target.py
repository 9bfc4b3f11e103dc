"""Where a file goes that is written: asked, with a name proposed that names nobody; replaced only after asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ce_tui.files.endings import with_ending, wrong_ending
from ce_tui.files.private_file import LONGEST_PATH, NotWritten, check_target, typed_target
from ce_tui.session.asker import Asker, Line
from ce_tui.session.station import Station

HINT = "A file or a folder. Its name names nobody."


class Target(NamedTuple):
    """Where a file is to be, and whether one that is there is replaced."""

    path: Path
    replace: bool


async def ask_for_target(
    asker: Asker,
    station: Station,
    question: str,
    proposed: Path,
    refuses: Callable[[Path], str] = lambda _: "",
    *,
    label: str = "File",
) -> Target | None:
    """Where a file goes. None: cancelled. `refuses` says what is wrong with a path; empty: nothing is.

    A name ends as the proposed one does: one without an ending gets it, another kind's is refused.
    """
    if station.no_files:
        await asker.tell(station.no_files)
        return None
    line = Line(label, str(proposed), hint=[HINT], longest=LONGEST_PATH)
    while True:
        typed = await asker.text(question, line)
        if typed is None:
            return None
        line = line.mended(typed.strip())
        try:
            named = typed_target(line.refused, proposed)
            check_target(named, station.own, replace=True)
            path = with_ending(named, proposed.suffix)
            if refused := wrong_ending(named, proposed.suffix) or refuses(path):
                await asker.tell(refused)
                continue
            check_target(path, station.own)
        except NotWritten as not_written:
            if not not_written.exists:
                await asker.tell(not_written.words)
            elif await asker.confirm(f"{not_written.words} Replace it?", "Replace it", "Choose another name"):
                return Target(path, replace=True)
            continue
        return Target(path, replace=False)
