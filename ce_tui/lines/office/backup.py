"""A backup of the store: where to, then what it holds and what it does not protect."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.files.private_file import NotWritten
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.target import ask_for_target
from ce_tui.session.backing_up import NONE_MADE, WHERE, backup_name, made_words
from ce_tui.session.backing_up import back_up as write_backup
from ce_tui.session.exporting import export_folder


def back_up(state: State) -> None:
    """Ask where to, write it, say what came of it. Raises Said: "back" makes none."""
    casebook = state.signed_in.casebook
    proposed = export_folder("", state.own_files) / backup_name(state.clock)
    state.say(WHERE)
    path, replace = ask_for_target(state, proposed)
    try:
        made = state.patiently(
            "Making the backup.", lambda: write_backup(casebook, path, state.own_files, replace=replace)
        )
    except (NotWritten, VaultError) as error:
        state.say(f"{NONE_MADE} {error.words}")
        return
    state.say(made_words(made, path))
