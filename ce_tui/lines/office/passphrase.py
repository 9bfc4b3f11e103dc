"""Another passphrase for one's own account."""

from __future__ import annotations

from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.lines.office.room import NOTHING_CHANGED, do_job
from ce_tui.session.jobs import own_account
from ce_tui.session.words.gate import YOUR_NEW_PHRASE


def change_passphrase(state: State) -> None:
    """Ask for the old one and a new one, and change it. Raises Said: back changes nothing."""
    old = asking.text(
        state.dialogue,
        "The passphrase that you have now?",
        hint=["It is not shown. back: no change."],
        secret=True,
    )
    if not old:
        state.say(NOTHING_CHANGED)
        return
    casebook = state.signed_in.casebook
    new = new_passphrase(state, f"{YOUR_NEW_PHRASE}:", casebook.account.name, hub=casebook.people.hub.name)
    result = do_job(state, lambda asker, station: own_account.change_passphrase(asker, station, old, new))
    state.say(result.words)
