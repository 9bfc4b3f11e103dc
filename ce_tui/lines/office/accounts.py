"""Accounts: everyone who has a way into the store. A lead hears them; an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.core.words.plain import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import EMPTY
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.gate.set_up import FOR_THEM, ask_until_right, confirm_code, new_passphrase
from ce_tui.lines.office.keeping import NOTHING_CHANGED, do_job, may_be_left
from ce_tui.session import gate as words
from ce_tui.session.gate import choice_of, usual_areas
from ce_tui.session.jobs import accounts
from ce_tui.session.jobs import accounts as job
from ce_tui.session.jobs.accounts import (
    change_account,
    change_roles,
    choose_lock_time,
    keep_for_next_time,
    roles_trouble,
    then_new_code,
)
from ce_tui.session.office import Accounts, accounts_of
from ce_tui.session.words.gate import YOUR_NEW_PHRASE
from ce_tui.session.words.people import (
    ACCOUNT_ACTIONS,
    ADD_ABOUT,
    CODE_ABOUT,
    NEW_CODE,
    ONLY_ADMINISTRATORS,
    ONLY_AN_ADMINISTRATOR,
    THEIRS,
    account_words,
    can_be_done,
    own_account_words,
    role_choices,
    roles_about,
    states_words,
)
from ce_tui.settings.preferences import KEPT, NEXT_DISPLAY, Preference, children_shown, lock_time

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


def ask_roles(state: State, now: Sequence[str]) -> list[str]:
    """One or more roles, by their numbers or words. Enter takes those that are there."""
    roles = [each.id for each in role_choices()]
    listed = [f"{number}. {each.words}" for number, each in enumerate(role_choices(), 1)]
    asked = Asked(
        words="\n".join(["Roles:", *listed, f"Numbers, such as 1 2? [{', '.join(now)}]"]),
        again=f"Roles, 1 to {len(roles)}? [{', '.join(now)}]",
        hint=[*listed, "Type the numbers of all that are to be theirs, with blanks between."],
    )
    choices = [Choice(role, role) for role in roles]
    while True:
        typed = state.dialogue.ask(asked).replace(",", " ").split()
        if not typed:
            return list(now)
        found = [asking.picked(each, choices) for each in typed]
        chosen = [role for role in roles if role in found]
        if chosen and None not in found:
            return chosen
        state.say(f"Type numbers from 1 to {len(roles)}. {roles_trouble([])}")


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
    result = do_job(state, lambda asker, station: accounts.change_passphrase(asker, station, old, new))
    state.say(result.words)


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


def name_hub(state: State) -> None:
    """Ask for both, and keep them. Raises Said: back changes nothing."""
    hub = state.signed_in.casebook.people.hub
    state.say(words.ABOUT)
    typed = asking.text(
        state.dialogue,
        f"{words.YOUR_HUB}? [{hub.name or 'none'}]",
        hint=[f"Name no child. Enter leaves it; {EMPTY} leaves it empty."],
    ).strip()
    name = "" if typed == EMPTY else typed or hub.name
    offered = usual_areas(state.pathways.at_hand)
    area = asking.choose(
        state.dialogue,
        words.USUAL_AREA,
        offered,
        default=choice_of(hub.locality),
    )
    result = do_job(state, lambda asker, station: job.name_hub(asker, station, name, area))
    state.say(result.words)


def add_account(state: State) -> None:
    """Ask for all of it, and add it. Raises Said: back adds nothing."""
    state.say(ADD_ABOUT)
    name = ask_until_right(state, "Their name?", check_name, hint=["back: adds nothing."])
    roles = ask_roles(state, ("practitioner",))
    hub = state.signed_in.casebook.people.hub.name
    passphrase = new_passphrase(state, f"{THEIRS}:", name, hub=hub, write_down=FOR_THEM)
    do_job(state, lambda asker, station: accounts.add_account(asker, station, name, roles, passphrase))


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


_OFFERED = (
    Choice("passphrase", "Change your passphrase"),
    Choice("time", "Time until it locks by itself"),
    Choice("names", "How lists show children"),
    Choice("display", "Full screen or a line at a time, from the next sign-in on"),
)


def account(state: State) -> None:
    """Ask what to do until back is typed."""
    does = {
        "passphrase": change_passphrase,
        "time": _set_lock,
        "names": _set_children,
        "display": _set_display,
    }
    with state.at(Plain("Your account", "account", _listed)):
        state.say(own_account_words(state.signed_in.casebook.account))
        while True:
            try:
                chosen = asking.choose(state.dialogue, "Your account:", _OFFERED, default_words="back")
            except Said as said:
                if not said.goes_back:
                    raise
                return
            if not chosen:
                return
            with may_be_left(state):
                does[chosen](state)


def _listed() -> Sequence[str]:
    """What can be done here, with the numbers of the question."""
    return [f"{number}. {each.words}." for number, each in enumerate(_OFFERED, 1)]


def _set_lock(state: State) -> None:
    """Kept for the account; holds at once."""
    now, chosen = _asked(state, lock_time(state.config.lock.times))
    if chosen != now:
        state.say(choose_lock_time(state.station, state.dialogue.watch, chosen) or KEPT)


def _set_display(state: State) -> None:
    """Kept for the account; holds from the next sign-in on."""
    _, chosen = _asked(state, NEXT_DISPLAY)
    state.say(keep_for_next_time(state.signed_in, NEXT_DISPLAY, chosen) or KEPT)


def _set_children(state: State) -> None:
    """Kept for the account; holds at once."""
    preference = children_shown(state.config.lists.children)
    _, chosen = _asked(state, preference)
    state.say(keep_for_next_time(state.signed_in, preference, chosen) or KEPT)


def _asked(state: State, preference: Preference) -> tuple[str, str]:
    """What the account has now, and what was chosen."""
    kept = preference.of(state.signed_in.casebook)
    now = kept if kept in preference.words else ""
    return now, asking.choose(state.dialogue, f"{preference.label}:", preference.choices, default=now)


_ACTIONS: dict[str, Callable[[State], None]] = {"add": add_account, "hub": name_hub, "code": replace_code}


class AccountsRoom:
    """The list; the number or name of an account leads to what can be done with it."""

    topic = "accounts"

    def __init__(self, state: State) -> None:
        self._state = state
        self._accounts: Accounts | None = None

    def load(self) -> None:
        """Read the accounts. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._accounts = self._state.patiently("Reading the accounts.", lambda: accounts_of(casebook))

    def asked(self) -> Asked:
        """What can be done, or a number."""
        may_change = self._accounts is not None and self._accounts.may_change
        offered = "".join(f"{id}, " for id, _ in ACCOUNT_ACTIONS) if may_change else ""
        can = f"{offered}list, or a number? [back]"
        said = [f"{id}: {words}." for id, words in ACCOUNT_ACTIONS] if may_change else [ONLY_ADMINISTRATORS]
        return Asked(
            words=f"{counted(len(self._listed), 'account').capitalize()}. {can}",
            again=f"Accounts: {can}",
            hint=[
                " ".join(said),
                "list: the accounts with their numbers. A number or a name: what can be done with it. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """One of the actions, or what can be done with an account."""
        assert self._accounts is not None
        word = line.casefold()
        if word in _ACTIONS and self._accounts.may_change:
            _ACTIONS[word](self._state)
            return
        found = asking.picked(line, [Choice(each.name, each.name) for each in self._listed])
        account = self._accounts.named(found) if found is not None else None
        if account is None:
            self._state.say("Type a number or a name from the list, or ? for more.")
        else:
            person(self._state, self._accounts, account)

    # Where one is

    @property
    def _listed(self) -> Sequence[AccountInfo]:
        return self._accounts.listed if self._accounts is not None else ()

    def where(self) -> Sequence[str]:
        """Accounts, and how many."""
        return [f"Accounts: {len(self._listed)}. {states_words(self._listed)}"]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The accounts with their numbers."""
        me = self._accounts.me if self._accounts is not None else ""
        return [f"{number}. {account_words(each, me)}" for number, each in enumerate(self._listed, 1)]
