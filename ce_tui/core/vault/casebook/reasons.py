"""A reason that someone gives for what they do with a screening: it goes into the log, and stays there for ever."""

from __future__ import annotations

from ce_tui.core.vault.casebook.around import one_line
from ce_tui.core.vault.errors import Refused

_LONGEST = 200


def logged_reason(reason: str, child: str) -> str:
    """A reason as it is logged: one line, cut; empty where none was given.

    `child`: the child's name. The reason outlives the screening, so a name in it would too. Raises `Refused`.
    """
    given = one_line(reason, _LONGEST)
    if names_the_child(given, child):
        raise Refused(
            "A word of the reason is in the child's name, and the reason stays in the log even when the screening is "
            "deleted. Say it without that word."
        )
    return given


def needed_reason(reason: str, child: str) -> str:
    """A reason as it is logged, where one is needed. Raises `Refused` where there is none, as `logged_reason` too."""
    given = logged_reason(reason, child)
    if not given:
        raise Refused("Say why: the reason is logged.")
    return given


def names_the_child(text: str, child: str) -> bool:
    """Whether a word of the text is one of the child's name; "will" is not "Will"."""
    parts = {part.casefold(): part for part in _words(child) if len(part) > 2}
    for word in _words(text):
        part = parts.get(word.casefold())
        if part is not None and (word != word.lower() or part == part.lower()):
            return True
    return False


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()
