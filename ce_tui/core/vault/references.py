"""References of screenings: `CE-7K3M-2Q`. Five random letters and a check character, to be read on the phone."""

from __future__ import annotations

from ce_tui.core.vault.crockford import check_letter, random_letters, tidy

_SALT = 18


def new_reference() -> str:
    """A random reference. That it is not taken is for the store to see to (33 million of them exist)."""
    return _written(random_letters(5))


def read_reference(text: str) -> str | None:
    """The reference that was typed, in its one spelling; None where it cannot be one.

    Forgives case, missing or other dashes, spaces, a missing "CE", O for 0, and I or L for 1.
    """
    if len(text) > 40:
        return None
    letters = tidy(text)
    if letters is None:
        return None
    if len(letters) == 8 and letters.startswith("CE"):
        letters = letters[2:]
    if len(letters) != 6 or _written(letters[:5])[-1] != letters[5]:
        return None
    return _written(letters[:5])


def _written(letters: str) -> str:
    whole = letters + check_letter(letters, _SALT)
    return f"CE-{whole[:4]}-{whole[4:]}"
