"""Whether a recovery code was written down: its last group, or all of it, is typed back."""

from __future__ import annotations


def is_of_code(typed: str, code: str) -> bool:
    """Whether this is the code's last group, or the whole code. Forgives case, dashes, O for 0, and I or L for 1."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    forgiven = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return forgiven in (code.rpartition("-")[2], code.replace("-", ""))
