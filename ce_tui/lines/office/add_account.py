"""A further account: its name, its roles, and a passphrase to begin with."""

from __future__ import annotations

from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.gate.asking import ask_until_right
from ce_tui.lines.gate.new_passphrase import FOR_THEM, new_passphrase
from ce_tui.lines.office.roles import ask_roles
from ce_tui.lines.office.room import do_job
from ce_tui.session.jobs import accounts
from ce_tui.session.words.people import ADD_ABOUT, THEIRS


def add_account(state: State) -> None:
    """Ask for all of it, and add it. Raises Said: back adds nothing."""
    state.say(ADD_ABOUT)
    name = ask_until_right(state, "Their name?", check_name, hint=["back: adds nothing."])
    roles = ask_roles(state, ("practitioner",))
    hub = state.signed_in.casebook.people.hub.name
    passphrase = new_passphrase(state, f"{THEIRS}:", name, hub=hub, write_down=FOR_THEM)
    do_job(state, lambda asker, station: accounts.add_account(asker, station, name, roles, passphrase))
