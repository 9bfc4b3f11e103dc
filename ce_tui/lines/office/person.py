"""One account: what it is, and one of the things that an administrator can do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.recovery_code import new_code
from ce_tui.lines.office.roles import ask_roles
from ce_tui.lines.office.room import do_job
from ce_tui.session.accounts import Accounts
from ce_tui.session.jobs.accounts import change_roles
from ce_tui.session.jobs.leavers import change_account
from ce_tui.session.jobs.recovery_code import then_new_code
from ce_tui.session.words.people import ONLY_AN_ADMINISTRATOR, account_words, can_be_done, roles_about

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


def person(state: State, accounts: Accounts, account: AccountInfo) -> None:
    """Say what it is, and do one thing with it. Raises Said: back changes nothing."""
    state.say(account_words(account, accounts.me))
    if not accounts.may_change:
        state.say(ONLY_AN_ADMINISTRATOR)
        return
    choices = [Choice(id, words) for id, words in can_be_done(account, accounts.me)]
    chosen = asking.choose(state.dialogue, "What is to be done?", choices, default_words="nothing")
    if chosen == "roles":
        _change_roles(state, account)
    elif chosen:
        _change(state, chosen, account.name)


def _change(state: State, chosen: str, name: str) -> None:
    job = then_new_code(lambda asker, station: change_account(asker, station, chosen, name), state.say)
    if do_job(state, job).wants_code:
        new_code(state)


def _change_roles(state: State, account: AccountInfo) -> None:
    state.say(roles_about(account.name))
    roles = ask_roles(state, account.roles)
    job = then_new_code(
        lambda asker, station: change_roles(asker, station, account.name, roles),
        lambda result: state.say(result.words),
    )
    if do_job(state, job).wants_code:
        new_code(state)
