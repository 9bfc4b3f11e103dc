"""Which key each command has: as it comes, as the configuration gives it, or as an account chose it.

A key is named as Textual names it: a letter, a sign's name ("slash"), "ctrl+y", "f5", "up". A configuration may also
write a sign itself, and several keys with commas between them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from string import ascii_lowercase, punctuation

import msgspec

from ce_tui.commands.table import BY_ID, COMMANDS, PLACES, Command, Where

_NAMED_OTHERWISE = {
    "/": "slash",
    "\\": "backslash",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
    "@": "at",
}
SIGNS = {
    _NAMED_OTHERWISE.get(sign) or unicodedata.name(sign).lower().replace(" ", "_").replace("-", "_"): sign
    for sign in punctuation
}
"""The signs of ASCII, by the names that their keys have: Unicode's, but for a few."""

KEY_WORDS = {
    "left": "Left",
    "right": "Right",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "up": "Up",
    "down": "Down",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
}
"""The words of keys that are neither a letter nor a sign."""


def say_keys(keys: str) -> str:
    """All keys of a command in words: "Ctrl+G, F4"; empty if it has none."""
    return ", ".join(say_key(each) for each in keys.split(",") if each)


def say_key(key: str, brief: bool = False) -> str:
    """A key in words: "Ctrl+G", brief "^G"; empty if there is none. Of several keys the first."""
    key = key.partition(",")[0]
    if key.startswith("ctrl+"):
        return ("^" if brief else "Ctrl+") + key.removeprefix("ctrl+").upper()
    return KEY_WORDS.get(key) or SIGNS.get(key) or (key.upper() if len(key) > 1 else key)


_FIELDS_OWN = "acdefhijkmuvwxz"
"""Letters that with Ctrl edit a text field, or are another key by the terminals' custom (Ctrl+I is Tab)."""
_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 13))
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "space", "enter")
_SCREENS: set[Where] = {"gate", "form", "home", "acting", "guidance", "contacts", "audit"}
_ALWAYS = ("list.choose", "text.follow", "dialog.cancel")
_MEANT = {"tier.cycle", "list.choose_space"}
"""The commands that share a key: the inner place has it."""


class KeyRefused(ValueError):
    """A key that a command cannot have; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class OwnKeys(msgspec.Struct):
    """The choices of an account: keys by command, and whether letters and signs alone do anything."""

    keys: dict[str, str] = {}
    letters: bool = True


class Keys:
    """The keys in force. Never changed in place: each change gives other keys, or raises KeyRefused.

    `deployed` are the configuration's, `own` the account's; `letters`: whether letters and signs alone do anything.
    """

    def __init__(
        self,
        deployed: Mapping[str, str] | None = None,
        own: Mapping[str, str] | None = None,
        *,
        letters: bool = True,
    ) -> None:
        self._deployed = {named: tidy_keys(key) for named, key in (deployed or {}).items() if named in BY_ID}
        self._own = {named: key for named, key in (own or {}).items() if named in BY_ID}
        self.letters = letters

    # What there is

    def key_of(self, command_id: str) -> str:
        """The key that does something now; empty: none. Several have commas between them."""
        given = self.given(command_id)
        if self.letters:
            return given
        return ",".join(key for key in given.split(",") if not is_letter(key))

    def given(self, command_id: str) -> str:
        """The key that a command was given, whether or not letters are switched off.

        Enter and Esc stay what they are everywhere: another key comes to them.
        """
        key, default = self._chosen(command_id), BY_ID[command_id].key
        stays = command_id in _ALWAYS and key and default not in key.split(",")
        return f"{key},{default}" if stays else key

    def _chosen(self, command_id: str) -> str:
        key = self._own.get(command_id, self._deployed.get(command_id))
        return _beside(command_id, self.as_deployed(command_id), self._own) if key is None else key

    def as_deployed(self, command_id: str) -> str:
        """The key of a command for an account that changed nothing."""
        key = self._deployed.get(command_id)
        return _beside(command_id, BY_ID[command_id].key, self._deployed) if key is None else key

    def is_own(self, command_id: str) -> bool:
        """Whether the account gave a command another key."""
        return command_id in self._own

    @property
    def changed(self) -> bool:
        """Whether the account changed anything."""
        return bool(self._own) or not self.letters

    # Changing

    def with_key(self, command_id: str, key: str) -> Keys:
        """The keys with another for a command, or with none (empty). Raises KeyRefused."""
        key = tidy_keys(key)
        own = {other: its for other, its in self._own.items() if other != command_id}
        if key != self.as_deployed(command_id):
            own[command_id] = key
        keys = Keys(self._deployed, own, letters=self.letters)
        for words in keys.faults_of(command_id):
            raise KeyRefused(words)
        return keys

    def with_letters(self, on: bool) -> Keys:
        """The keys with letters and signs alone switched on or off."""
        return Keys(self._deployed, self._own, letters=on)

    def all_as_they_come(self) -> Keys:
        """The keys of an account that changed nothing."""
        return Keys(self._deployed)

    # Keeping

    @property
    def chosen(self) -> OwnKeys:
        """The account's choices, to be kept."""
        return OwnKeys(self._own, self.letters)

    def with_own(self, own: OwnKeys) -> Keys:
        """The keys with an account's choices, as far as they still fit configuration and version."""
        chosen = {command_id: tidy_keys(key) for command_id, key in own.keys.items()}
        keys = Keys(self._deployed, chosen, letters=own.letters)
        for command_id in reversed(list(keys._own)):
            if any(keys.faults_of(command_id)):
                del keys._own[command_id]
        return keys

    # What cannot be

    def faults_of(self, command_id: str) -> list[str]:
        """What is wrong with the keys of one command, each in words."""
        command, given = BY_ID[command_id], self.given(command_id)
        if not self._chosen(command_id):
            return [f'"{command.words}" may have another key, never none.'] if command.essential else []
        found = []
        for key in given.split(","):
            if key not in command.key.split(",") and (why := why_not(command, key)):
                found.append(why)
                continue
            found += [
                f'{say_key(key)} is the key of "{other.words}" already ({PLACES[other.where].lower()}).'
                for other in COMMANDS
                if other.id != command_id
                and key in self.given(other.id).split(",")
                and can_meet(command.where, other.where)
                and {command_id, other.id} != _MEANT
            ]
        return found


