"""Your account: another passphrase, and how long until it locks by itself."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.gate.new_passphrase import new_passphrase
from ce_tui.settings.display_preference import FOR_SCREEN_READERS, LINES
from ce_tui.settings.display_preference import PREFERENCE as DISPLAY
from ce_tui.settings.lock_times import PREFERENCE, choices


def account(state: State) -> None:
    """Ask what to do until back is typed."""
    casebook = state.signed_in.casebook
    mine = casebook.account
    with state.at(Plain(f"Your account: {mine.name}, {', '.join(mine.roles)}", "account")):
        state.say(*state.place.where())
        offered = (
            Choice("passphrase", "Change your passphrase"),
            Choice("time", "Time until it locks by itself"),
            Choice("display", "Full screen or a line at a time, from the next sign-in on"),
        )
        while True:
            try:
                chosen = asking.choose(state.dialogue, "Your account:", offered, default_words="back")
            except Said as said:
                if said.wish.id in ("back", "skip"):
                    return
                raise
            if not chosen:
                return
            try:
                {"passphrase": _change_passphrase, "time": _set_lock, "display": _set_display}[chosen](state)
            except Said as said:
                if said.wish.id not in ("back", "skip"):
                    raise
                state.say("Nothing was changed.")


def _change_passphrase(state: State) -> None:
    casebook = state.signed_in.casebook
    old = asking.text(
        state.dialogue,
        "The passphrase that you have now?",
        hint=["It is not shown. back: no change."],
        secret=True,
    )
    if not old:
        state.say("Nothing was changed.")
        return
    new = new_passphrase(state, "Your new passphrase:", casebook.account.name)
    try:
        state.patiently("Making the keys.", lambda: casebook.access.change_passphrase(old, new))
    except VaultError as error:
        state.say(error.words)
        return
    state.say(
        "Your passphrase is changed. The old one opens nothing here any more; copies of the store made before still "
        "open with it."
    )


def _set_lock(state: State) -> None:
    """Kept for the account; holds at once."""
    casebook = state.signed_in.casebook
    usual = state.config.lock.times
    offered = [Choice(id, words) for id, words in choices(usual).items()]
    kept = casebook.preferences.get(PREFERENCE)
    now = kept if any(each.id == kept for each in offered) else ""
    chosen = asking.choose(state.dialogue, "It locks by itself:", offered, default=now)
    if chosen == now:
        return
    try:
        casebook.preferences.set(PREFERENCE, chosen)
    except VaultError as error:
        state.say(error.words)
        return
    state.dialogue.watch.times = usual.for_account(chosen)
    state.say("Kept for your account.")


def _set_display(state: State) -> None:
    """Kept for the account; holds from the next sign-in on."""
    casebook = state.signed_in.casebook
    offered = (
        Choice("", "Full screen"),
        Choice(FOR_SCREEN_READERS, "Full screen for screen readers"),
        Choice(LINES, "A line at a time"),
    )
    chosen = asking.choose(
        state.dialogue, "The app shows itself as:", offered, default=casebook.preferences.get(DISPLAY)
    )
    try:
        casebook.preferences.set(DISPLAY, chosen)
    except VaultError as error:
        state.say(error.words)
        return
    state.say("Kept for your account.")
