"""The preferences of an account, each once, with its choices and their words.

The store keeps each as a text under the preference's name; empty: as it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.commands.keymap import Keys, OwnKeys
from ce_tui.core.pathway.words import Choice, with_small
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.words.plain import CHILDREN_BY, INITIALS, NAMES, REFERENCES, say_seconds
from ce_tui.settings.config import MINUTES, NEVER, IdleTimes

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

KEPT = "Kept for your account."
TERMINAL = "ansi-dark"
DARK = "ce-dark"
NO_COLOUR = "none"
FOR_SCREEN_READERS = "screen-reader"
LINES = "lines"
"""A line at a time: the line mode follows the sign-in."""


class Preference(NamedTuple):
    """A thing that an account can choose. `label`: what is asked; `words`: its values and what each is called."""

    name: str
    label: str = ""
    words: Mapping[str, str] = {}

    @property
    def choices(self) -> list[Choice]:
        """The values with their words."""
        return [Choice(value, words) for value, words in self.words.items()]

    def of(self, casebook: Casebook) -> str:
        """The choice of an account."""
        return casebook.preferences.get(self.name)

    def keep(self, casebook: Casebook, value: str) -> None:
        """Keep it for the account. Raises VaultError."""
        casebook.preferences.set(self.name, value)


_COLOURS = {
    "": "As suits this terminal: light on dark where it has 256 colours",
    TERMINAL: "The terminal's own colours",
    DARK: "Light text on dark",
    "ce-light": "Dark text on light",
    "ce-contrast": "High contrast: white on black",
    NO_COLOUR: "No colour",
}
_DISPLAYS = {
    "": "Ordinary: the current item has a > before it and is shown reversed",
    FOR_SCREEN_READERS: "For screen readers: nothing is shown but where you are and its state, in words",
    LINES: "A line at a time, for screen readers and braille lines: questions and answers, and no screen",
}
_IN_SHORT = {
    "": "Full screen",
    FOR_SCREEN_READERS: "Full screen for screen readers",
    LINES: "A line at a time",
}

THEME = Preference("theme", "Colours", _COLOURS)
DISPLAY = Preference("display", "Display", _DISPLAYS)
NEXT_DISPLAY = Preference(DISPLAY.name, "The app shows itself as", _IN_SHORT)
"""The display, as the line mode asks it."""
KEYS = Preference("keys")
ASCII = Preference("lines.ascii")
"""Whether the line mode writes ASCII alone: "on", or empty."""


def chosen_before(chosen: Mapping[str, str]) -> str:
    """What to say at a sign-in of colours and display that were `chosen` before it."""
    said = [
        f"{each.label}: {each.words.get(chosen[each.name], chosen[each.name]).partition(':')[0]}."
        for each in (DISPLAY, THEME)
        if each.name in chosen
    ]
    return " ".join(["As chosen here before you signed in, now for your account:", *said]) if said else ""


CHILDREN = "children"
"""The name of `children_shown`."""
_CHILDREN = {
    NAMES: "Name",
    INITIALS: "Initials, such as A. B., and the reference",
    REFERENCES: "Reference alone",
}


def children_shown(deployed: str) -> Preference:
    """How lists show children: one of `CHILDREN_BY`, or empty for what the deployment says."""
    usual = with_small(_CHILDREN[deployed])
    return Preference(
        CHILDREN, "Lists show children by", {"": f"As set for this terminal: {usual}"} | _CHILDREN
    )


def children_by(casebook: Casebook, deployed: str) -> str:
    """How lists show children to this account: what it chose, else what the deployment says."""
    chosen = children_shown(deployed).of(casebook)
    return chosen if chosen in CHILDREN_BY else deployed


def lock_time(deployed: IdleTimes) -> Preference:
    """When the app locks by itself: minutes in digits, `NEVER`, or empty for what the deployment says."""
    usual = f"after {say_seconds(deployed.idle)} without a key" if deployed.idle else "never"
    words = {"": f"As set for this terminal: {usual}"}
    words |= {str(minutes): f"After {say_seconds(minutes * 60)} without a key" for minutes in MINUTES}
    words |= {NEVER: "Never: only when you press the key that locks"}
    return Preference("lock.idle", "It locks by itself", words)


def times_of(casebook: Casebook, deployed: IdleTimes) -> IdleTimes:
    """A deployment's times with what the account chose."""
    return deployed.for_account(lock_time(deployed).of(casebook))


def keys_of(casebook: Casebook, deployed: Mapping[str, str]) -> Keys:
    """The keys of a configuration with those that the account chose."""
    return keys_with(KEYS.of(casebook), deployed)


def keys_with(kept: str, deployed: Mapping[str, str]) -> Keys:
    """The keys of a configuration with those of a kept preference; one that cannot be read changes nothing."""
    return Keys(deployed).with_own(parse_or(kept, OwnKeys, OwnKeys()))


def kept_keys(keys: Keys) -> str:
    """An account's own keys as the preference keeps them; empty where nothing was changed."""
    return write_json(keys.chosen) if keys.changed else ""