def _beside(command_id: str, keys: str, given: Mapping[str, str]) -> str:
    """Keys as they come, without the function keys that another command was given: those stand beside, and yield."""
    taken = {key for its in given.values() for key in its.split(",") if key in _FUNCTION_KEYS}
    left = [key for key in keys.split(",") if key not in taken]
    return keys if not left and BY_ID[command_id].essential else ",".join(left)


def tidy_keys(key: str) -> str:
    """Keys as they are named here: in small letters, signs by their names."""
    signs = {sign: name for name, sign in SIGNS.items()}
    if key.strip() in signs:  # a comma by itself, too
        return signs[key.strip()]
    parts = filter(None, map(str.strip, key.split(",")))
    return ",".join(signs.get(part, part.lower() if len(part) > 1 else part) for part in parts)


def is_letter(key: str) -> bool:
    """Whether a key is a single letter or sign, as dictated words hold them; Space is none."""
    return len(key) == 1 or key in SIGNS


def is_plain(key: str) -> bool:
    """Whether a key is Tab, an arrow, Enter, Esc or a function key: they reach everything."""
    return key in (*_FUNCTION_KEYS, "up", "down", "left", "right", "enter", "escape", "tab")


def can_meet(one: Where, other: Where) -> bool:
    """Whether the commands of two places can be there at the same time."""
    pair = {one, other}
    if one == other or pair & {"anywhere", "dialog"} or pair in ({"list", "tier"}, {"home", "acting"}):
        return True
    return bool(pair & {"list", "text"} and pair & _SCREENS)


def why_not(command: Command, key: str) -> str:
    """Why a command cannot have a key at all; empty: it can."""
    said = say_key(key)
    letter = key.removeprefix("ctrl+")
    if key != letter and len(letter) == 1 and letter in ascii_lowercase:
        return f"{said} belongs to text fields, or is another key by custom." if letter in _FIELDS_OWN else ""
    if key in _FUNCTION_KEYS:
        return ""
    if command.where in ("anywhere", "gate", "notes", "dialog") and command.id != "help.letter":
        return f'"{command.words}" works while you type, too: it takes Ctrl and a letter, or F1 to F12.'
    if len(key) == 1 and key.isascii() and key.isdigit():
        return "Digits go to the item of that number."
    if key == "v" and can_meet(command.where, "tier"):
        return "V begins the number of a vulnerability."
    if key in _MOVING and command.where not in ("list", "text", "tier"):
        return f"{said} moves and chooses in lists and texts."
    if key in _MOVING or key in SIGNS or (len(key) == 1 and key in ascii_lowercase):
        return ""
    return f"{said} cannot be one: it takes a letter without Shift, a sign, Ctrl and a letter, or F1 to F12."
