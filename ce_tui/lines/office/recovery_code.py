"""Another recovery code, in two steps: the old one opens the store until the new one is confirmed."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.set_up import confirm_code
from ce_tui.lines.office.room import do_job
from ce_tui.session.jobs import recovery_code as job
from ce_tui.session.words.people import CODE_ABOUT, NEW_CODE


def replace_code(state: State) -> None:
    """Make a code, have it confirmed, and put it in the old one's place. Raises Said: back leaves the old one."""
    state.say(CODE_ABOUT)
    if asking.yes_or_no(state.dialogue, "Make a new recovery code?"):
        new_code(state)


def new_code(state: State) -> None:
    """The same without a word before, where it was asked for already."""
    code = do_job(state, job.make_code)
    if code is None:
        return
    state.say(NEW_CODE)
    confirm_code(state, str(code))
    do_job(state, lambda asker, station: job.replace_code(asker, station, code))
