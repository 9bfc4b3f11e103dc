"""Texts that were cut off as they were typed: how it is said, and how one goes on with them a line at a time."""

from __future__ import annotations

from ce_tui.core.pathway.words import is_ended

CUT_OFF = "Cut off or left as you typed it"
_DOTS = ("...", "…")
TO_GO_ON = "three dots (...) and the rest go on with it"
"""What is typed to go on: no text begins with three dots, and no telephone number. A voice may leave the sign out."""


def cut_off_words(cut_off: str, drops: str = "") -> str:
    """That a text was cut off, what was typed of it, and what can be done with it. `drops`: the word that drops it."""
    ways = [TO_GO_ON, *([f"{drops} drops it"] if drops else [])]
    said = f"{CUT_OFF}: “{' '.join(cut_off.split())}”"
    return f"{said if is_ended(said) else f'{said}.'} Enter takes it; {'; '.join(ways)}."


def gone_on_with(cut_off: str, typed: str) -> str:
    """The text that a reply comes to: what was cut off where it is empty, that with the rest after the dots, or what
    was typed in its place.
    """
    if not typed.strip():
        return cut_off
    if not (cut_off and goes_on(typed)):
        return typed
    rest = typed.lstrip()
    return f"{cut_off}{rest[len(_DOTS[0]) :] if rest.startswith(_DOTS[0]) else rest[len(_DOTS[1]) :]}"


def goes_on(typed: str) -> bool:
    """Whether a reply goes on with what was cut off."""
    return typed.lstrip().startswith(_DOTS)
