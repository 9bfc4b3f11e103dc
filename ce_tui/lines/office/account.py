"""Your account: who you are here, another passphrase, how long until it locks by itself, how the app shows itself."""

from __future__ import annotations

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.office.passphrase import change_passphrase
from ce_tui.lines.office.room import may_be_left
from ce_tui.session.jobs.own_account import choose_lock_time, choose_next_display
from ce_tui.session.words.people import own_account_words
from ce_tui.settings.display_preference import FOR_SCREEN_READERS, LINES
from ce_tui.settings.display_preference import PREFERENCE as DISPLAY
from ce_tui.settings.lock_times import PREFERENCE, choices

_KEPT = "Kept for your account."
_OFFERED = (
    Choice("passphrase", "Change your passphrase"),
    Choice("time", "Time until it locks by itself"),
    Choice("display", "Full screen or a line at a time, from the next sign-in on"),
)


def account(state: State) -> None:
    """Ask what to do until back is typed."""
    does = {"passphrase": change_passphrase, "time": _set_lock, "display": _set_display}
    with state.at(Plain("Your account", "account")):
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


def _set_lock(state: State) -> None:
    """Kept for the account; holds at once."""
    offered = [Choice(id, words) for id, words in choices(state.config.lock.times).items()]
    kept = state.signed_in.casebook.preferences.get(PREFERENCE)
    now = kept if any(each.id == kept for each in offered) else ""
    chosen = asking.choose(state.dialogue, "It locks by itself:", offered, default=now)
    if chosen != now:
        state.say(choose_lock_time(state.station, state.dialogue.watch, chosen) or _KEPT)


def _set_display(state: State) -> None:
    """Kept for the account; holds from the next sign-in on."""
    offered = (
        Choice("", "Full screen"),
        Choice(FOR_SCREEN_READERS, "Full screen for screen readers"),
        Choice(LINES, "A line at a time"),
    )
    now = state.signed_in.casebook.preferences.get(DISPLAY)
    chosen = asking.choose(state.dialogue, "The app shows itself as:", offered, default=now)
    state.say(choose_next_display(state.station, chosen) or _KEPT)
