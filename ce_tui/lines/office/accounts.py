"""One's own account, and everyone's: a lead hears them, an administrator adds and changes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.words import Choice, counted
from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import EMPTY
from ce_tui.lines.dialogue.dialogue import Prompt
from ce_tui.lines.dialogue.speech import numbered
from ce_tui.lines.dialogue.state import NamedPlace, State, may_be_left
from ce_tui.lines.gate.set_up import FOR_THEM, ask_until_right, confirm_code, new_passphrase, usual_area
from ce_tui.lines.office.keeping import NOTHING_CHANGED, Room, do_job
from ce_tui.session import gate
from ce_tui.session.jobs import accounts as jobs
from ce_tui.session.office import Accounts, accounts_of
from ce_tui.session.words import people
from ce_tui.session.words.gate import YOUR_NEW_PHRASE
from ce_tui.settings.preferences import KEPT, NEXT_DISPLAY, children_shown, lock_time

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


def ask_roles(state: State, now: Sequence[str]) -> list[str]:
    """Ask for one or more roles, by their numbers or words. Enter takes those that are there."""
    roles = [each.id for each in people.role_choices()]
    listed = numbered(each.words for each in people.role_choices())
    default = f"[{', '.join(now)}]"
    asked = Prompt(
        words="\n".join(["Roles:", *listed, f"Numbers, such as 1 2? {default}"]),
        again=f"Roles, 1 to {len(roles)}? {default}",
        hint=[*listed, "Type the numbers of all that are to be theirs, with blanks between."],
    )
    while True:
        typed = state.ask(asked).replace(",", " ").split()
        if not typed:
            return list(now)
        found = [asking.picked(each, [Choice(role, role) for role in roles]) for each in typed]
        chosen = [role for role in roles if role in found]
        if chosen and None not in found:
            return chosen
        state.say(f"Type numbers from 1 to {len(roles)}. {jobs.NO_ROLE}")


def change_passphrase(state: State) -> None:
    """Ask for the old passphrase and a new one, and change it. Raises CommandTyped: back changes nothing."""
    old = asking.text(
        state,
        "The passphrase that you have now?",
        hint=["It is not shown. back: no change."],
        secret=True,
    )
    if not old:
        state.say(NOTHING_CHANGED)
        return
    casebook = state.signed_in.casebook
    new = new_passphrase(state, f"{YOUR_NEW_PHRASE}:", casebook.account.name, hub=casebook.people.hub.name)
    state.say(do_job(state, jobs.change_passphrase, old, new).words)


def replace_code(state: State) -> None:
    """Make a recovery code, have it confirmed, replace the old one. Raises CommandTyped: back leaves the old one."""
    state.say(people.CODE_ABOUT)
    if asking.yes_or_no(state, "Make a new recovery code?"):
        new_code(state)


def new_code(state: State) -> None:
    """Replace the recovery code without asking whether it is wanted."""
    if (code := do_job(state, jobs.make_code)) is not None:
        state.say(people.NEW_CODE)
        confirm_code(state, str(code))
        do_job(state, jobs.replace_code, code)


def name_hub(state: State) -> None:
    """Ask for the hub's name and usual area, and keep them. Raises CommandTyped: back changes nothing."""
    hub = state.signed_in.casebook.people.hub
    state.say(gate.ABOUT)
    typed = asking.text(
        state,
        f"{gate.YOUR_HUB}? [{hub.name or 'none'}]",
        hint=[f"Name no child. Enter leaves it; {EMPTY} leaves it empty."],
    ).strip()
    name = "" if typed == EMPTY else typed or hub.name
    state.say(do_job(state, jobs.name_hub, name, usual_area(state, hub.locality)).words)


def add_account(state: State) -> None:
    """Ask for a name, roles and a passphrase, and add the account. Raises CommandTyped: back adds nothing."""
    state.say(people.ADD_ABOUT)
    name = ask_until_right(state, "Their name?", check_name, hint=["back: adds nothing."])
    roles = ask_roles(state, ("practitioner",))
    hub = state.signed_in.casebook.people.hub.name
    passphrase = new_passphrase(state, f"{people.THEIRS}:", name, hub=hub, write_down=FOR_THEM)
    do_job(state, jobs.add_account, name, roles, passphrase)


