"""Where a file goes that is written: asked, with a name proposed that names nobody.

One that is there is replaced only where this session wrote it, and after asking.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ce_tui.files.endings import with_ending, wrong_ending
from ce_tui.files.outlet import Outlet
from ce_tui.files.private_file import LONGEST_PATH, NotWritten, check_target, typed_target
from ce_tui.session.asker import Asker, Line
from ce_tui.session.station import Station

HINT = "A file or a folder. Its name names nobody."
ONE_FOLDER = "It goes into {folder} and nowhere else. Its name names nobody."
_MOST_NAMES = 100  # of one kind that are looked at for one that is free


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
    outlet = station.outlet
    proposed = _free(proposed, outlet)
    line = Line(label, str(proposed), hint=[_hint(outlet)], longest=LONGEST_PATH)
    while True:
        typed = await asker.text(question, line)
        if typed is None:
            return None
        line = line.mended(typed.strip())
        try:
            named = typed_target(line.refused, proposed, outlet.folder)
            check_target(named, outlet, replace=True)
            path = with_ending(named, proposed.suffix)
            if refused := wrong_ending(named, proposed.suffix) or refuses(path):
                await asker.tell(refused)
                continue
            check_target(path, outlet)
        except NotWritten as not_written:
            if not not_written.exists:
                await asker.tell(not_written.words)
            elif await asker.confirm(f"{not_written.words} Replace it?", "Replace it", "Choose another name"):
                return Target(path, replace=True)
            continue
        return Target(path, replace=False)


def _hint(outlet: Outlet) -> str:
    return HINT if outlet.folder is None else ONE_FOLDER.format(folder=outlet.folder)


def _free(proposed: Path, outlet: Outlet) -> Path:
    """The proposed path; with a number where a file of that name is there that this session did not write."""
    numbered = (proposed.with_stem(f"{proposed.stem}-{number}") for number in range(2, _MOST_NAMES))
    for path in (proposed, *numbered):
        with suppress(NotWritten):
            check_target(path, outlet, replace=True)
            return path
    return proposed
