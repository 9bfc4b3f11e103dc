"""Your account: who you are here, another passphrase, how long until it locks by itself, how the app shows itself."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import Plain, State
from ce_tui.lines.office.passphrase import change_passphrase
from ce_tui.lines.office.room import may_be_left
from ce_tui.session.jobs.own_account import choose_lock_time, keep_for_next_time
from ce_tui.session.words.people import own_account_words
from ce_tui.settings.preferences import KEPT, NEXT_DISPLAY, Preference, children_shown, lock_time

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
