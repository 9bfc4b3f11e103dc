"""Where a file goes that is written: asked, with a name proposed; replaced only after asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ce_tui.files.private_file import NotWritten, check_target, typed_target
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State


def ask_for_target(
    state: State, proposed: Path, refused: Callable[[Path], str] = lambda _: ""
) -> tuple[Path, bool]:
    """The path, and whether a file that exists is to be replaced. Raises Said: "back" writes nothing.

    `refused`: why a path is not taken, in words; empty: it is.
    """
    while True:
        found = _asked(state, proposed, refused)
        if found is not None:
            return found


def _asked(state: State, proposed: Path, refused: Callable[[Path], str]) -> tuple[Path, bool] | None:
    typed = asking.text(
        state.dialogue,
        f"Which file? [{proposed}]",
        again="Which file? Enter takes the one proposed.",
        hint=["A file or a folder. Its name names nobody. back: writes nothing."],
    ).strip()
    try:
        path = typed_target(typed or str(proposed), proposed)
        if why := refused(path):
            state.say(why)
            return None
        check_target(path, state.own_files)
    except NotWritten as error:
        if not error.exists:
            state.say(error.words)
            return None
        return (path, True) if asking.yes_or_no(state.dialogue, f"{error.words} Replace it?") else None
    return path, False
