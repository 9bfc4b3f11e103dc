"""Words that were being typed when the line dropped, and words kept apart as someone else saved first.

What was cut off is kept with the account, said, and offered when the same is asked again. Details and reasons of a
screening are kept with it instead (`unfinished`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.pathway.words import is_ended
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


class CutOffTexts:
    """The texts of one account that were cut off about a screening: they go when that is deleted.

    With no reference, what was about none: it goes with whatever is deleted.
    """

    def __init__(self, casebook: Casebook, ref: str = "") -> None:
        self._casebook = casebook
        self._key = f"cut off.{ref}"

    def all(self) -> dict[str, str]:
        """All texts by what was asked; none if the store cannot say so."""
        try:
            return parse_or(self._casebook.preferences.get(self._key), dict[str, str], {})
        except VaultError:
            return {}

    def of(self, asked: str) -> str:
        """The text that was typed in answer to a question; empty: nothing was cut off."""
        return self.all().get(asked, "")

    def keep(self, asked: str, typed: str) -> None:
        """Keep what was typed; if that cannot be done, nobody is there any more to be told."""
        kept = {key: text for key, text in self.all().items() if key != asked}
        if typed:
            kept[asked] = typed
        with suppress(VaultError):
            self._casebook.preferences.set(self._key, write_json(kept) if kept else "")

    def drop(self, asked: str) -> None:
        """Drop a text: it was taken, or is not wanted."""
        if self.of(asked):
            self.keep(asked, "")


CUT_OFF = "Cut off or left as you typed it"
_DOTS = re.compile(r"\s*(\.\.\.|…)")
TO_GO_ON = "three dots (...) and the rest go on with it"
"""What is typed to go on: no text begins with three dots, and no telephone number. A voice may leave the sign out."""


def cut_off_words(cut_off: str, drops: str = "") -> str:
    """What was typed of a text that was cut off, and how to go on. `drops`: the word that drops it."""
    ways = "; ".join(["Enter takes it", TO_GO_ON, *([f"{drops} drops it"] if drops else [])])
    said = f"{CUT_OFF}: “{' '.join(cut_off.split())}”"
    return f"{said if is_ended(said) else f'{said}.'} {ways}."


def gone_on_with(cut_off: str, typed: str) -> str:
    """The text that a reply comes to: what was cut off, if the reply is empty; with the rest, if that follows dots.

    Else what was typed in its place.
    """
    if not typed.strip():
        return cut_off
    return _DOTS.sub(lambda _: cut_off, typed, count=1) if cut_off and goes_on(typed) else typed


def goes_on(typed: str) -> bool:
    """Whether a reply goes on with what was cut off."""
    return _DOTS.match(typed) is not None


_KEPT_APART = "kept-apart"


def tell_at_next_sign_in(casebook: Casebook, before: str, kept: str) -> None:
    """Have the next sign-in say that words for `before` were kept as `kept`, two references.

    The words are kept already: a full disk fails nothing.
    """
    with suppress(VaultError):
        casebook.preferences.set(_KEPT_APART, f"{before} {kept}")


def words_kept_apart(casebook: Casebook) -> str:
    """What to say at the sign-in of words kept apart as the last session ended; said once.

    A store that cannot say so is no reason not to come in: whoever looks into its damage has to.
    """
    try:
        before, _, kept = casebook.preferences.get(_KEPT_APART).partition(" ")
    except VaultError:
        return ""
    if not kept:
        return ""
    with suppress(VaultError):  # then it is said again
        casebook.preferences.set(_KEPT_APART, "")
    return (
        f"When the last session ended, someone else had saved {before}: your words are kept apart, as {kept}."
    )
