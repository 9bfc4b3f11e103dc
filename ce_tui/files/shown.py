"""How a path, or another name that somebody else chose, stands in a sentence: on the line of the sentence."""

from __future__ import annotations

import unicodedata

from ce_tui.files.unseen import UNSEEN

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def shown(name: object) -> str:
    """A path as words show it: line ends, controls and what nobody sees stand as their escapes, as in `a\\nb`.

    A name may hold all of them, and a message must not have a line that the app did not write.
    """
    return "".join(map(_seen, str(name)))


def quoted(name: object) -> str:
    """The same as one word of a shell's command, for what a person is told to type."""
    return "'" + shown(name).replace("'", "'\\''") + "'"


def _seen(letter: str) -> str:
    if unicodedata.category(letter) not in _UNSEEN and not UNSEEN.match(letter):
        return letter
    return letter.encode("unicode_escape").decode("ascii")
