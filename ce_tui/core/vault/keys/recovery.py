"""The recovery code: the key to the one recovery slot, on paper in a safe place.

Seven groups of five letters or digits, 140 random bits. The last letter of each group checks that group and its
place, so a slip of the pen is found group by group before anything is tried. That it was written down is shown by
typing its last group back, or all of it.
"""

from __future__ import annotations

from ce_tui.core.pathway.words import joined
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.references import check_letter, random_letters, tidy

GROUPS = 7
_LETTERS = 4


class RecoveryCode(str):
    """The code as it is shown: `7K3M2-…`. Never logged; `repr` does not show it."""

    def __repr__(self) -> str:
        return "RecoveryCode(…)"


def new_recovery_code() -> RecoveryCode:
    """A fresh random code."""
    groups = []
    for place in range(GROUPS):
        letters = random_letters(_LETTERS)
        groups.append(letters + check_letter(letters, place + 1))
    return RecoveryCode("-".join(groups))


def read_recovery_code(text: str) -> RecoveryCode:
    """The code that was typed, in its one spelling. Forgives case, spaces, dashes, O for 0, and I or L for 1.

    Raises `Refused` that names the group with the slip in it, never the code.
    """
    letters = tidy(text[:500])
    if letters is None:
        raise Refused(
            "A recovery code has only letters and digits, and never the letter U. Check it and try again."
        )
    size = _LETTERS + 1
    if len(letters) != GROUPS * size:
        raise Refused(
            f"A recovery code has {GROUPS} groups of {size}, {GROUPS * size} letters and digits in all; this has "
            f"{len(letters)}. Check it and try again."
        )
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    wrong = [
        str(place + 1)
        for place, group in enumerate(groups)
        if check_letter(group[:_LETTERS], place + 1) != group[_LETTERS]
    ]
    if len(wrong) == 1:
        raise Refused(f"Group {wrong[0]} of the recovery code has a slip in it. Check it and try again.")
    if wrong:
        raise Refused(
            f"Groups {joined(wrong)} of the recovery code have a slip in them. Check them and try again."
        )
    return RecoveryCode("-".join(groups))


def is_of_code(typed: str, code: str) -> bool:
    """Whether this is the code's last group, or the whole code. Forgives case, dashes, O for 0, and I or L for 1."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    forgiven = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return forgiven in (code.rpartition("-")[2], code.replace("-", ""))