def person(state: State, accounts: Accounts, account: AccountInfo) -> None:
    """Describe an account, and do one thing with it. Raises CommandTyped: back changes nothing."""
    state.say(people.account_words(account, accounts.me))
    if not accounts.may_change:
        state.say(people.ONLY_AN_ADMINISTRATOR)
        return
    choices = [Choice(action, words) for action, words in people.can_be_done(account, accounts.me)]
    chosen = asking.choose(state, "What is to be done?", choices, default_words="nothing")
    if not chosen:
        return
    roles: list[str] = []
    if chosen == "roles":
        state.say(people.roles_about(account.name))
        roles = ask_roles(state, account.roles)
    known_before = state.signed_in.casebook.access.code_known_to
    if chosen == "roles":
        state.say(do_job(state, jobs.change_roles, account.name, roles).words)
    else:
        state.say(do_job(state, jobs.change_account, chosen, account.name))
    if do_job(state, jobs.wants_new_code, known_before):
        new_code(state)


_OFFERED = (
    Choice("passphrase", "Change your passphrase"),
    Choice("time", "Time until it locks by itself"),
    Choice("names", "How lists show children"),
    Choice("display", "Full screen or a line at a time, from the next sign-in on"),
)


def account(state: State) -> None:
    """Ask what to do with one's own account until back is typed."""
    listed = numbered(f"{each.words}." for each in _OFFERED)
    with state.at(NamedPlace("Your account", "account", lambda: listed)), may_be_left(state):
        state.say(people.own_account_words(state.signed_in.casebook.account))
        while chosen := asking.choose(state, "Your account:", _OFFERED, default_words="back"):
            with may_be_left(state, NOTHING_CHANGED):
                if chosen == "passphrase":
                    change_passphrase(state)
                else:
                    _set_preference(state, chosen)


def _set_preference(state: State, name: str) -> None:
    """Ask for a preference, and keep it for the account. The display holds from the next sign-in on, the rest now."""
    preference = {
        "time": lock_time(state.config.lock),
        "names": children_shown(state.config.lists.children),
        "display": NEXT_DISPLAY,
    }[name]
    kept = preference.of(state.signed_in.casebook)
    now = kept if kept in preference.words else ""
    chosen = asking.choose(state, f"{preference.label}:", preference.choices, default=now)
    if name != "time":
        state.say(jobs.keep_for_next_time(state.signed_in, preference, chosen) or KEPT)
    elif chosen != now:
        state.say(jobs.choose_lock_time(state.station, state.dialogue.watch, chosen) or KEPT)


_ACTIONS: dict[str, Callable[[State], None]] = {"add": add_account, "hub": name_hub, "code": replace_code}


class AccountsRoom(Room):
    """The list of accounts. A number or name leads to what can be done with one."""

    topic = "accounts"
    _accounts: Accounts

    def load(self) -> None:
        """Read the accounts. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._accounts = self._state.patiently("Reading the accounts.", lambda: accounts_of(casebook))

    def asked(self) -> Prompt:
        """Ask for what can be done, or a number."""
        offered, said = "", [people.ONLY_ADMINISTRATORS]
        if self._accounts.may_change:
            offered = "".join(f"{action}, " for action, _ in people.ACCOUNT_ACTIONS)
            said = [f"{action}: {words}." for action, words in people.ACCOUNT_ACTIONS]
        can = f"{offered}list, or a number? [back]"
        return Prompt(
            words=f"{counted(len(self._accounts.listed), 'account').capitalize()}. {can}",
            again=f"Accounts: {can}",
            hint=[
                " ".join(said),
                "list: the accounts with their numbers. A number or a name: what can be done with it. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """Do one of the actions, or ask what to do with an account."""
        word = line.casefold()
        if word in _ACTIONS and self._accounts.may_change:
            _ACTIONS[word](self._state)
            return
        names = [Choice(each.name, each.name) for each in self._accounts.listed]
        account = self._accounts.named(asking.picked(line, names) or "")
        if account is None:
            self._state.say("Type a number or a name from the list, or ? for more.")
        else:
            person(self._state, self._accounts, account)

    # Where one is

    def where(self) -> Sequence[str]:
        """Say how many accounts there are."""
        listed = self._accounts.listed
        return [f"Accounts: {len(listed)}. {people.states_words(listed)}"]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the accounts with their numbers."""
        return numbered(people.account_words(each, self._accounts.me) for each in self._accounts.listed)
